"""What became of the ledger since a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def changed(before: Sequence[Mapping[str, Any]], now: Sequence[Row]) -> list[Row]:
    """The entries of ``now`` that are new or otherwise than they were ``before``: each with ``was``, its status and
    days then (None for a new one)."""
    known = {id: row for row in before for id in _ids(row)}
    found = []
    for row in now:
        was = next((known[id] for id in _ids(row) if id in known), None)
        if was is None or _state(was) != _state(row):
            then = {name: was[name] for name in ("status", "due_from", "due_to")} if was else None
            found.append({**row, "was": then})
    return found


def _ids(row: Mapping[str, Any]) -> list[str]:
    return [row["id"], *(telling["id"] for telling in row["tellings"])]


def _state(row: Mapping[str, Any]) -> tuple[object, ...]:
    told = [telling["id"] for telling in row["tellings"]]
    return row["status"], row["due_from"], row["due_to"], told, [change["id"] for change in row["evidence"]]
