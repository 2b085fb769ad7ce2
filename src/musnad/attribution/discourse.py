"""Who the speaker is: dropped subjects, pronouns and short forms, settled over the whole article."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.attribution.clause import Clause
from musnad.attribution.finding import Finding
from musnad.attribution.kinds import is_nisba, kind_of
from musnad.attribution.mentions import Mention, Mentions
from musnad.attribution.own_words import OWN_WORDS
from musnad.attribution.subjects import main_subject
from musnad.model import SourceKind, Span

#: Nobody reads "he added" back over more statements than these.
_FARTHEST = 100


@dataclass(slots=True)
class Speaker:
    """Who said one finding: the words in it, the fullest earlier words, kind, gender and number as far as known."""

    span: Span | None
    antecedent: Span | None
    kind: SourceKind
    gender: str = ""
    number: str = ""

    @property
    def fullest(self) -> Span | None:
        return self.antecedent or self.span


def settle(findings: list[Finding], clauses: list[Clause], outer: list[int]) -> list[Speaker]:
    """The speaker of each finding; findings are in order of the telling, ``outer`` is theirs (``outer_of``)."""
    mentions = Mentions(clauses)
    speakers: list[Speaker] = []
    for number, finding in enumerate(findings):
        if finding.source is not None:
            speaker = _of_source(finding, mentions)
            if _is_man_of_nation(finding):
                speaker.antecedent = _last_named(speakers)
        else:
            speaker = _of_context(_candidates(number, findings, speakers, outer, mentions), finding)
        speakers.append(speaker)
        if finding.source_tokens is not None and speaker.antecedent is None and not _joint(finding):
            mentions.add(Mention.of(finding.clause, *finding.source_tokens, kind=speaker.kind, spoke=True))
    return speakers


def _joint(finding: Finding) -> bool:
    """Two speakers at once (``البيت الأبيض وترمب``): no short form means both."""
    first, last = finding.source_tokens or (0, 0)
    return any(finding.clause.traits[number].conjoined for number in range(first + 1, last))


def outer_of(findings: list[Finding]) -> list[int]:
    """For each finding the one whose content holds it most closely, −1 where none does."""
    places = [finding.cue or finding.content[0] for finding in findings]
    told = [
        (span.start, span.end, index)
        for index, finding in enumerate(findings)
        if finding.rule != "referring:back"
        for span in finding.content
    ]
    told.sort(reverse=True)
    outer = [-1] * len(findings)
    around: list[tuple[int, int]] = []  # ends and findings of the contents that are open at a place
    for number in sorted(range(len(findings)), key=lambda n: places[n].start):
        place = places[number]
        while told and told[-1][0] <= place.start:
            around.append(told.pop()[1:])
        around = [(end, index) for end, index in around if end > place.start]
        holding = [
            (sum(len(span) for span in findings[index].content), index)
            for end, index in around
            if end >= place.end and index != number and findings[index].cue != findings[number].cue
        ]
        outer[number] = min(holding)[1] if holding else -1
    return outer


def _of_source(finding: Finding, mentions: Mentions) -> Speaker:
    assert finding.source is not None
    assert finding.source_tokens is not None
    first, last = finding.source_tokens
    kind = kind_of(finding.clause, first, last)
    earlier = mentions.fuller(finding.clause, first, last)
    gender, number = _agreement(finding)
    if earlier is not None:
        deictic = finding.clause.traits[first].has("sole:definite") and earlier.kind == "unnamed"
        sure = earlier.spoke or kind == "unnamed" or deictic
        return Speaker(finding.source, earlier.span, earlier.kind if sure else kind, gender, number)
    return Speaker(finding.source, None, kind, gender, number)


def _is_man_of_nation(finding: Finding) -> bool:
    """``الإسباني`` alone as who said it."""
    first, last = finding.source_tokens or (0, 0)
    return last == first + 1 and finding.rule.startswith("verb") and is_nisba(finding.clause, first)


def _last_named(speakers: list[Speaker]) -> Span | None:
    """The nationality stands for the man who spoke last."""
    return next((one.fullest for one in reversed(speakers) if one.kind == "named"), None)


def _agreement(finding: Finding) -> tuple[str, str]:
    """Gender and number as the verb shows them: before its subject a verb shows gender only."""
    form = finding.form
    if form is None or not form.is_verb or not finding.rule.startswith("verb"):
        return "", ""
    return form.gender, form.number if ":after:" not in finding.rule else ""


def _of_context(candidates: list[Speaker], finding: Finding) -> Speaker:
    """A dropped subject or a participle: whoever speaks before it in the sentence, else in the telling."""
    for candidate in candidates:
        if _agrees(finding, candidate):
            return Speaker(None, candidate.fullest, candidate.kind, candidate.gender, candidate.number)
    return Speaker(None, None, "unnamed")


def _candidates(
    number: int, findings: list[Finding], speakers: list[Speaker], outer: list[int], mentions: Mentions
) -> list[Speaker]:
    finding = findings[number]
    same: list[Speaker] = []
    before: list[Speaker] = []
    aside: list[Speaker] = []
    for index in range(number - 1, max(-1, number - _FARTHEST), -1):
        if speakers[index].fullest is None or outer[index] == number:
            continue
        here = findings[index].clause is finding.clause
        if not here and outer[index] >= 0:
            continue
        if outer[index] >= 0 and outer[index] != outer[number] and outer[number] != index:
            continue
        beside = findings[index].rule.startswith(("accord", "noun"))
        (same if here and not beside else aside if beside else before).append(speakers[index])
    if finding.rule == OWN_WORDS:
        return same + before[:6] + aside[:3]
    inner = _subject_inside(finding, findings[outer[number]]) if outer[number] >= 0 else None
    form = finding.form if finding.rule.startswith(("verb", "participle", "phrase", "learned")) else None
    main = inner or (None if same else main_subject(finding.clause, finding.at, form))
    subject = [_mentioned(finding.clause, *main, mentions)] if main is not None else []
    nearby = findings[max(0, number - _FARTHEST) : number]
    same = subject + same if inner else same + subject
    return same + _of_sentence_before(finding, nearby, mentions) + before[:6] + aside[:3]


def _subject_inside(finding: Finding, around: Finding) -> tuple[int, int] | None:
    """``قالت الوكالة إن الوزير زار المصنع حيث أكد أن``: told inside another's words, of one whom those words name."""
    clause = finding.clause
    goes_on = finding.rule.startswith("participle") and clause.depth[finding.at] > 0
    if around.clause is not clause or not (goes_on or finding.rule.startswith("verb:dropped:that")):
        return None
    first = next((n for n, token in enumerate(clause.tokens) if token.start >= around.content[0].start), 0)
    return main_subject(clause, finding.at, finding.form, first) if first < finding.at else None


def _mentioned(clause: Clause, first: int, last: int, mentions: Mentions) -> Speaker:
    """The subject of a verb, by the fullest words for it in the article so far."""
    earlier = mentions.fuller(clause, first, last)
    return Speaker(clause.span(first, last), earlier.span if earlier else None, kind_of(clause, first, last))


def _of_sentence_before(finding: Finding, nearby: list[Finding], mentions: Mentions) -> list[Speaker]:
    """The subject of the sentence before, where nothing was reported in it: ``تهربت ماي من الإجابة. وقالت``."""
    before = finding.clause.previous
    if before is None or any(other.clause is before for other in nearby):
        return []
    main = main_subject(before, len(before), finding.form)
    if main is None:
        return []
    return [_mentioned(before, *main, mentions)]


def _agrees(finding: Finding, candidate: Speaker) -> bool:
    form = finding.form
    if form is None or not candidate.gender or not form.gender:
        return True
    if form.shape == "participle" and form.number == "s" and form.gender == "m":
        return candidate.gender == "m"
    if candidate.gender != form.gender:
        return False
    return not (candidate.number and form.number and candidate.number != form.number)
