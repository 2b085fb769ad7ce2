"""Numbers in figures and words, and quantities with units, approximators and ranges."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon import table
from musnad.model import Article, Zone
from musnad.text.arithmetic import read_number
from musnad.text.layers import annotate_words
from musnad.text.numbers import find_quantities, quantities


def read(text: str) -> list[str]:
    """Each quantity as ``words = value unit``, with ``..`` for a range and ``~`` where it is approximate."""
    tokens = annotate_words(Article(text, "article", (Zone("body", 0, len(text)),))).tokens
    return [written(text, found) for found in find_quantities(text, tokens)]


def written(text: str, found) -> str:
    value = f"{found.value:g}" if found.high is None else f"{found.value:g}..{found.high:g}"
    return f"{text[found.start : found.end]} = {'~' * found.approximate}{value} {found.unit or ''}".rstrip()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("صفر", 0),
        ("سبع عشرة", 17),
        ("خمسة وعشرون", 25),
        ("مئة وواحد", 101),
        ("ثلاث مائة وواحد وثلاثون", 331),
        ("ألفين وخمسمئة", 2500),
        ("ألف وتسعمائة وثمانية وسبعون", 1978),
        ("ثلاثة ملايين ومئتا ألف", 3_200_000),
        ("واحد و عشرون تريليون و ثلاثمائة", 21_000_000_000_300),
        ("مليون ونصف المليون", 1_500_000),
        ("ثلاثة أرباع", 0.75),
        ("ثلثي", 2 / 3),
        ("سالب خمسة", -5),
        ("واحد على عشرين", 0.05),
        ("الحادي والعشرون", 21),
        ("1,234,567", 1_234_567),
        ("١٬٢٣٤٫٥", 1234.5),
        ("1 234 567", 1_234_567),
        ("12,5", 12.5),
        ("1,500", 1500),
        ("0,234", 0.234),
        ("3.5 مليار", 3_500_000_000),
        ("٤ آلاف و٣ مئة", 4300),
        ("2 1/4", 2.25),
        ("-7", -7),
    ],
)
def test_a_number_is_read(words: str, value: float) -> None:
    assert read_number(words) == pytest.approx(value)


@pytest.mark.parametrize("words", ["", "بيت", "ثلاثة وأربعة", "آلاف", "24/7/2021", "10:15", "خمسة رجال", "أحد"])
def test_what_is_not_one_number_is_none(words: str) -> None:
    assert read_number(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نشرت حوالي 2500 جندي في القاعدة", "حوالي 2500 جندي = ~2500 جندي"),
        ("قتل ما لا يقل عن 20 شخصا", "ما لا يقل عن 20 شخصا = ~20 شخص"),
        ("وبنحو ثلاثة مليارات يورو", "نحو ثلاثة مليارات يورو = ~3e+09 يورو"),
        ("بينهم أكثر من ألف مقاتل", "أكثر من ألف مقاتل = ~1000 مقاتل"),
        ("ارتفع بنسبة 5.5 في المئة", "5.5 في المئة = 5.5 %"),
        ("ارتفع 8 بالمئة", "8 بالمئة = 8 %"),
        ("بلغت ٢٠٪ هذه المرة", "٢٠٪ = 20 %"),
        ("كلفة 300 مليون دولار أمريكي", "300 مليون دولار أمريكي = 3e+08 دولار أمريكي"),
        ("خسارة $20 فقط", "$20 = 20 دولار"),
        ("بين 3 و4 ملايين نازح", "3 و4 ملايين نازح = 3e+06..4e+06 نازح"),
        ("من 10 إلى 20 ألف شخص", "10 إلى 20 ألف شخص = 10000..20000 شخص"),
        ("حمولة 10-15 طنا", "10-15 طنا = 10..15 طن"),
        ("انخفضت إلى -5 درجات", "-5 درجات = -5 درجة"),
        ("مقتل جنديين قرب الحدود", "جنديين = 2 جندي"),
        ("رجل (33 عاما) اعتقل", "33 عاما = 33 عام"),
        ("لأحد عشر شخصا", "أحد عشر شخصا = 11 شخص"),
        ("بلغت المسافة 250 كلم تقريبا", "250 كلم تقريبا = ~250 كيلومتر"),
        ("أصيب 1354 آخرون", "1354 = 1354"),
    ],
)
def test_a_quantity(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "مقاتلات F-16 وإف-35 وسو-35 وG20",
        "عند الساعة 8 وفي 10:15",
        "منذ عام 2015 وفي 18 يناير وفي 24/7/2021",
        "الاثنين والدور الأول والمرتبة الثالثة",
        "القناة 12 والمادة 5",
        "حركة طالبان والمدنيين والمتظاهرين",
        "آلاف الناس وملايين الأشجار",
        "https://example.org/2021/24?a=300",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("family", [name for name, entry in table("ar/numbers").items() if "must" in entry])
def test_each_family_of_number_words_gives_its_values(family: str) -> None:
    entry = table("ar/numbers")[family]
    for words, value in entry["must"].items():
        assert read_number(words) == pytest.approx(value)
    assert read_number(entry["must_not"]) is None


@pytest.mark.parametrize("family", list(table("ar/units")))
def test_each_family_of_units_matches_its_sentence_and_not_its_counterpart(family: str) -> None:
    entry = table("ar/units")[family]
    if "must" in entry:
        assert any(found.startswith(entry["must"]["words"] + " = ") for found in read(entry["must"]["text"]))
    assert read(entry["must_not"]) == []


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", *(f"{unit}مئة" for unit in ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"])]


def below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    small = f"{UNITS[units]} عشر" if tens == 1 and units else " و".join(filter(None, [UNITS[units], TENS[tens]]))
    return " و".join(filter(None, [HUNDREDS[hundreds], small]))


def in_words(number: int) -> str:
    parts = []
    for scale, name in ((10**9, "مليار"), (10**6, "مليون"), (1000, "ألف"), (1, "")):
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{below_thousand(count)} {name}".strip())
    return " و".join(parts)


@given(st.integers(1, 10**12 - 1))
def test_any_number_in_words_is_read_back(number: int) -> None:
    assert read_number(in_words(number)) == number


@given(st.integers(0, 10**15), st.sampled_from([",", "\u066c", "\u060c"]), st.booleans())
def test_any_number_in_grouped_figures_is_read_back(number: int, separator: str, arabic: bool) -> None:
    figures = f"{number:,}".replace(",", separator)
    if arabic:
        figures = figures.translate({ord("0") + n: chr(0x660 + n) for n in range(10)})
    assert read_number(figures) == number


SOME_WORDS = (
    "ثلاثة عشر وعشرون مئة ألف آلاف مليون و نصف المليون 3 -4 5-6 1/2 بالمئة % $ حوالي بين إلى على من شخصا طن . ، \n"
    " خمس e ^ فاصلة جزء سالب 1e9 12:30"
)
WORDS = st.sampled_from(SOME_WORDS.split(" "))


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = quantities(text)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.high is None or one.value <= one.high for one in found)


@pytest.mark.parametrize(
    "unit", ["ألف و", "1 234 ", "1-", "خمسة على ", "حوالي ", "- ", "1^", "مليون ", "2 1/2 ", "خمسة فاصلة "]
)
@pytest.mark.timing
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(text: str) -> float:
        begin = time.process_time()
        quantities(text)
        return time.process_time() - begin

    seconds(unit * 100)
    short = min(seconds(unit * 3000) for _ in range(3))
    long = min(seconds(unit * 12000) for _ in range(3))
    assert long <= 4 * 2.5 * short + 0.05
