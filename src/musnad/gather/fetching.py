"""A public http(s) address → Page.

Refused in any spelling, and again after every redirect: addresses that are not globally reachable (private, loopback,
link-local, cloud metadata; IANA special-purpose registries, RFC 6890), other schemes, names with a password. Names are
looked up and judged before anything is sent; then the connection itself is made only to an address judged again, so
that a name which changes its answer (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

import httpx
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from musnad.errors import InputError
from musnad.gather.content import page_of
from musnad.gather.files import LIMIT, too_large
from musnad.gather.twins import main_address
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
_UNTRUSTED = re.compile(r"certificate verify failed: (.*?)(?: \(_ssl|\Z)")
_FEED_TYPES = ("application/rss", "application/atom", "application/rdf", "application/feed+json", "application/json")
_TEXT_TYPES = ("text/", "application/xhtml", "application/xml", *_FEED_TYPES)


class Visit(NamedTuple):
    """What a site answered: the address after all redirects, the status, the headers, the unpacked bytes; ``elsewhere``
    is the address at another host to which it leads, where that was not followed."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    charset: str | None
    at: datetime
    elsewhere: str | None = None

    def header(self, name: str) -> str | None:
        """The value of a header, whatever the case of its name; the last where there are several."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name.lower()), None)


def fetch(address: str, known: Page, admit: Admit | None = None) -> Page:
    """The page at ``address``: at most ``LIMIT`` bytes, ``SECONDS`` seconds in all, ``REDIRECTS`` redirects.

    ``admit`` replaces the rule of public addresses (tests and closed networks only).
    Raises InputError: refused, unreachable, http_status, too_large, not_a_page.
    """
    found = asyncio.run(_once(address, admit))
    if not 200 <= found.status < 300:
        raise InputError("http_status", source=address, status=found.status)
    return page_of_visit(found, address, known)


def page_of_visit(found: Visit, address: str, known: Page) -> Page:
    """The page that a site answered with. Raises InputError where it is none."""
    kind = found.header("content-type") or "text/html"
    if not kind.lower().startswith(_TEXT_TYPES):
        raise InputError("not_a_page", source=address, type=kind)
    page = page_of(found.raw, address, replace(known, fetched=found.at), found.charset)
    return page if known.url else replace(page, url=main_address(page.content, found.url))


async def _once(address: str, admit: Admit | None) -> Visit:
    async with open_client(admit) as client:
        return await visit(client, address, admit)


def open_client(admit: Admit | None = None, agent: str = USER_AGENT) -> httpx.AsyncClient:
    """A client that connects to public addresses only."""
    client = httpx.AsyncClient(
        headers={**_HEADERS, "User-Agent": agent},
        timeout=SECONDS,
        verify=_trusted(),
        trust_env=False,  # a proxy would look the name up itself, out of sight of the check
    )
    return httpx_ssrf_protection(client, check_globally_reachable=admit is None, custom_validator=admit)


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that certificates are held against: read once, which takes longer than most visits."""
    return httpx.create_ssl_context(trust_env=False)


async def visit(
    client: httpx.AsyncClient,
    address: str,
    admit: Admit | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    stay: bool = False,
) -> Visit:
    """Ask once; ``stay`` follows no redirect to another host. Raises InputError where the address is refused, the site
    unreachable, or the answer too large."""
    try:
        return await asyncio.wait_for(_get(client, address, admit or is_public, headers or {}, stay), SECONDS)
    except SSRFProtectionError as error:
        raise InputError("refused", source=address, why=f"{error.hostname} is not a public address") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise InputError("refused", source=address, why="not an http(s) address") from error
    except httpx.TooManyRedirects as error:
        raise InputError("unreachable", source=address, why=f"more than {REDIRECTS} redirects") from error
    except (TimeoutError, httpx.TimeoutException) as error:
        raise InputError("unreachable", source=address, why=f"no answer in {SECONDS:.0f} seconds") from error
    except httpx.ConnectError as error:
        told = _UNTRUSTED.search(str(error))
        code, why = ("bad_certificate", told[1]) if told else ("unreachable", str(error) or "no connection")
        raise InputError(code, source=address, why=why) from error
    except (httpx.HTTPError, OSError, UnicodeError) as error:
        raise InputError("unreachable", source=address, why=str(error) or type(error).__name__) from error


async def _get(client: httpx.AsyncClient, address: str, admit: Admit, headers: Mapping[str, str], stay: bool) -> Visit:
    url = checked(address)
    for _ in range(REDIRECTS + 1):
        await refuse_private(url, address, admit)  # for the first request and for every redirect
        async with client.stream("GET", url, headers=headers) as response:
            following = checked(str(response.next_request.url), address) if response.next_request else None
            if following and not (stay and following.netloc != url.netloc):
                url = following
                continue
            raw = await _body(response, address) if response.is_success else b""
            its = (str(response.url), response.status_code, tuple(response.headers.multi_items()), raw)
            return Visit(*its, response.charset_encoding, _now(), str(following) if following else None)
    raise httpx.TooManyRedirects("", request=httpx.Request("GET", url))


def _now() -> datetime:
    return datetime.now(UTC)


async def _body(response: httpx.Response, address: str) -> bytes:
    # The limit is on unpacked bytes, so that a small packed answer cannot unpack without end.
    pieces, size = [], 0
    async for piece in response.aiter_bytes():
        size += len(piece)
        if size > LIMIT:
            raise too_large(address, size)
        pieces.append(piece)
    return b"".join(pieces)


async def refuse_private(url: httpx.URL, address: str, admit: Admit) -> None:
    """Raises InputError where any answer to the name's look-up is not to be connected to."""
    port = url.port or (443 if url.scheme == "https" else 80)
    answers = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    for ip in {ip_address(answer[4][0]) for answer in answers}:
        if not admit(url.host, ip, port):
            raise InputError("refused", source=address, why=f"{url.host} ({ip}) is not a public address")


def is_public(host: str, ip: IPv4Address | IPv6Address, port: int) -> bool:
    """The rule where no other is given."""
    return ip.is_global


def checked(address: str, asked: str | None = None) -> httpx.URL:
    """The address taken apart. Raises InputError, naming ``asked``, where it is no plain http(s) address."""
    url = httpx.URL(address)
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError("refused", source=asked or address, why="not an http(s) address")
    if url.userinfo:
        raise InputError("refused", source=asked or address, why="a name and password stand in it")
    return url
