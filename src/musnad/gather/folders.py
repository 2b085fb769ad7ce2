"""A folder that is watched: the files in it that came or changed since it was looked at the last time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from musnad.errors import InputError
from musnad.gather import files
from musnad.gather.sources import ARCHIVE_SUFFIXES, PAGE_SUFFIXES, RECORD_SUFFIXES

_STILL = 5.0  # seconds: what changed a moment ago may still be written


class Changed(NamedTuple):
    """A file, and the moment at which it came to its place or changed (``st_ctime_ns``: moving a file keeps its
    ``mtime``)."""

    path: str
    moment: int


def is_folder(address: str) -> bool:
    """Whether the address of a source is that of a folder."""
    return address.startswith("file:")


def changed(address: str, since: int) -> list[Changed]:
    """The files to read of the folder with a ``file:`` address, the first changed first. Raises InputError."""
    folder = unquote(urlsplit(address).path)
    if not Path(folder).is_dir():
        raise InputError("missing_folder", source=folder)
    until = time.time_ns() - int(_STILL * 1e9)
    found = (_seen(path) for path in files.inside(folder, PAGE_SUFFIXES | RECORD_SUFFIXES | ARCHIVE_SUFFIXES))
    return sorted((each for each in found if since < each.moment < until), key=lambda each: each.moment)


def _seen(path: str) -> Changed:
    try:
        return Changed(path, Path(path).stat().st_ctime_ns)
    except OSError:  # it went away meanwhile
        return Changed(path, 0)
