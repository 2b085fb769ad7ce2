"""A reading as people judged it: the log on top of what was read, neither of them changed.

The log is append-only; what stands in it is derived (:func:`standing`), and so is the reading with its statements
accepted, rejected and edited (:func:`judged`).
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from musnad.model import Judgement

#: The parts of a statement that an ``edit`` may set to another span, or to None where they are not there at all.
SPANS = ("cue", "source", "antecedent", "addressee", "medium", "anonymity")
_EDITABLE = (*SPANS, "content", "speaker")


def judge_here() -> str:
    """The name under which this machine's people judge: that of ``MUSNAD_WHO``, else the one logged in."""
    try:
        return os.environ.get("MUSNAD_WHO") or getpass.getuser()
    except (KeyError, ImportError, OSError):  # a container's user has no name
        return "musnad"


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that nobody took back, in their order, without the undoing itself. They must be numbered."""
    taken_back: set[int | None] = set()
    stands: list[Judgement] = []
    for judgement in sorted(judgements, key=lambda each: each.number or 0, reverse=True):
        if judgement.number in taken_back:
            continue
        if judgement.act == "undo":
            taken_back.add(judgement.undoes)
        else:
            stands.append(judgement)
    return stands[::-1]


def judged(record: Mapping[str, Any], judgements: Iterable[Judgement]) -> dict[str, Any]:
    """A copy of a reading, in the contract's form, whose statements are as people decided.

    Each statement gains ``judged``: ``{"verdict": "accepted" | "rejected" | None, "edited": [parts], "numbers":
    [judgements that count here], "unfit": [edits that do not fit the text]}``. A rejected statement stays in the list.
    A later judgement goes before an earlier one. An ``edit`` has in its value spans of the text, by part
    (``"source": {"start", "end"}``, ``"content": [spans]``, None for "not there"), and ``"speaker": {"text",
    "entity"}``; one whose spans lie outside the text, or whose ``text`` is not what stands there, changes nothing and
    is unfit.
    """
    by_id: dict[str, list[Judgement]] = {}
    for judgement in standing(judgements):
        for id in judgement.about:
            by_id.setdefault(id, []).append(judgement)
    text = record["text"]
    return {**record, "statements": [_judged(s, by_id.get(s["id"], ()), text) for s in record["statements"]]}


def edited(statement: Mapping[str, Any], value: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """The statement with the parts that an edit sets, or None where the edit does not fit the text."""
    changed: dict[str, Any] = dict(statement)
    for part, wanted in value.items():
        if part in SPANS and (wanted is None or _fits(wanted, text)):
            changed[part] = wanted and _span(wanted, text)
        elif part == "content" and isinstance(wanted, list) and wanted and all(_fits(span, text) for span in wanted):
            changed[part] = [_span(span, text) for span in sorted(wanted, key=lambda span: span["start"])]
        elif part == "speaker" and isinstance(wanted, Mapping) and isinstance(wanted.get("text"), str):
            changed["chain"] = _with_speaker(statement["chain"], wanted)
        elif part in _EDITABLE:
            return None
    return changed


def _judged(statement: Mapping[str, Any], judgements: Sequence[Judgement], text: str) -> dict[str, Any]:
    seen: dict[str, Any] = {"verdict": None, "edited": [], "numbers": [], "unfit": []}
    changed: dict[str, Any] = dict(statement)
    for judgement in judgements:
        seen["numbers"].append(judgement.number)
        if judgement.act in ("accept", "reject"):
            seen["verdict"] = judgement.act + "ed"
        elif judgement.act == "edit":
            new = edited(changed, judgement.value, text)
            if new is None:
                seen["unfit"].append(judgement.number)
                continue
            seen["edited"] += [part for part in judgement.value if part in _EDITABLE and part not in seen["edited"]]
            changed = new
    return {**changed, "judged": seen}


def _fits(span: object, text: str) -> bool:
    """Whether this is a span of the text, and its words, where given, those that stand there."""
    if not isinstance(span, Mapping):
        return False
    start, end = span.get("start"), span.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        return False
    return span.get("text") in (None, text[start:end])


def _span(span: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {"start": span["start"], "end": span["end"], "text": text[span["start"] : span["end"]]}


def _with_speaker(chain: list[dict[str, Any]], wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    link = {"start": None, "end": None, "text": wanted["text"], "role": "speaker", "entity": wanted.get("entity")}
    link["taken_from"] = "judgement"
    return [link, *(chain[1:] if chain and chain[0]["role"] == "speaker" else chain)]
