"""What holds of every count: the order of the tellings, people's word, reasons in both languages, and size."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.simulate import measure
from musnad.claims.sources import sources
from musnad.messages import LANGUAGES, say, sentences
from musnad.model import Copy, Judgement, Telling
from tests.claims.telling import telling, tellings_of

CASES = tomllib.loads((Path(__file__).parent / "bounds.toml").read_text("utf-8"))["case"]
WORDS = [
    ("unnamed", "مسؤول أمريكي"),
    ("unnamed", "مسؤول أمريكي رفيع لم يكشف عن اسمه"),
    ("unnamed", "مسؤول عراقي"),
    ("unnamed", "المسؤول"),
    ("unnamed", "مصدر"),
    ("unnamed", "جندي"),
    ("unnamed", "مسؤول أمريكي آخر"),
    ("named", "وزير الدفاع العراقي جمعة عناد"),
    ("named", "وزير الدفاع"),
    ("named", "المتحدث باسم وزارة الدفاع كمال رشدي"),
    ("institution", "وزارة الدفاع العراقية"),
    ("outlet", "صحيفة الضفاف"),
    ("outlet", None),
    ("document", "بيان لوزارة الدفاع"),
]
OUTLETS = ["السهل", "الضفاف", "المدار", "رويترز"]


@st.composite
def claims(draw: st.DrawFn) -> tuple[list[Telling], list[Copy]]:
    """Up to nine tellings of anybody, through anybody, on pages that may share an outlet, with some copies."""
    made = []
    for number in range(draw(st.integers(0, 9))):
        kind, words = draw(st.sampled_from(WORDS))
        carriers = draw(st.lists(st.sampled_from(OUTLETS), max_size=2, unique=True))
        outlet, day = draw(st.sampled_from(OUTLETS)), draw(st.none() | st.integers(20, 26))
        page = draw(st.integers(1, number + 1))
        made.append(telling(f"t{number}", kind, words, carriers, page=page, outlet=outlet, day=day))
    pairs = [(a.id, b.id) for a in made for b in made if a.id < b.id]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    return made, [Copy(original, copy, 0.9, "test") for original, copy in chosen]


@given(claims(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_count_does_not_depend_on_the_order_of_the_tellings(claim: tuple, chance) -> None:  # type: ignore[no-untyped-def, type-arg]
    tellings, copies = claim
    shuffled, other = list(tellings), list(copies)
    chance.shuffle(shuffled)
    chance.shuffle(other)
    assert sources(shuffled, other) == sources(tellings, copies)


@given(claims())
@settings(max_examples=80, deadline=None)
def test_the_bounds_are_in_order_and_every_telling_has_its_origin(claim: tuple) -> None:  # type: ignore[type-arg]
    tellings, copies = claim
    found = sources(tellings, copies)
    assert (found.at_least == 0) == (not tellings)
    assert found.at_least <= found.at_most == len(found.origins) <= len(tellings)
    assert {id_ for origin in found.origins for id_ in origin.statements} == {one.id for one in tellings}


@given(claims())
@settings(max_examples=40, deadline=None)
def test_a_telling_that_repeats_another_word_for_word_adds_nothing(claim: tuple) -> None:  # type: ignore[type-arg]
    tellings, copies = claim
    first = telling("a", "unnamed", "مسؤول تركي", ["الأناضول"], page=100, outlet="الجسر")
    again = telling("b", "unnamed", "مسؤول تركي", ["الأناضول"], page=101, outlet="المنار")
    one, two = sources([*tellings, first], copies), sources([*tellings, first, again], copies)
    assert (one.at_least, one.at_most) == (two.at_least, two.at_most)


def judged(act: str, *ids: str, minute: int = 0) -> Judgement:
    return Judgement(act, ids, "سلمى", datetime(2024, 1, 1, 0, minute, tzinfo=UTC))  # type: ignore[arg-type]


class TestPeoplesWord:
    """A person's judgement wins over every rule, is named in the reasons, and the last of two holds."""

    def test_two_that_rules_keep_apart_are_one_when_a_person_says_so(self) -> None:
        claim = [telling("a", "unnamed", "مسؤول أمريكي"), telling("b", "unnamed", "مسؤول عراقي", page=2)]
        assert sources(claim).at_least == 2
        found = sources(claim, judged=[judged("same", "a", "b")])
        assert (found.at_least, found.at_most) == (1, 1)
        assert [(reason.rule, reason.values["words"]) for reason in found.why] == [("sources.judged_same", "سلمى")]

    def test_two_that_rules_join_are_two_when_a_person_says_so(self) -> None:
        claim = [telling(id_, "named", "جمعة عناد", page=page) for page, id_ in enumerate("ab", 1)]
        assert sources(claim).at_most == 1
        found = sources(claim, judged=[judged("different", "a", "b")])
        assert (found.at_least, found.at_most) == (2, 2)
        assert "sources.judged_different" in [reason.rule for reason in found.why]

    def test_the_last_word_holds(self) -> None:
        claim = [telling("a", "unnamed", "مسؤول أمريكي"), telling("b", "unnamed", "مسؤول أمريكي", page=2)]
        both = [judged("same", "a", "b", minute=2), judged("different", "b", "a", minute=1)]
        assert sources(claim, judged=both).at_most == 1

    def test_a_judgement_about_what_is_not_here_changes_nothing(self) -> None:
        claim = [telling("a", "unnamed", "مسؤول أمريكي")]
        assert sources(claim, judged=[judged("same", "a", "z"), judged("accept", "a")]) == sources(claim)


class TestCitations:
    def test_an_edge_holds_the_words_that_name_the_cited(self) -> None:
        tellings, _ = tellings_of("a @السهل 22 | outlet: صحيفة الضفاف\nb @الضفاف 21 | unnamed: مسؤول > وكالة رويترز")
        (cite,) = sources(tellings).cites
        assert (cite.citing, cite.cited, cite.words) == ("a", "b", "صحيفة الضفاف")

    def test_a_ring_is_told_to_the_reader(self) -> None:
        tellings, _ = tellings_of("a @السهل 22 | outlet: صحيفة الضفاف\nb @الضفاف 22 | outlet: موقع السهل")
        found = sources(tellings)
        assert found.circles == (("a", "b"),)
        assert "sources.circle_found" in [reason.rule for reason in found.why]

    def test_a_copy_that_contradicts_is_kept_apart_and_said_so(self) -> None:
        tellings, copies = tellings_of(
            "a @السهل 22 | unnamed: مسؤول أمريكي\nb @الضفاف 22 | unnamed: مسؤول عراقي | copy=a"
        )
        found = sources(tellings, copies)
        assert (found.at_least, found.at_most) == (2, 2)
        assert "sources.conflict" in [reason.rule for reason in found.why]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_whole_sentence(language: str) -> None:
    said = set[str]()
    for case in CASES:
        for reason in sources(*tellings_of(case["tellings"])).why:
            key = f"claims.{reason.rule}"
            assert key in sentences(language), key
            sentence = say(key, language, **reason.values)
            assert "{" not in sentence
            assert "«»" not in sentence
            assert "“”" not in sentence
            said.add(reason.rule)
    assert len(said) > 20


def test_the_true_number_lies_within_the_bounds_of_a_simulated_spread() -> None:
    widths, places, _ = measure(150, seed=11)
    assert places["within"] >= 148
    assert sorted(widths.elements())[75] <= 1


def test_a_claim_in_hundreds_of_papers_is_counted_quickly() -> None:
    kinds = [("unnamed", "مسؤول أمريكي"), ("named", "وزير الدفاع العراقي جمعة عناد"), ("outlet", "صحيفة الضفاف")]
    many = [telling(f"t{n}", *kinds[n % 3], [OUTLETS[n % 4]], page=n, outlet=f"ورقة {n % 50}") for n in range(600)]
    start = process_time()
    found = sources(many)
    assert process_time() - start < 5
    assert found.at_least == 2
