"""The flattened sample page is read as a careful reader reads it (flattened.expected.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from musnad.model import ARTICLE_ZONES, Expectation, Page, Reading, Span, Statement
from musnad.pipeline import read

SAMPLE = Path(__file__).parents[2] / "samples" / "flattened.txt"
EXPECTED = tomllib.loads(Path(__file__).with_name("flattened.expected.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(Page(SAMPLE.read_text(encoding="utf-8"), kind="page", published=EXPECTED["published"]))


def words(span: Span | None, reading: Reading) -> str:
    return span.of(reading.text) if span else ""


def told(statement: Statement, reading: Reading) -> str:
    return " … ".join(span.of(reading.text) for span in statement.content)


def in_words(statement: Statement, reading: Reading) -> str:
    chain = " → ".join(f"{link.text} ({link.role})" for link in statement.chain)
    return f"[{words(statement.cue, reading)}] {chain}: {told(statement, reading)}"


def zone_words(reading: Reading, zone: str) -> list[str]:
    return [z.span.of(reading.text) for z in reading.article.zones if z.zone == zone]


def the_statement(expected: dict[str, Any], reading: Reading) -> Statement:
    """The statement that an expected one speaks of: by the last words of what was said, and by its cue."""
    found = [s for s in reading.statements if expected["last"] in told(s, reading)]
    for cue in expected["cue"]:
        for statement in found:
            if words(statement.cue, reading) == cue:
                return statement
    listed = "\n".join(in_words(s, reading) for s in reading.statements)
    pytest.fail(f"nobody is found to say «… {expected['last']}»; found:\n{listed}")


@pytest.mark.parametrize("expected", EXPECTED["statements"], ids=lambda s: s["name"])
class TestEachStatement:
    def test_its_source(self, expected: dict[str, Any], reading: Reading) -> None:
        assert words(the_statement(expected, reading).source, reading) == expected["source"]

    def test_its_content(self, expected: dict[str, Any], reading: Reading) -> None:
        content = told(the_statement(expected, reading), reading)
        assert content.removeprefix(expected.get("before_first", "")).strip().startswith(expected["first"])
        assert content.rstrip(".").endswith(expected["last"])

    def test_its_chain(self, expected: dict[str, Any], reading: Reading) -> None:
        chain = the_statement(expected, reading).chain
        wanted = [link.split(": ", 1) for link in expected["chain"]]
        assert [link.text for link in chain] == [text for _, text in wanted]
        assert all(link.role in roles.split("/") for link, (roles, _) in zip(chain, wanted, strict=True))

    def test_its_addressee(self, expected: dict[str, Any], reading: Reading) -> None:
        assert words(the_statement(expected, reading).addressee, reading) == expected.get("addressee", "")

    def test_its_outlet(self, expected: dict[str, Any], reading: Reading) -> None:
        carriers = [link.entity for link in the_statement(expected, reading).chain if link.role == "outlet"]
        assert expected.get("outlet") in (carriers or [None])


def test_each_statement_is_told_once_and_nothing_else_is_attributed(reading: Reading) -> None:
    wanted = [s["last"] for s in EXPECTED["statements"]]
    others = [in_words(s, reading) for s in reading.statements if not any(last in told(s, reading) for last in wanted)]
    assert others == []
    assert [last for last in wanted if sum(last in told(s, reading) for s in reading.statements) != 1] == []


@pytest.mark.parametrize("expected", EXPECTED["expectations"], ids=lambda e: e["name"])
def test_what_lies_ahead_has_its_days(expected: dict[str, Any], reading: Reading) -> None:
    def of(expectation: Expectation) -> bool:
        return expected["event"] in words(expectation.event, reading)

    found = [e for e in reading.expectations if of(e)]
    if not found:
        listed = [words(e.event, reading) for e in reading.expectations]
        pytest.fail(f"«{expected['event']}» is not seen to lie ahead; found: {listed}")
    assert words(found[0].due, reading) in (expected["due"], expected["due"].removeprefix("في "))
    assert (found[0].due_from, found[0].due_to) == (expected["from"], expected["to"])
    assert found[0].certainty == expected["certainty"]


def test_nothing_is_read_in_the_furniture(reading: Reading) -> None:
    article = [z.span for z in reading.article.zones if z.zone in ARTICLE_ZONES]
    spans = [
        *(span for s in reading.statements for span in (s.cue, s.source, *s.content) if span),
        *(e.event for e in reading.expectations),
        *(e.span for e in reading.document.entities),
    ]
    assert [span.of(reading.text) for span in spans if not any(zone.holds(span) for zone in article)] == []


def test_the_page_is_taken_apart(reading: Reading) -> None:
    assert reading.headline == EXPECTED["headline"]
    assert words(reading.article.byline, reading) == EXPECTED["byline"]
    assert zone_words(reading, "caption") == [EXPECTED["caption"]]
    assert EXPECTED["related"] in zone_words(reading, "related")
    assert len(zone_words(reading, "lede") + zone_words(reading, "body")) == EXPECTED["paragraphs"]


def test_the_kind_and_the_day_are_found_without_being_told() -> None:
    found = read(Page(SAMPLE.read_text(encoding="utf-8")))
    assert found.article.kind == "page"
    assert found.article.published == EXPECTED["published"]
