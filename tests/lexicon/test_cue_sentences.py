"""The product reads the sentences of the cue table: what it finds must not fall below what it once found.

Raise a floor when a rule gets better; never lower one.
"""

from functools import cache

import pytest

from musnad.lexicon import table
from musnad.model import Page, Statement
from musnad.pipeline import read

SENTENCES = table("ar/cues.examples")
# Of the sentences that report, the share read with the right source, first and last words; of the others, the share
# in which nothing is attributed to anybody.
FLOORS = {"verb": (0.8, 0.92), "noun": (0.5, 0.98), "phrase": (0.4, 0.85), "accord": (0.85, 0.85)}


HEADLINE = "خبر\n"


@cache
def statements(sentence: str) -> tuple[Statement, ...]:
    return read(Page(HEADLINE + sentence, "article")).statements


def is_read(example: dict[str, str]) -> bool:
    """True where one statement has the source and the ends of what was said that the table gives."""
    text = HEADLINE + example["must"]
    first, _, last = example["says"].partition(" … ")
    return any(
        statement.source is not None
        and statement.source.of(text) == example["source"]
        and statement.content[0].of(text).lstrip('"«').startswith(first)
        and statement.content[-1].of(text).rstrip('"».').endswith(last)
        for statement in statements(example["must"])
        if statement.content
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", FLOORS)
def test_the_sentences_of_the_cues_are_read(kind: str) -> None:
    examples = SENTENCES[kind].values()
    reported, silent = FLOORS[kind]
    assert sum(map(is_read, examples)) >= reported * len(examples)
    assert sum(not statements(example["must_not"]) for example in examples) >= silent * len(examples)
