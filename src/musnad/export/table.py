"""Readings → CSV: one statement a row, for a spreadsheet (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

COLUMNS = (
    *("page", "url", "outlet", "published", "headline"),
    *("statement", "speaker", "source", "source_kind", "carriers", "stance", "mode", "cue", "content"),
    *("addressee", "medium", "confidence", "rule"),
)
BOM = b"\xef\xbb\xbf"  # without it Excel reads UTF-8 as the machine's old encoding
# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(readings: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The lines of the table, the names of its columns first; readings in the contract's form."""
    yield _line(COLUMNS)
    for reading in readings:
        for statement in reading["statements"]:
            yield _line([defused(cell) for cell in _cells(reading, statement)])


def defused(cell: object) -> str:
    """The cell as text that no spreadsheet runs: an apostrophe before what would begin a formula."""
    text = "" if cell is None else str(cell)
    is_number = isinstance(cell, int | float)
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) and not is_number else text


def _cells(reading: Mapping[str, Any], statement: Mapping[str, Any]) -> list[object]:
    chain = [link["text"] for link in statement["chain"]]
    return [
        reading["id"],
        reading["url"],
        reading["outlet"],
        reading["published"],
        _text(reading["article"]["headline"]),
        statement["id"],
        chain[0] if chain else None,
        _text(statement["source"]),
        statement["source_kind"],
        " | ".join(chain[1:]),
        statement["stance"],
        statement["mode"],
        _text(statement["cue"]),
        " \u2026 ".join(span["text"] for span in statement["content"]),
        _text(statement["addressee"]),
        _text(statement["medium"]),
        statement["confidence"],
        statement["rule"],
    ]


def _text(span: Mapping[str, Any] | None) -> str | None:
    return span["text"] if span else None


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
