"""Tellings of one claim → how many independent sources stand behind it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from musnad.claims.bounds import Groups, fewest
from musnad.claims.cites import circles, citations
from musnad.claims.explaining import Joined, reasons
from musnad.claims.inside import reasons_inside, told_inside, with_those_inside
from musnad.claims.relations import (
    SAME,
    Bond,
    Scene,
    credited_page,
    fit,
    must_differ,
    near_copy,
    one_description,
    one_institution,
    one_person,
)
from musnad.claims.voices import Voice, voices_of
from musnad.model import Citation, Copy, Judgement, Origin, Sources, Telling

#: Rules of which the reader is told though another has joined the two already; and of which, where they may not join.
_TOLD_ANYWAY = frozenset({one_description.__name__, credited_page.__name__, near_copy.__name__})
_CLASHING = frozenset({one_person.__name__, one_institution.__name__}) | _TOLD_ANYWAY
_KINDS = ("person", "body", "unnamed", "document", "outlet", "unknown")


def sources(tellings: Iterable[Telling], copies: Iterable[Copy] = (), judged: Iterable[Judgement] = ()) -> Sources:
    """The bounds of a claim, its origins and the reasons, the same in whatever order the tellings come.

    ``copies`` are between their ids; ``judged`` are people's ``same`` and ``different`` about pairs of ids, the last
    word of which holds, over every rule. A telling that denies is no source, nor is one inside another's words.
    """
    told = [telling for telling in tellings if telling.stance != "denies"]
    verdicts = _verdicts(judged)
    held = told_inside(told, frozenset().union(*verdicts))
    count = _Count(tuple(voices_of(one for one in told if one.id not in held)), tuple(copies), verdicts)
    count.run()
    found = count.result()
    return replace(found, origins=with_those_inside(found.origins, held), why=found.why + reasons_inside(told, held))


def _verdicts(judged: Iterable[Judgement]) -> dict[frozenset[str], Judgement]:
    """The last judgement of each pair."""
    ordered = sorted(judged, key=lambda one: (one.at, one.number or 0))
    pairs = [one for one in ordered if one.act in ("same", "different") and len(set(one.about)) == 2]
    return {frozenset(one.about): one for one in pairs}


@dataclass(slots=True)
class _Count:
    voices: tuple[Voice, ...]
    copies: tuple[Copy, ...]
    verdicts: dict[frozenset[str], Judgement]
    groups: Groups[Voice] = field(init=False)
    joined: list[Joined] = field(default_factory=list)
    clashes: list[Joined] = field(default_factory=list)
    cites: tuple[Citation, ...] = ()
    rings: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        self.groups = Groups(self.voices, self.differ)

    def differ(self, one: Voice, two: Voice) -> bool:
        verdict = self.verdicts.get(frozenset((one.telling.id, two.telling.id)))
        if verdict is not None and one.telling.id != two.telling.id:
            return verdict.act == "different"
        return must_differ(one, two) is not None

    def run(self) -> None:
        """Merge by people's word first, then by the rules, the strongest first, then what only cites itself."""
        scene = Scene(self.voices, self.copies)
        for bond, judgement in self._judged():
            self.groups.merge(bond.voice, bond.others[0], force=True)
            self.joined.append(Joined("judged_same", bond.voice, bond.others[0], judgement.who))
        for rule in SAME:
            for bond in rule(scene):
                self._merge(rule.__name__, bond)
        self.cites = citations(self.voices, fit)
        self.rings = circles(self.cites)
        for bond in self._rings():
            self._merge("circle", bond)

    def _merge(self, rule: str, bond: Bond) -> None:
        tried = [other for other in bond.others if other is not bond.voice]
        for other in tried:
            one_group = self.groups.root(bond.voice) == self.groups.root(other)
            if one_group or (self._may_join(bond.voice, other) and self.groups.merge(bond.voice, other)):
                if not one_group or rule in _TOLD_ANYWAY:
                    self.joined.append(Joined(rule, bond.voice, other, bond.words))
                return
        if tried and rule in _CLASHING:
            self.clashes.append(Joined(rule, bond.voice, tried[0], bond.words))

    def _may_join(self, one: Voice, two: Voice) -> bool:
        """What is told on an outlet's word goes back to one source: it does not make one of two."""
        return (one.is_told and two.is_told) or not (self._has_source(one) and self._has_source(two))

    def _has_source(self, voice: Voice) -> bool:
        return any(member.is_told for member in self.groups.members[self.groups.root(voice)])

    def _judged(self) -> Iterator[tuple[Bond, Judgement]]:
        for pair, verdict in sorted(self.verdicts.items(), key=lambda item: sorted(item[0])):
            one, two = ([voice for voice in self.voices if voice.telling.id == id_] for id_ in sorted(pair))
            if verdict.act == "same" and one and two:
                first, second = max(((a, b) for a in one for b in two), key=lambda both: fit(*both))
                yield Bond(first, (second,)), verdict

    def _rings(self) -> Iterator[Bond]:
        for ring in self.rings:
            pages = {voice.telling.page for voice in self.voices if voice.telling.id in ring}
            inside = [voice for voice in self.voices if voice.telling.page in pages]
            inside = [v for v in inside if v.kind in ("outlet", "unknown", "unnamed") and not v.told_here]
            yield from (Bond(voice, tuple(inside[:at])) for at, voice in enumerate(inside) if at)

    def result(self) -> Sources:
        graph = self.groups.graph()
        at_least = fewest(graph)
        members = sorted(self.groups.members.values(), key=lambda group: min(voice.key for voice in group))
        why = reasons(self.groups, graph, self.joined, self.clashes, self.verdicts, self.rings)
        return Sources(at_least, len(members), tuple(map(_origin, members)), why, self.cites, self.rings)


def _origin(group: Sequence[Voice]) -> Origin:
    """A group as people read it: the fullest words for its speaker, and who carried them first."""
    best = min(group, key=lambda voice: (_KINDS.index(voice.kind), -len(voice.words), voice.key))
    told = tuple(sorted({voice.telling.id for voice in group}))
    return Origin(best.words, best.carrier_words, told)
