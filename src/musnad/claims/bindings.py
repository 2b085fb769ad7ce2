"""Which word each notion is said of: in ``تراجع الدولار وصعود الذهب`` the fall is the dollar's, the rise is gold's.

Arabic puts the subject behind a verbal noun (its genitive) and mostly behind a verb, but before the verb in headlines;
a causative takes its object with ``ب``. Without a parser the nearest word of the clause is taken, in this order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from musnad.claims.words import Term, opposites

#: For each word, the notions said of it with their sign (True where negated).
Said = Mapping[str, frozenset[tuple[str, bool]]]

_FINITE = ("\u064a", "\u062a", "\u0633")
_BI = "\u0628"


def bindings(terms: Sequence[Term]) -> Said:
    """For each word, the notions said of it with their sign; only notions that have a contrary.

    Verbal nouns are asked first: the word that one has taken is not also the subject of the verb behind it.
    """
    said: dict[str, set[tuple[str, bool]]] = {}
    taken: set[int] = set()
    polar = [at for at, term in enumerate(terms) if term.kind == "notion" and opposites(term.key)]
    for at in sorted(polar, key=lambda at: terms[at].form.startswith(_FINITE)):
        of = _argument(terms, at, taken)
        if of is not None:
            taken.add(of)
            said.setdefault(terms[of].key, set()).add((terms[at].key, terms[at].negated))
    return {word: frozenset(notions) for word, notions in said.items()}


def _argument(terms: Sequence[Term], at: int, taken: set[int]) -> int | None:
    before, after = _nearest(terms, at, -1, taken), _nearest(terms, at, 1, taken)
    if after is not None and any(_BI in term.joined for term in terms[at + 1 : after + 1]):
        return after
    finite = terms[at].form.startswith(_FINITE)
    return (before if before is not None else after) if finite else (after if after is not None else before)


def _nearest(terms: Sequence[Term], at: int, step: int, taken: set[int]) -> int | None:
    """The nearest word of substance on one side, in the same clause, that nothing is said of yet."""
    other = at + step
    while 0 <= other < len(terms) and terms[other].clause == terms[at].clause:
        polar = terms[other].kind == "notion" and opposites(terms[other].key)
        if not polar and terms[other].weight > 0.3 and other not in taken:
            return other
        other += step
    return None


def crossed(ours: Said, theirs: Said) -> list[str]:
    """The words of which both sides say contrary things, and nothing alike."""
    return sorted(word for word in ours.keys() & theirs.keys() if _contrary(ours[word], theirs[word]))


def _contrary(ours: frozenset[tuple[str, bool]], theirs: frozenset[tuple[str, bool]]) -> bool:
    if ours & theirs:
        return False
    contraries = {(other, sign) for notion, sign in ours for other in opposites(notion)}
    return bool((contraries | {(notion, not sign) for notion, sign in ours}) & theirs)
