"""Long lists of values, in portions that one question to a database may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

#: SQLite takes 32,766 values in one question, PostgreSQL 65,535; a question may have the list twice.
MOST = 10_000


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in their order, at most ``MOST`` at a time."""
    listed = list(values)
    for at in range(0, len(listed), MOST):
        yield listed[at : at + MOST]
