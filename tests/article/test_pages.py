"""Flattened pages and clean articles: which line is what."""

from __future__ import annotations

from datetime import date

import pytest

from musnad.article import find_article
from musnad.errors import InputError
from musnad.model import Article, Page, PageKind, TimeExpression

FLATTENED = """\
الرئيسية
سياسة
اقتصاد

شارك

البلدية توقف توسعة المرفأ القديم حتى الربيع

رافعات متوقفة عند الرصيف الشرقي

أوقفت بلدية المدينة أعمال توسعة المرفأ القديم حتى الربيع المقبل بعد اعتراض الصيادين.

وقال رئيس البلدية سامر الحداد إن اللجنة الفنية ستراجع المخططات كلها قبل استئناف الأعمال في الموقع.

اقرأ أيضا: الصيادون يضربون عن العمل ثلاثة أيام

وأضاف الحداد أن المتعهد وافق على التأجيل من دون تعويض، وأن الرصيف الغربي سيبقى مفتوحا أمام القوارب.

بقلم: ليلى منصور

اترك تعليقاً

جميع الحقوق محفوظة © موقع الميناء
"""

CLEAN = """\
الوزارة تعلن جدول الامتحانات
بغداد ـ رويترز: أعلنت وزارة التربية جدول الامتحانات النهائية، وقالت إنها تبدأ في يونيو.
اقرأ: (المدارس الخاصة تطلب التأجيل)
ردود الفعل
ورحب أولياء الأمور بالجدول، وطالبوا بتوزيع القاعات مبكرا على المدارس كافة.
"""


def no_days(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    return ()


def read(text: str, kind: PageKind = "auto") -> Article:
    return find_article(Page(text, kind), no_days)


def zones(article: Article) -> list[tuple[str, str]]:
    return [(zone.zone, " ".join(zone.span.of(article.text).split()[:2])) for zone in article.zones]


def test_a_flattened_page_is_told_by_its_furniture_and_its_lines_are_labelled():
    article = read(FLATTENED)
    assert article.kind == "page"
    assert article.text == FLATTENED
    assert zones(article) == [
        ("navigation", "الرئيسية"),
        ("navigation", "سياسة"),
        ("navigation", "اقتصاد"),
        ("share", "شارك"),
        ("headline", "البلدية توقف"),
        ("caption", "رافعات متوقفة"),
        ("lede", "أوقفت بلدية"),
        ("body", "وقال رئيس"),
        ("related", "اقرأ أيضا:"),
        ("body", "وأضاف الحداد"),
        ("byline", "بقلم: ليلى"),
        ("comments", "اترك تعليقاً"),
        ("legal", "جميع الحقوق"),
    ]
    assert article.byline is not None
    assert article.byline.of(article.text) == "ليلى منصور"


def test_a_clean_article_has_its_headline_dateline_and_foreign_line():
    article = read(CLEAN)
    assert article.kind == "article"
    assert [zone for zone, _ in zones(article)] == ["headline", "lede", "related", "subheading", "body"]
    assert article.dateline is not None
    assert article.dateline.of(article.text) == "بغداد ـ رويترز:"
    assert article.credit is not None
    assert (article.credit.of(article.text), article.credit_outlet) == ("رويترز", "outlet:reuters")


@pytest.mark.parametrize(("content", "code"), [("", "empty"), (" \n\t", "empty"), ("\x00\x01\x02\x03" * 50, "binary")])
def test_what_cannot_be_read_is_refused_in_a_sentence(content: str, code: str):
    with pytest.raises(InputError) as refused:
        read(content)
    assert refused.value.code == code


def test_what_is_not_arabic_is_read_with_a_warning():
    article = read("The council met on Monday\nIt decided nothing of note, the mayor said.")
    assert article.language == "und-Latn"
    assert [warning.code for warning in article.warnings] == ["not_arabic"]
