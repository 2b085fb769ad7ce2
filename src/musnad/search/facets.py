"""How many of what was found are of each outlet, stance, mode, kind of source, speaker and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from musnad.store import Passage, Trait
from musnad.store.keys import key_line

#: Facets are counted over at most so many passages, the newest.
MOST_FACETED = 500
_MOST_VALUES = 12

_OF: dict[str, Callable[[Trait], str | None]] = {
    "outlet": lambda trait: trait.outlet,
    "stance": lambda trait: trait.stance,
    "kind": lambda trait: trait.source_kind,
    "mode": lambda trait: trait.mode,
    "month": lambda trait: trait.published.isoformat()[:7] if trait.published else None,
}


@dataclass(frozen=True, slots=True)
class Facet:
    """``value`` narrows the search down to these ``count``; ``label`` is how it is written."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts by ``outlet``, ``stance``, ``kind``, ``mode``, ``speaker`` and ``month``, the most frequent first, twelve
    values each. They are counted ``over`` so many passages, the newest; ``at_least`` says that there are more."""

    over: int
    at_least: bool
    by: dict[str, tuple[Facet, ...]]

    def to_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        by = {name: [asdict(facet) for facet in facets] for name, facets in self.by.items()}
        return {"over": self.over, "at_least": self.at_least, **by}


def facets_of(traits: Iterable[Trait], more: bool) -> Facets:
    """The counts over ``traits``; ``more`` says that there are more than these."""
    traits = list(traits)
    by = {name: _counted(Counter(filter(None, map(value, traits)))) for name, value in _OF.items()}
    by["month"] = tuple(sorted(by["month"], key=lambda facet: facet.value, reverse=True))
    by["outlet"] = tuple(Facet(f'"{facet.value}"', facet.label, facet.count) for facet in by["outlet"])
    return Facets(len(traits), more, {**by, "speaker": _speakers(traits)})


def trait_of(passage: Passage) -> Trait:
    """The trait of a passage that is open already."""
    reading, said = passage.reading, passage.statement
    day = date.fromisoformat(reading["published"]) if reading["published"] else None
    if said is None:
        return Trait(reading["outlet"], day, None, None, None, None, None)
    speaker = said["chain"][0] if said["chain"] else {"text": None, "entity": None}
    kinds = (said["stance"], said["mode"], said["source_kind"])
    return Trait(reading["outlet"], day, *kinds, speaker["text"], speaker["entity"])


def _counted(counts: Counter[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value, value, count) for value, count in counts.most_common(_MOST_VALUES))


def _speakers(traits: list[Trait]) -> tuple[Facet, ...]:
    """One who is known by an id is one, however spelt; others are one where the keys of their names are."""
    counts: Counter[str] = Counter()
    labels: dict[str, Counter[str]] = {}
    ids: dict[str, str] = {}
    for trait in traits:
        if trait.speaker:
            same = trait.speaker_entity or key_line(trait.speaker)
            counts[same] += 1
            labels.setdefault(same, Counter())[trait.speaker] += 1
            if trait.speaker_entity:
                ids[same] = trait.speaker_entity
    found = []
    for same, count in counts.most_common(_MOST_VALUES):
        label = labels[same].most_common(1)[0][0]
        known = ids.get(same)
        found.append(Facet(f'"{known or label}"', label, count))
    return tuple(found)
