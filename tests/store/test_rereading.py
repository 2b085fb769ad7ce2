"""The archive read again: no new versions, who read it before is kept, and judgements stay where the words are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
from marked import reading
from sqlalchemy import text

from musnad.model import Article, Document, Judgement, Page, PageFailure, PageWarning, Reading, Zone
from musnad.rereading import Reread, reread
from musnad.store import Store

COURT = """
# المحكمة تؤجل القضية
{cue 1:قال} {source 1:المحامي سمير عوض} إن {content 1:القضية تأجلت إلى الخريف}.
{cue 2:وأكد} {source 2:مصدر قضائي} أن {content 2:الشهود سيحضرون}.
"""


@pytest.fixture
def store(store: Store) -> Store:
    store.add(reading(COURT, id="c"))
    return store


def outdated(store: Store) -> None:
    with store._engine.execution_options(musnad_writes=True).begin() as connection:
        connection.execute(text("UPDATE versions SET musnad = '0.0.1'"))


def judge(store: Store, act: Any, number: int, **value: Any) -> Judgement:
    record = store.reading(1)
    assert record
    about = (record["statements"][number - 1]["id"],)
    return store.judge(Judgement(act, about, "سلمى", datetime(2021, 7, 25, tzinfo=UTC), value=value))


def again(store: Store, marked: str, **known: Any) -> Reread:
    """The one version read again, as ``marked`` says a newer Musnad would."""
    outdated(store)
    (result,) = reread(store, lambda page: reading(marked, id=page.id, **known))
    return result


def test_a_new_reading_takes_the_place_of_the_old_one_and_no_version_is_made(store: Store) -> None:
    newer = COURT.replace("{source 2:مصدر قضائي}", "{source 2:مصدر} قضائي")
    assert again(store, newer) == Reread(1, 1, "read")
    assert store.reading(1) == reading(newer, id="c").to_dict()
    assert store.counts() == {"pages": 1, "versions": 1, "statements": 2}
    assert list(store.examine()) == []


def test_who_had_read_it_is_kept(store: Store) -> None:
    statement = reading(COURT, id="c").statements[0].id
    again(store, COURT)
    its = store.provenance(statement)
    assert its is not None
    assert [musnad for musnad, _ in its.read_before] == ["0.0.1"]
    assert (its.page, its.version, its.id, its.rule) == (1, 1, "c", "verb before its subject")


def test_what_this_musnad_read_is_not_read_again_unless_everything_is(store: Store) -> None:
    def never(page: Page) -> Reading:
        raise AssertionError(page.id)

    assert list(reread(store, never)) == []
    (result,) = reread(store, lambda page: reading(COURT, id=page.id), everything=True)
    assert result.outcome == "read"


def test_a_judgement_on_the_same_words_holds_as_it_is(store: Store) -> None:
    made = [judge(store, "accept", 1), judge(store, "reject", 2)]
    assert again(store, COURT).carried == 0
    assert store.judgements(standing=False) == made


def test_a_judgement_follows_its_words_to_a_statement_of_another_id(store: Store) -> None:
    accepted = judge(store, "accept", 1)
    edited = judge(store, "edit", 2, speaker={"text": "قاضٍ"})
    newer = "% الرئيسية › قضاء\n" + COURT.strip()
    assert again(store, newer).carried == 2
    record = store.reading(1)
    assert record
    kept, moved = store.judgements()
    assert (kept.about, kept.act) == ((record["statements"][0]["id"],), "accept")
    assert kept.about != accepted.about
    assert (moved.who, moved.at, moved.act) == (edited.who, edited.at, "edit")
    assert moved.value == {"speaker": {"text": "قاضٍ"}, "carried_from": edited.number}
    assert [each.act for each in store.judgements(standing=False)] == [
        "accept",
        "edit",
        "undo",
        "accept",
        "undo",
        "edit",
    ]
    assert again(store, newer).carried == 0, "what was carried once is not carried again"


def test_a_judgement_whose_words_are_gone_is_listed_and_stays_in_the_log(store: Store) -> None:
    rejected = judge(store, "reject", 2)
    result = again(store, COURT.replace("{content 2:الشهود سيحضرون}", "الشهود {content 2:سيحضرون}"))
    assert result.lost == (rejected,)
    assert store.judgements() == [rejected]


def test_what_was_accepted_of_one_source_does_not_speak_of_another(store: Store) -> None:
    accepted = judge(store, "accept", 2)
    result = again(store, COURT.replace("{source 2:مصدر قضائي}", "مصدر {source 2:قضائي}"))
    assert result.lost == (accepted,)
    assert store.judgements() == []
    assert [each.act for each in store.judgements(standing=False)] == ["accept", "undo"]


def test_an_edit_moves_with_the_text(store: Store) -> None:
    record = store.reading(1)
    assert record
    start = record["text"].index("المحامي")
    judge(store, "edit", 1, source={"start": start, "end": start + 7})
    result = again(store, "% الرئيسية › قضاء\n" + COURT.strip())
    assert result.carried == 1
    (moved,) = store.judgements()
    later = store.reading(1)
    assert later
    span: Any = moved.value["source"]
    assert later["text"][span["start"] : span["end"]] == "المحامي"
    assert span["start"] > start


def test_stopped_midway_it_goes_on_with_what_is_left(store: Store) -> None:
    list(store.add_all(reading(COURT, id=f"c{number}") for number in range(5)))
    outdated(store)
    read: Callable[[Page], Reading] = lambda page: reading(COURT, id=page.id)  # noqa: E731
    assert len(list(islice(reread(store, read), 2))) == 2
    assert len(list(reread(store, read))) == 4
    assert list(reread(store, read)) == []


def test_a_page_that_cannot_be_read_any_more_keeps_its_reading(store: Store) -> None:
    outdated(store)
    before = store.reading(1)
    (result,) = reread(store, lambda _: PageFailure("c", "empty", {"source": "c"}))
    assert (result.outcome, store.reading(1)) == ("failed", before)


def test_the_page_is_read_as_it_was_gathered(store: Store) -> None:
    source = "<html><p>وصل القطار</p></html>"
    words = "وصل القطار"
    warnings = (PageWarning("bad_bytes", {"count": 2, "encoding": "x"}),)
    page = Page(source, "html", "k", "https://r.example/1", "قطار", date(2021, 7, 1), warnings=warnings)
    article = Article(words, "html", (Zone("lede", 0, len(words)),), url=page.url, outlet=page.outlet)
    store.add(Reading("k", page, article, Document(article, (), (), (), ()), (), (), warnings))
    outdated(store)
    seen = [version.gathered for version in store.outdated()]
    assert seen[1] == page
    assert seen[0] == replace(seen[0], content=reading(COURT).text, id="c")  # type: ignore[type-var]


def test_html_of_which_only_the_text_is_kept_is_left_as_it_is(store: Store) -> None:
    record = reading(COURT, id="h").to_dict() | {"kind": "html"}
    list(store.add_records([record]))
    outdated(store)
    results = {result.page: result.outcome for result in reread(store, lambda page: reading(COURT, id=page.id))}
    assert results == {1: "read", 2: "not_kept"}


def test_two_versions_found_to_have_the_same_words_stay_two(store: Store) -> None:
    store.add(reading(COURT + "خاتمة أخرى.", id="c"))
    outdated(store)
    assert all(each.outcome == "read" for each in reread(store, lambda page: reading(COURT, id=page.id)))
    assert store.counts()["versions"] == 2
    assert store.add(reading(COURT, id="c")) == "unchanged"
    assert list(store.examine()) == []


def pages_of(store: Store) -> Iterator[str]:
    yield from (row.id for row in store.pages())


def test_the_place_of_a_page_follows_its_day(store: Store) -> None:
    store.add(reading(COURT, id="later", published="2021-07-28"))
    outdated(store)
    days = {"c": "2021-07-30", "later": "2021-07-28"}
    list(reread(store, lambda page: reading(COURT, id=page.id, published=days[page.id or ""])))
    assert list(pages_of(store)) == ["c", "later"]
