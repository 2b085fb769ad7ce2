"""How many independent sources stand behind a claim: cases with their reasoning in bounds.toml; the counting itself."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.claims.bounds import Groups, fewest, largest_clique
from musnad.claims.sources import sources
from tests.claims.telling import tellings_of

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "bounds.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_bounds_are_as_reasoned(case: dict[str, Any]) -> None:
    found = sources(*tellings_of(case["tellings"]))
    assert [found.at_least, found.at_most] == case["bounds"], case["why"]
    if "origins" in case:
        assert sorted(" ".join(origin.statements) for origin in found.origins) == sorted(case["origins"])
    assert [" ".join(ring) for ring in found.circles] == case.get("circles", [])


def test_every_case_says_why() -> None:
    assert len(CASES) >= 40
    assert all(case["why"] and case["topic"] for case in CASES)
    assert len({case["title"] for case in CASES}) == len(CASES)


@st.composite
def graphs(draw: st.DrawFn, most: int = 7) -> dict[int, frozenset[int]]:
    size = draw(st.integers(0, most))
    edges = [pair for pair in ((a, b) for a in range(size) for b in range(a)) if draw(st.booleans())]
    return {n: frozenset(b if a == n else a for a, b in edges if n in (a, b)) for n in range(size)}


def by_trying_all(graph: dict[int, frozenset[int]]) -> int:
    return next(
        colours
        for colours in range(len(graph) + 1)
        for given_ in product(range(colours), repeat=len(graph))
        if all(given_[a] != given_[b] for a in graph for b in graph[a])
    )


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_the_fewest_sources_are_those_found_by_trying_all(graph: dict[int, frozenset[int]]) -> None:
    assert fewest(graph) == by_trying_all(graph)


@given(graphs(12))
@settings(deadline=None)
def test_a_clique_is_one_and_never_more_than_the_fewest(graph: dict[int, frozenset[int]]) -> None:
    clique = largest_clique(graph)
    assert all(b in graph[a] for a in clique for b in clique if a != b)
    assert len(clique) <= fewest(graph)


def test_thirty_groups_are_coloured_exactly_where_no_clique_tells() -> None:
    """Rings of five need three colours and hold no triangle; joined with one another, the numbers add up."""
    ring = {n: frozenset({(n + 1) % 5, (n - 1) % 5}) for n in range(5)}
    assert (fewest(ring), len(largest_clique(ring))) == (3, 2)
    joined = {
        (part, n): frozenset((part, m) for m in ring[n])
        | {(other, m) for other in range(6) if other != part for m in range(5)}
        for part in range(6)
        for n in range(5)
    }
    assert len(joined) == 30
    assert fewest(joined) == 18


def test_above_thirty_groups_the_bound_is_a_clique_and_comes_soon() -> None:
    many = {n: frozenset(m for m in range(200) if m % 40 != n % 40) for n in range(200)}
    assert fewest(many) == 40


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12), graphs(10))
@settings(deadline=None)
def test_no_merge_joins_two_that_must_differ(merges: list[tuple[int, int]], graph: dict[int, frozenset[int]]) -> None:
    groups = Groups(list(graph), lambda one, two: two in graph[one])
    for one, two in merges:
        if one in graph and two in graph:
            groups.merge(one, two)
    for group in groups.members.values():
        assert not any(b in graph[a] for a in group for b in group)
    assert sorted(node for group in groups.members.values() for node in group) == sorted(graph)
