"""The press, followed: sources asked when they are due, what they announce visited, read and kept.

Everything that is to be done stands in the store before it is done, and is crossed off after it is kept: a run that is
stopped at any moment is completed by the next, and a page that is read twice is kept once.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain
from threading import Event
from typing import Any, Literal, NamedTuple, cast

from musnad import workers
from musnad.errors import InputError, MusnadError, StoreError
from musnad.export.templating import is_web_address
from musnad.gather import feeds, folders, gather
from musnad.gather.archiving import Archive
from musnad.gather.feeds import Entry
from musnad.gather.fetching import page_of_visit
from musnad.gather.twins import main_address
from musnad.gather.visiting import Answer, Manner, Wanted, visit_all
from musnad.messages import say
from musnad.model import Page, PageFailure, Reading
from musnad.store import Announced, Followed, Outcome, Store, Visited, utc_now, utc_text

_LONGEST_ADDRESS = 2000
_SOURCES_AT_ONCE, _AT_ONCE = 32, 400  # taken at a time: the rest is for other workers
_RENEWED_EVERY = 60.0  # seconds
Read = Callable[[Page], Reading | PageFailure]
Now = Callable[[], datetime]
Nothing = Literal["unchanged", "twin"]


@dataclass(slots=True)
class Round:
    """What came of one round: sources asked and answered, pages by outcome (``added`` …), and what failed."""

    asked: int = 0
    answered: int = 0
    announced: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[PageFailure] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to do."""
        return not (self.asked or self.outcomes or self.failures)


@dataclass(frozen=True, slots=True)
class Follower:
    """Who follows: the store and the archive it keeps things in, how it reads, how it visits, what time it is; its name
    among the workers of the store; ``stop`` ends a round early."""

    store: Store
    archive: Archive
    read: Read
    manner: Manner = field(default_factory=Manner)
    now: Now = utc_now
    worker: str = field(default_factory=workers.own_name)
    stop: Event = field(default_factory=Event)

    def round(self, longest: float = math.inf) -> Round:
        """Ask the sources that are due and visit the addresses that wait, until there are none, or until about
        ``longest`` seconds have passed. Raises StoreError."""
        found, until = Round(), time.monotonic() + longest
        self._bury_the_dead()
        turn = _Turn(self)
        try:
            while not self.stop.is_set() and time.monotonic() < until:
                asked = self._ask_sources(found, turn)
                waiting = self.store.following.waiting(self.now(), _AT_ONCE, self.worker)
                self._visit(waiting, found, turn)
                if not (asked or waiting):
                    break
        finally:
            with suppress(StoreError):  # a turn that cannot be given back runs out
                pause = timedelta(seconds=self.manner.pace)
                self.store.following.end_turns(self.worker, self.now() + pause)
        return found

    def next_moment(self) -> datetime | None:
        """When there is something to do again. Raises StoreError."""
        return self.store.following.next_moment(self.now(), self.worker)

    def _bury_the_dead(self) -> None:
        """Take back at once what killed processes of this machine hold."""
        now = self.now()
        for name in self.store.following.workers(now):
            if workers.is_dead(name):
                self.store.following.end_turns(name, now)

    def _ask_sources(self, found: Round, turn: _Turn) -> bool:
        """Whether any was due."""
        due = {source.address: source for source in self.store.following.due(self.now(), self.worker, _SOURCES_AT_ONCE)}
        for source in due.values():
            if folders.is_folder(source.address):
                self._read_folder(source, found)
                turn.goes_on()
        asked = (source for source in due.values() if not folders.is_folder(source.address))
        wanted = [Wanted(source.address, source.etag, source.modified) for source in asked]
        for answer in chain.from_iterable(visit_all(wanted, self.manner, self.archive.keep)):
            source = due[answer.wanted.url]
            found.asked += 1
            failure = answer.failure or self._announce(source, answer, found)
            if failure:
                found.failures.append(failure)
                problem = (failure.code, dict(failure.values))
                self.store.following.failed(source, self.now(), problem, answer.later)
            turn.goes_on(answer)
            if self.stop.is_set():
                break
        return bool(due)

    def _read_folder(self, source: Followed, found: Round) -> None:
        """Read what came into a folder; what cannot be read is said once, and read again when it changes."""
        found.asked += 1
        try:
            files = folders.changed(source.address, int(source.modified or 0))
        except InputError as error:
            found.failures.append(PageFailure(source.address, error.code, error.values))
            self.store.following.failed(source, self.now(), (error.code, error.values), None)
            return
        found.answered += 1
        for file in files:
            for page in gather(file.path, Page("", outlet=source.outlet)):
                reading = page if isinstance(page, PageFailure) else self.read(page)
                if isinstance(reading, PageFailure):
                    found.failures.append(reading)
                else:
                    found.outcomes[self.store.add(reading)] += 1
        newest = str(files[-1].moment) if files else source.modified
        self.store.following.asked(source, self.now(), None, newest)

    def _announce(self, source: Followed, answer: Answer, found: Round) -> PageFailure | None:
        """Keep what a source announces; the reason where it announces nothing."""
        assert answer.found is not None
        try:
            announced = list(_announced(answer, source))
        except InputError as error:
            return PageFailure(source.address, error.code, error.values)
        except Exception as error:  # a defect met in one source costs that source
            return defect(source.address, error)
        found.answered += 1
        if answer.found.status == 304:
            self.store.following.still_announced(source, self.now())
        else:
            found.announced += self.store.following.announce(source, announced, self.now())
        etag, modified = answer.found.header("etag"), answer.found.header("last-modified")
        self.store.following.asked(source, self.now(), etag or source.etag, modified or source.modified)
        return None

    def _visit(self, waiting: Sequence[Announced], found: Round, turn: _Turn) -> None:
        pages = {each.address: each for each in waiting}
        wanted = [Wanted(each.address, each.etag, each.modified) for each in waiting]
        for answers in visit_all(wanted, self.manner, self.archive.keep):
            came: list[_Came] = []
            try:
                for answer in answers:
                    page = pages[answer.wanted.url]
                    came.append(_Came(page, answer, answer.failure or self._reading_of(page, answer)))
                    turn.goes_on(answer)
                    if self.stop.is_set():
                        break
            finally:
                self._keep(came, found)
            if self.stop.is_set():
                break

    def _reading_of(self, page: Announced, answer: Answer) -> Reading | PageFailure | Nothing:
        """What is read of an answer; the reason where it cannot be read, or why there is nothing to keep."""
        assert answer.found is not None
        if answer.found.status == 304:
            return "unchanged"
        known = Page("", outlet=page.outlet, url=page.address, announced=page.published)
        try:
            gathered = page_of_visit(answer.found, page.address, known)
        except InputError as error:
            return PageFailure(page.address, error.code, error.values)
        main = main_address(gathered.content, page.address)
        if main != page.address and self.store.following.is_announced(main):
            return "twin"  # the page itself is visited on its own
        gathered, kept = replace(gathered, url=main), answer.kept
        return self.read(replace(gathered, record=kept.record, digest=kept.digest) if kept else gathered)

    def _keep(self, came: Sequence[_Came], found: Round) -> None:
        """Keep what was read, then cross its addresses off; those that failed are tried again."""
        failed = [(each, each.what) for each in came if isinstance(each.what, PageFailure)]
        read = [each for each in came if isinstance(each.what, Reading)]
        found.outcomes.update(each.what for each in came if isinstance(each.what, str))
        for each, outcome in self._added(read):
            if isinstance(outcome, PageFailure):
                failed.append((each, outcome))
            else:
                found.outcomes[outcome] += 1
        missed = {each.page.id for each, _ in failed}
        self.store.following.visited([each.visited for each in came if each.page.id not in missed], self.now())
        for each, failure in failed:
            found.failures.append(failure)
            problem = (failure.code, dict(failure.values))
            self.store.following.missed(each.page.id, self.now(), problem, each.answer.later)

    def _added(self, read: Sequence[_Came]) -> list[tuple[_Came, Outcome | PageFailure]]:
        """What became of readings that are kept together; a defect met in one costs that one."""
        try:
            return list(zip(read, self.store.add_all(cast("Reading", each.what) for each in read), strict=True))
        except MusnadError:
            raise
        except Exception as error:
            if len(read) > 1:
                return [pair for each in read for pair in self._added([each])]
            return [(read[0], defect(read[0].page.address, error))]


@dataclass(slots=True)
class _Turn:
    """The turn of a follower at its hosts: renewed while it goes on, given back where a host asks for a rest."""

    follower: Follower
    renewed: float = field(default_factory=time.monotonic)

    def goes_on(self, answer: Answer | None = None) -> None:
        following, now = self.follower.store.following, self.follower.now()
        if answer and answer.later is not None:
            following.rest(answer.wanted.url, now + timedelta(seconds=answer.later))
        if time.monotonic() - self.renewed > _RENEWED_EVERY:
            following.keep_turns(self.follower.worker, now)
            self.renewed = time.monotonic()


class _Came(NamedTuple):
    """What came of one visit."""

    page: Announced
    answer: Answer
    what: Reading | PageFailure | Nothing

    @property
    def visited(self) -> Visited:
        """Its address, to be crossed off; with what its site said of it, where there was something new."""
        if self.answer.found is None or not isinstance(self.what, Reading):
            return Visited(self.page.id)
        is_article = any(zone.zone == "body" for zone in self.what.article.zones)
        tags = (self.answer.found.header(name) for name in ("etag", "last-modified"))
        return Visited(self.page.id, is_article, *tags)


def defect(address: str, error: Exception) -> PageFailure:
    """A defect met at an address, named."""
    why = f"{type(error).__name__}: {error}"[:200]
    return PageFailure(address, "defect", {"source": address, "why": why})


def check_source(address: str) -> None:
    """Raises InputError where an address is none of the web; whether it is public is seen when it is asked."""
    if not is_web_address(address) or len(address) > _LONGEST_ADDRESS:
        raise InputError("refused", source=address[:_LONGEST_ADDRESS], why="not an http(s) address")


def troubles(source: Followed) -> list[tuple[str, dict[str, Any]]]:
    """What is wrong with a source: the codes of sentences and their values."""
    odd = [("follow.no_articles", {"source": source.address})] if source.gives_no_articles else []
    return [source.problem, *odd] if source.problem else odd


def problems(source: Followed, wanted: str) -> list[str]:
    """What is wrong with a source, in sentences."""
    return [say(code, wanted, **values) for code, values in troubles(source)]


def source_record(source: Followed, wanted: str) -> dict[str, object]:
    """A source as JSON; its problems as sentences in the language wanted."""
    moments = {"asked": source.asked, "succeeded": source.succeeded, "next": source.next}
    return {
        "address": source.address,
        "outlet": source.outlet,
        "minutes": source.minutes,
        **{name: utc_text(at) if at else None for name, at in moments.items()},
        "failures": source.failures,
        "pages": source.pages,
        "waiting": source.waiting,
        "problems": problems(source, wanted),
    }


def _announced(answer: Answer, source: Followed) -> Iterator[Entry]:
    """What a source's answer announces: a feed's or a site map's pages; any other page announces itself."""
    if answer.found is None or answer.found.status == 304:
        return
    page = page_of_visit(answer.found, source.address, Page(""))
    if not feeds.is_feed(page.content):
        yield Entry(source.address)
        return
    entries = feeds.entries(page.content, answer.found.url)
    if not entries:
        raise InputError("feed_empty", source=source.address)
    yield from entries
