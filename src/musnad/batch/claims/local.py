"""The links of a batch on one machine: pairs by sorting keys, range by range; then the pairs of each part, judged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pyarrow import parquet

from musnad.batch.claims.linking import link_part
from musnad.batch.claims.pairs import pair

_TOGETHER = 2_000_000  # keys sorted at once


def link(parts: range, where: Path, do: Callable[..., Any]) -> None:
    """Write the links among all tellings; ``do(made, work, tasks)`` does the work of tasks."""
    if (where / "links" / "_SUCCESS").exists():  # Spark has found them
        return
    for half in (where / "links").glob("part-*"):  # or had begun to
        half.unlink()
    keys = sum(parquet.read_metadata(file).num_rows for file in (where / "keys").glob("*.parquet"))
    shares = keys // _TOGETHER + 1
    do("pairs", partial(pair, shares=shares, where=where), range(shares))
    do("links", partial(link_part, where=where), parts)
