"""One shard, read: the same code in a worker of the pool and in a task of Spark, hence the same rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from musnad.addresses import address_key
from musnad.batch.deaths import MOST, Deaths
from musnad.batch.language import is_arabic
from musnad.batch.shards import Shard, pages
from musnad.batch.staging import Staging, is_done, staged_shard
from musnad.batch.tables import error_row, rows_of
from musnad.cli.running import attempt
from musnad.model import Page, PageFailure


def read_shard(shard: Shard, where: Path) -> None:
    """Read a shard into its staging, whatever is in it. Raises OSError where the staging cannot be written."""
    if is_done(where, shard):
        return
    deaths, counts = Deaths(where, shard.key), Counter[str]()
    try:
        with staged_shard(where, shard, counts) as staging:
            _Reader(shard, staging, deaths, counts).read()
        deaths.forget()
    finally:
        deaths.survived()


class _Reader:
    """The way of a page: its language, whether it was there before, its reading, its rows."""

    def __init__(self, shard: Shard, staging: Staging, deaths: Deaths, counts: Counter[str]) -> None:
        self._shard, self._staging, self._deaths, self._counts = shard, staging, deaths, counts
        self._seen: set[str] = set()

    def read(self) -> None:
        if self._deaths.too_many:
            self._fail(0, PageFailure(self._shard.name, "shard_given_up", {"source": self._shard.name, "times": MOST}))
            return
        for number, page in enumerate(pages(self._shard), start=1):
            alive = self._deaths.at(number)
            if isinstance(page, PageFailure):
                self._fail(number, page)
            elif not alive:
                name = page.source or self._shard.name
                self._fail(number, PageFailure(name, "worker_died", {"source": name}, page.id))
            else:
                self._page(number, page)

    def _page(self, number: int, page: Page) -> None:
        if not is_arabic(page):
            self._counts["other_language"] += 1
            return
        content_hash = hashlib.blake2b(page.content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        address = address_key(page.url) if page.url else None
        self._staging.put("seen", number, [address, content_hash])
        known = {name for name in (address, content_hash) if name}
        if known & self._seen:
            self._counts["duplicates"] += 1
        else:
            self._reading(number, page, content_hash)
        self._seen |= known

    def _reading(self, number: int, page: Page, content_hash: str) -> None:
        result = attempt(page)
        if isinstance(result, PageFailure):
            self._fail(number, result)
            return
        for table, row in rows_of(result, self._shard, content_hash):
            self._staging.put(table, number, row)
            self._counts[table] += 1

    def _fail(self, number: int, failure: PageFailure) -> None:
        self._staging.put("errors", number, error_row(failure, self._shard))
        self._counts["errors"] += 1
