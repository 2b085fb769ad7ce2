"""Forms of a verb of the press: third person, perfect and imperfect, participles and verbal noun.

Only the third person is made: nobody else speaks in a report. Endings are data (``ar/conjugation.toml``), chosen by
the last letter of the lemma (Ryding, *A Reference Grammar of Modern Standard Arabic*, 2005, ch. 21–33).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from musnad.lexicon import fold, table

Inflected = tuple[str, str, str]  # form, gender, number


@cache
def _endings() -> dict[str, Any]:
    return table("ar/conjugation")


def perfect(lemma: str) -> list[Inflected]:
    """All third-person forms of the perfect, made from its masculine singular."""
    rows = _endings()["perfect"]
    return _inflect(lemma, rows.get(lemma[-1], rows["sound"]))


def imperfect(base: str) -> list[Inflected]:
    """All third-person forms of the imperfect; ``base`` is the masculine singular, with its prefix."""
    rows = _endings()["imperfect"]
    masculine, feminine = _endings()["prefix"]["feminine"]
    inflected = _inflect(base, rows.get(base[-1], rows["sound"]))
    singular_and_dual = [form for form in inflected if form[2] in ("s", "d") and form[0].startswith(masculine)]
    return inflected + [(feminine + form[1:], "f", number) for form, _, number in singular_and_dual]


def participle(base: str) -> list[Inflected]:
    """Forms of an active participle; one that lost its ya (``ناف``, ``مدع``) gets it back before an ending."""
    return _inflect(base, _endings()["participle"]["sound"]) + (
        _inflect(base, _endings()["participle"]["defective"]) if len(base) <= 4 else []
    )


def nominal(base: str) -> list[Inflected]:
    """A verbal noun: singular and its sound plural, and the form before a pronoun."""
    found: list[Inflected] = [(base, "m", "s"), (_endings()["noun"]["article"] + base, "m", "s")]
    marbuta, open_ta, plural = (_endings()["noun"][name] for name in ("marbuta", "open", "plural"))
    stem = base[: -len(marbuta)] if base.endswith(marbuta) else base
    if stem != base:
        found.append((stem + open_ta, "f", "s"))
    for form in (stem + plural, _endings()["noun"]["article"] + stem + plural):
        found.append((form, "f", "p"))
    return found


@cache
def pronoun_endings() -> tuple[tuple[str, str], ...]:
    """Suffixed pronouns, folded, longest first, each with itself as its name."""
    folded = sorted({fold(pronoun) for pronoun in _endings()["object"]["pronouns"]}, key=len, reverse=True)
    return tuple((pronoun, pronoun) for pronoun in folded)


def before_pronoun(stem: str) -> tuple[str, ...]:
    """What the folded stem before a pronoun may be alone (``نفا`` → ``نفى``; ``قالو`` → ``قالوا``)."""
    changed = [stem[: -len(joined)] + fold(ending) for ending, joined in _endings()["object"]["before"] if stem.endswith(joined)]
    return (stem, *changed)


def _inflect(base: str, endings: list[list[str]]) -> list[Inflected]:
    return [
        ((base[:-1] + ending[1:] if ending.startswith("-") else base + ending), gender, number)
        for ending, gender, number in endings
    ]
