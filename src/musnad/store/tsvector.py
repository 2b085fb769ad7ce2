"""The index of words in PostgreSQL: a ``tsvector`` column over the key columns of ``passages``, with a GIN index.

The keys are made into lexemes as they are, a letter before each telling its column, so that no parser, dictionary or
locale of the server has a say in what a word is (``musnad_words`` below; PostgreSQL manual, 8.11.1), and no phrase runs
from one column into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

if TYPE_CHECKING:
    from musnad.store.index import Match

#: A lexeme has at most 2,046 bytes; a key is cut long before.
_LONGEST_KEY = 120
# A tsvector has at most 1 MB and 16,383 positions: of a longer passage the first words are indexed, half of them and
# half again while it does not fit.
_FUNCTION = f"""
CREATE FUNCTION musnad_words(VARIADIC columns text[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE most integer := 16000;
BEGIN
  LOOP
    BEGIN
      RETURN coalesce((
        SELECT string_agg(
          quote_literal(chr(96 + col::int) || left(key, {_LONGEST_KEY})) || ':' || least(at, 16383), ' ')
        FROM unnest(columns) WITH ORDINALITY AS c(line, col),
        LATERAL unnest((string_to_array(line, ' '))[:most]) WITH ORDINALITY AS k(key, at)
        WHERE key <> ''
      ), '')::tsvector;
    EXCEPTION WHEN program_limit_exceeded THEN
      most := most / 2;
    END;
  END LOOP;
END $$"""


def create(connection: Connection, columns: Sequence[str]) -> None:
    """Add the column of lexemes to ``passages``, made by the database from the key columns, and its index."""
    connection.exec_driver_sql(_FUNCTION)
    made = f"musnad_words({', '.join(columns)})"
    command = f"ALTER TABLE passages ADD COLUMN lexemes tsvector GENERATED ALWAYS AS ({made}) STORED"
    connection.exec_driver_sql(command)
    connection.exec_driver_sql("CREATE INDEX passages_lexemes ON passages USING gin (lexemes)")


def find(connection: Connection, match: Match, limit: int, columns: Sequence[str]) -> list[int]:
    """The places of at most ``limit`` passages that match, newest first."""
    conditions = ["lexemes @@ CAST(:query AS tsquery)"]
    conditions += ["id >= :start"] if match.start is not None else []
    conditions += ["id < :stop"] if match.stop is not None else []
    conditions += ["version > :newer"] if match.newer_than is not None else []
    command = f"SELECT id FROM passages WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT :limit"
    places = {"start": match.start, "stop": match.stop, "newer": match.newer_than}
    values = {"query": _expression(match, columns), **places, "limit": limit}
    asked = {name: value for name, value in values.items() if f":{name}" in command}
    return list(connection.execute(text(command), asked).scalars())


def is_whole(connection: Connection) -> bool:
    """Whether the index is there and the database calls it valid; the lexemes themselves it makes from the row."""
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('passages_lexemes')"
    return bool(connection.execute(text(valid)).scalar())


def rebuild(connection: Connection) -> None:
    """Make the index anew from the passages."""
    connection.exec_driver_sql("DROP INDEX IF EXISTS passages_lexemes")
    connection.exec_driver_sql("CREATE INDEX passages_lexemes ON passages USING gin (lexemes)")


def _expression(match: Match, columns: Sequence[str]) -> str:
    letters = {column: chr(97 + number) for number, column in enumerate(columns)}
    everywhere = [letters[column] for column in columns if column != "facets"]
    parts = [f"({' | '.join(_phrase(letter, words) for letter in everywhere)})" for words in match.words]
    for column, keys in (("speaker", match.speaker), ("outlet", match.outlet), ("facets", match.facets)):
        parts += [_phrase(letters[column], key.split()) for key in keys]
    for terms in match.either:
        phrases = (_phrase(letters[column], term.keys) for term in terms for column in term.columns.split())
        parts.append(f"({' | '.join(phrases)})")
    return " & ".join(parts)


def _phrase(letter: str, words: Sequence[str]) -> str:
    keys = [letter + key[:_LONGEST_KEY].replace("'", "").replace("\\", "") for key in words]
    return "(" + " <-> ".join(f"'{key}'" for key in keys) + ")"
