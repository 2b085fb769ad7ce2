"""Pages that are no article are told, and never become one."""

from __future__ import annotations

from musnad.article import find_article
from musnad.model import Article, Page, PageKind
from musnad.text.times import find_days

TEASERS = [
    ("البلدية توقف توسعة المرفأ القديم", "أوقفت بلدية المدينة أعمال توسعة المرفأ القديم حتى الربيع بعد اعتراض..."),
    ("حريق يلتهم سوقا شعبية ولا إصابات", "اندلع حريق كبير فجر الأحد في سوق شعبية وسط المدينة وأتى على متاجر..."),
    ("معرض الكتاب يفتح أبوابه غدا الاثنين", "يفتح معرض الكتاب أبوابه بمشاركة دور نشر من أنحاء المنطقة ويحل الشعر..."),
    ("فريق الساحل يخطف بطاقة النهائي", "قلب فريق الساحل تأخره بهدف إلى فوز ثمين بهدفين لواحد ليبلغ المباراة..."),
    ("موجة حر تعطل الدراسة في المدن", "تجاوزت درجات الحرارة الأربعين في المدن الساحلية ما دفع السلطات إلى..."),
    ("جائزة الترجمة لكتاب عن الملح", "اختارت لجنة التحكيم الكتاب من بين أعمال مترجمة عن تسع لغات في ختام..."),
]
PARAGRAPH = "أوقفت بلدية المدينة أعمال توسعة المرفأ القديم حتى الربيع المقبل بعد اعتراض الصيادين على المخططات كلها."


def read(source: str, kind: PageKind = "html") -> Article:
    return find_article(Page(source, kind), find_days)


def codes(article: Article) -> list[str]:
    return [warning.code for warning in article.warnings]


def front() -> str:
    cards = (f"<div class='card'><h3><a href='/x'>{head}</a></h3><p>{text}</p></div>" for head, text in TEASERS * 2)
    return f"<html><body><h2>أخبار</h2>{''.join(cards)}</body></html>"


def test_a_section_front_is_no_article():
    article = read(front())
    assert "section_front" in codes(article)
    assert not article.in_article()
    assert article.headline is None


def test_an_article_behind_a_subscription_says_so():
    story = f"<h1>البلدية توقف توسعة المرفأ</h1><p>{PARAGRAPH}</p>"
    page = f"<html><body>{story}<p>هذا المحتوى للمشتركين فقط</p></body></html>"
    assert "paywall" in codes(read(page))


def test_a_live_blog_is_told_by_its_type():
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "البلدية"}</script>'
    page = f"<html><head>{head}</head><body><h1>البلدية</h1><p>10:00</p><p>{PARAGRAPH}</p></body></html>"
    assert "live_blog" in codes(read(page))


def test_a_gallery_keeps_its_captions_and_has_no_story():
    figures = "".join(
        f"<figure><figcaption class='caption'>صيادون عند الرصيف {n}</figcaption></figure>" for n in "١٢٣٤"
    )
    page = f"<html><body><h1>المرفأ القديم في صور</h1>{figures}</body></html>"
    article = read(page)
    assert not [zone for zone in article.zones if zone.zone in ("lede", "body")]
    assert {"gallery", "no_article"} & set(codes(article))


def test_an_article_is_not_warned_of():
    page = f"<html><body><h1>البلدية توقف توسعة المرفأ</h1>{f'<p>{PARAGRAPH}</p>' * 4}</body></html>"
    assert codes(read(page)) == []


def test_an_error_page_is_no_article():
    page = (
        "<html><body><h1>عذرا</h1><p>الصفحة التي تبحث عنها غير موجودة أو نقلت إلى عنوان آخر.</p>"
        "<a href='/'>العودة إلى الرئيسية</a></body></html>"
    )
    article = read(page)
    assert codes(article)[0] == "error_page"
    assert not article.in_article()


def test_a_story_about_a_missing_page_is_an_article():
    story = f"{PARAGRAPH} وفوجئ زوار موقع البلدية بعبارة «الصفحة غير موجودة» عند البحث عن المخططات. {PARAGRAPH}"
    article = read(f"<html><body><h1>البلدية توقف توسعة المرفأ</h1><p>{story}</p></body></html>")
    assert "error_page" not in codes(article)
    assert article.in_article()
