"""The face of Musnad in Python: what ``musnad.read`` returns, as views over the nouns of ``model/``.

A view adds nothing to what was read and changes nothing: it puts words where the noun has positions, and knows how to
show itself. The noun is always there (``ReadPage.noun``, ``Said.noun``), and what a view prints is the contract's form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from musnad.model import Entity, Expectation, Link, Page, PageKind, PageWarning, Quantity, Reading, Span, Statement
from musnad.model import TimeExpression as Time
from musnad.model.reading import expectation_to_dict, statement_to_dict

if TYPE_CHECKING:
    import pandas  # pyright: ignore[reportMissingTypeStubs]
    import polars

_PARTED = " \u2026 "
_THROUGH = " \u2190 "


class Placed(Protocol):
    """Anything with a place in a text: a span, an entity, a time, a quantity, a zone."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Words(str):
    """Words of a page, and where they stand: a ``str`` with ``start`` and ``end`` in code points of the page's text."""

    __slots__ = ("end", "start")
    start: int
    end: int

    @classmethod
    def at(cls, span: Placed, text: str) -> Words:
        """The words of ``text`` that ``span`` points at."""
        words = cls(text[span.start : span.end])
        words.start, words.end = span.start, span.end
        return words

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: who said what, through whom. ``noun`` is the statement itself, with positions instead of words."""

    noun: Statement
    text: str

    @property
    def id(self) -> str:
        return self.noun.id

    @property
    def speaker(self) -> str | None:
        """The one who first said it, in the words of the chain; None where nobody is named."""
        return self.noun.speaker.text if self.noun.speaker else None

    @property
    def chain(self) -> tuple[Link, ...]:
        """From the speaker to the last carrier before the page; each link has ``text``, ``role`` and ``entity``."""
        return self.noun.chain

    @property
    def carriers(self) -> tuple[str, ...]:
        """Those who passed it on, the first carrier first."""
        return tuple(link.text for link in self.noun.chain[1:])

    @property
    def cue(self) -> Words | None:
        return _words(self.noun.cue, self.text)

    @property
    def source(self) -> Words | None:
        return _words(self.noun.source, self.text)

    @property
    def antecedent(self) -> Words | None:
        return _words(self.noun.antecedent, self.text)

    @property
    def content(self) -> tuple[Words, ...]:
        return tuple(Words.at(span, self.text) for span in self.noun.content)

    @property
    def words(self) -> str:
        """What was said, its stretches joined by an ellipsis."""
        return _PARTED.join(self.content)

    @property
    def addressee(self) -> Words | None:
        return _words(self.noun.addressee, self.text)

    @property
    def medium(self) -> Words | None:
        return _words(self.noun.medium, self.text)

    @property
    def anonymity(self) -> Words | None:
        return _words(self.noun.anonymity, self.text)

    @property
    def stance(self) -> str:
        return self.noun.stance

    @property
    def mode(self) -> str:
        return self.noun.mode

    @property
    def source_kind(self) -> str:
        return self.noun.source_kind

    @property
    def confidence(self) -> float:
        """How sure it is, 0 to 1."""
        return self.noun.confidence

    @property
    def rule(self) -> str:
        """The name of the rule or model that found it."""
        return self.noun.rule

    def to_dict(self) -> dict[str, object]:
        """The statement in the contract's form (``docs/contract.md``)."""
        return statement_to_dict(self.noun, self.text)

    def __str__(self) -> str:
        who = _THROUGH.join(link.text for link in self.noun.chain) or "?"
        return f"{who}: {self.words}"

    def __repr__(self) -> str:
        return f"<Said {self.stance}: {self}>"

    def _repr_html_(self) -> str:
        from musnad.export.notebook import statement_html

        return statement_html(self.to_dict())


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something that the page expects. ``due_from`` and ``due_to`` are inclusive days, None where unknown."""

    noun: Expectation
    text: str

    @property
    def event(self) -> Words:
        return Words.at(self.noun.event, self.text)

    @property
    def due(self) -> Words | None:
        return _words(self.noun.due, self.text)

    @property
    def due_from(self) -> date | None:
        return self.noun.due_from

    @property
    def due_to(self) -> date | None:
        return self.noun.due_to

    @property
    def certainty(self) -> str:
        return self.noun.certainty

    @property
    def confidence(self) -> float:
        return self.noun.confidence

    def to_dict(self) -> dict[str, object]:
        """The expectation in the contract's form."""
        return expectation_to_dict(self.noun, self.text)

    def __repr__(self) -> str:
        return f"<Ahead {self.due_from} \u2013 {self.due_to}: {self.event}>"


class ReadPage:
    """A page, read. Made by :func:`musnad.read`; ``noun`` is the :class:`~musnad.model.Reading` under it."""

    __slots__ = ("noun",)

    def __init__(self, noun: Reading) -> None:
        self.noun = noun

    @property
    def id(self) -> str:
        return self.noun.id

    @property
    def text(self) -> str:
        """The page's text, unchanged; all positions are code points into it."""
        return self.noun.text

    @property
    def headline(self) -> Words | None:
        return _words(self.noun.article.headline, self.text)

    @property
    def byline(self) -> str | None:
        return _words(self.noun.article.byline, self.text) or self.noun.article.meta_byline

    @property
    def published(self) -> date | None:
        return self.noun.article.published

    @property
    def url(self) -> str | None:
        return self.noun.article.url

    @property
    def outlet(self) -> str | None:
        return self.noun.article.outlet

    @property
    def kind(self) -> PageKind:
        """What the page was taken for: ``html``, ``page`` (flattened text) or ``article``."""
        return self.noun.article.kind

    @property
    def language(self) -> str | None:
        return self.noun.article.language

    @property
    def statements(self) -> tuple[Said, ...]:
        return tuple(Said(statement, self.text) for statement in self.noun.statements)

    @property
    def expectations(self) -> tuple[Ahead, ...]:
        return tuple(Ahead(expectation, self.text) for expectation in self.noun.expectations)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Names with their ``type``; ``reading[entity]`` gives the words of one, and so for times and quantities."""
        return self.noun.document.entities

    @property
    def times(self) -> tuple[Time, ...]:
        return self.noun.document.times

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return self.noun.document.quantities

    @property
    def warnings(self) -> tuple[PageWarning, ...]:
        return self.noun.warnings

    def said_by(self, name: str) -> tuple[Said, ...]:
        """The statements whose speaker has these words in their name, however spelt."""
        from musnad.lexicon import fold

        wanted = fold(name)
        return tuple(said for said in self.statements if said.speaker and wanted in fold(said.speaker))

    def to_dict(self) -> dict[str, object]:
        """The reading in the contract's form, as ``musnad read --json`` prints it."""
        return self.noun.to_dict()

    def to_pandas(self) -> pandas.DataFrame:
        """A row for each statement. Raises InputError naming the package to install where pandas is missing."""
        from musnad.export.frames import to_pandas

        return to_pandas([self.to_dict()])

    def to_polars(self) -> polars.DataFrame:
        """The same rows for polars."""
        from musnad.export.frames import to_polars

        return to_polars([self.to_dict()])

    def to_html(self, language: str = "ar") -> str:
        """One self-contained page with the spans in place; ``language`` of its labels ``ar`` or ``en``."""
        from musnad.export.page_html import render

        return render(self.noun, language)

    def __getitem__(self, place: Placed) -> Words:
        return Words.at(place, self.text)

    def __repr__(self) -> str:
        return f"<ReadPage {self.headline or self.id!r}: {len(self.noun.statements)} statements>"

    def _repr_html_(self) -> str:
        from musnad.export.notebook import reading_html

        return reading_html(self.to_dict())


def read(
    source: str | bytes | Path | Page,
    *,
    kind: PageKind = "auto",
    published: date | str | None = None,
    url: str | None = None,
    outlet: str | None = None,
) -> ReadPage:
    """Read one page: its article, who said what in it, and what it says lies ahead.

    ``source`` is the text or HTML of a page, a file, an http(s) address (which is fetched), or a :class:`Page`. A
    string is a file where it is one line that names one. ``published`` is a day (or an ISO day), ``outlet`` and ``url``
    say where the page came from; each wins over what the page says.

    Raises InputError where the page cannot be had or read at all, ModelError where ``MUSNAD_ENTITY_MODEL`` names
    a model that cannot be used; everything short of that is a warning.
    """
    from musnad.gather.one import page_from
    from musnad.gather.records import day
    from musnad.pipeline import read as read_page  # the stages load their models: only when something is read

    known_day = day(published, "published") if isinstance(published, str) else published
    known = Page("", kind, url=url, outlet=outlet, published=known_day)
    return ReadPage(read_page(source if isinstance(source, Page) else page_from(source, known)))


def to_pandas(readings: Iterable[ReadPage]) -> pandas.DataFrame:
    """A row for each statement of many pages."""
    from musnad.export.frames import to_pandas as frame

    return frame(_records(readings))


def to_polars(readings: Iterable[ReadPage]) -> polars.DataFrame:
    """A row for each statement of many pages."""
    from musnad.export.frames import to_polars as frame

    return frame(_records(readings))


def _records(readings: Iterable[ReadPage]) -> list[dict[str, Any]]:
    return [reading.to_dict() for reading in readings]


def _words(span: Span | None, text: str) -> Words | None:
    return Words.at(span, text) if span else None
