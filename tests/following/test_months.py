"""Months of following: kills, a dead database, a full disk, other workers. Nothing is lost, nothing doubled."""

from __future__ import annotations

import os
import random
import resource
import signal
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from databases import new_place
from fastwarc.warc import ArchiveIterator
from following.desk import SAID, Desk, manner
from kills import killed, seconds_of
from press import Site

from musnad import workers
from musnad.alerts import Told
from musnad.cli.running import attempt
from musnad.errors import MusnadError, StoreError
from musnad.following import Follower, Round
from musnad.gather.archiving import Archive
from musnad.gather.fetching import Visit
from musnad.model import Page
from musnad.store import open_store, utc_now
from musnad.watching import Watch


def press(count: int, articles: int) -> tuple[list[Site], list[str]]:
    """Sites with a feed of articles each, and the headlines of all."""
    sites, headlines = [Site() for _ in range(count)], []
    for number, site in enumerate(sites):
        for at in range(articles):
            headlines.append(f"خبر {number} {at}")
            site.article(f"/{at}", headlines[-1], SAID)
        site.feed(*(f"/{at}" for at in range(articles)))
    return sites, sorted(headlines)


def follow(place: str | Path, folder: Path) -> None:
    """One round of a process of its own."""
    with open_store(place) as store, Archive(folder, "Musnad/test") as archive:
        Follower(store, archive, attempt, manner(), utc_now).round()


@pytest.mark.parametrize("kills", [pytest.param(5, marks=pytest.mark.slow)])
def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path: Path, kills: int) -> None:
    sites, headlines = press(3, 8)
    place, chance = tmp_path / "musnad.db", random.Random(3)
    attempt(Page(SAID))  # models are loaded once, not in each process

    def follow_all(store: Path = place) -> None:
        with open_store(store) as opened:
            for site in sites:
                opened.following.add(site.at("/feed"), None, 5, utc_now())
        follow(store, tmp_path / "archive")

    longest = seconds_of(lambda: follow_all(tmp_path / "another.db"))
    died = sum(killed(follow_all, longest / 2, chance) for _ in range(kills))
    assert died
    follow_all()
    with open_store(place) as store:
        assert sorted(row.headline or "" for row in store.pages(limit=100)) == headlines
        assert all(row.versions == 1 for row in store.pages(limit=100))
        assert all(source.waiting == 0 for source in store.following.all())
        assert list(store.examine()) == []
        kept = {reading["archived"]["record"] for reading in store.readings()}
    assert kept <= {record for file in (tmp_path / "archive").iterdir() for record in _records(file)}


def _records(file: Path) -> list[str]:
    with file.open("rb") as stream:
        return [str(record.record_id) for record in ArchiveIterator(stream)]


def test_a_process_that_was_killed_is_known_to_be_dead() -> None:
    assert not workers.is_dead(workers.own_name())
    assert not workers.is_dead("another-machine/pid:[1] 17 abcd")
    pid = os.fork()
    if not pid:
        signal.pause()
    name = workers.own_name().replace(f" {os.getpid()} ", f" {pid} ")
    assert not workers.is_dead(name)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert workers.is_dead(name)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_several_workers_share_the_hosts_and_visit_each_page_once(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    sites, headlines = press(6, 4)
    place = str(tmp_path / "musnad.db")
    if database == "postgresql":
        place = new_place(request.getfixturevalue("server"), "workers")
    desks = [Desk(tmp_path, place) for _ in range(3)]
    desks[0].follow(*(site.at("/feed") for site in sites))
    threads = [threading.Thread(target=desk.round) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for desk in desks:
        desk.round()  # what one was just taking the others left to the next round
    assert desks[0].headlines() == headlines
    asked = Counter({(site.port, path): count for site in sites for path, count in site.asked.items()})
    assert {path for (_, path), count in asked.items() if count > 1} <= {"/robots.txt"}
    assert not list(desks[0].store.examine())
    for desk in desks:
        desk.close()


def test_a_host_where_another_worker_is_is_left_to_it(desk: Desk, site: Site, tmp_path: Path) -> None:
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1"))
    (source,) = desk.store.following.due(desk.clock(), "another 1 a", 9)
    assert source.address == site.at("/feed")
    assert desk.round().asked == 0
    assert desk.follower.next_moment() > desk.clock()
    desk.clock.on(minutes=11)  # the other one has not been heard of since
    assert desk.round().asked == 1


def test_a_pause_that_a_site_asked_for_binds_every_worker(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1"))
    desk.store.following.due(desk.clock(), "another 1 a", 9)
    later = desk.clock.moment.replace(hour=20)
    desk.store.following.rest(site.at("/1"), later)
    assert desk.round().asked == 0
    assert desk.follower.next_moment() == later


def test_a_full_disk_tears_no_record_and_the_page_comes_later(tmp_path: Path) -> None:
    headers, body = (("content-type", "text/html"),), os.urandom(50_000)
    first, visit = (Visit(f"http://a.example/{at}", 200, headers, body, None, _zoned()) for at in "ab")
    with Archive(tmp_path, "Musnad/test") as archive:
        archive.keep(first, first.url)
        (file,) = tmp_path.iterdir()
        with _file_limit(file.stat().st_size + 20_000), pytest.raises(StoreError) as told:
            archive.keep(visit, visit.url)
        assert told.value.code == "archive_unwritable"
        kept = archive.keep(visit, visit.url)
    records = _records(file)
    assert len(records) == 3
    assert records[-1] == kept.record


def test_a_round_on_a_full_disk_ends_and_its_pages_wait(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    site.article("/2", "خبر ثان", SAID)
    desk.follow(site.feed("/1", "/2"))
    keep = desk.archive.keep
    desk.archive.keep = _full  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        desk.round()
    desk.archive.keep = keep  # type: ignore[method-assign]
    desk.round()
    assert desk.headlines() == ["خبر", "خبر ثان"]


def test_a_database_that_dies_is_waited_for(tmp_path: Path, server: str) -> None:
    import psycopg

    sites, headlines = press(1, 3)
    read = []

    def read_once_it_is_dead(page: Page):
        if not read:
            with psycopg.connect(server) as other:
                other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        read.append(page)
        return attempt(page)

    desk = Desk(tmp_path, new_place(server, "dead"), read_once_it_is_dead)
    desk.follow(sites[0].at("/feed"))
    complaints = _watched(desk, until=lambda: desk.headlines() == headlines)
    assert [each.code for each in complaints] == ["store_unreachable"]
    desk.close()


def test_a_defect_in_one_round_does_not_end_the_watch(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1"))
    asked = []

    def now():
        asked.append(1)
        if len(asked) == 1:
            raise RuntimeError("a defect")
        return desk.clock()

    follower = Follower(desk.store, desk.archive, attempt, manner(), now, stop=desk.stop)
    complaints = _watched(desk, lambda: desk.headlines() == ["خبر"], follower)
    assert [each.code for each in complaints] == ["crash"]


def test_a_watch_tells_what_is_new_after_each_round(desk: Desk, site: Site) -> None:
    site.article("/1", "خبر", SAID)
    desk.follow(site.feed("/1"))
    reports: list[tuple[Round, Told]] = []
    watch = Watch(desk.follower, lambda *found: reports.append(found), pytest.fail)
    watch.once()
    ((found, told),) = reports
    assert (found.outcomes["added"], told) == (1, Told())


def _watched(desk: Desk, until: Callable[[], bool], follower: Follower | None = None) -> list[MusnadError]:
    """Follow until something holds; the complaints on the way."""
    complaints: list[MusnadError] = []
    done = Event()

    def report(*_: object) -> None:
        if until():
            done.set()
            desk.stop.set()

    watch = Watch(follower or desk.follower, report, complaints.append, first_pause=0.05)
    thread = threading.Thread(target=watch.forever)
    thread.start()
    assert done.wait(20)
    thread.join()
    return complaints


class _file_limit:
    """No file may grow beyond so many bytes, as on a full disk."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> None:
        self.limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.size, self.limits[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self.limits)
        signal.signal(signal.SIGXFSZ, self.handler)


def _full(*_: object) -> None:
    raise StoreError("archive_unwritable", store="archive", why="no space left on device")


def _zoned():
    from datetime import UTC, datetime

    return datetime.now(UTC)
