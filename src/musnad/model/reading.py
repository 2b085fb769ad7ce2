"""A page, read: the nouns together, and the form in which other programs get them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from musnad.model.article import Article
from musnad.model.document import Document, Entity, Quantity, TimeExpression
from musnad.model.page import Page, PageWarning
from musnad.model.span import Span
from musnad.model.statement import Expectation, Link, Statement

Say = Callable[[PageWarning], str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one page. ``id`` is the page's: given by the caller, else derived from URL or text."""

    id: str
    page: Page
    article: Article
    document: Document
    statements: tuple[Statement, ...]
    expectations: tuple[Expectation, ...]
    warnings: tuple[PageWarning, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def headline(self) -> str | None:
        span = self.article.headline
        return span.of(self.text) if span else None

    def to_dict(self, say: Say | None = None) -> dict[str, object]:
        """The contract's object (``docs/contract.md``). ``say`` puts a warning into words; default English."""
        text, article = self.text, self.article
        return {
            "id": self.id,
            "kind": article.kind,
            "url": article.url,
            "outlet": article.outlet,
            "published": _day(article.published),
            "language": article.language,
            "archived": {"record": self.page.record, "digest": self.page.digest} if self.page.record else None,
            "text": text,
            "zones": [{"zone": z.zone, "start": z.start, "end": z.end} for z in article.zones],
            "article": {
                "headline": _span(article.headline, text),
                "byline": _span(article.byline, text) or _spanless(article.meta_byline),
                "category": _span(article.category, text),
                "credit": _span(article.credit, text) or _spanless(article.meta_credit),
                "dateline": _span(article.dateline, text),
                "credit_outlet": article.credit_outlet,
            },
            "statements": [statement_to_dict(s, text) for s in self.statements],
            "entities": [_entity(e, text) for e in self.document.entities],
            "times": [_time(t, text) for t in self.document.times],
            "quantities": [_quantity(q, text) for q in self.document.quantities],
            "expectations": [expectation_to_dict(e, text) for e in self.expectations],
            "warnings": [_warning(w, say or _plain) for w in self.warnings],
        }


def statement_to_dict(statement: Statement, text: str) -> dict[str, object]:
    """One statement as the contract prints it."""
    return {
        "id": statement.id,
        "cue": _span(statement.cue, text),
        "source": _span(statement.source, text),
        "antecedent": _span(statement.antecedent, text),
        "content": [span.to_dict(text) for span in statement.content],
        "mode": statement.mode,
        "source_kind": statement.source_kind,
        "chain": [_link(link) for link in statement.chain],
        "addressee": _span(statement.addressee, text),
        "medium": _span(statement.medium, text),
        "stance": statement.stance,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "because": _spans(statement.because, text),
        "anonymity": _span(statement.anonymity, text),
    }


def expectation_to_dict(expectation: Expectation, text: str) -> dict[str, object]:
    """One expectation as the contract prints it."""
    return {
        "event": _span(expectation.event, text),
        "due": _span(expectation.due, text),
        "due_from": _day(expectation.due_from),
        "due_to": _day(expectation.due_to),
        "grain": expectation.grain,
        "certainty": expectation.certainty,
        "statement": expectation.statement,
        "confidence": expectation.confidence,
        "rule": expectation.rule,
    }


def _link(link: Link) -> dict[str, object]:
    start, end = (link.span.start, link.span.end) if link.span else (None, None)
    return {
        "start": start,
        "end": end,
        "text": link.text,
        "role": link.role,
        "entity": link.entity,
        "taken_from": link.taken_from,
    }


def _entity(entity: Entity, text: str) -> dict[str, object]:
    return {
        **entity.span.to_dict(text),
        "type": entity.type,
        "entity": entity.entity,
        "long_form": _span(entity.long_form, text),
        "model": entity.model,
    }


def _time(time: TimeExpression, text: str) -> dict[str, object]:
    return {**time.span.to_dict(text), "from": _day(time.first), "to": _day(time.last), "grain": time.grain}


def _quantity(quantity: Quantity, text: str) -> dict[str, object]:
    return {
        **quantity.span.to_dict(text),
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit,
        "approximate": quantity.approximate,
    }


def _warning(warning: PageWarning, say: Say) -> dict[str, object]:
    # The values are kept beside the sentence, so that it can be said again in another language.
    values = {name: value if isinstance(value, int | float) else str(value) for name, value in warning.values.items()}
    return {"code": warning.code, "message": say(warning), "values": values}


def _span(span: Span | None, text: str) -> dict[str, object] | None:
    return span.to_dict(text) if span else None


def _spans(spans: Iterable[Span], text: str) -> list[dict[str, object]]:
    return [span.to_dict(text) for span in spans]


def _spanless(words: str | None) -> dict[str, object] | None:
    # Metadata of an HTML page is not in its text: the words are kept, the place is null.
    return {"start": None, "end": None, "text": words} if words else None


def _day(day: object) -> str | None:
    return day.isoformat() if day else None  # type: ignore[attr-defined]


def _plain(warning: PageWarning) -> str:
    from musnad.messages import say

    return say(warning.code, "en", **warning.values)
