"""A reader's own entries beside those of a table: lists grow, tables grow, a single value is replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any


def merged(ours: Mapping[str, Any], own: Mapping[str, Any], place: str = "") -> dict[str, Any]:
    """``ours`` with ``own`` added. Raises ValueError for an entry that lacks a field which all of ours have, or is of
    another kind than they are."""
    asked = _shared(ours.values())
    found = dict(ours)
    for key, value in own.items():
        where = f"{place}{key}"
        if key in ours:
            found[key] = _added(ours[key], value, where)
        else:
            _require(asked, value, where)
            found[key] = value
    return found


def _added(ours: Any, own: Any, where: str) -> Any:
    if isinstance(ours, Mapping) and isinstance(own, Mapping):
        return merged(ours, own, f"{where}.")
    if isinstance(ours, list) and isinstance(own, list):
        asked = _shared(ours)
        for number, entry in enumerate(own, start=1):
            _require(asked, entry, f"entry {number} of {where}")
        return [*ours, *own]
    if type(ours) is not type(own):
        raise ValueError(f"{where} must be {_kind(ours)}")
    return own


def _shared(entries: Iterable[Any]) -> frozenset[str] | None:
    """The fields that all entries have; None where they are not all tables."""
    found = list(entries)
    if not found or not all(isinstance(entry, Mapping) for entry in found):
        return None
    return reduce(frozenset.intersection, (frozenset(entry) for entry in found))


def _require(asked: frozenset[str] | None, entry: Any, where: str) -> None:
    if asked is None:
        return
    if not isinstance(entry, Mapping):
        raise ValueError(f"{where} must be a table")
    if missing := sorted(asked - set(entry)):
        raise ValueError(f"{where} lacks {', '.join(missing)}")


def _kind(value: Any) -> str:
    return "a table" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else "one value"
