"""JSON lines → Pages: one record a line, as ``musnad read --jsonl`` takes them (docs/contract.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO, get_args

from musnad.errors import InputError
from musnad.gather.content import refuse_empty
from musnad.gather.files import LIMIT, too_large
from musnad.model import Page, PageFailure, PageKind

_KINDS: tuple[str, ...] = get_args(PageKind)
# JSON may write each code point of a page as a six-byte escape.
_LINE_LIMIT = 6 * LIMIT


def pages(stream: BinaryIO, source: str, known: Page) -> Iterator[Page | PageFailure]:
    """A page for each line ``{"id", "kind", "text" or "html", "published", "url", "outlet"}``; blank lines are skipped.

    A line that is no such record gives a PageFailure with its ``id`` (where it can be read) and its number.
    """
    for number, line in enumerate(_lines(stream), start=1):
        if line.isspace():
            continue
        name = f"{source}:{number}"
        record: object = None
        try:
            record = _parsed(line, name)
            yield page_of_record(record, name, known)
        except InputError as error:
            yield PageFailure(name, error.code, error.values, _id_of(record))


def page_of_record(record: object, name: str, known: Page) -> Page:
    """The page that one record describes. Raises InputError naming the field that is wrong."""
    if not isinstance(record, dict):
        raise InputError("record_not_object", source=name)
    field = "html" if record.get("html") is not None else "text"
    content = record.get(field)
    if not isinstance(content, str):
        raise InputError("record_without_text", source=name)
    refuse_empty(content, name)
    if len(content) > LIMIT:
        raise too_large(name, len(content))
    return replace(
        known,
        content=content,
        source=name,
        kind="html" if field == "html" else _kind(record.get("kind"), known.kind, name),
        id=_id_of(record) or known.id,
        url=_words(record, "url", name) or known.url,
        outlet=_words(record, "outlet", name) or known.outlet,
        published=day(_words(record, "published", name), name) or known.published,
    )


def day(written: str | None, source: str) -> date | None:
    """An ISO 8601 day (a time after it is dropped). Raises InputError for anything else."""
    if not written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        raise InputError("bad_date", source=source, value=written) from None


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(_LINE_LIMIT + 1):
        yield line
        while len(line) > _LINE_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(_LINE_LIMIT + 1)  # the rest of a line beyond the limit is passed over


def _parsed(line: bytes, name: str) -> object:
    if len(line) > _LINE_LIMIT:
        raise too_large(name, len(line))
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", None) or type(error).__name__
        raise InputError("bad_json", source=name, why=why) from None


def _id_of(record: object) -> str | None:
    given: Any = record.get("id") if isinstance(record, dict) else None
    return str(given) if isinstance(given, str | int) and str(given) else None


def _kind(written: object, otherwise: PageKind, name: str) -> PageKind:
    if written is None:
        return otherwise
    if written not in _KINDS:
        raise InputError("bad_kind", source=name, value=str(written)[:40])
    return written  # type: ignore[return-value]


def _words(record: dict[str, Any], field: str, name: str) -> str | None:
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise InputError("bad_field", source=name, field=field)
    return value
