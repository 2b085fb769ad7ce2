"""Labelled lines of composed pages: as HTML renders them, and as crawlers flatten them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from musnad.article.lines import Line, PageLines, lines_of
from musnad.article.metadata import Metadata, metadata
from musnad.article.render import render
from musnad.model import ZoneName
from training.pages.compose import Composer, Layout, Piece
from training.pages.markup import dress

#: Ways of flattening: all blocks as lines, with or without blank lines; paragraphs and headings only (by their
#: tags, or by their length); every text node
#: a line of its own; short neighbours of one zone run together on a line.
FLATTENINGS = ("blocks", "tight", "paragraphs", "nodes", "runs")
_SHORT = 4  # words; some crawlers drop shorter lines
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "td", "blockquote", "figcaption"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A page's lines with the zone of each; ``text`` and ``html`` are what they were made from."""

    kind: str
    text: str
    lines: tuple[Line, ...]
    zones: tuple[ZoneName, ...]
    metadata: Metadata
    layout: int


def samples(layout: Layout, seed: int, flattenings: Sequence[str] = FLATTENINGS, varied: bool = False) -> list[Sample]:
    """One composed page as HTML lines, and in each of the flattenings asked for."""
    rng = random.Random(f"{layout.number}-{seed}")
    pieces = Composer(rng).compose(layout, varied)
    source = dress(pieces, layout.skin, rng)
    tree = LexborHTMLParser(source)
    page = render(tree)
    zones = align(page.lines, pieces)
    found = [Sample("html", source, page.lines, tuple(zones), metadata(tree), layout.number)]
    return found + [flattened(page, pieces, zones, way, rng, layout.number) for way in flattenings]


def align(lines: Sequence[Line], pieces: Sequence[Piece]) -> list[ZoneName]:
    """The zone of each line: that of most of its letters, ``navigation`` where a line mixes it with another."""
    letters = [(letter, piece.zone) for piece in pieces for letter in piece.text if not letter.isspace()]
    at, zones = 0, []
    for line in lines:
        own = [letter for letter in line.text if not letter.isspace()]
        part = letters[at : at + len(own)]
        if [letter for letter, _ in part] != own:
            raise ValueError(f"line {line.text!r} is not what was composed: {''.join(x for x, _ in part)!r}")
        at += len(own)
        counts: dict[ZoneName, int] = {}
        for _, zone in part:
            counts[zone] = counts.get(zone, 0) + 1
        zones.append("navigation" if "navigation" in counts else max(counts, key=lambda zone: counts[zone]))
    return zones


def flattened(
    page: PageLines, pieces: Sequence[Piece], zones: Sequence[ZoneName], way: str, rng: random.Random, layout: int
) -> Sample:
    """The page as plain text, flattened in one of the ways of ``FLATTENINGS``."""
    rows: list[tuple[str, ZoneName]] = [(line.text, zone) for line, zone in zip(page.lines, zones, strict=True)]
    if way == "paragraphs":
        tagged = rng.random() < 0.5
        fit = [
            line.words >= _SHORT if not tagged else line.hints is not None and line.hints.tag in _PARAGRAPHS
            for line in page.lines
        ]
        kept = [row for row, fits in zip(rows, fit, strict=True) if fits]
        rows = kept if sum(zone in ("body", "lede") for _, zone in kept) > 1 else rows
    if way == "nodes":
        words = [text for start, end, _ in page.stretches if (text := page.text[start:end].strip())]
        rows = list(zip(words, align(lines_of("\n".join(words)), pieces), strict=True))
    if way == "runs":
        rows = _run_together(rows, rng)
    gap = "\n" if way in ("tight", "nodes") else rng.choice(["\n\n", "\n \n", "\n\n\n"])
    text = gap.join(text for text, _ in rows)
    return Sample(way, text, lines_of(text), tuple(zone for _, zone in rows), Metadata(), layout)


def _run_together(rows: Sequence[tuple[str, ZoneName]], rng: random.Random) -> list[tuple[str, ZoneName]]:
    """Short neighbours of one zone on one line, parted by a blank, a bar or a dot."""
    mark = rng.choice([" ", " | ", " · ", "  "])
    found: list[tuple[str, ZoneName]] = []
    for text, zone in rows:
        short = len(text) < 22 and zone in ("navigation", "share", "tags", "legal")
        if short and found and found[-1][1] == zone and len(found[-1][0]) < 400 and rng.random() < 0.9:
            found[-1] = (found[-1][0] + mark + text, zone)
        else:
            found.append((text, zone))
    return found
