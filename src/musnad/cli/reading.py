"""The commands on one page: read, zones, annotate, explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from musnad.cli.console import emit, language, show, status, tracked, view
from musnad.cli.finishing import Finish
from musnad.cli.running import attempt, readings
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.gather import gather
from musnad.messages import say
from musnad.model import Page, PageFailure, PageWarning, Reading


def read_lines(source: str, known: Page, finish: Finish) -> int:
    """JSON lines in, a reading or an error a line out, in order, each as soon as it is there. The exit status."""
    _refuse_silence(source)
    done = failed = 0
    for result in tracked(readings(gather(source, known, lines=True))):
        if isinstance(result, PageFailure):
            failed += 1
            emit(json_line({"id": result.id, "error": {"code": result.code, "message": _sentence(result)}}))
        else:
            done += 1
            emit(json_line(finish(result).to_dict(_sentence)))
    if not done and not failed:
        raise InputError("empty", source=source)
    return status(done, failed)


def read_for_programs(source: str, known: Page, finish: Finish, as_json: bool, html: Path | None) -> None:
    """One reading as JSON on standard output, as a self-contained page in a file, or both."""
    reading = finish(one_reading(source, known))
    if html:
        from musnad.export.page_html import render

        written(html, render(reading).encode("utf-8", "replace"))
    if as_json:
        emit(json_line(reading.to_dict(_sentence)))
    for warning in reading.warnings:
        print(f"musnad: {_sentence(warning)}", file=sys.stderr)


def read_for_people(source: str, known: Page, finish: Finish, bidi: str) -> None:
    """One reading in the terminal."""
    show(view(bidi).reading(finish(one_reading(source, known))))


def show_zones(source: str, known: Page, as_json: bool, bidi: str) -> None:
    """Each line of the page after the name of what it is."""
    reading = one_reading(source, known)
    zones = [{"zone": z.zone, **z.span.to_dict(reading.text)} for z in reading.article.zones]
    if as_json:
        emit(json_line({"id": reading.id, "kind": reading.article.kind, "zones": zones}))
        return
    drawn = view(bidi)
    for zone in zones:
        show(drawn.label(say(f"zone.{zone['zone']}", language()), "bold cyan", indent=0))
        show(drawn.words(str(zone["text"])))


def show_layers(source: str, known: Page) -> None:
    """The layers of the text as aligned words."""
    from musnad.annotated import aligned

    emit((aligned(one_reading(source, known).document).rstrip("\n") + "\n").encode("utf-8", "replace"))


def show_reasons(statement: str, store: str, known: Page, as_json: bool, bidi: str) -> None:
    """Why each statement of a page, or one statement of the store, was found."""
    from musnad.explain import explain

    drawn = view(bidi)
    reading, wanted = _named(statement, store, known)
    for number, found in enumerate(reading["statements"], start=1):
        if wanted not in (None, found["id"]):
            continue
        reasons = explain(reading, found, language())
        if as_json:
            emit(json_line({"statement": found["id"], "reasons": [reason._asdict() for reason in reasons]}))
            continue
        show(drawn.title(f"{number}. {found['id']}"))
        show(drawn.words(" \u2026 ".join(span["text"] for span in found["content"]), "bold"))
        for reason in reasons:
            show(drawn.label(say(reason.label, language()), "dim"))
            show((drawn.words if reason.quoted else drawn.label)(reason.words, indent=4))


def one_reading(source: str, known: Page) -> Reading:
    """The reading of the one page that ``source`` is. Raises MusnadError with the reason where there is none."""
    _refuse_silence(source)
    if Path(source).is_dir():
        raise InputError("folder", source=source)
    page = next(gather(source, known))
    result = page if isinstance(page, PageFailure) else attempt(page)
    if isinstance(result, PageFailure):
        raise InputError(result.code, **result.values)
    return result


def written(path: Path, content: bytes) -> None:
    """Raises InputError where the file cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError("unwritable", source=str(path), why=error.strerror or str(error)) from error


def _named(statement: str, store: str, known: Page) -> tuple[dict[str, Any], str | None]:
    """The reading to explain, and the id of the statement where only one was asked for."""
    from musnad.gather.sources import is_address

    if is_address(statement) or statement == "-" or Path(statement).exists():
        return one_reading(statement, known).to_dict(), None
    from musnad.cli.keeping import reading_of

    kept = reading_of(store, statement)
    if kept is None:
        raise InputError("no_statement", source=statement, store=store)
    return kept, statement


def _sentence(problem: PageWarning | PageFailure) -> str:
    return say(problem.code, language(), **problem.values)


def _refuse_silence(source: str) -> None:
    if source == "-" and sys.stdin.isatty():
        raise InputError("no_source")
