"""A search as it is kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from musnad.errors import InputError
from musnad.search.query import Query

_LONGEST_NAME = 100
_DAYS = ("day_from", "day_to", "about_from", "about_to")
_NOTHING = {field.name: getattr(Query(), field.name) for field in fields(Query)}


def check_name(name: str) -> str:
    """A name in one line, without the blanks around it. Raises InputError where it is empty or too long."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > _LONGEST_NAME:
        raise InputError("bad_name", name=wanted[:40], most=_LONGEST_NAME)
    return wanted


def query_to_dict(query: Query) -> dict[str, Any]:
    """What a query asks for, as JSON takes it: days as ISO days, fields that say nothing left out."""
    values = {field.name: getattr(query, field.name) for field in fields(Query)}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value != _NOTHING[name]}


def query_of_dict(kept: Mapping[str, Any]) -> Query:
    """The query that was kept; fields that this Musnad does not know are passed over."""
    known = {name: value for name, value in kept.items() if name in _NOTHING}
    days = {name: date.fromisoformat(known[name]) for name in _DAYS if known.get(name)}
    return Query(**{**known, **days})
