"""Stores to test on: a SQLite file, and where it can be had a PostgreSQL server of the run's own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import new_place, postgresql_server, why_not

from musnad.store import Store, open_store


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with postgresql_server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "musnad.db")
    return new_place(request.getfixturevalue("server"), f"t{uuid.uuid4().hex}")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    """A store in a SQLite file, for what is SQLite's own."""
    with open_store(tmp_path / "musnad.db") as opened:
        yield opened
