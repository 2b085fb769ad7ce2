from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from stories import harvest, hostile, withdrawal

from musnad.store import Store, open_store
from musnad.web import create_app


@pytest.fixture(scope="session")
def three_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three pages, to be copied."""
    place = tmp_path_factory.mktemp("three") / "musnad.db"
    with open_store(place) as store:
        list(store.add_all([harvest(), withdrawal(), hostile()]))
    return place


@pytest.fixture
def store(three_pages: Path, tmp_path: Path) -> Iterator[Store]:
    copy = tmp_path / "musnad.db"
    copy.write_bytes(three_pages.read_bytes())
    with open_store(copy) as opened:
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    """The site as a reader without a language of their own meets it: in Arabic."""
    return TestClient(create_app(store, read=lambda _: withdrawal()), follow_redirects=False)
