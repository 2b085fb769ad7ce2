"""The words that make an attribution, and every form of them.

Verbs are conjugated from lemma and imperfect (:mod:`musnad.lexicon.conjugation`), so that the table ``ar/cues.toml``
holds one entry a verb. Look-up is by folded form, without the conjunctions و and ف. The table has three kinds:
verbs, nouns that report by themselves (``تصريحات``), and phrases of a verb and the words that make it a cue
(``وجه أصابع الاتهام إلى``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from musnad.lexicon import fold, table
from musnad.lexicon.conjugation import (
    Inflected,
    accusative,
    before_pronoun,
    imperfect,
    is_defective,
    is_hollow,
    nominal,
    participle,
    perfect,
    pronoun_endings,
)
from musnad.model import Stance

Shape = Literal["perfect", "imperfect", "participle", "noun"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: what it takes as content and which stance it gives (fields as in ``ar/cues.toml``).

    ``through`` and ``to`` hold folded prepositions: those before a nominal content, and those before the one spoken
    to or accused.
    """

    lemma: str
    stance: Stance
    takes: frozenset[str]
    through: frozenset[str]
    object: str
    weak: bool
    gloss: str
    to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a cue: its shape, gender (``m``/``f``/``""``), number (``s``/``d``/``p``) and suffixed pronoun.

    Gender and number are empty for a passive (``قيل``): its subject is not the one who said it.
    """

    cue: Cue
    shape: Shape
    gender: str
    number: str
    pronoun: str = ""

    @property
    def is_verb(self) -> bool:
        return self.shape in ("perfect", "imperfect")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb form with the folded words that make it a cue; its subject may stand between verb and words."""

    form: Form
    words: tuple[str, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """All cue verbs of the table."""
    return tuple(_cue(entry, entry["lemma"]) for entry in table("ar/cues")["verb"])


def is_noun_cue(cue: Cue) -> bool:
    """True for the cue of a noun that reports by itself (``تصريحات``); ask it of forms of the shape ``noun`` only: a
    verb may share the lemma (``توقع``)."""
    return cue.lemma in _noun_lemmas()


@cache
def _noun_lemmas() -> frozenset[str]:
    return frozenset(entry["lemma"] for entry in table("ar/cues")["noun"])


@lru_cache(maxsize=50_000)
def forms_of(key: str) -> tuple[Form, ...]:
    """What a folded form (without و or ف before it) can be; empty where it is no form of any cue verb or noun.

    A form may belong to several cues (``يعد``: promise, deem). A suffixed pronoun is taken off where the form
    alone is not in the table (``نفاه`` is ``نفى`` with ``ه``).
    """
    return _plain_forms(key) or _with_pronoun(key)


def phrases_of(key: str) -> tuple[Phrase, ...]:
    """The phrases that a folded verb form can open, longest first."""
    return _opened(key) if key in _phrases() else ()


@cache
def _opened(key: str) -> tuple[Phrase, ...]:
    opened = sorted(dict.fromkeys(_phrases()[key]), key=lambda found: -len(found[1]))
    return tuple(Phrase(Form(*row), words) for row, words in opened)


def _plain_forms(key: str) -> tuple[Form, ...]:
    return tuple(Form(*row) for row in _forms().get(key, ()))


_Row = tuple[Cue, Shape, str, str]
_Made = tuple[Shape, str, str, str]  # shape, key, gender, number


@cache
def _forms() -> dict[str, list[_Row]]:
    """Folded form → what it can be; :class:`Form` is made when asked for, most forms never are."""
    index: dict[str, list[_Row]] = defaultdict(list)
    nouns = {entry["lemma"] for entry in table("ar/cues")["noun"]}
    for entry in table("ar/cues")["noun"]:
        _put(index, entry, (("noun", *form) for form in _noun_forms(entry)))
    for entry in table("ar/cues")["verb"]:
        _put(index, entry, _verb_forms(entry, nouns))
    return dict(index)


def _put(index: dict[str, list[_Row]], entry: dict[str, Any], forms: Iterable[_Made]) -> None:
    """Enter the forms of a cue under their keys, but for those its entry omits."""
    cue = _cue(entry, entry["lemma"])
    homograph = replace(cue, weak=True)
    omitted, weak = (_keys(entry, field) for field in ("omit", "weak_forms"))
    for shape, key, gender, number in forms:
        row: _Row = (homograph if key in weak else cue, shape, gender, number)
        if key not in omitted and row not in index[key]:
            index[key].append(row)


@cache
def _phrases() -> dict[str, list[tuple[_Row, tuple[str, ...]]]]:
    """Folded form → the rows of :class:`Form` and the words of each phrase it opens."""
    index: dict[str, list[tuple[_Row, tuple[str, ...]]]] = defaultdict(list)
    for entry in table("ar/cues")["phrase"]:
        cue = _cue(entry, f"{entry['lemma']} {entry['words'][0]}")
        followed = [tuple(fold(words).split()) for words in entry["words"]]
        for shape, key, gender, number in _verb_forms(entry):
            row: _Row = (cue, shape, gender, number)
            index[key] += [(row, words) for words in followed]
    return dict(index)


def _with_pronoun(key: str) -> tuple[Form, ...]:
    for ending, pronoun in pronoun_endings():
        if len(key) > len(ending) + 1 and key.endswith(ending):
            stems = before_pronoun(key[: -len(ending)])
            bare = [form for stem in stems for form in _plain_forms(stem) if form.shape != "participle"]
            if bare:
                return tuple(replace(form, pronoun=pronoun) for form in bare)
    return ()


def _verb_forms(entry: dict[str, Any], nouns: Collection[str] = ()) -> Iterator[_Made]:
    """Every form of a verb's entry; a verbal noun among ``nouns`` has an entry of its own."""
    lemma, noun, doubled = entry["lemma"], entry.get("noun", ""), entry.get("doubled", False)
    for form in _without_noun(perfect(lemma, doubled), noun):
        yield ("perfect", *form)
    for form in imperfect(entry["imperfect"], is_hollow(lemma), doubled):
        yield ("imperfect", *form)
    if "participle" in entry:
        for form in participle(entry["participle"], is_defective(lemma)):
            yield ("participle", *form)
    if noun and noun not in nouns:
        for form in nominal(noun, entry.get("plural", "")):
            yield ("noun", *form)
    for written in entry.get("passive", "").split():
        yield ("imperfect" if written[0] == entry["imperfect"][0] else "perfect", fold(written), "", "")


def _without_noun(inflected: list[Inflected], noun: str) -> list[Inflected]:
    """Without the dual that is written as the verbal noun in the accusative (``ردا``, ``شكرا``, ``نفيا``)."""
    taken = accusative(noun) if noun else ""
    return [form for form in inflected if form[2] != "d" or form[0] != taken]


def _noun_forms(entry: dict[str, Any]) -> list[Inflected]:
    lemma = entry["lemma"]
    indefinite: list[Inflected] = [(accusative(lemma), "m", "s")] if accusative(lemma) != fold(lemma) else []
    return nominal(lemma, entry.get("plural", "")) + indefinite


def _cue(entry: dict[str, Any], lemma: str) -> Cue:
    return Cue(
        lemma=lemma,
        stance=entry["stance"],
        takes=frozenset(entry["takes"].split()),
        through=_keys(entry, "through"),
        object=entry.get("object", ""),
        weak=entry.get("weak", False),
        gloss=entry.get("gloss", ""),
        to=_keys(entry, "to"),
    )


def _keys(entry: dict[str, Any], field: str) -> frozenset[str]:
    """The words of a field, folded."""
    return frozenset(fold(entry.get(field, "")).split())
