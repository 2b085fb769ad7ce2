"""Groups of tellings: joined where all agree, apart where any two differ, whatever the order they come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.claims.blocking import FARTHEST, NEAR, Blocks
from musnad.claims.grouping import component, group, grow
from musnad.claims.meant import meaning
from musnad.claims.same import decide
from musnad.model.claim import Telling
from tests.claims.said import telling

SENTENCES = (
    "مقتل 12 شخصا في انفجار بسوق شعبي في مدينة الكوت",
    "قتل اثنا عشر شخصا بانفجار في سوق شعبي بمدينة الكوت",
    "مقتل نحو 12 شخصا في انفجار بسوق شعبي في الكوت",
    "مقتل 13 شخصا في انفجار بسوق شعبي في مدينة الكوت",
    "انفجار في سوق شعبي بمدينة الكوت",
    "الحكومة توافق على استئناف المفاوضات مع المعارضة",
    "الحكومة ترفض استئناف المفاوضات مع المعارضة",
    "موافقة الحكومة على استئناف المفاوضات مع المعارضة",
    "استئناف المفاوضات بين الحكومة والمعارضة",
    "القوات الأميركية ستنسحب من قاعدة السهل في يوليو",
    "القوات الأمريكية لن تنسحب من قاعدة السهل في يوليو",
    "انسحاب القوات الأمريكية من قاعدة السهل في تموز",
)
TELLINGS = tuple(telling(words, f"t{at:02}", page=at) for at, words in enumerate(SENTENCES))
SOME = st.lists(st.sampled_from(TELLINGS), unique_by=lambda one: one.id, min_size=1)

DAYS = st.none() | st.integers(0, 45).map(lambda days: date(2021, 7, 1) + timedelta(days=days))


def on(day: int, words: str, id: str) -> Telling:
    return replace(telling(words, id), published=date(2021, 7, 1) + timedelta(days=day))


def partners(*tellings: Telling) -> set[tuple[str, str]]:
    blocks = Blocks()
    return {(min(one.id, other), max(one.id, other)) for one in tellings for other in blocks.add(meaning(one))}


def claim_of(id: str, tellings: tuple[Telling, ...] | list[Telling] = TELLINGS) -> frozenset[str]:
    return next(claim for claim in group(tellings).claims if id in claim)


def test_tellings_in_other_words_are_one_claim() -> None:
    assert {"t00", "t01"} <= claim_of("t00")
    assert {"t05", "t07"} <= claim_of("t05")
    assert {"t09", "t11"} <= claim_of("t09")


def test_a_telling_between_two_that_differ_does_not_join_them() -> None:
    assert "t03" not in claim_of("t00")


def test_denials_lie_between_claims() -> None:
    found = group(TELLINGS)
    assert {(d.left, d.right) for d in found.denials} >= {("t05", "t06"), ("t09", "t10")}
    assert "t06" not in claim_of("t05")


@given(SOME)
@settings(max_examples=60, deadline=None)
def test_no_two_of_a_claim_differ(tellings: list[Telling]) -> None:
    meanings = {one.id: meaning(one) for one in tellings}
    for claim in group(tellings).claims:
        for one, other in combinations(sorted(claim), 2):
            assert decide(meanings[one], meanings[other]).verdict in ("same", "maybe")


@given(SOME, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_arrival_does_not_matter(tellings: list[Telling], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(tellings)
    chance.shuffle(shuffled)
    assert group(shuffled) == group(tellings)


@given(SOME, st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_adding_page_by_page_is_the_same_as_from_scratch(tellings: list[Telling], first: int, second: int) -> None:
    blocks = Blocks()
    known = grow(group(()), blocks, tellings[:first])
    known = grow(known, blocks, tellings[first : first + second])
    known = grow(known, blocks, tellings[first + second :])
    assert known == group(tellings)


def test_every_telling_is_in_one_claim() -> None:
    claims = group(TELLINGS).claims
    assert sorted(id for claim in claims for id in claim) == [one.id for one in TELLINGS]


def test_what_an_added_telling_can_change() -> None:
    found = group(TELLINGS)
    reached = component(["t00"], found.links)
    assert claim_of("t00") <= reached
    assert "t09" not in reached


def test_pairs_may_be_proposed_from_outside() -> None:
    one, other = telling("الحكومة توافق على الخطة", "a", page=1), telling("موافقة الحكومة على الخطة", "b", page=2)
    assert group([one, other], propose=lambda fresh: [("b", "a")]) == group([one, other])
    assert group([]).claims == ()


def test_words_in_common_meet_within_days_and_copies_within_weeks() -> None:
    first, again = on(0, SENTENCES[0], "a"), on(FARTHEST, SENTENCES[0], "b")
    assert partners(first, again) == {("a", "b")}
    assert partners(first, on(FARTHEST + 1, SENTENCES[0], "b")) == set()
    assert partners(first, on(NEAR, SENTENCES[2], "b")) == {("a", "b")}
    assert partners(first, on(NEAR + 1, SENTENCES[2], "b")) == set()


@given(st.lists(st.tuples(st.sampled_from(SENTENCES), DAYS), max_size=12), st.randoms())
@settings(max_examples=60, deadline=None)
def test_what_meets_depends_on_the_two_alone(told, chance) -> None:  # type: ignore[no-untyped-def]
    tellings = [replace(telling(words, f"t{at:02}"), published=day) for at, (words, day) in enumerate(told)]
    two_by_two = {pair for both in combinations(tellings, 2) for pair in partners(*both)}
    chance.shuffle(tellings)
    assert partners(*tellings) == two_by_two
