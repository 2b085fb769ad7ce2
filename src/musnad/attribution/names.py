"""Names in the words for a source: those in quotation marks, those of several parts, and participles with their own
preposition."""

from __future__ import annotations

from functools import cache

from musnad.attribution.clause import DASHES, Clause
from musnad.attribution.markers import that_after
from musnad.attribution.objects import HEADS
from musnad.attribution.traits import closed_class
from musnad.lexicon import fold, table

_LONGEST_NAME_QUOTE, _SHORT_NAME = 7, 5
_BA = "\u0628"


def name_quote(clause: Clause, at: int) -> bool:
    """A short quotation that is a name (``حركة "فتح"``) or nickname, and not speech."""
    quote = clause.quote_at.get(at)
    if quote is None or not quote.closed:
        return False
    end = clause.quote_end[at]
    words = sum(token.word.is_word for token in clause.tokens[at + 1 : end - 1])
    if words > _LONGEST_NAME_QUOTE or end - at <= 2 or clause.traits[at + 1].clitic == _BA:
        return False
    before = clause.traits[at - 1] if at else None
    if at == clause.opening and end < len(clause) and clause.traits[end].verbs and not clause.traits[end].conjoined:
        return end - at <= _SHORT_NAME and not any(t.verbs for t in clause.traits[at + 1 : end])
    if before is not None and (before.has("naming") or before.has("outlet2")):
        return True
    inner = clause.tokens[at + 1 : end - 1]
    governed = before is not None and bool(before.prep)
    if not governed and that_after(clause, end) and not any(token.pos in ("VERB", "AUX") for token in inner):
        return True
    if before is not None and before.verbs and clause.traits[at + 1].has("outlet"):
        return not any(token.pos in ("VERB", "AUX") for token in inner)
    if len(inner) <= 2 and _after_outlet(clause, at):
        return True
    if len(inner) == 1 and clause.is_comma(end) and before is not None and before.definite:
        return inner[0].pos != "VERB" and not closed_class(clause.traits[at + 1])
    if before is not None and before.has("outlet") and not before.definite and _is_spelt(clause, at + 1, end - 1):
        return True
    follows = end < len(clause) and (clause.tokens[end].pos in ("NOUN", "PROPN", "ADJ") or end in clause.quote_at)
    if before is not None and ((before.tags & HEADS and len(inner) <= 4) or (follows and len(inner) <= 2)):
        return not any(token.pos in ("VERB", "AUX") for token in inner)
    if before is not None and before.verbs and follows and len(inner) <= 3:
        return all(token.pos in ("PROPN", "NOUN", "ADJ", "X") for token in inner)
    return all(token.word.text.isascii() for token in inner)


def _is_spelt(clause: Clause, first: int, last: int) -> bool:
    """``إن.بي.سي``: a name written in the names of its letters."""
    dots = sum(clause.mark(n) == "." for n in range(first, last))
    return dots > 0 and dots + 1 >= sum(clause.tokens[n].word.is_word for n in range(first, last))


def _after_outlet(clause: Clause, at: int) -> bool:
    """``وكالة الأنباء السعودية "واس"``: the short name after the long one, perhaps between commas."""
    apart = clause.is_comma(at - 1) and clause.is_comma(clause.quote_end[at])
    for number in range(at - 1 - apart, max(-1, at - 5 - apart), -1):
        if not clause.tokens[number].word.is_word or closed_class(clause.traits[number]):
            return False
        if clause.traits[number].has("outlet"):
            return True
    return False


def joins(clause: Clause, at: int) -> bool:
    """``جان-بول``: a dash without white space on either side joins the parts of a name."""
    if clause.mark(at) not in DASHES or at + 1 >= len(clause):
        return False
    before, dash, after = clause.tokens[at - 1 : at + 2]
    return before.end == dash.start and dash.end == after.start and before.word.is_word and after.word.is_word


def wants_preposition(clause: Clause, at: int) -> bool:
    """``المتخصص في``, ``الصادرة عن``: the participle before goes on with its own preposition."""
    before = clause.traits[at - 1]
    issued = at > 1 and clause.traits[at - 2].has("document") and not clause.traits[at - 2].definite
    return (before.definite or issued) and clause.traits[at].prep in _complements().get(before.noun, ())


@cache
def _complements() -> dict[str, frozenset[str]]:
    """Participles in all their endings, and the prepositions each goes on with."""
    made: dict[str, frozenset[str]] = {}
    for words in table("ar/particles")["complement"]["participles"]:
        participle, *prepositions = words.split()
        for ending in table("ar/particles")["complement"]["endings"]:
            made[fold(participle + ending)] = frozenset(map(fold, prepositions))
    return made
