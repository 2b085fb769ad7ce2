"""Forms of a verb of the press: third person, perfect and imperfect, participles and verbal noun.

They are made folded, as they are looked up: what is folded once, stem and ending, need not be folded form by form.
Only the third person is made: nobody else speaks in a report. Endings are data (``ar/conjugation.toml``), chosen by
the root's type: sound, hollow, doubled, or by the last letter where that is weak (Ryding, *A Reference Grammar of
Modern Standard Arabic*, 2005, ch. 21–33).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from musnad.lexicon import fold, table

Inflected = tuple[str, str, str]  # folded form, gender, number
_Ending = tuple[str, str, str, str]  # what becomes of the stem, ending, gender, number
_MARKS = ("-", "~", "=")


@cache
def _endings() -> dict[str, Any]:
    return table("ar/conjugation")


def perfect(lemma: str, doubled: bool = False) -> list[Inflected]:
    """All third-person forms of the perfect, made from its masculine singular."""
    return _inflect(lemma, _row("perfect", lemma, is_hollow(lemma), doubled))


def imperfect(base: str, hollow: bool = False, doubled: bool = False) -> list[Inflected]:
    """All third-person forms of the imperfect; ``base`` is the masculine singular, with its prefix."""
    masculine, feminine = _endings()["prefix"]["feminine"]
    inflected = _inflect(base, _row("imperfect", base, hollow, doubled))
    singular_and_dual = [form for form in inflected if form[2] in ("s", "d") and form[0].startswith(masculine)]
    return inflected + [(feminine + form[1:], "f", number) for form, _, number in singular_and_dual]


def participle(base: str, defective: bool = False) -> list[Inflected]:
    """Forms of an active participle; a defective one (``ناف``, ``مدع``) gets its ya back before an ending."""
    return _inflect(base, _rows("participle")["defective" if defective else "sound"])


def nominal(base: str, plural: str = "") -> list[Inflected]:
    """A verbal noun with and without the article, singular and plural.

    ``plural`` is needed only where it is not the sound one of the derived forms (``أقوال``).
    """
    rules = _endings()["noun"]
    stem = base.removesuffix(rules["marbuta"])
    if not plural and (stem != base or (len(base) > 3 and base[0] in rules["pluralised"])):
        plural = stem + rules["plural"]
    found: list[Inflected] = [(fold(base), "m" if stem == base else "f", "s")]
    if plural:
        found.append((fold(plural), "f", "p"))
    return found + [(rules["article"] + form, gender, number) for form, gender, number in found]


def accusative(base: str) -> str:
    """A noun, folded, with the alef of the indefinite accusative (``تحذيرا``) where it takes one."""
    rules = _endings()["noun"]
    return fold(base if base[-1] in rules["bare_accusative"] else base + rules["accusative"])


def is_hollow(lemma: str) -> bool:
    """True for a lemma with a long vowel before its last letter (``قال``, ``أشار``, ``ارتاب``)."""
    return len(lemma) > 2 and lemma[-2] == _endings()["letters"]["hollow"]


def is_defective(lemma: str) -> bool:
    """True for a lemma that ends in a weak letter (``نفى``, ``دعا``, ``خشي``)."""
    return lemma[-1] in _endings()["letters"]["defective"]


@cache
def pronoun_endings() -> tuple[tuple[str, str], ...]:
    """Suffixed pronouns, folded, longest first, each with itself as its name."""
    folded = sorted({fold(pronoun) for pronoun in _endings()["object"]["pronouns"]}, key=len, reverse=True)
    return tuple((pronoun, pronoun) for pronoun in folded)


def before_pronoun(stem: str) -> tuple[str, ...]:
    """What the folded stem before a pronoun may be alone (``نفا`` → ``نفى``; ``قالو`` → ``قالوا``)."""
    rules = _endings()["object"]["before"]
    return (stem, *(stem[: -len(joined)] + fold(alone) for alone, joined in rules if stem.endswith(joined)))


def _inflect(base: str, endings: tuple[_Ending, ...]) -> list[Inflected]:
    base = fold(base)
    last = base[-1]
    stems = {"": base, "-": base[:-1], "~": base[:-2] + last, "=": base + last}
    # The nun of the feminine plural and that of the root are written as one (``aʿlanna``).
    return [
        (base if ending == last and number == "p" and not mark else stems[mark] + ending, gender, number)
        for mark, ending, gender, number in endings
    ]


def _row(tense: str, base: str, hollow: bool, doubled: bool) -> tuple[_Ending, ...]:
    rows = _rows(tense)
    kind = "hollow" if hollow else "doubled" if doubled else base[-1]
    return rows.get(kind, rows["sound"])


@cache
def _rows(tense: str) -> dict[str, tuple[_Ending, ...]]:
    """The table's rows of endings, what becomes of the stem apart from the letters added to it."""
    return {kind: tuple(_split(*ending) for ending in row) for kind, row in _endings()[tense].items()}


def _split(ending: str, gender: str, number: str) -> _Ending:
    mark = ending[:1] if ending.startswith(_MARKS) else ""
    return mark, fold(ending.removeprefix(mark)), gender, number
