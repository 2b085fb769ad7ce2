"""What a form says of a statement that was read wrongly: another span for a part of it, none, or another speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.datastructures import FormData

from musnad.judged import SPANS, edited, judged
from musnad.store import Store
from musnad.web.sending import whole_number

Record = dict[str, Any]
#: The parts in the order in which people think of them; ``content-2`` is the second stretch of what was said.
ORDER = ("source", "cue", "content", "addressee", "medium", "anonymity", "antecedent")
_LONGEST_NAME = 300


def parts_of(statement: Mapping[str, Any]) -> Iterator[tuple[str, Record | None]]:
    """The parts of a statement by the names that forms give them, each with its span or None."""
    for part in ORDER:
        if part == "content":
            yield from ((f"content-{at}", span) for at, span in enumerate(statement["content"], start=1))
        else:
            yield part, statement[part]


def edit_of(form: FormData, store: Store, id: str) -> Record | None:
    """The value of the edit that a form asks for; None where it asks for nothing that fits the page."""
    place = store.page_of_statement(id)
    record = store.reading(*place) if place else None
    if record is None:
        return None
    corrected = judged(record, store.judgements(id))
    statement = next(each for each in corrected["statements"] if each["id"] == id)
    value = _value(form, statement, record)
    fits = value is not None and edited(statement, value, record["text"]) is not None
    return value if fits else None


def _value(form: FormData, statement: Record, record: Record) -> Record | None:
    part, gone = str(form.get("part", "")), form.get("gone") == "1"
    if part == "speaker":
        return _speaker(str(form.get("speaker", "")), record)
    span = None if gone else _span(form, record["text"])
    if part in SPANS:
        with_speaker = _speaker_of(span, statement, record) if part == "source" and span else {}
        return {part: span, **with_speaker} if gone or span else None
    before = dict(parts_of(statement))
    if not part.startswith("content-") or part not in before or not (gone or span):
        return None
    after = {**before, part: span}
    content = [span for name, span in after.items() if name.startswith("content-") and span]
    return {"content": content} if content else None


def _speaker_of(source: Record, statement: Record, record: Record) -> Record:
    """The speaker that goes along with a source: where the chain has the source's own words, it has the new ones.

    A speaker resolved from elsewhere in the article stays; so does the entity while one wording holds the other.
    """
    first, before = statement["chain"][:1], statement["source"]
    if not first or first[0]["role"] != "speaker" or not before or first[0]["text"] != before["text"]:
        return {}
    moved = _speaker(source["text"], record)
    its = first[0]["entity"]
    if moved and its and not moved["speaker"]["entity"] and _holds(source["text"], before["text"]):
        moved["speaker"]["entity"] = its
    return moved or {}


def _holds(one: str, other: str) -> bool:
    return one in other or other in one


def _speaker(written: str, record: Record) -> Record | None:
    """A speaker by name, with the entity where the page names one so."""
    name = " ".join(written.split())[:_LONGEST_NAME]
    if not name:
        return None
    known = (each["entity"] for each in record["entities"] if each["text"] == name and each["entity"])
    return {"speaker": {"text": name, "entity": next(known, None)}}


def _span(form: FormData, text: str) -> Record | None:
    first, last = (whole_number(form.get(name)) for name in ("start", "end"))
    if first is None or last is None:
        return None
    return {"start": first, "end": last, "text": text[first:last]} if first < last <= len(text) else None
