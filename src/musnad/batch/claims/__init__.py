"""Tables of pages → the table of claims: which pages say the same, with the bounds and reasons that a store gives.

Four rounds of tasks over ``OUTPUT/_claims``, which all workers see: tellings and their keys; candidate pairs, by the
sort of pairs.py or the join of spark.py; their links; the claims of what hangs together. A task whose outcome is there
is not done again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from musnad.batch.claims.linking import part_components
from musnad.batch.claims.planning import plan
from musnad.batch.claims.settling import settle
from musnad.batch.claims.tellings import tell
from musnad.batch.merging import DAY, write_by_day
from musnad.batch.shards import Shard
from musnad.batch.staging import done
from musnad.batch.tables import CLAIMS
from musnad.version import musnad_version

#: What is made in ``_claims``, a folder each.
_MADE = ("parts", "tellings", "keys", "pairs", "links", "claims")


def claims(output: Path, shards: list[Shard], run: Callable[..., Iterator[Any]], engine: str) -> int:
    """Write the table of claims of a batch, whose other tables are there. How many claims there are."""
    where = _made(output, _state(output, shards))
    do = partial(_do, run, where)
    parts = range(plan(output, where))
    do("keys", partial(tell, output=output.resolve(), where=where), parts)
    import_module(f"musnad.batch.claims.{engine}").link(parts, where, do)
    part_components(where)
    do("claims", partial(settle, where=where), parts)
    write_by_day(output / "claims", CLAIMS.append(DAY), _rows(where, parts))
    return sum(parquet.read_metadata(_outcome(where, "claims", part)).num_rows for part in parts)


def forget_others(output: Path, shards: list[Shard]) -> None:
    """Drop claims of other pages than the tables of a batch now have, or of another Musnad."""
    of = output / "_claims" / "of"
    if not of.exists() or of.read_text() != _state(output, shards):
        shutil.rmtree(output / "_claims", ignore_errors=True)
        shutil.rmtree(output / "claims", ignore_errors=True)


def _state(output: Path, shards: list[Shard]) -> str:
    """What the claims hang on."""
    read = [(shard.name, done(output / "_shards", shard)["of"]) for shard in shards]
    return hashlib.sha256(json.dumps([musnad_version(), read]).encode()).hexdigest()


def _made(output: Path, state: str) -> Path:
    where = (output / "_claims").resolve()
    for name in _MADE:
        (where / name).mkdir(parents=True, exist_ok=True)
    for half in where.rglob("*.half"):
        half.unlink()
    (where / "of").write_text(state)
    return where


def _do(
    run: Callable[..., Iterator[Any]], where: Path, made: str, work: Callable[[int], object], tasks: Sequence[int]
) -> None:
    """Do the tasks whose outcome is not there yet."""
    for _ in run([task for task in tasks if not _outcome(where, made, task).exists()], work, where):
        pass


def _outcome(where: Path, made: str, task: int) -> Path:
    return where / made / f"{task:06}.parquet"


def _rows(where: Path, parts: Sequence[int]) -> Iterator[pyarrow.RecordBatch]:
    """The claims in the order of their parts, with the day on which each was first told."""
    for part in parts:
        with parquet.ParquetFile(_outcome(where, "claims", part)) as file:
            for some in file.iter_batches(1_000):
                yield pyarrow.record_batch([*some.columns, some["first"]], schema=CLAIMS.append(DAY))
