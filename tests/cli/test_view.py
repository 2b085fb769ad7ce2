"""What a person reads in the terminal."""

from __future__ import annotations

import pytest
from marked import reading

from musnad.cli.lines import Layout
from musnad.cli.view import View
from musnad.model import PageWarning, Reading

STORY = """# مسؤول: آخر الجنود يغادرون قبل رمضان
@ سامي النجار
{cue 1:قال} {source 1:مسؤول أمريكي} لصحيفة {outlet 1:المرصد اليومي} إن {content 1:الجنود سيغادرون العراق}.
و{cue 2:نفى} {source 2:وزير الدفاع} {addressee 2:للصحفيين} {medium 2:في بيان} {content 2:وجود خلاف}.
ومن المقرر أن {event:يزور الوزير العاصمة} {due:الأسبوع المقبل}.
"""


@pytest.fixture
def story() -> Reading:
    return reading(STORY, outlet="صحيفة المرفأ", stances={2: "denies"}, warnings=(PageWarning("no_article"),))


def lines_of(story: Reading, language: str = "en") -> list[str]:
    return [line.plain.strip() for line in View(Layout(88, "plain"), language).reading(story)]


def test_the_headline_comes_first_then_day_and_outlet(story: Reading) -> None:
    lines = lines_of(story)
    assert lines[0] == "مسؤول: آخر الجنود يغادرون قبل رمضان"
    assert lines[1] == "Saturday 24 July 2021 · flattened page · صحيفة المرفأ"
    assert lines[2] == "byline: سامي النجار"


def test_the_chain_runs_from_the_speaker_through_the_carrier(story: Reading) -> None:
    lines = lines_of(story)
    at = lines.index("مسؤول أمريكي ← المرصد اليومي")
    assert lines[at - 1].startswith("1. says · reported · unnamed source")
    assert lines[at + 1] == "قال: الجنود سيغادرون العراق"


def test_stance_addressee_and_place_are_said_in_words(story: Reading) -> None:
    lines = lines_of(story)
    assert any(line.startswith("2. denies") for line in lines)
    assert "to: للصحفيين" in lines
    assert "where: في بيان" in lines


def test_what_is_expected_by_when(story: Reading) -> None:
    lines = lines_of(story)
    at = lines.index("What is expected (1)")
    assert "يزور الوزير العاصمة · الأسبوع المقبل" in lines[at:]


def test_warnings_are_sentences(story: Reading) -> None:
    lines = lines_of(story)
    assert lines[lines.index("Worth knowing") + 1].startswith("No article was found")


def test_everything_around_the_page_can_be_arabic(story: Reading) -> None:
    lines = lines_of(story, "ar")
    assert "من قال ماذا (2)" in lines
    assert lines[1].startswith("السبت 24 يوليو 2021")
    latin = [line for line in lines if any("a" <= character.lower() <= "z" for character in line)]
    assert latin == []


def test_a_page_where_nobody_speaks_says_so() -> None:
    lines = lines_of(reading("# عنوان\nلا أحد يتكلم هنا.", published=None))
    assert "Nobody is quoted on this page." in lines
    assert lines[1].startswith("publication day unknown")
