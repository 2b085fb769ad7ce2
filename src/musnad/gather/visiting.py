"""Many addresses visited as a guest: by robots.txt, at a pace, only what is new, and what was seen kept.

Hosts are visited side by side, each one address at a time. What a site answers is handed to ``keep`` before anything
is made of it, so that a claim can be shown as it stood.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import NamedTuple

import httpx

from musnad.errors import InputError
from musnad.gather.archiving import Kept
from musnad.gather.fetching import Admit, Visit, open_client, visit
from musnad.gather.manners import AGENT, Manners, Paces, Said
from musnad.model import PageFailure

_HOSTS_AT_ONCE = 16
_WAITING_READINGS = 64  # answers that may wait for their reader
_LONGEST_WAIT = 60.0  # seconds; a host that asks for a longer rest is left for another round
_LATER = frozenset({429, 503})
_LATER_SECONDS = 300.0
_LATEST_SECONDS = 24 * 3600.0

Keep = Callable[[Visit, str], Kept]


@dataclass(frozen=True, slots=True)
class Manner:
    """How sites are visited: ``pace`` seconds between two visits to a host, ``contact`` an address or page at which
    the visitor can be reached; ``admit`` replaces the rule that only public addresses are visited (tests only).
    ``said`` is what sites have said in robots.txt: it is asked for once a day; ``paces`` when each may be asked again.
    """

    pace: float = 2.0
    contact: str | None = None
    admit: Admit | None = None
    said: Said = field(default_factory=dict)
    paces: Paces = field(default_factory=dict)

    @property
    def agent(self) -> str:
        """The name under which sites are visited (RFC 9110, 10.1.5)."""
        return f"{AGENT}/{version('musnad')}" + (f" (+{self.contact})" if self.contact else "")


class Wanted(NamedTuple):
    """An address to visit, and what its site said of it the last time (RFC 9110, 8.8)."""

    url: str
    etag: str | None = None
    modified: str | None = None


class Answer(NamedTuple):
    """What came of an address: the site's answer (status 304: nothing new), or why there is none.

    ``later`` is how many seconds the site asked to be left alone, None where it did not; ``kept`` is where the answer
    is kept.
    """

    wanted: Wanted
    found: Visit | None
    failure: PageFailure | None = None
    later: float | None = None
    kept: Kept | None = None


def visit_all(wanted: Iterable[Wanted], manner: Manner, keep: Keep | None = None) -> Iterator[Answer]:
    """Visit all, in the order in which hosts answer; at most one visit at a time to a host, at the manner's pace.

    The visits go on in a thread of their own while answers are taken; leaving the loop early stops them. What ``keep``
    raises ends them, and is raised here.
    """
    wanted = list(wanted)
    if not wanted:
        return
    answers: queue.Queue[Answer | BaseException | None] = queue.Queue(_WAITING_READINGS)
    stopped = threading.Event()
    tour = _Tour(manner, keep, answers, stopped)
    worker = threading.Thread(target=lambda: asyncio.run(tour.go(wanted)), daemon=True)
    worker.start()
    try:
        while (answer := answers.get()) is not None:
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        stopped.set()
        while worker.is_alive():  # nobody takes its answers any more: make room until it sees so
            with suppress(queue.Empty):
                answers.get(timeout=0.05)
        worker.join()


class _Tour:
    def __init__(
        self,
        manner: Manner,
        keep: Keep | None,
        answers: queue.Queue[Answer | BaseException | None],
        stopped: threading.Event,
    ) -> None:
        self._manner, self._keep = manner, keep
        self._answers, self._stopped = answers, stopped
        self._manners = Manners(self._robots, manner.pace, manner.said, manner.paces)

    async def go(self, wanted: list[Wanted]) -> None:
        """Visit, and end with None."""
        by_host: dict[str, list[Wanted]] = {}
        for each in wanted:
            by_host.setdefault(_host(each.url), []).append(each)
        free = asyncio.Semaphore(_HOSTS_AT_ONCE)
        try:
            async with open_client(self._manner.admit, self._manner.agent) as self._client:
                await asyncio.gather(*(self._visit_host(each, free) for each in by_host.values()))
        except BaseException as error:  # a full disk, a defect: told to whoever waits for answers
            await asyncio.to_thread(self._answers.put, error)
        finally:
            await asyncio.to_thread(self._answers.put, None)

    async def _visit_host(self, wanted: list[Wanted], free: asyncio.Semaphore) -> None:
        async with free:
            for each in wanted:
                if self._stopped.is_set():
                    return
                answer = await self._answer(each)
                await asyncio.to_thread(self._answers.put, answer)

    async def _answer(self, wanted: Wanted) -> Answer:
        try:
            if not await self._manners.may_visit(wanted.url):
                raise InputError("robots_forbid", source=wanted.url)
            resting = self._manners.resting(wanted.url)
            if resting > _LONGEST_WAIT:
                return Answer(wanted, None, _failure(InputError("asked_to_wait"), wanted), resting)
            await self._manners.turn(wanted.url)
            found = await visit(self._client, wanted.url, self._manner.admit, _conditions(wanted))
        except InputError as error:
            return Answer(wanted, None, _failure(error, wanted))
        if found.status in _LATER:
            later = _seconds(found.header("retry-after"))
            self._manners.rest(wanted.url, later)
            return Answer(wanted, None, _failure(InputError("asked_to_wait"), wanted), later)
        if found.status != 304 and not 200 <= found.status < 300:
            return Answer(wanted, None, _failure(InputError("http_status", status=found.status), wanted))
        kept = self._keep(found, wanted.url) if self._keep and found.status != 304 else None
        return Answer(wanted, found, kept=kept)

    async def _robots(self, url: str) -> str:
        found = await visit(self._client, url, self._manner.admit)
        if 200 <= found.status < 300:
            return found.raw[:500_000].decode("utf-8", "replace")  # RFC 9309, 2.5: at least 500 kibibytes are read
        if found.status >= 500 or found.status == 429:
            raise InputError("robots_unavailable", status=found.status)
        return ""


def _conditions(wanted: Wanted) -> dict[str, str]:
    named = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.modified}
    return {name: value for name, value in named.items() if value}


def _seconds(retry_after: str | None) -> float:
    """The rest that a site asks for: seconds or a moment (RFC 9110, 10.2.3), a day at most."""
    text = (retry_after or "").strip()
    if text.isdigit():
        asked = float(text)
    else:
        try:
            asked = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            asked = _LATER_SECONDS
    return min(max(asked, 1.0), _LATEST_SECONDS)


def _failure(error: InputError, wanted: Wanted) -> PageFailure:
    return PageFailure(wanted.url, error.code, {**error.values, "source": wanted.url})


def _host(url: str) -> str:
    try:
        return httpx.URL(url).netloc.decode("ascii", "replace").lower()
    except httpx.InvalidURL:
        return ""
