"""Pages that people judged as a gold set, one article a line: what ``musnad evaluate`` measures against.

A gold set must not count what nobody looked at. So a line of a page counts where somebody decided something in it; all
other lines, and statements beside the decided one that nobody judged, are ``ignore``: what is found there counts
neither way. Expectations and times are not judged here; an article has no field for them, and they are not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from musnad.export.json_lines import json_line
from musnad.judged import SPANS

Record = dict[str, Any]
_PLAIN = ("mode", "source_kind", "stance")


def write(readings: Iterable[Record], stream: BinaryIO) -> None:
    """Write the readings that :func:`musnad.judged.judged` gave; those in which nothing was decided are left out."""
    for reading in readings:
        if any(_is_decided(statement) for statement in reading["statements"]):
            stream.write(json_line(article(reading)))


def article(reading: Mapping[str, Any]) -> Record:
    """A judged reading as a gold article: its spans are ``[start, end]`` in code points of ``text``."""
    text = reading["text"]
    decided = [each for each in reading["statements"] if _is_decided(each)]
    counted = [_line(text, *span) for each in decided for span in _stretches(each)]
    begun = {span[0] for each in decided for span in _stretches(each)}
    undecided = (span for each in reading["statements"] if not _is_decided(each) for span in _stretches(each))
    open_still = [cut for span in undecided if (cut := _up_to(begun, *span))]
    return {
        "id": reading["id"],
        # The text of markup is that of a page with its furniture; only a clean article begins with its headline.
        "kind": "article" if reading["kind"] == "article" else "page",
        "published": reading["published"],
        "outlet": reading["outlet"],
        "text": text,
        "ignore": [*_beside(counted, len(text)), *open_still],
        "statements": [_statement(each) for each in decided if each["judged"]["verdict"] != "rejected"],
    }


def _is_decided(statement: Mapping[str, Any]) -> bool:
    seen = statement.get("judged") or {}
    return bool(seen.get("verdict") or seen.get("edited"))


def _statement(statement: Mapping[str, Any]) -> Record:
    spans = {part: _pair(statement[part]) for part in SPANS}
    chain = [{"text": link["text"], "role": link["role"]} for link in statement["chain"]]
    content = [_pair(span) for span in statement["content"]]
    return {**spans, "content": content, "chain": chain, **{name: statement[name] for name in _PLAIN}}


def _stretches(statement: Mapping[str, Any]) -> Iterator[list[int]]:
    """The stretches of what was said."""
    yield from ([span["start"], span["end"]] for span in statement["content"])


def _pair(span: Mapping[str, Any] | None) -> list[int] | None:
    return [span["start"], span["end"]] if span else None


def _up_to(begun: set[int], start: int, end: int) -> list[int] | None:
    """A stretch as far as none of these places lies in it; None where one is its beginning."""
    end = min((place for place in begun if start <= place < end), default=end)
    return [start, end] if start < end else None


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)


def _beside(counted: Iterable[tuple[int, int]], length: int) -> Iterator[list[int]]:
    """The stretches of a text that lie in none of these."""
    at = 0
    for start, end in sorted(counted):
        if start > at:
            yield [at, start]
        at = max(at, end)
    if at < length:
        yield [at, length]
