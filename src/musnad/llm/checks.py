"""A proposal → a statement, or the name of the check it failed.

A model may invent, translate, correct or misplace. So every part of a proposal must stand in the passage letter for
letter, begin and end where words do, in the article's own lines; its values must be of the guide
(``docs/annotation.md``); and whether words are quoted is seen on the page, not believed.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from musnad.lexicon import fold
from musnad.lexicon.cues import forms_of
from musnad.lexicon.outlets import outlet_named
from musnad.model import Link, Mode, Reading, Role, SourceKind, Span, Stance, Statement

#: How sure a statement of a model is said to be: not measured, so below what rules find.
CONFIDENCE = 0.5
_STANCES, _MODES, _KINDS, _ROLES = (get_args(values) for values in (Stance, Mode, SourceKind, Role))


class Failed(Exception):
    """A proposal failed a check; the argument names it."""


@dataclass(frozen=True, slots=True)
class Check:
    """The reading and the passage of it that proposals are held to; ``rule`` names the model."""

    reading: Reading
    passage: Span
    rule: str

    def statement(self, proposal: object) -> Statement:
        """The statement that is proposed. Raises Failed."""
        if not isinstance(proposal, Mapping):
            raise Failed("not_an_object")
        content = self._content(proposal.get("content"))
        anchor = content[0].start
        cue = self._span(proposal.get("cue"), anchor)
        source = self._span(proposal.get("source"), cue.start if cue else anchor)
        antecedent = self._span(proposal.get("antecedent"), source.start if source else anchor, earlier=True)
        if cue is None and source is None:
            raise Failed("nobody_says_it")
        if any(part is not None and part.meets(span) for part in (cue, source) for span in content):
            raise Failed("overlaps")
        kind = _one_of(_KINDS, proposal.get("source_kind"))
        return Statement(
            id=_id(self.reading, cue, content),
            cue=cue,
            source=source,
            antecedent=antecedent,
            content=content,
            mode=self._mode(content, _one_of(_MODES, proposal.get("mode"))),
            source_kind=kind,
            chain=tuple(self._chain(source or antecedent, source is None, proposal.get("carriers"), anchor)),
            addressee=self._span(proposal.get("addressee"), anchor),
            medium=self._span(proposal.get("medium"), anchor),
            stance=self._stance(cue, _one_of(_STANCES, proposal.get("stance"))),
            confidence=CONFIDENCE,
            rule=self.rule,
            because=(cue,) if cue else (),
        )

    def _content(self, written: object) -> tuple[Span, ...]:
        pieces = [written] if isinstance(written, str) else written
        if not isinstance(pieces, list) or not pieces:
            raise Failed("no_content")
        spans: list[Span] = []
        for piece in pieces:
            span = self._span(piece, spans[-1].end if spans else self.passage.start)
            if span is None or (spans and span.start < spans[-1].end):
                raise Failed("no_content" if span is None else "overlaps")
            spans.append(span)
        return tuple(spans)

    def _span(self, written: object, anchor: int, *, earlier: bool = False) -> Span | None:
        """Where these words stand in the passage, nearest to ``anchor``; an antecedent anywhere before it."""
        if written is None or written == "":
            return None
        if not isinstance(written, str):
            raise Failed("not_words")
        limits = Span(0, anchor) if earlier else self.passage
        places = list(_places(self.reading.text, written.strip(), limits))
        if not written.strip() or not places:
            raise Failed("not_verbatim")
        inside = [span for span in places if self._in_article(span)]
        whole = [span for span in inside if self._whole_words(span)]
        if not whole:
            raise Failed("cuts_a_word" if inside else "outside_article")
        return min(whole, key=lambda span: abs(span.start - anchor))

    def _whole_words(self, span: Span) -> bool:
        """True where it begins and ends with a word, its prefixes or its pronoun cut off or not."""
        tokens = self.reading.document.tokens
        first = bisect_right(tokens, span.start, key=lambda token: token.start) - 1
        last = bisect_left(tokens, span.end, key=lambda token: token.start) - 1
        if first < 0 or last < first:
            return False
        begins = span.start in (tokens[first].start, tokens[first].stem_start)
        return begins and span.end in (tokens[last].end, tokens[last].stem_end)

    def _in_article(self, span: Span) -> bool:
        return any(zone.span.holds(span) for zone in self.reading.article.in_article())

    def _mode(self, content: tuple[Span, ...], proposed: Mode) -> Mode:
        """Direct where all of it stands in quotation marks, mixed where a part does, whatever the model says."""
        quotes = [quote.inner for quote in self.reading.document.quotes]
        if all(any(quote.holds(span) for quote in quotes) for span in content):
            return "direct"
        if any(quote.meets(span) for quote in quotes for span in content):
            return "mixed"
        return proposed if proposed in ("indirect", "nominal") else "indirect"

    def _stance(self, cue: Span | None, proposed: Stance) -> Stance:
        """That of the lexicon where it knows the cue."""
        known: list[Stance] = [form.cue.stance for form in forms_of(fold(cue.of(self.reading.text)))] if cue else []
        return proposed if proposed in known or not known else known[0]

    def _chain(self, speaker: Span | None, taken: bool, carriers: object, anchor: int) -> Iterator[Link]:
        if speaker is not None:
            yield self._link("speaker", speaker, taken)
        for carrier in carriers if isinstance(carriers, list) else ():
            if not isinstance(carrier, Mapping):
                raise Failed("not_an_object")
            role = _one_of(_ROLES[1:], carrier.get("role"))
            span = self._span(carrier.get("text"), anchor)
            if span is None:
                raise Failed("not_verbatim")
            yield self._link(role, span, False)

    def _link(self, role: Role, span: Span, from_antecedent: bool) -> Link:
        words = span.of(self.reading.text)
        outlet = outlet_named(words)
        entity = outlet.id if outlet else None
        return Link(role, words, span, entity, "antecedent" if from_antecedent else "words")


def _places(text: str, words: str, limits: Span) -> Iterator[Span]:
    at = text.find(words, limits.start, limits.end) if words else -1
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1, limits.end)


def _one_of(values: tuple[Any, ...], written: object) -> Any:
    if written not in values:
        raise Failed("bad_value")
    return written


def _id(reading: Reading, cue: Span | None, content: tuple[Span, ...]) -> str:
    """As the rules make it: the same words in the same place on the same page give the same id."""
    words = "\x1f".join(f"{s.start}:{s.end}:{s.of(reading.text)}" for s in (*((cue,) if cue else ()), *content))
    return hashlib.sha256(f"{reading.id}\x1f{words}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
