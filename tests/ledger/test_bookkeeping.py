"""The ledger that a store keeps is the ledger of its pages, read all at once: in whatever order they came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad import bookkeeping
from musnad.ledger import ledger, traces_of
from musnad.ledger.announced import Announced
from musnad.ledger.entry import Entry, Step
from musnad.ledger.likeness import is_same_event, may_close
from musnad.model import Judgement, Page, Trace
from musnad.pipeline import read
from musnad.store import Store, Wanted, open_store

FIRST = date(2022, 3, 1)
WHO = ("الوزير سامي الحداد", "الرئيس الفرنسي", "وفد البرلمان")
WHERE = ("بغداد", "عمان")
DUE = ("يوم 20 نيسان المقبل", "في 25 أيار المقبل")
TOLD = (
    "زيارة\nيزور {who} {where} {due}.",
    "زيارة\nزار {who} {where} أمس.",
    "تأجيل\nأعلن مكتب {who} تأجيل زيارة {who} إلى {where} إلى 3 حزيران المقبل.",
    "إلغاء\nقال المتحدث إن زيارة {who} إلى {where} ألغيت.",
    "لقاء\nقال {who} إنه سيزور {where} قريبا.",
    "مؤتمر\nيعقد مؤتمر السلام في {where} {due} بحضور {who}.",
    "مؤتمر\nعقد مؤتمر السلام في {where} بحضور {who}.",
)
DAYS = (None, 0, 1, 30, 48, 52, 86, 95, 240)
Record = dict[str, Any]


@cache
def record(told: int, who: int, where: int, day: int) -> Record:
    after = DAYS[day]
    published = None if after is None else FIRST + timedelta(days=after)
    text = TOLD[told].format(who=WHO[who], where=WHERE[where], due=DUE[who % 2])
    return read(Page(text, "article", id=f"p{told}{who}{where}{day}", published=published)).to_dict()


PAGES = st.builds(
    record,
    st.integers(0, len(TOLD) - 1),
    st.integers(0, len(WHO) - 1),
    st.integers(0, len(WHERE) - 1),
    st.integers(0, len(DAYS) - 1),
)
AS_OF = [FIRST + timedelta(days=days) for days in (0, 35, 50, 90, 400)]


def kept(store: Store, as_of: date, **more: Any) -> list[Record]:
    bookkeeping.refresh(store)
    return bookkeeping.entries(store, Wanted(as_of, **more))[0]


def at_once(store: Store, as_of: date) -> list[Record]:
    return ledger(store.traces(), as_of, judgements=store.judgements())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(PAGES, max_size=4), max_size=5))
def test_what_is_kept_is_what_all_pages_say_at_once(batches: list[list[Record]]) -> None:
    with open_store(":memory:") as store:
        for batch in batches:
            list(store.add_records(batch))
            bookkeeping.refresh(store)
        for as_of in AS_OF:
            assert kept(store, as_of) == at_once(store, as_of)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PAGES, min_size=3, max_size=12), st.data())
def test_what_people_decide_and_take_back_is_entered_too(pages: list[Record], data: st.DataObject) -> None:
    with open_store(":memory:") as store:
        list(store.add_records(pages))
        for _ in range(3):
            pairs = [(e["id"], c["id"]) for e in kept(store, AS_OF[-1]) for c in (*e["candidates"], *e["evidence"])]
            if not pairs:
                return
            act, about = data.draw(st.sampled_from(("confirm", "decline"))), data.draw(st.sampled_from(sorted(pairs)))
            made = store.judge(Judgement(act, about, "سلمى", datetime(2023, 1, 1, tzinfo=UTC)))  # type: ignore[arg-type]
            assert kept(store, AS_OF[-1]) == at_once(store, AS_OF[-1])
            if data.draw(st.booleans()):
                store.judge(Judgement("undo", (), "سلمى", datetime(2023, 1, 2, tzinfo=UTC), undoes=made.number))
            assert kept(store, AS_OF[-1]) == at_once(store, AS_OF[-1])


@given(st.lists(PAGES, min_size=2, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_speaks_of_one_event_is_found_by_its_marks(pages: list[Record]) -> None:
    left: list[Trace] = [trace for page in pages for trace in traces_of(page)]
    for announced in (trace for trace in left if trace.tells == "expected"):
        filed, entry = Announced(), Entry.of([Step("1", announced, "told")])
        filed.put(entry, announced)
        day = announced.teller.published or FIRST
        for trace in left:
            alike = is_same_event if trace.tells == "expected" else may_close
            if alike(announced, trace):
                assert filed.near(trace, day) == [entry]


@pytest.fixture
def story() -> list[Record]:
    return [record(0, 0, 0, 1), record(0, 0, 0, 3), record(1, 0, 0, 5), record(5, 1, 1, 2)]


def test_a_page_whose_words_change_leaves_what_it_now_says(story: list[Record]) -> None:
    with open_store(":memory:") as store:
        pages = [{**page, "url": f"https://daffa.example/{n}"} for n, page in enumerate(story)]
        list(store.add_records(pages))
        assert kept(store, AS_OF[-1])
        list(store.add_records([{**record(3, 0, 0, 4), "url": pages[0]["url"], "id": pages[0]["id"]}]))
        assert kept(store, AS_OF[-1]) == at_once(store, AS_OF[-1])


def test_what_was_stopped_midway_is_completed(story: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(":memory:") as store:
        list(store.add_records(story[1:]))
        bookkeeping.refresh(store)
        list(store.add_records(story[:1]))
        with monkeypatch.context() as stopped:
            stopped.setattr(store.entering, "next_day", lambda _: None)
            stopped.setattr(store.entering, "end", lambda *_: None)
            bookkeeping.refresh(store)
        assert kept(store, AS_OF[-1]) == at_once(store, AS_OF[-1])


def test_a_page_that_nothing_is_told_of_later_leaves_the_later_days_unread(
    story: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(":memory:") as store:
        list(store.add_records([*story, record(5, 2, 0, 8)]))
        bookkeeping.refresh(store)
        list(store.add_records([record(1, 2, 1, 1)]))
        read_again: list[int] = []
        next_day = store.entering.next_day
        monkeypatch.setattr(store.entering, "next_day", lambda day: read_again.append(day) or next_day(day))
        bookkeeping.refresh(store)
        assert (FIRST + timedelta(days=240)).toordinal() not in read_again


def test_a_month_a_filter_and_a_page_of_the_list_show_their_part_of_all(story: list[Record]) -> None:
    with open_store(":memory:") as store:
        list(store.add_records([*story, record(0, 1, 1, 1), record(4, 2, 0, 1)]))
        day = FIRST + timedelta(days=60)
        everything = kept(store, day)
        april = kept(store, day, month=date(2022, 4, 1))
        assert april == [row for row in everything if (row["due_from"] or "").startswith("2022-04")]
        first, after = bookkeeping.entries(store, Wanted(day), 2)
        assert after
        rest, end = bookkeeping.entries(store, Wanted(day), 50, after)
        assert ([*first, *rest], end) == (everything, None)
        for status in {row["status"] for row in everything}:
            assert kept(store, day, status=status) == [row for row in everything if row["status"] == status]
        assert kept(store, day, words=("بغداد",), undated=False, first=date(2022, 4, 1), last=date(2022, 4, 30))
        assert kept(store, day, words=("غائبة",)) == []
