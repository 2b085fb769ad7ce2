"""A statement inside another's words is no source beside the one who tells of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from musnad.claims.sources import sources
from musnad.claims.tellings import tellings_of
from musnad.messages import LANGUAGES, say
from musnad.model import Judgement, Page, Telling
from musnad.pipeline import read
from tests.claims.telling import telling

TEXT = "إخلاء الحي\nقالت مواطنة من الحي لوكالة رويترز إن الجيش طلب من السكان إخلاء حي النخيل."


def told() -> list[Telling]:
    record = read(Page(TEXT, "article", id="p", outlet="صحيفة الضفاف", published=date(2024, 5, 15))).to_dict()
    return tellings_of(record, 1)


def test_a_request_told_by_another_knows_the_telling_around_it() -> None:
    resident, army = told()
    assert (resident.within, army.within) == (None, resident.id)


def test_the_one_told_of_is_no_source_and_the_reader_is_told_why() -> None:
    resident, army = told()
    found = sources([resident, army])
    assert (found.at_least, found.at_most) == (1, 1)
    assert found.origins[0].statements == tuple(sorted((resident.id, army.id)))
    (reason,) = found.why
    for language in LANGUAGES:
        sentence = say(f"claims.{reason.rule}", language, **reason.values)
        assert "الجيش" in sentence
        assert "مواطنة" in sentence


def test_alone_in_its_claim_it_is_a_source_as_any_other() -> None:
    _, army = told()
    assert sources([army]).at_most == 1


def test_a_person_who_decided_on_it_has_the_last_word() -> None:
    resident, army = told()
    apart = Judgement("different", (resident.id, army.id), "سلمى", datetime(2024, 5, 16, tzinfo=UTC))
    assert sources([resident, army], judged=[apart]).at_least == 2


def test_tellings_that_claim_to_hold_each_other_end_somewhere() -> None:
    one, two = telling("a", "unnamed", "مسؤول"), telling("b", "unnamed", "جندي")
    ring = [replace(one, within="b"), replace(two, within="a")]
    assert sources(ring).at_most == 2
