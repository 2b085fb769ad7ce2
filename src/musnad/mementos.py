"""Where web archives may have an address as it stood: links for people and programs, never fetched here.

RFC 7089 ("Memento"): the Wayback Machine leads from an address and a moment to the copy nearest to it, and lists all
its copies as a TimeMap.
"""

from __future__ import annotations

from datetime import date, datetime

_WAYBACK = "https://web.archive.org/web"


def mementos(url: str | None, moment: date | None) -> dict[str, str] | None:
    """``{"wayback", "timemap"}`` of a page's address, nearest to a day or a moment (UTC); None where there is no web
    address."""
    if not url or not url.startswith(("http://", "https://")):
        return None
    digits = f"{moment:%Y%m%d%H%M%S}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}" if moment else "2"
    return {"wayback": f"{_WAYBACK}/{digits}/{url}", "timemap": f"{_WAYBACK}/timemap/link/{url}"}
