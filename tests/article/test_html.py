"""HTML pages: lines, metadata, the map to nodes, and what must not break."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from musnad.article import find_article
from musnad.article.metadata import metadata
from musnad.article.render import render
from musnad.errors import InputError
from musnad.model import Article, Page
from musnad.text.times import find_days

BODY = [
    "أوقفت بلدية المدينة أعمال توسعة المرفأ القديم حتى الربيع المقبل بعد اعتراض الصيادين على المخططات.",
    "وقال رئيس البلدية سامر الحداد إن اللجنة الفنية ستراجع <a href='/m'>المخططات</a> كلها قبل استئناف الأعمال.",
    "وأضاف الحداد أن المتعهد وافق على التأجيل من دون تعويض، وأن الرصيف الغربي سيبقى مفتوحا أمام القوارب.",
]


def page(head: str = "", meta_line: str = "", after: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    return f"""<!DOCTYPE html><html lang="ar"><head><title>البلدية توقف توسعة المرفأ - مرآة الساحل</title>{head}</head>
    <body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav>
    <article><h1>البلدية توقف توسعة المرفأ</h1>{meta_line}<div class="entry">{paragraphs}</div></article>{after}
    <footer>جميع الحقوق محفوظة © مرآة الساحل</footer></body></html>"""


def read(source: str) -> Article:
    return find_article(Page(source, "html"), find_days)


def lines(source: str) -> list[str]:
    return [line.text for line in render(LexborHTMLParser(source)).lines]


def words(article: Article, zone: str) -> list[str]:
    return [z.span.of(article.text) for z in article.zones if z.zone == zone]


def test_the_article_is_found_among_its_furniture():
    article = read(page())
    assert words(article, "headline") == ["البلدية توقف توسعة المرفأ"]
    assert len(words(article, "lede") + words(article, "body")) == 3
    assert words(article, "legal") == ["جميع الحقوق محفوظة © مرآة الساحل"]
    assert article.byline is None
    assert article.meta_byline is None
    assert article.published is None


def test_every_stretch_of_the_article_points_to_its_node():
    source = page()
    article = read(source)
    tree = LexborHTMLParser(source)
    linked = [node for node in article.nodes if article.text[node.start : node.end] == "المخططات"]
    assert [node.path.rsplit(" > ", 1)[-1].split(":")[0] for node in linked] == ["a"]
    for node in article.nodes:
        element = tree.css_first(node.path)
        assert element is not None
        assert article.text[node.start : node.end].strip() in " ".join(element.text(deep=True).split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>سطر<br>وسطر</p>", ["سطر", "وسطر"]),
        ("<p>كلمة <b>سميكة</b>\n  وأخرى</p>", ["كلمة سميكة وأخرى"]),
        ("<ul><li><a>أول</a></li><li><a>ثان</a></li></ul>", ["أول", "ثان"]),
        ("<div><a>أول</a><a>ثان</a></div>", ["أول ثان"]),
        ("<p>ظاهر</p><p hidden>خفي</p><p style='display: none'>خفي</p><p class='d-none'>خفي</p>", ["ظاهر"]),
        ("<p class='d-none d-md-block'>ظاهر في الشاشات الواسعة</p>", ["ظاهر في الشاشات الواسعة"]),
        ("<script>س</script><style>ص</style><template><p>ع</p></template><p>ظاهر</p>", ["ظاهر"]),
        ("<p>فقرة<p>لم تغلق<div>وأخرى", ["فقرة", "لم تغلق", "وأخرى"]),
        ("<p>&#65018; &amp; &laquo;قول&raquo;</p>", ["ﷺ & «قول»"]),
    ],
)
def test_blocks_end_lines_and_hidden_things_leave_none(source: str, expected: list[str]):
    assert lines(source) == expected


NEWS = '{"@type": "NewsArticle", "headline": "البلدية", "datePublished": "2021-07-24T10:00:00+03:00"}'


@pytest.mark.parametrize(
    "script",
    [
        NEWS,
        f'[{{"@type": "WebPage"}}, {NEWS}]',
        f'{{"@graph": [{{"@type": "Organization", "name": "مرآة"}}, {NEWS}]}}',
        f'{{"@type": "WebPage", "mainEntity": {NEWS}}}',
        NEWS.replace("}", ", }"),
        NEWS.replace("}", ', "articleBody": "سطر\nوسطر "مقتبس" فيه"}'),
        f"<!-- {NEWS} -->",
    ],
    ids=["object", "array", "graph", "nested", "broken comma", "broken quotes", "commented"],
)
def test_json_ld_is_read_in_all_its_forms_and_salvaged_where_broken(script: str):
    said = metadata(LexborHTMLParser(f'<head><script type="application/ld+json">{script}</script></head>'))
    assert (said.headline, said.published[:10]) == ("البلدية", "2021-07-24")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-07-24T08:00:00Z">',
        '<meta itemprop="datePublished" content="2021-07-24">',
        '<meta name="pubdate" content="20210724">',
        '<meta property="og:url" content="https://example.org/2021/07/24/harbour">',
    ],
)
def test_the_day_of_publication_from_the_head(head: str):
    assert read(page(head)).published == date(2021, 7, 24)


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2021-07-24T09:00">قبل يومين</time>',
        '<div class="date">السبت 24 يوليو 2021</div>',
        '<div class="date">نشر في: 24 تموز/يوليو 2021 - 10:30</div><div class="date">آخر تحديث: 26 يوليو 2021</div>',
        '<div class="date">آخر تحديث: 26 يوليو 2021</div><div class="date">نشر: ٢٤ يوليو ٢٠٢١</div>',
        '<span class="date">14 ذو الحجة 1442 هـ - 24 يوليو 2021 م</span>',
        '<span class="date">\u200f24 جويلية 2021\u200e</span>',
    ],
)
def test_the_day_of_publication_from_the_lines(line: str):
    assert read(page(meta_line=line)).published == date(2021, 7, 24)


def author(kind: str, name: str) -> str:
    who = {"@type": kind, "name": name}
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": who})}</script>'


@pytest.mark.parametrize(
    ("head", "line", "byline"),
    [
        ("", '<div class="author">كتبت ليلى منصور</div>', "ليلى منصور"),
        ("", '<div class="by">بقلم: سامر الحداد</div>', "سامر الحداد"),
        (author("Person", "ليلى منصور"), '<div class="author">ليلى منصور</div>', "ليلى منصور"),
        (author("Person", "ليلى منصور"), "", "ليلى منصور"),
        (author("Organization", "مرآة الساحل"), "", None),
        (author("Person", "admin"), "", None),
        ('<meta name="author" content="Site Owner">', "", None),
        ('<meta name="author" content="(أبوظبي - البيان)">', "", None),
    ],
)
def test_a_byline_is_a_person_named_by_the_page_or_nobody(head: str, line: str, byline: str | None):
    article = read(page(head, line))
    assert (article.byline.of(article.text) if article.byline else article.meta_byline) == byline


def test_a_copy_credits_the_agency_it_is_based_on():
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":{"name":"رويترز"}}</script>'
    article = read(page(head))
    assert (article.meta_credit, article.credit_outlet) == ("رويترز", "outlet:reuters")


def test_the_canonical_address_and_the_outlet_it_belongs_to():
    article = read(page('<link rel="canonical" href="https://www.reuters.com/ar/x">'))
    assert (article.url, article.outlet) == ("https://www.reuters.com/ar/x", "outlet:reuters")


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<div>كلمة",
        "<b>",
        "<p><a>كلمة</a>",
        "كلمة ",
        "<",
        "<!--",
        "<p class='a b'>",
        "<table><tr><td>ك",
        "، ",
        "(",
        "كتب: ",
    ],
)
@pytest.mark.timing
def test_twice_the_page_takes_about_twice_the_time(unit: str):
    read(unit * 1_000 + "كلمة")
    pairs = (tuple(spent(unit * count + "كلمة") for count in (5_000, 10_000)) for _ in range(8))
    assert any(twice < 3 * once + 0.05 for once, twice in pairs)


def spent(source: str) -> float:
    started = time.process_time()
    read(source)
    return time.process_time() - started


@given(st.text(alphabet=st.sampled_from('<>/="!- abpdiv&;#\x00\u202e\ud800\udfffعربي'), max_size=300))
def test_no_markup_makes_it_fail(source: str):
    try:
        article = read(source)
    except InputError:
        return
    for zone in article.zones:
        assert article.text[zone.start : zone.end].strip()


@pytest.mark.parametrize(
    ("last", "zone"),
    [
        ("<p>ونفى الوزير أن يكون الموعد قد تأجل.</p>", "body"),
        ("<p>جميع الحقوق محفوظة لصحيفة المرفأ.</p>", "legal"),
        ("<div><p>ونفى الوزير أن يكون الموعد قد تأجل.</p></div>", None),
        ("<p><a href='/2'>ونفى الوزير أن يكون الموعد قد تأجل.</a></p>", None),
    ],
    ids=["a sentence", "small print", "elsewhere", "a link"],
)
def test_a_short_last_sentence_ends_the_story(last: str, zone: str | None) -> None:
    first = "<p>قال وزير الموانئ سامر البحري إن المرفأ الجديد سيفتتح في يونيو المقبل، وإن العمل فيه يسير وفق الخطة.</p>"
    source = f"<article><h1>افتتاح المرفأ الجديد</h1>{first}{last}</article>"
    article = find_article(Page(source, "html"), find_days)
    found = article.zones[-1].zone
    assert found == zone if zone else found not in ("lede", "body")


def test_a_page_of_one_sentence_is_an_article():
    article = read("<html><body><p>توفي عامل في ورشة بناء شرق المدينة.</p></body></html>")
    assert words(article, "lede") == ["توفي عامل في ورشة بناء شرق المدينة."]


def test_the_line_above_a_single_sentence_is_its_headline():
    article = read("<html><body><h2>وفاة عامل في ورشة</h2><p>توفي عامل في ورشة بناء.</p></body></html>")
    assert words(article, "headline") == ["وفاة عامل في ورشة"]
    assert words(article, "lede") == ["توفي عامل في ورشة بناء."]


def test_a_page_of_small_print_alone_is_no_article():
    article = read("<html><body><p>جميع الحقوق محفوظة لموقع مرآة الساحل.</p></body></html>")
    assert not article.in_article()
