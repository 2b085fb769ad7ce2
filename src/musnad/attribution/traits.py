"""What attribution needs to know of a word form, looked up once a form and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from musnad.lexicon import fold, table
from musnad.lexicon.cues import Form, forms_of

_WAW, _FA, _BA, _LAM, _KAF, _SIN = "\u0648", "\u0641", "\u0628", "\u0644", "\u0643", "\u0633"
_AL = "\u0627\u0644"
_LIL = _LAM + _LAM


@dataclass(frozen=True, slots=True)
class Traits:
    """A word form seen from the side of reporting.

    ``conj`` counts the letters of a leading و or ف that is a conjunction; ``prep`` is a preposition written as
    one letter before the noun (``ب`` ``ل`` ``ك``) or the word itself where it is a preposition; ``noun`` the bare
    noun under that, without the article; ``that`` tells how the word opens a reported clause.
    """

    key: str
    conj: int
    forms: tuple[Form, ...]
    that: str
    prep: str
    clitic: str
    definite: bool
    noun: str
    tags: frozenset[str]

    def has(self, tag: str) -> bool:
        return tag in self.tags

    @property
    def conjoined(self) -> bool:
        return self.conj > 0

    @property
    def verbs(self) -> tuple[Form, ...]:
        return tuple(form for form in self.forms if form.is_verb)


@lru_cache(maxsize=100_000)
def traits(key: str) -> Traits:
    """The traits of a folded word form."""
    bare, conj = _without_conjunction(key)
    words = _words()
    tags = set(words.get(key, ())) | set(words.get(bare, ()))
    clitic, definite, noun = _noun_under(bare, words)
    if clitic or definite or noun != bare:
        tags |= {tag for tag in words.get(noun, ()) if tag in _NOMINAL}
        tags |= {tag + ":definite" for tag in words.get(_AL + noun, ()) if tag == "sole" and definite}
    forms = forms_of(bare) or (forms_of(bare[1:]) if bare[:1] in (_SIN, _LAM) and len(bare) > 4 else ())
    that = _that(bare)
    prep = bare if "prep" in tags else clitic
    return Traits(key, conj, forms, that, prep, clitic, definite, noun, frozenset(tags))


def _without_conjunction(key: str) -> tuple[str, int]:
    if len(key) < 3 or key[0] not in (_WAW, _FA):
        return key, 0
    rest = key[1:]
    words = _words()
    whole = key in words or bool(forms_of(key))
    known = rest in words or bool(forms_of(rest)) or bool(_that(rest)) or rest.startswith(_AL)
    if whole and not (rest in words and key not in words):
        return key, 0
    if known or (rest[:1] in (_BA, _LAM) and rest[1:3] in (_AL, _LAM)):
        return rest, 1
    return (rest, 1) if key[0] == _WAW and len(key) > 4 and key not in words and _strip_ok(rest) else (key, 0)


def _strip_ok(rest: str) -> bool:
    _, definite, noun = _noun_under(rest, _words())
    return definite or noun in _words()


def _noun_under(bare: str, words: dict[str, tuple[str, ...]]) -> tuple[str, bool, str]:
    """A one-letter preposition, whether the article follows, and the noun under both."""
    if bare.startswith(_LIL) and len(bare) > 4:
        return _LAM, True, bare[2:]
    if bare.startswith(_AL) and len(bare) > 4:
        return "", True, bare[2:]
    if bare[:1] in (_BA, _KAF) and bare[1:].startswith(_AL) and len(bare) > 5:
        return bare[0], True, bare[3:]
    if bare in words:
        return "", False, bare
    if bare[:1] in (_BA, _LAM, _KAF) and len(bare) > 3 and bare[1:] in words and bare[1:] not in _particles():
        return bare[0], False, bare[1:]
    return "", False, bare


def _that(bare: str) -> str:
    """``that`` for إن/أن and its forms with a pronoun, ``ب`` for بأن; empty for all else."""
    if bare in _thats():
        return "that"
    if bare[:1] == _BA and bare[1:] in _thats():
        return _BA
    return ""


@cache
def _thats() -> frozenset[str]:
    entry = table("ar/particles")["complementizer"]
    words = [fold(word) for word in entry["words"]]
    return frozenset(words + [word + fold(pronoun) for word in words for pronoun in entry["pronouns"]])


@cache
def _particles() -> frozenset[str]:
    tables = table("ar/particles")
    return frozenset(fold(word) for name in ("prepositions", "adverbs", "pronouns") for word in tables[name]["words"])


_NOMINAL = frozenset(
    {"unnamed", "office", "institution", "outlet", "outlet2", "document", "medium", "addressee", "naming", "short"}
)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Folded word → the tags of the tables it stands in."""
    found: dict[str, set[str]] = {}

    def put(tag: str, words: list[str]) -> None:
        for word in words:
            if " " not in word:
                found.setdefault(fold(word), set()).add(tag)

    particles, sources = table("ar/particles"), table("ar/sources")
    for tag, name in _PARTICLE_TAGS.items():
        put(tag, particles[name]["words"])
    put("particle", particles["auxiliary"]["particles"])
    for name in ("unnamed", "office", "institution", "outlet", "document", "medium", "addressee", "naming", "short"):
        put(name, sources[name]["words"])
    put("outlet2", sources["outlet"]["second"])
    put("sole", sources["unnamed"]["sole_when_definite"])
    put("deictic", sources["short"]["deictic"])
    return {word: tuple(tags) for word, tags in found.items()}


_PARTICLE_TAGS = {
    "relative": "relative",
    "negation": "negation",
    "auxiliary": "auxiliary",
    "opener": "clause_openers",
    "contrast": "contrast",
    "prep": "prepositions",
    "adverb": "adverbs",
    "pronoun": "pronouns",
    "demonstrative": "demonstratives",
}
