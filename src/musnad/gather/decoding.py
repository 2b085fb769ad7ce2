"""Bytes → text: byte order mark, the carrier's word, the page's word, and what the bytes themselves say.

The order is that of the HTML standard (§13.2.3.2), but no label is believed against the bytes: valid UTF-8 with letters
beyond ASCII is UTF-8 whatever it is called, and a page called UTF-8 that is not is read as windows-1256 or ISO-8859-6.
"""

from __future__ import annotations

import codecs
import re

from musnad.lexicon.letters import ARTICLE
from musnad.model import PageWarning

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
_META_WITHIN = 4096  # bytes; the HTML standard looks at the first 1024, real pages at more
_SINGLE_BYTE = ("windows-1256", "iso8859-6")
_BAD_SHARE = 0.02  # of the letters beyond ASCII; more than this are no slips of UTF-8 but another encoding
_ASCII_LABELS = frozenset({"ascii", "iso8859-1", "windows-1252"})
# Python has codecs that are no encodings of the web (idna, rot13, hex).
_ENCODING = re.compile(r"(?:utf-|ascii$|cp\d|iso8859|koi8|mac|gb|big5|euc|shift_jis)")


def decode(raw: bytes, declared: str | None) -> tuple[str, str, tuple[PageWarning, ...]]:
    """The text, the encoding it was read by, and what a reader should know of it.

    ``declared`` is the carrier's word (a Content-Type's ``charset``). Never raises; NUL and lone surrogates survive.
    Warnings: ``encoding_mislabelled`` (label and encoding differ), ``bad_bytes`` (bytes that stand for no character).
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _read(raw[len(mark) :], encoding, None)
    label = _known(declared) or _known(_meta(raw))
    if raw.isascii():
        return _read(raw, "utf-8", None)
    if label and label.startswith(("utf-16", "utf-32")) and b"\x00" in raw[:64]:
        return _read(raw, label, label)
    if _is_utf8(raw):
        return _read(raw, "utf-8", label)
    return _read(raw, _single_byte(raw, label), label)


def _read(raw: bytes, encoding: str, label: str | None) -> tuple[str, str, tuple[PageWarning, ...]]:
    """Decode by ``encoding`` and tell what is odd about it."""
    warnings = []
    if label is not None and codecs.lookup(label) != codecs.lookup(encoding):
        warnings.append(PageWarning("encoding_mislabelled", {"label": label, "encoding": encoding}))
    try:
        return raw.decode(encoding, "surrogatepass"), encoding, tuple(warnings)
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
        warnings.append(PageWarning("bad_bytes", {"encoding": encoding, "count": text.count("\ufffd")}))
        return text, encoding, tuple(warnings)


def _meta(raw: bytes) -> str | None:
    match = _META.search(raw[:_META_WITHIN])
    return match[1].decode("ascii", "replace") if match else None


def _known(label: str | None) -> str | None:
    """The name of a label's encoding; None for no label and for one that names no encoding of the web."""
    try:
        name = codecs.lookup(label.strip(" \"'")).name if label else ""
    except (LookupError, ValueError):
        return None
    return name.replace("cp125", "windows-125") if _ENCODING.match(name) else None


def _is_utf8(raw: bytes) -> bool:
    """Whether the bytes are UTF-8, lone surrogates allowed, but for a few slips and a cut end."""
    try:
        raw.decode("utf-8", "surrogatepass")
        return True
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    beyond = sum(not character.isascii() for character in text[:200_000])
    return bad <= max(1, beyond * _BAD_SHARE) and beyond > 2 * bad


def _single_byte(raw: bytes, label: str | None) -> str:
    """The single-byte encoding by which the bytes look most Arabic; the label's where none does."""
    trusted = label if label and not label.startswith("utf") else None
    names = [*_SINGLE_BYTE, *([trusted] if trusted and trusted not in _ASCII_LABELS else [])]
    scores = {name: _arabic_pairs(raw, name) for name in names}
    best = max(names, key=lambda name: scores[name])
    if scores[best] == 0 and trusted:
        return trusted
    return best


def _arabic_pairs(raw: bytes, encoding: str) -> int:
    """How often the Arabic article stands in the text; 0 where the bytes are not of this encoding."""
    try:
        return raw[:500_000].decode(encoding).count(ARTICLE)
    except (UnicodeDecodeError, LookupError):
        return 0
