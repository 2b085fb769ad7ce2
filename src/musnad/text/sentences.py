"""Paragraphs and sentences. A paragraph is a line of the article's own zones; no sentence crosses its end.

Sentences end at ``. ! ? ؟ …``, not after an abbreviation or an initial, not inside parentheses, not inside a short
quotation. Inside a long one they do: what was said is found again through ``Document.quotes``. Two full stops are
the dash of Arabic headlines and end nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from musnad.lexicon import table
from musnad.model import Article, Quote
from musnad.text.tokens import Form

_STOPS = frozenset(".!?\u061f\u2026\u06d4")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_CLOSERS = frozenset("\"'\u201d\u201c\u00bb\u203a\u2019)]}")
_GOES_ON = frozenset(",\u060c;\u061b:")
#: Words from which a quotation is long enough to hold sentences of its own, and a piece beside an ellipsis is one.
LONG_QUOTE, LONG_PIECE = 25, 3
_LONG_BRACKET = 40


class Paragraph(NamedTuple):
    """A line of the article and the zone it stands in; positions in code points, without the line's white space."""

    start: int
    end: int
    zone: str


def paragraphs(article: Article) -> list[Paragraph]:
    """The lines, not blank, of the zones that are the article's own words."""
    found: list[Paragraph] = []
    for zone in article.in_article():
        at = zone.start
        for line in article.text[zone.start : zone.end].splitlines(keepends=True):
            if words := line.strip():
                start = at + len(line) - len(line.lstrip())
                found.append(Paragraph(start, start + len(words), zone.zone))
            at += len(line)
    return found


class Edges(NamedTuple):
    """Where quotation marks stand that open and that close, in code points."""

    opening: frozenset[int]
    closing: frozenset[int]

    @classmethod
    def of(cls, quotes: Sequence[Quote]) -> Edges:
        return cls(frozenset(q.start for q in quotes), frozenset(q.inner.end for q in quotes if q.closed))


def split(forms: Sequence[Form], quotes: Sequence[Quote], edges: Edges) -> list[tuple[int, int]]:
    """The sentences of one paragraph, as half-open ranges of its forms.

    ``quotes`` are the outermost closed quotations that meet it, ``edges`` the marks of all.
    """
    return _Splitter(forms, quotes, edges).split()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("ar/abbreviations")["before_a_name"])


@cache
def _address_ends() -> frozenset[str]:
    return frozenset(table("ar/abbreviations")["after_a_dot"])


class _Splitter:
    """One paragraph's forms with what encloses them."""

    def __init__(self, forms: Sequence[Form], quotes: Sequence[Quote], edges: Edges) -> None:
        self.forms = forms
        self.opening, self.closing = edges
        self.enclosed = _in_brackets(forms) | _in_short_quotes(forms, quotes)

    def split(self) -> list[tuple[int, int]]:
        cuts: list[tuple[int, int]] = []
        first = at = 0
        while at < len(self.forms):
            at += 1
            if self.forms[at - 1].text not in _STOPS:
                continue
            run = at - 1
            while at < len(self.forms) and self.forms[at].text in _STOPS:
                at += 1
            after = at
            while after < len(self.forms) and self._closes(after):
                after += 1
            if self._ends(first, run, at, after):
                cuts.append((first, after))
                first = at = after
        if first < len(self.forms):
            cuts.append((first, len(self.forms)))
        return cuts

    def _closes(self, at: int) -> bool:
        """Whether the mark belongs to the sentence before it."""
        form = self.forms[at]
        if form.start in self.closing:
            return True
        near = form.start == self.forms[at - 1].end and form.start not in self.opening
        return form.text in _CLOSERS and near and (at + 1 == len(self.forms) or self.forms[at + 1].start > form.end)

    def _ends(self, first: int, run: int, stop: int, after: int) -> bool:
        """Whether the stops ``run:stop``, with the closing marks up to ``after``, end the sentence from ``first``."""
        if after == len(self.forms):
            return True
        if run in self.enclosed or self.forms[after].text in _GOES_ON:
            return False
        stops = "".join(form.text for form in self.forms[run:stop])
        if stops == ".":
            return not self._abbreviates(first, run)
        if stops == "..":
            return False
        if stops in ("...", "\u2026"):
            return run - first >= LONG_PIECE and len(self.forms) - after >= LONG_PIECE
        # A question inside quotation marks may be the object of the verb that follows it.
        return after == stop or "." in stops or self.forms[after].start in self.opening

    def _abbreviates(self, first: int, run: int) -> bool:
        """Whether the full stop at ``run`` belongs to the word before it: title, initial, item's number, site."""
        if run == first:
            return False
        before, following = self.forms[run - 1], self.forms[run + 1]
        if before.end != self.forms[run].start or not before.text[0].isalnum():
            return False
        if following.start == self.forms[run].end and following.text in _address_ends():
            return True
        if before.text.isdigit():
            return run - 1 == first and len(before.text) < 3
        if before.text in _abbreviations() or len(before.text) == 1:
            return True
        initials = "." in before.text and all(len(part) == 1 for part in before.text.split("."))
        # An agency's initials may end a sentence: the next one then begins with its waw.
        return initials and (len(before.text) < 5 or not following.text.startswith("\u0648"))


def _in_brackets(forms: Sequence[Form]) -> set[int]:
    """The forms inside brackets that close again, soon."""
    inside: set[int] = set()
    stack: list[tuple[int, str]] = []
    for at, form in enumerate(forms):
        if form.text in _BRACKETS:
            stack.append((at, _BRACKETS[form.text]))
        elif stack and form.text == stack[-1][1]:
            start, _ = stack.pop()
            if not stack and at - start <= _LONG_BRACKET:
                inside.update(range(start + 1, at))
    return inside


def _in_short_quotes(forms: Sequence[Form], quotes: Sequence[Quote]) -> set[int]:
    """The forms inside quotations of fewer than ``LONG_QUOTE`` words, their last stops not among them."""
    inside: set[int] = set()
    at = 0
    for quote in quotes:
        while at < len(forms) and forms[at].start < quote.inner.start:
            at += 1
        first = at
        while at < len(forms) and forms[at].end <= quote.inner.end:
            at += 1
        last = at
        while last > first and forms[last - 1].text in _STOPS:
            last -= 1
        if sum(form.text[0].isalnum() for form in forms[first:last]) < LONG_QUOTE:
            inside.update(range(first, last))
    return inside
