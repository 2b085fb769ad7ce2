"""Telling → Meaning: all that is compared of a telling, made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from musnad.claims.bindings import Said, bindings
from musnad.claims.english import amounts_in, days_in
from musnad.claims.figures import Figure, figures_of, is_measure
from musnad.claims.words import Term, terms_of
from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE, without_article
from musnad.model.claim import Days, Telling
from musnad.text.tokens import scan
from musnad.text.words import analyse


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a telling says, as it is compared.

    ``keys`` are the keys and roots of its words; ``persons`` the keys of each name (the entity's id, the last word),
    ``named`` what another telling's names are looked for in (its own names and words; empty where it names nobody);
    ``speaker`` is the key of who said it, None where unknown; ``first_person`` says that the words mean the speaker,
    ``denied`` that the source denies them, ``agent`` that the doer is named behind the deed, ``conditional`` that
    something is only supposed, ``mention`` that it is a noun phrase, no sentence.
    """

    id: str
    page: int
    terms: tuple[Term, ...]
    keys: frozenset[str]
    said: Said
    figures: tuple[Figure, ...]
    days: tuple[Days, ...]
    persons: tuple[frozenset[str], ...]
    named: frozenset[str]
    speaker: str | None
    first_person: bool
    denied: bool
    agent: bool
    conditional: bool
    mention: bool
    published: date | None


def meaning(telling: Telling) -> Meaning:
    """What is compared of a telling. Linear in its words."""
    telling = _english(telling) if telling.language == "en" else telling
    terms = _of_own_country(terms_of(_without(telling.content, [*_day_words(telling), *_measures(telling)])), telling)
    persons = tuple(_name_keys(n.text, n.entity) for n in telling.names if n.type == "PER")
    return Meaning(
        id=telling.id,
        page=telling.page,
        terms=terms,
        keys=frozenset(key for term in terms for key in (term.key, term.root)),
        said=bindings(terms),
        figures=figures_of(telling.amounts, _without(telling.content, _day_words(telling))),
        days=telling.days,
        persons=persons,
        named=_named(terms, persons),
        speaker=_speaker(telling),
        first_person=_first_person(telling.content),
        denied=telling.stance == "denies",
        agent=_has_phrase(telling.content, "agents"),
        mention=telling.mode == "nominal",
        conditional=_has_phrase(telling.content, "conditional"),
        published=telling.published,
    )


def _of_own_country(terms: tuple[Term, ...], telling: Telling) -> tuple[Term, ...]:
    """*His country* is the state that the words for the speaker name; with none named it is left out."""
    own = [term for term in terms if (ARTICLE in term.joined, term.form) in _own_country()]
    if not own:
        return terms
    state = next((term for term in terms_of(telling.source or "") if term.kind == "place"), None)
    named = state and replace(state, negated=own[0].negated, joined=own[0].joined, clause=own[0].clause)
    return tuple(one for term in terms if (one := named if term in own else term))


def _english(telling: Telling) -> Telling:
    """An English telling with its numbers and days, which no stage has read."""
    days = telling.days or days_in(telling.content, telling.published)
    bare = _without(telling.content, [one.text for one in days])
    return replace(telling, days=days, amounts=telling.amounts or amounts_in(bare))


def _day_words(telling: Telling) -> list[str]:
    return [days.text for days in telling.days]


def _measures(telling: Telling) -> list[str]:
    """The amounts in units of measure and of time: compared as figures, whatever their words."""
    return [amount.text for amount in telling.amounts if amount.unit and is_measure(amount.unit)]


def _without(content: str, stretches: list[str]) -> str:
    for stretch in stretches:
        content = content.replace(stretch, " ")
    return content


def _name_keys(text: str, entity: str | None) -> frozenset[str]:
    last = text.split()[-1] if text.split() else text
    return frozenset({without_article(fold(last)), *((entity,) if entity and not entity.startswith("local:") else ())})


def _named(terms: tuple[Term, ...], persons: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset(key for term in terms for key in (term.form, term.key)).union(*persons) if persons else frozenset()


def _speaker(telling: Telling) -> str | None:
    if not telling.chain:
        return fold(telling.source) if telling.source else None
    return telling.chain[0].entity or fold(telling.chain[0].text)


@lru_cache(maxsize=50_000)
def _first_person(content: str) -> bool:
    return any(_is_first_person(form.text) for form in scan(content, 0, len(content)))


def _is_first_person(form: str) -> bool:
    return fold(form) in _own_words() or analyse(form).enclitic in _own_endings()


@cache
def _own_words() -> frozenset[str]:
    return frozenset(map(fold, table("ar/claims")["first_person"]["words"]))


@cache
def _own_country() -> frozenset[tuple[bool, str]]:
    """Each word as with the article or without, and its form."""
    words = [analyse(word) for word in table("ar/claims")["own_country"]["words"]]
    return frozenset((ARTICLE in "".join(word.proclitics), word.stem_key) for word in words)


@cache
def _own_endings() -> frozenset[str]:
    return frozenset(table("ar/claims")["first_person"]["endings"])


def _has_phrase(content: str, kind: str) -> bool:
    words = f" {fold(content)} "
    return any(phrase in words for phrase in _phrases(kind))


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(f" {fold(phrase)} " for phrase in table("ar/claims")[kind]["words"])
