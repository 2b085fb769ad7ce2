"""Quotations: any mixture of marks, nested, over paragraphs, unbalanced."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.model import Article, Zone
from musnad.text import annotate

#: Each text and what is quoted in it, in order.
CASES = [
    ("قال «سنعود» وغادر", ["سنعود"]),
    ("قال “سنعود” وغادر", ["سنعود"]),
    ('قال "سنعود" وغادر', ["سنعود"]),
    ("قال ”سنعود“ وغادر", ["سنعود"]),
    ("قال „سنعود“ وغادر", ["سنعود"]),
    ('قال “سنعود" وغادر', ["سنعود"]),
    ('قال "سنعود” وغادر', ["سنعود"]),
    ('قال «سنعود" وغادر', ["سنعود"]),
    ("قال ‘سنعود’ وغادر", ["سنعود"]),
    ("قال 'سنعود' وغادر", ["سنعود"]),
    ("قال ''سنعود'' وغادر", ["سنعود"]),
    ("قال ‹سنعود› وغادر", ["سنعود"]),
    ("قال <<سنعود>> وغادر", ["سنعود"]),
    ('قال:"سنعود".', ["سنعود"]),
    ('قال " سنعود " وغادر', [" سنعود "]),
    ('صحيفتا "النهار" و"السفير" أكدتا', ["النهار", "السفير"]),
    ('نقلا عن"النهار"', ["النهار"]),
    ('لـ"النهار" وبـ"السفير" وكـ"العرب"', ["النهار", "السفير", "العرب"]),
    ("«قال لي “نعم” ثم صمت»", ["قال لي “نعم” ثم صمت", "نعم"]),
    ('"قال لي "نعم" ثم صمت"', ['قال لي "نعم" ثم صمت', "نعم"]),
    ("قال «إن ‘الحل’ قريب»", ["إن ‘الحل’ قريب", "الحل"]),
    ('شاشة قياس 15" جديدة', []),
    ("طوله 6' فقط", []),
    ("قال O'Neill إن rock 'n' roll انتهى", ["n"]),
    ("فندق L’Hôtel قريب", []),
    ("رفض (التعليق) أمس", []),
    ('عددهم "أكثر من 15" شخصا', ["أكثر من 15"]),
    ('("نعم")', ["نعم"]),
    ('بعنوان "لماذا؟" أمس', ["لماذا؟"]),
    ('"نعم"، "لا"، "ربما"', ["نعم", "لا", "ربما"]),
    ('وكالة "الأنباء "للنشر', ["الأنباء "]),
    ('قرارها "خلال أيام "في ما يخص "الرد" المحتمل', ["خلال أيام ", "الرد"]),
]


@pytest.mark.parametrize(("text", "quoted"), CASES)
def test_what_is_quoted(document, text: str, quoted: list[str]) -> None:
    read = document(text)
    assert [read[quote.inner] for quote in read.quotes if quote.closed] == quoted


def test_depth_counts_the_quotations_around(document) -> None:
    read = document("«قال لي “نعم” ثم صمت» و“لا”")
    assert [(read[quote.inner], quote.depth) for quote in read.quotes if quote.depth] == [("نعم", 1)]


def test_a_forgotten_mark_costs_no_more_than_its_sentence(document) -> None:
    read = document('قال الوزير "لن نتراجع. وأضاف أن "الحل" قريب. ثم غادر "القاعة".')
    assert [(read[quote.inner], quote.closed) for quote in read.quotes] == [
        ("لن نتراجع.", False),
        ("الحل", True),
        ("القاعة", True),
    ]


def test_a_mark_too_many_is_no_quotation(document) -> None:
    read = document('انتهى الاجتماع". وقال الوزير "سنعود".')
    assert [read[quote.inner] for quote in read.quotes] == ["سنعود"]


def test_a_quotation_goes_on_in_the_next_paragraph(document) -> None:
    read = document('قال الوزير: "وصلنا أمس.\nوسنعود غدا". ثم غادر.')
    (quote,) = read.quotes
    assert quote.closed
    assert read[quote.inner] == "وصلنا أمس.\nوسنعود غدا"


def test_each_paragraph_of_a_long_quotation_opens_again(document) -> None:
    read = document("قال الوزير: «وصلنا أمس.\n«وسنعود غدا». ثم غادر.")
    assert [(read[quote.inner], quote.closed) for quote in read.quotes] == [("وصلنا أمس.", True), ("وسنعود غدا", True)]


def test_an_odd_mark_does_not_reach_over_other_quotations(document) -> None:
    read = document('قال "وصلنا أمس.\nوقال "نعم" ثم صمت.\nانتهى".')
    assert [(read[quote.inner], quote.closed) for quote in read.quotes] == [("وصلنا أمس.", False), ("نعم", True)]


def test_a_short_quotation_at_the_head_of_the_next_paragraph_is_its_own(document) -> None:
    read = document('قال "لن نتراجع. وغادر القاعة.\n"نعم" كلمة قالها الوزير ثلاث مرات أمام الصحفيين.')
    assert [(read[quote.inner], quote.closed) for quote in read.quotes] == [("لن نتراجع.", False), ("نعم", True)]


def test_no_quotation_goes_from_the_headline_into_the_story() -> None:
    text = 'الوزير: "لن نتراجع\nقال الوزير إنه لن يتراجع". وغادر.'
    zones = (Zone("headline", 0, 18), Zone("body", 19, len(text)))
    read = annotate(Article(text, "page", zones))
    assert [(read[quote.inner], quote.closed) for quote in read.quotes] == [("لن نتراجع", False)]


MARKS = st.sampled_from([*list("\"“”„«»‹›‘’'()"), "''", "<<", ">>", ",,"])
WORDS = st.sampled_from(["قال", "و", "نعم", "15", "a", ".", "؟", "،", " ", " ", "\n", "لـ"])


@given(st.lists(st.one_of(MARKS, WORDS), max_size=60).map("".join))
def test_any_mixture_gives_quotations_inside_the_text(text: str) -> None:
    read = annotate(Article(text, "article", (Zone("body", 0, len(text)),)))
    for quote in read.quotes:
        assert 0 <= quote.start < quote.inner.start <= quote.inner.end <= quote.end <= len(text)
        assert re.fullmatch(r"[^\w\s]{1,2}", text[quote.start : quote.inner.start])
        if not quote.closed:
            assert "\n" not in read[quote.span]
            assert sum(s.start < quote.end and quote.start < s.end for s in read.sentences) <= 1
    closed = [quote for quote in read.quotes if quote.closed]
    for one in closed:
        for other in closed:
            apart = one.end <= other.start or other.end <= one.start
            assert one is other or apart or one.inner.holds(other.span) or other.inner.holds(one.span)


@given(st.lists(st.sampled_from(["«»", "“”", '""', "”“", "„“"]), min_size=1, max_size=8))
def test_well_written_quotations_are_all_found(pairs: list[str]) -> None:
    text = "، ".join(f"قال {pair[0]}كلمة رقم {number}{pair[1]}" for number, pair in enumerate(pairs)) + "."
    read = annotate(Article(text, "article", (Zone("body", 0, len(text)),)))
    assert [read[quote.inner] for quote in read.quotes] == [f"كلمة رقم {number}" for number in range(len(pairs))]
