"""The command that searches the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from musnad.cli import alerting
from musnad.cli.console import emit, language, show, view
from musnad.cli.lines import Piece
from musnad.cli.view import View
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.messages import say
from musnad.search import Facets, Hit, Query, Results
from musnad.search import search as find
from musnad.store import open_kept

Days = tuple[date | None, date | None]
Given = tuple[str | None, ...]


def query(words: str, names: Given, values: Given, days: tuple[Days, Days], switches: tuple[bool, bool]) -> Query:
    """The query of a command's options: speaker, outlet, entity; stance, mode, kind, language; days said, days spoken
    of; exact, names."""
    (day_from, day_to), (about_from, about_to) = days
    named: dict[str, Any] = dict(zip(("speaker", "outlet", "entity"), names, strict=True))
    kinds: dict[str, Any] = dict(zip(("stance", "mode", "source_kind", "language"), values, strict=True))
    said: dict[str, Any] = {"day_from": day_from, "day_to": day_to, "about_from": about_from, "about_to": about_to}
    return Query(words, **named, **kinds, **said, exact=switches[0], names=switches[1])


def search(where: str, asked: Query, paging: dict[str, Any], as_json: bool, bidi: str) -> None:
    """Print the statements that match. Raises InputError where nothing is asked for."""
    if asked == Query(exact=asked.exact, names=asked.names):
        raise InputError("search_nothing")
    name = paging.pop("save")
    with open_kept(where) as store:
        if name is not None:
            alerting.save(store, name, asked)
        found = find(store, asked, **paging)
    if as_json:
        emit(json_line(found.to_dict()))
    else:
        _show(found, view(bidi))


def _show(found: Results, drawn: View) -> None:
    key = "hits.nothing" if not found.hits else "hits.at_least" if found.at_least else "hits.count"
    show(drawn.label(say(key, language(), count=found.count, query=found.query), "dim", indent=0))
    for also in found.also:
        others = say("list.comma", language()).join(also.spellings)
        show(drawn.label(say("hits.also", language(), word=also.word, others=others), "dim", indent=0))
    for hit in found.hits:
        show(_hit(hit, drawn))
    if found.facets:
        show(_facets(found.facets, drawn))


def _hit(hit: Hit, drawn: View) -> Iterator[object]:
    """A found stretch with the words that were sought, under who said it and where it was read."""
    yield from drawn.title(hit.headline or hit.id)
    stance = say(f"stance.{hit.stance}", language()) if hit.stance else None
    day = hit.published.isoformat() if hit.published else None
    facts = (stance, hit.speaker, hit.outlet, day, hit.statement or hit.id)
    yield from drawn.facts([fact for fact in facts if fact])
    edges = [0, *(place for mark in hit.marks for place in (mark.start, mark.end)), len(hit.text)]
    pieces = [Piece(hit.text[a:b], "bold yellow" if n % 2 else "") for n, (a, b) in enumerate(pairwise(edges))]
    yield from drawn.pieces([piece for piece in pieces if piece.text])


def _facets(facets: Facets, drawn: View) -> Iterator[object]:
    over = "facets.over_newest" if facets.at_least else "facets.over"
    yield from drawn.title(say(over, language(), count=facets.over))
    for name, counted in facets.by.items():
        if counted:
            yield from drawn.label(say(f"facets.{name}", language()), "bold cyan", indent=0)
        for facet in counted:
            named = say(f"{_WORDS[name]}.{facet.value}", language()) if name in _WORDS else facet.label
            yield from drawn.facts([named, str(facet.count)], indent=2)


#: Facets whose values are words of Musnad, and where these are said.
_WORDS = {"stance": "stance", "mode": "mode", "kind": "source_kind"}
