"""The annotated corpora, in Musnad's types: NewsFANE, AQMAR and the Wojood sample.

A sentence is a list of ``(form, label)``, labels in BIO. Pieces that a corpus cut off a word are joined to it again, so
that a model learns from words as they stand in the press.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

Sentence = list[tuple[str, str]]

_NEWSFANE = {
    "PER": "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Engineer Police",
    "GROUP": "Group",
    "GPE": "Nation Population-Center State-or-Province County-or-District",
    "LOC": "Continent GPE-Cluster Water-Body Land-Region-Natural",
    "FAC": "Building-Grounds Path Airport Subarea-Facility Plant",
    "ORG": "Non-Governmental Government Sports Commercial Educational Medical-Science Religious_ORG Entertainment",
    "OUTLET": "Media",
    "EQUIPMENT": "Air Projectile Shooting Water",
    "WORK": "Book Movie",
}
NEWSFANE = {fine: ours for ours, names in _NEWSFANE.items() for fine in names.split()}
AQMAR = {"PER": "PER", "LOC": "GPE", "ORG": "ORG"}
WOJOOD = {
    "PERS": "PER",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "EVENT": "EVENT",
    "LAW": "LAW",
    "NORP": "GROUP",
    "WEBSITE": "OUTLET",
}
_BEFORE = {"\u0648", "\u0641", "\u0628", "\u0644", "\u0643"}
_AFTER = {
    "\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0647\u0646",
    "\u064a", "\u0646\u0627", "\u0646\u064a", "\u0643", "\u0643\u0645",
}  # fmt: skip


def newsfane(folder: Path) -> list[Sentence]:
    """NewsFANE Gold, its clitics joined to their words again."""
    return [_joined(sentence) for sentence in _read(folder / "newsfane.iob", "\t", NEWSFANE)]


def aqmar(folder: Path) -> list[Sentence]:
    """AQMAR, all three parts."""
    parts = ("aqmar_train.iob", "aqmar_dev.iob", "aqmar_test.iob")
    return [sentence for part in parts for sentence in _read(folder / part, None, AQMAR)]


def wojood(folder: Path) -> list[Sentence]:
    """The Wojood sample; of nested names the outermost of our types."""
    parts = ("wojood_train.txt", "wojood_val.txt")
    return [sentence for part in parts for sentence in _read(folder / part, None, WOJOOD)]


def _read(path: Path, separator: str | None, types: dict[str, str]) -> Iterator[Sentence]:
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        form, *tags = line.split(separator) if line.strip() else ("",)
        if not form or form == "$#$":
            if sentence:
                yield sentence
            sentence = []
            continue
        sentence.append((form, _label(tags, types, sentence)))
    if sentence:
        yield sentence


def _label(tags: list[str], types: dict[str, str], sentence: Sentence) -> str:
    """The first tag of a type of ours; an inner name goes on only where it is the same name."""
    for tag in tags:
        position, _, fine = tag.partition("-")
        if fine in types:
            goes_on = position == "I" and sentence and sentence[-1][1][2:] == types[fine]
            return ("I-" if goes_on else "B-") + types[fine]
    return "O"


def _joined(sentence: Sentence) -> Sentence:
    joined: Sentence = []
    waiting = ""
    for form, label in sentence:
        if label == "O" and form in _BEFORE and not waiting:
            waiting = form
            continue
        leans = label == "O" and form in _AFTER and not waiting
        if leans and joined and joined[-1][1] == "O" and joined[-1][0].isalpha():
            joined[-1] = (_with_pronoun(joined[-1][0], form), "O")
            continue
        joined.append((_with_clitic(waiting, form), label))
        waiting = ""
    if waiting:
        joined.append((waiting, "O"))
    return joined


def _with_pronoun(word: str, pronoun: str) -> str:
    """The feminine ending opens before a pronoun."""
    return (word[:-1] + "\u062a" if word.endswith("\u0629") else word) + pronoun


def _with_clitic(clitic: str, word: str) -> str:
    """The preposition lam swallows the alef of the article."""
    return clitic + (word[1:] if clitic == "\u0644" and word.startswith("\u0627\u0644") else word)
