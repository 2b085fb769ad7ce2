"""When two addresses are one page."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = re.compile(r"(utm_|at_medium|at_campaign|fbclid$|gclid$|yclid$|mc_[ce]id$|igshid$|ref_src$)", re.IGNORECASE)
_LONGEST = 500
_PORTS = {"http": 80, "https": 443}


def address_key(url: str) -> str:
    """The key under which an address is one page, whatever its scheme, tracking parameters, or percent signs.

    ``http`` and ``https``, ``www.`` and the bare host, a final slash and none, an encoded and a plain path are one;
    the fragment is dropped (RFC 3986, 3.5). An address that cannot be taken apart is its own key; the end of a very
    long one is kept as its hash, since no database orders endless words.
    """
    key = _key(url)
    return key if len(key) <= _LONGEST else key[:_LONGEST] + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _key(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return url
    host = _ascii(parts.hostname.removeprefix("www."))
    if port and port != _PORTS[parts.scheme.lower()]:
        host += f":{port}"
    path = quote(unquote(parts.path), safe="/", errors="replace").rstrip("/")
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    return host + path + (f"?{urlencode(kept, errors='replace')}" if kept else "")


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
