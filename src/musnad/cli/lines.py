"""Lines of a terminal that read well from the right: pieces are wrapped in reading order, then laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from musnad.cli.bidi import is_rtl, visual

#: ``plain``: nothing added (files and pipes). ``terminal``: reading order with each right-to-left piece isolated, for
#: terminals that know bidi. ``visual``: order and letter forms as they are seen, for terminals that do not.
Bidi = Literal["plain", "terminal", "visual"]

_RLI, _LRI, _PDI = "\u2067", "\u2066", "\u2069"
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(55296, 57344)), "�")
_CONTROLS |= dict.fromkeys((9, 10, 11, 12, 13, 133, 8232, 8233), " ")
_CONTROLS |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")


class Piece(NamedTuple):
    """Words in one style; a piece is an island: its neighbours never change the order inside it."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines are drawn: ``width`` in cells, and who turns right-to-left text."""

    width: int
    bidi: Bidi

    def paragraph(self, pieces: Iterable[Piece], rtl: bool, indent: int = 0) -> Iterator[Text]:
        """The lines of a paragraph. ``indent`` cells stay free on the side where its lines begin."""
        safe = [Piece(clean(piece.text), piece.style) for piece in pieces]
        for line in _wrapped(safe, max(20, self.width - indent)):
            yield self._line(line, rtl, indent)

    def _line(self, pieces: list[Piece], rtl: bool, indent: int) -> Text:
        if self.bidi == "visual":
            return self._as_seen(pieces, rtl, indent)
        text = Text(" " * indent)
        if self.bidi == "terminal" and rtl:
            text.append(_RLI)
        for piece in pieces:
            text.append(self._isolated(piece.text, rtl), piece.style)
        if self.bidi == "terminal" and rtl:
            text.append(_PDI)
        return text

    def _as_seen(self, pieces: list[Piece], rtl: bool, indent: int) -> Text:
        line = Text()
        for piece in reversed(pieces) if rtl else pieces:
            line.append(visual(piece.text, rtl or is_rtl(piece.text)), piece.style)
        return Text(" " * (max(0, self.width - line.cell_len - indent) if rtl else indent)) + line

    def _isolated(self, text: str, rtl: bool) -> str:
        if self.bidi == "plain" or not text.strip():
            return text
        if rtl != is_rtl(text) and any(c.isalpha() for c in text):
            return (_LRI if rtl else _RLI) + text + _PDI
        return text


def clean(text: str) -> str:
    """Text that cannot move the cursor, colour the screen or turn the line: controls and bidi marks taken out.

    Terminal escapes in a page would otherwise act on the reader's terminal.
    """
    return text.translate(_CONTROLS)


def _wrapped(pieces: list[Piece], width: int) -> Iterator[list[Piece]]:
    """Broken at blanks, a word longer than a line at its end; words keep their style."""
    line: list[Piece] = []
    free = width
    for piece in pieces:
        for word in _words(piece, width):
            size = cell_len(word.text)
            if size > free and line and cell_len(word.text.rstrip()) > free:
                yield _joined(line)
                line, free = [], width
                word = Piece(word.text.lstrip(), word.style)
                size = cell_len(word.text)
            if word.text:
                line.append(word)
                free -= size
    if line:
        yield _joined(line)


def _words(piece: Piece, width: int) -> Iterator[Piece]:
    """Each word with the blanks after it."""
    word = ""
    for character in piece.text:
        if (word and word[-1] == " " and character != " ") or len(word) >= width:
            yield Piece(word, piece.style)
            word = ""
        word += character
    if word:
        yield Piece(word, piece.style)


def _joined(line: list[Piece]) -> list[Piece]:
    """Neighbours of one style made one piece again, so that they are ordered together."""
    joined: list[Piece] = []
    for piece in line:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    joined[-1] = Piece(joined[-1].text.rstrip(), joined[-1].style)
    return [piece for piece in joined if piece.text]
