"""All rules over one document, their findings settled into statements."""

from __future__ import annotations

import hashlib

from musnad.attribution.accord import accord_findings
from musnad.attribution.appearing import appearing_findings
from musnad.attribution.chains import chain_of
from musnad.attribution.clause import Clause, clauses
from musnad.attribution.discourse import Speaker, outer_of, settle
from musnad.attribution.finding import Carrier, Finding
from musnad.attribution.headline import headline_findings
from musnad.attribution.learned import learned_findings
from musnad.attribution.nouns import noun_findings
from musnad.attribution.own_words import own_words_findings
from musnad.attribution.participles import participle_findings
from musnad.attribution.phrasal import phrasal_findings
from musnad.attribution.referring import referring_findings
from musnad.attribution.sentence_before import carry_back
from musnad.attribution.subheadings import bare_quotations
from musnad.attribution.transmission import transmission_findings
from musnad.attribution.verbs import verb_findings
from musnad.model import Document, Link, Span, Statement

#: So many statements back a paper is still the one that is meant.
_CITED_SHORTLY = 4


def attribute(document: Document, page_id: str = "") -> tuple[Statement, ...]:
    """The statements of a document, in order of the telling. ``page_id`` goes into their ids."""
    made = clauses(document)
    findings = found(made)
    read = {finding.content[0].start for finding in findings}
    findings = _in_order(findings + [f for f in learned_findings(findings, made) if f.content[0].start not in read])
    findings = [f for f, around in zip(findings, outer_of(findings), strict=True) if around < 0 or not _is_narrated(f)]
    _inherit_within_sentence(findings)
    outer = outer_of(findings)
    speakers = settle(findings, made, outer)
    outer = [-1 if _is_its_own_source(finding) else around for finding, around in zip(findings, outer, strict=True)]
    _carry_outlets(findings, speakers, outer)
    stated = [
        _statement(finding, speakers[number], chain_of(number, findings, speakers, outer, document), document, page_id)
        for number, finding in enumerate(findings)
    ]
    bare = bare_quotations(made, findings, speakers)
    stated += [_statement(f, s, chain_of(0, [f], [s], [-1], document), document, page_id) for f, s in bare]
    return tuple(sorted(stated, key=_place) if bare else stated)


def _place(statement: Statement) -> int:
    return statement.cue.start if statement.cue else statement.content[0].start


def found(made: list[Clause]) -> list[Finding]:
    """What the rules find in the clauses of a document, in order of the telling."""
    findings = [finding for clause in made for finding in _of_clause(clause)]
    return carry_back(_without_doubles(_in_order(findings)))


def _in_order(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.order, finding.at))


def _is_narrated(finding: Finding) -> bool:
    """Inside another's words a noun with no source of its own, or a verb with a mere object, tells what happened and
    is no report (``قال إن واشنطن جددت معارضتها``)."""
    told = finding.rule == "verb:before:noun" and finding.stance != "asks"
    return told or (finding.rule == "noun" and finding.source is None)


def _is_its_own_source(finding: Finding) -> bool:
    """``تقارير عن``: reports that nobody signs have no carrier, whoever mentions them."""
    return finding.rule == "noun" and finding.cue == finding.source


def _of_clause(clause: Clause) -> list[Finding]:
    found = headline_findings(clause)
    found += transmission_findings(clause) + appearing_findings(clause)
    found += phrasal_findings(clause)
    taken = {finding.at for finding in found} | {span.start for f in found for span in f.because}
    found += [f for f in verb_findings(clause) if f.at not in taken and (f.cue is None or f.cue.start not in taken)]
    found += participle_findings(clause)
    cited = accord_findings(clause, found)
    found = [f for f in found if not any(f.content == one.content and f.at > one.at for one in cited)] + cited
    found += own_words_findings(clause, found)
    found += referring_findings(clause, found)
    found += noun_findings(clause, found)
    return found


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """One record for one cue, and for one content told by one source."""
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        keys: list[tuple[object, ...]] = [("cue", finding.cue)] if finding.cue else []
        keys.append(("content", tuple(finding.content), finding.source))
        if finding.rule.startswith("participle") or (finding.rule == "noun" and finding.source is None):
            keys.append(("said", tuple(finding.content)))  # "he said, saying": one saying
        if any(key in seen for key in keys) or any(_is_of_source(finding, told) for told in kept[-_CITED_SHORTLY:]):
            continue
        seen.update(keys, [("said", tuple(finding.content))])
        kept.append(finding)
    return kept


def _is_of_source(finding: Finding, told: Finding) -> bool:
    """``ذكر تقرير القناة أن``, ``دراسة نشرت في مجلة أن``: a cue among the words that name who said the same."""
    if told.source is None or finding.cue is None or not told.source.holds(finding.cue):
        return False
    return finding.content[0].end == told.content[0].end


def _inherit_within_sentence(findings: list[Finding]) -> None:
    """A participle has the addressee, medium and carriers of its main clause, within the sentence only."""
    main: Finding | None = None
    for finding in findings:
        if finding.rule.startswith("participle"):
            if main is not None and main.clause is finding.clause:
                finding.addressee = finding.addressee or main.addressee
                finding.medium = finding.medium or main.medium
                finding.carriers = finding.carriers or list(main.carriers)
        else:
            main = finding


def _carry_outlets(findings: list[Finding], speakers: list[Speaker], outer: list[int]) -> None:
    """``وأضاف`` right after a statement told through a paper was told through it too, in the same paragraph."""
    last: int | None = None
    for number, finding in enumerate(findings):
        if outer[number] >= 0:
            continue
        told_on = finding.rule.startswith("verb:dropped") and finding.source is not None
        if (finding.rule == "transmission" or told_on) and not finding.carriers:
            finding.carriers = _passing_on(number, findings, speakers)
        if (
            last is not None
            and finding.source is None
            and not finding.carriers
            and finding.rule.startswith("verb:dropped")
        ):
            before = findings[last]
            same = before.clause.sentence.paragraph == finding.clause.sentence.paragraph
            if same and speakers[last].fullest == speakers[number].fullest:
                finding.carriers = list(before.carriers)
        last = number


def _passing_on(number: int, findings: list[Finding], speakers: list[Speaker]) -> list[Carrier]:
    """``ونقلت عن مصدر قوله``: the paper that was cited shortly before passes it on."""
    for before in range(number - 1, max(-1, number - 1 - _CITED_SHORTLY), -1):
        speaker = speakers[before]
        if speaker.kind == "outlet" and speaker.fullest is not None:
            return [Carrier(speaker.fullest, "outlet")]
        if papers := [carrier for carrier in findings[before].carriers if carrier.role == "outlet"]:
            return papers[:1]
    return []


def _statement(
    finding: Finding, speaker: Speaker, chain: tuple[Link, ...], document: Document, page_id: str
) -> Statement:
    return Statement(
        id=_id(finding, document.text, page_id),
        cue=finding.cue,
        source=finding.source,
        antecedent=speaker.antecedent,
        content=tuple(finding.content),
        mode=finding.mode,
        source_kind=speaker.kind,
        chain=chain,
        addressee=finding.addressee,
        medium=finding.medium,
        stance=finding.stance,
        confidence=finding.confidence,
        rule=finding.rule,
        because=tuple(finding.because),
    )


def _id(finding: Finding, text: str, page_id: str) -> str:
    """The same words in the same place on the same page give the same id."""
    spans: list[Span] = [*([finding.cue] if finding.cue else []), *finding.content]
    words = "\x1f".join(f"{span.start}:{span.end}:{span.of(text)}" for span in spans)
    return hashlib.sha256(f"{page_id}\x1f{words}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
