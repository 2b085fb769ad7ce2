"""What was exported as JSON lines comes back as it was, and nothing that is not what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hostile_readings import hostile, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading
from stories import harvest, withdrawal
from stories import hostile as hostile_page

from musnad.export.json_lines import json_line
from musnad.search import search
from musnad.store import Store, open_store
from musnad.store.records import NoReading, checked, is_reading

WORDS = st.text(min_size=1, max_size=40).filter(lambda words: words.strip() and not set(words) & set("{}\n\r"))


def exported(store: Store, every_version: bool = False) -> list[bytes]:
    return [json_line(record) for record in store.readings(every_version)]


def taken_back(lines: list[bytes]) -> Store:
    store = open_store(":memory:")
    list(store.add_records(checked(json.loads(line)) for line in lines))
    return store


def test_the_same_readings_and_the_same_search_come_of_it() -> None:
    with open_store(":memory:") as store:
        list(store.add_all([withdrawal(), harvest(), hostile_page(), hostile(), plain()]))
        lines = exported(store)
        with taken_back(lines) as other:
            assert exported(other) == lines
            assert other.counts() == store.counts()
            assert search(other, "القمح", facets=True).to_dict() == search(store, "القمح", facets=True).to_dict()
            assert list(other.add_records(json.loads(line) for line in lines)) == ["unchanged"] * 5


def test_the_versions_of_a_page_come_back_in_their_order() -> None:
    with open_store(":memory:") as store:
        for words in ("الماء قليل", "الماء كثير", "الماء كاف"):
            store.add(reading(f"# خبر\nثم {{cue 1:قال}} إن {{content 1:{words}}}", "x"))
        lines = exported(store, every_version=True)
        assert len(lines) == 3
        with taken_back(lines) as other:
            assert exported(other, every_version=True) == lines
            assert len(other.versions(1)) == 3
            assert search(other, "كاف").count == search(store, "كاف").count == 2


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_words_come_back(said: list[tuple[str, str]]) -> None:
    pages = [f"# {head}\nثم {{cue 1:قال}} إن {{content 1:{words}}}" for head, words in said]
    with open_store(":memory:") as store:
        list(store.add_all(reading(words, str(number)) for number, words in enumerate(pages)))
        lines = exported(store)
        with taken_back(lines) as other:
            assert list(other.readings()) == list(store.readings())


def test_a_page_to_read_is_no_reading() -> None:
    assert not is_reading({"id": "x", "kind": "article", "text": "نص"})
    assert is_reading(plain().to_dict())


def changed(**values: Any) -> dict[str, Any]:
    return {**json.loads(json_line(plain().to_dict())), **values}


def with_statement(**values: Any) -> dict[str, Any]:
    record = changed()
    record["statements"][0] |= values
    return record


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (changed(text="كلام آخر"), "start"),
        (changed(text=3), "text"),
        (changed(id=None), "id"),
        (changed(published="أمس"), "ValueError"),
        (changed(published="2021-7-4"), "ValueError"),
        (changed(zones=[{"zone": "body", "start": -1, "end": 4}]), "start"),
        (changed(zones=[{"zone": "body", "start": 0, "end": 10**9}]), "start"),
        (changed(entities="PER"), "entities"),
        (changed(article=None), "AttributeError"),
        (with_statement(stance="shouts"), "stance"),
        (with_statement(confidence=7), "confidence"),
        (with_statement(content=[{"start": 0, "end": 3, "text": "غير"}]), "text"),
        (with_statement(content=[{"start": True, "end": 3, "text": "غير"}]), "start"),
        (with_statement(chain=[{"role": "speaker"}]), "KeyError"),
        (with_statement(stance=["denies"]), "stance"),
    ],
)
def test_what_is_not_what_it_says_is_refused(record: dict[str, Any], field: str) -> None:
    with pytest.raises(NoReading, match=field):
        checked(record)
