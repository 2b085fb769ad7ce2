"""Text as databases take it."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def storable(text: str | None) -> str | None:
    """The text with U+FFFD for NULs and lone surrogates, which no database can hold."""
    return _UNSTORABLE.sub("\ufffd", text) if text else text
