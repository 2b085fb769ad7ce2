"""What was read of each shard, on its own: a folder a shard, which is there whole or not at all.

``OUTPUT/_shards/KEY/`` has a Parquet file for each table, with the number of the page in its shard as first column, and
``done.json``. A folder being written has another name. ``KEY.deaths`` tells of workers that died over the shard.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from musnad.batch.shards import Shard
from musnad.batch.tables import SCHEMAS, of_rows
from musnad.version import musnad_version

_AT_ONCE = {"pages": 64}  # a page's row has its whole reading
_OTHERS_AT_ONCE = 2_000
_SEEN = pyarrow.schema([("address", pyarrow.string()), ("content_hash", pyarrow.string())])
STAGED = {**SCHEMAS, "seen": _SEEN}
_DONE = "done.json"


def made(output: Path) -> Path:
    """The folder of staging of an output, made where there is none; what a stopped run left half written is dropped."""
    where = output / "_shards"
    where.mkdir(parents=True, exist_ok=True)
    for half in where.glob("*.half"):
        shutil.rmtree(half, ignore_errors=True)
    return where


def is_done(where: Path, shard: Shard) -> bool:
    """Whether a shard was read as it is now, by this Musnad; what was read otherwise is dropped."""
    folder = where / shard.key
    if not folder.exists():
        return False
    if done(where, shard)["of"] == _identity(shard):
        return True
    shutil.rmtree(folder)
    return False


def done(where: Path, shard: Shard) -> dict[str, Any]:
    """``of``: the state in which the shard was read; ``counts``: what it came to."""
    return json.loads((where / shard.key / _DONE).read_text("utf-8"))


class Staging:
    """The tables of one shard being written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[str, list[list[Any]]] = {table: [] for table in STAGED}
        self._writers = {
            table: parquet.ParquetWriter(folder / f"{table}.parquet", staged(table), compression="zstd")
            for table in STAGED
        }

    def put(self, table: str, number: int, row: list[Any]) -> None:
        """Take in a row of the page of this number."""
        rows = self._rows[table]
        rows.append([number, *row])
        if len(rows) >= _AT_ONCE.get(table, _OTHERS_AT_ONCE):
            self._write(table)

    def close(self) -> None:
        """Write what is left."""
        for table, writer in self._writers.items():
            self._write(table)
            writer.close()

    def _write(self, table: str) -> None:
        if rows := self._rows[table]:
            self._writers[table].write_batch(of_rows(rows, staged(table)))
            rows.clear()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file that is there whole or not at all: write to the path given. Who comes later replaces what is the same."""
    half = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.half")
    try:
        yield half
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def staged_shard(where: Path, shard: Shard, counts: Counter[str]) -> Iterator[Staging]:
    """The tables of a shard; at the end they, and the counts as they are then, are there all at once."""
    folder = where / f"{shard.key}.{uuid.uuid4().hex[:8]}.half"
    folder.mkdir()
    identity = _identity(shard)
    try:
        staging = Staging(folder)
        yield staging
        staging.close()
        (folder / _DONE).write_text(json.dumps({"of": identity, "counts": counts}), "utf-8")
        if not (where / shard.key).exists():  # another attempt at the same shard may have been first
            folder.rename(where / shard.key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def staged(table: str) -> pyarrow.Schema:
    """The columns of a table as it is staged: before its own, the number of the page in its shard."""
    return pyarrow.schema([pyarrow.field("number", pyarrow.int64()), *STAGED[table]])


def _identity(shard: Shard) -> list[Any]:
    try:
        state = os.stat(shard.path)
    except OSError:
        return [musnad_version(), None, None]
    return [musnad_version(), state.st_size, state.st_mtime_ns]
