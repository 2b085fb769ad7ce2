"""The pages of a batch → Parts: stretches of the table of pages, each page with the number that a store would give it.

Part, number and order hang on the tables alone, so all engines compare and settle the same things in the same order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pyarrow import parquet

from musnad.addresses import address_key
from musnad.batch.tables import files_of

_PAGES = 500  # about as many pages in a part: the tellings of a part are in memory together


@dataclass(frozen=True, slots=True)
class Stretch:
    """Row groups of one file of pages, ``first`` up to but not ``last``."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """Stretches read together; ``numbers`` has the number of each page in them, 0 where a later page has its id."""

    number: int
    stretches: tuple[Stretch, ...]
    numbers: tuple[int, ...]


def plan(output: Path, where: Path) -> int:
    """Write down the parts of a batch's pages, in the order of ``readings``. How many there are."""
    pages = Numbers()
    files = [str(file.relative_to(output)) for file in files_of(output, "pages")]
    for file in files:
        with parquet.ParquetFile(output / file) as table:
            for some in table.iter_batches(columns=["page", "url"], use_threads=False):
                for name, url in zip(some["page"].to_pylist(), some["url"].to_pylist(), strict=True):
                    pages.add(name, address_key(url) if url else None)
    count, at = 0, 0
    for stretches, rows in _gathered(output, files):
        _write(where, Part(count, tuple(stretches), tuple(pages.numbers[at : at + rows])))
        count, at = count + 1, at + rows
    return count


def part(where: Path, number: int) -> Part:
    """A part that was written down."""
    record = json.loads(_path(where, number).read_text("utf-8"))
    return Part(number, tuple(Stretch(**one) for one in record["stretches"]), tuple(record["numbers"]))


class Numbers:
    """The numbers of pages as a store gives them: a page is known by its address, else by its id, unless that id has
    another address; what comes later is its newer version."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._count = 0
        self._named: dict[str, list[tuple[str | None, int]]] = {}  # by id: the page's address, its last row

    def add(self, name: str, address: str | None) -> None:
        """Take in the next page. No two of a batch have one address."""
        known = self._named.setdefault(name, [])
        fitting = [at for at, (its, _) in enumerate(known) if not (address and its)]
        if fitting:
            its, row = known[fitting[-1]]
            known[fitting[-1]] = its, len(self.numbers)
            self.numbers.append(self.numbers[row])
            self.numbers[row] = 0
        else:
            self._count += 1
            known.append((address, len(self.numbers)))
            self.numbers.append(self._count)


def _gathered(output: Path, files: Sequence[str]) -> Iterator[tuple[list[Stretch], int]]:
    """Stretches of about as many pages, and how many pages they have."""
    stretches, rows = list[Stretch](), 0
    for file in files:
        metadata = parquet.read_metadata(output / file)
        for group in range(metadata.num_row_groups):
            if stretches and stretches[-1].file == file:
                stretches[-1] = Stretch(file, stretches[-1].first, group + 1)
            else:
                stretches.append(Stretch(file, group, group + 1))
            rows += metadata.row_group(group).num_rows
            if rows >= _PAGES:
                yield stretches, rows
                stretches, rows = [], 0
    if rows:
        yield stretches, rows


def _write(where: Path, part: Part) -> None:
    record = {"stretches": [asdict(one) for one in part.stretches], "numbers": part.numbers}
    _path(where, part.number).write_text(json.dumps(record), "utf-8")


def _path(where: Path, number: int) -> Path:
    return where / "parts" / f"{number:06}.json"
