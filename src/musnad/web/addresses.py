"""The addresses of the pages on speakers and outlets, from their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from musnad.lexicon import fold
from musnad.lexicon.outlets import outlet_named


def speaker_address(statement: Mapping[str, Any]) -> str | None:
    """The page of the one who said a statement; None where nobody is named."""
    chain = statement["chain"]
    if not chain or chain[0]["role"] != "speaker" or statement["source_kind"] == "unnamed":
        return None
    return named_speaker_address(chain[0]["text"], chain[0]["entity"])


def named_speaker_address(name: str, entity: str | None) -> str | None:
    """The page of a speaker of a name and, where it is known, an entity; None for a name without letters."""
    key = (entity or fold(name)).strip()
    return "/speakers/" + quote(key, safe=":", errors="replace") if key else None


def outlet_key(name: str) -> str:
    """The key of an outlet: the id under which it is known (``outlet:wsj``), else its folded name."""
    known = outlet_named(name, credit=True)
    return known.id if known else fold(name)


def outlet_address(name: str) -> str:
    """The page of the outlet of a name."""
    return "/outlets/" + quote(outlet_key(name), safe=":", errors="replace")
