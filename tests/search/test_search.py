"""What one types finds what is written, however either is spelt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading

from musnad.errors import InputError
from musnad.lexicon import table
from musnad.search import Results, search
from musnad.store import Store, open_store
from musnad.store.keys import keys_of

PAGES = {
    "withdrawal": """
# مسؤول: آخر الجنود يغادرون بغداد قبل رمضان
{cue 1:قالَ} {source 1:مسؤول أمريكي} لصحيفة {outlet 1:المرصد اليومي} إن {content 1:٢٥٠٠ جندي سيغادرون العراق}.
و{cue 2:نفى} {source 2:وزير الدفاع العراقي} {content 2:وجود خلاف مع الحكومة الأمريكية}.
""",
    "agency": """
# وكالة الطاقة تفتح مكتبا في لبنان
{cue 1:أعلنت} {source 1:وكالة الطاقة} في {medium 1:بيان} أن {content 1:المفتشين وصلوا إلى بيروت للقاء الوزراء}.
وأبدت اللجنة ارتياحها لسير العمل في المستشفى الحكومي، وستنشر قراراتها لاحقا.
""",
    "machine": """
# آلة جديدة لفرز القمح
{cue 1:قالت} {source 1:المهندسة رنا سالم} إن {content 1:الآلة تفرز طنا في الساعة، وبالآلة القديمة كان الفرز يوما}.
وستُعرض في معرض دمشق الدولي.
""",
    "virus": """
# الصحة: انخفاض الإصابات بفيروس كوفيد-19
{cue 1:حذر} {source 1:المتحدث باسم الصحة} من أن {content 1:الفيروس قد يعود في الشتاء، وأن المواطنين مدعوون إلى التطعيم}.
و{cue 2:قال} {source 2:جون كيربي} إن {content 2:سيارته تعطلت أمام السفارة في ١٥ آب}.
""",
    "affairs": """
# لجنة الشؤون الخارجية تستقبل وفدًا ألمانيًّا
وصل وفد من ألمانيا إلى القاهرة. و{cue 1:أكّد} {source 1:رئيس هيئة الاستثمار} أن {content 1:مئة شركة ستشارك}.
""",
}
STANCES = {"withdrawal": {2: "denies"}, "virus": {1: "warns"}, "agency": {1: "announces"}}
DAYS = dict(zip(PAGES, ("2021-07-24", "2021-07-23", "2021-07-22", "2021-07-21", None), strict=True))
OUTLETS = {"withdrawal": "صحيفة الميدان", "virus": "موقع الضفاف"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        for name, words in PAGES.items():
            opened.add(reading(words, name, outlet=OUTLETS.get(name), published=DAYS[name], stances=STANCES.get(name)))
        yield opened


def pages_of(results: Results) -> set[str]:
    return {hit.id for hit in results.hits}


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        # hamza
        ("اخر الجنود", {"withdrawal"}),
        ("مسئول", {"withdrawal"}),
        ("الشئون", {"affairs"}),
        ("هيأة", {"affairs"}),
        ("المانيا", {"affairs"}),
        ("الوزرا", {"agency"}),
        ("اعلنت", {"agency"}),
        # ta marbuta, alef maqsura
        ("الحكومه", {"withdrawal"}),
        ("المستشفي", {"agency"}),
        ("نفي", {"withdrawal"}),
        ("لجنه الشؤون", {"affairs"}),
        # tashkeel, tatweel
        ("قال مسؤول", {"withdrawal"}),
        ("أَكَّدَ رئيس", {"affairs"}),
        ("العــراق", {"withdrawal"}),
        ("ستعرض", {"machine"}),
        # the article
        ("جنود", {"withdrawal"}),
        ("عراق", {"withdrawal"}),
        ("الوكالة", {"agency"}),
        ("فيروس", {"virus"}),
        ("المعرض الدمشق", {"machine"}),
        # proclitics
        ("بغداد", {"withdrawal"}),
        ("لبغداد", {"withdrawal"}),
        ("وبلبنان", {"agency"}),
        ("لقاء", {"agency"}),
        ("فالمواطنون", set()),
        ("والمواطنين", {"virus"}),
        ("ولبيروت", {"agency"}),
        ("كالآلة", {"machine"}),
        # pronouns at the end
        ("سيارة", {"virus"}),
        ("قرارات", {"agency"}),
        # digits
        ("2500", {"withdrawal"}),
        ("2,500 جندي", {"withdrawal"}),
        ("٢٬٥٠٠", {"withdrawal"}),
        ("١٩", {"virus"}),
        ("15 آب", {"virus"}),
        # other words that look alike stay apart
        ("آلة", {"machine"}),
        ("وكالة", {"agency"}),
        # phrases
        ('"وزير الدفاع"', {"withdrawal"}),
        ("«الدفاع وزير»", set()),
        ("“مكتب في لبنان”", set()),
        ("«مكتبا في لبنان»", {"agency"}),
        # all the words, in any order, also of names
        ("كيربي السفارة", {"virus"}),
        ("بيروت القاهرة", set()),
        ('جندي " المرصد', {"withdrawal"}),
    ],
)
def test_a_query_finds(store: Store, query: str, pages: set[str]) -> None:
    assert pages_of(search(store, query)) == pages


@pytest.mark.parametrize("example", table("ar/search")["examples"], ids=lambda example: example["same"][0])
def test_forms_of_one_word_have_one_key_and_another_word_another(example: dict[str, object]) -> None:
    same = {key.key for word in example["same"] for key in keys_of(word)}  # type: ignore[attr-defined]
    assert len(same) == 1
    assert keys_of(str(example["other"]))[0].key not in same


def test_the_found_words_are_marked_in_the_snippet(store: Store) -> None:
    (hit,) = search(store, "2500 عراق", kind="statement").hits
    assert [mark.of(hit.text) for mark in hit.marks] == ["٢٥٠٠", "العراق"]
    record = store.reading(hit.page)
    assert record is not None
    assert record["text"][hit.start : hit.end] == hit.text


def test_a_long_article_is_shown_where_the_words_are(store: Store) -> None:
    with open_store(":memory:") as other:
        other.add(
            reading("# خبر\n" + "كلام كثير لا يعني شيئا. " * 200 + "ثم انفجر المخزن. " + "وكلام بعده. " * 50, "long")
        )
        (hit,) = search(other, "المخزن انفجر").hits
    assert [mark.of(hit.text) for mark in hit.marks] == ["انفجر", "المخزن"]
    assert len(hit.text) < 400


def test_a_phrase_is_marked_only_where_it_stands_whole(store: Store) -> None:
    (hit,) = search(store, "«الآلة القديمة»", kind="statement").hits
    assert [mark.of(hit.text) for mark in hit.marks] == ["وبالآلة", "القديمة"]


@pytest.mark.parametrize(
    ("filters", "pages"),
    [
        ({"speaker": "كيربي"}, {"virus"}),
        ({"speaker": "مسئول امريكي"}, {"withdrawal"}),
        ({"outlet": "المرصد"}, {"withdrawal"}),
        ({"outlet": "ضفاف"}, {"virus"}),
        ({"stance": "denies"}, {"withdrawal"}),
        ({"stance": "warns", "query": "الشتاء"}, {"virus"}),
        ({"stance": "denies", "query": "الشتاء"}, set()),
        ({"day_from": date(2021, 7, 23)}, {"withdrawal", "agency"}),
        ({"day_to": date(2021, 7, 21)}, {"virus"}),
        ({"day_from": date(2021, 7, 22), "day_to": date(2021, 7, 22)}, {"machine"}),
        ({"day_from": date(2021, 7, 23), "day_to": date(2021, 7, 22)}, set()),
        ({"query": "،؛!"}, set()),
        ({}, set()),
    ],
)
def test_filters(store: Store, filters: dict[str, object], pages: set[str]) -> None:
    assert pages_of(search(store, **filters)) == pages  # type: ignore[arg-type]


def test_paging_shows_each_hit_once_though_pages_are_added_meanwhile() -> None:
    with open_store(":memory:") as store:
        for day in range(1, 10):
            store.add(reading("# خبر\nثم {cue 1:قال} إن {content 1:الماء قليل}", str(day), published=f"2021-07-0{day}"))
        seen: list[str] = []
        after = None
        while True:
            results = search(store, "الماء", kind="statement", limit=4, after=after)
            seen += [hit.id for hit in results.hits]
            store.add(reading("# خبر\nثم {cue 1:قال} إن {content 1:الماء كثير}", f"new{after}", published="2021-07-30"))
            after = results.after
            if after is None:
                break
    assert seen == [str(day) for day in range(9, 0, -1)]


def test_only_the_newest_words_of_a_page_are_found() -> None:
    with open_store(":memory:") as store:
        store.add(reading("# خبر\nثم {cue 1:قال} إن {content 1:المطار مغلق}", "x"))
        store.add(reading("# خبر\nثم {cue 1:قال} إن {content 1:المطار مفتوح}", "x"))
        assert not search(store, "مغلق").hits
        assert pages_of(search(store, "مفتوح")) == {"x"}


def test_a_place_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="not a place"):
        search(store, "العراق", after="1; DROP TABLE pages")


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_no_query_breaks_the_search(store: Store, query: str) -> None:
    results = search(store, query, speaker=query, outlet=query)
    assert all(hit.text for hit in results.hits)


@pytest.mark.parametrize(
    "query", ['"', '"" OR *', "NEAR(a b)", "words : x", "a AND", "-", "^قال", "قال*", "\x00", "\ud800"]
)
def test_signs_of_the_databases_own_language_are_only_signs(store: Store, query: str) -> None:
    assert isinstance(search(store, query).to_dict()["hits"], list)
