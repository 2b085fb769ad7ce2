"""The passages that a plan finds, the newest first, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musnad.errors import InputError
from musnad.search.query import Plan
from musnad.search.snippet import stands_exactly
from musnad.store import Passage, Store

_AT_ONCE = 200


def passages(store: Store, plan: Plan, at_once: int = _AT_ONCE) -> Iterator[Passage]:
    """All that is found; ``at_once`` are asked of the store in one go."""
    while True:
        some = store.find(plan.match, at_once)
        yield from (passage for passage in some if accepted(passage, plan))
        if len(some) < at_once:
            return
        plan = replace(plan, match=replace(plan.match, stop=some[-1].place))


def accepted(passage: Passage, plan: Plan) -> bool:
    """False where the letters count and are not those of the passage."""
    return not plan.exact or stands_exactly(passage, plan.sought)


def place_of(after: str | None) -> int | None:
    """The place that an ``after`` names. Raises InputError for what is none."""
    if after is None:
        return None
    if not (after.isascii() and after.isdigit() and len(after) < 20):
        raise InputError("search_bad_cursor", after=after[:40])
    return min(int(after), 2**63 - 1)


def beyond(plan: Plan, place: int | None) -> Plan:
    """The plan from a place on."""
    if place is None:
        return plan
    stop = place if plan.match.stop is None else min(place, plan.match.stop)
    return replace(plan, match=replace(plan.match, stop=stop))
