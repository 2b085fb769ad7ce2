"""The table of rules. A rule is a function from a sentence and its due words to what it found; its docstring is what a
reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from musnad.expectation.clause import Clause
from musnad.expectation.due import Due
from musnad.expectation.finding import Finding
from musnad.expectation.intents import intentions
from musnad.expectation.nouns import adjectives_of_events, dated_events
from musnad.expectation.verbs import future_verbs, impersonal_phrases, may_happen, until_clauses

Rule = Callable[[Clause, list[Due]], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    impersonal_phrases,
    future_verbs,
    intentions,
    adjectives_of_events,
    dated_events,
    may_happen,
    until_clauses,
)
