"""Spark reads what the pool reads, row for row, also where a task is killed in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from musnad.batch import batch
from musnad.batch.shards import find
from tests.batch.crawl import PERSIAN, archive, everything, lines, story, table
from tests.batch.test_batch import _number, _until, _worker
from tests.batch.test_claims import all_pages, claims_of

pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a JDK (Debian: openjdk-17-jre-headless)"),
]


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    lines(folder / "a.jsonl", *(story(number) for number in range(50)), "{", {"text": PERSIAN * 3})
    whole = archive(folder / "b.warc.gz", *(story(number) for number in range(40, 60)))
    (folder / "b.warc.gz").write_bytes(whole[:-50])
    table(folder / "c.parquet", *(story(number, None) for number in range(60, 70)))
    archive(folder / "d.wet.gz", story(70), converted=True)
    return folder


@pytest.mark.parametrize("killed", [False, True])
def test_spark_gives_the_rows_of_the_pool(crawl: Path, tmp_path: Path, killed: bool) -> None:
    job = _on_spark(crawl, tmp_path / "spark")
    if killed:
        at = tmp_path / "spark" / "_shards" / f"{find(crawl, tmp_path / 'spark')[0].key}.at"
        _until(lambda: _number(at) > 5)
        os.kill(_worker(at), signal.SIGKILL)
    out, _ = job.communicate(timeout=120)
    assert job.returncode == 1  # two records are bad
    counts = batch(crawl, tmp_path / "pool", workers=2)
    assert {name: count for name, count in json.loads(out).items() if count} == {**counts}
    assert everything(tmp_path / "spark") == everything(tmp_path / "pool")


def test_spark_finds_the_claims_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    every = list(all_pages())
    for shard in range(3):
        lines(tmp_path / "crawl" / f"{shard}.jsonl", *every[shard::3])
    job = _on_spark(tmp_path / "crawl", tmp_path / "spark", "--claims")
    counts = batch(tmp_path / "crawl", tmp_path / "pool", workers=2, claims=True)
    out, _ = job.communicate(timeout=240)
    assert json.loads(out)["claims"] == counts["claims"] > 100
    assert claims_of(tmp_path / "spark") == claims_of(tmp_path / "pool")


def _on_spark(crawl: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    start = "import musnad.cli; musnad.cli.main()"
    command = [sys.executable, "-c", start, "batch", str(crawl), str(output), "--engine", "spark", "--json", *options]
    master = {"PYSPARK_SUBMIT_ARGS": "--master local[2,3] --conf spark.ui.enabled=false pyspark-shell"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **master})
