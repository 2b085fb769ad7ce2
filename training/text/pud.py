"""UD_Arabic-PUD (CC BY-SA 3.0) as surface words: how each is cut, its parts of speech and lemmas.

The treebank writes clitics as tokens of their own, joined to their neighbour by ``SpaceAfter=No``, and has no
multiword lines; a surface word is a run of such tokens that holds no mark.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from musnad.text.bare import bare


@dataclass(frozen=True, slots=True)
class Piece:
    """One token of the treebank."""

    form: str
    lemma: str
    pos: str
    xpos: str
    features: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Surface:
    """A word as it stands between spaces and marks, and the tokens it is made of."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.form for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence: its document, its text, its surface words."""

    document: str
    number: str
    text: str
    words: tuple[Surface, ...]


def data_folder(argument: str | None = None) -> Path:
    """The folder of training data: the argument, else ``MUSNAD_DATA``, else ``../shared/data``."""
    return Path(argument or os.environ.get("MUSNAD_DATA") or "../shared/data")


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file, in order."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        pieces = [_piece(line.split("\t")) for line in lines if line[:1].isdigit()]
        number = comments["sent_id"]
        yield Tree(number[:-3], number, comments["text"], tuple(_surfaces(pieces)))


def _piece(columns: list[str]) -> Piece:
    return Piece(columns[1], columns[2], columns[3], columns[4], columns[5], "SpaceAfter=No" in columns[9])


def _surfaces(pieces: list[Piece]) -> Iterator[Surface]:
    run: list[Piece] = []
    for piece in pieces:
        if piece.pos == "PUNCT" or not any(character.isalpha() for character in piece.form):
            if run:
                yield Surface(tuple(run))
            run = []
            yield Surface((piece,))
            continue
        run.append(piece)
        if not piece.joined:
            yield Surface(tuple(run))
            run = []
    if run:
        yield Surface(tuple(run))


def starts_with_article(piece: Piece) -> bool:
    """Whether the form begins with the article: it has the letters and its lemma has not (``التقى`` is no such)."""
    form, lemma = bare(piece.form), bare(piece.lemma).replace("\u0671", "\u0627")
    article = "\u0627\u0644"
    return form.startswith(article) and len(form) > 3 and (piece.pos == "NUM" or not lemma.startswith(article))
