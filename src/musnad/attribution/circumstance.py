"""What may stand between the source and what was said: when, where, to whom, in what."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.attribution.clause import COLON, Clause
from musnad.attribution.finding import Carrier
from musnad.attribution.markers import (
    Accord,
    accord_at,
    begins_adverbial,
    begins_anonymity,
    names_outlet,
    phrase_at,
    phrases,
    that_after,
    toward,
)
from musnad.attribution.objects import closed_before, new_noun_begins, object_begins
from musnad.attribution.phrases import Limits, is_verb, noun_phrase, part_of_day, starts_phrase
from musnad.lexicon import fold, table
from musnad.lexicon.outlets import outlet_named
from musnad.model import Role, Span

_LAM = "\u0644"
_LONGEST = 60
_LONGEST_NAME = 7
_FAR = 14


@dataclass(slots=True)
class Circumstance:
    """The circumstances of one saying and the position ``end`` where they stop; ``origin`` are the tokens of one whom
    the subject only passes on (``ذكرت الصحيفة، نقلا عن X، أن``)."""

    end: int
    addressee: Span | None = None
    medium: Span | None = None
    carriers: list[Carrier] = field(default_factory=list)
    origin: tuple[int, int] | None = None


def read_circumstance(clause: Clause, at: int, stop: frozenset[str] = frozenset()) -> Circumstance:
    """Read circumstances from ``at`` on. ``stop`` are prepositions that lead to the content and end them."""
    found = Circumstance(at)
    limit = min(len(clause), at + _LONGEST)
    while found.end < limit:
        after = _step(clause, found, stop)
        if after <= found.end:
            break
        found.end = after
    return found


def _step(clause: Clause, found: Circumstance, stop: frozenset[str]) -> int:
    at = found.end
    if at in clause.quote_at and _is_term(clause, at):
        return clause.quote_end[at]
    if clause.is_end(at) or clause.mark(at) == COLON or at in clause.quote_at:
        return at
    if (after := clause.skip_parenthesis(at)) != at:
        return after
    if clause.is_break(at):
        return at + 1
    if at in clause.time_at:
        return clause.time_at[at]
    trait = clause.traits[at]
    if trait.that:
        return at
    if length := phrase_at(clause, at, phrases("ar/particles", "adverbials", "same_time")):
        return at + length
    if length := phrase_at(clause, at, phrases("ar/particles", "adverbials", "governing")):
        return max(noun_phrase(clause, at + length), at + length)
    if trait.has("adverb") or trait.has("particle") or part_of_day(clause, at):
        return at + 1
    if trait.has("prep:pronoun") and clause.tokens[at].word.stem_key not in stop:
        return at + 1  # "in it", "to him"
    if (opened := accord_at(clause, at)) is not None and (end := _accord_inside(clause, found, opened)) > at:
        return end
    if not trait.clitic and trait.prep in stop and not begins_adverbial(clause, at):
        return at
    if trait.clitic and trait.clitic in stop and not (trait.clitic == _LAM and names_outlet(clause, at)):
        return at
    if trait.prep:
        return _prepositional(clause, found, at, stop)
    return at


def _is_term(clause: Clause, at: int) -> bool:
    """A word or two in quotation marks, and the reported clause still ahead (``… "ناتو"، إن``)."""
    end = clause.quote_end[at]
    after = end + 1 if clause.is_comma(end) else end
    return at < end <= at + 4 and after < len(clause) and bool(clause.traits[after].that)


def _accord_inside(clause: Clause, found: Circumstance, opened: Accord) -> int:
    """``ـ حسب ما أوردته وكالة الأنباء ـ`` between the source and what was said: a carrier; after ``نقلا عن`` the one
    who said it. The position after it, or where it opens, if nobody is named."""
    at = opened.source_at
    limits = Limits("content" if opened.carries else "", verb_stands_before=True)
    end = noun_phrase(clause, at, limits) if at < len(clause) else at
    if end == at:
        return opened.at
    if opened.carries:
        found.origin = (at, end)
    else:
        found.carriers.append(Carrier(clause.span(at, end), carrier_role(clause, at, end)))
    return end


def carrier_role(clause: Clause, first: int, end: int) -> Role:
    """``outlet`` for a paper, agency, channel or site; else ``relayer``."""
    named = names_outlet(clause, first) or outlet_named(clause.document[clause.span(first, end)]) is not None
    return "outlet" if named else "relayer"


def _prepositional(clause: Clause, found: Circumstance, at: int, stop: frozenset[str]) -> int:
    trait = clause.traits[at]
    noun = at if trait.clitic else at + 1
    if noun >= len(clause):
        return at
    if noun in clause.time_at:
        return clause.time_at[noun]
    head = clause.traits[noun]
    if trait.prep == _LAM and noun in clause.quote_at and clause.quote_end[noun] - noun <= _LONGEST_NAME:
        found.carriers.append(Carrier(clause.quote_at[noun].inner, "outlet"))
        return clause.quote_end[noun]
    end = _phrase_end(clause, noun, stop)
    if trait.prep == _LAM or trait.key[trait.conj :] in toward():
        if names_outlet(clause, noun):
            found.carriers.append(Carrier(clause.span(noun, _outlet_end(clause, noun)), "outlet"))
            return max(end, _outlet_end(clause, noun))
        if found.addressee is None and (head.has("addressee") or head.has("unnamed") or head.has("institution")):
            found.addressee = clause.span(noun, noun + 1 if trait.clitic and head.definite else end)
        return end
    if head.has("medium"):
        return _medium(clause, found, at, noun, stop)
    if names_outlet(clause, noun):
        found.carriers.append(Carrier(clause.span(noun, _outlet_end(clause, noun)), "outlet"))
    return end


def _outlet_end(clause: Clause, noun: int) -> int:
    _, entity = clause.entity_at.get(noun, (0, None))
    if entity is not None and entity.type == "OUTLET":
        return clause.entity_at[noun][0]
    end = max(noun_phrase(clause, noun), noun + 1)
    return next((number for number in range(noun + 1, end) if begins_anonymity(clause, number)), end)


def _medium(clause: Clause, found: Circumstance, at: int, noun: int, stop: frozenset[str]) -> int:
    """``في بيان نشرته وكالة …``, ``في مقابلة مع قناة …``, ``في حديث لـ…``: the medium and the outlet behind it."""
    end = noun + 1
    while end < len(clause):
        trait = clause.traits[end]
        if (
            clause.is_end(end)
            or clause.is_comma(end)
            or clause.mark(end) == COLON
            or trait.that
            or end in clause.time_at
        ):
            break
        own_name = trait.clitic and trait.key != trait.clitic and not names_outlet(clause, end)
        if trait.prep and not own_name and end + 1 in clause.quote_at and _is_paper(clause, end + 1):
            found.carriers.append(Carrier(clause.quote_at[end + 1].inner, "outlet"))
            found.medium = found.medium or Span(clause.start_of(at), clause.tokens[end - 1].end)
            return clause.quote_end[end + 1]
        if end in clause.quote_at and end + 1 < len(clause) and clause.traits[end + 1].has("social"):
            end = clause.quote_end[end]
            continue
        if end in clause.quote_at and that_after(clause, clause.quote_end[end]):
            if outlet_named(clause.document[clause.quote_at[end].inner]) is not None:
                found.carriers.append(Carrier(clause.quote_at[end].inner, "outlet"))
                found.medium = found.medium or Span(clause.start_of(at), clause.tokens[max(noun, end - 2)].end)
            end = clause.quote_end[end]
            break
        if end in clause.quote_at and not names_outlet(clause, end - 1) and not clause.traits[end - 1].has("naming"):
            break
        if end in clause.quote_at and clause.quote_end[end] > end:
            end = clause.quote_end[end]
            continue
        if (
            (trait.prep in stop and trait.prep and not _of_body(clause, end, stop))
            or (end > noun + bool(trait.verbs) and trait.has("event") and not trait.definite)
            or (end > noun + 1 and new_noun_begins(clause, end))
        ):
            break
        if names_outlet(clause, end):
            last = _outlet_end(clause, end)
            found.carriers.append(Carrier(clause.span(end, last), "outlet"))
            found.medium = found.medium or Span(
                clause.start_of(at), clause.tokens[max(noun, _before_carrier(clause, end, noun) - 1)].end
            )
            return _past_copy(clause, last)
        if (
            trait.verbs
            and not trait.definite
            and end > noun + 1
            and is_verb(clause, end)
            and not clause.traits[end - 1].has("relative")
        ):
            break
        end += 1
    if found.medium is None:
        found.medium = Span(clause.start_of(at), clause.tokens[_medium_end(clause, noun, end) - 1].end)
    return end


def _past_copy(clause: Clause, at: int) -> int:
    """``في بيان تلقت القناة نسخة منه،``: past the copy that the paper had."""
    copy = at + 1 < len(clause) and clause.traits[at].noun == fold(table("ar/particles")["aside"]["copy"])
    return at + 2 if copy and clause.traits[at + 1].has("prep:pronoun") else at


def _of_body(clause: Clause, at: int, stop: frozenset[str]) -> bool:
    """``دعا خلال جلسة لمجلس الأمن الدول إلى``: the lam is the body's whose session it is, the cue leads on otherwise;
    ``في تصريحات ببيروت``: a place."""
    trait = clause.traits[at]
    _, entity = clause.entity_at.get(at, (0, None))
    if trait.clitic and entity is not None and entity.type == "GPE" and trait.clitic != _LAM:
        return True
    others = stop - {_LAM}
    later = range(at + 1, min(len(clause), at + _FAR))
    return (
        trait.clitic == _LAM
        and trait.has("institution")
        and any(clause.traits[n].prep in others for n in later if clause.traits[n].prep)
    )


def _is_paper(clause: Clause, at: int) -> bool:
    """A short name in quotation marks that a preposition leads to after a word for a talk (``حديث لـ«الرأي»``)."""
    first = clause.traits[at + 1] if at + 1 < len(clause) else None
    short = clause.quote_end[at] - at <= _LONGEST_NAME
    _, entity = clause.entity_at.get(at + 1, (0, None))
    body = entity is not None and entity.type != "OUTLET"
    return short and first is not None and not body and not first.has("social") and not is_verb(clause, at + 1)


def _before_carrier(clause: Clause, outlet: int, noun: int) -> int:
    """Where the medium's own words end before the outlet that carried it (``مقابلة | مع قناة``)."""
    before = outlet
    while before > noun + 1 and (clause.traits[before - 1].prep or is_verb(clause, before - 1)):
        before -= 1
    return before


def _medium_end(clause: Clause, noun: int, end: int) -> int:
    return end if end - noun <= 8 else noun_phrase(clause, noun) if starts_phrase(clause, noun) else noun + 1


def _phrase_end(clause: Clause, noun: int, stop: frozenset[str]) -> int:
    """Past a prepositional phrase of any other kind: to the next comma, quotation, colon or reported clause."""
    end = max(noun_phrase(clause, noun, Limits("content", stop)), noun + 1)
    while end < len(clause):
        if new_noun_begins(clause, end):
            break
        trait = clause.traits[end]
        if trait.has("event") and closed_before(clause, end) and object_begins(clause, end, "content", noun):
            break
        if (
            clause.is_end(end)
            or clause.is_break(end)
            or clause.mark(end) == COLON
            or end in clause.quote_at
            or trait.that
        ):
            break
        if is_verb(clause, end) and (after := _past_description(clause, noun, end, stop)):
            return after
        if is_verb(clause, end) or trait.prep:
            break
        end += 1
    return end


def _past_description(clause: Clause, noun: int, verb: int, stop: frozenset[str]) -> int:
    """``خلال محادثة جرت بينهما، على``: past a verb that describes the indefinite noun, where the saying goes on after
    its comma; 0 where it does not."""
    if any(clause.traits[n].definite or n in clause.named for n in range(noun, verb)):
        return 0
    comma = next((n for n in range(verb, min(len(clause), verb + _LONGEST_NAME)) if clause.is_comma(n)), 0)
    if not comma or comma + 1 >= len(clause) or clause.traits[verb].conjoined:
        return 0
    after = clause.traits[comma + 1]
    return comma if after.that or (after.prep in stop and bool(after.prep)) else 0
