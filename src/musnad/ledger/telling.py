"""Words of a sentence that tell of an event: that it took place, was moved or called off, or did not take place.

Decided by the tagged words and ``lexicon/ar/ledger.toml`` alone: a verb of the past, or a noun of moving or calling
off that nothing takes back, and the event beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from musnad.lexicon.agreement import is_accusative_pair
from musnad.lexicon.expectations import adjectives, is_event, is_verbal_noun
from musnad.lexicon.expectations import words as frame
from musnad.lexicon.happenings import is_listed, kind_of, kind_words, noun_forms, past_forms, root, verb_roots, words
from musnad.lexicon.letters import ARTICLE
from musnad.model import Tells, Token

_AFTER, _BEFORE, _BACK, _DENIED, _OPENING, _WHOLE, _BESIDE = 8, 6, 5, 9, 12, 20, 12
_WITH_OBJECT = frozenset(("opening", "publication"))
_VERBS = frozenset(("VERB", "AUX"))
_YA, _TA, _FUTURE, _FOR, _WAW, _BY = "\u064a", "\u062a", "\u0633", "\u0644", "\u0648", "\u0628"
_HAMZA, _CLITICS = "\u0623", "\u0648\u0641\u0628\u0643"
_NO_NOUN = frozenset(("ADP", "NUM", "PUNCT", "PART", "SCONJ", "CCONJ", "PRON"))
Tokens = Sequence[Token]


class Told(NamedTuple):
    """What the token ``at`` of a sentence tells of events (their kinds, the nearest first).

    ``ended`` is True where it tells of the end, so that the days of the sentence need not be those of the event.
    """

    at: int
    tells: Tells
    events: tuple[str, ...]
    ended: bool = False


def told_in(tokens: Tokens, denied: bool = False) -> Iterator[Told]:
    """What a sentence tells of events; ``denied`` where it stands in what somebody denies."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    past = _has_past(tokens)
    for at in range(len(tokens)):
        found = _of_verb(tokens, at) if is_verb(tokens, at) else _of_noun(tokens, at, past)
        if found is None:
            continue
        tells, events = found
        tells = "denied" if denied and tells in ("reported", "begun") else tells
        if (tells, events) not in seen:
            seen.add((tells, events))
            yield Told(at, tells, events, _is_end(tokens, at))


def events_of(tokens: Tokens) -> tuple[str, ...]:
    """The kinds of event that the words of an expectation name; empty where they name none."""
    for at in range(min(len(tokens), _OPENING)):
        if not is_verb(tokens, at) or _key(tokens, at - 1) in frame("scope", "relative"):
            continue
        consonants = _root(tokens, at)
        if consonants in verb_roots("moved") | verb_roots("called_off"):
            return events_beside(tokens, at)
        if _is_held(tokens, at):
            return events_beside(tokens, at, _WHOLE) or (_kind(tokens, at),)
        return _own_kinds(tokens, at)
    return nouns_in(tokens, 0, len(tokens)) or ((_kind(tokens, 0),) if tokens else ())


def _opens_as_verb(tokens: Tokens, at: int) -> bool:
    # Its place first: few words open a clause, and the form of a word takes longer to see.
    opens = at == 0 or tokens[at - 1].pos == "PUNCT" or _key(tokens, at - 1) in frame("scope", "that")
    alone = at + 1 < len(tokens) and tokens[at + 1].word.is_word  # a headline of one word is a noun
    if not (opens and alone) or tokens[at].text.startswith(ARTICLE):
        return False
    return _form(tokens, at) in past_forms("opening")


def only_holds(tokens: Tokens) -> bool:
    """True for words that say that something is held, and not what."""
    for at in range(min(len(tokens), _OPENING)):
        if is_verb(tokens, at):
            return _is_held(tokens, at) and not events_beside(tokens, at)
    return False


def is_verb(tokens: Tokens, at: int) -> bool:
    """True for a verb by its part of speech, or for a perfect that opens its clause and that others are known by."""
    if not 0 <= at < len(tokens):
        return False
    return (tokens[at].pos in _VERBS and not _is_adjective(tokens, at)) or _opens_as_verb(tokens, at)


def _is_adjective(tokens: Tokens, at: int) -> bool:
    return at > 0 and is_accusative_pair(tokens[at - 1].text, tokens[at - 1].pos, tokens[at].text)


def nouns_in(tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    """The kind of the first noun of an event in tokens ``first`` to ``last``, and of the one that belongs to it."""
    for at in range(max(0, first), min(last, len(tokens))):
        if _is_event(tokens, at) and not _is_frame(tokens, at):
            also = (_kind(tokens, at + 1),) if at + 1 < last and _is_event(tokens, at + 1) else ()
            return tuple(dict.fromkeys((_kind(tokens, at), *also)))
    return ()


def events_beside(tokens: Tokens, verb: int, reach: int = _AFTER) -> tuple[str, ...]:
    """The event that a verb speaks of: up to ``reach`` words behind it, else before it in its clause."""
    for first in range(verb + 1, min(len(tokens), verb + reach)):
        if is_verb(tokens, first) or (not tokens[first].word.is_word and tokens[first].pos == "PUNCT"):
            break
        if _is_event(tokens, first) and not _is_frame(tokens, first) and not _is_for(tokens, first):
            return nouns_in(tokens, first, first + 2)
    for first in range(_clause_start(tokens, verb), verb):
        if nouns_in(tokens, first, first + 1) and not any(is_verb(tokens, n) for n in range(first, verb)):
            return nouns_in(tokens, first, first + 2)
    return ()


def _clause_start(tokens: Tokens, verb: int) -> int:
    """Where the clause of a verb may begin: ``_BEFORE`` words back, behind the last ``that``."""
    least = max(0, verb - _BEFORE)
    opened = (n + 1 for n in range(verb - 1, least - 1, -1) if _key(tokens, n) in words("failed", "that"))
    return next(opened, least)


def _of_verb(tokens: Tokens, at: int) -> tuple[Tells, tuple[str, ...]] | None:
    before = _key(tokens, at - 1)
    if before in words("failed", "never"):
        return _did_not(tokens, at, "cancelled")
    without = before in frame("scope", "that") and _key(tokens, at - 2) in words("failed", "without")
    if before in words("failed", "not") or without:
        return _did_not(tokens, at, "failed")
    if not _is_past(tokens, at) or not _is_real(tokens, at):
        return None
    if before in words("failed", "may_not") and _key(tokens, at - 2) not in words("failed", "as"):
        return _did_not(tokens, at, "failed")
    return _past(tokens, at)


def _is_end(tokens: Tokens, at: int) -> bool:
    if is_verb(tokens, at):
        return _form(tokens, at) in past_forms("ended")
    return _key(tokens, at) in words("held", "after")


def _past(tokens: Tokens, at: int) -> tuple[Tells, tuple[str, ...]] | None:
    consonants = _root(tokens, at)
    if tokens[at].word.stem_key in past_forms("said"):
        return None
    if consonants in verb_roots("moved"):
        return "postponed", events_beside(tokens, at)
    if consonants in verb_roots("called_off"):
        return "cancelled", events_beside(tokens, at)
    if _form(tokens, at) in past_forms("taken_back") and (taken := _taken_back(tokens, at)):
        return "cancelled", taken
    if _form(tokens, at) in past_forms("drawn_out") and (drawn := _drawn_out(tokens, at)):
        return "postponed", drawn
    if _form(tokens, at) in past_forms("denied"):
        events = nouns_in(tokens, at + 1, at + _DENIED)
        return ("denied", events) if events else None
    if consonants in verb_roots("failed"):
        events = events_beside(tokens, at) or nouns_in(tokens, at + 1, at + _AFTER)
        return ("failed", events) if events else None
    if _is_held(tokens, at):
        events = events_beside(tokens, at)
        return ("begun" if consonants in _begun() else "reported", events or (_kind(tokens, at),))
    of_another = _key(tokens, at - 1) in frame("scope", "relative")
    if of_another:
        return None
    return "reported", _own_kinds(tokens, at)


def _own_kinds(tokens: Tokens, at: int) -> tuple[str, ...]:
    """The kind of a verb; of one that opens or issues also that of its object (``افتتح المهرجان``)."""
    own = _kind(tokens, at)
    object_too = events_beside(tokens, at, _BESIDE) if own in _WITH_OBJECT else ()
    return tuple(dict.fromkeys((own, *object_too)))


def _drawn_out(tokens: Tokens, at: int) -> tuple[str, ...]:
    """The event close behind a verb that moves it where ``to`` follows (``مددت الوزارة المهلة إلى``)."""
    close = any(_key(tokens, n) in words("moved", "to") for n in range(at + 1, min(len(tokens), at + _WHOLE)))
    return events_beside(tokens, at) if close else ()


def _taken_back(tokens: Tokens, at: int) -> tuple[str, ...]:
    """The event from which a verb turns away (``تراجعت الوزارة عن رفع الأسعار``)."""
    for off in range(at + 1, min(len(tokens), at + _AFTER)):
        if _key(tokens, off) in words("taken_back", "off"):
            return nouns_in(tokens, off + 1, off + 3)
    return ()


def _is_held(tokens: Tokens, at: int) -> bool:
    """True for a verb that only says that something takes place; ``أطلق`` has the consonants of ``انطلق``."""
    lemma = tokens[at].word.lemma
    own = lemma in kind_words() and lemma not in words("held", "verbs")
    return _root(tokens, at) in verb_roots("held") and not own


def _of_noun(tokens: Tokens, at: int, past: bool) -> tuple[Tells, tuple[str, ...]] | None:
    key = _key(tokens, at)
    if key in words("denied", "openers") and _key(tokens, at + 1) in words("denied", "nouns"):
        events = nouns_in(tokens, at + 2, at + _DENIED)
        return ("denied", events) if events else None
    if key.startswith(_BY) and any(_form(tokens, n) in past_forms("decided") for n in range(max(0, at - _AFTER), at)):
        key = tokens[at].word.stem_key
    if not past or key not in _telling_nouns() or not _is_real(tokens, at):
        return None
    if key in noun_forms("moved"):
        return "postponed", nouns_in(tokens, at + 1, at + _AFTER)
    if key in noun_forms("called_off"):
        return "cancelled", nouns_in(tokens, at + 1, at + _AFTER)
    near = nouns_in(tokens, at + 1, at + 3)
    if not near:
        return None
    if key in words("failed", "no"):
        return "cancelled", near
    its_own = key in words("held", "within") and bool(tokens[at + 1].word.enclitic)
    after = its_own or key in words("held", "after")
    return ("reported", near) if after and not _is_ahead(tokens, at) else None


def _did_not(tokens: Tokens, at: int, tells: Tells) -> tuple[Tells, tuple[str, ...]] | None:
    consonants = _root(tokens, at)
    if _is_held(tokens, at):
        events = events_beside(tokens, at)
        return (tells, events) if events else None
    if consonants in verb_roots("moved") | verb_roots("called_off"):
        return None
    return tells, (_kind(tokens, at),)


def _is_past(tokens: Tokens, at: int) -> bool:
    stem = _form(tokens, at)
    if _FUTURE in tokens[at].word.proclitics or stem.startswith(_YA):
        return False
    if not stem.startswith(_TA) or stem in words("perfect", "forms"):
        return True
    return stem.endswith(_TA) and len(stem) > 4


def _is_real(tokens: Tokens, at: int) -> bool:
    """True where nothing near before takes it back."""
    for place in range(at - 1, max(-1, at - _BACK - 1), -1):
        if tokens[place].pos == "PUNCT":
            return True
        if _key(tokens, place) in words("unreal", "words") or _key(tokens, place) in frame("scope", "negations"):
            return False
    return True


def _has_past(tokens: Tokens) -> bool:
    past = any(is_verb(tokens, at) and _is_past(tokens, at) for at in range(len(tokens)))
    return past and not any(token.pos in _VERBS and _FUTURE in token.word.proclitics for token in tokens)


def _is_ahead(tokens: Tokens, at: int) -> bool:
    return any(tokens[n].word.stem_key in adjectives() for n in range(at, min(len(tokens), at + _AFTER)))


def _is_event(tokens: Tokens, at: int) -> bool:
    if not 0 <= at < len(tokens) or is_verb(tokens, at) or tokens[at].pos in _NO_NOUN:
        return False
    word = tokens[at].word
    stem = word.stem_key
    if stem in _common() or word.lemma in _common():
        return False
    if at and _is_body(tokens[at - 1]):
        return False  # the name of the body goes on
    if is_event(stem) or is_listed(stem):
        return True
    if tokens[at].pos in ("PROPN", "ADJ"):
        return False
    return is_verbal_noun(stem, shaped=not _is_broken_plural(tokens[at]))


def _is_body(token: Token) -> bool:
    return ARTICLE not in token.text and token.word.stem_key in words("common", "bodies")


def _is_broken_plural(token: Token) -> bool:
    """True for a word that begins with a hamza that no verbal noun of its shape has (``أطباء``, ``أوضاع``)."""
    return token.text.lstrip(_CLITICS).removeprefix(ARTICLE).startswith(_HAMZA)


def _is_frame(tokens: Tokens, at: int) -> bool:
    """True for a noun that only says that the next one takes place, is moved or called off."""
    return tokens[at].word.stem_key in _frames() and any(_is_event(tokens, n) for n in (at + 1, at + 2))


@cache
def _frames() -> frozenset[str]:
    return noun_forms("held") | noun_forms("moved") | noun_forms("called_off")


@cache
def _telling_nouns() -> frozenset[str]:
    """What a noun must be to tell anything: most words need no further look."""
    after = words("held", "after") | words("held", "within") | words("failed", "no")
    return noun_forms("moved") | noun_forms("called_off") | after


@cache
def _begun() -> frozenset[str]:
    return frozenset(root(form, True) for form in words("held", "begun"))


@cache
def _common() -> frozenset[str]:
    return words("common", "words") | words("common", "offices")


def _is_for(tokens: Tokens, at: int) -> bool:
    return tokens[at].word.proclitics[:1] == (_FOR,)


def _kind(tokens: Tokens, at: int) -> str:
    verb = is_verb(tokens, at)
    return kind_of(_form(tokens, at) if verb else tokens[at].word.stem_key, verb)


def _root(tokens: Tokens, at: int) -> str:
    return root(_form(tokens, at), True)


def _form(tokens: Tokens, at: int) -> str:
    """The stem; the whole word where it is a perfect from which letters were cut as if they were clitics."""
    word = tokens[at].word
    key = _key(tokens, at)
    return next((form for form in (word.key, key) if form in past_forms("opening")), word.stem_key)


def _key(tokens: Tokens, at: int) -> str:
    """The folded word without a conjunction; empty outside the sentence."""
    if not 0 <= at < len(tokens):
        return ""
    word = tokens[at].word
    return word.key[1:] if word.proclitics[:1] in ((_WAW,), ("\u0641",)) else word.key
