"""HTML rendered to lines that carry hints, with a map from the text back to the nodes.

Blocks and line breaks end a line, as in a browser (CSS 2.2 §9.2); blanks run together (CSS Text 3 §4.1); scripts,
styles and hidden elements leave nothing. The walk is a loop, not a recursion: nesting costs no stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from musnad.article.furniture import TABLE
from musnad.article.lines import Hints, Line, PageLines, Stretch
from musnad.lexicon import table

_BLOCKS = frozenset(table(TABLE)["elements"]["blocks"])
_SILENT = frozenset(table(TABLE)["elements"]["silent"])
_BOILERPLATE = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_UNHINTED = frozenset({"html", "body", "article", "main", "a", "img", "p", "b", "strong", "em", "i"})
#: Inline elements that say one of these zones stand on a line of their own.
_BREAKING = frozenset({"byline", "date", "share", "tags", "category", "caption"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = re.compile(r"(?<![\w:-])(?:d-none|hidden|sr-only|visually-hidden|screen-reader-text)(?![\w-])")
_SHOWING = re.compile(r"(?<![\w-])(?:d-(?:xs|sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl):)")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_DEPTH = 100  # elements nested deeper share their ancestor's path
_NO_WORDS: frozenset[str] = frozenset()


class _Frame:
    """An open element: what its lines inherit, and its place among its parent's children."""

    __slots__ = (
        "block", "boilerplate", "breaks", "children", "depth", "home", "in_link", "node", "number", "parent", "tag", "words",
    )  # fmt: skip

    def __init__(self, node: LexborNode, tag: str, parent: _Frame | None, own: frozenset[str]) -> None:
        self.node, self.tag, self.parent = node, tag, parent
        self.children = 0
        self.home = ""
        blocky = tag in _BLOCKS
        self.breaks = blocky or not own.isdisjoint(_BREAKING)
        if parent is None:
            self.number = self.depth = 0
            self.block, self.words, self.in_link, self.boilerplate = self, own, False, False
            return
        self.number, self.depth = parent.children, parent.depth + 1
        self.block = self if blocky else parent.block
        self.words = own or parent.words
        self.in_link = parent.in_link or tag == "a"
        self.boilerplate = parent.boilerplate or tag in _BOILERPLATE

    def container(self) -> str:
        """A short name of the element: the numbers of the way to it. The same for all deeper than ``_DEPTH``."""
        if not self.home:
            parent = self.parent
            way = parent.container() if parent is not None and self.depth <= _DEPTH else "" if parent is None else None
            self.home = f"{way}{self.number}." if way is not None else _shallow(self).container()
        return self.home

    @property
    def path(self) -> str:
        """A CSS selector for the element (Selectors 4 §6.6)."""
        steps: list[str] = []
        frame: _Frame | None = _shallow(self)
        while frame is not None and frame.parent is not None:
            steps.append(f"{frame.tag}:nth-child({frame.number})")
            frame = frame.parent
        return " > ".join(["html", *reversed(steps)])


def _shallow(frame: _Frame) -> _Frame:
    """The element itself, or where it is nested too deep its ancestor at ``_DEPTH``."""
    while frame.depth > _DEPTH and frame.parent is not None:
        frame = frame.parent
    return frame


@dataclass(slots=True)
class _Writer:
    """The text written so far and the line being written."""

    lines: list[Line] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    at: int = 0
    pieces: list[tuple[str, _Frame]] = field(default_factory=list)

    def end_line(self) -> None:
        """Write the open line out, if it has words, with its hints."""
        pieces = self.pieces
        if not pieces:
            return
        self.pieces = []
        start, length, linked = self.at, 0, 0
        words: list[str] = []
        ends_blank, last_link = True, None
        for raw, frame in pieces:
            text = raw.lstrip() if ends_blank else raw
            if not ends_blank and last_link is not None and frame.in_link and last_link is not frame:
                text = " " + raw.lstrip()  # two links without a blank between them are two words
            if not text:
                continue
            words.append(text)
            self.stretches.append((start + length, start + length + len(text), frame))
            length += len(text)
            ends_blank = text[-1] == " "
            last_link = frame if frame.in_link else None
            if frame.in_link:
                linked += len(text.strip())
        text = "".join(words).rstrip()
        if text:
            share = min(1.0, linked / len(text))
            self.lines.append(Line.of(text, start, False, _hints(pieces[0][1], share)))
            self.at += len(text) + 1


def _hints(frame: _Frame, link_share: float) -> Hints:
    block = frame.block
    home = block.parent or block
    return Hints(block.tag, link_share, frame.words, frame.boilerplate, container=home.container())


def render(tree: LexborHTMLParser) -> PageLines:
    """The lines of a parsed page, in document order. Linear in the number of nodes."""
    writer = _Writer()
    root = tree.root
    frame = _Frame(root, "html", None, _NO_WORDS) if root is not None else None
    node = root.child if root is not None else None
    while frame is not None:
        if node is None:
            if frame.breaks:
                writer.end_line()
            node, frame = frame.node.next, frame.parent
            continue
        tag = node.tag or ""
        if tag == "-text":
            if text := node.text_content:
                _write_text(writer.pieces, text, frame)
        elif tag[:1].isalpha():
            frame.children += 1
            if tag not in _SILENT and (child := _open(node, tag, frame)) is not None:
                if child.breaks:
                    writer.end_line()
                node, frame = node.child, child
                continue
        node = node.next
    writer.end_line()
    return PageLines("\n".join(line.text for line in writer.lines), tuple(writer.lines), tuple(writer.stretches))


def _write_text(pieces: list[tuple[str, _Frame]], raw: str, frame: _Frame) -> None:
    words = raw.split()
    if words:
        pieces.append((" " * raw[0].isspace() + " ".join(words) + " " * raw[-1].isspace(), frame))
    elif pieces:
        pieces.append((" ", frame))


def _open(node: LexborNode, tag: str, parent: _Frame) -> _Frame | None:
    """The frame of an element, None where it is hidden."""
    attributes = node.attributes
    if not attributes:
        return _Frame(node, tag, parent, _NO_WORDS)
    get = attributes.get
    if "hidden" in attributes or is_hidden(get("class") or "", get("style") or ""):
        return None
    return _Frame(node, tag, parent, zone_words(tag, get("class") or "", get("id") or "", get("itemprop") or ""))


@lru_cache(maxsize=20_000)
def is_hidden(classes: str, style: str) -> bool:
    """Hidden by its style, or by a class that hides at every width of the window."""
    if style and _HIDDEN.search(style):
        return True
    return bool(_HIDING.search(classes)) and not _SHOWING.search(classes)


@lru_cache(maxsize=20_000)
def zone_words(tag: str, classes: str, name: str, itemprop: str) -> frozenset[str]:
    """The zones that an element's class, id and itemprop words point to (table ``html`` of the furniture)."""
    if tag in _UNHINTED and not itemprop:
        return _NO_WORDS
    known = _known_words()
    spelled = f"{classes[:400]} {name[:100]} {itemprop[:100]}"
    found = {known[word] for raw in _WORDS.findall(spelled) if (word := raw.lower()) in known}
    found.update(known[word] for raw in spelled.split() if (word := raw.lower().replace("-", "")) in known)
    return frozenset(found)


@cache
def _known_words() -> dict[str, str]:
    rows = table(TABLE)["html"]
    return {word: zone for zone, words in rows.items() for word in words}
