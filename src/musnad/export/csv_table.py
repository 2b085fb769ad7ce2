"""Readings → CSV: one statement (expectation, entity) a row, for a spreadsheet (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from musnad.export import columns
from musnad.export.columns import Record, TableName, defused, plain

BOM = b"\xef\xbb\xbf"  # without it Excel reads UTF-8 as the machine's old encoding


def write(readings: Iterable[Record], stream: BinaryIO, table: TableName = "statements", bom: bool = False) -> None:
    """Write the table, its byte order mark first where one is asked for."""
    stream.write(BOM if bom else b"")
    for line in lines(readings, table):
        stream.write(line)


def lines(readings: Iterable[Record], table: TableName = "statements") -> Iterator[bytes]:
    """The lines of the table, the names of its columns first."""
    yield _line(columns.names(table))
    for reading in readings:
        for row in columns.rows(reading, table):
            yield _line([defused(plain(cell)) for cell in row])


def _line(cells: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
