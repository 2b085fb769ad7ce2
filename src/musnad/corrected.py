"""Store → the pages in which people decided something about what was read, as they decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from musnad.judged import judged
from musnad.model import Judgement
from musnad.store import Store

Record = dict[str, Any]
_OF_STATEMENTS = ("accept", "reject", "edit")


def corrected(store: Store, among: Iterable[Record] | None = None) -> Iterator[Record]:
    """The readings with statements that people accepted, rejected or edited, these as they stand now.

    All of the store's, in the order of the first judgement; or those among the readings given.
    """
    log: dict[str, list[Judgement]] = {}
    for judgement in store.judgements():
        if judgement.act in _OF_STATEMENTS:
            for id in judgement.about:
                log.setdefault(id, []).append(judgement)
    for record in _readings(store, log) if among is None else among:
        mine = [judgement for each in record["statements"] for judgement in log.get(each["id"], ())]
        if mine:
            yield judged(record, mine)


def _readings(store: Store, ids: Iterable[str]) -> Iterator[Record]:
    places = (store.page_of_statement(id) for id in ids)
    for place in dict.fromkeys(place for place in places if place):
        record = store.reading(*place)
        if record is not None:
            yield record
