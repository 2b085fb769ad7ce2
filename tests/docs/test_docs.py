"""The documentation says what is there: paths, commands, options, fields and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

import musnad.model as model
import musnad.store as store
from musnad import anchors, changes
from musnad.article.furniture import ZONES
from musnad.cli.app import app
from musnad.lexicon import outlets
from musnad.model import Page
from musnad.model.page import PageKind
from musnad.pipeline import read

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
ARTICLE = "\n".join(
    [
        "الوزارة تعلن موعد الافتتاح",
        'قال مسؤول في الوزارة لصحيفة الأهرام في القاهرة يوم الأحد إن "الجسر جاهز"، وإن نحو 200 عامل أنجزوه.',
        "ومن المقرر افتتاح الجسر في 26 يوليو المقبل.",
    ]
)


def said(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def in_code(text: str) -> set[str]:
    """What stands between backticks, one word at a time; fenced blocks left out."""
    plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return {word for code in re.findall(r"`([^`\n]+)`", plain) for word in re.split(r"[\s,|\\]+", code)}


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def commands() -> dict[str, Any]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def options(command: Any) -> Iterator[str]:
    """The options of a command and of those under it."""
    yield from (option for p in command.params for option in p.opts if option[:2] == "--")
    for below in getattr(command, "commands", {}).values():
        yield from options(below)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_path_of_the_architecture_is_there() -> None:
    text = said("architecture.md")
    paths = {p for p in in_code(text) if re.fullmatch(r"(src|samples|training|tests|docs)/[\w./-]*", p)}
    files = {p for p in in_code(text) if re.fullmatch(r"\w+\.(py|toml)", p)}
    assert len(paths) > 10
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
    assert [name for name in sorted(files) if not any((ROOT / "src" / "musnad").rglob(name))] == []


def test_every_stage_of_the_drawing_is_there() -> None:
    drawing = said("architecture.md").split("```")[1]
    names = re.findall(r"\b([a-z]+(?:/|\.py))", drawing)
    assert "gather/" in names
    assert [name for name in names if not (ROOT / "src" / "musnad" / name).exists()] == []


def test_the_contract_tells_of_every_command_and_no_other() -> None:
    told = set(re.findall(r"musnad ([a-z]+)", said("contract.md")))
    assert told == set(commands())


def test_the_contract_tells_of_every_option_and_no_other() -> None:
    told = set(re.findall(r"(--[a-z][a-z-]*)", said("contract.md")))
    there = {option for command in commands().values() for option in options(command)}
    assert told - {"--lang"} == there - {"--help"}


def test_the_contract_tells_of_every_field_of_a_reading() -> None:
    reading = read(Page(ARTICLE, "article")).to_dict()
    assert reading["statements"]
    told = in_code(re.sub(r'[{}"\[\]:]', " ", said("contract.md")))
    assert sorted(set(keys(reading)) - told) == []


@pytest.mark.parametrize("name", ["Stance", "Mode", "SourceKind", "Role", "Certainty", "ZoneName"])
def test_the_guide_explains_every_value(name: str) -> None:
    assert sorted(set(get_args(getattr(model, name))) - in_code(said("annotation.md"))) == []


def test_the_glossary_names_what_is_in_the_code() -> None:
    told = in_code(said("glossary.md"))
    classes = {word for word in told if re.fullmatch(r"[A-Z][a-z]+[A-Za-z]*", word)}
    rooms = (model, outlets, store, anchors, changes)
    assert [name for name in sorted(classes) if not any(hasattr(room, name) for room in rooms)] == []
    assert set(get_args(model.EntityType)) <= told
    assert set(get_args(PageKind)) - {"auto"} <= told
    assert set(ZONES) <= in_code(said("annotation.md"))


@pytest.mark.parametrize("record", sorted((DOCS / "decisions").glob("*.md")), ids=lambda p: p.stem)
def test_a_decision_is_dated_and_says_why(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert re.search(r"\b20\d\d-\d\d-\d\d\b", text)
    assert re.search(r"context", text, re.IGNORECASE)
    assert re.search(r"decision", text, re.IGNORECASE)
