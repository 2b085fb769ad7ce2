"""A claim in the form in which other programs get it (``docs/contract.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from musnad.messages import say
from musnad.model import Claim, Telling

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is told of the page that a telling stands on: ``id`` as given at add, ``published`` an ISO day."""

    id: str
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None


def page_facts(id: str, reading: Mapping[str, Any]) -> PageFacts:
    """The facts of a page from its reading in the contract's form."""
    headline = reading["article"]["headline"]
    words = headline["text"] if headline else None
    return PageFacts(id, reading["url"], reading["outlet"], words, reading["published"])


def claim_to_dict(claim: Claim, pages: Mapping[int, PageFacts]) -> Record:
    """The claim as it is kept, in no language; ``pages`` has the facts of every page that tells it."""
    days = sorted(telling.published.isoformat() for telling in claim.tellings if telling.published)
    sources = claim.sources
    return {
        "claim": claim.id,
        "text": claim.text,
        "statements": [telling.id for telling in claim.tellings],
        "reports": len({telling.page for telling in claim.tellings}),
        "outlets": len({telling.outlet or f"page {telling.page}" for telling in claim.tellings}),
        "sources": {
            "at_least": sources.at_least,
            "at_most": sources.at_most,
            "why": [
                {"rule": reason.rule, "statements": list(reason.statements), "values": dict(reason.values)}
                for reason in sources.why
            ],
        },
        "origins": [
            {"speaker": origin.speaker, "first_carrier": origin.first_carrier, "statements": list(origin.statements)}
            for origin in sources.origins
        ],
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "denied_by": list(claim.denied_by),
        "perhaps": list(claim.perhaps),
        "cites": [{"citing": each.citing, "cited": each.cited, "words": each.words} for each in sources.cites],
        "circles": [list(circle) for circle in sources.circles],
        "copies": [
            {"copy": copy.copy, "original": copy.original, "share": round(copy.share, 3), "rule": copy.rule}
            for copy in claim.copies
        ],
        "differences": [
            {"kind": each.kind, "words": each.words, "statements": list(each.statements)} for each in claim.differences
        ],
        "tellings": [_telling(telling, claim, pages[telling.page]) for telling in claim.tellings],
    }


def worded(record: Record, language: str, *, isolated: bool = False) -> Record:
    """The claim as ``musnad claims --json`` prints it: its reasons said in ``en`` or ``ar``.

    ``isolated`` sets the page's words in the sentences apart from the language around them (Unicode FSI and PDI, UAX 9
    section 2.5), for who shows them.
    """
    sources = record["sources"]
    return {**record, "sources": {**sources, "why": [_worded(reason, language, isolated) for reason in sources["why"]]}}


def _worded(reason: Record, language: str, isolated: bool) -> Record:
    values = reason["values"]
    if isolated:
        values = {name: f"\u2068{value}\u2069" if isinstance(value, str) else value for name, value in values.items()}
    return {**reason, "says": say(f"claims.{reason['rule']}", language, **values)}


def _telling(telling: Telling, claim: Claim, page: PageFacts) -> Record:
    origins = [at for at, origin in enumerate(claim.sources.origins) if telling.id in origin.statements]
    return {
        "statement": telling.id,
        "page": telling.page,
        "page_id": page.id,
        "url": page.url,
        "outlet": page.outlet,
        "outlet_id": telling.outlet,
        "headline": page.headline,
        "published": page.published,
        "text": telling.content,
        "stance": telling.stance,
        "source": telling.source,
        "source_kind": telling.source_kind,
        "origins": origins,
        "carriers": [
            {"text": link.text, "id": link.entity or link.text} for link in telling.chain[1:] if link.role == "outlet"
        ],
        "in_headline": telling.in_headline,
    }
