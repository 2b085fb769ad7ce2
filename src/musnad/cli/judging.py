"""The command that measures: readings against a gold set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from musnad.cli.console import complain, emit, show, tracked, view
from musnad.cli.reading import written
from musnad.cli.running import attempt
from musnad.cli.view import View
from musnad.errors import InputError
from musnad.evaluation import measure
from musnad.evaluation.brat import folder
from musnad.evaluation.gold import load
from musnad.evaluation.report import report
from musnad.export.json_lines import json_line
from musnad.model import Page, PageFailure


def evaluate(gold_path: str, readings_path: str | None, worst: int, as_json: bool, bidi: str) -> None:
    """Print the figures of the readings in a file, or of readings made now of the gold's own texts."""
    gold = list(articles(gold_path))
    readings = load(readings_path) if readings_path else list(_read(tracked(gold, len(gold))))
    found = report(measure(gold, readings), worst)
    if as_json:
        emit(json_line(found))
    else:
        _print(found, view(bidi))


def convert(folder_path: str, out: Path | None) -> None:
    """Print the articles of a brat folder as a gold set in JSON lines."""
    if not Path(folder_path).is_dir():
        raise InputError("missing_folder", source=folder_path)
    lines = b"".join(map(json_line, folder(folder_path)))
    if out:
        written(out, lines)
    else:
        emit(lines)


def articles(path: str) -> Iterable[dict[str, Any]]:
    """The gold articles at a path: JSON lines, or a folder of brat files."""
    return folder(path) if Path(path).is_dir() else load(path)


def _read(gold: Any) -> Iterator[dict[str, Any]]:
    for article in gold:
        published = date.fromisoformat(article["published"]) if article.get("published") else None
        page = Page(
            article["text"],
            article.get("kind") or "article",
            str(article["id"]),
            outlet=article.get("outlet"),
            published=published,
        )
        result = attempt(page)
        if isinstance(result, PageFailure):
            complain(result)
        else:
            yield result.to_dict()


def _print(found: dict[str, Any], drawn: View) -> None:
    for name, value in found.items():
        if name not in ("by", "worst"):
            print(f"{name:40} {value}")
    for group, rows in found["by"].items():
        print(f"\n{'by ' + group:30} {'gold':>6} {'loose %':>8} {'whole %':>8}")
        for name, row in rows.items():
            print(f"{name:30} {_row(row)}")
    for article in found["worst"]:
        print(f"\n{article['id']}: {article['wrong']} wrong, {article['marked']} marked")
        for case in article["cases"]:
            _print_case(case, drawn)


def _row(row: dict[str, Any]) -> str:
    if "gold" in row:
        return f"{row['gold']:6} {row['loose %']:8} {row['whole %']:8}"
    gold, _ = row["statements gold/found"]
    return f"{gold:6} {row['content loose P/R/F1'][2]:8} {row['whole statement P/R/F1'][2]:8}  (F1)"


def _print_case(case: dict[str, Any], drawn: View) -> None:
    print(f"  {case['what']}")
    for side in ("gold", "found"):
        if case[side]:
            chain = " \u2190 ".join(link["text"] for link in case[side]["chain"])
            print(f"    {side}")
            show(drawn.words(f"{chain} | {case[side]['cue']} | {case[side]['content']}", indent=6))
