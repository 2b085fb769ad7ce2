"""A reading for people at a terminal: headline, who said what through whom, what is expected, what to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from rich.text import Text

from musnad.cli.lines import Layout, Piece
from musnad.messages import say
from musnad.model import Expectation, Reading, Statement

#: Points from the speaker outwards, in a line that is read from the right.
_THROUGH = " \u2190 "
_BULLET = " \u00b7 "


class View:
    """Readings drawn in one language of labels; the page's own words stay as they are, read from the right."""

    def __init__(self, layout: Layout, language: str) -> None:
        self.layout = layout
        self.language = language
        self.rtl = language == "ar"

    def reading(self, reading: Reading) -> Iterator[Text]:
        """All lines of one reading."""
        yield from self._head(reading)
        yield from self._title("view.said", len(reading.statements))
        if not reading.statements:
            yield from self._label([Piece(self._say("view.nobody"), "dim")], indent=2)
        for number, statement in enumerate(reading.statements, start=1):
            yield from self.statement(statement, reading.text, number)
        if reading.expectations:
            yield from self._title("view.expected", len(reading.expectations))
        for number, expectation in enumerate(reading.expectations, start=1):
            yield from self._expectation(expectation, reading.text, number)
        if reading.warnings:
            yield from self._title("view.warnings")
        for warning in reading.warnings:
            yield from self._label([Piece(say(warning.code, self.language, **warning.values), "yellow")], indent=2)

    def statement(self, statement: Statement, text: str, number: int) -> Iterator[Text]:
        """One statement: its kind on the first line, then who said it through whom, then the words."""
        yield Text()
        kinds = [Piece(f"{number}. ", "dim"), Piece(self._say(f"stance.{statement.stance}"), "bold yellow")]
        kinds += [Piece(_BULLET + self._say(f"mode.{statement.mode}"))]
        kinds += [Piece(_BULLET + self._say(f"source_kind.{statement.source_kind}"))]
        kinds += [Piece(_BULLET + self._sure(statement.confidence), "dim")]
        yield from self._label(kinds)
        if statement.chain:
            yield from self._words(self._chain(statement), indent=4)
        yield from self._words(self._said(statement, text), indent=4)
        for key, span in (("view.addressee", statement.addressee), ("view.medium", statement.medium)):
            if span:
                yield from self._named(key, span.of(text), indent=4)
        if statement.source is None and statement.cue and statement.chain:
            yield from self._label([Piece(self._say("view.subject_dropped"), "dim")], indent=4)

    def title(self, words: str) -> Iterator[Text]:
        """A heading of the program's own words."""
        yield Text()
        yield from self._label([Piece(words, "bold underline")])

    def words(self, words: str, style: str = "", indent: int = 2) -> Iterator[Text]:
        """A paragraph of the page's words."""
        yield from self._words([Piece(words, style)], indent)

    def label(self, words: str, style: str = "", indent: int = 2) -> Iterator[Text]:
        """A paragraph of the program's own words."""
        yield from self._label([Piece(words, style)], indent)

    def pieces(self, pieces: list[Piece], indent: int = 2) -> Iterator[Text]:
        """A paragraph of the page's words in several styles."""
        yield from self._words(pieces, indent)

    def facts(self, facts: list[str], indent: int = 0) -> Iterator[Text]:
        """Small things to know, side by side."""
        yield from self._label(_separated([Piece(fact, "dim") for fact in facts if fact]), indent)

    def days(self, first: date | None, last: date | None) -> str:
        """A day or a stretch of days, in words."""
        if first is None or last is None:
            return self._say("view.no_due")
        if first == last:
            return day_in_words(first, self.language)
        ends = (day_in_words(day, self.language) for day in (first, last))
        return say("view.day_range", self.language, **dict(zip(("first", "last"), ends, strict=True)))

    def _head(self, reading: Reading) -> Iterator[Text]:
        article = reading.article
        headline = reading.headline
        if headline:
            yield from self._words([Piece(headline, "bold")])
        else:
            yield from self._label([Piece(self._say("view.no_headline"), "bold dim")])
        day = self.days(article.published, article.published) if article.published else self._say("view.no_day")
        yield from self.facts([day, self._say(f"page_kind.{article.kind}"), article.outlet or "", article.url or ""])
        byline = article.byline.of(reading.text) if article.byline else article.meta_byline
        credit = article.credit.of(reading.text) if article.credit else article.meta_credit
        for key, name in (("view.byline", byline), ("view.credit", credit)):
            if name:
                yield from self._named(key, name)

    def _chain(self, statement: Statement) -> list[Piece]:
        pieces: list[Piece] = []
        for link in statement.chain:
            pieces += [Piece(_THROUGH, "dim")] if pieces else []
            pieces.append(Piece(link.text, "magenta" if link.role == "outlet" else "bold cyan"))
        return pieces

    def _said(self, statement: Statement, text: str) -> list[Piece]:
        cue = statement.cue.of(text) if statement.cue else self._say("view.headline_colon") if self.rtl else ""
        pieces = [Piece(cue, "yellow"), Piece(": ")] if cue else []
        for number, span in enumerate(statement.content):
            pieces += [Piece(" \u2026 ", "dim")] if number else []
            pieces.append(Piece(span.of(text)))
        return pieces

    def _expectation(self, expectation: Expectation, text: str, number: int) -> Iterator[Text]:
        yield Text()
        when = self.days(expectation.due_from, expectation.due_to)
        label = [Piece(f"{number}. ", "dim"), Piece(when, "bold green")]
        label += [Piece(_BULLET + self._say(f"certainty.{expectation.certainty}"))]
        yield from self._label([*label, Piece(_BULLET + self._sure(expectation.confidence), "dim")])
        due = [Piece(_BULLET, "dim"), Piece(expectation.due.of(text), "green")] if expectation.due else []
        yield from self._words([Piece(expectation.event.of(text)), *due], indent=4)

    def _named(self, key: str, words: str, indent: int = 0) -> Iterator[Text]:
        yield from self._label([Piece(self._say(key) + ": ", "dim"), Piece(words, "cyan")], indent)

    def _title(self, key: str, count: int | None = None) -> Iterator[Text]:
        yield from self.title(self._say(key) + (f" ({count})" if count is not None else ""))

    def _label(self, pieces: list[Piece], indent: int = 0) -> Iterator[Text]:
        yield from self.layout.paragraph(pieces, rtl=self.rtl, indent=indent)

    def _words(self, pieces: list[Piece], indent: int = 0) -> Iterator[Text]:
        yield from self.layout.paragraph(pieces, rtl=True, indent=indent)

    def _sure(self, confidence: float) -> str:
        return say("view.sure", self.language, percent=round(100 * confidence))

    @property
    def _say(self) -> Callable[[str], str]:
        return lambda key: say(key, self.language)


def day_in_words(day: date, language: str) -> str:
    """``Saturday, 24 July 2021``, in the language of the labels (CLDR)."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM y", locale=language)


def _separated(pieces: list[Piece]) -> list[Piece]:
    return [part for piece in pieces for part in (Piece(_BULLET, "dim"), piece)][1:]
