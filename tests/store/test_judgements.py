"""What people decide is kept on top of what was read: never lost, never an overwrite, always undoable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import reading

from musnad.errors import StoreError
from musnad.judged import judged, standing
from musnad.model import Judgement
from musnad.store import Store, open_store

NOON = datetime(2021, 7, 25, 12, tzinfo=UTC)
HARVEST = """
# الوزارة تتوقع محصولا وفيرا
{cue 1:قالت} {source 1:وزارة الزراعة} إن {content 1:محصول القمح بلغ مليون طن}.
{cue 2:ونفى} {source 2:رئيس الاتحاد} {content 2:وجود نقص في الأعلاف}.
"""


def decision(act: Any, *about: str, **more: Any) -> Judgement:
    return Judgement(act, about, "سلمى", NOON, **more)


def test_a_judgement_comes_back_with_its_number(store: Store) -> None:
    made = store.judge(decision("same", "أ", "ب", why="الرجل نفسه", value={"score": 0.9, "words": "\ud800"}))
    assert made.number == 1
    assert store.judgements() == [made]
    assert store.judgements("ب") == store.judgements(["ج", "أ"]) == [made]
    assert store.judgements("ج") == []


def test_what_is_undone_no_longer_stands_but_stays_in_the_log(store: Store) -> None:
    accepted, rejected = (store.judge(decision(act, "x")) for act in ("accept", "reject"))
    undone = store.judge(decision("undo", undoes=rejected.number))
    assert undone.about == ("x",)
    assert store.judgements("x") == [accepted]
    assert store.judgements("x", standing=False) == [accepted, rejected, undone]


@pytest.mark.parametrize(
    ("number", "code"), [(9, "judgement_unknown"), (1, "judgement_undone"), (2, "judgement_undone")]
)
def test_only_what_stands_can_be_undone(store: Store, number: int, code: str) -> None:
    store.judge(decision("accept", "x"))
    store.judge(decision("undo", undoes=1))
    with pytest.raises(StoreError) as caught:
        store.judge(decision("undo", undoes=number))
    assert caught.value.code == code
    assert len(store.judgements(standing=False)) == 2


def test_a_judgement_about_nothing_is_refused(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.judge(decision("accept"))
    assert caught.value.code == "judgement_about_nothing"


def test_one_who_did_not_see_the_last_judgement_is_told_so(store: Store) -> None:
    seen = store.last_judged("x", "y")
    store.judge(decision("accept", "x"), after=seen)
    with pytest.raises(StoreError) as caught:
        store.judge(decision("reject", "x", "y"), after=seen)
    assert caught.value.code == "judgement_conflict"
    assert store.judge(decision("reject", "x"), after=store.last_judged("x")).number == 2


def test_of_many_at_once_on_one_record_exactly_one_is_first(store: Store, place: str) -> None:
    def judge(number: int) -> bool:
        with open_store(place) as mine:
            try:
                mine.judge(decision("accept", "x", why=str(number)), after=0)
            except StoreError:
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(judge, range(8))) == 1
    assert len(store.judgements()) == 1


def test_the_current_view_has_verdicts_and_edits_and_the_reading_stays_as_it_was(store: Store) -> None:
    page = reading(HARVEST)
    store.add(page)
    record = page.to_dict()
    first, second = (statement.id for statement in page.statements)
    start = page.text.index("وزارة")
    store.judge(decision("accept", first))
    store.judge(decision("edit", first, value={"source": {"start": start, "end": start + 5}}))
    store.judge(decision("edit", second, value={"speaker": {"text": "رئيس اتحاد المزارعين", "entity": "wd:Q1"}}))
    store.judge(decision("reject", second))
    one, other = judged(record, store.judgements([first, second]))["statements"]
    assert (one["judged"]["verdict"], one["source"]["text"]) == ("accepted", "وزارة")
    assert one["judged"] == {"verdict": "accepted", "edited": ["source"], "numbers": [1, 2], "unfit": []}
    assert (other["judged"]["verdict"], other["chain"][0]["text"]) == ("rejected", "رئيس اتحاد المزارعين")
    assert other["chain"][0]["entity"] == "wd:Q1"
    assert record == page.to_dict() == store.reading(1)


@pytest.mark.parametrize(
    "value",
    [
        {"source": {"start": 5, "end": 5}},
        {"source": {"start": -1, "end": 4}},
        {"cue": {"start": 0, "end": 10_000}},
        {"cue": {"start": 0, "end": 4, "text": "غير هذا"}},
        {"content": []},
        {"content": None},
        {"source": "قالت"},
        {"speaker": {"entity": "wd:Q1"}},
    ],
)
def test_an_edit_that_does_not_fit_the_text_changes_nothing_and_is_named(value: dict[str, Any]) -> None:
    page = reading(HARVEST)
    edit = replace(decision("edit", page.statements[0].id, value=value), number=7)
    (one, _) = judged(page.to_dict(), [edit])["statements"]
    assert one.pop("judged") == {"verdict": None, "edited": [], "numbers": [7], "unfit": [7]}
    assert one == page.to_dict()["statements"][0]  # type: ignore[index]


@given(st.data())
def test_what_stands_is_what_was_said_and_not_taken_back(data: st.DataObject) -> None:
    log: list[Judgement] = []
    stands: list[int] = []
    for number in range(1, data.draw(st.integers(1, 12)) + 1):
        if stands and data.draw(st.booleans()):
            gone = stands.pop(data.draw(st.integers(0, len(stands) - 1)))
            log.append(replace(decision("undo", "x", undoes=gone), number=number))
        else:
            stands.append(number)
            log.append(replace(decision("accept", "x"), number=number))
    assert [each.number for each in standing(data.draw(st.permutations(log)))] == stands
