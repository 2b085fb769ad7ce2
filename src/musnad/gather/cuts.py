"""Whether a web archive breaks off: the kit gives the beginning of a cut record as if it were all of it."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO, Literal

Cut = Literal["whole", "record", "after"]
_AT_ONCE = 1 << 16
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE)


def cut(stream: BinaryIO, last: int) -> Cut:
    """Where a file breaks off: nowhere, in the record that begins at byte ``last``, or in one after it.

    Packed files have a gzip member a record (ISO 28500, annex D), and a member its own end; in others the record's
    ``Content-Length`` is held to the file's size. A stream that cannot be gone back in is taken to be whole.
    """
    if not stream.seekable():
        return "whole"
    stream.seek(last)
    head = stream.read(_AT_ONCE)
    stream.seek(last)
    return _packed(stream) if head.startswith(b"\x1f\x8b") else _plain(stream, head, last)


def _packed(stream: BinaryIO) -> Cut:
    member, rest, number = None, b"", 0
    while some := rest or stream.read(_AT_ONCE):
        member = member or zlib.decompressobj(31)
        try:
            member.decompress(some)
        except zlib.error:  # no gzip any more; the kit has told of it, or it is padding
            return "whole"
        rest = member.unused_data
        if member.eof:
            member, number = None, number + 1
    return "whole" if member is None else "after" if number else "record"


def _plain(stream: BinaryIO, head: bytes, last: int) -> Cut:
    headers, end, _ = head.partition(b"\r\n\r\n")
    told = _LENGTH.search(headers)
    size = stream.seek(0, 2)
    if not end or (told and last + len(headers) + len(end) + int(told[1]) > size):
        return "record"
    return "whole"
