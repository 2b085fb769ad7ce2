"""What the user's model reads, put together with what Musnad reads.

The model decides on the types that it can name. What it has no label for (outlets, equipment, laws for most) stays
ours, and is finer than its word for the same stretch: a paper is an outlet before it is an organisation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from musnad.model import Entity, Token
from musnad.model.document import EntityType
from musnad.text.entities.known import Known
from musnad.text.entities.own.labels import TYPES

Name = tuple[int, int, EntityType]
#: How the reason of an entity opens that was read, not known (``finder.py``).
READ = "read in its context"


def joined(
    types: frozenset[EntityType], theirs: Iterable[Name], ours: Iterable[Name], known: Iterable[Known]
) -> list[Name]:
    """The names of one sentence in order, token stretches; ``types`` are those that the model can name."""
    finer = [name for name in ours if name[2] not in types]
    held = {at for first, last, type_ in finer if type_ in TYPES for at in range(first, last)}
    if "OUTLET" not in types:
        outlets = (name for name in known if name.name.type == "OUTLET" and not name.name.common)
        held |= {at for name in outlets for at in range(name.first, name.last)}
    return sorted([*finer, *(name for name in theirs if held.isdisjoint(range(name[0], name[1])))])


def marked(entities: Iterable[Entity], tokens: Sequence[Token], names: Sequence[Name], model: str) -> Iterator[Entity]:
    """The entities, those that meet a name the model read (``names``, in order) marked with the model's name."""
    ends = [tokens[last - 1].end for _, last, _ in names]
    for entity in entities:
        at = bisect_left(ends, entity.start + 1)
        meets = at < len(names) and tokens[names[at][0]].start < entity.end and names[at][2] == entity.type
        yield replace(entity, model=model) if meets and entity.reason.startswith(READ) else entity
