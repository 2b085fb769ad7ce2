"""The words that make an attribution, and every form of them.

Verbs are conjugated from lemma and imperfect (:mod:`musnad.lexicon.conjugation`), so that the table
``ar/cues.toml`` holds one entry a verb. Look-up is by folded form, without the conjunctions و and ف.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from musnad.lexicon import fold, table
from musnad.lexicon.conjugation import before_pronoun, imperfect, nominal, participle, perfect, pronoun_endings
from musnad.model import Stance

Shape = Literal["perfect", "imperfect", "participle", "noun"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: what it takes as content and which stance it gives (fields as in ``ar/cues.toml``)."""

    lemma: str
    stance: Stance
    takes: frozenset[str]
    through: frozenset[str]
    object: str
    weak: bool
    gloss: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a cue: its shape, gender (``m``/``f``/``""``), number (``s``/``d``/``p``) and suffixed pronoun."""

    cue: Cue
    shape: Shape
    gender: str
    number: str
    pronoun: str = ""

    @property
    def is_verb(self) -> bool:
        return self.shape in ("perfect", "imperfect")


@cache
def cues() -> tuple[Cue, ...]:
    """All cue verbs of the table."""
    return tuple(_cue(entry) for entry in table("ar/cues")["verb"])


def forms_of(key: str) -> tuple[Form, ...]:
    """What a folded form (without و or ف before it) can be; empty where it is no form of any cue.

    A form may belong to several cues (``يعد``: promise, deem). A suffixed pronoun is taken off where the form
    alone is not in the table (``نفاه`` is ``نفى`` with ``ه``).
    """
    found = _forms().get(key)
    return found if found is not None else _with_pronoun(key)


@cache
def _forms() -> dict[str, tuple[Form, ...]]:
    index: dict[str, list[Form]] = defaultdict(list)
    for entry in table("ar/cues")["verb"]:
        cue = _cue(entry)
        for shape, written, gender, number in _written_forms(entry):
            form = Form(cue, shape, gender, number)
            if form not in index[fold(written)]:
                index[fold(written)].append(form)
    return {key: tuple(found) for key, found in index.items()}


def _with_pronoun(key: str) -> tuple[Form, ...]:
    for ending, pronoun in pronoun_endings():
        if len(key) > len(ending) + 1 and key.endswith(ending):
            for stem in before_pronoun(key[: -len(ending)]):
                bare = [form for form in _forms().get(stem, ()) if form.shape != "participle"]
                if bare:
                    return tuple(replace(form, pronoun=pronoun) for form in bare)
    return ()


def _written_forms(entry: dict[str, object]) -> list[tuple[Shape, str, str, str]]:
    found: list[tuple[Shape, str, str, str]] = []
    found += [("perfect", *form) for form in perfect(str(entry["lemma"]))]
    found += [("imperfect", *form) for form in imperfect(str(entry["imperfect"]))]
    if "participle" in entry:
        found += [("participle", *form) for form in participle(str(entry["participle"]))]
    if "noun" in entry:
        found += [("noun", *form) for form in nominal(str(entry["noun"]))]
    for form in entry.get("also", []):  # type: ignore[attr-defined]
        found.append(("perfect", form, "", ""))
    return found


@cache
def _interned(lemma: str, gloss: str, fields: tuple[object, ...]) -> Cue:
    stance, takes, through, object_, weak = fields
    return Cue(lemma, stance, takes, through, object_, weak, gloss)  # type: ignore[arg-type]


def _cue(entry: dict[str, object]) -> Cue:
    fields = (
        entry["stance"],
        frozenset(entry.get("takes", ())),  # type: ignore[arg-type]
        frozenset(fold(p) for p in entry.get("through", ())),  # type: ignore[attr-defined]
        entry.get("object", ""),
        bool(entry.get("weak", False)),
    )
    return _interned(str(entry["lemma"]), str(entry.get("gloss", "")), fields)
