"""Which lines repeat what the page's markup says of itself: its headline, its opening, its body, its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.article.furniture import bare, key_of
from musnad.article.lines import Line
from musnad.article.metadata import Metadata

_OPENING = 60  # code points of a line's key that are looked for in a body or description
_LONG = 40  # words; no headline has more
_SHORT = 12  # shorter headlines are too common to agree by inclusion


def with_agreement(lines: Sequence[Line], said: Metadata) -> tuple[Line, ...]:
    """The lines with ``hints.agrees`` filled in: ``headline``, ``description``, ``body``, ``section``."""
    headline, title, section = (bare(key_of(text)) for text in (said.headline, said.title, said.section))
    description, body = key_of(said.description), key_of(said.body)
    found: list[Line] = []
    for line in lines:
        if line.words == 0 or (line.words > _LONG and not description and not body):
            found.append(line)
            continue
        key = bare(line.key)
        agrees = set()
        if (headline and _same_headline(key, headline)) or (title and _same_headline(key, title)):
            agrees.add("headline")
        if section and key == section:
            agrees.add("section")
        if line.words >= 6 and description and _opens_alike(key, description):
            agrees.add("description")
        if line.words >= 6 and body and key[:_OPENING] in body:
            agrees.add("body")
        if agrees and line.hints is not None:
            line = replace(line, hints=replace(line.hints, agrees=frozenset(agrees)))
        found.append(line)
    return tuple(found)


def _same_headline(key: str, headline: str) -> bool:
    """Equal, or one with the site's name added; marks and digits at the ends do not count."""
    if key == headline:
        return True
    if len(key) < _SHORT or len(headline) < _SHORT or len(key) > 2 * len(headline):
        return False
    if len(key) < len(headline):
        return key in headline and len(key) > 0.6 * len(headline)
    return _letters(key) == _letters(headline)


def _letters(key: str) -> str:
    return "".join(filter(str.isalnum, key))


def _opens_alike(key: str, description: str) -> bool:
    length = min(_OPENING, len(description), len(key))
    return length >= 20 and key[:length] == bare(description)[:length]
