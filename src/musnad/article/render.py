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
_BOILERPLATE = frozenset({"nav", "header", "footer", "aside", "menu"})
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
        *("block", "boilerplate", "breaks", "children", "depth", "home"),
        *("in_link", "named", "node", "number", "parent", "tag", "words"),
    )

    def __init__(self, node: LexborNode, tag: str, parent: _Frame | None, own: frozenset[str]) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.children = 0
        self.home = ""
        if parent is None:
            self.number = self.depth = 0
            self.named = self.block = self
            self.words, self.in_link, self.boilerplate, self.breaks = own, False, False, True
            return
        self.number = parent.children
        self.depth = depth = parent.depth + 1
        self.named = self if depth <= _DEPTH else parent.named
        self.words = own or parent.words
        self.in_link = parent.in_link or tag == "a"
        self.boilerplate = parent.boilerplate
        self.breaks = True
        if tag in _BLOCKS:
            self.block = self
            self.boilerplate = parent.boilerplate or tag in _BOILERPLATE
        else:
            self.block = parent.block
            self.breaks = bool(own) and not own.isdisjoint(_BREAKING)

    def container(self) -> str:
        """A short name of the element: the numbers of the way to it. The same for all deeper than ``_DEPTH``."""
        named = self.named
        if not named.home:
            named.home = f"{named.parent.container()}{named.number}." if named.parent is not None else "0."
        return named.home

    @property
    def path(self) -> str:
        """A CSS selector for the element (Selectors 4 §6.6); of an element nested too deep, its ancestor's."""
        steps: list[str] = []
        frame: _Frame | None = self.named
        while frame is not None and frame.parent is not None:
            steps.append(f"{frame.tag}:nth-child({frame.number})")
            frame = frame.parent
        return " > ".join(["html", *reversed(steps)])


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
        if len(pieces) == 1:  # most lines are one text in one element
            raw, frame = pieces[0]
            text = raw.strip()
            self.stretches.append((self.at, self.at + len(text), frame))
            self._add(text, frame, 1.0 if frame.in_link else 0.0)
            return
        texts, linked = self._joined(pieces)
        text = "".join(texts).rstrip()
        self._add(text, pieces[0][1], min(1.0, linked / len(text)))

    def _joined(self, pieces: list[tuple[str, _Frame]]) -> tuple[list[str], int]:
        """The pieces with single blanks between them, and how many of their characters are links'."""
        texts: list[str] = []
        at, linked = self.at, 0
        ends_blank, last_link = True, None
        for raw, frame in pieces:
            text = raw.lstrip() if ends_blank else raw
            if last_link is not None and not ends_blank and frame.in_link and last_link is not frame:
                text = " " + raw.lstrip()  # two links without a blank between them are two words
            if not text:
                continue
            texts.append(text)
            self.stretches.append((at, at + len(text), frame))
            at += len(text)
            ends_blank = text[-1] == " "
            last_link = frame if frame.in_link else None
            if frame.in_link:
                linked += len(text.strip())
        return texts, linked

    def _add(self, text: str, frame: _Frame, link_share: float) -> None:
        block = frame.block
        home = (block.parent or block).container()
        hints = Hints(block.tag, link_share, frame.words, frame.boilerplate, container=home)
        self.lines.append(Line.of(text, self.at, False, hints))
        self.at += len(text) + 1


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
            if writer.pieces or not node.is_empty_text_node:  # blanks before a line's first words are nothing
                raw = node.text_content or ""
                if words := raw.split():
                    text = " ".join(words)
                    writer.pieces.append((" " * raw[0].isspace() + text + " " * raw[-1].isspace(), frame))
                elif writer.pieces and raw:
                    writer.pieces.append((" ", frame))
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


def _open(node: LexborNode, tag: str, parent: _Frame) -> _Frame | None:
    """The frame of an element, None where it is hidden."""
    attributes = node.attributes
    if not attributes:
        return _Frame(node, tag, parent, _NO_WORDS)
    get = attributes.get
    classes, style = get("class") or "", get("style") or ""
    if "hidden" in attributes or ((classes or style) and is_hidden(classes, style)):
        return None
    name, itemprop = get("id") or "", get("itemprop") or ""
    own = zone_words(tag, classes, name, itemprop) if classes or name or itemprop else _NO_WORDS
    return _Frame(node, tag, parent, own)


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
