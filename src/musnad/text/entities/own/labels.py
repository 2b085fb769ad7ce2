"""What the labels of a model are here: by the names that corpora give them, or as ``labels.toml`` beside it says.

Names are those of CoNLL-2003, WikiANN, ANERcorp, ACE, OntoNotes and Wojood, under any of the schemes IOB, BIOES,
BILOU, or without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, get_args

from musnad.model.document import EntityType

TYPES: frozenset[str] = frozenset(get_args(EntityType))
_POSITION = re.compile(r"([BIESLU])[-_](.+)")
_OPENING = frozenset("BSU")
_NAMES: Mapping[str, str] = {
    **{one: one for one in TYPES},
    "PERS": "PER",
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "LOCATION": "LOC",
    "FACILITY": "FAC",
    "WEA": "EQUIPMENT",
    "VEH": "EQUIPMENT",
    "WORK_OF_ART": "WORK",
}


class Label(NamedTuple):
    """A label: the type that it is here (None where it is no name), and whether a new name begins with it."""

    type: EntityType | None
    begins: bool


def labels_of(written: Sequence[str], own: Mapping[str, str]) -> tuple[Label, ...]:
    """The labels as written by the model, in its order, understood; ``own`` are the types of ``labels.toml``.

    A model without a label for states and cities calls them locations, as CoNLL does: there ``LOC`` is ``GPE``.
    """
    names = [_split(label) for label in written]
    types = {name: own.get(label, own.get(name, _NAMES.get(name.upper(), ""))) for label, (_, name) in _pairs(written)}
    if "GPE" not in types.values():
        types |= {name: "GPE" for name, type_ in types.items() if type_ == "LOC" and name not in own}
    return tuple(Label(cast(EntityType | None, types[name] or None), opens) for opens, name in names)


def _pairs(written: Iterable[str]) -> Iterator[tuple[str, tuple[bool, str]]]:
    yield from ((label, _split(label)) for label in written)


def _split(label: str) -> tuple[bool, str]:
    """Whether the label opens a name, and the label without its position."""
    found = _POSITION.fullmatch(label)
    return (found[1] in _OPENING, found[2]) if found else (False, label)


def stretches(labels: Iterable[Label | None], first: int) -> Iterator[tuple[int, int, EntityType]]:
    """The names of labels, token stretches counted from ``first``; a name may go on without having been opened."""
    start, type_ = 0, None
    at = first
    for at, label in enumerate([*labels, None], first):
        here = label.type if label else None
        if type_ and (here != type_ or (label and label.begins)):
            yield start, at, type_
            type_ = None
        if here and not type_:
            start, type_ = at, here
