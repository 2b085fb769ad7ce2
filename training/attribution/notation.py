"""Invented articles with their statements marked in the words, read into the form of a gold set.

An article opens with ``== id | outlet's style | topic``; its next line is the headline, every further line a paragraph.
Inside, ``{cue 2 denies:…}`` marks a part of statement 2: ``cue source content addressee medium``, or a carrier,
``outlet`` or ``relayer``. A cue may tell the stance (else ``says``), a source its kind (else ``named``), a content that
it is ``nominal``. ``of 1`` on the cue or the source: the speaker of statement 1; ``with 1``: and its carriers too.
A statement inside another's content has the outer speaker for its next carrier, as ``docs/annotation.md`` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from musnad.model import Role, SourceKind, Stance

ARTICLES = Path(__file__).with_name("articles")
_MARK = re.compile(r"\{(cue|source|content|addressee|medium|outlet|relayer) (\d+)((?: [a-z0-9]+)*):|\}")
_QUOTES = '«»"“”'
Span = tuple[int, int]


class NotationError(ValueError):
    """An article whose marks cannot be read; names the article and the place."""


@dataclass(slots=True)
class Marked:
    """The parts of one statement as they were marked; spans are code points of the article's text."""

    cue: Span | None = None
    source: Span | None = None
    content: list[Span] = field(default_factory=list)
    addressee: Span | None = None
    medium: Span | None = None
    carriers: list[tuple[Span, str]] = field(default_factory=list)
    stance: str = "says"
    kind: str = "named"
    nominal: bool = False
    speaker_of: int | None = None
    carriers_of: int | None = None


@dataclass(frozen=True, slots=True)
class InventedArticle:
    """One article: its text (headline first), its statements by their numbers."""

    id: str
    style: str
    topic: str
    text: str
    marked: dict[int, Marked]

    def gold(self) -> dict[str, Any]:
        """The article as a line of a gold set, statements in the order of the telling."""
        numbers = sorted(self.marked, key=lambda number: _order(self.marked[number]))
        statements = [self._statement(number) for number in numbers]
        return {
            "id": self.id,
            "text": self.text,
            "published": "2021-07-24",
            "statements": statements,
            "expectations": [],
            "times": [],
            "ignore": [],
        }

    def _statement(self, number: int) -> dict[str, Any]:
        part = self.marked[number]
        speaker = self._speaker(number)
        return {
            "cue": part.cue,
            "source": part.source,
            "antecedent": speaker[0] if speaker and speaker[0] != part.source else None,
            "content": sorted(part.content),
            "mode": _mode(part, self.text),
            "source_kind": speaker[1] if speaker else part.kind,
            "chain": [{"span": s, "text": self.text[slice(*s)], "role": role} for s, role in self._chain(number)],
            "addressee": part.addressee,
            "medium": part.medium,
            "stance": part.stance,
        }

    def _speaker(self, number: int) -> tuple[Span, str] | None:
        """The fullest words for the speaker, and the speaker's kind."""
        part = self.marked[number]
        if part.speaker_of is not None:
            return self._speaker(part.speaker_of)
        return (part.source, part.kind) if part.source else None

    def _chain(self, number: int) -> list[tuple[Span, str]]:
        speaker = self._speaker(number)
        links = [(speaker[0], "speaker")] if speaker else []
        links += self._carriers(number)
        around = self._around(number)
        if around is not None:
            outer = self._speaker(around)
            if outer:
                links.append((outer[0], "outlet" if outer[1] == "outlet" else "relayer"))
            links += self._carriers(around)
        return links

    def _carriers(self, number: int) -> list[tuple[Span, str]]:
        """Outwards: those named behind the source in their order, then those before it, the nearest first."""
        part = self.marked[number]
        if not part.carriers and part.carriers_of is not None:
            return self._carriers(part.carriers_of)
        at = (part.source or part.cue or (0, 0))[0]
        return sorted(part.carriers, key=lambda link: (link[0][0] < at, abs(link[0][0] - at)))

    def _around(self, number: int) -> int | None:
        """The innermost statement in whose content this one's words stand."""
        first, last = _reach(self.marked[number])
        holding = [
            (end - start, other)
            for other, part in self.marked.items()
            for start, end in part.content
            if other != number and start <= first and last <= end
        ]
        return min(holding)[1] if holding else None


def read_articles(folder: Path = ARTICLES) -> Iterator[InventedArticle]:
    """All articles of the folder's ``.txt`` files, in the order of their names.

    Raises NotationError where marks cannot be read.
    """
    return (parse(block) for block in blocks(folder))


def blocks(folder: Path = ARTICLES) -> Iterator[str]:
    """The articles as they are written, marks and all."""
    for file in sorted(folder.glob("*.txt")):
        for block in re.split(r"^(?=== )", file.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if block.strip():
                yield block.strip()


def parse(block: str) -> InventedArticle:
    """One article. Raises NotationError."""
    head, _, body = block.partition("\n")
    names = [name.strip() for name in head.removeprefix("== ").split("|")]
    if len(names) != 3:
        raise NotationError(f"«{head}» names no id, style and topic; write '== id | style | topic'.")
    text, marked = _unmark(body, names[0])
    for number, part in marked.items():
        if not part.content:
            raise NotationError(f"{names[0]}: statement {number} has no content; mark one or take its marks out.")
        if part.speaker_of is not None and not (part.speaker_of in marked and part.speaker_of < number):
            raise NotationError(f"{names[0]}: statement {number} points to {part.speaker_of}, no earlier statement.")
    return InventedArticle(*names, text, marked)


def _unmark(body: str, name: str) -> tuple[str, dict[int, Marked]]:
    pieces: list[str] = []
    open_marks: list[tuple[re.Match[str], int]] = []
    marked: dict[int, Marked] = {}
    at = last = 0
    for match in _MARK.finditer(body):
        pieces.append(body[last : match.start()])
        at += match.start() - last
        last = match.end()
        if match.group() != "}":
            open_marks.append((match, at))
        elif open_marks:
            opened, start = open_marks.pop()
            _put(marked.setdefault(int(opened[2]), Marked()), opened[1], (start, at), opened[3].split(), name)
        else:
            raise NotationError(f"{name}: a mark is closed that was not opened, before «{body[last : last + 30]}».")
    text = "".join(pieces) + body[last:]
    if open_marks or "{" in text:
        raise NotationError(f"{name}: a mark is not closed or not known; look for '{{'.")
    return text, marked


def _put(part: Marked, role: str, span: Span, flags: list[str], name: str) -> None:
    """One mark into its statement."""
    if role == "content":
        part.content.append(span)
    elif role in ("outlet", "relayer"):
        part.carriers.append((span, role))
    else:
        setattr(part, role, span)
    words = iter(flags)
    for word in words:
        if word in ("of", "with"):
            part.speaker_of = int(next(words))
            part.carriers_of = part.speaker_of if word == "with" else part.carriers_of
        elif word == "nominal":
            part.nominal = True
        elif word in get_args(SourceKind):
            part.kind = word
        elif word in get_args(Stance):
            part.stance = word
        elif word not in get_args(Role):
            raise NotationError(f"{name}: «{word}» is neither a stance nor a kind; see docs/annotation.md.")


def _mode(part: Marked, text: str) -> str:
    enclosed = [_is_enclosed(span, text) for span in part.content]
    if all(enclosed):
        return "direct"
    if any(enclosed) or any(mark in text[start:end] for start, end in part.content for mark in _QUOTES):
        return "nominal" if part.nominal else "mixed"
    return "nominal" if part.nominal else "indirect"


def _is_enclosed(span: Span, text: str) -> bool:
    before, behind = text[: span[0]][-1:], text[span[1] : span[1] + 2]
    return before in _QUOTES and before != "" and any(mark in _QUOTES for mark in behind)


def _reach(part: Marked) -> Span:
    spans = [*part.content, *([part.cue] if part.cue else [])]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _order(part: Marked) -> int:
    return part.cue[0] if part.cue else min(part.content)[0]
