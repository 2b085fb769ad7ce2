"""The engine of a cluster: a Spark table of tasks, each done by a worker in staging that all workers see.

What travels through Spark are the numbers of tasks; pages and rows go from shared storage to shared storage. A task
that dies is tried again by Spark, and deaths.py keeps it from dying twice over the same page for ever.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow
from pyspark.sql import SparkSession

from musnad.batch.deaths import MOST

Task = TypeVar("Task")
Batches = Iterable[pyarrow.RecordBatch]


def run(
    tasks: Sequence[Task], work: Callable[[Task], object], where: Path, workers: int | None = None
) -> Iterator[Task]:
    """Do the work of all tasks, whose outcome ``work`` leaves in ``where``."""
    if tasks:
        table = session().range(0, len(tasks), 1, numPartitions=len(tasks))
        for row in table.mapInArrow(_doing(tasks, work), "id long").collect():
            yield tasks[row.id]


def session() -> SparkSession:
    """The session that ``spark-submit`` set up, else one on the cores of this machine."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers read with this Musnad, unless told otherwise
    builder: Any = SparkSession.builder.appName("musnad batch")  # type: ignore[attr-defined]
    if SparkSession.getActiveSession() is None:
        # A task may die twice for each bad page of its shard before the page is passed over.
        builder = builder.config("spark.task.maxFailures", MOST + 1)
    spark: SparkSession = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _doing(tasks: Sequence[Task], work: Callable[[Task], object]) -> Callable[[Batches], Batches]:
    def do(batches: Batches) -> Batches:
        for some in batches:
            for number in some["id"].to_pylist():
                work(tasks[number])
            yield some

    return do
