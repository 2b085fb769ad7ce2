"""The sample pages in a store, each under the name of its file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from musnad.gather import gather
from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def samples() -> Iterator[Store]:
    with open_store(":memory:") as store:
        for path in sorted(SAMPLES.glob("*.*")):
            if path.suffix in (".html", ".txt"):
                (page,) = gather(str(path))
                assert isinstance(page, Page)
                store.add(read(replace(page, id=path.stem)))
        for line in (SAMPLES / "articles.jsonl").read_text("utf-8").splitlines():
            (page,) = (p for p in gather(str(SAMPLES / "articles.jsonl")) if p.id == json.loads(line)["id"])
            assert isinstance(page, Page)
            store.add(read(page))
        yield store
