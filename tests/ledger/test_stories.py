"""The ledger over weeks of pages: every story of ``stories.toml``, read by the pipeline and kept by ``musnad add``."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from kept import added, expected, musnad

STORIES = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["story"]
Story = dict[str, Any]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store for each story, filled in the order of the file."""
    folder = tmp_path_factory.mktemp("stories")
    return {story["name"]: added(story["page"], folder / f"{n}.db") for n, story in enumerate(STORIES)}


def the_entry(entries: list[Story], then: Story) -> Story:
    """The one entry that a row speaks of."""
    found = [entry for entry in entries if any(then["event"] in told["event"] for told in entry["tellings"])]
    if "due" in then:
        found = [entry for entry in found if entry["due_from"] == (str(then["due"]) or None)]
    (entry,) = found
    return entry


@pytest.mark.parametrize(
    ("name", "then"),
    [pytest.param(s["name"], then, id=f"{s['name']}, {then['as_of']}") for s in STORIES for then in s["then"]],
)
def test_the_ledger_stands_as_the_pages_left_it(stores: dict[str, Path], name: str, then: Story) -> None:
    entry = the_entry(expected(stores[name], then["as_of"]), then)
    assert entry["status"] == then["status"]
    for part in {"evidence", "tellings", "candidates"} & then.keys():
        assert list(dict.fromkeys(row["page"] for row in entry[part])) == then[part]
    if "days" in then:
        assert [days["due_from"] for days in entry["days"]] == then["days"]
    assert entry["certainty"] == then.get("certainty", entry["certainty"])


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_every_change_names_a_page_and_its_words(stores: dict[str, Path], story: Story) -> None:
    texts = {page["id"]: " ".join(page["text"].split()) for page in story["page"]}
    for then in story["then"]:
        for entry in expected(stores[story["name"]], then["as_of"]):
            for row in (*entry["evidence"], *entry["candidates"]):
                assert row["words"] in texts[row["page"]]
            assert entry["status"] in ("ahead", "due", "due, no report found") or entry["evidence"]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_the_order_of_adding_and_adding_again_change_nothing(
    stores: dict[str, Path], story: Story, tmp_path: Path
) -> None:
    backwards = added(story["page"][::-1], tmp_path / "backwards.db")
    added(story["page"], backwards)
    for then in story["then"]:
        assert expected(backwards, then["as_of"]) == expected(stores[story["name"]], then["as_of"])


class TestPagesThatGo:
    def test_a_new_version_that_no_longer_expects_it_takes_the_entry_back(self, tmp_path: Path) -> None:
        page = {**STORIES[5]["page"][0], "url": "https://daffa.example/trains"}
        store = added([page], tmp_path / "one.db")
        assert any("قطارات" in entry["event"] for entry in expected(store, "2022-09-02"))
        added([{**page, "text": "قطارات قديمة\nقال مدير الهيئة إن القطارات قديمة."}], store)
        assert expected(store, "2022-09-02") == []

    def test_a_report_that_is_withdrawn_leaves_the_entry_without_it(self, tmp_path: Path) -> None:
        pages = [{**page, "url": f"https://a.example/{page['id']}"} for page in STORIES[0]["page"]]
        store = added(pages, tmp_path / "one.db")
        added([{**pages[2], "text": "تصحيح\nسحبت الصحيفة الخبر السابق."}], store)
        entry = the_entry(expected(store, "2021-09-15"), {"event": "بغداد", "due": "2021-08-28"})
        assert (entry["status"], entry["evidence"]) == ("due, no report found", [])


def test_what_changed_since_a_day(stores: dict[str, Path]) -> None:
    store = stores["a vote postponed twice, then held"]
    printed = musnad("expectations", "--store", store, "--as-of", "2022-03-08", "--since", "2022-03-05", "--json")
    (entry,) = json.loads(printed)["expectations"]
    assert entry["was"] == {"status": "ahead", "due_from": "2022-03-08", "due_to": "2022-03-08"}
    nothing = musnad("expectations", "--store", store, "--as-of", "2022-03-06", "--since", "2022-03-05", "--json")
    assert json.loads(nothing)["expectations"] == []


@pytest.mark.parametrize(("language", "words"), [("en", "due, no report found"), ("ar", "مضى موعده ولا خبر عنه")])
def test_people_read_that_no_report_was_found(stores: dict[str, Path], language: str, words: str) -> None:
    store = stores["a delivery that is overdue"]
    printed = musnad("--lang", language, "expectations", "--store", store, "--as-of", "2022-09-25").decode()
    assert words in printed
    assert "وكالة الضفاف" in printed
