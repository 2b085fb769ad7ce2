"""The forms of an export by name: how each is written, what it is called on the web, and what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO, Literal, get_args

from musnad.errors import InputError
from musnad.export.columns import TABLES, Record, TableName

FormName = Literal["jsonl", "csv", "xlsx", "parquet", "jsonld", "ftm", "tei", "gold"]
FORM_NAMES: tuple[FormName, ...] = get_args(FormName)

__all__ = ["FORMS", "FORM_NAMES", "TABLES", "Form", "FormName", "write"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form. ``whole`` says that it gives whole readings, not the statements found; ``tabular`` that a table can be
    chosen; ``binary`` that it is nothing for a terminal; ``judged`` that it takes readings as people judged them.
    ``kit`` is what an extra installs."""

    module: str
    media: str
    suffix: str
    whole: bool = False
    tabular: bool = False
    binary: bool = False
    judged: bool = False
    kit: str | None = None


FORMS: dict[FormName, Form] = {
    "jsonl": Form("json_lines", "application/x-ndjson", "jsonl", whole=True),
    "csv": Form("csv_table", "text/csv; charset=utf-8", "csv", tabular=True),
    "xlsx": Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", binary=True),
    "parquet": Form("parquet", "application/vnd.apache.parquet", "parquet", tabular=True, binary=True, kit="pyarrow"),
    "jsonld": Form("json_ld", "application/ld+json", "jsonld"),
    "ftm": Form("ftm", "application/x-ndjson", "ftm.json"),
    "tei": Form("tei", "application/tei+xml", "tei.xml", whole=True),
    "gold": Form("gold", "application/x-ndjson", "gold.jsonl", whole=True, judged=True),
}


def write(
    form: FormName, readings: Iterable[Record], stream: BinaryIO, table: TableName = "statements", bom: bool = False
) -> None:
    """Write readings in a form; ``table`` counts for csv and parquet, ``bom`` for csv.

    Raises InputError where the form needs an extra that is not installed.
    """
    its = FORMS[form]
    options: dict[str, Any] = {"table": table} if its.tabular else {}
    _module(form).write(readings, stream, **options, **({"bom": bom} if form == "csv" else {}))


def _module(form: FormName) -> Any:
    its = FORMS[form]
    try:
        return import_module(f"musnad.export.{its.module}")
    except ModuleNotFoundError as error:
        if its.kit is None or (error.name or "").partition(".")[0] != its.kit:
            raise
        raise InputError("extra_missing", form=form, kit=its.kit, extra=form) from error
