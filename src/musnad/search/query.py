"""What is asked for, and what that means to the index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from musnad.search.names import Also, Phrase, Sense, names_in, sense_of
from musnad.store.facets import PAGE, STATEMENT, days_asked, facet, whole
from musnad.store.index import Columns, Match, Term
from musnad.store.keys import keys_of
from musnad.store.schema import places_of_days

HitKind = Literal["statement", "page"]

_LONGEST = 1000
_NEVER = "xnever"
#: A name in quotation marks is the whole of who said it, or of who published it.
_WHOLE = {"speaker": "saidby", "carrier": "publishedby"}
_QUOTED = re.compile(
    '"([^"]*)"|\u00ab([^\u00bb]*)\u00bb|\u201c([^\u201d\u201c]*)[\u201d\u201c]|\u201e([^\u201c]*)\u201c',
)
_LETTER = r"\w\u0610-\u061a\u0640\u064b-\u065f\u0670"


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought. All that is given must hold; ``words`` count up to 1,000 code points.

    ``speaker``, ``outlet`` and ``entity`` are names or ids (``wd:Q796``, ``outlet:afp``); ``outlet`` is the page's or
    one that carried the statement. In quotation marks a speaker is the whole of who said it, an outlet the page's own.
    ``day_from`` to ``day_to`` are days of publication, ``about_from`` to ``about_to`` days that are spoken of; all are
    inclusive. ``exact`` wants the letters of ``words`` as typed; ``names`` lets a name be found in its other spellings
    and in the other script.
    """

    words: str = ""
    speaker: str | None = None
    outlet: str | None = None
    entity: str | None = None
    stance: str | None = None
    mode: str | None = None
    source_kind: str | None = None
    language: str | None = None
    day_from: date | None = None
    day_to: date | None = None
    about_from: date | None = None
    about_to: date | None = None
    kind: HitKind | None = None
    exact: bool = False
    names: bool = True


@dataclass(frozen=True, slots=True)
class Sought:
    """One word or phrase that must be there: as one of ``phrases`` (keys), or as a mention of one of ``entities``;
    where the letters count, ``exactly`` finds them."""

    phrases: tuple[Phrase, ...]
    entities: frozenset[str] = frozenset()
    exactly: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A query as the index takes it, what to look for in the texts found, and the spellings it was widened by."""

    match: Match
    sought: tuple[Sought, ...]
    also: tuple[Also, ...]

    @property
    def exact(self) -> bool:
        return any(each.exactly for each in self.sought)


def plan(query: Query) -> Plan | None:
    """How a query is answered; None where it asks for nothing."""
    asked = _senses(query)
    filters = list(_filters(query))
    if not (asked or filters or _wanted(query) or query.day_from or query.day_to):
        return None
    groups = [group for sense, apart in asked for group in _groups("words speaker outlet", "entity", sense, apart)]
    start, stop = places_of_days(query.day_from, query.day_to)
    match = Match(
        words=[group[0].keys for group in groups if len(group) == 1],
        facets=[*_kind(query, bool(asked)), *_wanted(query)],
        either=[group for group in groups if len(group) > 1] + [group for _, group in filters],
        start=start,
        stop=stop,
    )
    widened = [sense.also for sense in (*(sense for sense, _ in asked), *(sense for sense, _ in filters)) if sense]
    return Plan(match, tuple(_sought(query, *each) for each in asked), tuple(filter(None, dict.fromkeys(widened))))


def _sought(query: Query, sense: Sense, apart: bool) -> Sought:
    own = tuple((key,) for key in sense.own) if apart else (sense.own,)
    return Sought((*own, *sense.others), sense.entities, _exactly(sense.typed) if query.exact else None)


def _groups(columns: Columns, kind: str, sense: Sense, apart: bool) -> list[list[Term]]:
    """The terms of which at least one must hold, a group for each word that may stand ``apart`` from the others."""
    others = [Term(columns, phrase) for phrase in sense.others]
    others += [Term("facets", (facet(kind, entity),)) for entity in sorted(sense.entities)]
    own = [(key,) for key in sense.own] if apart else [sense.own]
    return [[Term(columns, keys), *others] for keys in own]


def _senses(query: Query) -> list[tuple[Sense, bool]]:
    """The words and phrases of a query, and whether the words of each may stand apart. The words of a name are one."""
    text, widen = query.words[:_LONGEST], query.names and not query.exact
    found: list[tuple[Sense, bool]] = []
    last = 0
    for quoted in _QUOTED.finditer(text):
        found += [(sense, True) for sense in names_in(text, last, quoted.start(), widen)]
        phrase = text[quoted.start() + 1 : quoted.end() - 1]
        keys = tuple(key.key for key in keys_of(phrase))
        found += [(sense_of(phrase, keys, widen), False)] if keys else []
        last = quoted.end()
    found += [(sense, True) for sense in names_in(text, last, len(text), widen)]
    return list({(sense.typed if query.exact else sense.own, apart): (sense, apart) for sense, apart in found}.values())


def _kind(query: Query, has_words: bool) -> list[str]:
    if query.kind == "page":
        return [PAGE]
    said = query.kind or query.speaker or query.stance or query.mode or query.source_kind or not has_words
    return [STATEMENT] if said else []


def _wanted(query: Query) -> list[str]:
    asked = {"stance": query.stance, "mode": query.mode, "kind": query.source_kind, "language": query.language}
    return [facet(name, value) for name, value in asked.items() if value]


def _filters(query: Query) -> Iterator[tuple[Sense | None, list[Term]]]:
    """The names asked for, each as the terms of which one must hold; then the days spoken of."""
    # The words of a description may stand apart: an American official, an official of the American army.
    asked: tuple[tuple[str | None, Columns, str, bool], ...] = (
        (query.speaker, "speaker", "speaker", True),
        (query.outlet, "outlet", "carrier", True),
        (query.entity, "words speaker outlet", "entity", False),
    )
    for written, columns, kind, apart in asked:
        keys = tuple(key.key for key in keys_of((written or "")[:_LONGEST]))
        if written and keys and kind in _WHOLE and (quoted := _QUOTED.fullmatch(written.strip())):
            name = next(filter(None, quoted.groups()), "")
            yield None, [Term("facets", (whole(_WHOLE[kind], name),))]
        elif written and keys:
            sense = sense_of(written, keys, query.names)
            yield from ((sense, group) for group in _groups(columns, kind, sense, apart))
    if query.about_from or query.about_to:
        days = days_asked(query.about_from, query.about_to) or [_NEVER]
        yield None, [Term("facets", (day,)) for day in days]


def _exactly(typed: str) -> re.Pattern[str]:
    """The letters as typed, whole words of them, however the words are parted."""
    words: Sequence[str] = typed.split()
    return re.compile(rf"(?<![{_LETTER}])" + r"\s+".join(map(re.escape, words)) + rf"(?![{_LETTER}])")
