"""The commands on what is kept for long: versions, reread, doctor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from musnad.changes import Change, changes, speaker
from musnad.cli.console import DONE, SOME_FAILED, complain, emit, language, show, status, tracked, view
from musnad.cli.decisions import plain
from musnad.cli.running import attempt
from musnad.cli.view import View
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.messages import say
from musnad.rereading import Reread
from musnad.rereading import reread as read_again
from musnad.store import Finding, Store, VersionRow, open_kept


def versions(where: str, page: str, as_json: bool, bidi: str) -> None:
    """Print the versions of a page, each with its differences from the one before."""
    with open_kept(where) as store:
        number = store.find_page(page)
        if number is None:
            raise InputError("no_page", page=page, store=where)
        told = list(_compared(store, number))
    if as_json:
        rows = [_version(row) | {"changes": [asdict(change) for change in found]} for row, found in told]
        emit(json_line({"page": number, "versions": rows}))
        return
    drawn = view(bidi)
    for row, found in told:
        added = row.added.strftime("%Y-%m-%d %H:%M")
        show(drawn.title(say("change.version", language(), number=row.number, added=added, musnad=row.musnad)))
        show(drawn.words(row.headline or "", "bold"))
        for change in found:
            show(_change(change, drawn))
        if row.number > 1 and not found:
            show(drawn.label(say("change.none", language()), "dim"))


def reread(where: str, everything: bool, as_json: bool) -> int:
    """Read the archive again, naming what could not be carried along. The exit status."""
    with open_kept(where) as store:
        total = store.counts()["versions"] if everything else None
        results = list(_told(tracked(read_again(store, attempt, everything), total), as_json))
    counts = Counter(result.outcome for result in results)
    lost = [judgement for result in results for judgement in result.lost]
    figures: dict[str, Any] = {name: counts[name] for name in ("read", "failed", "not_kept")}
    figures["carried"] = sum(result.carried for result in results)
    if as_json:
        emit(json_line({**figures, "lost": [plain(judgement) for judgement in lost]}))
    elif not results:
        print(say("reread.nothing", language(), store=where))
    else:
        print(say("reread.done", language(), **figures, lost=len(lost)))
        if counts["not_kept"]:
            print(say("reread.not_kept_hint", language()))
    return status(counts["read"] + counts["not_kept"], counts["failed"])


def doctor(where: str, repair: bool, as_json: bool) -> int:
    """Print what is wrong with a store, and what was repaired. The exit status: 1 where something still is wrong."""
    findings: list[Finding] = []
    with open_kept(where) as store:
        for finding in tracked(store.examine(repair)):
            findings.append(finding)
            if not as_json:
                print(_finding(finding, repair))
        kept = store.counts()["versions"]
    left = sum(not finding.repaired for finding in findings)
    if as_json:
        emit(json_line({"versions": kept, "wrong": len(findings), "findings": [_plain(each) for each in findings]}))
    else:
        key = "healthy" if not findings else "repaired" if repair else "found"
        figures = {"versions": kept, "count": len(findings), "repaired": len(findings) - left}
        print(say(f"doctor.{key}", language(), store=where, **figures))
        if left and not repair:
            print(say("doctor.hint", language()))
    return SOME_FAILED if left else DONE


def _compared(store: Store, number: int) -> Iterator[tuple[VersionRow, list[Change]]]:
    before = None
    for row in store.versions(number):
        record = store.reading(number, row.number)
        yield row, changes(before, record) if before and record else []
        before = record


def _version(row: VersionRow) -> dict[str, Any]:
    days = {"published": row.published and row.published.isoformat(), "added": row.added.isoformat()}
    return {**asdict(row), **days, "fetched": row.fetched and row.fetched.isoformat()}


def _change(change: Change, drawn: View) -> Iterator[object]:
    yield from drawn.label(say(f"change.{change.kind}", language()), "bold yellow")
    for key, statement, style in (("before", change.before, "dim"), ("after", change.after, "")):
        if statement:
            words = " \u2026 ".join(span["text"] for span in statement["content"])
            who = speaker(statement) or say("change.nobody", language())
            yield from drawn.label(say(f"change.{key}", language()) + ":", "dim", indent=4)
            yield from drawn.words(f"{who}: {words}", style, indent=4)


def _told(results: Iterator[Reread], quiet: bool) -> Iterator[Reread]:
    for result in results:
        if result.failure:
            complain(result.failure)
        for judgement in () if quiet else result.lost:
            its = {"number": judgement.number, "who": judgement.who, "page": result.page}
            print(say("reread.lost", language(), act=say(f"judging.act_{judgement.act}", language()), **its))
        yield result


def _finding(finding: Finding, repair: bool) -> str:
    sentence = say(f"doctor.{finding.code}", language(), **finding.values)
    if not repair:
        return sentence
    return f"{sentence} [{say('doctor.fixed' if finding.repaired else 'doctor.left', language())}]"


def _plain(finding: Finding) -> dict[str, Any]:
    message = say(f"doctor.{finding.code}", language(), **finding.values)
    return {"code": finding.code, "message": message, "values": dict(finding.values), "repaired": finding.repaired}
