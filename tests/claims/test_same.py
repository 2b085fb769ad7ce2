"""Pairs of tellings that say the same thing, another thing, or deny each other (``pairs.toml``)."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from musnad.claims import same
from musnad.claims.meant import meaning
from musnad.claims.same import _BIAS, MAYBE, SETTLING, WEIGHTS, Decision, decide
from musnad.messages import LANGUAGES, say, sentences
from tests.claims.said import telling

PAIRS = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text("utf-8"))["pairs"]


def decision(pair: dict[str, Any]) -> Decision:
    days = [date.fromisoformat(day) for day in pair.get("days", ("2024-05-07", "2024-05-07"))]
    stances = pair.get("stances", ("says", "says"))
    speakers = pair.get("speakers", ("", ""))
    told = zip(("one", "other"), days, stances, speakers, strict=True)
    one, other = (telling(pair[at], at, published=day, stance=stance, by=by) for at, day, stance, by in told)
    return decide(meaning(one), meaning(other))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['kind']}: {pair['one'][:40]}")
def test_pairs(pair: dict[str, Any]) -> None:
    found = decision(pair)
    told = f"{found.verdict} {found.score}: {[(r.rule, dict(r.values)) for r in found.why]}"
    if pair["is"] == "apart":
        assert found.verdict != "same", told
    else:
        assert found.verdict == pair["is"], told


def test_there_are_cases_of_each_kind() -> None:
    kinds = [pair["is"] for pair in PAIRS]
    assert len(kinds) >= 60
    assert {kind: kinds.count(kind) >= 8 for kind in ("same", "different", "denial")} == dict.fromkeys(
        ("same", "different", "denial"), True
    )


@pytest.mark.parametrize("pair", PAIRS[::5], ids=lambda pair: pair["one"][:30])
def test_order_does_not_matter(pair: dict[str, Any]) -> None:
    one, other = meaning(telling(pair["one"], "a")), meaning(telling(pair["other"], "b"))
    assert decide(one, other) == decide(other, one)


def test_every_rule_has_its_sentence_in_both_languages_and_a_docstring() -> None:
    for rule in WEIGHTS:
        assert rule.__doc__
        for language in LANGUAGES:
            assert f"claims.same.{rule.__name__}" in sentences(language)


def test_a_reason_names_the_numbers() -> None:
    found = decision({"one": "مقتل 12 شخصا في انفجار بالسوق", "other": "مقتل 19 شخصا في انفجار بالسوق"})
    reason = found.why[0]
    assert reason.rule == "same.other_number"
    assert say(f"claims.{reason.rule}", "ar", **reason.values) == "تذكران عددين مختلفين: «12 شخصا» – «19 شخصا»."


def test_a_rule_that_settles_alone_cannot_be_outweighed() -> None:
    most = _BIAS + sum(weight for weight in WEIGHTS.values() if weight > 0)
    assert all(most + WEIGHTS[rule] < MAYBE for rule in SETTLING)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['kind']}: {pair['one'][:40]}")
def test_nothing_is_settled_early_that_all_rules_together_would_join(pair: dict[str, Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(same, "SETTLING", ())
        verdict = decision(pair).verdict
    assert decision(pair).verdict == verdict
