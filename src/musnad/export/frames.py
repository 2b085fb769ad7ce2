"""Readings → data frames: one statement a row, for pandas and polars where they are installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from musnad.errors import InputError
from musnad.lexicon.plover import plover_of

if TYPE_CHECKING:
    import pandas
    import polars

Record = Mapping[str, Any]

#: The columns. ``start`` and ``end`` are code points of the page's text: from the first to the last of the content;
#: ``plover`` is experimental (lexicon/ar/plover.toml).
COLUMNS = (
    *("page", "url", "outlet", "published", "headline"),
    *("statement", "speaker", "source", "source_kind", "carriers", "stance", "mode", "cue", "content"),
    *("start", "end", "addressee", "medium", "confidence", "rule", "plover"),
)


def to_pandas(readings: Iterable[Record]) -> pandas.DataFrame:
    """The statements of readings in the contract's form. Raises InputError where pandas is not installed."""
    return _kit("pandas").DataFrame(list(rows(readings)), columns=list(COLUMNS))


def to_polars(readings: Iterable[Record]) -> polars.DataFrame:
    """The statements of readings in the contract's form. Raises InputError where polars is not installed."""
    kit = _kit("polars")
    numbers = {"start": kit.Int64, "end": kit.Int64, "confidence": kit.Float64, "carriers": kit.List(kit.String)}
    return kit.DataFrame(list(rows(readings)), schema={name: numbers.get(name, kit.String) for name in COLUMNS})


def rows(readings: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The rows, each a value for every column; None where there is none."""
    for reading in readings:
        for statement in reading["statements"]:
            yield {**_of_page(reading), **_of_statement(statement)}


def _of_page(reading: Record) -> dict[str, Any]:
    about = {name: reading[name] for name in ("url", "outlet", "published")}
    return {"page": reading["id"], **about, "headline": _text(reading["article"]["headline"])}


def _of_statement(statement: Record) -> dict[str, Any]:
    chain = [link["text"] for link in statement["chain"]]
    content = statement["content"]
    words = " \u2026 ".join(span["text"] for span in content)
    return {
        "statement": statement["id"],
        "speaker": chain[0] if chain else None,
        "carriers": chain[1:],
        "content": words,
        "plover": plover_of(statement["stance"], words),
        "start": content[0]["start"] if content else None,
        "end": content[-1]["end"] if content else None,
        **{name: _text(statement[name]) for name in ("source", "cue", "addressee", "medium")},
        **{name: statement[name] for name in ("source_kind", "stance", "mode", "confidence", "rule")},
    }


def _kit(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise InputError("no_package", source=name, package=f"musnad[{name}]") from None


def _text(span: Record | None) -> str | None:
    return span["text"] if span else None
