from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from stories import harvest, hostile, withdrawal

from musnad.store import Store, open_store
from musnad.web import create_app


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "musnad.db") as opened:
        list(opened.add_all([harvest(), withdrawal(), hostile()]))
        yield opened


@pytest.fixture
def site(store: Store) -> TestClient:
    """The site as a reader without a language of their own meets it: in Arabic."""
    return TestClient(create_app(store, read=lambda _: withdrawal()), follow_redirects=False)
