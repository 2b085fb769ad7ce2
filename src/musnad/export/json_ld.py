"""Readings → JSON-LD: schema.org ``Quotation`` and ``Claim``, W3C Web Annotation selectors, W3C PROV for the chain.

One object whose ``@graph`` has a node a line; its context is its own, nothing is fetched. A statement is a quotation
where the words are somebody's own (``direct``, ``mixed``), else a claim. It is attributed to its speaker; where others
carried it, it is derived from what each of them told, back to the speaker (PROV-O, ``prov:wasDerivedFrom``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from musnad.export.columns import Record, clean
from musnad.export.naming import agent_name, page_name, text_hash, urn, web_address

Node = dict[str, Any]

_AROUND = 32
CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "musnad": "urn:musnad:term:",
    **{name: f"schema:{name}" for name in ("Claim", "NewsArticle", "Quotation")},
    **{name: f"schema:{name}" for name in ("headline", "inLanguage", "name", "text")},
    **{name: {"@id": f"schema:{name}", "@type": "@id"} for name in ("appearance", "isPartOf", "spokenByCharacter")},
    **{name: {"@id": f"schema:{name}", "@type": "@id"} for name in ("creator", "url")},
    "datePublished": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "publisher": "schema:publisher",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")},
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
    **{name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": "oa:hasTarget",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    **{name: f"prov:{name}" for name in ("Agent", "Entity")},
    **{
        name: {"@id": f"prov:{name}", "@type": "@id"}
        for name in ("hadPrimarySource", "wasAttributedTo", "wasDerivedFrom", "wasQuotedFrom")
    },
    **{name: f"musnad:{name}" for name in ("confidence", "mode", "role", "rule", "sourceKind", "stance", "textSha256")},
}


def write(readings: Iterable[Record], stream: BinaryIO) -> None:
    """Write the document, a node at a time."""
    stream.write(b'{"@context": ' + _json(CONTEXT) + b',\n "@graph": [')
    for number, node in enumerate(node for reading in readings for node in nodes(reading)):
        stream.write(b",\n  " if number else b"\n  ")
        stream.write(_json(node))
    stream.write(b"\n]}\n")


def nodes(reading: Record) -> Iterator[Node]:
    """The page, then each statement with its place on the page, those it came through, and what they told."""
    page = _page(reading)
    yield page
    for said in reading["statements"]:
        yield _statement(reading, said, page["@id"])
        yield _annotation(reading, said, page)
        yield from _agents(said)
        yield from _tellings(said)


def _page(reading: Record) -> Node:
    headline = reading["article"]["headline"]
    return _known(
        {
            "@id": page_name(reading),
            "@type": ["NewsArticle", "Entity"],
            "url": web_address(reading["url"]),
            "headline": headline["text"] if headline else None,
            "publisher": {"@type": "schema:Organization", "name": reading["outlet"]} if reading["outlet"] else None,
            "datePublished": reading["published"],
            "inLanguage": reading["language"],
            "textSha256": text_hash(reading["text"]),
        }
    )


def _statement(reading: Record, said: Record, page: str) -> Node:
    quoted = said["mode"] in ("direct", "mixed")
    chain = [agent_name(link, said["id"]) for link in said["chain"]]
    last = _telling(said, len(chain) - 1) if len(chain) > 1 else None
    return _known(
        {
            "@id": urn("statement", said["id"]),
            "@type": ["Quotation" if quoted else "Claim", "Entity"],
            "text": " \u2026 ".join(span["text"] for span in said["content"]),
            "inLanguage": reading["language"],
            "spokenByCharacter": chain[0] if quoted and chain else None,
            "creator": chain[0] if chain else None,
            "isPartOf": page,
            "appearance": None if quoted else page,
            "wasQuotedFrom" if quoted else "wasDerivedFrom": last,
            "hadPrimarySource": _telling(said, 0) if last else None,
            "wasAttributedTo": chain[0] if chain else None,
            "stance": said["stance"],
            "mode": said["mode"],
            "sourceKind": said["source_kind"],
            "confidence": said["confidence"],
            "rule": said["rule"],
        }
    )


def _annotation(reading: Record, said: Record, page: Node) -> Node:
    return {
        "@id": urn("annotation", said["id"]),
        "@type": "Annotation",
        "motivation": "oa:identifying",
        "body": urn("statement", said["id"]),
        "target": [_target(reading["text"], span, page) for span in said["content"]],
    }


def _target(text: str, span: Record, page: Node) -> Node:
    start, end = span["start"], span["end"]
    quote = {
        "@type": "TextQuoteSelector",
        "exact": span["text"],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {
        "@type": "SpecificResource",
        "source": page["@id"],
        # Positions are those of the text that has this hash, in code points (Web Annotation, 4.2.5).
        "textSha256": page["textSha256"],
        "selector": [quote, {"@type": "TextPositionSelector", "start": start, "end": end}],
    }


def _agents(said: Record) -> Iterator[Node]:
    for link in said["chain"]:
        yield {"@id": agent_name(link, said["id"]), "@type": "Agent", "name": link["text"]}


def _tellings(said: Record) -> Iterator[Node]:
    """What each in the chain told, from the speaker outwards; a chain of one is the statement itself."""
    chain = said["chain"]
    for number, link in enumerate(chain if len(chain) > 1 else []):
        yield _known(
            {
                "@id": _telling(said, number),
                "@type": "Entity",
                "role": link["role"],
                "wasAttributedTo": agent_name(link, said["id"]),
                "wasDerivedFrom": _telling(said, number - 1) if number else None,
            }
        )


def _telling(said: Record, number: int) -> str:
    return urn("telling", f"{said['id']}.{number}")


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}


def _json(value: object) -> bytes:
    return clean(json.dumps(value, ensure_ascii=False)).encode()
