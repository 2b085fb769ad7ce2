"""Bytes → text: the first form, UTF-8 and what a byte order mark says."""

from __future__ import annotations

import codecs

from musnad.model import PageWarning

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(raw: bytes, declared: str | None) -> tuple[str, str, tuple[PageWarning, ...]]:
    """The text, the encoding it was read by, and what a reader should know of it."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), encoding, ()
    try:
        return raw.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return raw.decode("windows-1256", "replace"), "windows-1256", ()
