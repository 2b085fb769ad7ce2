"""The addresses by which pages, statements and speakers are called in JSON-LD, feeds and FollowTheMoney."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?][^\s\\<>\"{}|^`\x00-\x20]*)?", re.IGNORECASE)
_WIKIDATA = "http://www.wikidata.org/entity/"


def digest(*parts: str) -> str:
    """sha256 of the parts, whatever code points they have; 40 hexadecimal digits of it."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def text_hash(text: str) -> str:
    """sha256 of a text in UTF-8; lone surrogates as their three bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def web_address(url: Any) -> str | None:
    """An http(s) address that any program takes for one, else None."""
    return url if isinstance(url, str) and _ADDRESS.fullmatch(url) else None


def urn(kind: str, name: str) -> str:
    """``urn:musnad:statement:5f1c`` (RFC 8141)."""
    return f"urn:musnad:{kind}:{quote(name, safe='', errors='replace')}"


def page_name(reading: Mapping[str, Any]) -> str:
    """The page's address, else a name made of its id."""
    return web_address(reading["url"]) or urn("page", reading["id"])


def agent_name(link: Mapping[str, Any], statement: str) -> str:
    """The name of one who spoke or carried. Without an id it is one of this statement only: "an official" on one page
    is not the one of another."""
    entity = link["entity"]
    if not entity:
        return urn("agent", digest(statement, link["text"]))
    scheme, _, rest = entity.partition(":")
    return _WIKIDATA + rest if scheme == "wd" and re.fullmatch(r"Q\d+", rest) else urn("agent", entity)
