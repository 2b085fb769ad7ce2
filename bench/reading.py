"""The whole reading, from page to statements: how many pages a second, by stage, beside peers that only extract.

Usage: ``python bench/reading.py [--data FOLDER] [--peers PYTHON] [--pages 300]``. Articles are the news of the data
folder where it is there, else the samples; HTML pages those of ``html/`` in it, each read once, as a crawl meets them.
Everything is CPU time of one process, but for two processes beside one and the cold start, which go by the clock.
Bars: 120 articles and 25,000 words a second, 350 MB, two processes 1.8 times one, linear to 5 MB, cold start 1 s, three
times the pages a second of trafilatura's mere extraction.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from page_peers import beside

from musnad.article import find_article
from musnad.attribution import attribute
from musnad.expectation import expect
from musnad.model import Page
from musnad.pipeline import read
from musnad.text import annotate
from musnad.text.times import find_days

ROOT = Path(__file__).parents[1]
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)  # bytes of UTF-8
_WARMING = 100


def articles(data: Path, count: int) -> list[Page]:
    found = sorted(data.glob("news/*.jsonl.gz"))
    if not found:
        return [Page(text.read_text("utf-8"), id=text.stem) for text in sorted(ROOT.glob("samples/*.txt"))] * 20
    with gzip.open(found[0], "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
    return [
        Page(f"{r['headline']}\n{r['text']}", "article", id=r["id"], published=date.fromisoformat(r["published"]))
        for r in rows
    ]


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        made = work(*given)
        self.spent[stage] = self.spent.get(stage, 0.0) + time.process_time() - start
        return made


def staged(pages: list[Page]) -> tuple[dict[str, float], int]:
    """CPU seconds by stage, and how many words were read."""
    clock, words = Clock(), 0
    for page in pages:
        article = clock("article", find_article, page, find_days)
        document = clock("text", annotate, article)
        statements = clock("attribution", attribute, document, page.id or "")
        clock("expectation", expect, document, statements)
        words += len(article.text.split())
    return clock.spent, words


def tell(name: str, pages: list[Page]) -> float:
    """Print the stages of some pages; how many pages a second."""
    spent, words = staged(pages)
    total = sum(spent.values())
    stages = ", ".join(f"{stage} {1000 * seconds / len(pages):.1f}" for stage, seconds in spent.items())
    print(f"{name:24} {len(pages) / total:.1f} pages/s, {words / total:,.0f} words/s; ms a page: {stages}", flush=True)
    return len(pages) / total


def peers(python: str, html: dict[str, Path], ours: float) -> None:
    """What mere extraction costs peers on the same pages."""
    for peer, result in beside(python, html):
        rate = len(html) / result["seconds"]
        print(f"{peer + ', extraction':24} {rate:.1f} pages/s; whole reading is {ours / rate:.2f} times that")


def grown(pages: list[Page]) -> Iterator[tuple[int, float]]:
    """Sizes in bytes, and CPU seconds for a page of that size made of articles."""
    text = "\n".join(page.content for page in pages).encode()
    while len(text) < _SIZES[-1]:
        text += text
    for size in _SIZES:
        page = Page(text[:size].decode(errors="ignore"), "article", id="grown", published=date(2018, 4, 13))
        start = time.process_time()
        read(page)
        yield size, time.process_time() - start


def in_processes(pages: list[Page], count: int) -> float:
    """Seconds by the clock for the reading of the pages in so many processes, their start not counted."""
    with ProcessPoolExecutor(count) as pool:
        list(pool.map(_statements, pages[: 10 * count], chunksize=10))
        start = time.perf_counter()
        list(pool.map(_statements, pages, chunksize=10))
        return time.perf_counter() - start


def _statements(page: Page) -> int:
    return len(read(page).statements)


def cold() -> float:
    """Seconds by the clock for the command to read a sample, the best of three."""
    command = [sys.executable, "-m", "musnad", "read", str(ROOT / "samples" / "flattened.txt"), "--json"]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - start)
    return min(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MUSNAD_DATA", "../shared/data")))
    parser.add_argument("--peers", help="a Python that has trafilatura, readability-lxml, newspaper4k")
    parser.add_argument("--pages", type=int, default=300)
    asked = parser.parse_args()
    pages = articles(asked.data, asked.pages + _WARMING)
    staged(pages[:_WARMING])
    tell("articles, words new", pages[_WARMING:])
    tell("articles, words known", pages[_WARMING:])
    print(f"{'memory':24} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    html = {path.stem: path for path in sorted(asked.data.glob("html/*.html"))}
    if html:
        rate = tell("HTML", [Page(path.read_text("utf-8", "replace"), "html", id=name) for name, path in html.items()])
        if asked.peers:
            peers(asked.peers, html, rate)
    one, two = in_processes(pages, 1), in_processes(pages, 2)
    print(f"{'two processes':24} {one / two:.2f} times one, by the clock")
    print(f"{'cold start':24} {cold():.2f} s")
    for size, seconds in grown(pages):
        print(f"{f'{size:,} bytes':24} {seconds:.3f} s, {1e6 * seconds / size:.2f} s a MB", flush=True)


if __name__ == "__main__":
    main()
