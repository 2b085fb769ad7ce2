"""People decide what words alone do not: a candidate is confirmed, declined, and either taken back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from kept import added, expected, musnad

from musnad.ledger import ledger, traces_of
from musnad.model import Judgement, Page, Trace
from musnad.pipeline import read

AT = datetime(2022, 3, 1, tzinfo=UTC)
DAY = date(2022, 5, 1)
PLAN = "خطة لبناء المدارس\nتعتزم وزارة التربية بناء ألف مدرسة بحلول نهاية عام 2024."
BEGUN = "أول المدارس\nبدأت وزارة التربية بناء ألف مدرسة في المحافظات."


def traces() -> list[Trace]:
    pages = [Page(PLAN, "article", id="a", published=date(2021, 1, 10))]
    pages.append(Page(BEGUN, "article", id="b", published=date(2022, 4, 2)))
    return [trace for page in pages for trace in traces_of(read(page).to_dict())]


def entry(*judgements: Judgement) -> dict[str, Any]:
    (found,) = ledger(traces(), DAY, judgements=judgements)
    return found


def judged(act: Any, number: int = 1, **more: Any) -> Judgement:
    plain = entry()
    about = (plain["id"], plain["candidates"][0]["id"])
    return Judgement(act, about, "نادية", AT, number=number, **more)


def test_a_candidate_waits_for_a_person() -> None:
    assert (entry()["status"], [row["page"] for row in entry()["candidates"]]) == ("ahead", ["b"])


def test_a_confirmed_candidate_is_evidence_that_names_who_said_so() -> None:
    found = entry(judged("confirm"))
    assert found["status"] == "reported"
    assert [(row["page"], row["by"]) for row in found["evidence"]] == [("b", "نادية")]
    assert found["candidates"] == []


def test_a_declined_candidate_is_offered_no_more() -> None:
    found = entry(judged("decline"))
    assert (found["status"], found["candidates"], found["evidence"]) == ("ahead", [], [])


def test_a_decision_is_taken_back() -> None:
    undo = Judgement("undo", (), "نادية", AT, undoes=1, number=2)
    assert entry(judged("confirm"), undo) == entry()


def test_evidence_of_words_can_be_declined_too() -> None:
    visit = Page(
        "زيارة\nيزور الوزير سامي الحداد عمان يوم 5 أيار المقبل.", "article", id="a", published=date(2022, 4, 1)
    )
    seen = Page("زيارة\nزار الوزير سامي الحداد عمان أمس الخميس.", "article", id="b", published=date(2022, 5, 6))
    kept = [trace for page in (visit, seen) for trace in traces_of(read(page).to_dict())]
    (closed,) = ledger(kept, date(2022, 5, 7))
    assert closed["status"] == "reported"
    no = Judgement("decline", (closed["id"], closed["evidence"][0]["id"]), "نادية", AT, number=1)
    (opened,) = ledger(kept, date(2022, 5, 20), judgements=[no])
    assert (opened["status"], opened["evidence"]) == ("due, no report found", [])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = [
        {"id": "a", "outlet": "وكالة الضفاف", "published": "2021-01-10", "text": PLAN},
        {"id": "b", "outlet": "صحيفة المرصد", "published": "2022-04-02", "text": BEGUN},
    ]
    return added(pages, tmp_path_factory.mktemp("judged") / "one.db")


class TestAtATerminal:
    def test_a_confirmed_candidate_is_reported_changed_and_completed_and_undone(self, store: Path) -> None:
        (open_,) = expected(store, DAY)
        pair = open_["id"], open_["candidates"][0]["id"]
        musnad("judge", "confirm", *pair, "--by", "نادية", "--store", store)
        (closed,) = expected(store, DAY)
        assert (closed["status"], closed["evidence"][0]["by"]) == ("reported", "نادية")
        (changed,) = json.loads(
            musnad("expectations", "--store", store, "--as-of", DAY, "--since", "2022-04-20", "--json")
        )["expectations"]
        assert (changed["was"]["status"], changed["status"]) == ("ahead", "reported")
        feed = musnad("expectations", "--store", store, "--as-of", DAY, "--ics").decode()
        assert "STATUS:COMPLETED" in feed
        musnad("undo", 1, "--by", "نادية", "--store", store)
        assert expected(store, DAY) == [open_]

    def test_a_declined_candidate_is_shown_no_more(self, store: Path) -> None:
        (open_,) = expected(store, DAY)
        musnad("judge", "decline", open_["id"], open_["candidates"][0]["id"], "--store", store)
        (left,) = expected(store, DAY)
        assert (left["status"], left["candidates"]) == ("ahead", [])
