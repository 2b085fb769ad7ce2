"""Pages of a batch → tellings as rows, and the keys under which they are filed: what pairs, links and claims come from.

``tellings/000012.arrow`` has the tellings of one part. It is mapped into memory, so that a worker reaches any telling
by its number (part and row) without reading the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import ipc, parquet

from musnad.batch.claims.planning import Part, part
from musnad.batch.staging import whole
from musnad.batch.tables import of_rows
from musnad.claims.blocking import keys_of
from musnad.claims.meant import Meaning, meaning
from musnad.claims.record import PageFacts, page_facts
from musnad.claims.tellings import tellings_of
from musnad.model import Link, Span, Telling
from musnad.model.claim import Amount, Days, Named

_TELLINGS = pyarrow.schema([("id", pyarrow.string()), ("telling", pyarrow.binary()), ("page", pyarrow.binary())])
KEYS = pyarrow.schema([("key", pyarrow.int64()), ("telling", pyarrow.int64()), ("day", pyarrow.int32())])
_GROUP = 100_000  # keys read together
_MOST_KEPT = 20_000  # tellings of which a worker keeps the meaning
_MOST_OPEN = 200
_EPOCH = date(1970, 1, 1).toordinal()


def tell(number: int, output: Path, where: Path) -> None:
    """Write the tellings of a part, and their keys in order."""
    rows: list[tuple[str, bytes, bytes]] = []
    filed: list[tuple[int, int, int | None]] = []
    for page, record in _records(part(where, number), output):
        facts = _line(asdict(page_facts(record["id"], record)))
        for telling in tellings_of(record, page):
            day = telling.published.toordinal() - _EPOCH if telling.published else None
            filed += [(key, first_of(number) + len(rows), day) for key in keys_of(meaning(telling))]
            rows.append((telling.id, _line(asdict(telling)), facts))
    with whole(_file(where, number)) as half, ipc.new_file(str(half), _TELLINGS) as writer:
        writer.write_batch(of_rows(rows, _TELLINGS))
    filed.sort(key=lambda row: row[:2])
    with whole(where / "keys" / f"{number:06}.parquet") as half:
        parquet.write_table(pyarrow.Table.from_batches([of_rows(filed, KEYS)]), half, row_group_size=_GROUP)


def first_of(part: int) -> int:
    """The number of the first telling of a part."""
    return part << 32


def part_of(telling: int) -> int:
    return telling >> 32


def _records(its: Part, output: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The readings of a part with the numbers of their pages."""
    numbers = iter(its.numbers)
    for stretch in its.stretches:
        with parquet.ParquetFile(output / stretch.file) as file:
            groups = range(stretch.first, stretch.last)
            for some in file.iter_batches(32, row_groups=groups, columns=["reading"], use_threads=False):
                for line in some["reading"].to_pylist():
                    if page := next(numbers):
                        yield page, json.loads(line)


class Tellings:
    """The tellings of all parts, by number; and by id those whose number was asked for (a shelf, as ``claiming`` has
    it)."""

    def __init__(self, where: Path) -> None:
        self._where = where
        self._open: dict[int, pyarrow.RecordBatch] = {}
        self._numbers: dict[str, int] = {}
        self._tellings: dict[str, Telling] = {}
        self._meanings: dict[str, Meaning] = {}
        self.facts: dict[int, PageFacts] = {}

    def count(self, part: int) -> int:
        """How many tellings a part has."""
        return self._part(part).num_rows

    def id_of(self, number: int) -> str:
        """The id of a telling, by which it is then known."""
        id = self._cell("id", number)
        self._numbers[id] = number
        return id

    def number_of(self, id: str) -> int:
        return self._numbers[id]

    def telling(self, id: str) -> Telling:
        if id not in self._tellings:
            number = self._numbers[id]
            telling = self._tellings[id] = _telling(json.loads(self._cell("telling", number)))
            self.facts[telling.page] = PageFacts(**json.loads(self._cell("page", number)))
        return self._tellings[id]

    def __getitem__(self, id: str) -> Meaning:
        if id not in self._meanings:
            self._meanings[id] = meaning(self.telling(id))
        return self._meanings[id]

    def rest(self) -> None:
        """Let go of what was read, where it has become much."""
        if len(self._tellings) > _MOST_KEPT:
            for kept in (self._numbers, self._tellings, self._meanings, self.facts):
                kept.clear()

    def _cell(self, name: str, number: int) -> Any:
        return self._part(part_of(number))[name][number - first_of(part_of(number))].as_py()

    def _part(self, number: int) -> pyarrow.RecordBatch:
        if number not in self._open:
            if len(self._open) >= _MOST_OPEN:
                self._open.clear()
            with pyarrow.memory_map(str(_file(self._where, number))) as file:
                self._open[number] = ipc.open_file(file).get_batch(0)
        return self._open[number]


def _file(where: Path, number: int) -> Path:
    return where / "tellings" / f"{number:06}.arrow"


def _line(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, default=date.isoformat).encode("ascii")


def _telling(record: dict[str, Any]) -> Telling:
    """What :func:`dataclasses.asdict` and JSON made of a telling, as one again."""
    published = record["published"]
    parts: dict[str, Any] = {
        "chain": tuple(map(_link, record["chain"])),
        "credits": tuple(record["credits"]),
        "published": date.fromisoformat(published) if published else None,
        "names": tuple(Named(**name) for name in record["names"]),
        "days": tuple(map(_days, record["days"])),
        "amounts": tuple(Amount(**amount) for amount in record["amounts"]),
    }
    return Telling(**record | parts)


def _link(record: dict[str, Any]) -> Link:
    span: Any = Span(**record["span"]) if record["span"] else None
    return Link(**record | {"span": span})


def _days(record: dict[str, Any]) -> Days:
    ends: dict[str, Any] = {end: date.fromisoformat(record[end]) for end in ("first", "last")}
    return Days(**record | ends)
