"""Readings as rows: the columns of statements, expectations and entities (docs/codebook.md tells of each)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

Record = Mapping[str, Any]
TableName = Literal["statements", "expectations", "entities"]
TABLES: tuple[TableName, ...] = get_args(TableName)
Kind = Literal["text", "list", "day", "whole", "number"]

#: Between the parts of a cell that is a list, and between the stretches of what was said.
LIST_SEPARATOR = " | "
_ELLIPSIS = " \u2026 "
# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection); so is one after blanks.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BLANKS = " \n\u00a0\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u061c\ufeff"
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``value`` takes a reading and the thing that the row is of."""

    name: str
    kind: Kind
    value: Callable[[Record, Record], Any]


def rows(reading: Record, table: TableName) -> Iterator[list[Any]]:
    """The rows that a reading has in a table: text, lists of text, days, numbers, None where nothing is known."""
    for thing in reading[table]:
        yield [_cell(column, column.value(reading, thing)) for column in COLUMNS[table]]


def names(table: TableName) -> list[str]:
    """The names of a table's columns, in order."""
    return [column.name for column in COLUMNS[table]]


def plain(cell: Any) -> Any:
    """A cell that is no list: its parts joined."""
    return LIST_SEPARATOR.join(cell) if isinstance(cell, list) else cell


def defused(cell: object) -> object:
    """Text that no spreadsheet runs: an apostrophe before what would begin a formula. Numbers and days stay."""
    if not isinstance(cell, str):
        return cell
    return "'" + cell if cell.lstrip(_BLANKS).startswith(_FORMULA) else cell


def clean(text: str) -> str:
    """Text that every form can carry: controls and lone surrogates become U+FFFD, line ends and tabs stay."""
    return _UNSAFE.sub("\ufffd", text)


def _cell(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind == "day":
        return date.fromisoformat(value)
    if column.kind == "list":
        return [clean(part) for part in value]
    return clean(str(value)) if column.kind == "text" else value


def _own(name: str, kind: Kind = "text") -> Column:
    return Column(name, kind, lambda _, thing: thing[name])


def _words(name: str) -> Column:
    return Column(name, "text", lambda _, thing: thing[name]["text"] if thing[name] else None)


def _page(name: str, kind: Kind = "text") -> Column:
    return Column(name, kind, lambda reading, _: reading[name])


def _headline(reading: Record, _: Record) -> str | None:
    return reading["article"]["headline"]["text"] if reading["article"]["headline"] else None


def _speaker(name: str) -> Callable[[Record, Record], str | None]:
    return lambda _, said: said["chain"][0][name] if said["chain"] else None


_PAGE = (
    Column("page", "text", lambda reading, _: reading["id"]),
    *(_page("url"), _page("outlet"), _page("published", "day")),
    Column("headline", "text", _headline),
)
COLUMNS: dict[TableName, tuple[Column, ...]] = {
    "statements": (
        *_PAGE,
        Column("statement", "text", lambda _, said: said["id"]),
        Column("speaker", "text", _speaker("text")),
        *(_words("source"), _own("source_kind")),
        Column("carriers", "list", lambda _, said: [link["text"] for link in said["chain"][1:]]),
        *(_own("stance"), _own("mode"), _words("cue")),
        Column("content", "text", lambda _, said: _ELLIPSIS.join(span["text"] for span in said["content"])),
        *(_words("addressee"), _words("medium"), _own("confidence", "number"), _own("rule")),
        Column("speaker_entity", "text", _speaker("entity")),
        Column("carrier_entities", "list", lambda _, said: [link["entity"] or "" for link in said["chain"][1:]]),
        Column("anonymity", "text", lambda _, said: (said.get("anonymity") or {}).get("text")),
        Column("start", "whole", lambda _, said: min((span["start"] for span in said["content"]), default=None)),
        Column("end", "whole", lambda _, said: max((span["end"] for span in said["content"]), default=None)),
        _page("language"),
    ),
    "expectations": (
        *_PAGE,
        *(_words("event"), _words("due"), _own("due_from", "day"), _own("due_to", "day")),
        *(_own("grain"), _own("certainty"), _own("statement"), _own("confidence", "number"), _own("rule")),
        Column("start", "whole", lambda _, expected: expected["event"]["start"]),
        Column("end", "whole", lambda _, expected: expected["event"]["end"]),
        _page("language"),
    ),
    "entities": (*_PAGE, *(_own("text"), _own("type"), _own("entity")), _own("start", "whole"), _own("end", "whole")),
}
