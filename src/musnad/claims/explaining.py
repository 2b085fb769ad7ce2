"""What was joined, kept apart and left open → reasons that a reader understands (``musnad.messages``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from musnad.claims.bounds import Groups
from musnad.claims.relations import must_differ
from musnad.claims.voices import Voice
from musnad.lexicon.outlets import outlet_of
from musnad.model import Judgement, Reason

_TABLE = "sources."  # of the messages: claims.sources.<rule>
_MOST_OPEN = 12  # pairs that may be the same of which the reader is told


@dataclass(frozen=True, slots=True)
class Joined:
    """One merge: by which rule, of which two voices, and the words that name what joins them."""

    rule: str
    voice: Voice
    other: Voice
    words: str = ""


def reasons(
    groups: Groups[Voice],
    graph: Mapping[Voice, frozenset[Voice]],
    clique: Sequence[Voice],
    joined: Iterable[Joined],
    clashes: Iterable[Joined],
    verdicts: Mapping[frozenset[str], Judgement],
    rings: Sequence[tuple[str, ...]],
) -> tuple[Reason, ...]:
    """Why the groups are these, why two are two, and which may be one; in an order of their own."""
    found = [*_merged(groups, joined), *_apart(groups, clique, verdicts), *_open(groups, graph)]
    found += [_reason("conflict", clash.voice, clash.other, clash.words) for clash in clashes]
    found += [Reason(_TABLE + "circle_found", ring, {"n": len(ring)}) for ring in rings]
    return tuple(found)


def _merged(groups: Groups[Voice], joined: Iterable[Joined]) -> Iterator[Reason]:
    """One reason for each group and rule, however many tellings the rule joined."""
    by_rule: dict[tuple[str, Voice], list[Joined]] = {}
    for join in joined:
        if join.voice.telling.id != join.other.telling.id:
            by_rule.setdefault((join.rule, groups.root(join.voice)), []).append(join)
    for (rule, _), joins in by_rule.items():
        ids = sorted({voice.telling.id for join in joins for voice in (join.voice, join.other)})
        first = min(joins, key=lambda join: (join.other.key, join.voice.key))
        values = _values(first.other, first.voice, first.words) | {"n": len(ids)}
        yield Reason(_TABLE + rule, tuple(ids), values)


def _apart(
    groups: Groups[Voice], clique: Sequence[Voice], verdicts: Mapping[frozenset[str], Judgement]
) -> Iterator[Reason]:
    """One reason for each pair of the groups that fix the lower bound."""
    for one, two in combinations(clique, 2):
        pair = groups.conflict(one, two)
        if pair is None:
            continue
        verdict = verdicts.get(frozenset(voice.telling.id for voice in pair))
        if verdict is not None:
            yield _reason("judged_different", *pair, verdict.who)
        elif found := must_differ(*pair):
            rule, why = found
            yield _reason(f"contradict_{why}" if rule == "descriptions_contradict" else rule, *pair)


def _open(groups: Groups[Voice], graph: Mapping[Voice, frozenset[Voice]]) -> Iterator[Reason]:
    """Pairs of groups of which nobody can tell whether they are one."""
    left = _MOST_OPEN
    for one, two in combinations(sorted(graph, key=lambda voice: voice.key), 2):
        if two not in graph[one] and left:
            left -= 1
            first, second = _best(groups.members[one]), _best(groups.members[two])
            yield _reason(_may(first, second), first, second)


def _best(group: Collection[Voice]) -> Voice:
    kinds = ("person", "body", "unnamed", "document", "outlet", "unknown")
    return min(group, key=lambda voice: (kinds.index(voice.kind), -len(voice.words), voice.key))


def _may(one: Voice, two: Voice) -> str:
    kinds = {one.kind, two.kind}
    if kinds & {"outlet", "unknown"}:
        return "may_source_unknown"
    if "many" in (one.description.number, two.description.number):
        return "may_plural"
    if one.carrier != two.carrier and kinds == {"unnamed"}:
        return "may_two_carriers"
    return "may_unnamed" if "unnamed" in kinds and len(kinds) > 1 else "may_be_same"


def _reason(rule: str, one: Voice, two: Voice, words: str = "") -> Reason:
    first, second = sorted((one, two), key=lambda voice: voice.key)
    ids = tuple(dict.fromkeys((first.telling.id, second.telling.id)))
    return Reason(_TABLE + rule, ids, _values(first, second, words) | {"n": len(ids)})


def _values(one: Voice, two: Voice, words: str) -> dict[str, object]:
    return {
        "speaker": _name(one),
        "other": _name(two),
        "carrier": _carrier(one),
        "other_carrier": _carrier(two),
        "words": words or _carrier(one),
    }


def _name(voice: Voice) -> str:
    return voice.words or _carrier(voice)


def _carrier(voice: Voice) -> str:
    outlet = outlet_of(voice.carrier)
    return outlet.names[0] if outlet else voice.carrier_words or str(voice.telling.page)
