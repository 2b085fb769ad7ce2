"""A reading, in the contract's form, as rows of the tables; and the reading itself, as it is kept."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Table

from musnad.model import ARTICLE_ZONES
from musnad.store import schema
from musnad.store.facets import facets_of_page, facets_of_statement
from musnad.store.keys import key_line
from musnad.store.storable import storable

Record = dict[str, Any]
Row = dict[str, Any]

_HEARD = ("cue", "source", "content", "addressee", "medium")


def packed(record: Record) -> bytes:
    """The whole reading, lone surrogates included, for one column."""
    return squeezed(json.dumps(record, ensure_ascii=False))


def unpacked(kept: bytes) -> Record:
    """The reading that :func:`packed` kept, equal to it."""
    return json.loads(unsqueezed(kept))


def squeezed(text: str) -> bytes:
    """Any text, compressed, for one column."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def unsqueezed(kept: bytes) -> str:
    """The text that :func:`squeezed` kept."""
    return zlib.decompress(kept).decode("utf-8", "surrogatepass")


def words_hash(record: Record) -> str:
    """sha256 of the article's own words, white space aside: a page whose surroundings alone changed is unchanged."""
    text = record["text"]
    words = " ".join(" ".join(text[start:end].split()) for start, end in article_stretches(record))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def article_stretches(record: Record) -> list[tuple[int, int]]:
    """The stretches of the text that are the article's own words; all of it where no zone is."""
    own = [(zone["start"], zone["end"]) for zone in record["zones"] if zone["zone"] in ARTICLE_ZONES]
    return own or [(0, len(record["text"]))]


def statement_stretch(statement: Record) -> tuple[int, int]:
    """From the first to the last word that a statement stands on: its cue, source, content, addressee, medium."""
    spans = [span for role in _HEARD for span in _listed(statement[role])]
    return min(span["start"] for span in spans), max(span["end"] for span in spans)


def heard_statements(record: Record) -> list[Record]:
    """The statements that have a place on the page, in their order: the positions of the tables count these."""
    return [statement for statement in record["statements"] if any(_listed(statement[role]) for role in _HEARD)]


def day_of(text: str | None) -> date | None:
    """An ISO day of the contract as a date."""
    return date.fromisoformat(text) if text else None


def rows_of(record: Record, version: int) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of a version, by table, in an order that foreign keys allow; what it leaves in the ledger aside."""
    statements = heard_statements(record)
    yield schema.statements, [_statement(s, version, at) for at, s in enumerate(statements)]
    yield schema.expectations, [_expectation(e, version, at) for at, e in enumerate(record["expectations"])]
    yield schema.passages, list(passages_of(record, version))


def version_row(record: Record) -> Row:
    """What a version's own row takes from its reading."""
    headline = record["article"]["headline"]
    return {
        "url": storable(record["url"]),
        "outlet": storable(record["outlet"]),
        "published": day_of(record["published"]),
        "language": record["language"],
        "kind": record["kind"],
        "headline": storable(headline["text"]) if headline else None,
    }


def _statement(s: Record, version: int, position: int) -> Row:
    speaker = s["chain"][0] if s["chain"] else None
    return {
        "version": version,
        "position": position,
        "id": s["id"],
        "source": _text(s["source"]),
        "speaker": storable(speaker["text"]) if speaker else None,
        "speaker_entity": speaker["entity"] if speaker else None,
        "cue": _text(s["cue"]),
        "content": storable(" … ".join(span["text"] for span in s["content"])),
        **{name: s[name] for name in ("mode", "source_kind", "stance", "confidence", "rule")},
    }


def _expectation(e: Record, version: int, position: int) -> Row:
    due = e["due"] or {"start": None, "end": None, "text": None}
    return {
        "version": version,
        "position": position,
        "event": _text(e["event"]),
        "event_start": e["event"]["start"],
        "event_end": e["event"]["end"],
        "due": storable(due["text"]),
        "due_start": due["start"],
        "due_end": due["end"],
        "due_from": day_of(e["due_from"]),
        "due_to": day_of(e["due_to"]),
        **{name: e[name] for name in ("certainty", "statement", "confidence", "rule")},
    }


def passages_of(record: Record, version: int) -> Iterator[Row]:
    """What search finds of a version: its article, and each of its statements."""
    day, text, statements = day_of(record["published"]), record["text"], heard_statements(record)
    stretches = article_stretches(record)
    carrier = " ".join(filter(None, (record["outlet"], record["article"].get("credit_outlet"), _host(record["url"]))))
    words = " ".join(key_line(text[start:end]) for start, end in stretches)
    facets = " ".join(facets_of_page(record, stretches))
    row = {"version": version, "statement": None, "speaker": "", "facets": facets, "words": words}
    yield {"id": schema.passage_place(day, version, 0), **row, "outlet": key_line(carrier)}
    for at, s in enumerate(statements[: schema.MOST_PASSAGES - 1]):
        start, end = statement_stretch(s)
        outlets = " ".join(f"{link['text']} {link['entity'] or ''}" for link in s["chain"] if link["role"] == "outlet")
        yield {
            "id": schema.passage_place(day, version, at + 1),
            "version": version,
            "statement": at,
            "words": key_line(text[start:end]),
            "speaker": key_line(_speaker_words(s)),
            "outlet": key_line(f"{carrier} {outlets}"),
            "facets": " ".join(facets_of_statement(s, record, (start, end))),
        }


def _speaker_words(s: Record) -> str:
    links = [link for link in s["chain"] if link["role"] != "outlet"] or s["chain"][:1]
    named = [f"{link['text']} {link['entity'] or ''}" for link in links]
    return " ".join([*named, _text(s["source"]) or "", _text(s["antecedent"]) or ""])


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _text(span: Record | None) -> str | None:
    return storable(span["text"]) if span else None


def _listed(spans: Any) -> list[Record]:
    return spans if isinstance(spans, list) else [spans] if spans else []
