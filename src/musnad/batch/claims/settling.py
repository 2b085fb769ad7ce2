"""What hangs together → the claims of a part, by the same functions that settle those of a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pyarrow import parquet

from musnad.batch.claims.tellings import Tellings, first_of
from musnad.batch.staging import whole
from musnad.batch.tables import CLAIMS, of_rows
from musnad.claiming import settled
from musnad.claims.record import worded
from musnad.claims.same import Decision
from musnad.export.columns import clean
from musnad.export.json_lines import json_line

_AT_ONCE = 500  # claims


def settle(part: int, where: Path) -> None:
    """Write the claims of the components whose least telling is of a part."""
    rows = list[list[Any]]()
    with (
        whole(where / "claims" / f"{part:06}.parquet") as half,
        parquet.ParquetWriter(half, CLAIMS, compression="zstd") as writer,
    ):
        for record in _claims(part, where):
            rows.append(_row(worded(record, "en")))
            if len(rows) >= _AT_ONCE:
                writer.write_batch(of_rows(rows, CLAIMS))
                rows.clear()
        writer.write_batch(of_rows(rows, CLAIMS))


def _claims(part: int, where: Path) -> Iterator[dict[str, Any]]:
    tellings = Tellings(where)
    first, last = first_of(part), first_of(part + 1)
    within = [("component", ">=", first), ("component", "<", last)]
    members = _by_component(where / "members.parquet", within)
    elsewhere = {row[0] for rows in _elsewhere(where, first, last) for row in rows}
    links = _by_component(where / "linked.parquet", within)
    for number in range(first, first + tellings.count(part)):
        if number in members or number not in elsewhere:
            yield from _settled([row[0] for row in members.get(number, [[number]])], links.get(number, []), tellings)


def _elsewhere(where: Path, first: int, last: int) -> Iterator[list[list[Any]]]:
    """The tellings of a part that hang together with a lesser one."""
    among = [("telling", ">=", first), ("telling", "<", last)]
    for component, rows in _by_component(where / "members.parquet", among).items():
        yield [row for row in rows if row[0] != component]


def _settled(members: list[int], links: list[list[Any]], tellings: Tellings) -> Iterator[dict[str, Any]]:
    ids = frozenset(map(tellings.id_of, members))
    decided = [
        Decision(tellings.id_of(one), tellings.id_of(other), verdict, score, ()) for one, other, verdict, score in links
    ]
    decided.sort(key=lambda link: (link.left, link.right))
    yield from (record for record, _ in settled(tellings, ids, decided))
    tellings.rest()


def _by_component(path: Path, filters: list[tuple[str, str, int]]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    for component, *row in zip(*parquet.read_table(path, filters=filters).to_pydict().values(), strict=True):
        found.setdefault(component, []).append(row)
    return found


def _row(claim: dict[str, Any]) -> list[Any]:
    sources = claim["sources"]
    days = [date.fromisoformat(claim[end]) if claim[end] else None for end in ("first", "last")]
    said = [clean(reason["says"]) for reason in sources["why"]]
    bounds = [sources["at_least"], sources["at_most"], said, claim["reports"], claim["outlets"], *days]
    lists = [claim[name] for name in ("statements", "denied_by", "perhaps")]
    return [claim["claim"], clean(claim["text"]), *bounds, *lists, json_line(claim).decode().rstrip()]
