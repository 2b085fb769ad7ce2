"""How fast the site answers over a large store: each kind of page by several clients at once, one process serving.

Usage: ``python bench/web.py [--pages 100000] [--clients 8] [--seconds 60] [--store FILE] [--readings FILE.jsonl]``.
The store is made as ``bench/store.py`` makes it, unless one is given. Bar: p95 150 ms for every page, no error.
Prints p50, p95 and the worst in milliseconds by kind of page, each kind asked by all clients at once for its share of
the time; and by one client alone, so that waiting in the queue can be told from work.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))

from store import ROOT, Varied, readings

from musnad.bookkeeping import refresh
from musnad.store import Store, open_store

PORT = 8765
CHANCE = random.Random(11)


def kinds(store: Store) -> dict[str, Callable[[], str]]:
    """Each kind of page, and an address of it at a time."""
    rows = store.pages(limit=2000)
    words = [word for row in rows for word in (row.headline or "").split() if len(word) > 3]
    ids = [each["id"] for row in rows[:200] for each in (store.reading(row.number) or {"statements": []})["statements"]]
    days = sorted({str(row.published) for row in rows if row.published})
    outlets = [row.outlet for row in rows if row.outlet]
    return {
        "home": lambda: "/",
        "pages": lambda: f"/pages?after={CHANCE.choice(rows).place}",
        "page": lambda: f"/pages/{CHANCE.choice(rows).number}",
        "statement": lambda: f"/statements/{CHANCE.choice(ids)}",
        "search": lambda: f"/search?q={quote(CHANCE.choice(words))}",
        "expectations": lambda: f"/expectations?month={CHANCE.choice(days)[:7]}",
        "timeline": lambda: f"/timeline?q={quote(CHANCE.choice(words))}",
        **({"outlet": lambda: f"/outlets/{quote(CHANCE.choice(outlets))}"} if outlets else {}),
        "review": lambda: "/review",
        "following": lambda: "/following",
        "claims": lambda: "/claims",
        "feed": lambda: f"/search.atom?q={quote(CHANCE.choice(words))}",
        "calendar": lambda: "/expectations.ics",
        "accuracy": lambda: "/accuracy",
    }


@contextmanager
def serving(place: str) -> Iterator[None]:
    """The site in a process of its own."""
    command = [sys.executable, "-m", "musnad", "serve", "--store", place, "--port", str(PORT)]
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert site.stdout
    site.stdout.readline()
    for _ in range(100):
        if answered("/about")[0] == 200:
            break
        time.sleep(0.1)
    try:
        yield
    finally:
        site.terminate()
        site.wait()


def answered(address: str) -> tuple[int, float]:
    """The status of an answer (0 where there was none in a minute), and the milliseconds to its last byte."""
    begun = time.perf_counter()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request("GET", address, headers={"accept": "text/html", "accept-encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        status = answer.status
    except OSError:
        status = 0
    return status, 1000 * (time.perf_counter() - begun)


def asked(address: Callable[[], str], clients: int, seconds: float) -> tuple[list[float], int]:
    """Milliseconds of each answer, and how many were none, of so many clients that ask again as soon as answered."""
    end = time.perf_counter() + seconds

    def client(_: int) -> list[tuple[int, float]]:
        found = []
        while time.perf_counter() < end:
            found.append(answered(address()))
        return found

    with ThreadPoolExecutor(clients) as pool:
        found = [each for some in pool.map(client, range(clients)) for each in some]
    return [took for _, took in found], sum(status != 200 for status, _ in found)


def told(took: list[float]) -> str:
    p95 = statistics.quantiles(took, n=20)[18] if len(took) > 1 else took[0]
    return f"p50 {statistics.median(took):6.0f}  p95 {p95:6.0f}  worst {max(took):6.0f}  ({len(took)} answers)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--store", type=str)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="musnad-bench-") as folder:
        place = given.store or f"{folder}/musnad.db"
        with open_store(place) as store:
            if not given.store:
                list(store.add_records(Varied(readings(given.readings, given.data), given.pages)))
            begun = time.process_time()
            refresh(store)  # as ``musnad add`` does at its end
            print(f"ledger brought up to date in {time.process_time() - begun:,.0f} s of CPU", flush=True)
            addresses = kinds(store)
            print(f"{store.counts()['pages']:,} pages, {given.clients} clients")
        with serving(place):
            for name, address in addresses.items():
                answered(address())  # what is made once is made before
                alone, _ = asked(address, 1, min(3.0, given.seconds / len(addresses)))
                took, failed = asked(address, given.clients, given.seconds / len(addresses))
                print(f"{name:13} alone: {told(alone)}", flush=True)
                print(f"{'':13} at once: {told(took)}{f', {failed} FAILED' if failed else ''}", flush=True)


if __name__ == "__main__":
    main()
