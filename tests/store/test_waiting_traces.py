"""Readings that come as records wait to be traced until somebody opens the ledger; what it shows is the same."""

from __future__ import annotations

from stories import harvest, withdrawal

from musnad.model import Page
from musnad.pipeline import read
from musnad.store import Store, open_store

STORIES = (
    "أعلنت وزارة النقل اليوم أن المطار الجديد سيُفتتح في 26 يوليو 2021.",
    "قال محافظ السهل إن المستشفى سيبدأ العمل في 3 أغسطس 2021.",
)


def as_records(store: Store, times: int = 1) -> None:
    pages = [read(Page(words, "article", id=f"s{at}")).to_dict() for at, words in enumerate(STORIES * times)]
    list(store.add_records(pages))


def test_the_ledger_is_the_same_however_a_reading_came(place: str) -> None:
    with open_store(":memory:") as other:
        list(other.add_all(read(Page(words, "article", id=f"s{at}")) for at, words in enumerate(STORIES)))
        wanted, days = other.traces(), other.expected_days()
    assert wanted
    assert days
    with open_store(place) as store:
        as_records(store)
        assert store.expected_days() == days
        assert store.traces() == wanted


def test_what_waits_is_traced_once_by_two_at_once(place: str) -> None:
    with open_store(place) as one, open_store(place) as two:
        as_records(one)
        assert one.traces() == two.traces()
        assert not list(one.examine())


def test_a_store_in_which_readings_wait_is_sound_and_stays_so_when_repaired(store: Store) -> None:
    as_records(store, times=2)
    assert not list(store.examine())
    assert not list(store.examine(repair=True))
    assert store.traces()
    assert not list(store.examine())


def test_a_page_that_was_just_read_does_not_wait(store: Store) -> None:
    list(store.add_all([withdrawal(), harvest()]))
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM untraced").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM traces").scalar()


def test_a_lost_trace_is_found_and_made_again(store: Store) -> None:
    list(store.add_all([withdrawal()]))
    wanted = store.traces()
    with store._engine.execution_options(musnad_writes=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM traces")
    assert [finding.values["table"] for finding in store.examine(repair=True)] == ["traces"]
    assert store.traces() == wanted
