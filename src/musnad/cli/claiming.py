"""The commands on claims: the list of them, and one as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from musnad.claiming import refresh
from musnad.claims.record import worded
from musnad.cli.console import emit, language, show, view
from musnad.cli.lines import Piece
from musnad.cli.view import View, day_in_words
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.export.templating import Wording
from musnad.messages import say
from musnad.store import open_kept

Record = Mapping[str, Any]
_THROUGH = " \u2190 "
_DOT = " \u00b7 "


def show_claims(where: str, form: str | None, limit: int | None, bidi: str) -> None:
    """Print the claims, most reported first: for people, or as ``json`` or ``jsonl``."""
    with open_kept(where) as store:
        refresh(store)
        found = (worded(claim, language()) for claim in store.claims.all(limit))
        if form == "json":
            emit(json_line({"claims": list(found)}))
        elif form == "jsonl":
            for claim in found:
                emit(json_line(claim))
        else:
            _list(list(found), view(bidi))


def show_claim(where: str, id: str, as_json: bool, bidi: str) -> None:
    """Print one claim, found by its id or by that of a statement that tells it. Raises InputError for no such id."""
    with open_kept(where) as store:
        refresh(store)
        found = store.claims.claim_of(id)
        denials = store.statements(found["denied_by"]) if found else []
    if found is None:
        raise InputError("no_claim", source=where, id=id)
    claim = worded(found, language())
    if as_json:
        emit(json_line(claim))
        return
    drawn = view(bidi)
    show(_head(claim, drawn))
    show(_origins(claim, drawn))
    show(_listed("web.claim.why", [reason["says"] for reason in claim["sources"]["why"]], drawn))
    show(_differences(claim, drawn))
    if denials:
        show(drawn.title(_say("web.claim.denied_by")))
        for denial in denials:
            show(
                drawn.pieces(
                    [Piece(denial.speaker or _say("web.unknown"), "bold cyan"), Piece(": "), Piece(denial.content)]
                )
            )


def _list(claims: list[Record], drawn: View) -> None:
    if not claims:
        show(drawn.label(_say("web.claim.none"), "dim"))
    for claim in claims:
        show(_head(claim, drawn))
        show(drawn.facts([claim["claim"]], indent=2))


def _head(claim: Record, drawn: View) -> Iterator[object]:
    """The words, and how many stand behind them."""
    t = Wording(language())
    yield from drawn.title(bounds(claim, t))
    yield from drawn.words(claim["text"], "bold")
    days = " \u2013 ".join(dict.fromkeys(day for day in (claim["first"], claim["last"]) if day))
    counts = [t.many("web.claim.reports", claim["reports"]), t.many("web.claim.outlets", claim["outlets"])]
    denied = [t.many("web.claim.denials", len(claim["denied_by"]))] if claim["denied_by"] else []
    yield from drawn.facts([*counts, days, *denied], indent=2)


def bounds(claim: Record, t: Wording) -> str:
    """``At least 1 independent source, at most 2 independent sources``, in the language of ``t``."""
    least, most = claim["sources"]["at_least"], claim["sources"]["at_most"]
    if least == most:
        return t.many("web.claim.exactly", least)
    ends = {name: t.many("web.claim.exactly", number) for name, number in (("least", least), ("most", most))}
    return t("web.claim.between", **ends)


def _origins(claim: Record, drawn: View) -> Iterator[object]:
    """The tree: whose word it is, and under each the pages that tell it, first to last."""
    yield from drawn.title(_say("web.claim.origins"))
    for at, origin in enumerate(claim["origins"]):
        carrier = [Piece(_THROUGH, "dim"), Piece(origin["first_carrier"], "magenta")] if origin["first_carrier"] else []
        yield from drawn.pieces([Piece(origin["speaker"], "bold cyan"), *carrier])
        for telling in claim["tellings"]:
            if at in telling["origins"]:
                yield from drawn.pieces(_told(telling), indent=6)


def _told(telling: Record) -> list[Piece]:
    day = day_in_words(date.fromisoformat(telling["published"]), language()) if telling["published"] else ""
    carriers = [
        piece for each in telling["carriers"] for piece in (Piece(each["text"], "magenta"), Piece(_THROUGH, "dim"))
    ]
    page = Piece(telling["outlet"] or telling["headline"] or telling["page_id"], "magenta")
    return [*carriers, page, *([Piece(_DOT, "dim"), Piece(day, "dim")] if day else [])]


def _listed(title: str, sentences: list[str], drawn: View) -> Iterator[object]:
    if sentences:
        yield from drawn.title(_say(title))
    for sentence in sentences:
        yield from drawn.label(sentence, indent=4)


def _differences(claim: Record, drawn: View) -> Iterator[object]:
    if claim["differences"]:
        yield from drawn.title(_say("web.claim.differences"))
    for each in claim["differences"]:
        count = f"{len(each['statements'])}/{len(claim['tellings'])}"
        yield from drawn.pieces([Piece(each["words"]), Piece(_DOT, "dim"), Piece(count, "dim")], indent=4)


def _say(key: str) -> str:
    return say(key, language())
