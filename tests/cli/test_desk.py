"""Judging, versions, reading again and the doctor, as people and programs call them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import ARTICLE, musnad

KEPT = "--store"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two versions of one page: a quotation changed, a denial is gone."""
    later = ARTICLE.replace("لن تزيد", "قد تزيد").rsplit("ونفى", 1)[0]
    path, lines = tmp_path / "kept.db", tmp_path / "pages.jsonl"
    records = [
        {"id": "tax", "url": "https://m.example/1", "kind": "article", "published": "2021-07-24", "text": text}
        for text in (ARTICLE, later)
    ]
    lines.write_text("\n".join(map(json.dumps, records)), "utf-8")
    assert musnad("add", lines, KEPT, path).status == 0
    return path


@pytest.fixture
def statement(store: Path) -> str:
    return changed(store)["after"]["id"]


def changed(store: Path) -> dict[str, Any]:
    versions = musnad("versions", "tax", KEPT, store, "--json").json["versions"]
    return next(change for change in versions[1]["changes"] if change["kind"] == "words")


@pytest.mark.parametrize("name", ["tax", "https://m.example/1", "http://www.m.example/1/", "1"])
def test_versions_shows_what_changed(store: Path, name: str) -> None:
    shown = musnad("versions", name, KEPT, store)
    assert shown.status == 0
    for words in ("other words", "لن تزيد", "قد تزيد", "gone", "Version 2"):
        assert words in shown.text


def test_a_page_that_is_not_kept_is_one_sentence(store: Path) -> None:
    told = musnad("versions", "nothing", KEPT, store)
    assert told.status == 3
    assert told.err.startswith("musnad: nothing: no page of this id")


def test_judgements_are_kept_shown_and_taken_back(store: Path, statement: str) -> None:
    made = musnad("judge", "accept", statement, "--by", "سلمى", "--why", "سمعته", KEPT, store, "--json").json
    assert (made["number"], made["act"], made["who"]) == (1, "accept", "سلمى")
    assert musnad("undo", 1, KEPT, store).text == "Judgement 1 is taken back (judgement 2).\n"
    shown = musnad("history", statement, KEPT, store)
    for words in ("page tax, version 2", "1. accepted", "سمعته", "taken back (1)"):
        assert words in shown.text
    history = musnad("history", statement, KEPT, store, "--json").json
    assert [each["standing"] for each in history["judgements"]] == [False, False]
    assert history["provenance"]["rule"]


def test_an_edit_finds_the_words_on_the_page(store: Path, statement: str) -> None:
    made = musnad("judge", "edit", statement, "--set", "source=وزير المالية سامي الحداد", KEPT, store, "--json").json
    text = ARTICLE.replace("لن", "قد")
    span = made["value"]["source"]
    assert text[span["start"] : span["end"]] == span["text"] == "وزير المالية سامي الحداد"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["accept", "zzz"], "neither a statement nor a page"),
        (["edit", "ID"], "sets no part"),
        (["edit", "ID", "--set", "colour=x"], "sets no part"),
        (["edit", "ID", "--set", "source=ليس هنا"], "0 times"),
        (["reject", "ID", "--after", "7"], "somebody judged this since"),
    ],
)
def test_a_judgement_that_cannot_be_is_one_sentence(store: Path, statement: str, asked: list[str], code: str) -> None:
    told = musnad("judge", *(statement if word == "ID" else word for word in asked), KEPT, store)
    assert told.status == 3
    assert code in told.err
    assert len(told.err.splitlines()) == 1


def test_reread_says_what_it_did_and_keeps_judgements(store: Path, statement: str) -> None:
    musnad("judge", "accept", statement, KEPT, store)
    assert "read by this Musnad already" in musnad("reread", KEPT, store).text
    with sqlite3.connect(store) as older:
        older.execute("UPDATE versions SET musnad = '0.0.1'")
    told = musnad("reread", KEPT, store, "--json").json
    assert told == {"read": 2, "failed": 0, "not_kept": 0, "carried": 0, "lost": []}
    history = musnad("history", statement, KEPT, store, "--json").json
    assert [each["standing"] for each in history["judgements"]] == [True]


def test_the_doctor_finds_and_repairs(store: Path) -> None:
    assert musnad("doctor", KEPT, store).text == f"{store}: nothing is wrong; 2 readings were examined.\n"
    with sqlite3.connect(store) as harm:
        harm.execute("DELETE FROM statements WHERE version = 1")
    told = musnad("doctor", KEPT, store)
    assert (told.status, "the table statements" in told.text, "--repair" in told.text) == (1, True, True)
    assert musnad("doctor", "--repair", KEPT, store).status == 0
    assert musnad("doctor", KEPT, store, "--json").json == {"versions": 2, "wrong": 0, "findings": []}


@pytest.mark.parametrize("command", [["doctor"], ["reread"], ["versions", "x"], ["history", "x"], ["undo", "1"]])
def test_to_look_into_a_store_never_makes_one(tmp_path: Path, command: list[str]) -> None:
    told = musnad(*command, KEPT, tmp_path / "none.db")
    assert told.status == 3
    assert "there is no store here" in told.err
    assert not (tmp_path / "none.db").exists()
