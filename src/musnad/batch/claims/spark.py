"""The links of a batch on Spark: keys joined with themselves, and each pair judged in a task.

A key that everybody uses would make one task of one key. So keys are joined within stretches of days, of which no pair
spans more than two, and Spark parts what is still too large (``spark.sql.adaptive.skewJoin``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from musnad.batch.claims.linking import LINKS, judged
from musnad.batch.claims.tellings import Tellings
from musnad.batch.spark import session
from musnad.batch.tables import of_rows
from musnad.claims.blocking import COPY, FARTHEST, NEAR

Batches = Iterable[pyarrow.RecordBatch]
_LINKS = "one long, other long, verdict string, score double"


def link(parts: range, where: Path, do: Callable[..., Any]) -> None:
    """Write the links among all tellings."""
    if (where / "links" / "_SUCCESS").exists():
        return
    keys = session().read.parquet((where / "keys").as_uri())
    pairs = meeting(keys).repartitionByRange(max(len(parts), 1), "one").sortWithinPartitions("one", "other")
    pairs.mapInArrow(partial(_judging, where), _LINKS).write.mode("overwrite").parquet((where / "links").as_uri())


def meeting(keys: DataFrame) -> DataFrame:
    """The pairs of tellings under one key, not further apart in days than it allows, each once, the lesser first."""
    dated = keys.where("day is not null").withColumn("stretch", f.expr(f"floor(day / {FARTHEST + 1})"))
    later = dated.withColumn("stretch", f.explode(f.expr("array(stretch, stretch - 1)")))
    one, other = dated.alias("one"), later.alias("other")
    reach = f"if(one.key & {COPY} = {COPY}, {FARTHEST}, {NEAR})"
    near = f.expr(f"other.day - one.day between 0 and {reach} and one.telling <> other.telling")
    timely = one.join(other, [f.expr("one.key = other.key and one.stretch = other.stretch"), near])
    undated, anyone = keys.where("day is null").alias("one"), keys.alias("other")
    ever = undated.join(anyone, f.expr("one.key = other.key and one.telling <> other.telling"))
    both = [some.select(f.least(*_ENDS).alias("one"), f.greatest(*_ENDS).alias("other")) for some in (timely, ever)]
    return both[0].union(both[1]).distinct()


_ENDS = ("one.telling", "other.telling")


def _judging(where: Path, batches: Batches) -> Batches:
    tellings = Tellings(where)
    for some in batches:
        pairs = zip(some["one"].to_pylist(), some["other"].to_pylist(), strict=True)
        yield of_rows(judged(pairs, tellings), LINKS)
