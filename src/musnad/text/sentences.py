"""Paragraphs and sentences. A paragraph is a line of the article's own zones; no sentence crosses its end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from musnad.lexicon import table
from musnad.model import Article, Quote
from musnad.text.tokens import Form

_STOPS = frozenset(".!?\u061f\u2026\u06d4")
_CLOSERS = frozenset("\"'\u201d\u201c\u00bb\u203a\u2019)]}")
_GOES_ON = frozenset(",\u060c;\u061b:")


class Paragraph(NamedTuple):
    """A line of the article and the zone it stands in."""

    start: int
    end: int
    zone: str


def paragraphs(article: Article) -> list[Paragraph]:
    """The lines, not blank, of the zones that are the article's own words."""
    found: list[Paragraph] = []
    for zone in article.in_article():
        at = zone.start
        for line in article.text[zone.start : zone.end].splitlines(keepends=True):
            if line.strip():
                found.append(Paragraph(at, at + len(line), zone.zone))
            at += len(line)
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("ar/abbreviations")["before_a_name"])


def split(text: str, forms: Sequence[Form], closed: Sequence[Quote]) -> list[tuple[int, int]]:
    """The sentences of one paragraph, as half-open ranges of its forms."""
    cuts: list[tuple[int, int]] = []
    first = at = 0
    while at < len(forms):
        at += 1
        if forms[at - 1].text in _STOPS and _ends(forms, at):
            while at < len(forms) and (forms[at].text in _STOPS or _closes(text, forms, at)):
                at += 1
            if at < len(forms) and forms[at].text in _GOES_ON:
                continue
            cuts.append((first, at))
            first = at
    if first < len(forms):
        cuts.append((first, len(forms)))
    return cuts


def _ends(forms: Sequence[Form], after: int) -> bool:
    """Whether the full stop before ``after`` ends a sentence rather than an abbreviation."""
    before = forms[after - 2].text if after >= 2 else ""
    return not (forms[after - 1].text == "." and before in _abbreviations())


def _closes(text: str, forms: Sequence[Form], at: int) -> bool:
    form = forms[at]
    return form.text in _CLOSERS and not text[form.start - 1].isspace()
