"""Web archives → Pages: WARC and WET files (ISO 28500), and the WARC files inside a WACZ (1.1.1).

A page keeps the name of its record and the digest of its payload, so that what it said can be shown as it stood.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from musnad.errors import InputError
from musnad.gather.content import page_of
from musnad.gather.cuts import cut
from musnad.gather.files import LIMIT, too_large
from musnad.model import Page, PageFailure

#: Files in a folder that are taken for archives.
SUFFIXES = frozenset({".warc", ".gz", ".wet", ".wacz"})
_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_GZIP, _ZIP, _WARC = b"\x1f\x8b", b"PK\x03\x04", b"WARC/"


def is_archive(head: bytes, source: str) -> bool:
    """Whether a file that begins with these bytes is an archive of pages: known by its content, a WACZ by its name."""
    if head.startswith(_GZIP):
        return _unpacked(head).startswith(_WARC)
    return head.startswith(_WARC) or (head.startswith(_ZIP) and source.lower().endswith(".wacz"))


def pages(stream: BinaryIO, source: str, known: Page) -> Iterator[Page | PageFailure]:
    """The pages of an archive, in its order: answers of status 200 that are HTML or text, and converted text.

    Answers of other kinds are passed over; a record that cannot be read is a PageFailure. Raises InputError where the
    file itself is damaged; the pages before the damage have been given.
    """
    if stream.peek(4).startswith(_ZIP):  # type: ignore[attr-defined] - opened files are buffered
        yield from _of_wacz(stream, source, known)
    else:
        yield from _of_warc(stream, source, known)


def _of_wacz(stream: BinaryIO, source: str, known: Page) -> Iterator[Page | PageFailure]:
    try:
        with zipfile.ZipFile(stream) as packed:
            names = sorted(name for name in packed.namelist() if name.startswith("archive/") and ".warc" in name)
            for name in names:
                with packed.open(name) as inside:
                    yield from _of_warc(cast(BinaryIO, inside), f"{source}:{name}", known)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError("archive_damaged", source=source, why=str(error)) from error


def _of_warc(stream: BinaryIO, source: str, known: Page) -> Iterator[Page | PageFailure]:
    waiting, last = None, 0  # a page is given when the next record shows that it is whole
    try:
        for record in ArchiveIterator(stream, record_types=_WANTED, auto_decode="all"):
            if waiting:
                yield waiting
            waiting, last = None, record.stream_pos
            name = f"{source}: {record.headers.get('WARC-Target-URI') or record.record_id}"
            if not record.headers.get("WARC-Target-URI"):
                raise InputError("archive_damaged", source=source, why="a record without an address")
            if _is_page(record):
                waiting = _page(record, name, known)
    except (OSError, ValueError, EOFError) as error:
        if waiting:
            yield waiting
        raise InputError("archive_damaged", source=source, why=str(error)) from error
    where = cut(stream, last)
    told = isinstance(waiting, PageFailure)
    if waiting and (told or where != "record"):
        yield waiting
    if where == "after" or (where == "record" and not told):
        raise InputError("archive_damaged", source=source, why="it breaks off in the middle of a record")


def _is_page(record: Any) -> bool:
    if record.http_headers is not None:
        status, kind = record.http_headers.status_code, record.http_content_type
    else:
        status, kind = 200, record.headers.get("Content-Type", "").partition(";")[0]
    return status == 200 and (kind or "text/html").strip().lower() in _PAGE_TYPES


def _page(record: Any, name: str, known: Page) -> Page | PageFailure:
    try:
        raw = record.reader.read(LIMIT + 1)
        if len(raw) > LIMIT:
            raise too_large(name, max(len(raw), record.content_length))
        if not record.http_headers and len(raw) < record.content_length:
            raise InputError("record_cut", source=name, size=len(raw), told=record.content_length)
        # What was made of a page by a crawler is a flattened page, whatever its words look like.
        flattened = record.record_type == WarcRecordType.conversion
        page = replace(
            known,
            kind="page" if flattened and known.kind == "auto" else known.kind,
            url=known.url or record.headers["WARC-Target-URI"].strip("<>"),
            fetched=record.record_date,
            record=record.record_id,
            digest=record.headers.get("WARC-Payload-Digest") or record.headers.get("WARC-Block-Digest"),
        )
        return page_of(raw, name, page, record.http_charset)
    except InputError as error:
        return PageFailure(name, error.code, error.values, known.id)


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""
