"""The commands on the log of judgements: judge, undo, history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from musnad.cli.console import emit, language, show, view
from musnad.cli.view import View
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.judged import SPANS, judge_here, standing
from musnad.mementos import mementos
from musnad.messages import say
from musnad.model import Act, Judgement
from musnad.store import Provenance, Store, open_kept

_OF_STATEMENTS = ("accept", "reject", "edit")
_PARTS = ", ".join((*SPANS, "content", "speaker"))


def decision(act: Act, ids: list[str], who: str | None, why: str | None) -> Judgement:
    """A judgement made now; by the one logged in where no name is given."""
    return Judgement(act, tuple(dict.fromkeys(ids)), who or judge_here(), datetime.now(UTC), why)


def judge(where: str, judgement: Judgement, parts: list[str], after: int | None, as_json: bool) -> None:
    """Keep a judgement and say its number."""
    with open_kept(where) as store:
        if judgement.act in _OF_STATEMENTS:
            for id in judgement.about:
                _must_be_kept(store, id)
        if judgement.act == "edit":
            judgement = replace(judgement, value=_edit(store, judgement.about[0], parts))
        made = store.judge(judgement, after)
    _said("judging.done", made, as_json)


def undo(where: str, number: int, taking_back: Judgement, as_json: bool) -> None:
    """Take a judgement back."""
    with open_kept(where) as store:
        made = store.judge(replace(taking_back, undoes=number))
    _said("judging.undone", made, as_json)


def history(where: str, id: str, as_json: bool, bidi: str) -> None:
    """Print where a statement comes from and all that was decided about it, what was taken back included."""
    with open_kept(where) as store:
        its, log = store.provenance(id), store.judgements(id, standing=False)
    if its is None and not log:
        raise InputError("judgement_no_id", id=id, store=where)
    stands = {judgement.number for judgement in standing(log)}
    if as_json:
        told = [{**plain(judgement), "standing": judgement.number in stands} for judgement in log]
        emit(json_line({"id": id, "provenance": _provenance(its), "judgements": told}))
        return
    drawn = view(bidi)
    show(_came_from(its, drawn) if its else [])
    show(_log(log, stands, drawn))


def plain(judgement: Judgement) -> dict[str, Any]:
    """A judgement as JSON."""
    return {**asdict(judgement), "at": judgement.at.isoformat(), "value": dict(judgement.value)}


def _said(key: str, made: Judgement, as_json: bool) -> None:
    if as_json:
        emit(json_line(plain(made)))
    else:
        act = say(f"judging.act_{made.act}", language())
        print(say(key, language(), number=made.number, undoes=made.undoes, act=act))


def _must_be_kept(store: Store, id: str) -> None:
    if store.page_of_statement(id) is None and store.number_of(id) is None:
        raise InputError("judgement_no_id", id=id, store=store.where)


def _edit(store: Store, id: str, parts: list[str]) -> dict[str, Any]:
    """The value of an edit: each part with the place of its words on the page of the statement."""
    place = store.page_of_statement(id)
    reading = store.reading(*place) if place and parts else None
    if place and reading is None:
        raise InputError("judgement_set", value=id, parts=_PARTS)
    if reading is None:
        raise InputError("judgement_no_id", id=id, store=store.where)
    statement = next(each for each in reading["statements"] if each["id"] == id)
    return dict(_part(written, reading["text"], statement) for written in parts)


def _part(written: str, text: str, statement: dict[str, Any]) -> tuple[str, Any]:
    part, given, words = written.partition("=")
    if not given or part not in (*SPANS, "content", "speaker"):
        raise InputError("judgement_set", value=written, parts=_PARTS)
    if part == "speaker":
        return part, {"text": words}
    if not words and part != "content":
        return part, None
    span = _only_place(words, text, statement)
    return part, [span] if part == "content" else span


def _only_place(words: str, text: str, statement: dict[str, Any]) -> dict[str, Any]:
    """Where the words stand: once in the paragraph of the statement, or else once on the page."""
    at = statement["content"][0]["start"]
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    for start, end in ((first, last if last >= 0 else len(text)), (0, len(text))):
        if words and text.count(words, start, end) == 1:
            place = text.index(words, start, end)
            return {"start": place, "end": place + len(words), "text": words}
    count = text.count(words) if words else 0
    raise InputError("judgement_unfit", id=statement["id"], words=words, count=count)


def _came_from(its: Provenance, drawn: View) -> Iterator[object]:
    yield from drawn.title(its.statement)
    yield from drawn.label(say("judging.from_page", language(), page=its.id, version=its.version))
    read = {"rule": its.rule, "musnad": its.musnad, "added": _moment(its.added)}
    yield from drawn.label(say("judging.read_by", language(), **read))
    for musnad, until in its.read_before:
        yield from drawn.label(say("judging.read_before", language(), musnad=musnad, at=_moment(until)), "dim")


def _log(log: Iterable[Judgement], stands: set[int | None], drawn: View) -> Iterator[object]:
    if not log:
        yield from drawn.label(say("judging.nothing", language()), "dim")
    for judgement in log:
        taken_back = judgement.number not in stands and judgement.act != "undo"
        style = "dim strike" if taken_back else "bold"
        act = say(f"judging.act_{judgement.act}", language())
        of = f" ({judgement.undoes})" if judgement.undoes else ""
        yield from drawn.label(f"{judgement.number}. {act}{of}", style)
        facts = [_moment(judgement.at), judgement.who, say("judging.taken_back", language()) if taken_back else ""]
        yield from drawn.facts(facts, indent=4)
        yield from drawn.words(judgement.why, indent=4) if judgement.why else ()
        for part, value in judgement.value.items():
            yield from drawn.words(f"{part}: {_in_words(value)}", indent=4)


def _in_words(value: object) -> str:
    if isinstance(value, list):
        return " \u2026 ".join(map(_in_words, value))
    return str(value.get("text", value)) if isinstance(value, dict) else "\u2205" if value is None else str(value)


def _provenance(its: Provenance | None) -> dict[str, Any] | None:
    if its is None:
        return None
    before = [{"musnad": musnad, "until": until.isoformat()} for musnad, until in its.read_before]
    moments = {"fetched": its.fetched and its.fetched.isoformat(), "added": its.added.isoformat()}
    copies = mementos(its.url, its.fetched or its.added)
    return {**asdict(its), **moments, "read_before": before, "mementos": copies}


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
