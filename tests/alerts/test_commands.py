"""``musnad search --save``, ``musnad saved`` and ``musnad alert`` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musnad.cli import main
from musnad.search import Query, query_of_dict
from musnad.store import open_store

STORY = "افتتاح المرفأ\nقال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في يونيو المقبل.\n"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    return int(ended.value.code or 0)


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (tmp_path / "page.txt").write_text(STORY, "utf-8")
    place = str(tmp_path / "musnad.db")
    assert run("add", str(tmp_path / "page.txt"), "--kind", "article", "--store", place) == 0
    capsys.readouterr()
    return place


def test_a_search_is_saved_as_it_was_asked(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("search", "المرفأ", "--stance", "says", "--from", "2024-05-01", "--no-names")
    assert run(*asked, "--save", " harbour  news ", "--store", store) == 0
    assert "harbour news" in capsys.readouterr().err
    with open_store(store) as opened:
        (saved,) = opened.saved.all()
    query = query_of_dict(saved.query)
    assert query == Query("المرفأ", stance="says", day_from=query.day_from, names=False)
    assert str(query.day_from) == "2024-05-01"


def test_saved_searches_are_listed_replaced_and_forgotten(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "المرفأ", "--save", "harbour", "--store", store)
    run("search", "البحري", "--save", "harbour", "--store", store)
    assert "now this search" in capsys.readouterr().err
    assert run("saved", "list", "--json", "--store", store) == 0
    (saved,) = json.loads(capsys.readouterr().out)["saved"]
    assert (saved["name"], saved["query"]) == ("harbour", {"words": "البحري"})
    assert run("saved", "remove", "harbour", "--store", store) == 0
    assert run("saved", "remove", "harbour", "--store", store) == 3
    assert "no search is saved" in capsys.readouterr().err


def test_an_alert_is_added_listed_and_removed(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "المرفأ", "--save", "harbour", "--store", store)
    hook = "https://hooks.example.org/desk/secret"
    assert run("alert", "add", hook, "--saved", "harbour", "--store", store) == 0
    assert run("alert", "list", "--store", store) == 0
    shown = capsys.readouterr().out
    assert "https://hooks.example.org/…" in shown
    assert "secret" not in shown
    assert run("alert", "list", "--json", "--store", store) == 0
    (alert,) = json.loads(capsys.readouterr().out)["alerts"]
    assert (alert["number"], alert["search"], alert["sent"]) == (1, "harbour", 0)
    assert run("alert", "run", "--json", "--store", store) == 0
    assert json.loads(capsys.readouterr().out) == {"messages": 0, "sent": 0, "failed": []}
    assert run("alert", "remove", "1", "7", "--store", store) == 1


def test_with_a_saved_search_its_alerts_go(store: str) -> None:
    run("search", "المرفأ", "--save", "harbour", "--store", store)
    run("alert", "add", "mailto:desk@example.org", "--saved", "harbour", "--store", store)
    run("saved", "remove", "harbour", "--store", store)
    with open_store(store) as opened:
        assert opened.alerts.all() == []


@pytest.mark.parametrize("about", [(), ("--saved", "a", "--claim", "b")])
def test_an_alert_is_about_one_thing(store: str, about: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("alert", "add", "mailto:desk@example.org", *about, "--store", store) == 3
    assert "either --saved NAME or --claim ID" in capsys.readouterr().err


def test_a_name_that_is_none_is_refused(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "المرفأ", "--save", " ", "--store", store) == 3
    assert "no name for a search" in capsys.readouterr().err
