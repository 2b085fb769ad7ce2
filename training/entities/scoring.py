"""Span F1 over persons, places and bodies: a name counts where its type and both its ends are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

COARSE = {"PER": "PER", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG", "OUTLET": "ORG"}


def spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names of BIO labels, in coarse types; names of other types are left out."""
    found: set[tuple[int, int, str]] = set()
    start, type_ = 0, ""
    for at, label in enumerate([*labels, "O"]):
        if type_ and label != "I-" + type_:
            if type_ in COARSE:
                found.add((start, at, COARSE[type_]))
            type_ = ""
        if label != "O" and not type_:
            start, type_ = at, label[2:]
    return found


def report(predicted: Sequence[Sequence[str]], gold: Sequence[Sequence[str]]) -> str:
    """F1, precision and recall over all, F1 per type."""
    right, given, asked = Counter(), Counter(), Counter()
    for ours, theirs in zip(predicted, gold, strict=True):
        a, b = spans(ours), spans(theirs)
        given.update(name[2] for name in a)
        asked.update(name[2] for name in b)
        right.update(name[2] for name in a & b)
    parts = {type_: _f1(right[type_], given[type_], asked[type_]) for type_ in sorted(asked)}
    hits, total = sum(right.values()), _f1(sum(right.values()), sum(given.values()), sum(asked.values()))
    precision, recall = hits / max(1, sum(given.values())), hits / max(1, sum(asked.values()))
    types = " ".join(f"{type_} {score:.3f}" for type_, score in parts.items())
    return f"F1 {total:.4f} P {precision:.3f} R {recall:.3f} {types}"


def _f1(right: int, given: int, asked: int) -> float:
    return 2 * right / max(1, given + asked)
