"""A public http(s) address → Page.

Refused in any spelling, and again after every redirect: addresses that are not globally reachable (private, loopback,
link-local, cloud metadata; IANA special-purpose registries, RFC 6890), other schemes, names with a password. Names are
looked up and judged before anything is sent; then the connection itself is made only to an address judged again, so
that a name which changes its answer (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from musnad.errors import InputError
from musnad.gather.content import page_of
from musnad.gather.files import LIMIT, too_large
from musnad.model import Page

#: Whether a connection to this name, address and port is allowed, beside the rule above.
Admit = Callable[[str, IPv4Address | IPv6Address, int], bool]

SECONDS = 20.0
REDIRECTS = 5
USER_AGENT = f"Musnad/{version('musnad')} (reads one page at a person's request)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/rss+xml;q=0.8, application/xml;q=0.8",
    "Accept-Language": "ar, *;q=0.5",
}
_FEED_TYPES = ("application/rss", "application/atom", "application/rdf", "application/feed+json", "application/json")
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", *_FEED_TYPES)


def fetch(address: str, known: Page, admit: Admit | None = None) -> Page:
    """The page at ``address``: at most ``LIMIT`` bytes, ``SECONDS`` seconds in all, ``REDIRECTS`` redirects.

    ``admit`` replaces the rule of public addresses (tests and closed networks only).
    Raises InputError: refused, unreachable, http_status, too_large, not_a_page.
    """
    try:
        response, raw = asyncio.run(asyncio.wait_for(_get(address, admit), SECONDS))
    except SSRFProtectionError as error:
        raise InputError("refused", source=address, why=f"{error.hostname} is not a public address") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise InputError("refused", source=address, why="not an http(s) address") from error
    except httpx.TooManyRedirects as error:
        raise InputError("unreachable", source=address, why=f"more than {REDIRECTS} redirects") from error
    except (TimeoutError, httpx.TimeoutException) as error:
        raise InputError("unreachable", source=address, why=f"no answer in {SECONDS:.0f} seconds") from error
    except (httpx.HTTPError, OSError, UnicodeError) as error:
        raise InputError("unreachable", source=address, why=str(error) or type(error).__name__) from error
    page = replace(known, url=known.url or str(response.url), fetched=datetime.now(UTC))
    return page_of(raw, address, page, response.charset_encoding)


async def _get(address: str, admit: Admit | None) -> tuple[httpx.Response, bytes]:
    async def judge(request: httpx.Request) -> None:  # called for the first request and for every redirect
        await _refuse_private(request.url, address, admit or _is_public)

    client = httpx.AsyncClient(
        headers=_HEADERS,
        timeout=SECONDS,
        follow_redirects=True,
        max_redirects=REDIRECTS,
        event_hooks={"request": [judge]},
        trust_env=False,  # a proxy would look the name up itself, out of sight of the check
    )
    guarded = httpx_ssrf_protection(client, check_globally_reachable=admit is None, custom_validator=admit)
    async with guarded, guarded.stream("GET", _checked(address)) as response:
        if not response.is_success:
            raise InputError("http_status", source=address, status=response.status_code)
        if not response.headers.get("content-type", "text/html").lower().startswith(_TEXT_TYPES):
            raise InputError("not_a_page", source=address, type=response.headers["content-type"])
        return response, await _body(response, address)


async def _body(response: httpx.Response, address: str) -> bytes:
    # The limit is on unpacked bytes, so that a small packed answer cannot unpack without end.
    pieces, size = [], 0
    async for piece in response.aiter_bytes():
        size += len(piece)
        if size > LIMIT:
            raise too_large(address, size)
        pieces.append(piece)
    return b"".join(pieces)


async def _refuse_private(url: httpx.URL, address: str, admit: Admit) -> None:
    port = url.port or (443 if url.scheme == "https" else 80)
    answers = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    for ip in {ip_address(answer[4][0]) for answer in answers}:
        if not admit(url.host, ip, port):
            raise InputError("refused", source=address, why=f"{url.host} ({ip}) is not a public address")


def _is_public(host: str, ip: IPv4Address | IPv6Address, port: int) -> bool:
    return ip.is_global


def _checked(address: str) -> httpx.URL:
    url = httpx.URL(address)
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError("refused", source=address, why="not an http(s) address")
    if url.userinfo:
        raise InputError("refused", source=address, why="a name and password stand in it")
    return url
