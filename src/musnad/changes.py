"""What changed in who said what, between two versions of a page: two readings → the difference in statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Record = dict[str, Any]
#: ``words``: other words of the same one; ``source``: other words for who said it; ``source_dropped``: nobody is named
#: any more; ``stance``: a denial made a claim; ``new`` and ``gone``.
ChangeKind = Literal["words", "source", "source_dropped", "stance", "new", "gone"]

_ALIKE = 0.5
#: So many statements without their like on each side are compared each with each; beyond, they are new and gone.
_MOST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the statement as it was (None where it is new) and as it is (None where it is gone)."""

    kind: ChangeKind
    before: Record | None
    after: Record | None


def changes(before: Record, after: Record) -> list[Change]:
    """The differences between two readings, in the contract's form, in the order of the later page, what is gone last.

    Statements are the same where their words are, blanks aside, in the order of the page; of the rest those are paired
    whose words are most alike. A pair may differ in several ways at once.
    """
    pairs, old, new = _same_words(before["statements"], after["statements"])
    pairs += _alike(old, new)
    paired = {id(new_one): old_one for old_one, new_one in pairs}
    found = [change for s in after["statements"] for change in _differences(paired.get(id(s)), s)]
    kept = {id(old_one) for old_one, _ in pairs}
    return found + [Change("gone", s, None) for s in before["statements"] if id(s) not in kept]


def _same_words(
    before: list[Record], after: list[Record]
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pairs of statements with the same words, the first with the first; and those left over on both sides."""
    waiting: dict[tuple[str, ...], list[Record]] = {}
    for statement in before:
        waiting.setdefault(said(statement), []).append(statement)
    pairs: list[tuple[Record, Record]] = []
    new: list[Record] = []
    for statement in after:
        if same := waiting.get(said(statement)):
            pairs.append((_of_the_same_source(same, statement), statement))
        else:
            new.append(statement)
    return pairs, [statement for left in waiting.values() for statement in left], new


def _of_the_same_source(waiting: list[Record], statement: Record) -> Record:
    """Of several that say the same words the one with the same speaker, else the first; it waits no more."""
    at = next((n for n, old in enumerate(waiting) if speaker(old) == speaker(statement)), 0)
    return waiting.pop(at)


def _alike(old: list[Record], new: list[Record]) -> Iterator[tuple[Record, Record]]:
    scores: list[tuple[float, int, int]] = []
    if len(old) <= _MOST_COMPARED and len(new) <= _MOST_COMPARED:
        for n, later in enumerate(new):
            words = SequenceMatcher(None, b=_words(later), autojunk=False)
            for o, earlier in enumerate(old):
                words.set_seq1(_words(earlier))
                # The one who said it before may say it otherwise now: a shared speaker counts as some shared words.
                score = words.ratio() + (0.1 if speaker(earlier) and speaker(earlier) == speaker(later) else 0)
                scores.append((score, o, n))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for score, o, n in sorted(scores, key=lambda each: (-each[0], abs(each[1] - each[2]))):
        if score >= _ALIKE and o not in taken_old and n not in taken_new:
            taken_old.add(o)
            taken_new.add(n)
            yield old[o], new[n]


def _differences(before: Record | None, after: Record) -> Iterator[Change]:
    if before is None:
        yield Change("new", None, after)
        return
    if said(before) != said(after):
        yield Change("words", before, after)
    if speaker(before) != speaker(after):
        yield Change("source" if speaker(after) else "source_dropped", before, after)
    if before["stance"] != after["stance"]:
        yield Change("stance", before, after)


def said(statement: Record) -> tuple[str, ...]:
    """The words of a statement's content, one blank for many."""
    return tuple(" ".join(span["text"].split()) for span in statement["content"])


def speaker(statement: Record) -> str:
    """The words for who said it: the speaker of the chain, else the source; empty where nobody is named."""
    in_chain = next((link for link in statement["chain"] if link["role"] == "speaker"), None)
    named = in_chain or statement["antecedent"] or statement["source"]
    return " ".join(named["text"].split()) if named else ""


def _words(statement: Record) -> list[str]:
    return " ".join(said(statement)).split()
