"""Gold articles and readings in one form, so that they can be laid side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any

from musnad.errors import InputError
from musnad.evaluation.names import WORD
from musnad.gather.files import opened

Stretch = tuple[int, int]
Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as it is compared. Spans are word positions of the text; ``chain`` is (wording, role) from the
    speaker outwards; ``at`` is where the cue begins, in code points."""

    content: Words
    cue: Words
    source: Words
    at: int | None
    chain: tuple[tuple[str, str], ...]
    mode: str | None
    kind: str | None
    stance: str | None
    cue_text: str
    content_text: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An expectation as it is compared; days are ISO days or None."""

    event: Words
    days: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression as it is compared."""

    words: Words
    days: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Marked:
    """One article with what is marked in it, by careful readers or by a program."""

    id: str
    text: str
    outlet: str
    statements: tuple[Attribution, ...]
    expectations: tuple[Foreseen, ...]
    times: tuple[Dated, ...]


def load(path: str) -> list[dict[str, Any]]:
    """The JSON lines of a file. Raises InputError naming the file, or the line that is none."""
    try:
        with opened(path) as stream:
            lines = enumerate(TextIOWrapper(stream, "utf-8"), 1)
            return [_object(line, f"{path}:{number}") for number, line in lines if line.strip()]
    except UnicodeDecodeError:
        raise InputError("binary", source=path) from None


def marked(article: Mapping[str, Any], text: str, ignore: Iterable[Stretch] = ()) -> Marked:
    """A gold article or a reading, in the one form. What begins inside ``ignore`` counts neither way.

    Gold spans are ``[start, end]``, those of readings ``{"start", "end", "text"}``; both in code points of ``text``.
    """
    index = _Index(text)
    ignored = tuple(ignore)
    statements = (_attribution(one, index) for one in article.get("statements", ()))
    foreseen = (
        (_stretch(one["event"]), Foreseen(index.words([one["event"]]), _days(one, "due_from", "due_to")))
        for one in article.get("expectations", ())
    )
    return Marked(
        id=str(article.get("id")),
        text=text,
        outlet=str(article.get("outlet") or ""),
        statements=tuple(one for first, one in statements if _counts(first, ignored)),
        expectations=tuple(one for first, one in foreseen if _counts(first, ignored)),
        times=tuple(
            Dated(index.words([_place(one)]), (one.get("from"), one.get("to")))
            for one in article.get("times", ())
            if _place(one)
        ),
    )


class _Index:
    """The words of a text, by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at: list[int] = [-1] * len(text)
        for number, word in enumerate(WORD.finditer(text)):
            self._at[word.start() : word.end()] = [number] * (word.end() - word.start())

    def words(self, spans: Iterable[Any]) -> Words:
        """The words that any of these spans touches."""
        stretches = [stretch for span in spans if (stretch := _stretch(span))]
        return frozenset(n for start, end in stretches for n in self._at[start:end]) - {-1}

    def of(self, span: Any) -> str:
        stretch = _stretch(span)
        return self.text[slice(*stretch)] if stretch else ""


def _attribution(one: Mapping[str, Any], index: _Index) -> tuple[Stretch | None, Attribution]:
    content = [span for span in one["content"] if span]
    cue = _stretch(one.get("cue"))
    return _stretch(content[0]) if content else None, Attribution(
        content=index.words(content),
        cue=index.words([one.get("cue")]),
        source=index.words([one.get("source")]),
        at=cue[0] if cue else None,
        chain=tuple(_link(link, index) for link in one.get("chain") or ()),
        mode=one.get("mode"),
        kind=one.get("source_kind"),
        stance=one.get("stance"),
        cue_text=index.of(one.get("cue")),
        content_text=" \u2026 ".join(index.of(span) for span in content),
    )


def _link(link: Mapping[str, Any], index: _Index) -> tuple[str, str]:
    return link.get("text") or index.of(link.get("span") or link), link["role"]


def _place(time: Mapping[str, Any]) -> Any:
    return time.get("span", time)


def _stretch(span: Any) -> Stretch | None:
    if not span:
        return None
    start, end = (span["start"], span["end"]) if isinstance(span, Mapping) else span
    return None if start is None else (int(start), int(end))


def _days(one: Mapping[str, Any], first: str, last: str) -> tuple[str | None, str | None]:
    return one.get(first) or None, one.get(last) or None


def _counts(first: Stretch | None, ignored: tuple[Stretch, ...]) -> bool:
    return first is None or not any(start <= first[0] < end for start, end in ignored)


def _object(line: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputError("bad_json", source=name, why=str(error)) from None
    if not isinstance(found, dict):
        raise InputError("record_not_object", source=name)
    return found


def pairs(gold: Iterable[Mapping[str, Any]], read: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Marked, Marked]]:
    """Each gold article beside what was read of it (readings by id).

    An article that was not read, or was read in another text, stands beside nothing found.
    """
    for article in gold:
        text, ignore = article["text"], tuple(map(tuple, article.get("ignore", ())))
        reading = read.get(str(article["id"]))
        found = reading if reading and reading.get("text") == text else {}
        # An article of people's corrections has no field for what they were not asked about.
        found = {name: found[name] for name in found if name in article or name not in ("expectations", "times")}
        yield marked(article, text, ignore), marked(found, text, ignore)
