"""Bylines, credits and datelines: the names in them, and sentences that are none."""

from __future__ import annotations

import pytest

from musnad.article.byline import closing_credit, read_byline, read_dateline


def parts(line: str, sure: bool = False) -> tuple[str | None, str | None]:
    found = read_byline(line, 0, sure)
    if found is None:
        return None, None
    return found.name and found.name.of(line), found.credit and found.credit.of(line)


@pytest.mark.parametrize(
    ("line", "name", "credit"),
    [
        ("كتب: سامر الحداد", "سامر الحداد", None),
        ("كتبت ليلى منصور", "ليلى منصور", None),
        ("بقلم / نجوى بركات", "نجوى بركات", None),
        ("Written by نور الدين", "نور الدين", None),
        ("By Layla Mansour", "Layla Mansour", None),
        ("القاهرة - محمد علي", "محمد علي", None),
        ("محمد علي – القاهرة", "محمد علي", None),
        ("إعداد: ريم الخياط", "ريم الخياط", None),
        ("بغداد - رويترز", None, "رويترز"),
        ("المصدر: أ ف ب", None, "أ ف ب"),
        ("المصدر: وكالات", None, "وكالات"),
        ("(د ب أ)", None, "د ب أ"),
        ("واشنطن / الأناضول", None, "الأناضول"),
        ("فرانس24/ أ ف ب", None, "أ ف ب"),
        ("كتب: سامر الحداد - رويترز", "سامر الحداد", "رويترز"),
    ],
)
def test_a_byline_names_a_person_or_an_agency(line: str, name: str | None, credit: str | None):
    assert parts(line) == (name, credit)


@pytest.mark.parametrize(
    "line",
    [
        "كتب الوزير على حسابه أن الاجتماع انتهى من دون اتفاق",
        "تقرير الأمم المتحدة",
        "تحرير جبال الزلزال",
        "كتب مدرسية جديدة قبل بدء العام الدراسي في المحافظات",
        "محمد علي",
        "قالت رويترز إن الاجتماع انتهى",
        "فريق التحرير",
    ],
)
def test_a_sentence_or_a_bare_name_is_no_byline(line: str):
    assert parts(line) == (None, None)


def test_a_bare_name_is_a_byline_where_the_line_is_known_to_be_one():
    assert parts("محمد علي", sure=True) == ("محمد علي", None)


@pytest.mark.parametrize(
    ("paragraph", "dateline", "credit", "outlet"),
    [
        ("بغداد ـ رويترز: أعلنت الوزارة الجدول.", "بغداد ـ رويترز:", "رويترز", "outlet:reuters"),
        ("بغداد (رويترز) - أعلنت الوزارة الجدول.", "بغداد (رويترز) -", "رويترز", "outlet:reuters"),
        ("القاهرة - (د ب أ) - أعلنت الوزارة.", "القاهرة - (د ب أ) -", "د ب أ", "outlet:dpa"),
        ("لندن – «القدس العربي»: أعلنت الوزارة.", "لندن – «القدس العربي»:", "القدس العربي", "outlet:alquds-uk"),
        ("(أ ف ب) - أعلنت الوزارة الجدول.", "(أ ف ب) -", "أ ف ب", "outlet:afp"),
    ],
)
def test_a_dateline_gives_place_and_agency(paragraph: str, dateline: str, credit: str, outlet: str):
    found = read_dateline(paragraph, 0)
    assert found is not None
    span, byline = found
    assert byline.credit is not None
    assert (span.of(paragraph), byline.credit.of(paragraph), byline.outlet) == (dateline, credit, outlet)


@pytest.mark.parametrize(
    "paragraph",
    [
        "قال الوزير - في تصريح لرويترز - إن الاجتماع انتهى.",
        "رويترز: الاجتماع انتهى من دون اتفاق",
        "بغداد ترد على أنقرة: لن نقبل بأي تعديل على الاتفاق",
        "الوزير: سنعود إلى الطاولة",
    ],
)
def test_a_sentence_has_no_dateline(paragraph: str):
    assert read_dateline(paragraph, 0) is None


def test_an_agency_in_brackets_closes_a_story_but_not_a_sentence():
    assert closing_credit("وانتهى الاجتماع من دون بيان. (رويترز)", 0) is not None
    assert closing_credit("وذكرت وكالة الأنباء السورية (سانا).", 0) is None
