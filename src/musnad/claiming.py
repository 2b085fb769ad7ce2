"""The claims of a store, kept up with its pages and with what people decide.

Three steps, each of which may be stopped and taken up again: tellings of superseded versions are taken out, those of
new ones compared with what is kept, and the claims that this touches settled anew. What comes out depends on what is
in the store, not on the order in which it came (:mod:`musnad.claims.grouping`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from musnad.claims.blocking import Blocks, keys_of, meet
from musnad.claims.copies import copies
from musnad.claims.differences import clearest, differences
from musnad.claims.grouping import component, links_of, regroup
from musnad.claims.meant import Meaning, meaning
from musnad.claims.record import PageFacts, claim_to_dict, page_facts
from musnad.claims.same import Decision
from musnad.claims.sources import sources
from musnad.claims.tellings import tellings_of
from musnad.model import Claim, Judgement, Telling

if TYPE_CHECKING:  # batch/ settles claims without a database
    from musnad.store import Store, Told

_AT_ONCE = 200  # pages compared in one transaction
_MOST_KEPT = 20_000  # tellings kept in memory between two batches
_JUDGED = 1e6  # the score of what a person decided: above all rules

Record = dict[str, Any]


def refresh(store: Store) -> int:
    """Bring the claims up to date. How many pages were new or changed. Raises StoreError."""
    store.claims.forget_superseded()
    shelf = _Shelf(store)
    count = 0
    while told := store.claims.not_compared(_AT_ONCE):
        _compare(store, shelf, told)
        count += len(told)
    judged = _about_claims(store)
    while unsettled := store.claims.unsettled(_AT_ONCE):
        _settle(store, shelf, unsettled, judged)
    return count


class Shelf(Protocol):
    """Whatever gives tellings and their meanings by id, and the facts of a page whose telling was given."""

    facts: dict[int, PageFacts]

    def __getitem__(self, id: str, /) -> Meaning: ...

    def telling(self, id: str, /) -> Telling: ...


@dataclass(slots=True)
class _Shelf:
    """Tellings and their meanings, read from the store where they are asked for."""

    store: Store
    tellings: dict[str, Telling] = field(default_factory=dict)
    meanings: dict[str, Meaning] = field(default_factory=dict)
    facts: dict[int, PageFacts] = field(default_factory=dict)

    def __getitem__(self, id: str) -> Meaning:
        if id not in self.meanings:
            self.meanings[id] = meaning(self.telling(id))
        return self.meanings[id]

    def telling(self, id: str) -> Telling:
        if id not in self.tellings:
            self.load([id])
        return self.tellings[id]

    def load(self, ids: Iterable[str]) -> None:
        """Have these tellings at hand, by one question to the store."""
        missing = [id for id in ids if id not in self.tellings]
        for told in self.store.claims.told(missing) if missing else ():
            self.take(told)

    def take(self, told: Told) -> list[Telling]:
        if len(self.tellings) > _MOST_KEPT:
            self.tellings.clear()
            self.meanings.clear()
            self.facts.clear()
        found = tellings_of(told.record, told.page)
        self.tellings.update({telling.id: telling for telling in found})
        self.facts[told.page] = page_facts(told.page_id, told.record)
        return found


def _compare(store: Store, shelf: _Shelf, batch: Sequence[Told]) -> None:
    """Compare the tellings of new pages with those kept and with one another."""
    from musnad.store import Filed, LinkRow

    version_of = {telling.id: told.version for told in batch for telling in shelf.take(told)}
    published = {id: shelf[id].published for id in version_of}
    keyed = {id: keys_of(shelf[id]) for id in version_of}
    kept = store.claims.partners(keyed, lambda id, key, day: meet(key, published[id], day))
    pairs = {(min(id, other), max(id, other)) for id, others in kept.items() for other in others}
    pairs |= set(_pairs_within(shelf[id] for id in sorted(version_of)))
    shelf.load({id for pair in pairs for id in pair})
    found = [LinkRow(link.left, link.right, link.verdict, link.score) for link in links_of(pairs, shelf)]
    filed = [Filed(id, version, published[id], keyed[id]) for id, version in version_of.items()]
    store.claims.keep_compared([told.version for told in batch], filed, found)


def _pairs_within(meanings: Iterable[Meaning]) -> Iterator[tuple[str, str]]:
    blocks = Blocks()
    yield from ((other, each.id) for each in meanings for other in blocks.add(each))


def _settle(store: Store, shelf: _Shelf, ids: Sequence[str], judged: Sequence[Judgement]) -> None:
    """Settle all claims that links connect with these tellings."""
    reached, links = _components(store, ids, judged)
    shelf.load(reached | {end for link in links for end in (link.left, link.right)})
    store.claims.settle(reached, settled(shelf, reached, links, judged))


def settled(
    shelf: Shelf, ids: frozenset[str], links: Sequence[Decision], judged: Sequence[Judgement] = ()
) -> list[tuple[Record, frozenset[str]]]:
    """The claims among tellings that links connect, as they are kept, each with the tellings that lead to it.

    ``links`` are all that touch them, in the order of their ids.
    """
    groups = as_judged(regroup(ids, links, shelf), judged)
    return list(_Settling(shelf, links, judged).claims(groups))


def _components(store: Store, ids: Sequence[str], judged: Sequence[Judgement]) -> tuple[frozenset[str], list[Decision]]:
    """The tellings that sure links and denials connect with some, and all links that touch them."""
    reached, asked = frozenset(ids), frozenset[str]()
    found: dict[tuple[str, str], Decision] = {}
    while fresh := reached - asked:
        for row in store.claims.links_at(fresh):
            found[row.one, row.other] = Decision(row.one, row.other, row.verdict, row.score, ())  # type: ignore[arg-type]
        asked |= fresh
        ties = [replace(link, verdict="same") if link.verdict == "denial" else link for link in found.values()]
        reached = component(reached, [*ties, *_joined(judged)])
    return reached, sorted(found.values(), key=lambda link: (link.left, link.right))


def _joined(judged: Sequence[Judgement]) -> Iterator[Decision]:
    for judgement in judged:
        if judgement.act == "same" and _is_of(judgement, "claim"):
            first, *others = judgement.about
            yield from (Decision(first, other, "same", _JUDGED, ()) for other in others)


def as_judged(groups: Iterable[frozenset[str]], judged: Sequence[Judgement]) -> list[frozenset[str]]:
    """The groups as people decided, one decision after the other: ``same`` joins the claims of all tellings it names,
    ``different`` takes the first one it names out of the claim of the others. Tellings not among them are passed over.
    """
    found = {id: group for group in groups for id in group}
    for judgement in judged:
        first, *others = [id for id in judgement.about if id in found] or [""]
        if not _is_of(judgement, "claim") or not others:
            continue
        if judgement.act == "same":
            joined = frozenset().union(*(found[id] for id in (first, *others)))
            found.update(dict.fromkeys(joined, joined))
        elif judgement.act == "different" and any(found[id] is found[first] for id in others):
            rest = found[first] - {first}
            found.update(dict.fromkeys(rest, rest))
            found[first] = frozenset({first})
    return sorted(set(found.values()), key=min)


def _is_of(judgement: Judgement, kind: str) -> bool:
    return judgement.value.get("of", "claim") == kind


@dataclass(slots=True)
class _Settling:
    """Makes the claims of groups; ``contrary`` and ``beside`` are the tellings linked with each."""

    shelf: Shelf
    links: Sequence[Decision]
    judged: Sequence[Judgement]
    contrary: dict[str, set[str]] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.judged = [each for each in self.judged if _is_of(each, "source")]
        for link in self.links:
            linked = self.contrary if link.verdict == "denial" else self.beside
            linked.setdefault(link.left, set()).add(link.right)
            linked.setdefault(link.right, set()).add(link.left)

    def claims(self, groups: Sequence[frozenset[str]]) -> Iterator[tuple[Record, frozenset[str]]]:
        """The claims as they are kept, each with the tellings that lead to it.

        What only denies belongs to the claim that it denies; where nobody claims that, the denial stands as a claim
        that nobody tells.
        """
        group_of = {id: group for group in groups for id in group}
        answered: set[str] = set()
        for group in groups:
            told = group - self._denying(group)
            if told:
                denials = self._denials(group, group_of)
                answered |= denials
                yield self._made(told, denials), told | self._denying(denials)
        for group in groups:
            if self._denying(group) == group and not group & answered:
                yield self._made(frozenset(), group), group

    def _denials(self, group: frozenset[str], group_of: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """What denies the claim of a group; a group that only denies denies what any of it denies."""
        against = {id for each in group for id in self.contrary.get(each, ()) if id not in group}
        together = (group_of[id] for id in against if id in group_of and self._denying(group_of[id]) == group_of[id])
        return frozenset(against).union(*together) | self._denying(group)

    def _denying(self, ids: frozenset[str]) -> frozenset[str]:
        return frozenset(id for id in ids if self.shelf.telling(id).stance == "denies")

    def _once_a_page(self, denials: frozenset[str]) -> Iterator[str]:
        """A headline that denies is what the body under it denies."""
        tellings = [self.shelf.telling(id) for id in denials]
        bodies = {telling.page for telling in tellings if not telling.in_headline}
        return (telling.id for telling in tellings if not telling.in_headline or telling.page not in bodies)

    def _made(self, told: frozenset[str], denials: frozenset[str]) -> Record:
        listed = sorted((self.shelf.telling(id) for id in told or denials), key=_earliest)
        tellings = listed if told else []
        copied = tuple(copies(tellings)) if len({telling.page for telling in tellings}) > 1 else ()
        claim = Claim(
            id=listed[0].id,
            text=clearest(listed),
            tellings=tuple(tellings),
            sources=sources(tellings, copied, self.judged),
            denied_by=tuple(sorted(self._once_a_page(denials))),
            perhaps=tuple(sorted({id for each in told for id in self.beside.get(each, ())} - told - denials)),
            copies=copied,
            differences=differences(tellings) if len(tellings) > 1 else (),
        )
        return claim_to_dict(claim, {each.page: self.shelf.facts[each.page] for each in listed})


def _earliest(telling: Telling) -> tuple[date, bool, int, str]:
    """By the day of publication, bodies before headlines, then as the pages came."""
    return telling.published or date.max, telling.in_headline, telling.page, telling.id


def _about_claims(store: Store) -> list[Judgement]:
    return [each for each in store.judgements() if each.act in ("same", "different")]
