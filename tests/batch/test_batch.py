"""Shards of a crawl become tables: every kind of shard, nothing told twice, no job stopped by what is damaged."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from musnad.batch import batch
from musnad.batch.deaths import Deaths
from musnad.batch.language import is_arabic
from musnad.batch.reading import read_shard
from musnad.batch.shards import find
from musnad.batch.staging import is_done, made
from musnad.batch.tables import CLAIMS, SCHEMAS, SHARDS, files_of
from musnad.errors import InputError
from musnad.model import Page
from musnad.pipeline import read
from tests.batch.crawl import ENGLISH, PERSIAN, TABLES, archive, everything, lines, rows, story, table


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "tables"


def test_shards_of_every_kind_become_one_set_of_tables(crawl: Path, output: Path) -> None:
    lines(crawl / "a.jsonl", story(1), story(2, "2023-05-15"))
    lines(crawl / "b.jsonl.gz", story(3))
    table(crawl / "c.parquet", {**story(4), "published": date(2023, 5, 14)}, story(5, None) | {"published": None})
    archive(crawl / "d.warc.gz", story(6))
    archive(crawl / "e.warc.wet.gz", story(7), converted=True)
    counts = batch(crawl, output, workers=2)
    assert (counts["shards"], counts["pages"], counts["errors"]) == (5, 7, 0)
    assert {row["shard"]: row["pages"] for row in rows(output, "shards")} == {
        "a.jsonl": 2, "b.jsonl.gz": 1, "c.parquet": 2, "d.warc.gz": 1, "e.warc.wet.gz": 1,
    }  # fmt: skip
    assert counts["statements"] == len(rows(output, "statements")) >= 14
    days = {folder.name for folder in (output / "pages").iterdir()}
    assert days == {"day=2023-05-14", "day=2023-05-15", "day=__HIVE_DEFAULT_PARTITION__"}


def test_a_page_is_read_as_everywhere_else(crawl: Path, output: Path) -> None:
    lines(crawl / "a.jsonl", story(1))
    batch(crawl, output, workers=1)
    one = story(1)
    page = Page(one["text"], "article", url=one["url"], published=date(2023, 5, 14))
    (kept,) = rows(output, "pages")
    assert json.loads(kept["reading"]) == json.loads(json.dumps(read(page).to_dict()))
    assert [row["speaker"] for row in rows(output, "statements")]


def test_the_tables_have_the_columns_of_the_codebook(crawl: Path, output: Path) -> None:
    lines(crawl / "a.jsonl", "{}")  # not one page, and still tables with their columns
    batch(crawl, output, workers=1)
    codebook = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")
    sections = {part.split("\n")[0]: part for part in codebook.split("\n## ")}
    for name, schema in {**SCHEMAS, "claims": CLAIMS, "shards": SHARDS}.items():
        told = [line.split("`")[1] for line in sections[name].splitlines() if line.startswith("| `")]
        assert told == schema.names, name


def test_what_was_told_before_is_dropped_whichever_shard_it_is_in(crawl: Path, output: Path) -> None:
    same_words = story(1) | {"url": "https://difaf.example/9"}
    same_address = story(2) | {"url": "http://www.marfa.example/1/?utm_source=x"}
    lines(crawl / "a.jsonl", story(1), story(1))
    lines(crawl / "b.jsonl", same_words, same_address, story(3))
    counts = batch(crawl, output, workers=2)
    assert (counts["pages"], counts["duplicates"]) == (2, 3)
    assert {row["url"] for row in rows(output, "pages")} == {story(1)["url"], story(3)["url"]}
    kept = {row["page"] for row in rows(output, "pages")}
    assert all({row["page"] for row in rows(output, name)} <= kept for name in TABLES)


@pytest.mark.parametrize(
    ("words", "arabic"),
    [
        (story(1)["text"], True),
        (PERSIAN * 5, False),
        (ENGLISH, False),
        (ENGLISH * 3 + story(1)["text"][:40], False),
        ("<script>var a='" + ENGLISH * 20 + "'</script><p>" + story(1)["text"], True),
        ("<p>" + "".join(f"&#{ord(letter)};" for letter in story(1)["text"]), True),
        ("", False),
    ],
)
def test_only_arabic_pages_are_read(words: str, arabic: bool) -> None:
    assert is_arabic(Page(words)) is arabic


def test_pages_in_other_languages_are_counted(crawl: Path, output: Path) -> None:
    others = [{"text": PERSIAN * 3, "url": "https://fa.example/1"}, {"text": ENGLISH, "url": "https://en.example/1"}]
    lines(crawl / "a.jsonl", *others, story(1))
    counts = batch(crawl, output, workers=1)
    assert (counts["pages"], counts["other_language"], counts["errors"]) == (1, 2, 0)


def test_damaged_shards_are_named_and_the_job_ends_well(crawl: Path, output: Path) -> None:
    whole = archive(crawl / "cut.warc.gz", *(story(number) for number in range(1, 6)))
    (crawl / "cut.warc.gz").write_bytes(whole[: len(whole) * 7 // 10])
    lying = archive(crawl / "lying.warc", story(11), story(12))
    (crawl / "lying.warc").write_bytes(lying.replace(b"Content-Length: ", b"Content-Length: 9", 1))
    (crawl / "noise.parquet").write_bytes(b"PAR1" + os.urandom(200) + b"PAR1")
    (crawl / "noise.jsonl.gz").write_bytes(b"\x1f\x8b" + os.urandom(100))
    lines(crawl / "lines.jsonl", "{", {"url": "https://a.example"}, '{"text": "' + "ا" * 10_000_001 + '"}', story(13))
    counts = batch(crawl, output, workers=2)
    failed = {row["shard"]: row["code"] for row in rows(output, "errors")}
    assert failed.keys() >= {"cut.warc.gz", "noise.parquet", "noise.jsonl.gz", "lines.jsonl"}
    assert [row["code"] for row in rows(output, "errors") if row["shard"] == "lines.jsonl"].count("too_large") == 1
    assert all(row["message"].startswith(row["source"]) for row in rows(output, "errors"))
    assert all(row["source"].startswith(row["shard"]) for row in rows(output, "errors"))
    assert counts["errors"] == len(rows(output, "errors"))
    read_of = {row["shard"]: row["pages"] for row in rows(output, "shards")}
    assert read_of["cut.warc.gz"] >= 1
    assert read_of["lines.jsonl"] == 1


def test_a_defect_on_one_page_costs_that_page(crawl: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(crawl / "a.jsonl", story(1), story(2))
    monkeypatch.setattr("musnad.pipeline.read", _defect_on("2"))
    (shard,) = find(crawl, output)
    read_shard(shard, made(output))
    counts = batch(crawl, output)
    assert (counts["pages"], counts["errors"]) == (1, 1)
    assert rows(output, "errors")[0]["code"] == "defect"


def _defect_on(end: str) -> Any:
    def reading(page: Page) -> Any:
        if str(page.url).endswith(end):
            raise RuntimeError("broken")
        return read(page)

    return reading


def test_a_stopped_job_goes_on_where_it_was(crawl: Path, output: Path) -> None:
    lines(crawl / "a.jsonl", story(1))
    lines(crawl / "b.jsonl", story(2))
    first, second = find(crawl, output)
    where = made(output)
    read_shard(first, where)
    written = (where / first.key / "pages.parquet").stat().st_mtime_ns
    (where / f"{second.key}.1.half").mkdir()
    assert batch(crawl, output, workers=1)["pages"] == 2
    assert (where / first.key / "pages.parquet").stat().st_mtime_ns == written
    assert not list(where.glob("*.half"))


def test_a_shard_that_changed_is_read_again(crawl: Path, output: Path) -> None:
    lines(crawl / "a.jsonl", story(1))
    batch(crawl, output, workers=1)
    lines(crawl / "a.jsonl", story(1), story(2))
    assert batch(crawl, output, workers=1)["pages"] == 2
    assert len(rows(output, "pages")) == 2


def test_a_killed_worker_changes_nothing(crawl: Path, output: Path, tmp_path: Path) -> None:
    lines(crawl / "a.jsonl", *(story(number) for number in range(60)))
    lines(crawl / "b.jsonl", *(story(number) for number in range(60, 90)))
    command = [
        sys.executable,
        "-c",
        "import musnad.cli; musnad.cli.main()",
        "batch",
        str(crawl),
        str(output),
        "--workers",
        "2",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as job:
        where, shard = output / "_shards", find(crawl, output)[0]
        _until(lambda: _number(where / f"{shard.key}.at") > 20)
        os.kill(_worker(where / f"{shard.key}.at"), signal.SIGKILL)
        out, _ = job.communicate(timeout=60)
    assert job.returncode == 0
    assert json.loads(out)["pages"] == 90
    batch(crawl, tmp_path / "calm", workers=2)
    assert everything(output) == everything(tmp_path / "calm")


def test_a_worker_carries_no_database() -> None:
    """What a worker loads is there once for each core: the SQL toolkit alone would be a tenth of it."""
    loads = "import sys, musnad.batch.warm, musnad.batch.claims; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0


def _until(holds: Any) -> None:
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def _number(path: Path) -> int:
    return int(path.read_text() or 0) if path.exists() else 0


def _worker(path: Path) -> int:
    """The process that has a file open."""
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink() == path:
                return int(link.parts[2])
        except OSError:
            continue
    raise AssertionError(f"nobody has {path} open")


def test_a_page_that_kills_twice_is_passed_over(tmp_path: Path) -> None:
    for _ in range(2):
        assert Deaths(tmp_path, "k").at(7)  # and then nothing: it died
    third = Deaths(tmp_path, "k")
    assert third.at(6)
    assert not third.at(7)
    third.survived()
    assert not Deaths(tmp_path, "k").at(7)


def test_a_shard_that_only_kills_is_given_up(crawl: Path, output: Path) -> None:
    lines(crawl / "a.jsonl", story(1))
    (shard,), where = find(crawl, output), made(output)
    for number in range(12):
        Deaths(where, shard.key).at(100 + number)
    read_shard(shard, where)
    assert is_done(where, shard)
    assert batch(crawl, output)["errors"] == 1
    assert rows(output, "errors")[0]["code"] == "shard_given_up"


def test_what_is_no_crawl_is_said(tmp_path: Path, output: Path) -> None:
    with pytest.raises(InputError, match="no shards in this folder"):
        batch(tmp_path, output)
    with pytest.raises(InputError, match="check the path"):
        batch(tmp_path / "nowhere", output)


def test_rows_of_a_day_stand_in_the_order_of_the_shards(crawl: Path, output: Path) -> None:
    for shard in range(6):
        lines(
            crawl / f"{shard}.jsonl", *(story(10 * shard + number, f"2023-05-{1 + number:02}") for number in range(8))
        )
    batch(crawl, output, workers=2)
    for file in files_of(output, "pages"):
        shards = parquet.read_table(file, partitioning=None)["shard"].to_pylist()
        assert shards == [f"{shard}.jsonl" for shard in range(6)]
