"""Bytes from the disk, never a folder for a file, nothing without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from musnad.errors import InputError

#: The largest page that is read, in megabytes: the longest press page seen in crawls is a fiftieth of it.
LIMIT_MB = 10
LIMIT = LIMIT_MB * 1_000_000


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file at ``path``, open for reading bytes. Raises InputError where there is none to read."""
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below; the error sentence belongs to opening alone
    except IsADirectoryError:
        raise InputError("folder", source=path) from None
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise InputError("missing", source=path) from None
    except OSError as error:
        raise InputError("unreadable", source=path, why=error.strerror or str(error)) from error
    with stream:
        yield stream


def inside(folder: str, suffixes: frozenset[str]) -> Iterator[str]:
    """The files of a folder and its folders with one of these suffixes, by name; hidden ones are passed over."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in suffixes and not name.startswith("."):
                yield os.path.join(parent, name)


def whole(stream: BinaryIO, source: str) -> bytes:
    """All bytes of a page. Raises InputError beyond ``LIMIT``, without reading further."""
    try:
        raw = stream.read(LIMIT + 1)
    except OSError as error:
        raise InputError("unreadable", source=source, why=error.strerror or str(error)) from error
    if len(raw) > LIMIT:
        raise too_large(source, max(len(raw), _size(stream)))
    return raw


def too_large(source: str, size: int) -> InputError:
    """The refusal of a page of ``size`` bytes (or more, where only so many were seen)."""
    return InputError("too_large", source=source, size=f"{size / 1_000_000:.0f}", limit=LIMIT_MB)


def _size(stream: BinaryIO) -> int:
    try:
        return os.fstat(stream.fileno()).st_size
    except OSError:
        return 0
