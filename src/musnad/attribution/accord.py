"""Rules for "according to": ``وفقا لـ``, ``حسبما ذكرت``, ``بحسب``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from musnad.attribution.circumstance import carrier_role, read_circumstance
from musnad.attribution.clause import COLON, ENDS, Clause
from musnad.attribution.content import Content, read_content
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.markers import (
    Accord,
    accord_at,
    begins_anonymity,
    names_outlet,
    that_after,
)
from musnad.attribution.phrases import Limits, is_verb, noun_phrase
from musnad.attribution.sentence_before import carriers_of, is_main, tells_of_saying, whole_sentence_before
from musnad.attribution.transmission import about_word, transmission_verbs
from musnad.lexicon import fold, table
from musnad.model import Span

_LONGEST_NAME = 7
_FAR = 25
_LAM = "\u0644"
_NAMES_AGAIN = ("office", "unnamed", "institution", "outlet", "relative", "unwilling")


def accord_findings(clause: Clause, found: list[Finding]) -> list[Finding]:
    """The statements made by an "according to". Where the words beside it are already somebody's, the one named is
    a carrier of that statement and no record of its own; such findings are changed in place."""
    made: list[Finding] = []
    at = 0
    while at < len(clause):
        opened = accord_at(clause, at)
        if opened is not None and _is_told_otherwise(clause, opened, found):
            opened = None
        if opened is None or (finding := _read(clause, opened, found)) is None:
            at += 1
            continue
        if finding.content and not tells_of_saying(clause, finding, found):
            made.append(finding)
            found = [*found, finding]
        at = max(opened.end, at + 1, finding.source_tokens[1] if finding.source_tokens else 0)
    return made


def _within_saying(clause: Clause, at: int, found: list[Finding]) -> bool:
    """Between a verb and what was said (``وقال X، بحسب الوكالة، إن``): read there, as a carrier."""
    start = clause.tokens[at].start
    if clause.traits[at].key[clause.traits[at].conj :] == _as() and at + 1 < len(clause):
        passed_on = clause.traits[at + 1].key in transmission_verbs()
        if passed_on or any(f.at == at + 1 for f in found if f.clause is clause):
            return True
    return any(
        f.at < at and start < f.content[0].start for f in found if f.clause is clause and f.content and f.at >= 0
    )


def _is_told_otherwise(clause: Clause, opened: Accord, found: list[Finding]) -> bool:
    """Read elsewhere: between a verb and what was said, as passing on, as another's own words."""
    at = opened.at
    return _within_saying(clause, at, found) or _is_passed_on(clause, opened, found) or _is_anothers(clause, at, found)


def _is_anothers(clause: Clause, at: int, found: list[Finding]) -> bool:
    """Within quotation marks that open what somebody says, an "according to" is that one's own."""
    return (
        clause.depth[at] > 0
        and not _opens_sentence(clause, at)
        and any(
            f.mode == "mixed" and f.content[0].start < clause.tokens[at].start < f.content[-1].end
            for f in found
            if f.clause is clause and f.content and f.at >= 0 and clause.depth[f.at] < clause.depth[at]
        )
    )


def _is_passed_on(clause: Clause, opened: Accord, found: list[Finding]) -> bool:
    """``نقلت الوكالة على لسان المصدر قوله``: read as passing on."""
    sources = [f.source_tokens for f in found if f.clause is clause and f.rule == "transmission" and f.source_tokens]
    return any(first == opened.source_at for first, _ in sources)


@cache
def _as() -> str:
    return fold(table("ar/particles")["accord"]["as"])


def _read(clause: Clause, opened: Accord, found: list[Finding]) -> Finding | None:
    opened = _past_pronouns(clause, opened)
    end = _source_end(clause, opened)
    if end == opened.source_at and opened.form is None:
        return None
    end, told_to = _told_to(clause, opened.source_at, end)
    first, end, passed_on = _passed_on(clause, opened.source_at, end)
    told_to = told_to + passed_on
    source = clause.span(first, end) if end > first else None
    cue = Span(clause.start_of(opened.at), opened.cue_end)
    finding = Finding(
        clause,
        "accord",
        "says",
        "indirect",
        [],
        cue=cue,
        source=source,
        form=opened.form,
        at=opened.at,
        source_tokens=(first, end) if source else None,
        confidence=0.9,
        because=[cue],
    )
    if opened.form is not None and opened.form.cue.stance in ("announces", "asserts", "claims"):
        finding.stance = opened.form.cue.stance
    circumstance = read_circumstance(clause, end)
    finding.carriers, finding.medium, finding.addressee = (
        circumstance.carriers,
        circumstance.medium,
        circumstance.addressee,
    )
    finding.carriers = told_to + finding.carriers
    if circumstance.carriers and end - 1 > first and clause.traits[end - 1].verbs:  # "officials who spoke to"
        finding.source, finding.source_tokens = clause.span(first, end - 1), (first, end - 1)
    _outlet_as_object(clause, finding, end)
    if _opens_sentence(clause, opened.at):
        return _words_after(clause, finding, end)
    return _words_before(clause, finding, opened, found)


def _source_end(clause: Clause, opened: Accord) -> int:
    """Past the one named; a short quotation here is a paper's name (``وفق ما أوردت "الإمارات اليوم"``)."""
    at = opened.source_at
    if at in clause.quote_at and clause.quote_end[at] - at <= _LONGEST_NAME:
        return clause.quote_end[at]
    end = noun_phrase(clause, at, Limits("person" if opened.form else "", verb_stands_before=True))
    end = next((n for n in range(at + 1, end) if _says_itself(clause, n)), end)
    opens = opened.form is None and _opens_sentence(clause, opened.at)
    return next((n for n in range(at + 1, end) if _goes_on_after(clause, n)), end) if opens else end


def _says_itself(clause: Clause, at: int) -> bool:
    """``بحسب الرئاسة التي أكدت أن …``: the relative clause is a saying of its own."""
    if not clause.traits[at].has("relative") or at + 2 >= len(clause) or not that_after(clause, at + 2):
        return False
    return any(form.gender for form in clause.traits[at + 1].verbs)


def _goes_on_after(clause: Clause, comma: int) -> bool:
    """``وبحسب الوزير، قتل …``: no other name of the one named stands after the comma, so what was said does."""
    if not clause.is_comma(comma) or comma + 1 >= len(clause):
        return False
    trait = clause.traits[comma + 1]
    named = comma + 1 in clause.entity_at or comma + 1 in clause.named
    return not (named or trait.definite or trait.conjoined or any(map(trait.has, _NAMES_AGAIN)))


def _past_pronouns(clause: Clause, opened: Accord) -> Accord:
    at = opened.source_at
    while (
        opened.form
        and at < len(clause) - 1
        and not _in_medium(clause, at)
        and (clause.traits[at].has("prep:pronoun") or _with_pronoun(clause, at) or at in clause.time_at)
    ):
        at = clause.time_at.get(at, at + 1)
    return replace(opened, source_at=at)


def _in_medium(clause: Clause, at: int) -> bool:
    """``وفق ما أعلن في بيان``: nobody is named, the sentence's subject announced it."""
    return clause.traits[at].has("prep") and not clause.traits[at].clitic and clause.traits[at + 1].has("medium")


def _with_pronoun(clause: Clause, at: int) -> bool:
    """``على لسانه`` between the verb and the paper."""
    return clause.traits[at].has("prep") or (
        at > 0 and clause.traits[at - 1].has("prep") and bool(clause.tokens[at].word.enclitic)
    )


def _passed_on(clause: Clause, first: int, end: int) -> tuple[int, int, list[Carrier]]:
    """``حسبما ذكرت تقارير نقلا عن مسؤولين``: the far one said it, the near one carries it."""
    at = end + 1 if clause.is_comma(end) else end
    far = accord_at(clause, at)
    far_at = far.source_at if far is not None and far.carries else _whom_from(clause, first, end)
    if far_at < 0 or end == first:
        return first, end, []
    far_end = noun_phrase(clause, far_at, Limits(verb_stands_before=True))
    if far_end == far_at:
        return first, end, []
    return far_at, far_end, [Carrier(clause.span(first, end), carrier_role(clause, first, end))]


def _whom_from(clause: Clause, first: int, end: int) -> int:
    """``حسبما نقلته الصحيفة عن المسؤول``: where the one behind the paper is named; −1 where nobody is."""
    verb = clause.tokens[first - 1].word if first else None
    passes_on = verb is not None and (fold(verb.stem) in transmission_verbs() or verb.key in transmission_verbs())
    leads = end + 1 < len(clause) and clause.traits[end].key == about_word()
    return end + 1 if passes_on and leads else -1


def _told_to(clause: Clause, first: int, end: int) -> tuple[int, list[Carrier]]:
    """``مسؤولين أدلوا بتصريحات لشبكة …``: a paper in the clause that describes the source is its carrier; the source
    ends before that clause."""
    if names_outlet(clause, first):
        return end, []
    for verb in range(first + 1, end):
        if is_verb(clause, verb) or clause.traits[verb].verbs or clause.traits[verb].has("relative"):
            for number in range(verb + 1, end):
                if names_outlet(clause, number):
                    last = next((n for n in range(number + 1, end) if begins_anonymity(clause, n)), end)
                    return verb, [Carrier(clause.span(number, last), "outlet")]
            return end, []
    return end, []


def _outlet_as_object(clause: Clause, finding: Finding, at: int) -> None:
    """``وفق ما أفاد مسؤول وكالة فرانس برس``: the paper it was told to, without a preposition."""
    if at < len(clause) and names_outlet(clause, at) and not finding.carriers:
        finding.carriers.append(Carrier(clause.span(at, max(noun_phrase(clause, at), at + 1)), "outlet"))


def _opens_sentence(clause: Clause, at: int) -> bool:
    """Nothing was said before it: it opens the sentence, a reported clause or a quotation."""
    if at == 0 or clause.traits[at - 1].that or clause.mark(at - 1) == COLON or at - 1 in clause.quote_at:
        return True
    return at <= 2 and all(clause.is_break(n) or clause.traits[n].has("opener") for n in range(at))


def _words_after(clause: Clause, finding: Finding, at: int) -> Finding | None:
    """``وبحسب المصادر، فإن …``: what was said follows the comma."""
    start = at
    if at < len(clause) and is_verb(clause, at):
        return _said(finding, read_content(clause, at))
    while (
        start < len(clause)
        and not clause.is_comma(start)
        and clause.mark(start) != COLON
        and not _resumes(clause, start)
    ):
        start += 1
    while start < len(clause) and (clause.is_break(start) or clause.mark(start) == COLON or _resumes(clause, start)):
        start += 1
    if (later := _resumed_later(clause, start)) > start:
        finding.carriers += _named_between(clause, start, later)
        start = later
    content = read_content(clause, start)
    if content is None:
        return whole_sentence_before(clause, finding, start)
    return _said(finding, content)


def _resumed_later(clause: Clause, start: int) -> int:
    """``وبحسب بيان، اطلعت عليه الوكالة، فإن …``: past the ``فإن`` that takes it up, else ``start``."""
    if start >= len(clause) or (not clause.traits[start].verbs and not is_verb(clause, start)):
        return start
    for number in range(start + 1, min(len(clause) - 1, start + _FAR)):
        if clause.traits[number].conjoined and clause.traits[number].that and clause.is_comma(number - 1):
            return number + 1
    return start


def _named_between(clause: Clause, first: int, last: int) -> list[Carrier]:
    """The paper that saw the text (``اطلعت عليه الوكالة``)."""
    at = next((number for number in range(first, last) if names_outlet(clause, number)), last)
    return [Carrier(clause.span(at, noun_phrase(clause, at)), "outlet")] if at < last else []


def _said(finding: Finding, content: Content | None) -> Finding | None:
    if content is None:
        return None
    finding.content, finding.mode, finding.rule = content.spans, content.mode, "accord:first"
    return finding


def _resumes(clause: Clause, at: int) -> bool:
    """``فإن``, ``أن`` after the comma take up what was said."""
    trait = clause.traits[at]
    return (bool(trait.that) or trait.key == _has()) and at + 1 < len(clause)


@cache
def _has() -> str:
    """``فقد``: before a verb, as ``فإن`` before a noun."""
    return fold(table("ar/particles")["accord"]["has"])


def _words_before(clause: Clause, finding: Finding, opened: Accord, found: list[Finding]) -> Finding | None:
    last = opened.at
    while last > 0 and (clause.is_break(last - 1) or clause.mark(last - 1) in ENDS | {COLON}):
        last -= 1
    if last == 0:
        return None
    told = _told_just_before(clause, last, found)
    if told is not None:
        carriers = [] if _is_teller(clause, finding, told) else carriers_of(finding)
        for statement in (told, *_same_telling(clause, told, found)):
            statement.carriers = statement.carriers + carriers
        finding.content = []
        return finding
    first = clause_start(clause, last, found)
    if first >= last:
        return None
    finding.rule = "accord:last"
    finding.content = [_span_of_words(clause, first, last)]
    finding.mode = "mixed" if any(first <= n < last for n in clause.quote_at) else "indirect"
    if (rest := _goes_on(clause, finding)) is not None:
        finding.content += rest.spans
    whole = clause.quote_at.get(first)
    if whole is not None and clause.quote_end.get(first) == last:
        finding.content, finding.mode = [whole.inner], "direct"
    return finding


def _goes_on(clause: Clause, finding: Finding) -> Content | None:
    """``يهدف الكتاب بحسب مؤلفه إلى كذا``: put in between without commas, the words go on with their preposition."""
    if finding.source_tokens is None or finding.carriers or finding.medium or clause.is_break(finding.at - 1):
        return None
    end = finding.source_tokens[1]
    goes_on = end < len(clause) and clause.traits[end].has("prep") and not clause.traits[end].conjoined
    return read_content(clause, end) if goes_on else None


def _span_of_words(clause: Clause, first: int, last: int) -> Span:
    return Span(clause.start_of(first), clause.tokens[last - 1].end)


def _told_just_before(clause: Clause, last: int, found: list[Finding]) -> Finding | None:
    """The statement whose words end where the "according to" begins, told by the main verb of the sentence."""
    end = clause.tokens[last - 1].end
    candidates = [
        f for f in found if f.clause is clause and f.content and f.at < last and end - 2 <= f.content[-1].end <= end + 2
    ]
    rules = ("verb", "accord:first", "appearing")
    main = [
        f
        for f in candidates
        if f.rule.startswith(rules)
        and ":relative:" not in f.rule
        and (is_main(f) or (f.rule.startswith("verb:dropped") and clause.traits[f.at].conjoined))
    ]
    goes_on = [f for f in candidates if f.rule.startswith("participle")]
    return next(iter(main or goes_on), None)


def _is_teller(clause: Clause, finding: Finding, told: Finding) -> bool:
    """``أكدت منظمة الصحة …، وفقا لما ذكرته المنظمة``: the same one by a short form carries nothing."""
    if finding.source_tokens is None or told.source_tokens is None:
        return False
    first, last = finding.source_tokens
    return last == first + 1 and clause.traits[first].noun == clause.traits[told.source_tokens[0]].noun


def _same_telling(clause: Clause, told: Finding, found: list[Finding]) -> list[Finding]:
    """``رحب X بكذا ورأى فيه كذا، وفقا للوكالة``: what the same subject said just before in the sentence."""
    if told.source is not None or not told.rule.startswith(("verb:dropped", "participle")):
        return []
    return [
        f
        for f in found
        if f.clause is clause and f.content and f.at < told.at and f.rule.startswith("verb") and is_main(f)
    ]


def clause_start(clause: Clause, last: int, found: list[Finding]) -> int:
    """Where the words beside a closing "according to" begin: after the last statement told in the sentence, or at its
    first word."""
    start = clause.opening
    for finding in found:
        if finding.clause is clause and finding.content and finding.rule.startswith(("participle", "verb")):
            number = _token_after(clause, finding.content[-1].end)
            if number < last and number > start:
                start = number
    while start < last and (
        clause.is_break(start)
        or (
            not clause.tokens[start].word.is_word
            and start not in clause.quote_at
            and not clause.tokens[start].text[0].isdigit()
        )
    ):
        start += 1
    return start


def _token_after(clause: Clause, position: int) -> int:
    for number, token in enumerate(clause.tokens):
        if token.start >= position:
            return number
    return len(clause)
