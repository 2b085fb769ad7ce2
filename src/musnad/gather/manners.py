"""How a guest behaves: what a site's robots.txt allows, and how often a host is asked.

RFC 9309: a robots.txt that is missing (4xx) allows all, one that cannot be had (5xx, no answer) forbids all until it
can. ``Crawl-delay``, though no part of it, is kept where a site gives one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from musnad.errors import InputError

AGENT = "Musnad"
_LONGEST_DELAY = 30.0  # seconds; a longer Crawl-delay is kept as this
_ROBOTS_KEPT = 24 * 3600.0  # seconds, the longest that RFC 9309 (2.4) has a copy used
_FORBIDDEN_KEPT = 600.0

#: Gets ``robots.txt``: its text, empty where there is none. Raises InputError where it cannot be had.
GetRobots = Callable[[str], Awaitable[str]]


@dataclass(slots=True)
class _Rules:
    robots: Protego | InputError
    until: float


#: What sites have said in robots.txt, by host; to be kept from one tour to the next.
Said = dict[str, _Rules]
#: The moment (``time.monotonic``) at which each host may be asked again.
Paces = dict[str, float]


@dataclass(slots=True)
class _Host:
    name: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rests_until: float = 0.0


class Manners:
    """Keeps the pace at each host; one visit at a time to each, ``pace`` seconds between two. ``said`` and ``paces``
    grow, and are handed on from one tour to the next."""

    def __init__(self, get_robots: GetRobots, pace: float, said: Said, paces: Paces) -> None:
        self._get_robots, self._pace, self._said, self._paces = get_robots, pace, said, paces
        self._hosts: dict[str, _Host] = {}

    async def may_visit(self, url: str) -> bool:
        """Whether the site's robots.txt allows this address. Raises InputError where it cannot be had."""
        host = self._host(url)
        async with host.turn:
            rules = self._said.get(host.name)
            if rules is None or time.monotonic() >= rules.until:
                rules = self._said[host.name] = await self._read_robots(url)
        if isinstance(rules.robots, InputError):
            raise InputError(rules.robots.code, **rules.robots.values)
        return rules.robots.can_fetch(url, AGENT)

    async def turn(self, url: str) -> None:
        """Wait until the host may be asked again, and take that turn."""
        host = self._host(url)
        async with host.turn:
            free_at = max(host.rests_until, self._paces.get(host.name, 0.0))
            await asyncio.sleep(max(0.0, free_at - time.monotonic()))
            rules = self._said.get(host.name)
            delay = rules.robots.crawl_delay(AGENT) if rules and isinstance(rules.robots, Protego) else None
            self._paces[host.name] = time.monotonic() + min(_LONGEST_DELAY, max(self._pace, float(delay or 0)))

    def rest(self, url: str, seconds: float) -> None:
        """Leave the host alone for so long, as it asked (RFC 9110, 10.2.3, ``Retry-After``)."""
        host = self._host(url)
        host.rests_until = max(host.rests_until, time.monotonic() + seconds)

    def resting(self, url: str) -> float:
        """Seconds for which the host still asked to be left alone."""
        return max(0.0, self._host(url).rests_until - time.monotonic())

    async def _read_robots(self, url: str) -> _Rules:
        parts = urlsplit(url)
        try:
            text = await self._get_robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        except InputError as error:
            return _Rules(error, time.monotonic() + _FORBIDDEN_KEPT)
        return _Rules(Protego.parse(text), time.monotonic() + _ROBOTS_KEPT)

    def _host(self, url: str) -> _Host:
        name = urlsplit(url).netloc.lower()
        return self._hosts.setdefault(name, _Host(name))
