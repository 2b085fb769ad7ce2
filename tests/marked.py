"""Readings written as marked text, so that a test's spans read as words.

One line a zone: ``# `` headline, ``@ `` byline, ``~ `` a related link, ``% `` navigation, else lede and body. Inside,
``{cue 1:…}`` marks the words of a statement's part (``cue source content addressee medium antecedent``; ``outlet``
and ``relayer`` are links of its chain), ``{event:…}``, ``{due:…}``, ``{PER:…}`` the rest.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

from musnad.model import (
    Article,
    Document,
    Entity,
    Expectation,
    Link,
    Page,
    PageWarning,
    Reading,
    Span,
    Statement,
    Zone,
)

_ZONES = {"#": "headline", "@": "byline", "~": "related", "%": "navigation"}
_MARK = re.compile(r"\{([A-Za-z_]+)(?: (\d+))?:|\}")
_ENTITIES = {"PER", "ORG", "GPE", "LOC", "OUTLET"}


def reading(
    marked: str,
    id: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = "2021-07-24",
    stances: dict[int, str] | None = None,
    warnings: tuple[PageWarning, ...] = (),
) -> Reading:
    """A reading of ``marked``; ``stances`` gives the stance of a statement by its number, else it says."""
    text, zones, marks = _parse(marked)
    day = date.fromisoformat(published) if published else None
    page = Page(text, "page", id=id, url=url, outlet=outlet, published=day)
    headline = next((zone.span for zone in zones if zone.zone == "headline"), None)
    byline = next((zone.span for zone in zones if zone.zone == "byline"), None)
    article = Article(
        text, "page", zones, headline, byline, published=day, url=url, outlet=outlet, language="ar", warnings=warnings
    )
    entities = tuple(Entity(s.start, s.end, kind, None) for kind, _, s in marks if kind in _ENTITIES)  # type: ignore[arg-type]
    page_id = id or hashlib.sha256((url or text).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    numbers = sorted({number for _, number, _ in marks if number})
    statements = tuple(_statement(n, page_id, text, marks, (stances or {}).get(n, "says")) for n in numbers)
    document = Document(article, (), (), (), entities)
    return Reading(page_id, page, article, document, statements, tuple(_expectations(marks, statements)), warnings)


def _parse(marked: str) -> tuple[str, tuple[Zone, ...], list[tuple[str, int, Span]]]:
    pieces: list[str] = []
    zones: list[Zone] = []
    marks: list[tuple[str, int, Span]] = []
    at, paragraphs = 0, 0
    for line in marked.strip("\n").split("\n"):
        sign, _, rest = line.partition(" ")
        name: Any = _ZONES.get(sign)
        if name is None:
            rest, name = line, "lede" if paragraphs == 0 else "body"
            paragraphs += bool(line.strip())
        plain, found = _unmark(rest, at)
        if plain.strip():
            zones.append(Zone(name, at, at + len(plain)))
        marks += found
        pieces.append(plain)
        at += len(plain) + 1
    return "\n".join(pieces), tuple(zones), marks


def _unmark(line: str, offset: int) -> tuple[str, list[tuple[str, int, Span]]]:
    plain, found, stack, last = "", [], [], 0
    for match in _MARK.finditer(line):
        plain += line[last : match.start()]
        last = match.end()
        if match.group() == "}":
            kind, number, start = stack.pop()
            found.append((kind, number, Span(start, offset + len(plain))))
        else:
            stack.append((match[1], int(match[2] or 0), offset + len(plain)))
    return plain + line[last:], sorted(found, key=lambda mark: mark[2])


def _statement(number: int, page_id: str, text: str, marks: list[tuple[str, int, Span]], stance: Any) -> Statement:
    own: dict[str, list[Span]] = {}
    for kind, its_number, span in marks:
        if its_number == number:
            own.setdefault(kind, []).append(span)

    def one(role: str) -> Span | None:
        return own[role][0] if role in own else None

    speaker = one("antecedent") or one("source")
    chain = [Link("speaker", speaker.of(text), speaker)] if speaker else []
    chain += [Link(role, span.of(text), span) for role in ("relayer", "outlet") for span in own.get(role, [])]  # type: ignore[arg-type]
    content = tuple(own["content"])
    digest = hashlib.sha256(f"{page_id} {content[0].start} {content[0].of(text)}".encode("utf-8", "surrogatepass"))
    return Statement(
        id=digest.hexdigest()[:20],
        cue=one("cue"),
        source=one("source"),
        antecedent=one("antecedent"),
        content=content,
        mode="indirect",
        source_kind="unnamed" if one("source") else "named",
        chain=tuple(chain),
        addressee=one("addressee"),
        medium=one("medium"),
        stance=stance,
        confidence=0.9,
        rule="verb before its subject",
    )


def _expectations(marks: list[tuple[str, int, Span]], statements: tuple[Statement, ...]) -> list[Expectation]:
    due = [span for kind, _, span in marks if kind == "due"]
    found = []
    for kind, _, event in marks:
        if kind == "event":
            within = next((s.id for s in statements if any(part.holds(event) for part in s.content)), None)
            its = next((span for span in due if event.end <= span.start or event.holds(span)), None)
            days = (date(2021, 7, 26), date(2021, 7, 26)) if its else (None, None)
            grain = "day" if its else None
            found.append(Expectation(event, its, *days, grain, "expected", within, 0.8, "it is expected"))
    return found
