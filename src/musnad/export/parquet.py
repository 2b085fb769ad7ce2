"""Readings → Parquet: one table with a fixed schema (docs/codebook.md), written a few hundred rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

import pyarrow
from pyarrow import parquet

from musnad.export import columns
from musnad.export.columns import COLUMNS, Record, TableName

_AT_ONCE = 2000
_TYPES = {
    "text": pyarrow.string(),
    "list": pyarrow.list_(pyarrow.string()),
    "day": pyarrow.date32(),
    "whole": pyarrow.int64(),
    "number": pyarrow.float64(),
}


def write(readings: Iterable[Record], stream: BinaryIO, table: TableName = "statements") -> None:
    """Write the table; with no rows it still has its columns."""
    rows = (row for reading in readings for row in columns.rows(reading, table))
    with parquet.ParquetWriter(stream, schema(table), compression="zstd") as writer:
        for some in _batches(rows):
            listed = zip(zip(*some, strict=True), schema(table), strict=True)
            arrays = [pyarrow.array(cells, field.type) for cells, field in listed]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema(table)))


def schema(table: TableName) -> pyarrow.Schema:
    """The columns of a table and their types: text, lists of text, days, whole numbers and numbers."""
    return pyarrow.schema([pyarrow.field(column.name, _TYPES[column.kind]) for column in COLUMNS[table]])


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some
