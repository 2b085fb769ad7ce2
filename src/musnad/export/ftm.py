"""Readings → FollowTheMoney entities, one a line: articles, those who spoke, what they said, who is named.

A statement is a ``Documentation`` (an article that speaks of somebody) of its speaker, or a ``Note`` where nobody is
known to have said it. Entities of one id are parts of one; ``ftm aggregate`` joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from musnad.export.columns import Record, clean
from musnad.export.json_lines import json_line
from musnad.export.naming import digest, text_hash, web_address

Entity = dict[str, Any]

_SCHEMATA = {"PER": "Person", "ORG": "Organization", "OUTLET": "Organization"}
_SPEAKERS = {"named": "Person", "institution": "Organization", "outlet": "Organization", "unnamed": "LegalEntity"}
# FollowTheMoney writes languages by ISO 639-3.
_LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra", "fa": "fas", "ur": "urd", "he": "heb", "tr": "tur", "ku": "kur"}


def write(readings: Iterable[Record], stream: BinaryIO) -> None:
    """Write the entities, one a line."""
    for reading in readings:
        for entity in entities(reading):
            stream.write(json_line(entity))


def entities(reading: Record) -> Iterator[Entity]:
    """The article; each statement after those in its chain; each person, body and outlet that the article names."""
    article = _article(reading)
    yield article
    for said in reading["statements"]:
        chain = [_party(link, said, reading) for link in said["chain"]]
        yield from chain
        yield _statement(reading, said, article, chain)
    for number, named in enumerate(reading["entities"]):
        if named["type"] in _SCHEMATA:
            yield from _mention(named, number, article)


def _article(reading: Record) -> Entity:
    headline = reading["article"]["headline"]
    return _entity(
        f"musnad-{digest('page', reading['id'], reading['url'] or '')}",
        "Article",
        title=headline["text"] if headline else reading["id"],
        fileName=reading["id"],
        publisher=reading["outlet"],
        sourceUrl=web_address(reading["url"]),
        publishedAt=reading["published"],
        language=_LANGUAGES.get(reading["language"] or ""),
        notes=f"sha256 of the text: {text_hash(reading['text'])}",
    )


def _party(link: Record, said: Record, reading: Record) -> Entity:
    schema = "Organization" if link["role"] == "outlet" else _SPEAKERS.get(said["source_kind"], "Note")
    known = next((e["type"] for e in reading["entities"] if link["entity"] and e["entity"] == link["entity"]), None)
    schema = _SCHEMATA.get(known or "", schema)
    return _named(link["entity"], (said["id"], link["text"]), schema, link["text"])


def _statement(reading: Record, said: Record, article: Entity, chain: list[Entity]) -> Entity:
    words = " \u2026 ".join(span["text"] for span in said["content"])
    id = f"musnad-{digest('statement', said['id'])}"
    if not chain:
        return _entity(id, "Note", name=words[:200], description=words, proof=article["id"])
    return _entity(
        id,
        "Documentation",
        document=article["id"],
        entity=chain[0]["id"],
        role=said["stance"],
        status=said["mode"],
        summary=words,
        date=reading["published"],
        sourceUrl=web_address(reading["url"]),
        recordId=said["id"],
        publisher=[link["text"] for link in said["chain"][1:]] or None,
    )


def _mention(named: Record, number: int, article: Entity) -> Iterator[Entity]:
    schema = _SCHEMATA[named["type"]]
    party = _named(named["entity"], (article["id"], named["text"]), schema, named["text"])
    yield party
    id = f"musnad-{digest('mention', article['id'], str(number), str(named['start']))}"
    facts = {"document": article["id"], "name": named["text"], "detectedSchema": schema, "resolved": party["id"]}
    yield _entity(id, "Mention", **facts)


def _named(entity: str | None, otherwise: tuple[str, str], schema: str, name: str) -> Entity:
    """One known by an id is one everywhere; another only in its statement or its article."""
    item = entity.removeprefix("wd:") if entity and entity.startswith("wd:Q") else None
    id = item or f"musnad-{digest('party', entity) if entity else digest('party', *otherwise)}"
    return _entity(id, schema, name=name, wikidataId=item)


def _entity(id: str, schema: str, **properties: Any) -> Entity:
    """FollowTheMoney's form: each property a list of texts, none of them empty."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    cleaned = {name: [text for value in values if (text := _line(value))] for name, values in listed.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in cleaned.items() if values}}


def _line(text: str) -> str:
    return " ".join(clean(text).split())
