"""One page from whatever a program has in its hands: text, HTML, bytes, a file or an address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from musnad.errors import InputError
from musnad.gather.content import page_of, refuse_empty
from musnad.gather.files import LIMIT, opened, too_large, whole
from musnad.gather.sources import PAGE_SUFFIXES, is_address
from musnad.model import Page

_LONGEST_PATH = 1024
#: How content that is no file is named in messages.
_GIVEN = "the text given"


def page_from(source: str | bytes | Path, known: Page) -> Page:
    """The page that ``source`` is or names; ``known`` as for :func:`musnad.gather.gather`. Raises InputError.

    A string is an address where it is one line that begins with a scheme, a file where it is one line that names one
    (or ends as a page's file does), else the page itself.
    """
    if isinstance(source, bytes):
        return page_of(source, _GIVEN, known)
    if isinstance(source, Path):
        return _file(str(source), known)
    if _is_one_line(source):
        if is_address(source):
            from musnad.gather.fetching import fetch

            return fetch(source, known)
        if _names_file(source):
            return _file(source, known)
    return _content(source, known)


def _content(text: str, known: Page) -> Page:
    refuse_empty(text, _GIVEN)
    if len(text) > LIMIT:
        raise too_large(_GIVEN, len(text))
    return replace(known, content=text, source=_GIVEN)


def _file(path: str, known: Page) -> Page:
    if Path(path).is_dir():
        raise InputError("folder", source=path)
    with opened(path) as stream:
        return page_of(whole(stream, path), path, known)


def _is_one_line(source: str) -> bool:
    return 0 < len(source) <= _LONGEST_PATH and "\n" not in source and not source.lstrip().startswith("<")


def _names_file(source: str) -> bool:
    try:
        is_there = Path(source).exists()
    except (OSError, ValueError):  # too long a name, or a NUL in it: no file
        return False
    return is_there or (" " not in source and Path(source).suffix.lower() in PAGE_SUFFIXES)
