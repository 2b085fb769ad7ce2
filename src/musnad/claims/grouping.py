"""Tellings → Grouping: claims as sets of tellings, the pairs a person is asked about, the denials between claims.

Constrained agglomeration: the surest pairs are joined first, and two groups are joined only where no telling of the one
is judged different from, or a denial of, a telling of the other; so A ~ B ~ C does not join A with C against the
rules. What is joined depends on nothing but the tellings that sure links connect: groups are made component by
component, and a page that is added touches only the components its own links reach.

In memory: :func:`group` and :func:`grow`. Over a store: :func:`links_of` the new tellings, the :func:`component` they
reach, :func:`regroup` it; all that a store keeps is the keys of ``musnad.claims.blocking`` and the links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from musnad.claims.blocking import Blocks, Propose
from musnad.claims.meant import Meaning, meaning
from musnad.claims.same import Decision, decide
from musnad.model.claim import Telling


class Meanings(Protocol):
    """Whatever gives the meaning of a telling by its id."""

    def __getitem__(self, id: str, /) -> Meaning: ...


@dataclass(frozen=True, slots=True)
class Grouping:
    """``claims`` are sets of telling ids, in the order of their least id; ``links`` all pairs judged the same, maybe
    the same, or a denial, in order; ``maybe`` and ``denials`` are those of them that lie between two claims."""

    claims: tuple[frozenset[str], ...] = ()
    links: tuple[Decision, ...] = ()
    maybe: tuple[Decision, ...] = ()
    denials: tuple[Decision, ...] = ()


@dataclass(slots=True)
class _Judge:
    """Decides of pairs, each once."""

    meanings: Meanings
    known: dict[tuple[str, str], Decision] = field(default_factory=dict)

    def __call__(self, one: str, other: str) -> Decision:
        pair = (one, other) if one < other else (other, one)
        if pair not in self.known:
            self.known[pair] = decide(self.meanings[pair[0]], self.meanings[pair[1]])
        return self.known[pair]


def group(tellings: Iterable[Telling], propose: Propose | None = None) -> Grouping:
    """The claims of tellings, from scratch. Deterministic, and the same in whatever order the tellings come.

    ``propose`` gives further candidate pairs (ids), as from vectors; the rules decide of them as of all others.
    """
    return grow(Grouping(), Blocks(), tellings, propose)


def grow(known: Grouping, blocks: Blocks, new: Iterable[Telling], propose: Propose | None = None) -> Grouping:
    """The grouping with ``new`` tellings added: equal to :func:`group` of all, comparing the new ones only.

    ``blocks`` holds the known tellings and takes the new ones in; a telling it has already is left as it is.
    """
    fresh = {telling.id: meaning(telling) for telling in new if telling.id not in blocks}
    pairs = {(min(a, b), max(a, b)) for a in sorted(fresh) for b in blocks.add(fresh[a])}
    pairs |= {(min(a, b), max(a, b)) for a, b in (propose(fresh.values()) if propose else ())}
    links = sorted([*known.links, *_judged(pairs, blocks)], key=lambda link: (link.left, link.right))
    touched = component(fresh, links)
    kept = [claim for claim in known.claims if not claim & touched]
    return _grouping([*kept, *regroup(touched, links, blocks)], links)


def links_of(pairs: Iterable[tuple[str, str]], meanings: Meanings) -> list[Decision]:
    """The links among candidate pairs of ids: all but those judged different, in order."""
    return list(_judged({(min(a, b), max(a, b)) for a, b in pairs}, meanings))


def component(ids: Iterable[str], links: Iterable[Decision]) -> frozenset[str]:
    """The tellings that sure links connect with any of ``ids``, those included: what an added page can change."""
    beside: dict[str, list[str]] = {}
    for link in links:
        if link.verdict == "same":
            beside.setdefault(link.left, []).append(link.right)
            beside.setdefault(link.right, []).append(link.left)
    waiting = list(ids)
    reached = set(waiting)
    while waiting:
        fresh = [other for other in beside.get(waiting.pop(), ()) if other not in reached]
        reached.update(fresh)
        waiting += fresh
    return frozenset(reached)


def regroup(ids: Iterable[str], links: Iterable[Decision], meanings: Meanings) -> list[frozenset[str]]:
    """The claims among ``ids``, which are whole components: the surest links first, a link that would join tellings
    that differ left out. A telling that is joined with none is a claim by itself."""
    groups = {id: frozenset({id}) for id in ids}
    judge = _Judge(meanings)
    inside = [link for link in links if link.verdict == "same" and link.left in groups and link.right in groups]
    judge.known.update({(link.left, link.right): link for link in inside})
    for link in sorted(inside, key=lambda link: (-link.score, link.left, link.right)):
        one, other = groups[link.left], groups[link.right]
        if one is not other and _may_join(one, other, judge):
            groups.update(dict.fromkeys(one | other, one | other))
    return sorted(set(groups.values()), key=min)


def _judged(pairs: Iterable[tuple[str, str]], meanings: Meanings) -> Iterable[Decision]:
    decided = (decide(meanings[one], meanings[other]) for one, other in sorted(pairs))
    return (decision for decision in decided if decision.verdict != "different")


def _may_join(one: frozenset[str], other: frozenset[str], judge: _Judge) -> bool:
    return all(judge(a, b).verdict in ("same", "maybe") for a in one for b in other)


def _grouping(claims: Sequence[frozenset[str]], links: Sequence[Decision]) -> Grouping:
    of = {id: number for number, claim in enumerate(claims) for id in claim}
    between = [link for link in links if of[link.left] != of[link.right]]
    return Grouping(
        tuple(sorted(claims, key=min)),
        tuple(links),
        tuple(link for link in between if link.verdict in ("maybe", "same")),
        tuple(link for link in between if link.verdict == "denial"),
    )
