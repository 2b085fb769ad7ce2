"""Keys → candidate pairs on one machine, by sorting: keys in order, and under each key its tellings in order of days.

The work is cut by ranges of keys, then by the parts of the lesser telling, so that neither all keys nor all pairs are
in memory at once. What is a pair is said in :mod:`musnad.claims.blocking`; on Spark a join says it (spark.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute, dataset, parquet

from musnad.batch.claims.tellings import KEYS, first_of
from musnad.batch.staging import whole
from musnad.claims.blocking import COPY, FARTHEST, NEAR

Numbers = NDArray[np.int64]
PAIRS = pyarrow.schema([("one", pyarrow.int64()), ("other", pyarrow.int64())])
_KEYS = 2**32
_UNDATED = -(2**40)  # before all days


def pair(share: int, shares: int, where: Path) -> None:
    """Write the pairs of tellings that share a key of one of ``shares`` equal ranges, the lesser number first."""
    first, last = (_KEYS * at // shares for at in (share, share + 1))
    field = dataset.field("key")
    keys = dataset.dataset(where / "keys", KEYS, format="parquet").to_table(filter=(field >= first) & (field < last))
    days = compute.fill_null(keys["day"].cast(pyarrow.int64()), _UNDATED)
    found = meeting(*(column.to_numpy() for column in (keys["key"], days, keys["telling"])))
    with whole(where / "pairs" / f"{share:06}.parquet") as half:
        parquet.write_table(pyarrow.Table.from_arrays(list(found.T), schema=PAIRS), half, row_group_size=100_000)


def pairs_of(part: int, where: Path) -> Numbers:
    """The pairs whose lesser telling is of a part, each once, in order."""
    one = dataset.field("one")
    its = dataset.dataset(where / "pairs", PAIRS, format="parquet")
    table = its.to_table(filter=(one >= first_of(part)) & (one < first_of(part + 1)))
    return _each_once([np.column_stack([table["one"].to_numpy(), table["other"].to_numpy()])])


def meeting(keys: Numbers, days: Numbers, tellings: Numbers) -> Numbers:
    """The pairs of tellings under one key, not further apart in days than the key allows; undated ones meet all."""
    order = np.lexsort((tellings, days, keys))
    keys, days, tellings = keys[order], days[order], tellings[order]
    return _each_once(list(_by_distance(keys, days, tellings)))


def _by_distance(keys: Numbers, days: Numbers, tellings: Numbers) -> Iterator[Numbers]:
    """In order, a telling meets its neighbour, then the one after: until the key or the time is another."""
    open_, step = np.arange(len(keys)), 0
    reach = np.where(keys & COPY, FARTHEST, NEAR)
    while len(open_):
        step += 1
        open_ = open_[open_ + step < len(keys)]
        near = (days[open_] == _UNDATED) | (days[open_ + step] - days[open_] <= reach[open_])
        open_ = open_[(keys[open_] == keys[open_ + step]) & near]
        yield np.sort(np.column_stack([tellings[open_], tellings[open_ + step]]), axis=1)


def _each_once(some: list[Numbers]) -> Numbers:
    if not some:
        return np.empty((0, 2), np.int64)
    return np.unique(np.concatenate(some), axis=0)
