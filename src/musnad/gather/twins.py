"""A page made for telephones and the page it is a twin of: which address is theirs in common.

AMP documents say so themselves (the AMP specification wants ``<html amp>`` and a canonical link in each), mobile sites
show it in their host. The canonical link of any other page is not followed: many point every story to a section.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

_HEAD = 60_000  # code points in which a document says what it is
_IS_AMP = re.compile(r"<html\s[^>]*?(?:\bamp\b|\u26a1)", re.IGNORECASE)
_LINK = re.compile(r"<link\s[^>]{1,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_MOBILE = frozenset({"m", "mobile", "amp", "wap"})
_MARKED = re.compile(r"(?:^|/)amp(?:/|$)|\.amp(?:\.html)?$", re.IGNORECASE)


def main_address(content: str, address: str) -> str:
    """The address of the page that ``content``, found at ``address``, is a twin of; ``address`` where it is none."""
    head = content[:_HEAD]
    if not (_IS_AMP.search(head) or _looks_mobile(address)):
        return address
    tag = next((tag for tag in _LINK.findall(head) if _CANONICAL.search(tag)), "")
    href = _HREF.search(tag)
    written = next(filter(None, href.groups()), "") if href else ""
    try:
        main = urljoin(address, unescape(written).strip())
    except ValueError:
        return address
    return main if written and _is_story(main) and _site(main) == _site(address) else address


def _looks_mobile(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    marked = "amp" in asked or asked.get("outputType") == "amp"
    return (parts.hostname or "").partition(".")[0] in _MOBILE or bool(_MARKED.search(parts.path)) or marked


def _is_story(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.path.strip("/") or parts.query)


def _site(address: str) -> str:
    """The host and port, without the labels that twins differ by."""
    host = urlsplit(address).netloc.lower()
    while (label := host.partition("."))[0] in {*_MOBILE, "www"}:
        host = label[2]
    return host
