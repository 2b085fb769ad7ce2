"""One door for every kind of source."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from musnad.errors import InputError
from musnad.gather import files, records
from musnad.gather.content import page_of
from musnad.model import Page, PageFailure

#: What the caller knows of the pages: kind, publication day, address, outlet. The content is the source's.
NOTHING_KNOWN = Page("")

#: Files in a folder that are taken for pages; others are passed over.
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".text"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})


def gather(source: str, known: Page = NOTHING_KNOWN, *, lines: bool = False) -> Iterator[Page | PageFailure]:
    """The pages of one source, in order; a page that cannot be had is a PageFailure and the rest goes on.

    ``source`` is a file, a folder (all pages in it, by name), ``-`` for standard input or an http(s) address.
    ``known`` carries what the caller knows (``kind``, ``published``, ``url``, ``outlet``) and wins over the page's own
    words. With ``lines``, or where a file is named ``.jsonl``, each line is a record (``records.pages``).
    """
    try:
        yield from _pages(source, known, lines)
    except InputError as error:
        yield PageFailure(source, error.code, error.values, known.id)


def _pages(source: str, known: Page, lines: bool) -> Iterator[Page | PageFailure]:
    if is_address(source):
        from musnad.gather.fetching import fetch  # the network kit is loaded only where a page is fetched

        yield fetch(source, known)
    elif source == "-":
        yield from _opened(sys.stdin.buffer, source, known, lines)
    elif Path(source).is_dir():
        yield from _folder(source, known)
    else:
        with files.opened(source) as stream:
            yield from _opened(stream, source, known, lines or Path(source).suffix.lower() in RECORD_SUFFIXES)


def _folder(folder: str, known: Page) -> Iterator[Page | PageFailure]:
    path = None
    for path in files.inside(folder, PAGE_SUFFIXES | RECORD_SUFFIXES):
        yield from gather(path, known)
    if path is None:
        raise InputError("no_pages", source=folder)


def _opened(stream: BinaryIO, source: str, known: Page, lines: bool) -> Iterator[Page | PageFailure]:
    if lines:
        yield from records.pages(stream, source, known)
    else:
        yield page_of(files.whole(stream, source), source, known)


def is_address(source: str) -> bool:
    """True for what names a scheme, ``file:`` and the like included: those are refused with their reason."""
    return "://" in source[:40]
