"""Document → text for people: every word aligned with what was found of it, so that a person can check all layers.

Three lines a row of words (the word cut at its clitics, its part of speech, its dictionary form), then, after each
sentence, the quotations, entities, times and quantities that begin in it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from musnad.model import Document, Entity, Quantity, Quote, TimeExpression, Token

_WIDTH = 96
Row = tuple[str, str, str]


def aligned(document: Document, width: int = _WIDTH) -> str:
    """The document as aligned words; ``width`` is the widest row, in columns of a terminal."""
    lines: list[str] = []
    for number, (sentence, notes) in enumerate(zip(document.sentences, _notes(document), strict=True), start=1):
        lines.append(f"{number}. [{sentence.zone}] {sentence.start}–{sentence.end}")
        for row in _rows(document.tokens_of(sentence), width):
            lines += ["", *row]
        lines += ["", *notes, ""] if notes else [""]
    return "\n".join(lines)


def _rows(tokens: Sequence[Token], width: int) -> Iterator[list[str]]:
    columns: list[Row] = []
    used = 0
    for token in tokens:
        column = (_cut(token), token.pos, token.word.lemma if token.word.is_word else "")
        wide = max(map(columns_of, column)) + 2
        if columns and used + wide > width:
            yield _lines(columns)
            columns, used = [], 0
        columns.append(column)
        used += wide
    if columns:
        yield _lines(columns)


def _lines(columns: Sequence[Row]) -> list[str]:
    widths = [max(map(columns_of, column)) for column in columns]
    rows = zip(*columns, strict=True)
    return [
        "  "
        + "  ".join(cell + " " * (wide - columns_of(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def columns_of(cell: str) -> int:
    """How many columns a terminal gives the cell: marks over and under letters take none."""
    return sum(unicodedata.category(character) not in ("Mn", "Cf") for character in cell)


def _cut(token: Token) -> str:
    """The word with a plus at each of its cuts."""
    word = token.word
    enclitic = [word.enclitic] if word.enclitic else []
    return "+".join([*word.proclitics, word.stem, *enclitic])


def _notes(document: Document) -> list[list[str]]:
    """For each sentence what begins in it."""
    described = [
        *(("quote", quote, _of_quote(quote)) for quote in document.quotes),
        *(("entity", entity, _of_entity(entity, document)) for entity in document.entities),
        *(("time", time, _of_time(time)) for time in document.times),
        *(("quantity", quantity, _of_quantity(quantity)) for quantity in document.quantities),
    ]
    ends = [sentence.end for sentence in document.sentences]
    notes: list[list[str]] = [[] for _ in ends]
    for name, item, words in described:
        line = f"  {name:8} {item.start}–{item.end}  {document[item.span]}  {words}".rstrip()
        notes[min(bisect_right(ends, item.start), len(ends) - 1)].append(line)
    return notes


def _of_quote(quote: Quote) -> str:
    return "" if quote.closed else "(never closed)"


def _of_entity(entity: Entity, document: Document) -> str:
    long_form = f" = {document[entity.long_form]}" if entity.long_form else ""
    model = f" [{entity.model}]" if entity.model else ""
    return f"{entity.type} {entity.entity or ''}{long_form}{model}"


def _of_time(time: TimeExpression) -> str:
    days = f"{time.first} … {time.last}" if time.first else "day unknown"
    return f"{time.grain}: {days}"


def _of_quantity(quantity: Quantity) -> str:
    high = f"–{quantity.high:g}" if quantity.high is not None else ""
    about = "about " if quantity.approximate else ""
    return f"{about}{quantity.value:g}{high} {quantity.unit or ''}"
