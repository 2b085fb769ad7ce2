"""A reading → the traces it leaves in the ledger: what its page expects, and what it tells of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from musnad.ledger.marks import Marking, Marks
from musnad.ledger.telling import Told, events_of, nouns_in, only_holds, told_in
from musnad.lexicon import fold
from musnad.lexicon.happenings import noun_forms, words
from musnad.model import ARTICLE_ZONES, Article, Document, Sentence, Span, Teller, Trace, Zone
from musnad.text.layers import annotate_words

Record = Mapping[str, Any]
_MOST_WIDE, _LONGEST = 60, 600
_NEAR_TO, _BEHIND = 4, 14
_FOR = "\u0644"


def traces_of(record: Record, document: Document | None = None) -> tuple[Trace, ...]:
    """The traces of one reading in the contract's form, in order of the text. Linear.

    ``document`` is the reading's own, where it is at hand: its words need not be analysed anew.
    """
    return tuple(_Page(record, document).traces())


class _Page:
    def __init__(self, record: Record, document: Document | None) -> None:
        self.record = record
        # A page without an article has no words of its own: all of its text is looked at then.
        self.document = document if document and document.tokens else annotate_words(_article(record))
        self.marking = Marking(self.document.tokens, record["entities"], record["times"])
        self.statements = {statement["id"]: statement for statement in record["statements"]}
        day = record["published"]
        published = date.fromisoformat(day) if day else None
        self.teller = Teller(record["id"], record["url"], record["outlet"], published)
        self.wide = self._wide()

    def traces(self) -> Iterator[Trace]:
        expected = [self._expected(expectation) for expectation in self.record["expectations"]]
        for sentence in self.document.sentences:
            for told in told_in(self.document.tokens_of(sentence), self._is_denied(sentence)):
                yield self._told(sentence, told)
        yield from (trace for trace in expected if trace)

    def _wide(self) -> Marks:
        found: dict[str, None] = {}
        for sentence in self.document.sentences:
            if sentence.zone in ("headline", "lede") or sentence.paragraph <= 1:
                found.update(dict.fromkeys(self.marking.within(sentence.first, sentence.last)))
        return tuple(found)[:_MOST_WIDE]

    def _expected(self, expectation: Record) -> Trace | None:
        event = expectation["event"]
        first, last = self.marking.place(event["start"]), self.marking.place(event["end"] - 1) + 1
        sentence = next((s for s in self.document.sentences if s.first <= first < s.last), None)
        if sentence is None:
            return None
        last = self._whole(first, last, sentence)
        kinds = events_of(self.document.tokens[first:last])
        if not kinds:
            return None
        due = expectation["due"]["text"] if expectation["due"] else ""
        return Trace(
            teller=self.teller,
            tells="expected",
            events=kinds,
            words=self._text(Span(event["start"], max(event["end"], self.document.tokens[last - 1].end))),
            sentence=self._text(sentence.span),
            start=event["start"],
            near=self.marking.within(first, last, kinds),
            around=self.marking.within(sentence.first, sentence.last, kinds),
            wide=self.wide,
            days=self._due_days(expectation, due),
            grain=expectation["grain"],
            by_end=self._is_by_end(expectation, due),
            repeats=self._repeats(sentence),
            certainty=expectation["certainty"],
            statement=expectation["statement"],
            chain=self._chain(expectation["statement"]),
        )

    def _told(self, sentence: Sentence, told: Told) -> Trace:
        start = self.document.tokens[sentence.first + told.at].start
        events = told.events or self._events_near(sentence)
        around = self.marking.within(sentence.first, sentence.last, events)
        return Trace(
            teller=self.teller,
            tells=told.tells,
            events=events,
            words=self._text(sentence.span),
            sentence=self._text(sentence.span),
            start=start,
            near=around,
            around=around,
            wide=self.wide,
            days=tuple(self._spoken_of(sentence, told, start)),
        )

    def _events_near(self, sentence: Sentence) -> tuple[str, ...]:
        """The event of a sentence that names none beside its verb: its own first noun of one, else the headline's."""
        own = nouns_in(self.document.tokens, sentence.first, sentence.last)
        head = self.document.sentences[0]
        return own or nouns_in(self.document.tokens, head.first, head.last)

    def _spoken_of(self, sentence: Sentence, told: Told, start: int) -> Iterator[tuple[date, date]]:
        """The days of a sentence: of a postponement the new ones, behind ``إلى``; of a report those past."""
        published = self.teller.published
        if told.ended:
            return
        for time in self.record["times"]:
            if not (sentence.start <= time["start"] < sentence.end and time["from"] and time["to"]):
                continue
            first, last = date.fromisoformat(time["from"]), date.fromisoformat(time["to"])
            if told.tells == "postponed":
                if time["start"] > start and last >= (published or last) and self._follows_to(time["start"]):
                    yield first, last
                elif time["start"] > start and _has_to(time["text"]):
                    yield last, last
            elif published is None or first <= published:
                yield first, last

    def _follows_to(self, start: int) -> bool:
        """True where the words for ``to`` stand in or close before a time."""
        at = self.marking.place(start)
        tokens = self.document.tokens[max(0, at - _NEAR_TO) : at + 1]
        return any(token.word.key in words("moved", "to") or _FOR in token.word.proclitics for token in tokens)

    def _due_days(self, expectation: Record, due: str) -> tuple[tuple[date, date], ...]:
        """Its days; of what is moved from one to another (``إرجاء الاجتماع من الاثنين إلى الأربعاء``) the second."""
        days = _days(expectation["due_from"], expectation["due_to"])
        moved = fold(expectation["event"]["text"].partition(" ")[0]) in noun_forms("moved")
        return tuple((last, last) for _, last in days) if moved and _has_to(due.partition(" ")[2]) else days

    def _is_by_end(self, expectation: Record, due: str) -> bool:
        """True where the words name an end (``by``), or the days begin with the day of the page and are many."""
        first, last = expectation["due_from"], expectation["due_to"]
        if not first or not last or self.teller.published is None:
            return False
        many = (date.fromisoformat(last) - date.fromisoformat(first)).days > 7
        opened = date.fromisoformat(first) <= self.teller.published
        return opened and (many or due.split(" ", 1)[0] in words("rows", "by_end"))

    def _is_denied(self, sentence: Sentence) -> bool:
        denied = [s for s in self.record["statements"] if s["stance"] == "denies"]
        return any(
            part["start"] < sentence.end and sentence.start < part["end"] for s in denied for part in s["content"]
        )

    def _repeats(self, sentence: Sentence) -> bool:
        keys = {token.word.stem_key for token in self.document.tokens_of(sentence)}
        return bool(keys & words("rows", "repeating"))

    def _whole(self, first: int, last: int, sentence: Sentence) -> int:
        """Where the event ends: past the due words too, where the noun of what is held stands behind them
        (``تستضيف المدينة في 20 أيار مؤتمرا``)."""
        tokens = self.document.tokens
        if not only_holds(tokens[first:last]):
            return last
        for at in range(last, min(sentence.last, last + _BEHIND)):
            if tokens[at].pos in ("PUNCT", "VERB"):
                return at
        return last

    def _chain(self, statement: str | None) -> tuple[str, ...]:
        found = self.statements.get(statement or "")
        return tuple(link["text"] for link in found["chain"]) if found else ()

    def _text(self, span: Span) -> str:
        return " ".join(span.of(self.document.text).split())[:_LONGEST]


def _article(record: Record) -> Article:
    zones = tuple(Zone(zone["zone"], zone["start"], zone["end"]) for zone in record["zones"])
    own = any(zone.zone in ARTICLE_ZONES for zone in zones)
    text = record["text"]
    return Article(text, record["kind"], zones if own else (Zone("body", 0, len(text)),) if text else ())


def _has_to(text: str) -> bool:
    """True for days of which the second is the one something is moved to."""
    return not words("moved", "to").isdisjoint(map(fold, text.split()))


def _days(first: str | None, last: str | None) -> tuple[tuple[date, date], ...]:
    if not first or not last:
        return ()
    return ((date.fromisoformat(first), date.fromisoformat(last)),)
