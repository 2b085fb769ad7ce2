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
from musnad.article.lines import Hints, Line, PageLines
from musnad.lexicon import table
from musnad.model import NodeText

_BLOCKS = frozenset(table(TABLE)["elements"]["blocks"])
_SILENT = frozenset(table(TABLE)["elements"]["silent"])
_BOILERPLATE = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_UNHINTED = frozenset({"html", "body", "article", "main", "a", "img", "p", "b", "strong", "em", "i"})
#: Inline elements that say one of these zones stand on a line of their own.
_BREAKING = frozenset({"byline", "date", "share", "tags", "category", "caption"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_DEPTH = 100  # elements nested deeper share their ancestor's path
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Frame:
    """An open element: what its lines inherit."""

    node: LexborNode
    tag: str
    number: int
    depth: int
    parent: _Frame | None
    named: _Frame | None = None
    block: _Frame | None = None
    zone_words: frozenset[str] = _NO_WORDS
    in_link: bool = False
    boilerplate: bool = False
    breaks: bool = False
    children: int = 0
    _path: str = ""

    @property
    def path(self) -> str:
        """A CSS selector for the element (Selectors 4 §6.6), built when first asked for."""
        if not self._path:
            parent = self.parent
            self._path = f"{parent.path} > {self.tag}:nth-child({self.number})" if parent else self.tag
        return self._path


@dataclass(slots=True)
class _Writer:
    """The text written so far and the line being written."""

    lines: list[Line] = field(default_factory=list)
    nodes: list[NodeText] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    at: int = 0
    pieces: list[tuple[str, _Frame]] = field(default_factory=list)

    def end_line(self) -> None:
        """Write the open line out, if it has words, with its hints."""
        if not self.pieces:
            return
        start, length, linked = self.at, 0, 0
        words: list[str] = []
        previous: _Frame | None = None
        for raw, frame in self.pieces:
            text = raw if words else raw.lstrip()
            if words and words[-1][-1] == " ":
                text = text.lstrip()
            elif words and previous is not None and previous.in_link and frame.in_link and previous is not frame:
                text = " " + text  # two links without a blank between them are two words
            if not text:
                continue
            self.nodes.append(NodeText(start + length, start + length + len(text), _path(frame)))
            words.append(text)
            length += len(text)
            linked += len(text.strip()) if frame.in_link else 0
            previous = frame
        first = self.pieces[0][1]
        self.pieces.clear()
        text = "".join(words)
        if not text.strip():
            return
        stripped = text.rstrip()
        if len(stripped) < len(text):
            last = self.nodes[-1]
            self.nodes[-1] = NodeText(last.start, start + len(stripped), last.path)
        share = min(1.0, linked / len(stripped))
        self.lines.append(Line.of(stripped, start, False, _hints(first, share)))
        self.parts.append(stripped)
        self.at += len(stripped) + 1


def _hints(frame: _Frame, link_share: float) -> Hints:
    block = frame.block or frame
    return Hints(
        tag=block.tag,
        link_share=link_share,
        zone_words=frame.zone_words,
        boilerplate=frame.boilerplate,
        container=_path(block.parent or block),
    )


def _path(frame: _Frame) -> str:
    return (frame.named or frame).path


def render(tree: LexborHTMLParser) -> PageLines:
    """The lines of a parsed page, in document order. Linear in the number of nodes."""
    writer = _Writer()
    root = tree.root
    frame = _Frame(root, "html", 1, 0, None) if root is not None else None
    node = root.child if root is not None else None
    while frame is not None:
        if node is None:
            if frame.breaks:
                writer.end_line()
            node, frame = frame.node.next, frame.parent
            continue
        tag = node.tag or ""
        if tag == "-text":
            _write_text(writer, node, frame)
            node = node.next
            continue
        frame.children += tag[0:1] not in ("-", "_", "")
        child = _open(node, tag, frame)
        if child is None:
            node = node.next
            continue
        if child.breaks:
            writer.end_line()
        node, frame = node.child, child
    writer.end_line()
    return PageLines("\n".join(writer.parts), tuple(writer.lines), tuple(writer.nodes))


def _write_text(writer: _Writer, node: LexborNode, frame: _Frame) -> None:
    raw = node.text_content or ""
    if not raw:
        return
    text = " ".join(raw.split())
    if not text:
        if writer.pieces:
            writer.pieces.append((" ", frame))
        return
    writer.pieces.append((" " * raw[0].isspace() + text + " " * raw[-1].isspace(), frame))


def _open(node: LexborNode, tag: str, parent: _Frame) -> _Frame | None:
    """The frame of an element that is shown, else None."""
    if tag in _SILENT or tag[0:1] in ("-", "_", "!"):
        return None
    attributes = node.attributes
    own = _NO_WORDS
    if attributes:
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return None
        own = zone_words(
            tag, attributes.get("class") or "", attributes.get("id") or "", attributes.get("itemprop") or ""
        )
    blocky = tag in _BLOCKS
    frame = _Frame(node, tag, parent.children, parent.depth + 1, parent)
    frame.named = frame if frame.depth <= _DEPTH else parent.named
    frame.block = frame if blocky else parent.block
    frame.breaks = blocky or bool(own & _BREAKING)
    frame.zone_words = own or parent.zone_words
    frame.in_link = parent.in_link or tag == "a"
    frame.boilerplate = parent.boilerplate or tag in _BOILERPLATE
    return frame


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
