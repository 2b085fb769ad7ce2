"""How far what was said reaches: to the end of the sentence or the quotation, or to where another voice begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.attribution.clause import CLOSING_QUOTES, COLON, ENDS, Clause
from musnad.attribution.markers import accord_at, begins_aside, begins_own_words, contrast_at, phrase_at, phrases
from musnad.attribution.phrases import Limits, is_verb, noun_phrase, starts_phrase
from musnad.attribution.subjects import may_speak
from musnad.lexicon import fold, table
from musnad.model import Mode, Quote, Span

_NEAR = 14
_LONG_QUOTE, _SHORT = 4, 3
_NOUNS = frozenset({"institution", "naming"})


@dataclass(frozen=True, slots=True)
class Content:
    """What was said: its stretches, how it is given, and the token after it."""

    spans: list[Span]
    mode: Mode
    end: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What else ends a content: it is a ``nominal`` one, ends ``to_comma``, or the ``teller`` (gender) speaks again."""

    nominal: bool = False
    to_comma: bool = False
    teller: str = ""


def read_content(
    clause: Clause, at: int, nominal: bool = False, to_comma: bool = False, teller: str = ""
) -> Content | None:
    """The content that begins at token ``at``; None where nothing is left in the sentence."""
    if at >= len(clause):
        return None
    if at in clause.quote_at and (quoted := _quoted(clause, at)) is not None:
        return quoted
    return _running(clause, at, Bounds(nominal, to_comma, teller))


def _quoted(clause: Clause, at: int) -> Content | None:
    """A content that opens with a quotation: direct where the quotation is all of it."""
    quote, end = clause.quote_at[at], clause.quote_end[at]
    inner = _past_that(clause, at, quote)
    if quote.inner.start >= quote.inner.end:
        return None
    if quote.end > clause.sentence.end or not quote.closed:
        return Content([_trimmed(clause, inner)], "direct", len(clause))
    if end >= len(clause) or clause.is_end(end) or clause.is_break(end) or _another_voice(clause, end, at):
        return Content([_trimmed(clause, inner)], "direct", end)
    stop = _stop(clause, at, Bounds())
    return Content([Span(quote.start, clause.tokens[stop - 1].end)], "mixed", stop)


def _past_that(clause: Clause, at: int, quote: Quote) -> Span:
    """The inside of the quotation without an إن/أن at its head."""
    first = at + 1
    if first + 1 < len(clause) and clause.traits[first].that and clause.tokens[first + 1].start < quote.inner.end:
        return Span(clause.tokens[first + 1].start, quote.inner.end)
    return quote.inner


def _running(clause: Clause, at: int, bounds: Bounds) -> Content | None:
    stop = _stop(clause, at, bounds)
    if stop <= at:
        return None
    start = clause.noun_start(at) if bounds.nominal else clause.start_of(at)
    span = Span(start, clause.tokens[stop - 1].end)
    last = max(
        (quote.end for number, quote in clause.quote_at.items() if at <= number < stop and quote.closed), default=0
    )
    span = Span(span.start, max(span.end, last))
    holds_quote = any(at <= number < stop for number in clause.quote_at)
    mode: Mode = "nominal" if bounds.nominal else "mixed" if holds_quote else "indirect"
    return Content([span], mode, stop) if span.end > span.start else None


def _stop(clause: Clause, start: int, bounds: Bounds) -> int:
    """The token where the content that began at ``start`` ends (exclusive)."""
    at = start
    inside = clause.depth[start]
    while at < len(clause):
        if clause.depth[at] < inside:
            break
        if at in clause.quote_at and clause.quote_end[at] > at:
            at = clause.quote_end[at]
            continue
        if at > start and (
            _another_voice(clause, at, start, bounds.teller) or (bounds.to_comma and clause.is_comma(at))
        ):
            break
        if at > start and (
            _sentence_ends(clause, at) or _head_ends(clause, at) or (bounds.nominal and _new_clause(clause, at, start))
        ):
            break
        at += 1
    return _without_trailing_marks(clause, start, min(at, len(clause)))


def _sentence_ends(clause: Clause, at: int) -> bool:
    """A full stop inside a longer quotation; dots in a row are a pause."""
    return clause.mark(at) == "." and clause.mark(at - 1) != "." and clause.mark(at + 1) != "."


def _head_ends(clause: Clause, at: int) -> bool:
    """Two dots in a headline: another part of the news begins, unless within quotation marks."""
    return clause.sentence.zone in ("headline", "subheading") and clause.is_pause(at) and not clause.depth[at]


def _new_clause(clause: Clause, at: int, start: int) -> bool:
    """After a noun phrase a conjoined verb, a purpose after a comma or a contrast begins the writer's next clause;
    inside a relative clause of that phrase it need not."""
    trait, after_comma = clause.traits[at], clause.is_comma(at - 1)
    meanwhile = phrase_at(clause, at, phrases("ar/particles", "contrast", "meanwhile"))
    if meanwhile and (after_comma or trait.key == _within()):
        return True
    if after_comma and trait.has("what") and not trait.clitic and at + 1 < len(clause) and is_verb(clause, at + 1):
        return True  # "which makes it likelier that"
    if (
        not trait.has("what")
        and (trait.has("then") or (after_comma and trait.has("prep")))
        and at + 1 < len(clause)
        and any(f.pronoun for f in clause.traits[at + 1].forms)
    ):
        return True  # "after they accused him": when it was said
    if trait.key == _as() and at + 2 < len(clause) and is_verb(clause, at + 1) and starts_phrase(clause, at + 2):
        return True  # "as a picture showed": told by the writer
    if trait.conjoined and trait.that == "that" and not any(t.that for t in clause.traits[start:at]):
        return True  # "and that": it goes on with the words around
    if trait.has("relative") and at + 1 < len(clause) and _says_of_it(clause, at + 1):
        return True
    if trait.has("but") or (after_comma and (contrast_at(clause, at) or trait.has("then") or trait.has("relative"))):
        return True
    verb = clause.tokens[at].pos == "VERB" and not trait.definite
    if not verb or not (trait.conjoined or (after_comma and trait.clitic)):
        return False
    if after_comma and trait.conjoined and at + 1 < len(clause) and may_speak(clause, at + 1):
        return True  # a subject of its own
    return not any(
        clause.traits[n].has("relative") or clause.traits[n].that or is_verb(clause, n) for n in range(start, at)
    )


@cache
def _within() -> str:
    return fold(table("ar/particles")["appearing"]["within"])


@cache
def _as() -> str:
    return fold(table("ar/particles")["accord"]["as"])


def _says_of_it(clause: Clause, verb: int) -> bool:
    """``الهجوم الذي تتهم لندن موسكو به``: what another says of the thing named."""
    end = noun_phrase(clause, verb + 1)
    strong = any(not form.cue.weak and form.gender for form in clause.traits[verb].verbs)
    return strong and is_verb(clause, verb) and end > verb + 1 and content_follows_any(clause, verb, end)


def content_follows_any(clause: Clause, verb: int, at: int) -> bool:
    """One of the readings of the verb finds something said after its subject."""
    forms = clause.traits[verb].verbs
    return any(content_follows(clause, at, f.cue.takes, f.cue.through, f.cue.weak) for f in forms)


def _without_trailing_marks(clause: Clause, start: int, end: int) -> int:
    while end > start and (clause.is_break(end - 1) or clause.mark(end - 1) in ENDS | {COLON}):
        if clause.mark(end - 1) in "?!\u061f":
            break
        end -= 1
    while end > start and clause.mark(end - 1) in CLOSING_QUOTES and clause.depth[start] > 0:
        end -= 1
    return end


def _another_voice(clause: Clause, at: int, start: int, teller: str = "") -> bool:
    """True where at ``at`` the words reported end: another saying begins, or the writer speaks again."""
    trait = clause.traits[at]
    if clause.depth[at] > clause.depth[start]:
        return False
    if accord_at(clause, at) is not None or begins_own_words(clause, at):
        return True
    if trait.has("what") and at + 1 < len(clause) and _result(clause, at):
        return True
    if clause.mark(at) == COLON and at + 1 in clause.quote_at:
        return True
    if opens_participle(clause, at) or _refers_back(clause, at):
        return True
    before_is_break = clause.is_break(at - 1)
    after_quote = clause.mark(at - 1) in CLOSING_QUOTES
    if (before_is_break or after_quote) and begins_aside(clause, at):
        return True
    if after_quote and trait.has("but") and at + 1 < len(clause) and clause.traits[at + 1].verbs:
        return True
    if after_quote and trait.has("what") and clause.depth[max(at - _LONG_QUOTE, 0)] > clause.depth[at]:
        return True
    if (
        trait.conjoined
        and is_verb(clause, at)
        and _saying(clause, at, perfect=True)
        and not clause.traits[at - 1].has("relative")
        and not _inner_goes_on(clause, at, start, teller)
    ):
        return True
    if before_is_break and trait.conjoined and trait.has("then") and _saying(clause, at + 1, perfect=True):
        return True  # "and after he criticised"
    if teller and trait.has("but") and _same_teller(clause, at, teller):
        return True
    if (
        contrast_at(clause, at)
        and (before_is_break or trait.conjoined or after_quote or trait.has("excepting"))
        and not clause.tokens[at].word.enclitic
    ):
        return any(
            _saying(clause, n, perfect=False)
            for n in range(at + 1, min(len(clause), at + _NEAR))
            if clause.depth[n] == clause.depth[at] and not _blocked(clause, at, n)
        )
    return False


def _inner_goes_on(clause: Clause, at: int, start: int, teller: str) -> bool:
    """``قالت الوكالة إن الوزير نفى كذا وأضاف أن``: by its gender the verb is not the teller's but that of the one
    whose saying is told."""
    genders = {form.gender for form in clause.traits[at].verbs if form.shape == "perfect"} - {""}
    if not teller or not genders or teller in genders:
        return False
    told = (form for trait in clause.traits[start:at] for form in trait.verbs if not form.cue.weak)
    return any(form.gender in genders and form.shape == "perfect" for form in told)


def _result(clause: Clause, at: int) -> bool:
    """``ما أثار سجالا``: what came of it, told by the writer in the perfect, without a comma or a governing word."""
    verb, before = clause.tokens[at + 1], clause.traits[at - 1]
    if clause.traits[at + 1].has("auxiliary"):
        return False  # "half of what they were"
    perfect = verb.pos == "VERB" and verb.word.key[:1] not in _IMPERFECT and not clause.traits[at + 1].verbs
    return perfect and not verb.word.enclitic and not clause.is_comma(at - 1) and not before.prep and not before.clitic


_IMPERFECT = frozenset("\u064a\u062a\u0646\u0633")


def _same_teller(clause: Clause, at: int, teller: str) -> bool:
    """``لكنه أشار إلى``: the pronoun is the teller's, by gender, and a saying of the teller's follows."""
    if not clause.tokens[at].word.enclitic and clause.traits[at].key[-1:] not in _PRONOUN_ENDS:
        return False
    gender = "f" if clause.traits[at].key.endswith(_HER) else "m"
    return gender == teller and at + 1 < len(clause) and _saying(clause, at + 1, perfect=True)


_PRONOUN_ENDS, _HER = frozenset("\u0647\u0627"), "\u0647\u0627"


def _refers_back(clause: Clause, at: int) -> bool:
    """``وهو ما نفاه …``: what was said is taken up by somebody else."""
    length = phrase_at(clause, at, phrases("ar/particles", "referring", "phrases"))
    verb = at + length
    if length > 1 and verb < len(clause) and clause.traits[verb].has("negation"):
        verb += 1
    if length <= 1 or verb >= len(clause):
        return False
    return any(form.pronoun for form in clause.traits[verb].verbs) or _saying(clause, verb, perfect=False)


def _blocked(clause: Clause, at: int, number: int) -> bool:
    """A comma ends the search for the verb of a contrasting clause."""
    first = at + 2 if clause.traits[at + 1].that else at + 1  # "except that" opens with its own
    return any(clause.traits[n].that or clause.traits[n].has("relative") for n in range(first, number))


def _saying(clause: Clause, at: int, perfect: bool) -> bool:
    """A cue verb with something said after it."""
    for form in clause.traits[at].verbs if at < len(clause) else ():
        if perfect and form.shape != "perfect":
            continue
        if at and clause.traits[at - 1].has("relative"):
            return False
        if content_follows(clause, at + 1, form.cue.takes, form.cue.through, form.cue.weak):
            return True
    return False


def content_follows(
    clause: Clause, at: int, takes: frozenset[str], through: frozenset[str], weak: bool = False
) -> bool:
    """True where, a few words after a cue, something opens that can have been said."""
    for number in range(at, min(len(clause), at + _NEAR)):
        trait = clause.traits[number]
        if trait.that and "that" in takes:
            return True
        if clause.mark(number) == COLON or (number in clause.quote_at and "quote" in takes):
            return True
        if not weak and ((trait.has("prep") and trait.key in through) or (trait.clitic and trait.clitic in through)):
            return True
        if "noun" in takes and not weak and number > at:
            return True
        if trait.verbs and number > at:
            return False
    return False


def opens_participle(clause: Clause, at: int) -> bool:
    """``مشيرا إلى أن``, ``مضيفة``: a participle that goes on reporting."""
    return participle_at(clause, at) >= 0


def participle_at(clause: Clause, at: int) -> int:
    """Where the content (or what leads to it) begins after a reporting participle at ``at``; −1 where none stands
    there. Only the accusative, the feminine and the plural report; the bare form is a noun (``متحدث``)."""
    trait = clause.traits[at]
    if trait.definite or at + 1 >= len(clause) or at in clause.entity_at or trait.tags & _NOUNS:
        return -1
    for form in trait.forms:
        if form.shape != "participle" or (
            (form.gender, form.number) == ("m", "s") and not trait.key.endswith("\u0627")
        ):
            continue
        apart = _apart(clause, at) or (not form.cue.weak and _after_closed(clause, at))
        if form.cue.lemma == saying_lemma() and clause.tokens[at + 1].word.is_word and at + _SHORT < len(clause):
            return at + 1  # the speech follows without a mark
        if (apart or not form.cue.weak) and (
            _participle_leads(clause, at, form.cue.takes, form.cue.through, apart)
            or (apart and form.cue.object and _object_then_prep(clause, at, form.cue.through))
        ):
            return at + 1
    return -1


@cache
def saying_lemma() -> str:
    """The verb whose participle alone opens speech."""
    return table("ar/particles")["object"]["saying"]


def _apart(clause: Clause, at: int) -> bool:
    """Set off from what stands before: by a comma, a quotation mark or a conjunction."""
    before = clause.mark(at - 1) if at else ","
    return clause.traits[at].conjoined or clause.is_break(at - 1) or before in CLOSING_QUOTES | {")"}


def _after_closed(clause: Clause, at: int) -> bool:
    """``الوزير مؤكدا أن``: after a definite noun an indefinite participle goes on with the telling without a comma."""
    if at == 0:
        return False
    closed = clause.traits[at - 1].definite or clause.tokens[at - 1].word.enclitic or at - 1 in clause.named
    closed = closed and not clause.traits[at - 1].has("prep:pronoun")
    return bool(closed) and not is_verb(clause, at - 1) and clause.tokens[at - 1].word.is_word


def _object_then_prep(clause: Clause, at: int, through: frozenset[str]) -> bool:
    """``داعيا الشركاء إلى كذا``: whom it was said to or of, then the cue's own preposition."""
    end = noun_phrase(clause, at + 1, Limits(stop=through))
    if not at + 1 < end < len(clause):
        return False
    end += end in clause.quote_at and end + 1 < len(clause)  # "calling him «the weak one»", the preposition inside
    led = clause.traits[end].prep or (clause.traits[end].that if clause.traits[end].that in through else "")
    return bool(led) and led in through


def _participle_leads(clause: Clause, at: int, takes: frozenset[str], through: frozenset[str], apart: bool) -> bool:
    """What was said follows; only after a break may it be a noun phrase."""
    number = at + 1
    while number < min(len(clause), at + (14 if apart else 3)):
        trait = clause.traits[number]
        quoted = number in clause.quote_at and ("quote" in takes or (apart and "noun" in takes))
        if trait.that or clause.mark(number) == COLON or quoted:
            return True
        if apart and ((trait.has("prep") and trait.key in through) or (trait.clitic and trait.clitic in through)):
            return True
        if apart and number == at + 1 and "noun" in takes and clause.tokens[number].pos in ("NOUN", "PROPN"):
            return True
        if not (
            trait.prep or trait.has("adverb") or number in clause.time_at or clause.is_break(number) or number > at + 1
        ):
            return False
        number += 1
    return False


def _trimmed(clause: Clause, span: Span) -> Span:
    """Without white space and without a final full stop."""
    text = clause.document.text
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return Span(start, end) if end > start else span
