"""A telling → its voices: each speaker it names, as a person, a body, a source without name, a document or an outlet,
and the first carrier, to whom the speaker spoke."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from musnad.claims.describing import describe, heads_source, names_person
from musnad.claims.descriptions import Body, Description
from musnad.lexicon import fold, table
from musnad.lexicon.letters import ARTICLE, without_article
from musnad.lexicon.outlets import is_head, outlet_named, outlet_of
from musnad.model import Link, Telling

Kind = Literal["person", "body", "unnamed", "document", "outlet", "unknown"]

_AND, _LAM = "\u0648", "\u0644"
_NEEDS_NAME = frozenset({"organisation", "company", "club", "hospital", "port", "party", "militia", "court", "embassy"})
_LOCAL = "local:"
_WORD = re.compile(r"\S+")
_MARKS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What is said of a speaker, wherever it is said; one object for each, so that it is quickly known again."""

    kind: Kind
    description: Description


@lru_cache(maxsize=100_000)
def said(kind: Kind, description: Description) -> Said:
    """The one ``Said`` of a kind and a description."""
    return Said(kind, description)


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """One speaker of one telling.

    ``carrier`` is the key of the first carrier (``outlet:wsj``, else folded words, else the page's own key),
    ``through`` all outlets that the telling or the page credits, innermost first, each as key and words. ``own`` is the
    key of the outlet that published the page. ``told_here`` says that nobody else is credited: it was told directly;
    ``names_carrier`` that the words themselves say to whom, were it the page's own outlet, or whose word it is.
    """

    telling: Telling
    part: int
    said: Said
    carrier: str
    carrier_words: str | None
    own: str
    through: tuple[tuple[str, str], ...] = ()
    outlet: str | None = None
    names_carrier: bool = False

    @property
    def kind(self) -> Kind:
        return self.said.kind

    @property
    def description(self) -> Description:
        return self.said.description

    @property
    def key(self) -> tuple[str, int, str, int]:
        """By which voices are ordered: the earliest page first."""
        return *_place(self.telling), self.part

    @property
    def told_here(self) -> bool:
        return not self.through

    @property
    def words(self) -> str:
        return self.description.words

    @property
    def points_back(self) -> bool:
        """A speaker of whom only *the official*, *the minister*, *the company* is said: one spoken of before."""
        said = self.description
        if not said.definite or said.other or said.name or said.person:
            return False
        if self.kind == "body":
            return said.body is not None and not said.body.name and said.body.kind in _NEEDS_NAME
        return self.kind == "unnamed" or (self.kind == "person" and not (said.body or said.states or said.places))

    @property
    def is_told(self) -> bool:
        """True where a speaker is given, and not only an outlet or nobody."""
        return self.kind not in ("outlet", "unknown")

    @property
    def is_weak(self) -> bool:
        """True where the words alone do not tell whose word it is: no speaker, or one spoken of before."""
        return self.kind == "unknown" or self.points_back or (self.kind == "outlet" and self.outlet == self.own)


def voices_of(tellings: Iterable[Telling]) -> list[Voice]:
    """The voices of all tellings, in an order that does not depend on theirs."""
    ordered = sorted(tellings, key=_place)
    spoken_of = _outlets_by_page(ordered)
    return [voice for telling in ordered for voice in _voices(telling, spoken_of[telling.page])]


def carrier_key(words: str, entity: str | None = None) -> str:
    """The key of an outlet or another carrier: its id where the lexicon has it, else its words without the head noun;
    empty where only a head noun is given (*the paper*)."""
    if entity and entity.startswith("outlet:"):
        return entity
    return _carrier_key(words)


@lru_cache(maxsize=20_000)
def _carrier_key(words: str) -> str:
    if words.startswith("outlet:"):
        return words
    outlet = outlet_named(without_lam(words), credit=True)
    if outlet:
        return outlet.id
    plain = _MARKS.sub(" ", fold(without_lam(words))).split()
    return " ".join(without_article(word) for word in plain if not _is_outlet_noun(word))


def without_lam(words: str) -> str:
    """An outlet as its name stands alone, where *to* and the article run together before it (``للجزيرة``)."""
    return ARTICLE + words[2:] if words.startswith(_LAM + _LAM) else words


def _is_outlet_noun(key: str) -> bool:
    bare = {key, without_article(key), key[2:] if key[:2] == "\u0644\u0644" else key}
    return any(is_head(stem) or stem in _beside() for stem in bare)


def _place(telling: Telling) -> tuple[str, int, str]:
    return telling.published.isoformat() if telling.published else "9", telling.page, telling.id


def _outlets_by_page(tellings: Iterable[Telling]) -> dict[int, tuple[str, str] | None]:
    """The outlet that each page credits by name, for *the paper* and *the agency* later on it; None where several."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for telling in tellings:
        for link in telling.chain:
            if link.role == "outlet" and (key := carrier_key(link.text, link.entity)):
                found[telling.page].setdefault(key, link.text)
    return defaultdict(
        lambda: None, {page: next(iter(named.items())) if len(named) == 1 else None for page, named in found.items()}
    )


def _voices(telling: Telling, spoken_of: tuple[str, str] | None) -> list[Voice]:
    own = carrier_key(telling.outlet) if telling.outlet else f"page:{telling.page}"
    through = _through(telling, spoken_of, own)
    parts = _parts(_source(telling), telling.source_kind == "named")
    return [_voice(telling, part, words, own, through) for part, words in enumerate(parts)]


def _source(telling: Telling) -> str:
    """The fullest words for who said it: the source's, or the speaker's in the chain."""
    speaker = next((link.text for link in telling.chain if link.role == "speaker"), "")
    return max(telling.source or "", speaker, key=len)


def _through(telling: Telling, spoken_of: tuple[str, str] | None, own: str) -> tuple[tuple[str, str], ...]:
    links = [_carrier(link, spoken_of) for link in telling.chain if link.role != "speaker"]
    credited = [(carrier_key(name), outlet_name(name)) for name in telling.credits]
    named = [(_told_apart(pair[0], telling), pair[1]) for pair in (*links, *credited) if pair and pair[0]]
    return tuple(pair for pair in dict(reversed(named)).items() if pair[0] != own)[::-1]


def outlet_name(words: str) -> str:
    """An outlet for people: by the lexicon's name where it is given by id."""
    outlet = outlet_of(words) if words.startswith("outlet:") else None
    return outlet.names[0] if outlet else words


def _told_apart(key: str, telling: Telling) -> str:
    """*Agencies*, *media*: on two pages nobody knows whether they are the same."""
    return f"{key}@{telling.page}" if key in _some_outlets() else key


def _carrier(link: Link, spoken_of: tuple[str, str] | None) -> tuple[str, str] | None:
    key = carrier_key(link.text, link.entity)
    return (key, without_lam(link.text)) if key else spoken_of


def _voice(telling: Telling, part: int, words: str, own: str, through: tuple[tuple[str, str], ...]) -> Voice:
    described = _named_in_full(describe(words, telling.source_kind == "named"), telling)
    kind, described = _kind(telling, words, described)
    kind = "outlet" if _is_reporter(words, own) else kind
    outlet = None
    if kind in ("outlet", "unknown"):
        outlet, words, through = _outlet(telling, words, own, through)
        described = replace(described, words=words)
    carrier, carrier_words = _first_carrier(telling, through) or (own, telling.outlet and outlet_name(telling.outlet))
    named = bool(through) or _names_own(telling, own) or (kind == "outlet" and bool(telling.source))
    return Voice(telling, part, said(kind, described), carrier, carrier_words, own, through, outlet, named)


def _names_own(telling: Telling, own: str) -> bool:
    return any(carrier_key(link.text, link.entity) == own for link in telling.chain if link.role != "speaker")


def _first_carrier(telling: Telling, through: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """The first one credited; of several agencies that a page as a whole is credited to, nobody knows which."""
    if len(through) > 1 and not any(link.role != "speaker" for link in telling.chain):
        return "+".join(sorted(key for key, _ in through)), "\u060c ".join(words for _, words in through)
    return through[0] if through else None


def _outlet(
    telling: Telling, words: str, own: str, through: tuple[tuple[str, str], ...]
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The outlet whose own word it is: the one named; without a speaker, the first one credited, else the page's."""
    speaker = next((link for link in telling.chain if link.role == "speaker"), None)
    key = carrier_key(words, speaker.entity if speaker and speaker.text == words else None) if words else ""
    key = own if _is_ours(words) else _told_apart(key, telling)
    if key:
        return key, words, through if key == own or any(key == k for k, _ in through) else ((key, words), *through)
    if through:
        return through[0][0], through[0][1], through
    return own, outlet_name(telling.outlet or ""), ()


def _named_in_full(described: Description, telling: Telling) -> Description:
    """A family name alone is the full name that its own page gives."""
    speaker = next((link.entity or "" for link in telling.chain if link.role == "speaker"), "")
    full = tuple(speaker.removeprefix(_LOCAL).split("-")) if speaker.startswith(_LOCAL) else ()
    alone = len(described.name) == 1 and len(full) > 1 and without_article(described.name[0]) == full[-1]
    return replace(described, name=full) if alone else described


def _is_reporter(words: str, own: str) -> bool:
    """The outlet's own reporter (``مراسل قناة النيل``, ``مراسلنا``) speaks its own word."""
    keys = fold(words).split()
    reports = len(keys) > 1 and without_article(keys[0]) in _words_of_carriers("reporters")
    return _is_ours(words) or (reports and (_is_outlet_noun(keys[1]) or carrier_key(words) == own))


def _is_ours(words: str) -> bool:
    return not _words_of_carriers("our_reporters").isdisjoint(fold(words).split()[:1])


def _kind(telling: Telling, words: str, described: Description) -> tuple[Kind, Description]:
    if not words:
        return ("outlet" if telling.source_kind == "outlet" else "unknown"), described
    if described.document or telling.source_kind == "document":
        if described.body:
            return "body", described
        return ("outlet" if _names_outlet(words) else "document"), described
    if telling.source_kind == "outlet" or (not described.ranks and _names_outlet(words)):
        return "outlet", described
    if described.spokesman and (body := _body_spoken_for(described)):
        return "body", replace(described, body=body)
    if (described.name or described.person) and telling.source_kind == "named":
        return "person", described
    if telling.source_kind == "institution" or (described.body and not described.ranks and not described.rest):
        body = described.body or Body("organisation", described.rest, _one(described.states))
        return "body", replace(described, body=body)
    return ("person" if holds_office(described) and telling.source_kind == "named" else "unnamed"), described


def holds_office(described: Description) -> bool:
    """An office that one person holds at a time (``وزير الدفاع``), by its words alone."""
    rows = table("ar/descriptions")["ranks"]
    sole = any(rows[rank].get("sole") for rank in described.ranks if rank != "spokesman")
    bound = (
        described.body
        or described.states
        or described.places
        or described.definite
        or "prime_minister" in described.ranks
    )
    return sole and described.number == "one" and bool(bound) and not described.other


def _body_spoken_for(described: Description) -> Body | None:
    """The body of a spokesman; *a military spokesman* speaks for the army."""
    if described.body:
        return described.body
    spoken = {"military": "army", "governmental": "government", "police": "police"}
    kind = next((spoken[field] for field in sorted(described.fields) if field in spoken), None)
    return Body(kind, frozenset(), _one(described.states)) if kind else None


def _one(states: frozenset[str]) -> str | None:
    return next(iter(states)) if len(states) == 1 else None


def _names_outlet(words: str) -> bool:
    return outlet_named(words) is not None or any(
        outlet_named(" ".join(words.split()[at:])) is not None for at in range(1, min(3, len(words.split())))
    )


def _parts(words: str, named: bool) -> list[str]:
    """The speakers that one phrase joins with *and*; the phrase whole where it names one."""
    starts = list(_WORD.finditer(words))
    for at, match in enumerate(starts):
        if at and (rest := _opens_another(words, match.start(), match.group(), named)):
            return [words[: match.start()].strip(" ،,"), *_parts(rest, named)]
    return [words]


def _opens_another(words: str, at: int, token: str, named: bool) -> str | None:
    """What follows *and*, where a second speaker begins there."""
    first, rest = words[:at], words[at:]
    if token.lower() == "and":
        rest = rest[len(token) :].strip()
    elif token[:1] == _AND and len(token) > 3:
        rest = rest[1:]
    else:
        return None
    key = fold(rest.split()[0]) if rest.split() else ""
    if _says_other(key):
        return f"{first.split()[0]} {rest}" if not named else None
    if heads_source(rest):
        unnamed = not named or not names_person(rest) or names_person(first)
        return rest if unnamed and not (named and key.startswith("\u0627\u0644") and not names_person(first)) else None
    return rest if named and names_person(first) and names_person(rest, at_start=True) else None


def _says_other(key: str) -> bool:
    return without_article(key) in _others()


@cache
def _others() -> frozenset[str]:
    return frozenset(map(fold, table("ar/descriptions")["other"]["more"]))


@cache
def _words_of_carriers(name: str) -> frozenset[str]:
    return frozenset(map(fold, table("ar/descriptions")["carriers"][name]))


@cache
def _some_outlets() -> frozenset[str]:
    return frozenset(_carrier_key(words) for words in table("ar/descriptions")["carriers"]["some"])


@cache
def _beside() -> frozenset[str]:
    tables = table("ar/outlet_heads")["beside"]
    return frozenset(fold(word) for words in tables.values() for word in words)
