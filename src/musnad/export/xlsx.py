"""Readings → XLSX: sheets of statements, expectations and entities that read from the right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from musnad.export import columns
from musnad.export.columns import COLUMNS, TABLES, Record, TableName, defused, plain

# The limits of a sheet (Excel specifications and limits): rows, and UTF-16 units of a cell.
MOST_ROWS = 1_048_576
MOST_UNITS = 32_767
_FIRST_YEAR = 1900
_WIDTHS = {"text": 24, "list": 24, "day": 12, "whole": 9, "number": 11}
_WIDE = {"content": 70, "event": 60, "headline": 40, "source": 32}


def write(readings: Iterable[Record], stream: BinaryIO) -> None:
    """Write the workbook. Rows wait in temporary files, so that memory stays flat."""
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, settings) as book:
        sheets = [_Sheet(book, table) for table in TABLES]
        for reading in readings:
            for sheet in sheets:
                for row in columns.rows(reading, sheet.table):
                    sheet.add(row)


class _Sheet:
    """One table; what does not fit into a sheet goes on in another."""

    def __init__(self, book: Workbook, table: TableName) -> None:
        self._book = book
        self.table: TableName = table
        self._head = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "right"})
        self._number = 0
        self._sheet = self._begun()

    def add(self, row: list[Any]) -> None:
        if self._row == MOST_ROWS:
            self._sheet = self._begun()
        for place, cell in enumerate(row):
            self._put(place, plain(cell))
        self._row += 1

    def _begun(self) -> Worksheet:
        self._number += 1
        sheet = self._book.add_worksheet(self.table + (f" {self._number}" if self._number > 1 else ""))
        sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS[self.table]):
            sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.kind]))
        for place, name in enumerate(columns.names(self.table)):
            sheet.write_string(0, place, name, self._head)
        self._row = 1
        return sheet

    def _put(self, place: int, cell: Any) -> None:
        if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
            self._sheet.write_datetime(self._row, place, datetime(cell.year, cell.month, cell.day), self._day)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, place, cell)
        elif cell is not None:
            self._sheet.write_string(self._row, place, _short(str(defused(str(cell)))))


def _short(text: str) -> str:
    """What a cell can hold; a longer text ends with an ellipsis."""
    if len(text) <= MOST_UNITS // 2 or len(text.encode("utf-16-le")) <= 2 * MOST_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "\u2026"
