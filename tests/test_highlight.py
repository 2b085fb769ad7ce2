"""Coloured stretches: nothing lost, no word cut, and twice the text in twice the time."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading

from musnad.highlight import Mark, Segment, blocks_of, segments


def coloured(text: str, *marks: tuple[str, str]) -> str:
    """The segments of ``text`` as ``[role+role:words]``; each mark is a role and its words."""
    spans = [Mark(text.index(words), text.index(words) + len(words), role, 1) for role, words in marks]
    return shown(list(segments(text, 0, len(text), spans)))


def shown(found: list[Segment]) -> str:
    return "".join(f"[{'+'.join(each.roles)}:{each.text}]" if each.roles else each.text for each in found)


def test_a_mark_inside_a_word_is_shown_on_the_whole_word() -> None:
    assert coloured("وقال الوزير", ("cue", "قال")) == "[cue:وقال] الوزير"


def test_a_mark_that_ends_before_a_pronoun_takes_it_in() -> None:
    assert coloured("ثم قالها وذهب", ("cue", "قال")) == "ثم [cue:قالها] وذهب"


def test_vowels_and_hidden_signs_belong_to_their_word() -> None:
    assert coloured("ثم قَا\u200dلَ\u200f لنا", ("cue", "قَا")) == "ثم [cue:قَا\u200dلَ\u200f] لنا"


def test_nested_marks_show_both_roles_the_finer_first() -> None:
    text = "إن القوات نافيا الخلاف ستغادر"
    whole = "[content:القوات ][cue+content:نافيا][content: الخلاف ستغادر]"
    assert coloured(text, ("content", "القوات نافيا الخلاف ستغادر"), ("cue", "نافيا")) == "إن " + whole


def test_overlapping_marks_are_cut_at_each_others_ends() -> None:
    found = coloured("أب تث جح", ("source", "أب تث"), ("content", "تث جح"))
    assert found == "[source:أب ][source+content:تث][content: جح]"


def test_two_marks_that_share_a_word_share_it() -> None:
    assert coloured("قوله إنهم", ("cue", "قول"), ("source", "ه")) == "[cue+source:قوله] إنهم"


def test_each_statement_opens_once_and_is_numbered_after_its_cue() -> None:
    page = reading("# خبر\n{source 1:الوزير} {cue 1:قال} إن {content 1:الماء قليل} و{content 1:الخبز كثير}")
    (_, body) = blocks_of(page.to_dict())
    assert [each.text for each in body.segments if each.opens] == ["الوزير"]
    assert [each.text for each in body.segments if each.notes] == ["قال"]


def test_latin_runs_stand_apart_in_arabic_and_only_there() -> None:
    (arabic,) = segments("طائرات F-16 من Air Force One والـVAR.", 0, 37, [])
    assert [run for run, foreign in arabic.runs if foreign] == ["F-16", "Air Force One"]
    (english,) = segments("Jets F-16", 0, 9, [])
    assert [foreign for _, foreign in english.runs] == [False]


def test_furniture_is_no_part_of_the_article() -> None:
    page = reading("% الرئيسية\n# خبر\nالمتن\n~ أيضا")
    assert [(block.text, block.shown) for block in blocks_of(page.to_dict())] == [
        ("الرئيسية", False),
        ("خبر", True),
        ("المتن", True),
        ("أيضا", False),
    ]


LETTERS = st.text(st.sampled_from("اب و\u064b\u200d\u202e A1.«\n"), min_size=1, max_size=40)


@given(LETTERS, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(("cue", "content")))))
@settings(max_examples=300)
def test_no_letter_is_lost_and_no_word_is_cut(text: str, places: list[tuple[int, int, str]]) -> None:
    marks = [Mark(at, min(at + many, len(text)), role, 1) for at, many, role in places if at < len(text)]
    found = list(segments(text, 0, len(text), marks))
    assert "".join(each.text for each in found) == text
    letter = re.compile(r"[\w\u064b\u200d\u202e]")
    for before, after in pairwise(found):
        assert not (letter.match(before.text[-1]) and letter.match(after.text))
    assert "".join(run for each in found for run, _ in each.runs) == text


@pytest.mark.parametrize("unit", ["قال الوزير إن F-16 هنا. ", "ا", "A", "A.", "\u202e«", " \u200d"])
@pytest.mark.timing
def test_twice_the_text_takes_at_most_little_more_than_twice_the_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        marks = [Mark(at, at + 7, "content", at) for at in range(0, len(text) - 7, 50)]
        start = time.process_time()
        for each in segments(text, 0, len(text), marks):
            for _ in each.runs:
                pass
        return time.process_time() - start

    assert min(seconds(80_000) for _ in range(5)) <= 2.5 * min(seconds(40_000) for _ in range(5)) + 0.02


def test_a_word_without_end_is_shown_in_pieces_that_a_browser_can_lay_out() -> None:
    text = "خبر" * 5000 + " كلمة"
    blocks = blocks_of({"text": text, "zones": [], "statements": [], "expectations": []})
    assert max(len(block.text) for block in blocks) == 2000
    assert "".join(block.text for block in blocks) == text


def test_a_paragraph_without_end_is_cut_between_words() -> None:
    text = "كلمة أخرى " * 30_000
    blocks = blocks_of({"text": text, "zones": [], "statements": [], "expectations": []})
    assert all(len(block.text) <= 100_000 and block.text.endswith(" ") for block in blocks)
    assert "".join(block.text for block in blocks) == text
