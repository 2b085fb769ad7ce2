"""The outlets' tables hold what they promise: names, addresses, and the sentences that must and must not match."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.lexicon import outlets as press
from musnad.lexicon import table
from musnad.lexicon.outlets import (
    TABLES,
    is_head,
    name_key,
    names_after_head,
    outlet_after_head,
    outlet_at,
    outlet_named,
    outlet_names,
    outlet_of,
    outlets,
)

CLITICS = ("", "و", "ف", "ل", "ب", "ول", "وب")


def outlets_in(sentence: str) -> Iterator[str]:
    """The outlets that a plain reader of names over words finds: longest names first, clitics cut crudely."""
    words = name_key(sentence).split()
    for start in range(len(words)):
        for end in range(min(len(words), start + 6), start, -1):
            for clitic in CLITICS:
                name = " ".join(words[start:end])
                if name.startswith(clitic):
                    yield from outlet_of_words(name[len(clitic) :], words[start - 1] if start else "")


def outlet_of_words(name: str, before: str) -> Iterator[str]:
    if name in outlet_names():
        yield outlet_names()[name]
    if name in names_after_head():
        head = next((before[len(c) :] for c in CLITICS if before.startswith(c) and is_head(before[len(c) :])), "")
        found = outlet_after_head(head, name)
        if found:
            yield found.id


def sentences(kind: str) -> list[tuple[str, str]]:
    return [tuple(row) for name in TABLES for row in table(f"outlets/{name}")["table"][kind]]


@pytest.mark.parametrize(("sentence", "outlet"), sentences("must"))
def test_the_outlet_is_found(sentence: str, outlet: str) -> None:
    assert outlet in set(outlets_in(sentence))


@pytest.mark.parametrize(("sentence", "outlet"), sentences("must_not"))
def test_an_everyday_word_is_no_outlet(sentence: str, outlet: str) -> None:
    assert outlet_of(outlet) is not None
    assert outlet not in set(outlets_in(sentence))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_sentences(name: str) -> None:
    assert table(f"outlets/{name}")["table"]["must"]
    assert table(f"outlets/{name}")["table"]["must_not"]


def test_there_are_enough_of_every_kind() -> None:
    assert len(outlets()) >= 400
    assert sum(outlet.agency for outlet in outlets()) >= 60
    assert {outlet.kind for outlet in outlets()} == {"agency", "newspaper", "channel", "site", "radio", "magazine"}


def test_no_two_outlets_share_an_id_a_name_or_an_address() -> None:
    for field in ("names", "domains"):
        held = [value for outlet in outlets() for value in set(map(name_key, getattr(outlet, field)))]
        assert sorted(held) == sorted(set(held))
    assert len({outlet.id for outlet in outlets()}) == len(outlets())


def test_every_outlet_has_its_fields_in_form() -> None:
    for outlet in outlets():
        assert outlet.names, f"{outlet.id} has no name"
        assert outlet.country is None or (len(outlet.country) == 2 and outlet.country.isupper()), outlet.id
        assert all(d == d.lower() and "." in d and not d.startswith("www.") for d in outlet.domains), outlet.id
        assert all(name_key(name) for name in (*outlet.names, *outlet.after_head, *outlet.credit)), outlet.id


def test_a_name_that_stands_alone_needs_no_head() -> None:
    assert not set(outlet_names()) & names_after_head()


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("وول ستريت جورنال", "wsj"),
        ("صحيفة وول ستريت", "wsj"),
        ("صحيفة «وول ستريت جورنال» الأمريكية", "wsj"),
        ("أ ف ب", "afp"),
        ("أ.ف.ب", "afp"),
        ("(ا ف ب)", "afp"),
        ("وكالة الصحافة الفرنسية", "afp"),
        ("وكالة فرانس برس للأنباء", "afp"),
        ("وكالة الأنباء السورية الرسمية (سانا)", "sana"),
        ("وكالة الأنباء الرسمية السورية", "sana"),
        ("شبكة «سي إن إن» الإخبارية الأميركية", "cnn"),
        ("صحيفة الحياة اللندنية", "alhayat"),
        ("«الحياة»", "alhayat"),
        ("صحيفة الجزيرة", "aljazirah-sa"),
        ("قناة الجزيرة القطرية", "aljazeera"),
        ("صحيفة «الوطن» السعودية", "alwatan-sa"),
        ("إذاعة «مونت كارلو الدولية»", "mcd"),
        ("The Guardian", "guardian"),
        ("BBC", "bbc"),
    ],
)
def test_an_outlet_is_known_by_what_the_press_calls_it(words: str, outlet: str) -> None:
    found = outlet_named(words)
    assert found is not None
    assert found.id == f"outlet:{outlet}"


@pytest.mark.parametrize(
    "words",
    ["الحياة", "اليوم", "صحيفة", "صحيفة سويسرية", "وكالة الطاقة الذرية", "موقع الرياض", "قناة السويس", "", "الفرنسية"],
)
def test_other_words_name_no_outlet(words: str) -> None:
    assert outlet_named(words) is None


def test_papers_of_one_name_are_told_apart_or_not_named() -> None:
    assert outlet_named("صحيفة الوطن") is None
    assert {outlet_named(f"صحيفة الوطن {where}").country for where in ("القطرية", "العمانية", "السورية")} == {  # type: ignore[union-attr]
        "QA",
        "OM",
        "SY",
    }


def test_a_credit_line_makes_a_name_of_an_everyday_word() -> None:
    assert outlet_named("الفرنسية", credit=True) is outlet_of("outlet:afp")
    assert outlet_named("وكالات", credit=True) is outlet_of("outlet:wires")
    assert outlet_named("الأناضول", credit=True) is outlet_of("outlet:anadolu")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://arabic.cnn.com/world/article/2021/07/24/x", "outlet:cnn"),
        ("https://WWW.BBC.com/arabic", "outlet:bbc"),
        ("aa.com.tr/ar", "outlet:anadolu"),
        ("//english.aawsat.com:443/a?b=//wsj.com", "outlet:aawsat"),
    ],
)
def test_an_outlet_is_known_by_its_address(url: str, outlet: str) -> None:
    found = outlet_at(url)
    assert found is not None
    assert found.id == outlet


@pytest.mark.parametrize(
    "url",
    [
        "https://wsj.com.example/",
        "https://notwsj.com/",
        "http://[",
        "",
        "com",
        "https://example.org/wsj.com",
        "file:///x",
    ],
)
def test_another_address_is_no_outlets(url: str) -> None:
    assert outlet_at(url) is None


@given(st.text(max_size=200))
def test_any_text_is_an_outlet_or_none(text: str) -> None:
    assert outlet_named(text) is None or outlet_named(text) in outlets()
    outlet_at(text)


@pytest.mark.timing
def test_the_tables_load_fast() -> None:
    times = []
    for _ in range(5):
        for cached in (table, press.outlets, press._by_name, press._after_head, press.outlet_names):
            cached.cache_clear()
        start = time.process_time()
        outlet_names()
        names_after_head()
        times.append(time.process_time() - start)
    assert min(times) < 0.08  # 23 ms measured; the rest is for slower machines
