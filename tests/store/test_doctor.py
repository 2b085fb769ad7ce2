"""The doctor finds what is wrong, says it in a sentence, and makes anew what can be derived."""

from __future__ import annotations

import pytest
from marked import reading

from musnad.messages import LANGUAGES, say, sentences
from musnad.store import Store
from musnad.store.doctor import Finding
from musnad.store.index import Match
from musnad.store.keys import key_of

FLOOD = """
# الدفاع المدني يحذر من السيول
{cue 1:حذر} {source 1:الدفاع المدني} من {content 1:سيول في الأودية {event:ستبلغ ذروتها} {due:غدا}}.
و{cue 2:قال} {source 2:محافظ السهل} لصحيفة {outlet 2:المرصد} إن {content 2:الطرق مغلقة}.
"""
LATER = FLOOD.replace("الطرق مغلقة", "الطرق فتحت")


@pytest.fixture
def store(store: Store) -> Store:
    list(store.add_all(reading(words, id="f", url="https://marsad.example/f") for words in (FLOOD, LATER)))
    store.add(reading(FLOOD.replace("السهل", "الجبل"), id="g"))
    return store


def broken(store: Store, *commands: str) -> None:
    """Damage done from outside: foreign keys are not asked."""
    on_sqlite = store._engine.dialect.name == "sqlite"
    raw = store._engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF" if on_sqlite else "SET session_replication_role = replica")
    for command in commands:
        cursor.execute(command)
    raw.commit()
    cursor.execute("PRAGMA foreign_keys = ON" if on_sqlite else "RESET session_replication_role")
    raw.commit()
    raw.close()


def codes(findings: list[Finding]) -> list[str]:
    return sorted({finding.code for finding in findings})


def test_a_sound_store_has_nothing_wrong(store: Store) -> None:
    assert list(store.examine()) == list(store.examine(repair=True)) == []


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE statements SET stance = 'denies' WHERE version = 2", "rows_off"),
        ("DELETE FROM statements WHERE version = 1", "rows_off"),
        ("DELETE FROM passages", "rows_off"),
        ("UPDATE passages SET words = 'x' WHERE version = 2", "rows_off"),
        ("INSERT INTO trace_events VALUES (1, 99, 'x')", "rows_off"),
        ("UPDATE versions SET words_hash = 'x' WHERE id = 3", "other_words"),
        ("UPDATE pages SET current = 1 WHERE id = 1", "wrong_current"),
        ("UPDATE pages SET place = 7", "wrong_place"),
        ("DELETE FROM pages WHERE id = 1", "version_without_page"),
        ("INSERT INTO pages (id, name) VALUES (77, 'x')", "page_without_versions"),
        ("INSERT INTO traces (version, position, tells, kept) VALUES (99, 0, 'expected', '{}')", "orphans"),
    ],
)
def test_what_is_derived_is_found_and_made_anew(store: Store, damage: str, code: str) -> None:
    before = (store.pages(), list(store.readings(every_version=True)))
    broken(store, damage)
    found = list(store.examine())
    assert code in codes(found)
    assert not any(finding.repaired for finding in found)
    assert all(finding.repaired for finding in store.examine(repair=True))
    assert list(store.examine()) == []
    assert (store.pages(), list(store.readings(every_version=True))) == before


def test_an_index_that_lost_its_words_is_built_again(file: Store) -> None:
    file.add(reading(FLOOD))
    sought = Match(words=[[key_of("السيول")]])
    broken(file, "INSERT INTO passage_words(passage_words) VALUES ('delete-all')")
    assert file.find(sought, 5) == []
    assert codes(list(file.examine())) == ["index_off"]
    assert codes(list(file.examine(repair=True))) == ["index_off"]
    assert len(file.find(sought, 5)) == 2


def test_an_index_that_was_dropped_is_built_again(store: Store) -> None:
    if store._engine.dialect.name == "postgresql":
        broken(store, "DROP INDEX passages_lexemes")
        assert codes(list(store.examine(repair=True))) == ["index_off"]
    assert list(store.examine()) == []


def test_a_damaged_reading_is_named_and_left_and_the_others_are_examined(store: Store) -> None:
    damaged = f"UPDATE versions SET reading = CAST('xx' AS {bytes_of(store)}) WHERE id = 1"
    broken(store, damaged, "DELETE FROM passages WHERE version = 1")
    (finding,) = store.examine(repair=True)
    assert (finding.code, dict(finding.values), finding.repaired) == ("unreadable", {"page": 1, "version": 1}, False)


def bytes_of(store: Store) -> str:
    return "bytea" if store._engine.dialect.name == "postgresql" else "BLOB"


def test_spans_that_do_not_fit_their_text_are_counted(store: Store) -> None:
    record = reading(FLOOD, id="h").to_dict()
    record["entities"] = [{"start": 0, "end": 4, "text": "غيره", "type": "GPE", "entity": None, "long_form": None}]
    list(store.add_records([record]))
    (finding,) = store.examine()
    assert (finding.code, finding.values["count"]) == ("spans_off", 1)


def test_every_finding_has_its_sentence() -> None:
    values = dict.fromkeys(("page", "version", "table", "count", "why", "number", "store", "versions", "repaired"), 1)
    for key in (key for key in sentences("en") if key.startswith("doctor.")):
        for language in LANGUAGES:
            assert "{" not in say(key, language, **values)
