"""The claims of a batch are those of a store with the same pages, whichever engine made them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from musnad.batch import batch, readings
from musnad.batch.claims.linking import components
from musnad.batch.claims.pairs import _UNDATED, meeting
from musnad.batch.claims.planning import Numbers
from musnad.claiming import refresh
from musnad.claims.blocking import FARTHEST, NEAR
from musnad.claims.record import worded
from musnad.store import open_store
from tests.batch.crawl import lines, story
from tests.claims.test_claiming import SAID
from tests.claims.test_claiming import page as said
from tests.claims.test_stories import STORIES, pages, told

SAMPLES = Path(__file__).parents[2] / "samples"


def as_line(page: Any, **more: Any) -> dict[str, Any]:
    day = page.published.isoformat() if page.published else None
    its = {"text": page.content, "kind": page.kind, "url": page.url, "outlet": page.outlet, "published": day}
    return its | more


def all_pages() -> Iterator[dict[str, Any]]:
    """The stories of the claims, the pages of a store's tests, and the sample articles."""
    for path in STORIES:
        for page in pages(told(path)):
            yield as_line(page, url=f"https://{path.stem}.example/{page.id}", id=f"{path.stem}-{page.id}")
    for name, (outlet, words) in SAID.items():
        text = f"خبر من {outlet}\n{words}"
        yield {"text": text, "kind": "article", "id": name, "outlet": outlet, "published": "2024-09-12"}
    yield from map(json.loads, (SAMPLES / "articles.jsonl").read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    every = list(all_pages())
    for shard in range(3):
        lines(folder / f"{shard}.jsonl", *every[shard::3])
    return folder


@pytest.fixture(scope="module")
def tables(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("tables")
    assert batch(crawl, output, workers=2, claims=True)["claims"] > 100
    return output


def claims_of(output: Path) -> list[dict[str, Any]]:
    """The rows of the claims as they lie in the files."""
    files = sorted((output / "claims").rglob("*.parquet"))
    return [row for file in files for row in parquet.read_table(file, partitioning=None).to_pylist()]


def test_the_claims_are_those_of_a_store_with_the_same_pages(tables: Path) -> None:
    with open_store(":memory:") as store:
        list(store.add_records(map(json.loads, readings(tables))))
        refresh(store)
        kept = {claim["claim"]: json.loads(json.dumps(worded(claim, "en"))) for claim in store.claims.all()}
    made = {row["claim"]: json.loads(row["record"]) for row in claims_of(tables)}
    assert made.keys() == kept.keys()
    for id, claim in made.items():
        assert claim == kept[id]
    assert sum(len(claim["statements"]) > 1 for claim in made.values()) > 50
    assert sum(bool(claim["denied_by"]) for claim in made.values()) > 3
    assert any(claim["perhaps"] for claim in made.values())


def test_the_table_of_claims_says_in_columns_what_the_record_says(tables: Path) -> None:
    for row in claims_of(tables):
        claim = json.loads(row["record"])
        assert (row["at_least"], row["at_most"]) == (claim["sources"]["at_least"], claim["sources"]["at_most"])
        assert row["reasons"] == [why["says"] for why in claim["sources"]["why"]]
        assert (row["statements"], row["denied_by"]) == (claim["statements"], claim["denied_by"])
        assert str(row["first"]) == str(claim["first"])


def test_claims_that_stopped_half_way_go_on(crawl: Path, tables: Path, tmp_path: Path) -> None:
    shutil.copytree(tables, tmp_path / "tables")
    output, where = tmp_path / "tables", tmp_path / "tables" / "_claims"
    shutil.rmtree(output / "claims")
    (gone,) = (where / "links").glob("000000.parquet")
    gone.unlink()
    (where / "claims" / "000000.parquet.1.half").write_bytes(b"PAR1")
    written = (where / "keys" / "000000.parquet").stat().st_mtime_ns
    batch(crawl, output, workers=1, claims=True)
    assert claims_of(output) == claims_of(tables)
    assert (where / "keys" / "000000.parquet").stat().st_mtime_ns == written
    assert not list(where.rglob("*.half"))


def test_claims_of_other_pages_are_not_left_lying(tmp_path: Path) -> None:
    crawl, output = tmp_path / "crawl", tmp_path / "tables"
    crawl.mkdir()
    lines(crawl / "a.jsonl", story(1))
    batch(crawl, output, workers=1, claims=True)
    batch(crawl, output, workers=1)
    assert (output / "claims").exists()
    lines(crawl / "a.jsonl", story(1), story(2))
    batch(crawl, output, workers=1)
    assert not (output / "claims").exists()


def test_no_pages_have_no_claims(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", "{")
    assert batch(tmp_path / "a.jsonl", tmp_path / "out", claims=True)["claims"] == 0
    assert claims_of(tmp_path / "out") == []


@given(st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(-80, 80)), max_size=25))
def test_those_meet_that_share_a_key_and_are_near_in_time(filed: list[tuple[int, int | None]]) -> None:
    keys = np.array([key for key, _ in filed], np.int64)
    days = np.array([_UNDATED if day is None else day for _, day in filed], np.int64)
    wanted = [
        [one, other]
        for other, (key, day) in enumerate(filed)
        for one, (its, before) in enumerate(filed[:other])
        if key == its and (None in (day, before) or abs(day - before) <= (FARTHEST if key % 2 else NEAR))  # type: ignore[operator]
    ]
    assert meeting(keys, days, np.arange(len(filed))).tolist() == sorted(wanted)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_what_ties_lead_to_hangs_together_by_its_least(ties: list[tuple[int, int]]) -> None:
    found = components(ties)
    assert found.keys() == {end for tie in ties for end in tie}
    assert all(found[one] == found[other] for one, other in ties)
    assert all(found[least] == least <= number for number, least in found.items())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=8))
def test_pages_have_the_numbers_that_a_store_gives(added: list[tuple[str, bool]]) -> None:
    """No two pages of a batch have one address; some have none, and some have one id."""
    numbers, record = Numbers(), said("a").to_dict()
    with open_store(":memory:") as store:
        for at, (name, located) in enumerate(added):
            url = f"https://{at}.example" if located else None
            numbers.add(name, url)
            text = f"{record['text']} {at}"
            list(store.add_records([{**record, "id": name, "url": url, "text": text, "zones": []}]))
        kept = {row.number: store.reading(row.number) for row in store.pages(50)}
    mine = {number: f"{record['text']} {at}" for at, number in enumerate(numbers.numbers) if number}
    assert mine == {number: reading["text"] for number, reading in kept.items() if reading}
