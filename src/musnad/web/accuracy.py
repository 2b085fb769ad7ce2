"""The page on how good it is: the figures of ``docs/accuracy.md``, which comes with the package, in the reader's words.

The document is the one place where figures are written; what the page has no words for it shows as it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from starlette.responses import Response

from musnad.export.templating import Wording
from musnad.web.answers import answer

#: The sections that are shown, by their headings' keys, in the order of the document.
SECTIONS = ("statements", "surer_statements_only", "expectations_and_times", "independent_sources")
_DAY = re.compile(r"Figures of (\d{1,2} \w+ \d{4})")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[`*]")
_ARTICLES = re.compile(r"(\d+) articles")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the document, its words as they are written there."""

    section: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AccuracyView:
    """The tables of the figures, and the day on which these were measured."""

    template: ClassVar[str] = "accuracy.html"
    place: ClassVar[str] = "accuracy_page"
    day: date | None
    tables: list[Table]

    def word(self, written: str, t: Wording) -> str:
        """A heading or the name of a set in the reader's language, part by part; as written where it has no words."""
        return t("web.comma").join(_part(part, t) for part in written.split(", "))

    def title(self, t: Wording) -> str:
        return t("web.accuracy.title")

    def to_dict(self) -> dict[str, Any]:
        return {"day": self.day.isoformat() if self.day else None, "tables": [asdict(table) for table in self.tables]}


def add_routes(app: FastAPI) -> None:
    """Add ``/accuracy`` and its JSON."""

    @app.get("/accuracy.json")
    @app.get("/accuracy", include_in_schema=False)
    def accuracy(request: Request) -> Response:
        """How good it is, measured on articles that people annotated."""
        return answer(request, AccuracyView(*figures()))


@cache
def figures() -> tuple[date | None, list[Table]]:
    """The day of the figures and their tables, the first of each section."""
    text = _document()
    match = _DAY.search(text)
    day = datetime.strptime(match[1], "%d %B %Y").date() if match else None
    found = {table.section: table for table in reversed(list(tables(text)))}
    return day, [found[section] for section in SECTIONS if section in found]


def tables(text: str) -> Iterator[Table]:
    """The tables of a Markdown text (GitHub Flavored Markdown, 4.10), each with the heading it stands under."""
    section, rows = "", list[tuple[str, ...]]()
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(_MARKUP.sub(r"\1", cell).strip() for cell in line.strip("| ").split("|")))
            continue
        if len(rows) > 2:
            yield Table(section, rows[0], tuple(rows[2:]))
        rows.clear()
        if line.startswith("## "):
            section = slug(line)


def slug(words: str) -> str:
    """The key of a heading or a cell."""
    return re.sub(r"\W+", "_", words.lower()).strip("_")


def _part(written: str, t: Wording) -> str:
    if articles := _ARTICLES.fullmatch(written):
        return t.many("web.accuracy.articles", int(articles[1]))
    key = f"web.accuracy.word.{slug(written)}"
    words = t(key)
    return written if words == key else words


def _document() -> str:
    """The document as the package has it; in a checkout, that of its documentation."""
    packaged = files("musnad.evaluation").joinpath("accuracy.md")
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).parents[3] / "docs" / "accuracy.md").read_text("utf-8")
