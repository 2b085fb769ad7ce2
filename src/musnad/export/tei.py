"""Readings → TEI: the article's paragraphs with what is said in ``<said>`` (TEI P5, 3.3.3), for philologists.

One ``<teiCorpus>`` with a ``<TEI>`` for each page. ``@who`` points to the speaker among the attributions, ``@direct``
says whether the words are quoted, ``@ana`` holds stance and source kind. Where two statements cross each other the
later is left to the list of attributions in ``<standOff>``, which has them all with their positions in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from musnad.model import ARTICLE_ZONES

Record = Mapping[str, Any]
Stretch = tuple[int, int, int]  # start, end, number of the statement

# Characters that no XML document may hold (XML 1.0, 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(readings: Iterable[Record], stream: BinaryIO) -> None:
    """Write one TEI corpus."""
    for piece in documents(readings):
        stream.write(piece)


def documents(readings: Iterable[Record]) -> Iterator[bytes]:
    """The pieces of one TEI corpus; readings in the contract's form."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
    yield _header("Musnad").encode()
    for reading in readings:
        yield "".join(_document(reading)).encode("utf-8", "replace")
    yield b"</teiCorpus>\n"


def _document(reading: Record) -> Iterator[str]:
    headline = reading["article"]["headline"]
    yield f'<TEI xml:lang="{_plain(reading["language"] or "ar")}">\n'
    yield _header(headline["text"] if headline else reading["id"], reading)
    yield "<text><body>\n"
    stretches = _nested(reading)
    for zone in reading["zones"]:
        if zone["zone"] in ARTICLE_ZONES:
            tag = "head" if zone["zone"] in ("headline", "subheading") else "p"
            yield f"<{tag}>{_marked(reading, zone['start'], zone['end'], stretches)}</{tag}>\n"
    yield "</body></text>\n"
    yield from _attributions(reading)
    yield "</TEI>\n"


def _header(title: str, reading: Record | None = None) -> str:
    about = ""
    if reading is not None:
        where = f"<ref target={quoteattr(_FORBIDDEN.sub(chr(0xFFFD), reading['url']))}/>" if reading["url"] else ""
        outlet = f"<publisher>{_text(reading['outlet'])}</publisher>" if reading["outlet"] else ""
        day = f'<date when="{_plain(reading["published"])}"/>' if reading["published"] else ""
        about = f"<bibl>{outlet}{day}{where}<idno>{_text(reading['id'])}</idno></bibl>"
    source = f"<sourceDesc>{about or '<p>Pages read by Musnad.</p>'}</sourceDesc>"
    published = "<publicationStmt><p>Attributions read by Musnad.</p></publicationStmt>"
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{_text(title)}</title></titleStmt>{published}{source}</fileDesc>"
        "</teiHeader>\n"
    )


def _marked(reading: Record, start: int, end: int, stretches: list[Stretch]) -> str:
    """The words from ``start`` to ``end`` with the stretches that lie within them."""
    opens: dict[int, list[Stretch]] = {}
    closes: dict[int, int] = {}
    for stretch in stretches:
        if start <= stretch[0] and stretch[1] <= end:
            opens.setdefault(stretch[0], []).append(stretch)
            closes[stretch[1]] = closes.get(stretch[1], 0) + 1
    pieces, at = [], start
    for place in sorted({*opens, *closes, end}):
        pieces.append(_text(reading["text"][at:place]))
        pieces.append("</said>" * closes.get(place, 0))
        pieces += [_said(reading, number) for _, _, number in sorted(opens.get(place, ()), key=lambda s: -s[1])]
        at = place
    return "".join(pieces)


def _said(reading: Record, number: int) -> str:
    statement = reading["statements"][number]
    direct = {"direct": "true", "mixed": "unknown"}.get(statement["mode"], "false")
    kinds = f"#{_plain(statement['stance'])} #{_plain(statement['source_kind'])}"
    who = f' who="#{_name(statement)}-speaker"' if statement["chain"] else ""
    return f'<said{who} direct="{direct}" ana="{kinds}" corresp="#{_name(statement)}">'


def _attributions(reading: Record) -> Iterator[str]:
    yield "<standOff>\n<listAnnotation>\n"
    for statement in reading["statements"]:
        yield f'<annotationBlock xml:id="{_name(statement)}">'
        for number, link in enumerate(statement["chain"]):
            name = f' xml:id="{_name(statement)}-speaker"' if number == 0 else ""
            yield f'<name{name} role="{_plain(link["role"])}">{_text(link["text"])}</name>'
        for span in statement["content"]:
            yield f'<span from="{span["start"]}" to="{span["end"]}">{_text(span["text"])}</span>'
        yield "</annotationBlock>\n"
    yield "</listAnnotation>\n</standOff>\n"


def _nested(reading: Record) -> list[Stretch]:
    """The stretches of content that can stand inside one another: one that crosses an earlier is left out."""
    found = [
        (span["start"], span["end"], number)
        for number, statement in enumerate(reading["statements"])
        for span in statement["content"]
        if span["start"] < span["end"]
    ]
    kept: list[Stretch] = []
    around: list[int] = []
    for start, end, number in sorted(found, key=lambda stretch: (stretch[0], -stretch[1])):
        while around and around[-1] <= start:
            around.pop()
        if not around or end <= around[-1]:
            around.append(end)
            kept.append((start, end, number))
    return kept


def _name(statement: Record) -> str:
    return f"s{_plain(statement['id'])}"


def _plain(value: object) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", str(value)), {'"': "&quot;"})


def _text(value: object) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", str(value)))
