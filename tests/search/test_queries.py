"""Forty queries as people type them over the sample pages, and what each must find; fifteen that must find nothing."""

from __future__ import annotations

import pytest

from musnad.search import search
from musnad.store import Store

SHIPS = {"gulf-of-aden-ships", "gulf-of-aden-explained", "almarfa-gulf-of-aden", "navy-denial"}
GRAIN = {"grain-corridor", "madar-grain-copy"}
WANTED: list[tuple[str, set[str]]] = [
    # hamza, in every seat
    ("اسعار القمح", {"central-bank"}),
    ("مسئول امريكي", SHIPS),
    ("المانيا", {"flattened"}),
    ("مؤسسه الخطوط", {"train-accident"}),
    ("تأمين", {*GRAIN, "gulf-of-aden-ships", "navy-denial"}),
    ("هيئة موانىء القناة", {"madar-port-calendar"}),
    ("إستثنائي", set()),
    ("إستثنائيا", {"central-bank"}),
    # ta marbuta, alef maqsura
    ("المراجعه", SHIPS),
    ("مستشفي", {"clinic-software"}),
    ("اولي طائرات التدريب", {"training-aircraft"}),
    ("نفي خطه", {"navy-denial"}),
    # tashkeel, tatweel
    ("المَلارِيا", {"difaf-vaccine"}),
    ("القرصنـــة", {"gulf-of-aden-ships"}),
    ("مُدرِّبون", {"flattened"}),
    # the article
    ("قرصنة", {"gulf-of-aden-ships"}),
    ("الفوسفات", {"train-accident"}),
    ("تضخم", {"central-bank"}),
    ("الثلاجات", {"difaf-vaccine"}),
    # clitics
    ("بجيبوتي", {"gulf-of-aden-ships", "gulf-of-aden-explained", "navy-denial"}),
    ("فالمهربون", {"gulf-of-aden-ships"}),
    ("وللقراصنة", set()),
    ("عائدات", {"budget-vote"}),
    ("طاقة", {"difaf-vaccine", "madar-port-calendar"}),
    ("كالبنتاغون", {"navy-denial"}),
    # digits
    ("٢٨ مارس", {"gulf-of-aden-ships", "gulf-of-aden-explained"}),
    ("٤٢٠ ألف طفل", {"difaf-vaccine"}),
    ("1,800 كيلومتر", {"training-aircraft"}),
    ("٨٫٨", {"central-bank"}),
    ("P-8", {"gulf-of-aden-explained"}),
    # names in Latin letters
    ("Germany", {"flattened"}),
    ("Washington Post", SHIPS),
    ("Pentagon", {"navy-denial"}),
    ("Lancet", {"clinic-software"}),
    ("World Health Organization", {"difaf-vaccine"}),
    ("A400M", {"flattened"}),
    ("Black Sea Turkey", GRAIN),
    ("djibouti", {"gulf-of-aden-ships", "gulf-of-aden-explained", "navy-denial"}),
    ("L'Equipe", {"cup-final"}),
    ("IMF", {"central-bank"}),
    # phrases
    ("«ممر الحبوب»", GRAIN),
    ('"خور عبد الله"', {"border-talks"}),
    ("“بطل مع السوبر”", set()),
    ('"كاس السوبر"', {"cup-final"}),
    ("„العقبه الاولي“", {"difaf-vaccine"}),
]
FOUND = [(query, pages) for query, pages in WANTED if pages]
NOTHING = [
    *(query for query, pages in WANTED if not pages),
    "كوريا الشمالية",
    "Biden",
    "بايدن",
    "Tokyo",
    "«الحبوب ممر»",
    '"مارس 28"',
    "زلزال",
    "1801",
    "القطار السفينة",
    "الميناء تصويت",
    "AND",
    "F-16",
    "نهر النيل الأبيض",
    "ملاريا برلين",
    "آلة",
]


@pytest.mark.parametrize(("query", "pages"), FOUND, ids=[query for query, _ in FOUND])
def test_a_query_finds_all_its_pages_and_no_other(samples: Store, query: str, pages: set[str]) -> None:
    assert {hit.id for hit in search(samples, query, limit=100).hits} == pages


@pytest.mark.parametrize("query", NOTHING)
def test_a_query_finds_nothing(samples: Store, query: str) -> None:
    assert search(samples, query).hits == ()
