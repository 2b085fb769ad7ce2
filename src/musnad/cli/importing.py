"""Readings that `musnad export jsonl` wrote, taken back as they are: nothing is read anew."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from musnad.errors import InputError
from musnad.gather import files, records
from musnad.gather.sources import RECORD_SUFFIXES, is_address
from musnad.model import Page, PageFailure
from musnad.store.records import NoReading, checked, is_reading

#: Bytes of the longest line: a reading says each word of its page several times.
_LINE_LIMIT = 400 * files.LIMIT

Records = Iterator[dict[str, Any] | PageFailure]
Pages = Iterator[Page | PageFailure]


def kept_readings(source: str, lines: bool) -> Records | None:
    """The readings of a file of JSON lines whose first line is one, or of a batch; None for any other source."""
    if (Path(source) / "shards.parquet").is_file() and (Path(source) / "pages").is_dir():
        return _of_batch(source)
    its_lines = lines or Path(source).suffix.lower() in RECORD_SUFFIXES
    if source == "-" or is_address(source) or not its_lines or not Path(source).is_file():
        return None
    try:
        with files.opened(source) as stream:
            first = _first_line(stream)
    except InputError:
        return None
    return _of_file(source) if _is_reading(first) else None


def standard_input(known: Page) -> tuple[Records | None, Pages]:
    """The JSON lines of standard input: as readings where its first line is one, else as pages to read."""
    first = _first_line(sys.stdin.buffer)
    if _is_reading(first):
        return _of_lines(chain([first], _lines(sys.stdin.buffer)), "-"), iter(())
    return None, records.pages(io.BufferedReader(_Joined(first, sys.stdin.buffer)), "-", known)


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the rest of their stream."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        some = self._first[: len(buffer)] or self._rest.read1(len(buffer))  # type: ignore[attr-defined]
        self._first = self._first[len(some) :]
        buffer[: len(some)] = some
        return len(some)


def _of_file(source: str) -> Records:
    with files.opened(source) as stream:
        yield from _of_lines(_lines(stream), source)


def _of_batch(source: str) -> Records:
    from musnad.batch import readings

    return _of_lines((line.encode() for line in readings(Path(source))), f"{source}/pages")


def _of_lines(lines: Iterator[bytes], source: str) -> Records:
    for number, line in enumerate(lines, start=1):
        if line.isspace():
            continue
        record: Any = None
        try:
            record = json.loads(line, parse_constant=_no_number)
            yield checked(record)
        except (ValueError, RecursionError) as error:
            why = str(error) if isinstance(error, NoReading) else getattr(error, "msg", type(error).__name__)
            id = record.get("id") if isinstance(record, dict) else None
            name = f"{source}:{number}"
            yield PageFailure(name, "bad_reading", {"source": name, "why": why}, id if isinstance(id, str) else None)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    yield from iter(lambda: stream.readline(_LINE_LIMIT), b"")


def _first_line(stream: BinaryIO) -> bytes:
    return next((line for line in _lines(stream) if not line.isspace()), b"")


def _is_reading(line: bytes) -> bool:
    try:
        return is_reading(json.loads(line))
    except (ValueError, RecursionError):
        return False


def _no_number(name: str) -> None:
    raise NoReading(name)
