"""Attribution read as words: each case is an article and what a careful reader points at in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from musnad.model import Page, Span, Statement
from musnad.pipeline import read

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def words(span: Span | None, text: str) -> str:
    return span.of(text) if span else ""


def as_words(statement: Statement, text: str) -> dict[str, Any]:
    return {
        "cue": words(statement.cue, text),
        "source": words(statement.source, text),
        "antecedent": words(statement.antecedent, text),
        "says": " + ".join(span.of(text) for span in statement.content),
        "mode": statement.mode,
        "kind": statement.source_kind,
        "stance": statement.stance,
        "addressee": words(statement.addressee, text),
        "medium": words(statement.medium, text),
        "chain": [f"{link.role}:{link.text}" for link in statement.chain],
    }


def agrees(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    for field, value in wanted.items():
        if field == "says" and " ... " in value:
            first, last = value.split(" ... ")
            if not (found["says"].startswith(first) and found["says"].endswith(last)):
                return False
        elif found[field] != value:
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"].strip()
    reading = read(Page(text, "article"))
    found = [as_words(statement, text) for statement in reading.statements]
    if case.get("nothing"):
        assert found == []
    for wanted in case.get("statement", []):
        assert any(agrees(wanted, one) for one in found), f"wanted {wanted}\nfound {found}"
    if case.get("only"):
        assert len(found) == len(case["statement"]), found
