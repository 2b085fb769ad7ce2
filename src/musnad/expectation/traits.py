"""What this stage needs to know of a word form, looked up once a form and kept."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.lexicon.expectations import is_event, is_verbal_noun, words
from musnad.lexicon.letters import ARTICLE
from musnad.model import Token, Word

_CONJUNCTIONS, _PREPOSITIONS = frozenset("\u0648\u0641"), frozenset("\u0628\u0644\u0643")
_SIN, _NUN, _ALEF, _HAMZATED = "\u0633", "\u0646", "\u0627", "\u0623"
_PERSONS = frozenset("\u064a\u062a\u0646")
_FEMININE_PLURAL = "\u0627\u062a"
_DUAL_PLURAL = ("\u0627\u0646", "\u0648\u0646")
_NOT_NOUNS = frozenset(("VERB", "AUX", "ADJ", "ADP", "PROPN", "NUM", "PART", "SCONJ", "PRON"))
_VERBS = frozenset(("VERB", "AUX"))
_MOST_KNOWN = 200_000
_LONGEST_VERB = 5


@dataclass(frozen=True, slots=True)
class Traits:
    """A word form seen from the side of what lies ahead.

    ``key`` is folded, without a conjunction; ``stem`` without clitics, of a hashtag its first word; ``letter`` a
    preposition of one letter written before the noun; ``conj`` and ``cut`` count the letters of conjunction and
    preposition. ``listed`` is a verbal noun that is written as a verb may be (``شن``).
    """

    key: str
    stem: str
    conj: int
    letter: str
    definite: bool
    verb: bool
    future: bool
    imperfect: bool
    doing: bool
    listed: bool
    event: bool


def traits(token: Token) -> Traits:
    """The traits of a token's form in its part of speech."""
    known = _KNOWN.get((token.word.text, token.pos))
    if known is None:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[token.word.text, token.pos] = _look_up(token.word, token.pos)
    return known


_KNOWN: dict[tuple[str, str], Traits] = {}


def _look_up(word: Word, pos: str) -> Traits:
    conj = int(bool(word.proclitics) and word.proclitics[0] in _CONJUNCTIONS)
    key = word.key[conj:]
    if not word.is_word:
        return Traits(key, key, 0, "", False, False, False, False, False, False, False)
    future = _future_stem(word, key, pos)
    if future and not conj and key[0] != _SIN:
        conj, key = 1, key[1:]
    stem = future or _hashtag(word.stem_key)
    letter = next((c for c in word.proclitics if c in _PREPOSITIONS), "")
    if not letter and not future and pos == "NOUN" and key[:1] in _PREPOSITIONS and is_event(key[1:]):
        letter, stem = key[0], key[1:]  # a preposition that was not cut (in reply: written as the word for cold)
    verb = bool(future) or (pos in _VERBS and not _is_accusative(stem))
    noun = (pos not in _NOT_NOUNS or pos in _VERBS) and not verb
    return Traits(
        key=key,
        stem=stem,
        conj=conj,
        letter=letter,
        definite=ARTICLE in word.proclitics or key.startswith("#" + ARTICLE),
        verb=verb,
        future=bool(future),
        imperfect=verb and (stem[:1] in _PERSONS or stem[:1] == _ALEF) and len(stem) > 2,
        doing=noun and is_verbal_noun(stem, shaped=word.stem[:1] != _HAMZATED) and key not in words("event", "never"),
        listed=stem in words("event", "verbal"),
        event=not future and is_event(stem),
    )


def _future_stem(word: Word, key: str, pos: str) -> str:
    """The imperfect under a prefix of the future; empty where the form is none.

    The cut is made by form where the tagger of clitics did not make it: a word that only begins like one is listed.
    """
    form = key[1:] if key[:1] in _CONJUNCTIONS and key[1:2] == _SIN else key
    if form[:1] != _SIN or form in words("future", "not") or len(form) < 4:
        return ""
    opens = form[1] in _PERSONS or (form[1] == _ALEF and _HAMZATED in word.text)
    we = form[1] == _NUN and pos == "NOUN" and len(form) > 4 and not form.endswith(_FEMININE_PLURAL)
    by_form = pos == "VERB" or we or form.endswith(_DUAL_PLURAL)
    if not opens or not (_SIN in word.proclitics or by_form):
        return ""
    return word.stem_key if _SIN in word.proclitics else form[1 : len(form) - word.suffix]


def _is_accusative(stem: str) -> bool:
    """True for a verbal noun with the alef of the accusative, which the tagger takes for a verb (``اتفاقا``)."""
    return len(stem) > _LONGEST_VERB and stem.endswith(_ALEF) and stem.startswith(_ALEF) and is_verbal_noun(stem[:-1])


def _hashtag(stem: str) -> str:
    if not stem.startswith("#"):
        return stem
    return stem[1:].split("_")[0].removeprefix(ARTICLE)
