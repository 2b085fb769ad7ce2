"""The tables of names: what they hold, how nationalities are inflected, which offices one person holds."""

import re
from collections import Counter

import pytest

from musnad.lexicon import fold, table
from musnad.lexicon.equipment import classes, pieces
from musnad.lexicon.gazetteer import find_name
from musnad.lexicon.places import country, nationality
from musnad.lexicon.titles import is_rank, is_sole_office, is_title

ITEM = re.compile(r"Q[1-9]\d*")
NAMED = ("countries", "cities", "regions", "organisations", "people", "events", "equipment")
OTHER_SECTIONS = {
    "adjectives",
    "facility_heads",
    "region_heads",
    "place_heads",
    "lead_heads",
    "heads",
    "given",
    "letters",
    "loose",
}


def entries():
    for name in NAMED:
        for section, rows in table(f"ar/{name}").items():
            if section not in OTHER_SECTIONS:
                yield from ((f"{name}/{section}/{key}", names) for key, names in rows.items())


def test_an_item_stands_for_one_entity_only() -> None:
    items = Counter(names[0] for _, names in entries() if ITEM.fullmatch(names[0]))
    assert [item for item, count in items.items() if count > 1] == []


def test_every_entry_has_a_name_that_is_found_as_itself() -> None:
    for place, names in entries():
        written = [name for name in names if not ITEM.fullmatch(name)]
        assert written, place
        assert all(pieces(name) for name in written), place


def test_at_least_four_hundred_systems_with_a_class() -> None:
    assert len(classes()) >= 400
    assert classes()["f16"] == "fighter"
    assert classes()["s400"] == "air-defence"


@pytest.mark.parametrize(
    ("spellings", "system"),
    [
        (("F-16", "F16", "f 16", "إف-16", "إف 16", "اف١٦", "الإف-16"), "f16"),
        (("Su-35", "SU35", "سو-35", "سو 35", "سوخوي 35", "سوخوي-35"), "su35"),
        (("Rafale", "رافال", "الرافال", "الرفال"), "rafale"),
        (("Wing Loong 2", "وينغ لونغ 2", "وينج لونج 2"), "wing-loong-2"),
        (("S-400", "إس-400", "إس 400", "اس٤٠٠"), "s400"),
        (("MiG-29", "ميغ-29", "ميج 29", "الميغ 29"), "mig29"),
        (("SPECTRA", "سبكترا"), "spectra"),
        (("TB2", "Bayraktar TB2", "بيرقدار تي بي 2"), "bayraktar-tb2"),
        (("HIMARS", "هيمارس"), "himars"),
        (("MQ-9", "إم كيو-9", "ام كيو 9"), "mq9"),
    ],
)
def test_a_system_is_known_in_the_spellings_of_the_press(spellings: tuple[str, ...], system: str) -> None:
    for spelling in spellings:
        keys = pieces(spelling)
        found = find_name(keys, 0)
        assert found is not None, spelling
        assert (found[0], found[1].entity) == (len(keys), f"local:equipment/{system}"), spelling


@pytest.mark.parametrize(
    ("adjectives", "item"),
    [
        ("أمريكي أميركي الأميركية أمريكيون الأمريكيين أميركيات أمريكيا", "wd:Q30"),
        ("عراقي العراقية عراقيين العراقيان", "wd:Q796"),
        ("بريطانية البريطانيون", "wd:Q145"),
        ("سوفيتي السوفياتية", "wd:Q15180"),
    ],
)
def test_a_nationality_is_its_country_in_every_form(adjectives: str, item: str) -> None:
    for adjective in adjectives.split():
        assert nationality(fold(adjective)) == item, adjective


def test_nationalities_of_two_words_need_both() -> None:
    assert nationality(fold("الكورية"), fold("الشمالية")) == "wd:Q423"
    assert nationality(fold("كوري"), fold("جنوبي")) == "wd:Q884"
    assert nationality(fold("جنوب"), fold("أفريقية")) == "wd:Q258"
    assert nationality(fold("كوري")) is None
    assert nationality(fold("عسكري")) is None


def test_countries_by_name() -> None:
    assert country(fold("الولايات المتحدة")) == country(fold("أميركا")) == "wd:Q30"
    assert country(fold("بغداد")) is None


def test_titles_in_gender_number_and_definiteness() -> None:
    for word in ["وزير", "الوزيرة", "وزراء", "المتحدثة", "مسؤولون", "الجنرال", "عقيد", "الشيخ"]:
        assert is_title(fold(word)), word
    for word in ["قال", "الكتاب", "مدرسة", "بغداد"]:
        assert not is_title(fold(word)), word
    assert is_rank(fold("العميد"))
    assert not is_rank(fold("مسؤول"))


@pytest.mark.parametrize(
    ("phrase", "sole"),
    [
        ("وزير الدفاع الإسرائيلي", True),
        ("الرئيس الأمريكي", True),
        ("المتحدث باسم الخارجية", True),
        ("متحدث باسم الشرطة", False),
        ("الأمين العام للأمم المتحدة", True),
        ("مسؤول أمريكي", False),
        ("نائب الرئيس", True),
        ("مصدر أمني", False),
    ],
)
def test_an_office_that_one_person_holds(phrase: str, sole: bool) -> None:
    assert is_sole_office([fold(word) for word in phrase.split()]) is sole
