"""Text and moments as databases take them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def storable(text: str | None) -> str | None:
    """The text with U+FFFD for NULs and lone surrogates, which no database can hold."""
    return _UNSTORABLE.sub("\ufffd", text) if text else text


def utc_text(moment: datetime) -> str:
    """A moment of the store as JSON has it (RFC 3339)."""
    return f"{moment.isoformat()}Z"


def utc_now() -> datetime:
    """Now, in UTC, without a zone: databases keep moments so."""
    return datetime.now(UTC).replace(tzinfo=None)
