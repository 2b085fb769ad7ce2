"""Shards → Pages: WARC, WET, WACZ, JSON lines (also gzipped) and Parquet, known by their names."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from musnad.errors import InputError
from musnad.gather import files, gather, records
from musnad.gather.sources import ARCHIVE_SUFFIXES, NOTHING_KNOWN, RECORD_SUFFIXES
from musnad.model import Page, PageFailure

_PARQUET = ".parquet"
_SUFFIXES = RECORD_SUFFIXES | ARCHIVE_SUFFIXES | {_PARQUET, ".gz"}
_FIELDS = ("id", "kind", "text", "html", "published", "url", "outlet")
_ROWS = 32  # rows of Parquet in memory at once: pages may be large


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of many pages. ``name`` is its path below the input, ``key`` what its staging is called."""

    name: str
    path: str
    key: str


def find(source: Path, output: Path) -> list[Shard]:
    """The shards of a file or folder, by name, but for what lies in the output. Raises InputError without any."""
    if not source.exists():
        raise InputError("missing", source=str(source))
    if source.is_file():
        return [_shard(source.name, source)]
    found = [Path(path) for path in files.inside(str(source), _SUFFIXES)]
    shards = [_shard(str(path.relative_to(source)), path) for path in found if output not in path.parents]
    if not shards:
        raise InputError("no_shards", source=str(source))
    return shards


def pages(shard: Shard) -> Iterator[Page | PageFailure]:
    """The pages of a shard, in its order; what cannot be read is a PageFailure, and what is damaged ends the shard."""
    try:
        yield from _pages(shard)
    except InputError as error:
        yield PageFailure(shard.name, error.code, error.values)
    except Exception as error:  # whatever a damaged file makes its readers raise, the job goes on
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        yield PageFailure(shard.name, "shard_damaged", {"source": shard.name, "why": why})


def _shard(name: str, path: Path) -> Shard:
    return Shard(name, str(path.resolve()), hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16])


def _pages(shard: Shard) -> Iterator[Page | PageFailure]:
    path = Path(shard.path)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [_PARQUET]:
        yield from _of_parquet(shard)
    elif suffixes[-1:] == [".gz"] and set(suffixes[-2:-1]) & RECORD_SUFFIXES:
        with gzip.open(path) as stream:
            yield from records.pages(cast(BinaryIO, io.BufferedReader(stream)), shard.name, NOTHING_KNOWN)
    else:
        for page in gather(shard.path):
            yield _called(page, shard)


def _called(page: Page | PageFailure, shard: Shard) -> Page | PageFailure:
    """The same under the name of its shard: where the shards lie is another place on each machine."""
    source = (page.source or "").replace(shard.path, shard.name, 1)
    if isinstance(page, Page):
        return replace(page, source=source)
    return replace(page, source=source, values={**page.values, "source": source})


def _of_parquet(shard: Shard) -> Iterator[Page | PageFailure]:
    from pyarrow import parquet

    with parquet.ParquetFile(shard.path) as file:
        wanted = [name for name in file.schema_arrow.names if name in _FIELDS]
        number = 0
        for some in file.iter_batches(_ROWS, columns=wanted, use_threads=False):
            for row in some.to_pylist():
                number += 1
                yield _of_row(row, f"{shard.name}:{number}")


def _of_row(row: dict[str, object], name: str) -> Page | PageFailure:
    """A row has the fields of a line of JSON; a day may be one, not its words."""
    record = {field: value.isoformat() if isinstance(value, date) else value for field, value in row.items()}
    try:
        return records.page_of_record(record, name, NOTHING_KNOWN)
    except InputError as error:
        id = record.get("id")
        return PageFailure(name, error.code, error.values, str(id) if id is not None else None)
