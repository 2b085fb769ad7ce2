"""Candidate pairs → links, judged by the rules of :mod:`musnad.claims`; links → what hangs together.

Links are few beside pairs: the driver holds them, and writes down for each part what its claims are to be settled from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow
from pyarrow import dataset, parquet

from musnad.batch.claims.tellings import Tellings
from musnad.batch.staging import whole
from musnad.batch.tables import of_rows
from musnad.claims.grouping import links_of

#: ``one`` is the telling of the lesser id.
LINKS = pyarrow.schema(
    [("one", pyarrow.int64()), ("other", pyarrow.int64()), ("verdict", pyarrow.string()), ("score", pyarrow.float64())]
)
OF_COMPONENTS = pyarrow.schema([pyarrow.field("component", pyarrow.int64()), *LINKS])
MEMBERS = pyarrow.schema([("component", pyarrow.int64()), ("telling", pyarrow.int64())])
_AT_ONCE = 5_000  # pairs
_GROUP = 50_000  # rows read together


def judged(pairs: Iterable[tuple[int, int]], tellings: Tellings) -> Iterator[tuple[int, int, str, float]]:
    """The links among pairs of tellings, by number."""
    ids = [(tellings.id_of(one), tellings.id_of(other)) for one, other in pairs]
    for link in links_of(ids, tellings):
        yield tellings.number_of(link.left), tellings.number_of(link.right), link.verdict, link.score
    tellings.rest()


def link_part(part: int, where: Path) -> None:
    """Write the links of the pairs whose lesser telling is of a part."""
    from musnad.batch.claims.pairs import pairs_of

    tellings, pairs = Tellings(where), pairs_of(part, where).tolist()
    with whole(where / "links" / f"{part:06}.parquet") as half, parquet.ParquetWriter(half, LINKS) as writer:
        for at in range(0, len(pairs), _AT_ONCE):
            writer.write_batch(of_rows(judged(pairs[at : at + _AT_ONCE], tellings), LINKS))


def part_components(where: Path) -> None:
    """Write which tellings hang together (by the least of them), and their links, in order of the components."""
    links = dataset.dataset(where / "links", LINKS, format="parquet").to_table()
    ones, others = links["one"].to_numpy(), links["other"].to_numpy()
    ties = np.isin(links["verdict"].to_numpy(zero_copy_only=False), ["same", "denial"])
    least = components(zip(ones[ties].tolist(), others[ties].tolist(), strict=True))
    members = [pyarrow.array([*least.values()], pyarrow.int64()), pyarrow.array([*least], pyarrow.int64())]
    _write(where / "members.parquet", pyarrow.Table.from_arrays(members, schema=MEMBERS))
    at = np.array([[least.get(end, end) for end in ends] for ends in (ones.tolist(), others.tolist())], np.int64)
    apart = at[0] != at[1]
    both = pyarrow.concat_tables([links, links.filter(pyarrow.array(apart))])
    component = pyarrow.array(np.concatenate([at[0], at[1][apart]]))
    _write(where / "linked.parquet", pyarrow.Table.from_arrays([component, *both.columns], schema=OF_COMPONENTS))


def components(ties: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each of the tied numbers, the least that ties lead to (union and find, halving paths)."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        parent.setdefault(number, number)
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for one, other in ties:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {number: root(number) for number in list(parent)}


def _write(path: Path, table: pyarrow.Table) -> None:
    order = [(name, "ascending") for name in table.column_names[:3]]
    parquet.write_table(table.sort_by(order), path, row_group_size=_GROUP)
