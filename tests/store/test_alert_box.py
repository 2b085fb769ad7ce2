"""The box of messages, on each database: what is put in is taken out once, whoever comes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from marked import reading

from musnad.claiming import refresh
from musnad.search import Query, new_statements
from musnad.store import Alert, Store, open_store

NOW = datetime(2024, 5, 6, 8)
BODY = {"subject": "-", "text": "-", "ids": ["a", "b"]}
HARBOUR = "# خبر {n}\nثم {cue 1:قال} {source 1:قبطان} إن {content 1:السفينة رقم {n} وصلت إلى الميناء}."


@pytest.fixture
def alert(store: Store) -> Alert:
    store.saved.save("الميناء", {"words": "الميناء"}, NOW)
    return store.alerts.add(Alert(0, "الميناء", None, "mailto:desk@example.org", False, "ar", NOW, 0, 0))


def put(store: Store, number: int) -> None:
    store.add(reading(HARBOUR.replace("{n}", str(number)), id=str(number)))


def test_an_alert_comes_back_as_it_was_kept(store: Store, alert: Alert) -> None:
    assert store.alerts.all() == [alert]
    assert alert.id


def test_a_message_is_put_in_once_and_taken_by_one(store: Store, alert: Alert) -> None:
    with ThreadPoolExecutor(4) as many:
        moved = list(many.map(lambda _: store.alerts.move(alert, 5, BODY, NOW), range(4)))
        (message,) = store.alerts.waiting(NOW)
        taken = list(many.map(lambda _: store.alerts.take(message, NOW), range(4)))
    assert sorted(moved) == sorted(taken) == [False, False, False, True]
    assert store.alerts.told(alert, ["a", "c"]) == {"a"}
    assert store.alerts.waiting(NOW) == []


def test_what_is_put_back_waits_and_what_is_lost_does_not(store: Store, alert: Alert) -> None:
    store.alerts.move(alert, 5, BODY, NOW)
    (message,) = store.alerts.waiting(NOW)
    store.alerts.take(message, NOW)
    store.alerts.put_back(message, NOW, ("alert_refused", {"source": "x", "why": "y"}))
    assert store.alerts.waiting(NOW) == []
    assert store.alerts.next_moment() == NOW + timedelta(minutes=1)
    (message,) = store.alerts.waiting(NOW + timedelta(minutes=1))
    assert store.alerts.take(message, NOW)
    store.alerts.lost(message, ("alert_unanswered", {}))
    assert store.alerts.waiting(NOW + timedelta(days=9)) == []
    assert store.alerts.all()[0].problem == ("alert_unanswered", {})


def test_with_an_alert_go_its_messages(store: Store, alert: Alert) -> None:
    store.alerts.move(alert, 5, BODY, NOW)
    assert store.alerts.remove(alert.id)
    assert not store.alerts.remove(alert.id)
    assert store.alerts.waiting(NOW) == []


def test_only_what_was_added_later_is_new(store: Store) -> None:
    put(store, 1)
    version = store.newest_version()
    assert new_statements(store, Query("الميناء"), version) == []
    put(store, 2)
    (hit,) = new_statements(store, Query("الميناء"), version)
    assert "رقم 2" in hit.text
    assert store.known_by([hit.statement or ""], version) == set()
    assert store.known_by([hit.statement or ""], store.newest_version()) == {hit.statement}


def test_two_processes_may_bring_the_claims_up_to_date_at_once(place: str, store: Store) -> None:
    for number in range(12):
        put(store, number)
    with open_store(place) as other, ThreadPoolExecutor(2) as both:
        list(both.map(refresh, (store, other)))
    refresh(store)
    assert store.claims.not_compared(9) == []
    assert store.claims.unsettled(9) == []
    assert len(list(store.claims.all())) == store.claims.count() > 0
