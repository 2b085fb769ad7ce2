"""The tables of a batch and their columns (docs/codebook.md): those of the exports, and pages, errors and shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow

from musnad.batch.shards import Shard
from musnad.export import columns, parquet
from musnad.export.columns import TABLES, clean
from musnad.export.json_lines import json_line
from musnad.messages import say
from musnad.model import PageFailure, Reading

_TEXT, _WHOLE, _DAY = pyarrow.string(), pyarrow.int64(), pyarrow.date32()
_LIST = pyarrow.list_(_TEXT)


def _schema(**fields: pyarrow.DataType) -> pyarrow.Schema:
    return pyarrow.schema([pyarrow.field(name, kind) for name, kind in fields.items()])


def of_rows(rows: Iterable[Sequence[Any]], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    """Rows as a batch of Arrow, a column a field."""
    cells = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pyarrow.array(column, field.type) for column, field in zip(cells, schema, strict=True)]
    return pyarrow.record_batch(arrays, schema=schema)


#: By name. Those of the exports come last, so that a page stands before what is in it.
SCHEMAS: dict[str, pyarrow.Schema] = {
    "pages": _schema(
        page=_TEXT,
        url=_TEXT,
        outlet=_TEXT,
        published=pyarrow.date32(),
        headline=_TEXT,
        kind=_TEXT,
        language=_TEXT,
        fetched=pyarrow.timestamp("us", tz="UTC"),
        record=_TEXT,
        digest=_TEXT,
        content_hash=_TEXT,
        shard=_TEXT,
        reading=_TEXT,
    ),
    "errors": _schema(shard=_TEXT, source=_TEXT, page=_TEXT, code=_TEXT, message=_TEXT),
    **{table: parquet.schema(table) for table in TABLES},
}
#: What pages say alike (``musnad batch --claims``).
CLAIMS = _schema(
    claim=_TEXT,
    text=_TEXT,
    at_least=_WHOLE,
    at_most=_WHOLE,
    reasons=_LIST,
    reports=_WHOLE,
    outlets=_WHOLE,
    first=_DAY,
    last=_DAY,
    statements=_LIST,
    denied_by=_LIST,
    perhaps=_LIST,
    record=_TEXT,
)
#: What a shard came to.
COUNTS = ("pages", "statements", "expectations", "entities", "errors", "other_language", "duplicates")
SHARDS = _schema(shard=_TEXT, **dict.fromkeys(COUNTS, _WHOLE))
#: Tables in which every row belongs to a page, and lies with those of its day.
BY_DAY = ("pages", *TABLES)


def files_of(output: Path, table: str) -> list[Path]:
    """The files of a table that lies by day, in the order of its rows."""
    found = (output / table).glob("day=*/part-*.parquet")
    return sorted(found, key=lambda file: (file.parent.name, int(file.stem.removeprefix("part-"))))


def rows_of(reading: Reading, shard: Shard, content_hash: str) -> Iterator[tuple[str, list[Any]]]:
    """The rows of a reading, each with the name of its table."""
    record = reading.to_dict()
    yield "pages", _page(reading, record, shard, content_hash)
    for table in TABLES:
        for row in columns.rows(record, table):
            yield table, row


def error_row(failure: PageFailure, shard: Shard) -> list[Any]:
    """The row of what could not be read."""
    message = say(failure.code, "en", **failure.values)
    return [shard.name, clean(failure.source), clean(failure.id) if failure.id else None, failure.code, clean(message)]


def _page(reading: Reading, record: Any, shard: Shard, content_hash: str) -> list[Any]:
    page, article = reading.page, reading.article
    its = [reading.id, article.url, article.outlet, article.published]
    read = [reading.headline, article.kind, article.language]
    kept = [page.fetched, page.record, page.digest, content_hash, shard.name, json_line(record).decode().rstrip()]
    return [clean(value) if isinstance(value, str) else value for value in [*its, *read, *kept]]
