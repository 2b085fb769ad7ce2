"""A reading in the contract's form → Tellings: each statement with all that bears on what is claimed and by whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from musnad.lexicon import fold, table
from musnad.lexicon.outlets import outlet_at, outlet_named, outlet_of
from musnad.model.claim import Amount, Days, Named, Telling
from musnad.model.span import Span
from musnad.model.statement import Link

Record = Mapping[str, Any]

#: What parts the names in a byline or a dateline.
_PARTS = re.compile(r"[-\u2010-\u2015/|,\u060c;\u061b()\[\]\n]| \u0648(?=\S)")
#: The credit of a page to agencies that it does not name.
AGENCIES = "agencies"


def tellings_of(record: Record, page: int) -> list[Telling]:
    """The tellings of a page, in the order of its statements; ``page`` is the store's number of it.

    A headline's telling is marked as such: what it and the body tell alike counts once for the page.
    """
    outlet, credits = _outlet(record), tuple(_credits(record))
    holders = _holders(record["statements"])
    lines = [(zone["start"], zone["end"]) for zone in record["zones"]]
    headline = (record.get("article") or {}).get("headline")
    return [
        Telling(
            id=statement["id"],
            page=page,
            content=" ".join(span["text"] for span in statement["content"]),
            stance=statement["stance"],
            mode=statement["mode"],
            source_kind=statement["source_kind"],
            source=_text(statement.get("antecedent")) or _text(statement.get("source")),
            chain=tuple(_link(link) for link in statement["chain"]),
            outlet=outlet,
            credits=credits,
            published=_day(record.get("published")),
            language="en" if record.get("language") == "en" else "ar",
            in_headline=_within(statement["content"][0], headline),
            names=tuple(_names(record, statement)),
            days=tuple(_days(record, statement)),
            amounts=tuple(_amounts(record, statement)),
            passage=_passage(record["text"], lines, statement["content"][0]),
            anonymity=_text(statement.get("anonymity")),
            within=holders.get(statement["id"]),
        )
        for statement in record["statements"]
        if statement["content"]
    ]


def _outlet(record: Record) -> str | None:
    """Who published the page: the outlet's id by its address or its name, else the name the page gives."""
    by_address = outlet_at(record["url"]) if record.get("url") else None
    name = record.get("outlet")
    if by_address or not name:
        return by_address.id if by_address else None
    known = outlet_of(name) or outlet_named(name, credit=True)
    return known.id if known else name


def _credits(record: Record) -> Iterator[str]:
    """The agencies that the page's credit, byline and dateline name, each once."""
    article = record.get("article") or {}
    found = [article.get("credit_outlet")]
    for part in ("credit", "byline", "dateline"):
        found += _agencies(_text(article.get(part)) or "")
    yield from dict.fromkeys(filter(None, found))


def _agencies(line: str) -> Iterator[str]:
    for part in _PARTS.split(line):
        outlet = outlet_named(part.strip(), credit=True) if part.strip() else None
        if outlet and outlet.agency:
            yield outlet.id
        elif fold(part.strip()) in map(fold, table("ar/claims")["agencies"]["words"]):
            yield AGENCIES


def _names(record: Record, statement: Record) -> Iterator[Named]:
    for entity in _inside(record["entities"], statement):
        text = _text(entity.get("long_form")) or entity["text"]
        yield Named(text, entity["type"], entity.get("entity"))


def _days(record: Record, statement: Record) -> Iterator[Days]:
    for time in _inside(record["times"], statement):
        first, last = _day(time["from"]), _day(time["to"])
        if first and last:
            yield Days(time["text"], first, last, time["grain"])


def _amounts(record: Record, statement: Record) -> Iterator[Amount]:
    for one in _inside(record["quantities"], statement):
        yield Amount(one["text"], one["value"], one["unit"], one["approximate"], one.get("high"))


def _inside(spans: Iterable[Record], statement: Record) -> Iterator[Record]:
    """Those that lie within the content."""
    return (span for span in spans if any(_within(span, part) for part in statement["content"]))


def _within(span: Record, outer: Record | None) -> bool:
    if outer is None or outer.get("start") is None:
        return False
    return outer["start"] <= span["start"] and span["end"] <= outer["end"]


def _holders(statements: Sequence[Record]) -> dict[str, str]:
    """For each statement that stands with its cue in the content of another one that one, the narrowest of several."""
    told = [(span["start"], span["end"], one["id"]) for one in statements for span in one["content"]]
    told.sort(key=lambda span: (-span[0], span[1]))
    held: dict[str, str] = {}
    around: list[tuple[int, int, str]] = []  # contents that are open at a place
    for one in sorted((one for one in statements if one["content"]), key=lambda one: one["content"][0]["start"]):
        first, cue = one["content"][0], one.get("cue") or one["content"][0]
        while told and told[-1][0] <= first["start"]:
            around.append(told.pop())
        around = [span for span in around if span[1] > first["start"]]
        holding = [
            (end - start, id_)
            for start, end, id_ in around
            if id_ != one["id"] and start <= cue["start"] and end >= max(first["end"], cue["end"])
            if end - start > first["end"] - first["start"]
        ]
        if holding:
            held[one["id"]] = min(holding)[1]
    return held


def _passage(text: str, lines: list[tuple[int, int]], content: Record) -> str:
    """The paragraph in which the content begins."""
    at = bisect_right(lines, (content["start"], len(text) + 1)) - 1
    start, end = lines[at] if at >= 0 else (content["start"], content["end"])
    return text[start : max(end, content["start"])]


def _link(link: Record) -> Link:
    span = Span(link["start"], link["end"]) if link.get("start") is not None else None
    return Link(link["role"], link["text"], span, link.get("entity"), link.get("taken_from", "words"))


def _text(span: Record | None) -> str | None:
    return span["text"] if span else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
