"""Accounts as a store keeps them, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk_people import hasty_hashes  # noqa: F401  a fixture of this module
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.errors import InputError
from musnad.model import ACCOUNT_ROLES, Account
from musnad.store import Store, attempts, open_store, passwords
from musnad.store import accounts as rooms

PASSWORD = "أربع كلمات تكفي هنا"


@pytest.fixture
def salma(store: Store) -> Account:
    return store.accounts.add("سلمى", "reviewer", PASSWORD)


def test_who_was_added_logs_in_with_the_password_alone(store: Store, salma: Account) -> None:
    assert store.accounts.any()
    assert store.accounts.log_in("سلمى", PASSWORD, "") == store.accounts.named("سلمى") == salma
    assert store.accounts.log_in("سلمى", f"{PASSWORD} ", "") is None
    assert store.accounts.log_in("سامي", PASSWORD, "") is None


def test_a_password_is_one_however_its_marks_were_typed(store: Store) -> None:
    store.accounts.add("x", "reader", "آخر كلمة هنا")
    assert store.accounts.log_in("x", "آخر كلمة هنا", "") is not None


@pytest.mark.usefixtures("salma")
def test_what_is_kept_cannot_be_read_back(store: Store) -> None:
    with store._engine.connect() as connection:
        (kept,) = connection.exec_driver_sql("SELECT password FROM accounts").scalars()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


@pytest.mark.usefixtures("salma")
def test_a_hash_made_lightly_is_made_anew_at_the_next_login(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert store.accounts.log_in("سلمى", PASSWORD, "") is not None
    with store._engine.connect() as connection:
        (kept,) = connection.exec_driver_sql("SELECT password FROM accounts").scalars()
    assert "m=16,t=2" in kept
    assert store.accounts.log_in("سلمى", PASSWORD, "") is not None


@pytest.mark.parametrize("name", ["", " ", "a\u202eb", "<b>", "a\u200bb", "x" * 41, "a\x00", "\ud800", "-a", "a/b"])
def test_what_is_no_name_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError) as told:
        store.accounts.add(name, "reader", PASSWORD)
    assert told.value.code == "account_name"


@pytest.mark.usefixtures("salma")
@pytest.mark.parametrize("name", ["سلمى", " سلمى\n", "ﺳﻠﻤﻰ"])
def test_a_name_that_looks_the_same_is_taken(store: Store, name: str) -> None:
    with pytest.raises(InputError, match="somebody has this name"):
        store.accounts.add(name, "reader", PASSWORD)


@pytest.mark.parametrize(("password", "code"), [("short", "password_length"), ("ا" * 257, "password_length")])
def test_a_password_that_does_not_do_is_refused(store: Store, password: str, code: str) -> None:
    with pytest.raises(InputError) as told:
        store.accounts.add("somebody", "reader", password)
    assert told.value.code == code
    with pytest.raises(InputError, match="the name itself"):
        store.accounts.add("long-enough-name", "reader", "Long-Enough-Name")


def test_a_role_may_what_those_below_it_may() -> None:
    may = [[Account("x", role).may(other) for other in ACCOUNT_ROLES] for role in ACCOUNT_ROLES]
    assert may == [[True, False, False], [True, True, False], [True, True, True]]


@pytest.mark.usefixtures("salma")
def test_what_goes_with_an_account_goes(store: Store) -> None:
    session, token = store.accounts.begin_session("سلمى"), store.accounts.add_token("سلمى")
    assert store.accounts.of_session(session) == store.accounts.of_token(token)
    store.accounts.remove("سلمى")
    assert store.accounts.of_session(session) is None
    assert store.accounts.of_token(token) is None
    for refused in (store.accounts.remove, store.accounts.begin_session, store.accounts.named):
        with pytest.raises(InputError, match="no user of this name"):
            refused("سلمى")


@pytest.mark.usefixtures("salma")
@pytest.mark.parametrize(("days", "lives"), [(6, True), (8, False)])
def test_a_session_ends_when_it_is_not_used(
    store: Store, monkeypatch: pytest.MonkeyPatch, days: int, lives: bool
) -> None:
    secret, now = store.accounts.begin_session("سلمى"), rooms.utc_now()
    monkeypatch.setattr(rooms, "utc_now", lambda: now + timedelta(days=days))
    assert (store.accounts.of_session(secret) is not None) is lives


@pytest.mark.usefixtures("salma")
def test_a_session_ends_though_it_is_used_daily(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, now = store.accounts.begin_session("سلمى"), rooms.utc_now()
    lives = []
    for day in range(1, 32):
        monkeypatch.setattr(rooms, "utc_now", lambda day=day: now + timedelta(days=day, seconds=1))
        lives.append(store.accounts.of_session(secret) is not None)
    assert lives == [True] * 29 + [False] * 2


@pytest.mark.usefixtures("salma")
def test_a_token_says_when_it_was_used_and_until_when_it_holds(store: Store) -> None:
    later = rooms.utc_now() + timedelta(days=1)
    token = store.accounts.add_token("سلمى", "  جدول\n الأسبوع ", later)
    assert store.accounts.tokens()[0].used is None
    assert store.accounts.of_token(token) is not None
    (kept,) = store.accounts.tokens("سلمى")
    assert (kept.label, kept.ends, kept.used is not None) == ("جدول الأسبوع", later, True)
    assert store.accounts.revoke(kept.number)
    assert not store.accounts.revoke(kept.number)
    assert store.accounts.of_token(token) is None


class TestAttempts:
    def fail(self, store: Store, name: str, place: str, times: int) -> list[str]:
        told = []
        for _ in range(times):
            try:
                told.append("" if store.accounts.log_in(name, "not the password", place) is None else "in")
            except InputError as error:
                told.append(error.code)
        return told

    @pytest.mark.usefixtures("salma")
    def test_one_who_guesses_at_one_place_is_stopped_and_the_owner_elsewhere_is_not(self, store: Store) -> None:
        assert self.fail(store, "سلمى", "192.0.2.7", 6) == [""] * attempts.OF_PAIR + ["too_many_attempts"]
        assert store.accounts.log_in("سلمى", PASSWORD, "192.0.2.8") is not None

    def test_one_who_tries_many_names_is_stopped(self, store: Store) -> None:
        told = [self.fail(store, f"n{n}", "2001:db8::1", 1)[0] for n in range(attempts.OF_PLACE)]
        assert set(told) == {""}
        assert self.fail(store, "another", "2001:db8::ffff:1", 1) == ["too_many_attempts"]
        assert self.fail(store, "another", "2001:db8:0:1::1", 1) == [""]

    def test_many_who_guess_one_name_are_stopped(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(attempts, "OF_NAME", 8)
        told = [self.fail(store, "noor", f"192.0.2.{n}", 1)[0] for n in range(9)]
        assert told == [""] * 8 + ["too_many_attempts"]

    @pytest.mark.usefixtures("salma")
    def test_after_a_quarter_of_an_hour_it_is_forgotten(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fail(store, "سلمى", "", 6)
        now = attempts.utc_now()
        monkeypatch.setattr(attempts, "utc_now", lambda: now + attempts.WITHIN + timedelta(seconds=1))
        assert store.accounts.log_in("سلمى", PASSWORD, "") is not None

    @pytest.mark.usefixtures("salma")
    def test_a_whole_office_behind_one_address_logs_in(self, store: Store) -> None:
        for _ in range(attempts.OF_PLACE + 5):
            assert store.accounts.log_in("سلمى", PASSWORD, "192.0.2.7") is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=50), password=st.text(max_size=40))
def test_whatever_is_typed_is_answered(file: Store, name: str, password: str) -> None:
    """Nobody is let in by odd letters, and nothing that a person can type breaks the door."""
    try:
        told = file.accounts.log_in(name, password, "")
    except InputError as error:
        told = error.code
    assert told in (None, "too_many_attempts")
    assert file.accounts.of_session(password) is None
    assert file.accounts.of_token(name) is None


def test_a_store_of_before_gains_the_tables(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from musnad.store import schema

    with monkeypatch.context() as then:
        at = schema.STEPS.index(rooms.create)
        then.setattr(schema, "STEPS", schema.STEPS[:at])
        then.setattr(schema, "NUMBER", at)
        open_store(place).close()
    with open_store(place) as store:
        assert not store.accounts.any()
        assert store.is_shared is place.startswith("postgresql")
