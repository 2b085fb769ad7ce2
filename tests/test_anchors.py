"""Words found again in a later copy of a page, or said to be gone: never others that look like them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from musnad.anchors import anchor, find, from_selectors, to_selectors

PAGE = """مصادر: الجسر يفتح قريبا
قال وزير النقل إن الجسر سيفتح أمام المارة في مطلع الشهر المقبل.
وأضاف أن الكلفة لم تتغير. وقال رئيس البلدية: «لا تأخير في العمل».
وردّ المقاول بالقول: «لا تأخير في العمل». ولم يعلق أحد على ذلك."""
QUOTE = "الجسر سيفتح أمام المارة في مطلع الشهر المقبل"
REPEATED = "لا تأخير في العمل"


def where(words: str, text: str = PAGE, number: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def found_in(text: str, words: str, number: int = 0) -> str | None:
    """The words found, in brackets, with what stands around them."""
    found = find(anchor(PAGE, *where(words, number=number)), text)
    return f"{text[found.start - 8 : found.start]}[{text[found.start : found.end]}]" if found else None


def test_in_the_same_text_the_place_is_the_place() -> None:
    found = find(anchor(PAGE, *where(REPEATED, number=1)), PAGE)
    assert found is not None
    assert (found.start, found.end, found.by) == (*where(REPEATED, number=1), "place")


def test_words_that_moved_with_their_neighbours_are_found() -> None:
    assert found_in("تحديث\n" * 40 + PAGE, REPEATED, 1) == f"القول: «[{REPEATED}]"


def test_words_whose_neighbours_on_one_side_changed_are_found_by_the_other() -> None:
    assert found_in(PAGE.replace("لم تتغير", "ارتفعت"), "الكلفة") == "أضاف أن [الكلفة]"


def test_words_said_twice_need_both_neighbours() -> None:
    later = PAGE.replace("ولم يعلق أحد", "وعلق كثيرون")
    assert found_in(later, REPEATED, 1) is None


def test_a_long_quotation_is_found_in_a_rewritten_page() -> None:
    later = f"عنوان جديد\nوأكدت الوزارة أن {QUOTE}، بحسب بيان."
    assert found_in(later, QUOTE) == f"زارة أن [{QUOTE}]"


def test_blanks_of_another_kind_are_no_other_words() -> None:
    later = PAGE.replace(" ", "\u00a0").replace("\n", "\n\n  ")
    found = find(anchor(PAGE, *where(QUOTE)), later)
    assert found is not None
    assert later[found.start : found.end].split() == QUOTE.split()


def test_a_changed_quotation_is_gone() -> None:
    assert found_in(PAGE.replace("مطلع الشهر", "نهاية الشهر"), QUOTE) is None


def test_of_a_sentence_said_twice_the_other_one_is_never_taken() -> None:
    later = PAGE.replace("وردّ المقاول بالقول: «لا تأخير في العمل». ", "")
    assert found_in("تحديث. " + PAGE, REPEATED, 0) == f"بلدية: «[{REPEATED}]"
    assert found_in(later, REPEATED, 1) is None


def test_a_few_words_without_their_neighbours_are_gone_though_they_stand_elsewhere() -> None:
    assert found_in("قصة أخرى. وأضاف أن المطر نزل. انتهى الخبر هنا.", "وأضاف") is None


def test_a_part_of_a_longer_word_is_not_the_word() -> None:
    assert found_in(PAGE.replace("الكلفة لم", "الكلفةالعالية لم"), "الكلفة") is None


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 4), (0, len(PAGE) + 1), (5, 3)])
def test_only_a_stretch_with_words_can_be_anchored(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch of words"):
        anchor(PAGE, start, end)


def test_selectors_say_it_all() -> None:
    made = anchor(PAGE, *where(REPEATED))
    assert from_selectors(json.loads(json.dumps(to_selectors(made)))) == made
    with pytest.raises(ValueError, match="TextPositionSelector"):
        from_selectors(to_selectors(made)[:1])


def test_selectors_of_another_program_need_both_neighbours() -> None:
    theirs = to_selectors(anchor(PAGE, *where(REPEATED, number=1)))
    foreign = [{k: v for k, v in each.items() if k not in ("alone", "sha256")} for each in theirs]
    wanted = from_selectors(foreign)
    found = find(wanted, "جديد. " + PAGE)
    assert found is not None
    assert found.by == "context"
    assert find(wanted, PAGE.replace("ولم يعلق أحد", "وعلق كثيرون")) is None


WORDS = st.lists(st.sampled_from(["قال", "إن", "العمل", "لا", "تأخير", "«", ".", "وزير", "\n"]), max_size=24).map(
    " ".join
)


@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_what_is_found_in_any_later_text_is_the_same_words(
    before: str, words: str, after: str, new_before: str, new_after: str
) -> None:
    assume(words.strip())
    made = anchor(f"{before} {words} {after}", len(before) + 1, len(before) + 1 + len(words))
    new = f"{new_before} {words} {new_after}"
    found = find(made, new)
    assert found is None or new[found.start : found.end].split() == words.split()


@given(WORDS, WORDS, WORDS)
def test_words_put_before_everything_do_not_hide_a_place(before: str, words: str, after: str) -> None:
    assume(words.strip())
    old = f"{before} {words} {after}"
    made = anchor(old, len(before) + 1, len(before) + 1 + len(words))
    shift = "تحديث: " * 9
    found = find(made, shift + old)
    if "context" in made.alone and made.prefix:
        assert found is not None
        assert found.end <= len(shift) + len(before) + 1 + len(words)


@given(WORDS, WORDS, WORDS)
def test_words_taken_out_are_gone_whatever_else_says_the_same(before: str, words: str, after: str) -> None:
    """Every copy of the words on the page stays but the anchored one: none of them may be taken for it."""
    assume(words.strip())
    twice = f"{words} | {before} | {words} | {after} | {words}"
    start = len(f"{words} | {before} | ")
    made = anchor(twice, start, start + len(words))
    assert find(made, f"{words} | {before} | {after} | {words}") is None


@given(st.text(min_size=1, max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_anchored_and_found_where_it_stands(words: str, before: str, after: str) -> None:
    assume(words.strip())
    text = before + words + after
    made = anchor(text, len(before), len(before) + len(words))
    assert find(made, text) is not None
    assert from_selectors(json.loads(json.dumps(to_selectors(made)))) == made
    assert find(replace(made, text_hash=""), "") is None
