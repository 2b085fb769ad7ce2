"""The engine of a cluster: a Spark table of shards, each read by a task into staging that all workers see.

What travels through Spark are the numbers of shards; pages and rows go from shared storage to shared storage. A task
that dies is tried again by Spark, and deaths.py keeps it from dying twice over the same page for ever.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
from pyspark.sql import SparkSession

from musnad.batch.deaths import MOST
from musnad.batch.shards import Shard

Batches = Iterable[pyarrow.RecordBatch]


def run(shards: list[Shard], where: Path, workers: int | None = None) -> Iterator[Shard]:
    """Read the shards on the session that ``spark-submit`` set up, else on the cores of this machine."""
    if not shards:
        return
    # A task may die twice for each bad page of its shard before the page is passed over.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers read with this Musnad, unless told otherwise
    session: Any = SparkSession.builder.appName("musnad batch")  # type: ignore[attr-defined]
    if SparkSession.getActiveSession() is None:
        session = session.config("spark.task.maxFailures", MOST + 1)
    spark: SparkSession = session.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    table = spark.range(0, len(shards), 1, numPartitions=len(shards))
    for row in table.mapInArrow(_task(shards, where.resolve()), "id long").collect():
        yield shards[row.id]


def _task(shards: list[Shard], where: Path) -> Callable[[Batches], Batches]:
    def read(batches: Batches) -> Batches:
        from musnad.batch.reading import read_shard

        for some in batches:
            for number in some["id"].to_pylist():
                read_shard(shards[number], where)
            yield some

    return read
