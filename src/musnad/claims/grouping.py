"""Tellings → Grouping: claims as sets of tellings, the pairs a person is asked about, the denials between claims.

Constrained agglomeration: the surest pairs are joined first, and two groups are joined only where no telling of the one
is judged different from, or a denial of, a telling of the other; so A ~ B ~ C does not join A with C against the
rules. What is joined depends on nothing but the tellings that sure links connect: groups are made component by
component, and a page that is added (:func:`grow`) touches only the components its own links reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from musnad.claims.blocking import Blocks, Propose
from musnad.claims.meant import Meaning, meaning
from musnad.claims.same import Decision, decide
from musnad.model.claim import Telling


@dataclass(frozen=True, slots=True)
class Grouping:
    """``claims`` are sets of telling ids, in the order of their least id; ``links`` all pairs judged the same, maybe
    the same, or a denial, in order; ``maybe`` and ``denials`` are those of them that lie between two claims."""

    claims: tuple[frozenset[str], ...] = ()
    links: tuple[Decision, ...] = ()
    maybe: tuple[Decision, ...] = ()
    denials: tuple[Decision, ...] = ()


@dataclass(slots=True)
class Judge:
    """Decides of pairs, each once; a judgement of people (``judged``) wins over the rules."""

    meanings: Mapping[str, Meaning]
    judged: Mapping[frozenset[str], bool] = field(default_factory=dict)
    _known: dict[tuple[str, str], Decision] = field(default_factory=dict)

    def __call__(self, one: str, other: str) -> Decision:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            self._known[pair] = decide(self.meanings[pair[0]], self.meanings[pair[1]])
        return self._known[pair]

    def learn(self, decisions: Iterable[Decision]) -> None:
        """Take decisions made before."""
        self._known.update({(d.left, d.right): d for d in decisions})


def group(tellings: Iterable[Telling], propose: Propose | None = None) -> Grouping:
    """The claims of tellings, from scratch. Deterministic, and the same in whatever order the tellings come.

    ``propose`` gives further candidate pairs (ids), as from vectors; the rules decide of them as of all others.
    """
    meanings = {telling.id: meaning(telling) for telling in tellings}
    blocks, judge = Blocks(), Judge(meanings)
    pairs = {(min(a, b), max(a, b)) for a in sorted(meanings) for b in blocks.add(meanings[a])}
    pairs |= {(min(a, b), max(a, b)) for a, b in (propose(meanings.values()) if propose else ())}
    links = [d for pair in sorted(pairs) if (d := judge(*pair)).verdict != "different"]
    return _grouping(meanings, links, judge)


def grow(known: Grouping, tellings: Mapping[str, Telling], blocks: Blocks, new: Iterable[Telling]) -> Grouping:
    """The grouping with ``new`` tellings added: equal to :func:`group` of all, without comparing the known ones again.

    ``tellings`` and ``blocks`` hold the known ones; ``blocks`` takes the new ones in.
    """
    raise NotImplementedError


def component(ids: Iterable[str], links: Iterable[Decision]) -> frozenset[str]:
    """The tellings that sure links connect with any of ``ids``, those included: what an added page can change."""
    beside: dict[str, list[str]] = {}
    for link in links:
        if link.verdict == "same":
            beside.setdefault(link.left, []).append(link.right)
            beside.setdefault(link.right, []).append(link.left)
    reached, waiting = set(ids), list(ids)
    while waiting:
        for other in beside.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return frozenset(reached)


def _grouping(ids: Iterable[str], links: list[Decision], judge: Judge) -> Grouping:
    joined = _join([link for link in links if link.verdict == "same"], judge)
    claims = {id: joined.get(id, frozenset({id})) for id in ids}
    between = [link for link in links if claims[link.left] is not claims[link.right]]
    return Grouping(
        tuple(sorted(set(claims.values()), key=min)),
        tuple(links),
        tuple(link for link in between if link.verdict in ("maybe", "same")),
        tuple(link for link in between if link.verdict == "denial"),
    )


def _join(links: list[Decision], judge: Judge) -> dict[str, frozenset[str]]:
    """Each linked telling's group: the surest links first, a link that would join what differs left out."""
    groups: dict[str, frozenset[str]] = {}
    for link in sorted(links, key=lambda link: (-link.score, link.left, link.right)):
        one = groups.get(link.left, frozenset({link.left}))
        other = groups.get(link.right, frozenset({link.right}))
        if one is not other and _may_join(one, other, judge):
            both = one | other
            groups.update(dict.fromkeys(both, both))
    return groups


def _may_join(one: frozenset[str], other: frozenset[str], judge: Judge) -> bool:
    return all(judge(a, b).verdict in ("same", "maybe") for a in one for b in other)
