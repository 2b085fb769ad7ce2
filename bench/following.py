"""How fast a press of many sites is followed, what it holds in memory, and what kills do to it.

Usage: ``python bench/following.py [--sources 100] [--pages 10000] [--workers 2] [--minutes 30] [--unread] [--kills 200]
[--only rate,kills]``.
A server of its own on loopback plays the sites (one address of 127.0.0.0/8 each); the pages are the samples' articles
with one word in four another. ``--unread`` keeps one reading for all pages: what is left is the following itself,
without the caches of reading, which fill for thousands of pages. The server's own time is not in the CPU seconds; it
does share the machine. After ``--minutes`` it ends, however many pages wait; rate and memory are told every five.
Bars: 30 pages/s fetched, read and kept on two cores; memory flat within 10 %; 200 kills: nothing lost, nothing doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import multiprocessing
import queue
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from kills import killed  # noqa: E402
from press import Site  # noqa: E402

from musnad.cli.running import attempt  # noqa: E402
from musnad.following import Follower  # noqa: E402
from musnad.gather import gather  # noqa: E402
from musnad.gather.archiving import Archive  # noqa: E402
from musnad.gather.visiting import Manner  # noqa: E402
from musnad.model import Page, PageFailure, Reading  # noqa: E402
from musnad.store import Store, open_store, utc_now  # noqa: E402

Paragraphs = list[str]
_BODY = ("lede", "body")


def samples() -> list[Paragraphs]:
    """The articles of the samples: headline first, then paragraphs."""
    found = []
    for path in sorted(ROOT.glob("samples/*")):
        for page in gather(str(path)) if path.suffix in (".txt", ".html") else ():
            reading = attempt(page) if isinstance(page, Page) else None
            if reading is None or not hasattr(reading, "article"):
                continue
            text = reading.article.text
            body = [text[zone.span.start : zone.span.end] for zone in reading.article.zones if zone.zone in _BODY]
            if sum(map(len, body)) > 400:
                found.append([text[reading.article.headline.start : reading.article.headline.end], *body]
                             if reading.article.headline else body)  # fmt: skip
    return found


class Pages:
    """Pages without end, each its own: ``/17`` of a site is the same whenever it is asked for."""

    def __init__(self) -> None:
        self.base = samples()
        self.words: dict[int, list[str]] = {}
        for word in dict.fromkeys(word for page in self.base for each in page for word in each.split()):
            self.words.setdefault(len(word), []).append(word)

    def html(self, number: int) -> bytes:
        chance = random.Random(number)
        headline, *body = (self._varied(each, chance) for each in self.base[number % len(self.base)])
        paragraphs = "".join(f"<p>{escape(each)}</p>" for each in body)
        links = "".join(f'<li><a href="/{at}">{escape(body[0][:50])}</a></li>' for at in range(12))
        head = f"<title>{escape(headline)}</title><style>{'p { margin: 0 }' * 200}</style>"
        return (
            f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{head}</head><body><nav><ul>{links}'
            f"</ul></nav><article><h1>{escape(headline)} {number}</h1>{paragraphs}</article></body></html>"
        ).encode()

    def _varied(self, words: str, chance: random.Random) -> str:
        return " ".join(
            chance.choice(self.words[len(word)]) if chance.random() < 0.25 else word for word in words.split()
        )


def serve(ready: multiprocessing.Event, port: multiprocessing.Value, of_a_site: int) -> None:
    """All sites, until killed."""
    pages = Pages()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                site = int(writer.get_extra_info("sockname")[0].rpartition(".")[2])
                kind, body = _answer(path, site)
                head = (
                    f"HTTP/1.1 {200 if body else 404} -\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                )
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(path: str, site: int) -> tuple[str, bytes]:
        if path == "/feed":
            links = (f"<item><link>http://127.0.0.{site}:{port.value}/{at}</link></item>" for at in range(of_a_site))
            return "application/rss+xml", f'<rss version="2.0"><channel>{"".join(links)}</channel></rss>'.encode()
        if path == "/robots.txt":
            return "text/plain", b""
        return "text/html; charset=utf-8", pages.html(site * of_a_site + int(path[1:]))

    async def run() -> None:
        server = await asyncio.start_server(answer, "0.0.0.0", 0)
        port.value = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    asyncio.run(run())


def reader(unread: bool) -> Callable[[Page], Reading | PageFailure]:
    """What reads the pages, or what gives the same reading for each."""
    same = attempt(Page("افتتاح المرفأ\nقال الوزير إن المرفأ سيفتتح غدا.", "article"))
    if not unread or isinstance(same, PageFailure):
        return attempt
    return lambda page: replace(same, id=str(page.url), page=page, article=replace(same.article, url=page.url))


def follow(
    place: Path,
    folder: Path,
    told: multiprocessing.Queue | None = None,
    unread: bool = False,
    seconds: float = math.inf,
) -> None:
    """One worker, until there is nothing to do or the time is over."""
    manner = Manner(0, admit=lambda host, ip, port: ip.is_loopback)
    sizes, last, made = [], time.monotonic(), reader(unread)
    until = last + seconds

    def read(page: Page):
        nonlocal last
        if told and time.monotonic() - last > 1:
            sizes.append((_spent(), _memory()))
            last = time.monotonic()
        return made(page)

    with open_store(place) as store, Archive(folder, "Musnad/bench") as archive:
        follower = Follower(store, archive, read, manner, utc_now)
        left = True
        while left and time.monotonic() < until:
            follower.round(until - time.monotonic())
            time.sleep(0.1)
            left = any(source.waiting or not source.asked for source in store.following.all())
    if told:
        told.put((_spent(), sizes))


def _spent() -> float:
    """Seconds of CPU of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory() -> float:
    """Megabytes that this process has in memory (proc(5))."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def rate(sources: int, pages: int, workers: int, unread: bool, minutes: float) -> None:
    ready, port = multiprocessing.Event(), multiprocessing.Value("i", 0)
    server = multiprocessing.Process(target=serve, args=(ready, port, pages // sources), daemon=True)
    server.start()
    ready.wait()
    with TemporaryDirectory() as folder:
        place = Path(folder) / "musnad.db"
        with open_store(place) as store:
            for site in range(1, sources + 1):
                store.following.add(f"http://127.0.0.{site}:{port.value}/feed", f"صحيفة {site}", 600, utc_now())
        _warm(Path(folder) / "warm.db")
        told: multiprocessing.Queue = multiprocessing.Queue()
        processes = [
            multiprocessing.Process(target=follow, args=(place, Path(folder) / "archive", told, unread, 60 * minutes))
            for _ in range(workers)
        ]
        start = time.monotonic()
        for process in processes:
            process.start()
        with open_store(place) as store:
            spent = _waited_for(told, workers, store, start)
            wall, cpu = time.monotonic() - start, sum(seconds for seconds, _ in spent)
            kept, versions = store.counts()["pages"], store.counts()["versions"]
        for process in processes:
            process.join()
    server.kill()
    print(
        f"followed                  {sources} sources, {kept:,} pages ({versions:,} versions) by {workers} workers: "
        f"{kept / wall:.1f} pages/s by the clock, {1000 * cpu / kept:.1f} ms of CPU a page: "
        f"{workers * kept / cpu:.1f} pages/s on {workers} cores of their own"
    )
    for number, (_, sizes) in enumerate(spent, start=1):
        _tell_memory(number, sizes)


def _warm(place: Path) -> None:
    """Models and dictionaries are loaded before the clock runs."""
    reading = attempt(Page("قال الوزير إن المرفأ سيفتتح غدا."))
    assert isinstance(reading, Reading)
    with open_store(place) as store:
        store.add(reading)


def _waited_for(told: multiprocessing.Queue, workers: int, store: Store, start: float) -> list:
    """What the workers tell at their end; meanwhile the rate is told every five minutes."""
    spent, minutes = [], 5
    while len(spent) < workers:
        try:
            spent.append(told.get(timeout=max(0.1, start + 60 * minutes - time.monotonic())))
        except queue.Empty:
            print(f"after {minutes:3} minutes         {store.counts()['pages']:,} pages", flush=True)
            minutes += 5
    return spent


def _tell_memory(number: int, told: list[tuple[float, float]]) -> None:
    """Memory after each five minutes of the worker's own CPU, and how it grew from the second quarter to the last."""
    if len(told) < 8:
        return
    sizes, quarter = [size for _, size in told], len(told) // 4
    every = {int(spent // 300): size for spent, size in told}
    steps = " ".join(f"{5 * (at + 1)} min: {size:.0f}" for at, size in every.items())
    print(f"memory of worker {number}        MB by minutes of its CPU: {steps}")
    early, late = statistics.median(sizes[quarter : 2 * quarter]), statistics.median(sizes[-quarter:])
    grown = 100 * (late / early - 1)
    print(f"memory of worker {number}        {early:.0f} MB, in the last quarter {late:.0f} MB: {grown:+.1f} %")


def kills(count: int, at_a_store: int = 10) -> None:
    """So many kills at random moments, a few on each store; then each store must hold all, once."""
    chance, made = random.Random(11), Pages()
    sites = [Site() for _ in range(6)]
    for number, site in enumerate(sites):
        for at in range(20):
            site.article(f"/{at}", f"خبر {number} {at}", *made.base[at % len(made.base)][1:4])
        site.feed(*(f"/{at}" for at in range(20)))
    died = wrong = 0
    start = time.monotonic()
    while died < count:
        with TemporaryDirectory() as folder:
            died += _killed(Path(folder), sites, chance, min(at_a_store, count - died))
            wrong += _is_wrong(Path(folder), sites)
    print(
        f"kills                     {died} at random moments of {time.monotonic() - start:.0f} s: "
        f"{wrong} stores with a page lost, doubled or unsound"
    )


def _killed(folder: Path, sites: list[Site], chance: random.Random, wanted: int) -> int:
    with open_store(folder / "musnad.db") as store:
        for site in sites:
            store.following.add(site.at("/feed"), None, 600, utc_now())
    return sum(killed(_work(folder), 0.8, chance) for _ in range(wanted))


def _work(folder: Path) -> Callable[[], None]:
    return lambda: follow(folder / "musnad.db", folder / "archive")


def _is_wrong(folder: Path, sites: list[Site]) -> bool:
    _work(folder)()
    with open_store(folder / "musnad.db") as store:
        found = sorted((row.headline or "", row.versions) for row in store.pages(limit=1000))
        awaited = sorted((f"خبر {number} {at}", 1) for number in range(len(sites)) for at in range(20))
        return found != awaited or bool(list(store.examine()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--unread", action="store_true")
    parser.add_argument("--only", default="rate,kills")
    given = parser.parse_args()
    multiprocessing.set_start_method("fork")
    if "rate" in given.only:
        rate(given.sources, given.pages, given.workers, given.unread, given.minutes)
    if "kills" in given.only:
        kills(given.kills)


if __name__ == "__main__":
    main()
