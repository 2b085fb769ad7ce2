"""One door for every kind of source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from musnad.errors import InputError
from musnad.gather import feeds, files, records
from musnad.gather.content import page_of
from musnad.model import Page, PageFailure

#: What the caller knows of the pages: kind, publication day, address, outlet. The content is the source's.
NOTHING_KNOWN = Page("")

#: Files in a folder that are taken for pages; others are passed over.
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".text"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})
ARCHIVE_SUFFIXES = frozenset({".warc", ".wet", ".wacz"})
_SUFFIXES = PAGE_SUFFIXES | RECORD_SUFFIXES | ARCHIVE_SUFFIXES
_LOOKED_AT = 512  # bytes in which an archive shows
_MOST_SITE_MAPS = 50
#: How the page at an address is had. Raises InputError.
Fetch = Callable[[str, Page], Page]


def gather(
    source: str, known: Page = NOTHING_KNOWN, *, lines: bool = False, fetch: Fetch | None = None
) -> Iterator[Page | PageFailure]:
    """The pages of one source, in order; a page that cannot be had is a PageFailure and the rest goes on.

    ``source`` is a file, a folder (all pages in it, by name), ``-`` for standard input or an http(s) address; a file
    may be a web archive (WARC, WET, WACZ), a file or an address a feed or a site map, whose pages are then fetched.
    ``known`` carries what the caller knows (``kind``, ``published``, ``url``, ``outlet``) and wins over the page's own
    words. With ``lines``, or where a file is named ``.jsonl``, each line is a record (``records.pages``). ``fetch``
    replaces the fetching of public addresses.
    """
    try:
        yield from _pages(source, known, lines, fetch or _fetch)
    except InputError as error:
        yield PageFailure(source, error.code, error.values, known.id)


def _pages(source: str, known: Page, lines: bool, fetch: Fetch) -> Iterator[Page | PageFailure]:
    if is_address(source):
        yield from _announced(fetch(source, known), source, known, fetch)
    elif source == "-":
        yield from _opened(sys.stdin.buffer, source, known, lines)
    elif Path(source).is_dir():
        yield from _folder(source, known)
    else:
        with files.opened(source) as stream:
            lines = lines or Path(source).suffix.lower() in RECORD_SUFFIXES
            for page in _opened(stream, source, known, lines):
                yield from _announced(page, source, known, fetch)


def _folder(folder: str, known: Page) -> Iterator[Page | PageFailure]:
    path = None
    for path in filter(_says_what_it_is, files.inside(folder, _SUFFIXES | {".gz"})):
        yield from gather(path, known)
    if path is None:
        raise InputError("no_pages", source=folder)


def _says_what_it_is(path: str) -> bool:
    """Of packed files in a folder only archives are taken, by their names."""
    return not path.endswith(".gz") or Path(path[:-3]).suffix.lower() in ARCHIVE_SUFFIXES


def _opened(stream: BinaryIO, source: str, known: Page, lines: bool) -> Iterator[Page | PageFailure]:
    if lines:
        yield from records.pages(stream, source, known)
    elif _is_archive(stream, source):
        from musnad.gather import archives

        yield from archives.pages(stream, source, known)
    else:
        yield page_of(files.whole(stream, source), source, known)


def _is_archive(stream: BinaryIO, source: str) -> bool:
    """Looked at without taking anything from the stream; only what can be one loads the archive kit."""
    head = stream.peek(_LOOKED_AT) if hasattr(stream, "peek") else b""  # type: ignore[attr-defined]
    if not head.startswith((b"WARC/", b"\x1f\x8b", b"PK\x03\x04")):
        return False
    from musnad.gather import archives

    return archives.is_archive(head, source)


def _announced(page: Page | PageFailure, source: str, known: Page, fetch: Fetch) -> Iterator[Page | PageFailure]:
    """The page itself; for a feed or a site map, the pages that it announces."""
    if isinstance(page, PageFailure) or not feeds.is_feed(page.content):
        yield page
        return
    waiting, seen = [(page, source)], 0
    while waiting:
        feed, name = waiting.pop(0)
        announced = feeds.entries(feed.content, feed.url or name)
        if not announced:
            yield PageFailure(name, "feed_empty", {"source": name}, known.id)
        for entry in announced:
            try:
                found = fetch(entry.url, replace(known, url=None, outlet=known.outlet or entry.outlet))
            except InputError as error:
                yield PageFailure(entry.url, error.code, error.values, known.id)
                continue
            if not feeds.is_feed(found.content):
                yield found
            elif feeds.is_index(feed.content) and seen < _MOST_SITE_MAPS:
                waiting.append((found, entry.url))
                seen += 1


def _fetch(address: str, known: Page) -> Page:
    from musnad.gather.fetching import fetch  # the network kit is loaded only where a page is fetched

    return fetch(address, known)


def is_address(source: str) -> bool:
    """True for what names a scheme, ``file:`` and the like included: those are refused with their reason."""
    return "://" in source[:40]
