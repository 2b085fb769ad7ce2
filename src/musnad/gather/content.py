"""Bytes → Page: what is no text, or has no words, is refused with a reason."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from musnad.errors import InputError
from musnad.gather.decoding import decode
from musnad.model import Page

# First bytes of what people hand over by mistake: PDF, ZIP (docx, epub), gzip, PNG, JPEG, GIF, RIFF, ELF, 7z, OLE.
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x7fELF",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_TEXT_CONTROLS = b"\t\n\v\f\r\x1b"
_CONTROLS = bytes(code for code in range(32) if code not in _TEXT_CONTROLS)
_LOOKED_AT = 65_536


def page_of(raw: bytes, source: str, known: Page, declared: str | None = None) -> Page:
    """The page in these bytes. Raises InputError where they are no text, or no words.

    ``declared`` is the character encoding that the carrier names (RFC 9110 section 8.3.2).
    """
    refuse_binary(raw, source)
    text, _, warnings = decode(raw, declared)
    refuse_empty(text, source)
    return replace(known, content=text, warnings=known.warnings + warnings, source=source)


def refuse_binary(raw: bytes, source: str) -> None:
    """Raises InputError for bytes that are no text: a known first signature, or control bytes by the handful."""
    head = raw[:_LOOKED_AT]
    if head.startswith(_WIDE_MARKS):
        return
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if head.startswith(_MAGIC) or (controls >= 8 and controls > len(head) * 0.04):
        raise InputError("binary", source=source)


def refuse_empty(text: str, source: str) -> None:
    """Raises InputError where a text has nothing but blanks, controls and invisible marks."""
    if not any(unicodedata.category(character)[0] not in "ZC" for character in text):
        raise InputError("empty", source=source)
