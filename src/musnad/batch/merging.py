"""Staged shards → the tables: in the order of the shards, without what an earlier page told, by day of publication."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow
from pyarrow import dataset, parquet

from musnad.batch.shards import Shard
from musnad.batch.staging import done, staged
from musnad.batch.tables import BY_DAY, COUNTS, SCHEMAS, SHARDS

DAY = pyarrow.field("day", pyarrow.date32())
_GROUP = {"pages": 32}  # rows written together: a day's rows wait in memory until there are so many
_OTHER_GROUP = 1_000
_OPEN_FILES = 256
_MOST_DAYS = 100_000

Dropped = dict[str, set[int]]


def merge(where: Path, shards: list[Shard], output: Path) -> Counter[str]:
    """Write the tables of all shards; what was there before is replaced, each table at once. The counts of all."""
    dropped = _duplicates(where, shards)
    counts = {shard.name: Counter[str](done(where, shard)["counts"]) for shard in shards}
    for table in BY_DAY:
        write_by_day(output / table, _with_day(table), _batches(where, shards, table, dropped, counts))
    errors = pyarrow.concat_tables(_own(_staged(where, shard, "errors"), "errors") for shard in shards)
    parquet.write_table(errors, output / "errors.parquet", compression="zstd")
    rows = [{"shard": name, **{count: its[count] for count in COUNTS}} for name, its in counts.items()]
    parquet.write_table(pyarrow.Table.from_pylist(rows, SHARDS), output / "shards.parquet")
    return Counter({"shards": len(shards)}) + sum(counts.values(), Counter[str]())


def _duplicates(where: Path, shards: list[Shard]) -> Dropped:
    """By shard, the numbers of the pages whose address or content an earlier page had, in whichever shard."""
    seen: set[str] = set()
    dropped: Dropped = {}
    for shard in shards:
        numbers = dropped[shard.name] = set()
        table = _staged(where, shard, "seen")
        for row in table.to_pylist():
            known = {name for name in (row["address"], row["content_hash"]) if name}
            if known & seen:
                numbers.add(row["number"])
            seen |= known
    return dropped


def _batches(
    where: Path, shards: list[Shard], table: str, dropped: Dropped, counts: dict[str, Counter[str]]
) -> Iterator[pyarrow.RecordBatch]:
    """The rows that stay, with their day; the counts of their shards are put right on the way."""
    for shard in shards:
        with parquet.ParquetFile(where / shard.key / f"{table}.parquet") as file:
            for some in file.iter_batches(_GROUP.get(table, _OTHER_GROUP)):
                stays = [number not in dropped[shard.name] for number in some["number"].to_pylist()]
                kept = some.filter(pyarrow.array(stays, pyarrow.bool_()))
                lost = some.num_rows - kept.num_rows
                counts[shard.name][table] -= lost
                if table == "pages":
                    counts[shard.name]["duplicates"] += lost
                arrays = [kept[name] for name in SCHEMAS[table].names]
                yield pyarrow.record_batch([*arrays, kept["published"]], schema=_with_day(table))


def write_by_day(table: Path, schema: pyarrow.Schema, batches: Iterator[pyarrow.RecordBatch]) -> None:
    """Write rows, whose last column is ``DAY``, into folders by day, in place of what the table's folder had."""
    group = _GROUP.get(table.name, _OTHER_GROUP)
    with _replaced(table) as folder:
        dataset.write_dataset(
            pyarrow.RecordBatchReader.from_batches(schema, batches),
            folder,
            format="parquet",
            file_options=dataset.ParquetFileFormat().make_write_options(compression="zstd"),
            partitioning=dataset.partitioning(pyarrow.schema([DAY]), flavor="hive"),
            use_threads=False,
            preserve_order=True,  # threads or none, rows would else be written as they come
            max_partitions=_MOST_DAYS,
            max_open_files=_OPEN_FILES,
            min_rows_per_group=group,
            max_rows_per_group=16 * group,
            existing_data_behavior="overwrite_or_ignore",
        )


def _with_day(table: str) -> pyarrow.Schema:
    return SCHEMAS[table].append(DAY)


def _staged(where: Path, shard: Shard, table: str) -> pyarrow.Table:
    return parquet.read_table(where / shard.key / f"{table}.parquet", schema=staged(table))


def _own(table: pyarrow.Table, name: str) -> pyarrow.Table:
    return table.select(SCHEMAS[name].names)


class _replaced:
    """A folder written beside the one that it replaces."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._new = folder, folder.with_name(f"_{folder.name}.new")

    def __enter__(self) -> Path:
        shutil.rmtree(self._new, ignore_errors=True)
        self._new.mkdir()
        return self._new

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._new.rename(self._folder)
        else:
            shutil.rmtree(self._new, ignore_errors=True)
