"""The claims of a store: the same however its pages came, and as people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.claiming import refresh
from musnad.model import Judgement, Page, Reading
from musnad.pipeline import read
from musnad.store import Store, open_store

SAID = {
    "a": ("صحيفة النهر", "قال وزير النفط حسان العبيدي إن البلاد سترفع إنتاج النفط إلى خمسة ملايين برميل يوميا."),
    "b": ("المرصد اليومي", "أعلن وزير النفط حسان العبيدي أن البلاد سترفع إنتاج النفط إلى 5 ملايين برميل يوميا."),
    "c": ("موقع الأفق", "قال مسؤول عراقي لوكالة رويترز إن البلاد سترفع إنتاج النفط إلى خمسة ملايين برميل يوميا."),
    "d": ("قناة الميدان", "نفى مدير شركة التصدير أن تكون البلاد سترفع إنتاج النفط إلى خمسة ملايين برميل يوميا."),
    "e": ("وكالة الضفاف", "قالت وزارة الصحة السودانية إنها سجلت 120 إصابة جديدة بالكوليرا في ولاية القضارف."),
    "f": (
        "صحيفة النهر",
        "قال المتحدث باسم وزارة الصحة السودانية إن الوزارة سجلت 120 إصابة بالكوليرا في ولاية القضارف.",
    ),
    "g": ("المرصد اليومي", "قالت وزارة الصحة السودانية إنها سجلت 300 إصابة جديدة بالكوليرا في ولاية القضارف."),
}


@cache
def page(name: str, more: str = "") -> Reading:
    outlet, words = SAID[name]
    text = f"خبر من {outlet}\n{words}{more}"
    url = f"https://{name}.example/story"
    return read(Page(text, "article", id=name, url=url, outlet=outlet, published=datetime(2024, 9, 12).date()))


def claims(store: Store) -> set[tuple[Any, ...]]:
    """What each claim comes to: the pages that tell it and deny it, and its bounds."""
    return {summary(claim, store) for claim in store.claims.all()}


def summary(claim: dict[str, Any], store: Store) -> tuple[Any, ...]:
    told = "".join(sorted({telling["page_id"] for telling in claim["tellings"]}))
    denied = "".join(sorted(store.page(row.page).id for row in store.statements(claim["denied_by"])))  # type: ignore[union-attr]
    return told, denied, claim["sources"]["at_least"], claim["sources"]["at_most"]


ALL = {("abc", "d", 1, 2), ("ef", "", 1, 1), ("g", "", 1, 1)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "musnad.db") as opened:
        yield opened


def add(store: Store, names: Iterable[str]) -> None:
    list(store.add_all(page(name) for name in names))
    refresh(store)


def statement(store: Store, name: str) -> str:
    number = store.number_of(name)
    assert number is not None
    reading = store.reading(number)
    assert reading is not None
    return reading["statements"][0]["id"]


def judge(store: Store, act: Any, *names: str, of: str = "claim") -> Judgement:
    about = tuple(statement(store, name) for name in names)
    made = store.judge(Judgement(act, about, "سلمى", datetime.now(UTC), value={"of": of}))
    store.claims.unsettle(about)
    refresh(store)
    return made


def undo(store: Store, judgement: Judgement) -> None:
    store.judge(Judgement("undo", (), "سلمى", datetime.now(UTC), undoes=judgement.number))
    store.claims.unsettle(judgement.about)
    refresh(store)


def test_pages_that_say_the_same_are_one_claim_and_a_denial_stands_beside_it(store: Store) -> None:
    add(store, SAID)
    assert claims(store) == ALL


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(list(SAID)), cuts=st.sets(st.integers(1, 6)))
def test_the_claims_are_the_same_however_the_pages_came(order: list[str], cuts: set[int]) -> None:
    with open_store(":memory:") as store:
        edges = [0, *sorted(cuts), len(order)]
        for first, last in pairwise(edges):
            add(store, order[first:last])
        assert claims(store) == ALL


def test_a_refresh_with_nothing_new_changes_nothing(store: Store) -> None:
    add(store, SAID)
    before = list(store.claims.all())
    assert refresh(store) == 0
    assert list(store.claims.all()) == before


def test_a_page_that_no_longer_says_it_leaves_the_claim(store: Store) -> None:
    add(store, "abef")
    outlet, _ = SAID["b"]
    changed = f"خبر من {outlet}\nقال وزير الداخلية سامي الخطيب إن المطار سيغلق يوم الجمعة للصيانة."
    store.add(read(Page(changed, "article", id="b", url="https://b.example/story", outlet=outlet)))
    refresh(store)
    assert ("a", "", 1, 1) in claims(store)
    assert ("b", "", 1, 1) in claims(store)


def test_a_new_version_that_says_the_same_stays_in_the_claim(store: Store) -> None:
    add(store, "abef")
    store.add(page("b", " وأضاف أن العمل جار."))
    refresh(store)
    assert ("ab", "", 1, 1) in claims(store)


def test_a_claim_is_found_by_any_statement_that_tells_or_denies_it(store: Store) -> None:
    add(store, SAID)
    found = {store.claims.claim_of(statement(store, name))["claim"] for name in "abcd"}  # type: ignore[index]
    assert len(found) == 1
    assert store.claims.claim_of("nothing") is None


def test_a_denial_of_what_nobody_claims_is_a_claim_that_nobody_tells(store: Store) -> None:
    add(store, "d")
    assert claims(store) == {("", "d", 0, 0)}
    add(store, "a")
    assert claims(store) == {("a", "d", 1, 1)}


def test_people_take_a_telling_out_and_put_it_back(store: Store) -> None:
    add(store, "abc")
    made = judge(store, "different", "c", "a", "b")
    assert claims(store) == {("ab", "", 1, 1), ("c", "", 1, 1)}
    undo(store, made)
    assert claims(store) == {("abc", "", 1, 2)}


def test_people_join_two_claims_and_part_them_again(store: Store) -> None:
    add(store, "efg")
    made = judge(store, "same", "e", "g")
    assert claims(store) == {("efg", "", 1, 1)}
    undo(store, made)
    assert claims(store) == {("ef", "", 1, 1), ("g", "", 1, 1)}


def test_the_bounds_follow_who_people_say_is_one(store: Store) -> None:
    add(store, "abc")
    made = judge(store, "same", "a", "c", of="source")
    assert claims(store) == {("abc", "", 1, 1)}
    undo(store, made)
    judge(store, "different", "a", "c", of="source")
    ((_, _, at_least, at_most),) = claims(store)
    assert (at_least, at_most) == (2, 2)


def test_a_run_that_is_stopped_is_completed_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import musnad.claiming as room

    list(store.add_all(page(name) for name in SAID))
    monkeypatch.setattr(room, "_AT_ONCE", 1)
    settle, count = room._settle, iter(range(2))

    def stops(*given: Any) -> None:
        if next(count, None) is None:
            raise KeyboardInterrupt
        settle(*given)

    monkeypatch.setattr(room, "_settle", stops)
    with pytest.raises(KeyboardInterrupt):
        refresh(store)
    monkeypatch.undo()
    refresh(store)
    assert claims(store) == ALL
