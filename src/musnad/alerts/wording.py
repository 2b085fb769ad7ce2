"""What an alert says: a body that programs take, with its subject and text for people, in the alert's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from musnad.export.templating import Wording, cut, plain
from musnad.search import Hit
from musnad.store import Alert

_LISTED = 20
_FSI, _PDI = "\u2068", "\u2069"  # foreign words keep their own direction (UAX 9, 2.3)
Body = dict[str, Any]


def of_search(alert: Alert, hits: Sequence[Hit]) -> Body:
    """The message that tells new statements; ``ids`` are those of all, the first twenty are ``statements``."""
    t = Wording(alert.language)
    subject = t("alert.subject_search", count=t.many("alert.statements", len(hits)), name=plain(alert.search or ""))
    shown = [_statement(hit) for hit in hits[:_LISTED]]
    lines = [line for each in shown for line in _said(each, t)]
    if len(hits) > _LISTED:
        lines.append(t("alert.more", count=t.number(len(hits) - _LISTED)))
    ids = [hit.statement for hit in hits]
    return {"kind": "search", "search": alert.search, "subject": subject, "ids": ids, "statements": shown} | _text(
        subject, lines
    )


def of_claim(alert: Alert, claim: Mapping[str, Any], before: int) -> Body:
    """The message that tells that more sources may stand behind a claim."""
    t, sources = Wording(alert.language), claim["sources"]
    least, most = t.number(sources["at_least"]), t.number(sources["at_most"])
    subject = t("alert.subject_claim", count=most, claim=cut(plain(claim["text"]), 100))
    lines = [_isolated(claim["text"]), ""]
    lines.append(t("alert.bounds", least=least, most=most, before=t.number(before)))
    lines.append(t("alert.reported", pages=t.number(claim["reports"]), outlets=t.number(claim["outlets"])))
    told = {name: claim[name] for name in ("claim", "text", "reports", "outlets", "first", "last")}
    bounds = {"at_least": sources["at_least"], "at_most": sources["at_most"], "at_most_before": before}
    return {"kind": "claim", "claim": {**told, **bounds}, "subject": subject} | _text(subject, lines)


def _statement(hit: Hit) -> Body:
    names = ("statement", "speaker", "carriers", "stance", "text", "headline", "outlet", "url")
    day = hit.published.isoformat() if hit.published else None
    return {**{name: getattr(hit, name) for name in names}, "carriers": list(hit.carriers), "published": day}


def _said(said: Mapping[str, Any], t: Wording) -> Iterator[str]:
    who = _isolated(said["speaker"]) if said["speaker"] else t("web.unknown")
    yield f"\u2022 {who} ({t('stance.' + (said['stance'] or 'other'))})"
    yield f"  {_isolated(cut(said['text'], 400))}"
    day = t.day(said["published"]) if said["published"] else None
    yield "  " + " \u00b7 ".join(_isolated(fact) for fact in (said["outlet"], said["headline"], day) if fact)
    if said["url"]:
        yield f"  {plain(said['url'])}"  # bare: programs make it a link
    yield ""


def _text(subject: str, lines: Iterable[str]) -> Body:
    return {"text": "\n".join([subject, "", *lines]).rstrip() + "\n"}


def _isolated(words: str) -> str:
    return f"{_FSI}{plain(words)}{_PDI}"
