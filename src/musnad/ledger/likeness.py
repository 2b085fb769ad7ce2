"""Whether two traces speak of one event: how many of its marks the other has, and whether any contradict."""

from __future__ import annotations

from collections.abc import Collection

from musnad.lexicon.happenings import country_of_city
from musnad.model import Trace

#: What a mark is worth: who it is says more than where, and a word that many have says little.
_WEIGHTS = {"p": 2.0, "c": 1.5, "t": 1.0, "n": 1.0, "w": 1.0, "o": 0.5, "k": 0.3}
#: A mark found only in the other page's headline or lede.
_FAR = 0.8
#: Below this an event's own words say too little, and its sentence is asked too.
LEAST_WEIGHT = 1.4
#: So much weight in common between two sentences and pages says that they are of one matter.
_MUCH_COMMON = 3.0
_ONE, _CLOSES, _OFFERED, _WORDS, _FEW = 0.5, 0.6, 0.4, 0.5, 3
#: Of two announcements of one event each has this share of the other's marks at least.
LEAST_SHARE = 0.2
#: Two pages that have less weight in common are not of one event, however little an announcement says.
LITTLE_COMMON = 0.6


def share_kind(one: Trace, other: Trace) -> bool:
    """True where the two are of one kind of event, the nearest of either at least among the other's."""
    return bool(one.events and other.events) and (one.events[0] in other.events or other.events[0] in one.events)


def is_same_event(one: Trace, other: Trace) -> bool:
    """True where two announcements are of one event, days aside."""
    if not share_kind(one, other) or contradict(one, other):
        return False
    there, back = agreement(one, other), agreement(other, one)
    return max(there, back) >= _ONE and min(there, back) >= LEAST_SHARE and words_agree(one, other)


def closes(announced: Trace, told: Trace) -> bool:
    """True where what is told is of the event that was announced: participants agree, none contradicts."""
    if not share_kind(announced, told) or contradict(announced, told):
        return False
    return agreement(announced, told) >= _CLOSES and words_agree(announced, told)


def may_close(announced: Trace, told: Trace) -> bool:
    """True where a person should look: of one kind, and some of the marks agree."""
    return share_kind(announced, told) and agreement(announced, told) >= _OFFERED


def agreement(one: Trace, other: Trace) -> float:
    """The share (0 to 1) of the marks of ``one``, by weight, that ``other`` has. Where its own words say too little,
    what the two sentences and pages have in common counts as much."""
    total = sum(map(weight, one.near))
    near, wide = {*other.near, *other.around}, set(other.wide)
    found = sum(weight(mark) * _found(mark, one.near, near, wide) for mark in one.near)
    own = found / total if total else 0.0
    if total >= LEAST_WEIGHT:
        return own
    common = min(1.0, sum(map(weight, {*one.around, *one.wide} & {*near, *wide})) / _MUCH_COMMON)
    return (total * own + (LEAST_WEIGHT - total) * common) / LEAST_WEIGHT


def contradict(one: Trace, other: Trace) -> bool:
    """True where each names a person, country, town or place in a row that the other has not."""
    return any(_apart(one, other, kind) for kind in "pctn")


def words_agree(one: Trace, other: Trace) -> bool:
    """True unless most of the telling words of either (what is voted on, opened, signed) are missing in the other."""
    return _half_there(one, other) or (_half_there(other, one) and other.tells == "expected")


def _half_there(one: Trace, other: Trace) -> bool:
    core = one.near
    telling = {mark for mark in core if mark[0] in "wp"}
    near, wide = {*other.near, *other.around}, set(other.wide)
    found = sum(_found(mark, core, near, wide) > 0 for mark in telling)
    return not telling or found > _WORDS * len(telling) or (2 * found == len(telling) > _FEW)


def _apart(one: Trace, other: Trace, kind: str) -> bool:
    mine, yours = ({mark for mark in trace.near if mark[0] == kind} for trace in (one, other))
    missing = mine - {*other.near, *other.around, *other.wide}
    extra = yours - {*one.near, *one.around, *one.wide}
    return bool(missing and extra)


def _found(mark: str, core: Collection[str], near: set[str], wide: set[str]) -> float:
    if mark in near:
        return 1.0
    if mark in wide:
        return _FAR
    return _FAR if _stands_for(mark, core, near | wide) else 0.0


def _stands_for(mark: str, core: Collection[str], there: set[str]) -> bool:
    """An office of a country stands for its holder and the other way round; a country for its town."""
    if mark[0] == "t":
        return f"c:{country_of_city().get(mark[2:])}" in there and not any(other[0] == "t" for other in there)
    shared = {other for other in there if other[0] == "c"} & set(core)
    if mark[0] == "p":
        return bool(shared) and any(other[0] == "o" for other in there)
    return mark[0] == "o" and bool(shared) and any(other[0] == "p" for other in there)


def weight(mark: str) -> float:
    """What a mark is worth."""
    return _WEIGHTS.get(mark[0], 0.0)
