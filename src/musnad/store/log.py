"""The log of what people decided: rows that are appended and read, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from musnad.errors import StoreError
from musnad.judged import standing
from musnad.model import Judgement
from musnad.store.portions import portions
from musnad.store.schema import judged, judgements
from musnad.store.storable import storable


def append(connection: Connection, judgement: Judgement, after: int | None) -> Judgement:
    """Keep a judgement; the caller holds the writer's turn. Errors: :meth:`musnad.store.Store.judge`."""
    if judgement.act == "undo":
        judgement = replace(judgement, about=_undone(connection, judgement.undoes).about)
    if not judgement.about:
        raise StoreError("judgement_about_nothing", act=judgement.act)
    if after is not None and (last_one := last(connection, judgement.about)) != after:
        raise StoreError("judgement_conflict", id=judgement.about[0], last=last_one, seen=after)
    made = connection.execute(insert(judgements).values(_row(judgement)))
    number: int = made.inserted_primary_key[0]  # type: ignore[index]
    parts = [{"judgement": number, "part": part, "id": storable(id)} for part, id in enumerate(judgement.about)]
    connection.execute(insert(judged), parts)
    return replace(judgement, number=number)


def listed(connection: Connection, ids: Iterable[str] | None) -> list[Judgement]:
    """All judgements, or those about any of these ids, in the order they were made."""
    everything = select(judgements).order_by(judgements.c.number)
    if ids is None:
        return _with_ids(connection, connection.execute(everything).all())
    numbers = sorted(_numbers(connection, ids))
    rows = [
        row for some in portions(numbers) for row in connection.execute(everything.where(judgements.c.number.in_(some)))
    ]
    return _with_ids(connection, rows)


def last(connection: Connection, ids: Iterable[str]) -> int:
    """The number of the last judgement about any of these ids, else 0."""
    return max(_numbers(connection, ids), default=0)


def _numbers(connection: Connection, ids: Iterable[str]) -> set[int]:
    wanted = list(dict.fromkeys(storable(id) for id in ids))
    query = select(judged.c.judgement)
    found = (connection.execute(query.where(judged.c.id.in_(some))).scalars() for some in portions(wanted))
    return {number for numbers in found for number in numbers}


def _undone(connection: Connection, number: int | None) -> Judgement:
    """The judgement that is to be taken back, which stands. Raises StoreError where there is none."""
    row = connection.execute(select(judgements).where(judgements.c.number == number)).first()
    if row is None:
        raise StoreError("judgement_unknown", number=number)
    (its,) = _with_ids(connection, [row])
    if its.act == "undo" or number not in {each.number for each in standing(listed(connection, its.about))}:
        raise StoreError("judgement_undone", number=number)
    return its


def _row(judgement: Judgement) -> dict[str, Any]:
    at = judgement.at if judgement.at.tzinfo else judgement.at.replace(tzinfo=UTC)
    return {
        "act": judgement.act,
        "who": storable(judgement.who),
        "at": at.astimezone(UTC).replace(tzinfo=None),
        "why": storable(judgement.why),
        "value": json.dumps(dict(judgement.value)),
        "undoes": judgement.undoes,
    }


def _with_ids(connection: Connection, rows: Sequence[Row[Any]]) -> list[Judgement]:
    about: dict[int, list[str]] = {row.number: [] for row in rows}
    query = select(judged.c.judgement, judged.c.id).order_by(judged.c.judgement, judged.c.part)
    for some in portions(about):
        for number, id in connection.execute(query.where(judged.c.judgement.in_(some))):
            about[number].append(id)
    return [_judgement(row, tuple(about[row.number])) for row in rows]


def _judgement(row: Row[Any], about: tuple[str, ...]) -> Judgement:
    at, value = row.at.replace(tzinfo=UTC), json.loads(row.value)
    return Judgement(row.act, about, row.who, at, row.why, value, row.undoes, row.number)
