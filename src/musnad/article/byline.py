"""Bylines, agency credits and datelines: who wrote an article, where, and from whose copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from musnad.article.furniture import TABLE, key_of
from musnad.lexicon import table
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.outlets import outlet_named, outlet_of
from musnad.model import Span

_SEPARATORS = '-\u2013\u2014\u0640/|:\u060c,()\\[\\]"\u201c\u201d\u00ab\u00bb+\u2022;\u061b\u2026'
_PIECE = re.compile(f"[^{_SEPARATORS}]+")
_WORD = re.compile(f"[^{_SEPARATORS}\\s]+")
_OPENER_END = re.compile("\\s*([:|\u0640\u2013-]?)\\s*")
_NAME_WORD = re.compile(r"[^\W\d_]+[.'’]?(-[^\W\d_]+)?")
_MOST_PIECES = 6
_BARE_LENGTH = 40  # code points of a name that stands alone
_HEAD_LENGTH = 90  # code points in which a dateline must end
_LINE_LENGTH = 140  # code points; no byline is longer
_DASHES = "\\-\u2013\u2014\u0640"
_DATELINE = re.compile(
    rf"^(?P<place>[^{_SEPARATORS}]{{2,30}}?)??\s*(?P<open>[{_DASHES}/|(\u060c\"\u201c\u00ab][{_DASHES}/|(\u060c\"\u201c\u00ab\s]*)"
    rf"(?P<agency>[^{_SEPARATORS}]{{2,40}}?)[\s\"\u201d\u00bb]*(?P<close>[){_DASHES}:/|](?:\s*[{_DASHES}:/|])*)"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline, credit line or dateline names; ``outlet`` is the id of the credited agency or outlet."""

    name: Span | None = None
    credit: Span | None = None
    outlet: str | None = None
    place: Span | None = None

    def __bool__(self) -> bool:
        return self.name is not None or self.credit is not None


@cache
def _places() -> frozenset[str]:
    return frozenset(map(key_of, table(TABLE)["dateline"]["places"]))


@cache
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Phrases before a name by their first word, longest first, and whether each needs a colon after it."""
    rows = table(TABLE)["byline"]
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for name, needs_colon in (("by", False), ("by_colon", True)):
        for phrase in rows[name]:
            words = tuple(key_of(phrase).split())
            found.setdefault(words[0], []).append((words, needs_colon))
    return {word: tuple(sorted(phrases, key=lambda row: -len(row[0]))) for word, phrases in found.items()}


@cache
def _desks() -> frozenset[str]:
    return frozenset(map(key_of, table(TABLE)["byline"]["desk"]))


def agency_named(text: str) -> str | None:
    """The id of the agency or outlet that ``text`` names, and nothing else; None for other words."""
    found = outlet_named(text, credit=True)
    return found.id if found else None


def _is_agency(id: str) -> bool:
    """Whether an outlet's copy is printed by others: beside a paper's own name, the agency's is the credit."""
    known = outlet_of(id)
    return known is not None and known.agency


def read_byline(text: str, start: int, sure: bool = False) -> Byline | None:
    """The names in a line that is nothing but a byline or credit; None for other lines.

    ``start`` is the line's place in the page; ``sure`` says that the line is known to be a byline, so that a bare
    name will do.
    """
    if len(text) > _LINE_LENGTH:
        return None
    found = _parse(text)
    if found is None or (found.name is not None and not (found.opened or sure or found.placed)):
        return None
    if found.name is None and found.credit is None and not (found.opened or (sure and found.place)):
        return None
    return Byline(_moved(found.name, start), _moved(found.credit, start), found.outlet, _moved(found.place, start))


@lru_cache(maxsize=5_000)
def byline_shape(text: str) -> str:
    """What a line would be as a byline: ``name``, ``credit``, ``desk``, ``bare`` (a name and no more), or ``0``."""
    found = read_byline(text, 0)
    if found is not None:
        return "name" if found.name else "credit" if found.credit else "desk"
    bare = read_byline(text, 0, sure=True) if len(text) <= _BARE_LENGTH else None
    return "0" if bare is None else "bare" if bare.name else "credit"


def _moved(span: Span | None, start: int) -> Span | None:
    return Span(span.start + start, span.end + start) if span else None


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A line that may be a byline, in positions of its own; ``opened`` by words such as "by", ``placed`` by a city."""

    name: Span | None
    credit: Span | None
    outlet: str | None
    place: Span | None
    opened: bool
    placed: bool


@lru_cache(maxsize=5_000)
def _parse(text: str) -> _Parsed | None:
    skip, colon = _opener(text)
    pieces = [(piece, at + skip) for piece, at in _pieces(text[skip:])]
    if len(pieces) > _MOST_PIECES:
        return None
    place = credit = name = outlet = None
    for piece, at in pieces:
        span = Span(at, at + len(piece))
        if found := agency_named(piece):
            if outlet is None or (_is_agency(found) and not _is_agency(outlet)):
                credit, outlet = span, found
        elif key_of(piece) in _places():
            place = place or span
        elif is_name(piece):
            name = name or span
        elif not _is_filler(piece):
            return None
    opened = skip > 0 and (colon or _names_only(pieces))
    return _Parsed(name, credit, outlet, place, opened, place is not None and len(pieces) == 2)


def read_dateline(text: str, start: int) -> tuple[Span, Byline] | None:
    """The dateline at the head of a paragraph (``place - agency:``, ``place (agency) -``) and what it names."""
    match = _DATELINE.match(text[:_HEAD_LENGTH])
    if match is None or not match["agency"].strip():
        return None
    place, agency = (match["place"] or "").strip(), match["agency"].strip()
    known_place = key_of(place) in _places()
    found = agency_named(agency)
    quoted = any(mark in match["open"] for mark in '"\u201c\u00ab')
    named = known_place and (quoted or is_name(agency)) and len(agency.split()) <= 4
    if not (found and (not place or known_place or len(place.split()) <= 3)) and not named:
        return None
    if not place and not (set(match["close"]) & set("-\u2013\u2014\u0640)")):
        return None
    at = start + match.start("agency")
    span = Span(at, at + len(match["agency"]))
    where = Span(start + match.start("place"), start + match.start("place") + len(place)) if place else None
    whole = Span(start, start + match.end("close"))
    if found or quoted:
        return whole, Byline(None, span, found, where)
    return whole, Byline(span, None, None, where)


def closing_credit(text: str, start: int) -> Byline | None:
    """An agency in brackets after the last sentence of a paragraph (within a sentence it is a source's name)."""
    match = re.search(r"[.!\u061f\"\u201d\u00bb]\s*[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]\s*[.\u200f]?$", text[-60:])
    if match is None or (found := agency_named(match[1])) is None:
        return None
    at = start + max(0, len(text) - 60) + match.start(1)
    return Byline(None, Span(at, at + len(match[1])), found)


def is_name(text: str) -> bool:
    """Whether the words may be a person's name: one to five words of letters, none of a desk's or an outlet's."""
    words = key_of(text).split()
    if not 1 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if len(words) == 1 and (len(words[0]) < 3 or words[0].startswith(ARTICLE)):
        return False
    return not any(word in _desks() or key in _desks() for word in words for key in (word.removeprefix(ARTICLE),))


def _opener(text: str) -> tuple[int, bool]:
    """How much of the line the words before a name take, and whether a colon or bar ends them."""
    words = list(_WORD.finditer(text, 0, _HEAD_LENGTH))
    for phrase, needs_colon in _openers().get(key_of(words[0].group()), ()) if words else ():
        length = len(phrase)
        if [key_of(word.group()) for word in words[:length]] != list(phrase):
            continue
        after = _OPENER_END.match(text, words[length - 1].end())
        if after and (after[1] or (not needs_colon and after.end() > after.start())):
            return after.end(), bool(after[1])
    return 0, False


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    for match in _PIECE.finditer(text):
        if piece := match.group().strip():
            yield piece, match.start() + match.group().index(piece[0])


def _names_only(pieces: list[tuple[str, int]]) -> bool:
    """Without a colon only a plain name may follow: two to four words, the first not a definite noun."""
    if not pieces:
        return False
    first = pieces[0][0]
    return is_name(first) and len(first.split()) <= 4 and not key_of(first).startswith(ARTICLE)


def _is_filler(piece: str) -> bool:
    """Words that may stand in a byline beside its names: desks, numbers, hours."""
    words = key_of(piece).split()
    if not words:
        return True
    known = words[0].isdigit() or key_of(piece) in _desks() or any(word in _desks() for word in words)
    return known and len(words) <= 4
