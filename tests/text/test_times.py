"""Time expressions: their words and the days they denote, read from a publication day."""

from __future__ import annotations

import time
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon import table
from musnad.model import Article, Zone
from musnad.text.layers import annotate_words
from musnad.text.times import find_days, find_times

SATURDAY = date(2021, 7, 24)


def tokens_of(text: str):
    return annotate_words(Article(text, "article", (Zone("body", 0, len(text)),))).tokens


def read(text: str, published: date | None = SATURDAY) -> list[str]:
    """Each expression as ``words = first .. last`` (one day written once, unknown days as ``?``)."""
    return [written(text, found) for found in find_times(text, tokens_of(text), published)]


def read_line(text: str, published: date | None = SATURDAY) -> list[str]:
    return [written(text, found) for found in find_days(text, published)]


def written(text: str, found) -> str:
    days = "?" if found.first is None else str(found.first)
    if found.last and found.last != found.first:
        days += f" .. {found.last}"
    return f"{text[found.start : found.end]} = {days}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير الخميس إن الطريق مفتوح", "الخميس = 2021-07-22"),
        ("قال الوزير السبت إن الطريق مفتوح", "السبت = 2021-07-24"),
        ("سيزور الوفد العاصمة الخميس", "الخميس = 2021-07-29"),
        ("من المقرر أن يصل الوفد يوم الاثنين", "يوم الاثنين = 2021-07-26"),
        ("تبدأ المحادثات الثلاثاء", "الثلاثاء = 2021-07-27"),
        ("أغلق الطريق حتى صباح الأحد", "الأحد = 2021-07-25"),
        ("وقع الحادث السبت الماضي", "السبت الماضي = 2021-07-17"),
        ("تجتمع اللجنة السبت المقبل", "السبت المقبل = 2021-07-31"),
        ("والخميس، أغلق الطريق", "الخميس = 2021-07-22"),
        ("كما حدث للجمعة الثانية على التوالي", "للجمعة الثانية على التوالي = 2021-07-23"),
        ("أطلقت النار ليل الخميس الجمعة", "الخميس الجمعة = 2021-07-22 .. 2021-07-23"),
    ],
)
def test_a_weekday_is_read_by_the_tense_beside_it(text: str, expected: str) -> None:
    assert read(text) == [expected]


def test_two_weekdays_joined_by_waw_run_forward() -> None:
    assert read("يصل المفتشون الخميس والجمعة") == ["الخميس = 2021-07-29", "الجمعة = 2021-07-30"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل في 22 يوليو/تموز", "22 يوليو/تموز = 2021-07-22"),
        ("يعود في 31 تموز/ يوليو الجاري", "31 تموز/ يوليو الجاري = 2021-07-31"),
        ("في الرابع من آذار 1978 بدأ البناء", "الرابع من آذار 1978 = 1978-03-04"),
        ("في الحادي والعشرين من غشت 2020", "الحادي والعشرين من غشت 2020 = 2020-08-21"),
        ("في ٥ شتنبر ٢٠١٦", "٥ شتنبر ٢٠١٦ = 2016-09-05"),
        ("يوم 14 جويلية 2019", "يوم 14 جويلية 2019 = 2019-07-14"),
        ("في 25 من الشهر الجاري", "25 من الشهر الجاري = 2021-07-25"),
        ("في 17 الحالي", "17 الحالي = 2021-07-17"),
        ("أغلق في 31 ديسمبر", "31 ديسمبر = 2020-12-31"),
        ("سيفتح في 31 ديسمبر", "31 ديسمبر = 2021-12-31"),
        ("في 18 يناير الماضي", "18 يناير الماضي = 2021-01-18"),
        ("في 12 ذي الحجة 1442", "12 ذي الحجة 1442 = 2021-07-22"),
        ("في 24/7/2021", "24/7/2021 = 2021-07-24"),
        ("الأحد 24 يوليو 2021", "الأحد 24 يوليو 2021 = 2021-07-24"),
        ("في 5 تشرين الثاني/أكتوبر 2020", "5 تشرين الثاني/أكتوبر 2020 = 2020-11-05"),
    ],
)
def test_a_date(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلن اليوم السبت", "اليوم السبت = 2021-07-24"),
        ("أعلن مساء أمس", "أمس = 2021-07-23"),
        ("استقبل الوزير هذا الصباح وفدا تجاريا", "هذا الصباح = 2021-07-24"),
        ("يصل غدا", "غدا = 2021-07-25"),
        ("وصل أول من أمس", "أول من أمس = 2021-07-22"),
        ("رفض بالأمس تسليم الوثائق", "الأمس = 2021-07-23"),
        ("كتب اليوم الجمعة", "اليوم الجمعة = 2021-07-23"),  # the page appeared a day later
    ],
)
def test_a_day_counted_from_publication(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في يونيو الماضي", "يونيو الماضي = 2021-06-01 .. 2021-06-30"),
        ("في أيار المقبل", "أيار المقبل = 2022-05-01 .. 2022-05-31"),
        ("في يوليو من العام الماضي", "يوليو من العام الماضي = 2020-07-01 .. 2020-07-31"),
        ("الأسبوع المقبل", "الأسبوع المقبل = 2021-07-26 .. 2021-08-01"),
        ("هذا الأسبوع", "هذا الأسبوع = 2021-07-19 .. 2021-07-25"),
        ("عطلة نهاية الأسبوع", "عطلة نهاية الأسبوع = 2021-07-24 .. 2021-07-25"),
        ("العام المنصرم", "العام المنصرم = 2020-01-01 .. 2020-12-31"),
        ("منذ عام 2007", "عام 2007 = 2007-01-01 .. 2007-12-31"),
        ("تأسست في 2014 بالعاصمة", "2014 = 2014-01-01 .. 2014-12-31"),
        ("عامي 2015 و2016", "عامي 2015 و2016 = 2015-01-01 .. 2016-12-31"),
        ("الربع الثالث من 2018", "الربع الثالث من 2018 = 2018-07-01 .. 2018-09-30"),
        ("النصف الأول من العام المقبل", "النصف الأول من العام المقبل = 2022-01-01 .. 2022-06-30"),
        ("مطلع نيسان/أبريل", "مطلع نيسان/أبريل = 2021-04-01 .. 2021-04-10"),
        ("منتصف أكتوبر 2014", "منتصف أكتوبر 2014 = 2014-10-11 .. 2014-10-20"),
        ("نهاية الشهر الماضي", "نهاية الشهر الماضي = 2021-06-21 .. 2021-06-30"),
        ("أواخر 2014", "أواخر 2014 = 2014-10-01 .. 2014-12-31"),
        ("بحلول نهاية عام 2021", "نهاية عام 2021 = 2021-10-01 .. 2021-12-31"),
        ("ثمانينيات القرن الماضي", "ثمانينيات القرن الماضي = 1980-01-01 .. 1989-12-31"),
        ("خلال شهر رمضان الماضي", "شهر رمضان الماضي = 2021-04-13 .. 2021-05-12"),
        ("صيف 2020", "صيف 2020 = 2020-06-01 .. 2020-08-31"),
        ("الأشهر الثلاثة الأولى من السنة الجارية", "الأشهر الثلاثة الأولى من السنة الجارية = 2021-01-01 .. 2021-03-31"),
        ("الشهر نفسه من العام الماضي", "الشهر نفسه من العام الماضي = 2020-07-01 .. 2020-07-31"),
    ],
)
def test_a_period(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يمتد من 4 إلى 19 أيار المقبل", "4 إلى 19 أيار المقبل = 2022-05-04 .. 2022-05-19"),
        ("بين 28 أبريل و3 مايو", "28 أبريل و3 مايو = 2021-04-28 .. 2021-05-03"),
        ("من 1 يناير حتى 31 مارس 2020", "1 يناير حتى 31 مارس 2020 = 2020-01-01 .. 2020-03-31"),
        ("يومي 10 و11 أبريل", "يومي 10 و11 أبريل = 2021-04-10 .. 2021-04-11"),
        ("الحرب الأهلية (1975-1990)", "1975-1990 = 1975-01-01 .. 1990-12-31"),
        ("بين عامي 1945 و1947", "عامي 1945 و1947 = 1945-01-01 .. 1947-12-31"),
    ],
)
def test_a_range(text: str, expected: str) -> None:
    assert read(text) == [expected]


def test_a_weekday_behind_a_month_is_not_of_that_month() -> None:
    assert read("تسلم الموظفون رواتب شهر مارس يوم الأحد") == [
        "شهر مارس = 2021-03-01 .. 2021-03-31",
        "يوم الأحد = 2021-07-18",
    ]


def test_days_counted_from_the_day_last_spoken_of() -> None:
    text = "وصل الوفد في 3 مارس 2020. وفي اليوم التالي عقد اجتماعا. وكان قد أعلن ذلك قبل ذلك بيومين"
    assert read(text)[1:] == ["اليوم التالي = 2020-03-04", "قبل ذلك بيومين = 2020-03-02"]


@pytest.mark.parametrize(
    "text",
    [
        "مارس الوفد ضغوطا كبيرة",  # practised
        "قال أب لطفلين إن أحد أبنائه مفقود",  # a father, one of
        "المفكر طارق رمضان موقوف",
        "الخلاف تطور بين الاثنين",  # the two
        "القرى في أمس الحاجة إلى المياه",  # in the most pressing need
        "يضم المخيم أكثر من 2000 أسرة نازحة",
        "تنتج 400 ألف برميل في اليوم من الزيت",
        "الأمين العام ورئيس النيابة العامة",
        "بقي في المدينة 2014 شخصا ووصل إلى القرية 2014 لاجئا",
        "اليوم العالمي للمرأة",
        "وهو في الثلاثينيات من عمره",
        "شباب ثورة 25 يناير",
        "منذ 18 عاما وقبل أسبوع وخلال الأيام القليلة المقبلة",
        "نهاية المطاف وبداية النزاع",
        "في الساعة 10:15 مساء بلغ الفرق 3-1",
    ],
)
def test_words_that_only_look_like_times(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["الخميس", "أمس", "الشهر الماضي", "في 22 يوليو", "أكتوبر الماضي", "هذا العام"])
def test_without_a_publication_day_relative_times_have_no_days(text: str) -> None:
    assert read(text, published=None) == [f"{text.removeprefix('في ')} = ?"]


def test_without_a_publication_day_whole_dates_have_their_days() -> None:
    assert read("في 22 يوليو 2020 ثم عام 2021", published=None) == [
        "22 يوليو 2020 = 2020-07-22",
        "عام 2021 = 2021-01-01 .. 2021-12-31",
    ]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("السبت 24 يوليو 2021 - 10:15", ["2021-07-24"]),
        ("آخر تحديث: ٢٤/٧/٢٠٢١", ["2021-07-24"]),
        ("24.07.2021", ["2021-07-24"]),
        ("2021-07-24T10:15:00+03:00", ["2021-07-24"]),
        ("24 / 7 / 2021", ["2021-07-24"]),
        ("24 يوليو (تموز) 2021", ["2021-07-24"]),
        ("\u202b٢٤\u200f/٠٧\u200f/٢٠٢١\u202c", ["2021-07-24"]),
        ("السبت 14 ذو الحجة 1442 هـ - 24 يوليو 2021 م", ["2021-07-24", "2021-07-24"]),
        ("السبت الموافق 24 يوليوز 2021", ["2021-07-24"]),
        ("السبت، 24 جويلية 2021", ["2021-07-24"]),
        ("24 July 2021", ["2021-07-24"]),
        ("July 24, 2021", ["2021-07-24"]),
        ("منذ 3 أيام", ["2021-07-21"]),
        ("قبل يومين", ["2021-07-22"]),
        ("31/02/2021", []),
    ],
)
def test_a_date_line(line: str, days: list[str]) -> None:
    assert [str(found.first) for found in find_days(line, SATURDAY)] == days


def test_what_has_no_tokens_is_not_read() -> None:
    text = "من الأرشيف: 3 مارس 2020\nوصل الوفد في 5 مارس 2020"
    article = Article(text, "page", (Zone("related", 0, 23), Zone("body", 24, len(text))))
    found = find_times(text, annotate_words(article).tokens, SATURDAY)
    assert [text[f.start : f.end] for f in found] == ["5 مارس 2020"]


PRESS = tomllib.loads(Path(__file__).with_name("press_days.toml").read_text("utf-8"))["on"]


@pytest.mark.parametrize(
    ("day", "sentence"), [(day, sentence) for day, its in PRESS.items() for sentence in its["sentences"]]
)
def test_the_days_of_a_sentence_of_the_press(day: str, sentence: list[str]) -> None:
    text, *expected = sentence
    assert read(text, date.fromisoformat(day)) == expected


def test_what_is_missed_still_is_taken_into_the_list_once_it_is_read() -> None:
    missed = [(day, sentence) for day, its in PRESS.items() for sentence in its.get("missed", [])]
    assert all(read(text, date.fromisoformat(day)) != expected for day, (text, *expected) in missed)


@pytest.mark.parametrize("family", [name for name, entry in table("ar/calendar").items() if "must" in entry])
def test_each_family_of_words_matches_its_sentence_and_not_its_counterpart(family: str) -> None:
    entry = table("ar/calendar")[family]
    reads = read_line if family in ("counted", "months_latin") else read
    assert any(found.startswith(entry["must"]["words"] + " = ") for found in reads(entry["must"]["text"]))
    assert reads(entry["must_not"]) == []


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
MONTHS = [forms for key, forms in table("ar/calendar")["months"].items() if key.isdecimal()]
MONTHS[2] = [*MONTHS[2], "مارس"]


@given(DAYS, st.data())
def test_any_day_is_read_back_however_it_is_written(day: date, data: st.DataObject) -> None:
    month = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    pattern = data.draw(
        st.sampled_from(
            ["{d} {m} {y}", "{d} من {m} {y}", "{d} {m}، {y}", "{y}-{n:02}-{d:02}", "{d}/{n}/{y}", "{d}.{n}.{y}"]
        )
    )
    line = pattern.format(d=day.day, m=month, n=day.month, y=day.year)
    if data.draw(st.booleans()):
        line = line.translate({ord("0") + n: chr(0x660 + n) for n in range(10)})
    # In figures the month may come first where the day cannot be one.
    assert [(f.first, f.last) for f in find_days(line, None)] == [(day, day)]


@given(st.dates(date(2000, 1, 8), date(2040, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_never_ahead_nor_a_week_back(published: date, number: int) -> None:
    name = table("ar/calendar")["weekdays"][str(number + 1)][0]
    (found,) = find_days(name, published)
    assert found.first is not None
    assert found.first.weekday() == number
    assert timedelta(0) <= published - found.first < timedelta(7)


SOME_WORDS = (
    "من إلى بين و في 4 19 2021 10/11 1-2 عام العام الماضي المقبل شهر يناير / تموز الخميس يوم اليوم نهاية الأسبوع الربع "
    "الأول ألف مئة وخمسة قبل ذلك بيومين هذا ( ) - . ، \n رمضان صيف القرن"
)
WORDS = st.sampled_from(SOME_WORDS.split(" "))


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)), st.none() | DAYS)
def test_any_text_gives_ordered_spans_inside_it(text: str, published: date | None) -> None:
    for found in (find_days(text, published), find_times(text, tokens_of(text), published)):
        places = [place for one in found for place in (one.start, one.end)]
        assert places == sorted(places)
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all((one.first is None) == (one.last is None) for one in found)
        assert all(one.first <= one.last for one in found if one.first and one.last)


@pytest.mark.parametrize(
    "unit",
    [
        "1-",
        "1/2/",
        "ألف و",
        "من 4 إلى ",
        "يناير/",
        "مارس و",
        "قبل ",
        "الخميس ",
        "10 و",
        "\u200f1",
        "الربع الأول من ",
        "نهاية ",
    ],
)
@pytest.mark.timing
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(text: str) -> float:
        begin = time.process_time()
        find_days(text, SATURDAY)
        return time.process_time() - begin

    seconds(unit * 100)
    short = min(seconds(unit * 3000) for _ in range(3))
    long = min(seconds(unit * 12000) for _ in range(3))
    assert long <= 4 * 2.5 * short + 0.05
