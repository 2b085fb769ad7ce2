"""The page of figures has those of ``docs/accuracy.md``, in the reader's words, and the package brings them along."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from musnad.export.templating import Wording
from musnad.web.accuracy import SECTIONS, AccuracyView, figures, tables

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "accuracy.md").read_text("utf-8")


def test_every_section_that_is_shown_is_in_the_document_with_its_day() -> None:
    day, found = figures()
    assert [table.section for table in found] == list(SECTIONS)
    assert day is not None
    assert f"{day.day} {day:%B %Y}" in DOCUMENT


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_has_the_figures_letter_for_letter(site: TestClient, language: str) -> None:
    page = LexborHTMLParser(site.get(f"/accuracy?lang={language}").text)
    shown = [[cell.text() for cell in row.css("td")] for row in page.css("tbody tr")]
    assert shown == [list(row[1:]) for table in figures()[1] for row in table.rows]


def test_in_arabic_the_names_of_columns_and_sets_are_arabic(site: TestClient) -> None:
    page = LexborHTMLParser(site.get("/accuracy").text)
    names = [cell.text() for cell in page.css("th")]
    foreign = re.compile(r"[A-Za-z]{3,}")
    assert [name for name in names if foreign.search(name)] == []
    assert "غير منظورة، 29 مقالًا، قراءتان" in names


def test_what_has_no_words_is_shown_as_it_is_written() -> None:
    assert AccuracyView(None, []).word("unseen, by hand", Wording("ar")) == "غير منظورة، by hand"


def test_a_table_is_read_without_its_markup() -> None:
    (table,) = tables("## Some Things\n\n| set | `a` |\n| --- | --- |\n| [b](c.md) | **1** |\n\n| no | table |\n")
    assert (table.section, table.columns, table.rows) == ("some_things", ("set", "a"), (("b", "1"),))


def test_the_package_brings_the_document_along() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert build["wheel"]["force-include"]["docs/accuracy.md"] == "musnad/evaluation/accuracy.md"
    assert "docs/accuracy.md" in build["sdist"]["include"]
