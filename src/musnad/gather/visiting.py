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
from musnad.gather.fetching import REDIRECTS, Admit, Visit, open_client, visit
from musnad.gather.manners import AGENT, Manners, Paces, Said
from musnad.model import PageFailure

_HOSTS_AT_ONCE = 16
_WAITING_READINGS = 64  # answers that may wait for their reader
_HANDFUL = 16
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


def visit_all(wanted: Iterable[Wanted], manner: Manner, keep: Keep | None = None) -> Iterator[list[Answer]]:
    """Visit all, in the order in which hosts answer; at most one visit at a time to a host, at the manner's pace. The
    answers come by the handful: those that are there, one at least.

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
        ended = False
        while not ended:
            found = _handful(answers)
            ended = found[-1] is None
            if some := [answer for answer in found if isinstance(answer, Answer)]:
                yield some
            for error in found:
                if isinstance(error, BaseException):
                    raise error
    finally:
        stopped.set()
        while worker.is_alive():  # nobody takes its answers any more: make room until it sees so
            with suppress(queue.Empty):
                answers.get(timeout=0.05)
        worker.join()


def _handful(answers: queue.Queue[Answer | BaseException | None]) -> list[Answer | BaseException | None]:
    """What is there, up to the end (None): one thing is waited for."""
    found = [answers.get()]
    while found[-1] is not None and len(found) < _HANDFUL:
        try:
            found.append(answers.get_nowait())
        except queue.Empty:
            break
    return found


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
            await asyncio.gather(*(self._visit_host(each, free) for each in by_host.values()))
        except BaseException as error:  # a full disk, a defect: told to whoever waits for answers
            await asyncio.to_thread(self._answers.put, error)
        finally:
            await asyncio.to_thread(self._answers.put, None)

    async def _visit_host(self, wanted: list[Wanted], free: asyncio.Semaphore) -> None:
        # A client of its own: one for all looks through the connections to all hosts at each visit.
        async with free, self._client() as client:
            for each in wanted:
                if self._stopped.is_set():
                    return
                answer = await self._answer(client, each)
                await asyncio.to_thread(self._answers.put, answer)

    def _client(self) -> httpx.AsyncClient:
        return open_client(self._manner.admit, self._manner.agent)

    async def _answer(self, client: httpx.AsyncClient, wanted: Wanted) -> Answer:
        try:
            found = await self._found(client, wanted)
        except _ToRest as error:
            return Answer(wanted, None, _failure(error, wanted), error.seconds)
        except InputError as error:
            return Answer(wanted, None, _failure(error, wanted))
        if found.status in _LATER:
            later = _seconds(found.header("retry-after"))
            self._manners.rest(found.url, later)
            return Answer(wanted, None, _failure(InputError("asked_to_wait"), wanted), later)
        if found.status != 304 and not 200 <= found.status < 300:
            return Answer(wanted, None, _failure(InputError("http_status", status=found.status), wanted))
        kept = self._keep(found, wanted.url) if self._keep and found.status != 304 else None
        return Answer(wanted, found, kept=kept)

    async def _found(self, client: httpx.AsyncClient, wanted: Wanted) -> Visit:
        """The answer at the end of all redirects; another host on the way is asked by its own rules, in its turn."""
        url = wanted.url
        for _ in range(REDIRECTS + 1):
            if not await self._manners.may_visit(url):
                raise InputError("robots_forbid", source=url)
            if (resting := self._manners.resting(url)) > _LONGEST_WAIT:
                raise _ToRest(resting)
            await self._manners.turn(url)
            found = await visit(client, url, self._manner.admit, _conditions(wanted), stay=True)
            if found.elsewhere is None:
                return found
            url = found.elsewhere
        raise InputError("unreachable", source=wanted.url, why=f"more than {REDIRECTS} redirects")

    async def _robots(self, url: str) -> str:
        async with self._client() as client:
            found = await visit(client, url, self._manner.admit)
        if 200 <= found.status < 300:
            return found.raw[:500_000].decode("utf-8", "replace")  # RFC 9309, 2.5: at least 500 kibibytes are read
        if found.status >= 500 or found.status == 429:
            raise InputError("robots_unavailable", status=found.status)
        return ""


class _ToRest(InputError):
    """A host asked for a rest that is still long."""

    def __init__(self, seconds: float) -> None:
        super().__init__("asked_to_wait")
        self.seconds = seconds


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
    named = error.values.get("source") if error.code == "robots_forbid" else None  # another host's, after a redirect
    return PageFailure(wanted.url, error.code, {**error.values, "source": named or wanted.url})


def _host(url: str) -> str:
    try:
        return httpx.URL(url).netloc.decode("ascii", "replace").lower()
    except httpx.InvalidURL:
        return ""
