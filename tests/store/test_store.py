"""What is added comes back, once, whatever happens in between."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading
from sqlalchemy import Connection, text

from musnad.errors import StoreError
from musnad.store import Store, open_store, schema
from musnad.store import engine as database

WITHDRAWAL = """
# واشنطن: الانسحاب في موعده
@ كتبت سلمى الحاج
{cue 1:قال} {source 1:مسؤول أمريكي} لصحيفة {outlet 1:المرصد} إن {content 1:{event:القوات ستغادر} في {due:26 يوليو}}.
و{cue 2:أضاف} أن {content 2:المدربين باقون}.
~ اقرأ أيضا: مباراة الليلة
"""
CHANGED = WITHDRAWAL.replace("المدربين باقون", "المدربين سيغادرون أيضا")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "musnad.db")


def test_a_page_added_comes_back_whole(store: Store) -> None:
    page = reading(WITHDRAWAL, id="صفحة/1", url="https://marsad.example/a")
    assert store.add(page) == "added"
    number = store.number_of("صفحة/1")
    assert number is not None
    assert store.reading(number) == page.to_dict()
    assert list(store.readings()) == [page.to_dict()]
    (row,) = store.pages()
    assert (row.id, row.headline, row.statements, row.versions) == ("صفحة/1", "واشنطن: الانسحاب في موعده", 2, 1)


def test_the_same_page_twice_is_one_page(store: Store) -> None:
    assert [store.add(reading(WITHDRAWAL)) for _ in range(3)] == ["added", "unchanged", "unchanged"]
    assert store.counts() == {"pages": 1, "versions": 1, "statements": 2}


def test_new_surroundings_alone_are_no_new_version(store: Store) -> None:
    store.add(reading(WITHDRAWAL, url="https://marsad.example/a"))
    elsewhere = WITHDRAWAL.replace("مباراة الليلة", "أسعار اليوم")
    assert store.add(reading(elsewhere, url="https://marsad.example/a")) == "unchanged"


def test_the_same_address_with_new_words_is_a_new_version(store: Store) -> None:
    store.add(reading(WITHDRAWAL, url="https://marsad.example/a"))
    changed = reading(CHANGED, url="http://www.marsad.example/a/?utm_source=x#top")
    assert store.add(changed) == "new_version"
    (row,) = store.pages()
    assert row.versions == 2
    assert store.reading(row.number) == changed.to_dict()
    assert [version.number for version in store.versions(row.number)] == [1, 2]
    first = store.reading(row.number, version=1)
    assert first is not None
    assert "باقون" in first["text"]


def test_adding_both_versions_again_adds_nothing(store: Store) -> None:
    both = [reading(words, url="https://marsad.example/a") for words in (WITHDRAWAL, CHANGED)]
    assert list(store.add_all(both)) == ["added", "new_version"]
    assert list(store.add_all(both)) == ["unchanged", "unchanged"]


def test_two_addresses_with_the_same_words_are_two_pages(store: Store) -> None:
    pages = [reading(WITHDRAWAL, url=f"https://{name}.example/a") for name in ("marsad", "wakala")]
    assert list(store.add_all(pages)) == ["added", "added"]


def test_one_id_with_two_addresses_is_two_pages(store: Store) -> None:
    pages = [reading(WITHDRAWAL, id="1", url=f"https://{name}.example/a") for name in ("marsad", "wakala")]
    assert list(store.add_all(pages + pages)) == ["added", "added", "unchanged", "unchanged"]


def test_one_id_with_new_words_is_a_new_version(store: Store) -> None:
    assert list(store.add_all([reading(WITHDRAWAL, id="7"), reading(CHANGED, id="7")])) == ["added", "new_version"]


def test_every_id_given_finds_its_page(store: Store) -> None:
    store.add(reading(WITHDRAWAL, id="first", url="https://marsad.example/a"))
    store.add(reading(CHANGED, id="second", url="https://marsad.example/a"))
    assert store.number_of("first") == store.number_of("second") == 1
    assert store.number_of("third") is None


def test_what_is_exported_and_taken_in_again_is_the_same_store(store: Store, tmp_path: Path) -> None:
    pages = [reading(words, url="https://marsad.example/a") for words in (WITHDRAWAL, CHANGED)]
    list(store.add_all([*pages, reading(WITHDRAWAL, id="other")]))
    copy = open_store(tmp_path / "copy.db")
    list(copy.add_records(store.readings(every_version=True)))
    assert list(copy.readings(every_version=True)) == list(store.readings(every_version=True))
    assert copy.counts() == store.counts()


def test_a_statement_leads_to_its_page(store: Store) -> None:
    page = reading(WITHDRAWAL)
    store.add(page)
    assert store.page_of_statement(page.statements[1].id) == (1, 1)
    assert store.page_of_statement("nothing") is None


def test_pages_come_newest_first_and_undated_last_through_the_cursor(store: Store) -> None:
    days = ["2021-07-22", None, "2021-07-24", "2021-07-23"]
    list(store.add_all(reading(WITHDRAWAL, id=str(day), published=day) for day in days))
    seen, after = [], None
    while rows := store.pages(limit=2, after=after):
        seen += [row.id for row in rows]
        after = rows[-1].place
    assert seen == ["2021-07-24", "2021-07-23", "2021-07-22", "None"]


@given(st.text(st.characters(codec=None), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_kept_exactly(text: str) -> None:
    words = text.replace("{", "(").replace("}", ")").replace("\n", " ")
    page = reading(f"# {words}\nثم {{cue 1:قال}} إن {{content 1:{words}}}", id="x")
    with open_store(":memory:") as store:
        store.add(page)
        assert list(store.readings()) == [page.to_dict()]


def test_two_writers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "musnad.db"
    open_store(path).close()
    pages = [reading(WITHDRAWAL, id=str(number)) for number in range(60)]

    def write(_: int) -> list[str]:
        with open_store(path) as store:
            return list(store.add_all(pages, batch=7))

    with ThreadPoolExecutor(3) as pool:
        outcomes = [outcome for written in pool.map(write, range(3)) for outcome in written]
    assert outcomes.count("added") == 60
    assert outcomes.count("unchanged") == 120
    with open_store(path) as store:
        assert store.counts() == {"pages": 60, "versions": 60, "statements": 120}


def test_two_openers_at_once_make_one_store(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(tmp_path / "musnad.db"), range(4)))
    assert [store.counts()["pages"] for store in stores] == [0, 0, 0, 0]


KILLED = """
import os, sys
from marked import reading
from sqlalchemy import Connection, text
from musnad.store import open_store
store = open_store(sys.argv[1])
words = "# خبر\\nثم {cue 1:قال} إن {content 1:شيئا حدث}"
pages = (reading(words, id=str(number)) for number in range(100))
for number, _ in enumerate(store.add_all(pages, batch=10)):
    if number == 34:
        os.kill(os.getpid(), 9)
"""


def test_a_killed_run_keeps_its_batches_and_running_again_completes_it(tmp_path: Path) -> None:
    path = tmp_path / "musnad.db"
    done = subprocess.run([sys.executable, "-c", KILLED, path], cwd=Path(__file__).parents[1], check=False)
    assert done.returncode == -9
    with open_store(path) as store:
        assert store.counts()["pages"] == 40
        words = "# خبر\nثم {cue 1:قال} إن {content 1:شيئا حدث}"
        outcomes = list(store.add_all(reading(words, id=str(number)) for number in range(100)))
        assert (outcomes.count("unchanged"), outcomes.count("added")) == (40, 60)


def test_a_migration_that_fails_midway_leaves_the_store_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(reading(WITHDRAWAL))

    def half_done(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE pages ADD COLUMN colour TEXT"))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, half_done))
    monkeypatch.setattr(schema, "NUMBER", len(schema.STEPS))
    with pytest.raises(StoreError):
        open_store(store.where)
    monkeypatch.undo()
    with open_store(store.where) as again, sqlite3.connect(store.where) as raw:
        assert again.counts()["pages"] == 1
        assert "colour" not in [row[1] for row in raw.execute("PRAGMA table_info(pages)")]


def test_a_migration_brings_an_older_store_to_the_next_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_colour(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE pages ADD COLUMN colour TEXT"))

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, add_colour))
    monkeypatch.setattr(schema, "NUMBER", len(schema.STEPS))
    with open_store(store.where), sqlite3.connect(store.where) as raw:
        assert raw.execute("SELECT number FROM schema ORDER BY number").fetchall()[-1] == (len(schema.STEPS),)
        assert "colour" in [row[1] for row in raw.execute("PRAGMA table_info(pages)")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert code_of_opening(tmp_path / "musnad.db") in ("store_cannot_open", "store_read_only")
    finally:
        tmp_path.chmod(0o700)


def code_of_opening(path: Path | str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert str(path) in str(caught.value)
    return caught.value.code


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("ليست قاعدة بيانات " * 50, encoding="utf-8")
    assert code_of_opening(path) == "store_not_database"
    assert path.read_text(encoding="utf-8").startswith("ليست")


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    assert code_of_opening(path) == "store_foreign"
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("recipes",)]


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "musnad.db"
    open_store(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("INSERT INTO schema VALUES (99, '2030-01-01 00:00:00.000000', '9.0')")
    assert code_of_opening(path) == "store_newer"


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    assert code_of_opening(tmp_path) == "store_cannot_open"
    assert code_of_opening(tmp_path / "none" / "musnad.db") == "store_cannot_open"


def test_an_unknown_kind_of_store_is_refused() -> None:
    assert code_of_opening("mysql://host/db") == "store_kind"


def test_a_full_disk_is_one_sentence_and_loses_nothing(store: Store) -> None:
    store.add(reading(WITHDRAWAL, id="before"))
    with store._engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + 2}")
    with pytest.raises(StoreError) as caught:
        list(store.add_all(reading(WITHDRAWAL * 20, id=str(number)) for number in range(50)))
    assert caught.value.code == "store_full"
    assert store.counts()["pages"] == 1


def test_a_store_that_may_only_be_read_is_one_sentence(store: Store) -> None:
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError) as caught:
        store.add(reading(WITHDRAWAL))
    assert caught.value.code == "store_read_only"


def test_a_long_writer_makes_others_wait_and_then_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE_SECONDS", 0)
    page = reading(WITHDRAWAL)
    with (
        open_store(store.where) as other,
        database.writing(store._engine, store.where),
        pytest.raises(StoreError) as caught,
    ):
        other.add(page)
    assert caught.value.code == "store_busy"
