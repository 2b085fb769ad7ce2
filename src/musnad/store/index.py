"""The index of words over the passages: the one thing that each database does in its own way.

SQLite: an FTS5 table over the key columns of ``passages``, kept by triggers (FTS5 manual, 4.4.3 "External Content
Tables"). Its row ids are the passages' places, so the newest come first without sorting and a page of results reads
only what it shows. PostgreSQL: a ``tsvector`` of the same columns (``tsvector.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from musnad.store import tsvector

#: The columns of ``passages`` whose keys are sought.
COLUMNS = ("words", "speaker", "outlet", "facets")
_COLUMNS = ", ".join(COLUMNS)
_NEW, _OLD = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("new", "old"))
_CREATE = (
    f"""CREATE VIRTUAL TABLE passage_words USING fts5(
        {_COLUMNS}, content='passages', content_rowid='id', tokenize="unicode61 remove_diacritics 2")""",
    f"""CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
        INSERT INTO passage_words(rowid, {_COLUMNS}) VALUES (new.id, {_NEW}); END""",
    f"""CREATE TRIGGER passages_gone AFTER DELETE ON passages BEGIN
        INSERT INTO passage_words(passage_words, rowid, {_COLUMNS}) VALUES ('delete', old.id, {_OLD}); END""",
)
_FIND = "SELECT rowid FROM passage_words WHERE passage_words MATCH :match"


Columns = Literal["words speaker outlet", "speaker", "outlet", "facets"]


class Term(NamedTuple):
    """Keys that stand one after the other in one of the columns."""

    columns: Columns
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a passage must have: each of ``words`` (a word, or the words of a phrase, as keys) in its words, its
    speaker or its outlet; all of ``speaker`` and ``outlet``; all of ``facets``; of each group in ``either`` at least
    one term; a place from ``start`` up to ``stop``; a version added after the one with the key ``newer_than``.
    """

    words: Sequence[Sequence[str]] = ()
    speaker: Sequence[str] = ()
    outlet: Sequence[str] = ()
    facets: Sequence[str] = ()
    either: Sequence[Sequence[Term]] = ()
    start: int | None = None
    stop: int | None = None
    newer_than: int | None = None


def create(connection: Connection) -> None:
    """Make the index beside the table ``passages``."""
    if connection.dialect.name == "postgresql":
        tsvector.create(connection, COLUMNS)
        return
    for command in _CREATE:
        connection.execute(text(command))


def find(connection: Connection, match: Match, limit: int) -> list[int]:
    """The places of at most ``limit`` passages that match, newest first."""
    if match.start is not None and match.stop is not None and match.start >= match.stop:
        return []
    if connection.dialect.name == "postgresql":
        return tsvector.find(connection, match, limit, COLUMNS)
    where, values = _FIND, {"match": _expression(match), "limit": limit}
    if match.start is not None:
        where, values = f"{where} AND rowid >= :start", {**values, "start": match.start}
    if match.stop is not None:
        where, values = f"{where} AND rowid < :stop", {**values, "stop": match.stop}
    if match.newer_than is not None:
        where += " AND rowid IN (SELECT id FROM passages WHERE version > :newer)"
        values = {**values, "newer": match.newer_than}
    return list(connection.execute(text(f"{where} ORDER BY rowid DESC LIMIT :limit"), values).scalars())


def is_whole(connection: Connection) -> bool:
    """Whether the index says what the passages say."""
    if connection.dialect.name == "postgresql":
        return tsvector.is_whole(connection)
    try:
        # FTS5 manual, 6.4 "The 'integrity-check' Command": with rank 1 against the external content.
        connection.execute(text("INSERT INTO passage_words(passage_words, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError as error:
        if "malformed" not in str(error.orig):
            raise
        return False
    return True


def rebuild(connection: Connection) -> None:
    """Make the index anew from the passages."""
    if connection.dialect.name == "postgresql":
        tsvector.rebuild(connection)
    else:
        connection.execute(text("INSERT INTO passage_words(passage_words) VALUES ('rebuild')"))


def _expression(match: Match) -> str:
    # Keys are letters and digits only, and stand in quotation marks: no word is ever an operator.
    parts = ["{words speaker outlet} : " + _quoted(" ".join(words)) for words in match.words]
    for column, keys in (("speaker", match.speaker), ("outlet", match.outlet), ("facets", match.facets)):
        parts += [f"{column} : {_quoted(key)}" for key in keys]
    for terms in match.either:
        parts.append("(" + " OR ".join(f"{{{term.columns}}} : {_quoted(' '.join(term.keys))}" for term in terms) + ")")
    return " AND ".join(parts)


def _quoted(keys: str) -> str:
    return '"' + keys.replace('"', "") + '"'
