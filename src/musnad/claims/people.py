"""Names of people: one person's in two spellings or scripts, or two people's."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE, without_article

#: ``same`` name; ``similar``: perhaps another spelling or script of it; ``partly``: one is a part of the other.
Likeness = Literal["same", "similar", "partly", "different"]

_SERVANT = "\u0639\u0628\u062f"
_FAITH = "\u062f\u064a\u0646"  # of Salah al-Din, written as one word or two
_ARTICLE_OF_FAITH = ARTICLE + _FAITH
_SECOND_HALVES = frozenset({_FAITH, "\u0627\u0644\u0644\u0647", "\u0644\u0644\u0647"})
_SOUNDS = {
    "\u0628": "b", "\u067e": "b", "\u062a": "t", "\u0637": "t", "\u062b": "t", "\u062c": "g", "\u063a": "g",
    "\u062d": "h", "\u0647": "h", "\u062e": "x", "\u062f": "d", "\u0636": "d", "\u0630": "z", "\u0632": "z",
    "\u0638": "z", "\u0631": "r", "\u0633": "s", "\u0635": "s", "\u0634": "c", "\u0641": "f", "\u06a4": "f",
    "\u0642": "k", "\u0643": "k", "\u06af": "g", "\u0644": "l", "\u0645": "m", "\u0646": "n",
}  # fmt: skip
_LATIN = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "x"), ("gh", "g"), ("dh", "z"), ("th", "t"),
    ("ph", "f"), ("q", "k"), ("ck", "k"), ("c", "c"), ("j", "g"), ("v", "f"), ("p", "b"), ("x", "ks"),
)  # fmt: skip
_ARABIC_PAIRS = (("\u062a\u0634", "\u0634"),)
_SILENT = frozenset("aeiouyw'")
_LEAST = 4  # consonants of a word in which one may differ


def likeness(one: tuple[str, ...], two: tuple[str, ...]) -> Likeness:
    """How alike two names are, each given as its folded words."""
    first, second = _plain(one), _plain(two)
    if not first or not second:
        return "partly"
    if first == second or _same_ends(first, second):
        return "same"
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        alone = short[0] in long or any(_alike(short[0], word) for word in (long[0], long[-1]))
        return "partly" if alone else "different"
    return "similar" if _alike(first[0], second[0]) and _alike(first[-1], second[-1]) else "different"


def _same_ends(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Given name and family name agree, or all words of the shorter open the longer (names of the father left out)."""
    if len(one) < 2 or len(two) < 2 or one[0] != two[0]:
        return False
    short, long = sorted((one, two), key=len)
    return one[-1] == two[-1] or long[: len(short)] == short


@lru_cache(maxsize=20_000)
def _plain(name: tuple[str, ...]) -> tuple[str, ...]:
    """Without articles and particles; *Abd* and what follows it are one word."""
    words: list[str] = []
    for word in (without_article(word) for word in name):
        if words and (words[-1] == _SERVANT or word in _SECOND_HALVES):
            words[-1] += word
        elif word not in _particles() or word == _SERVANT:
            words.append(word[3:] if word.startswith("al-") else word)
    return tuple(word.replace(_ARTICLE_OF_FAITH, _FAITH) if len(word) > 4 else word for word in map(_servant, words))


def _servant(word: str) -> str:
    return word.replace(ARTICLE, "", 1) if word.startswith(_SERVANT) else word


@lru_cache(maxsize=50_000)
def _alike(one: str, two: str) -> bool:
    """The same consonants, or one other among many."""
    a, b = _skeleton(one), _skeleton(two)
    if a == b:
        return bool(a) or one == two
    return min(len(a), len(b)) >= _LEAST and _one_apart(a, b)


def _one_apart(one: str, two: str) -> bool:
    """True where one letter put in, left out or changed makes the one the other."""
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _skeleton(word: str) -> str:
    """The consonants by their sounds, alike for Arabic and Latin letters; a final h is silent."""
    if word.isascii():
        for spelling, sound in _LATIN:
            word = word.replace(spelling, sound)
        sounds = [letter for letter, after in zip(word, word[1:] + "-", strict=True) if _sounds(letter, after)]
    else:
        for spelling, sound in _ARABIC_PAIRS:
            word = word.replace(spelling, sound)
        sounds = [_SOUNDS[letter] for letter in word if letter in _SOUNDS]
    single = [letter for at, letter in enumerate(sounds) if not at or letter != sounds[at - 1]]
    return "".join(single[:-1] if len(single) > 1 and single[-1] == "h" else single)


def _sounds(letter: str, after: str) -> bool:
    """A Latin letter that is a consonant; h is one only before a vowel."""
    return letter not in _SILENT and (letter != "h" or after in _SILENT)


@cache
def given_names() -> frozenset[str]:
    """The given names that the lexicon knows, folded."""
    names = table("ar/names")["best_known"]
    return frozenset(fold(name) for key in ("arab", "foreign") for name in names[key].split())


@cache
def _particles() -> frozenset[str]:
    given = map(fold, table("ar/names")["parts"]["particles"])
    return frozenset((*given, "al", "el", "bin", "ibn", "abu", "de", "von", "van"))
