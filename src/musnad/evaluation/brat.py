"""brat stand-off annotations → gold articles (https://brat.nlplab.org/standoff.html).

Entities: ``Cue``, ``Source``, ``Content``, ``Addressee``, ``Medium``; a further carrier is a ``Source`` too. A relation
of any name between a cue and another entity attaches that entity to the cue's statement, whichever comes first.
``Relayer`` and ``Outlet`` relations lead from one carrier to the next one outwards and give its role. A content tied to
a source and to no cue is a statement without a cue (a headline with a colon). Attributes of the cue, or of the content
where there is none: ``Mode``, ``Kind``, ``Stance`` with the values of docs/annotation.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musnad.errors import InputError
from musnad.gather.files import opened

_TYPES = frozenset({"Cue", "Source", "Content", "Addressee", "Medium"})
_CARRIES = {"Relayer": "relayer", "Outlet": "outlet"}
_ATTRIBUTES = {"Mode": "mode", "Kind": "source_kind", "Stance": "stance"}

Spans = list[list[int]]


@dataclass(slots=True)
class _StandOff:
    """One ``.ann`` file: entities by id, ties between them, carriers outwards, attributes by entity."""

    types: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Spans] = field(default_factory=dict)
    ties: dict[str, list[str]] = field(default_factory=dict)
    carried: dict[str, tuple[str, str]] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)

    def tied(self, entity: str, kind: str) -> list[str]:
        return [other for other in self.ties.get(entity, ()) if self.types[other] == kind]


def folder(path: str) -> Iterator[dict[str, Any]]:
    """The gold articles of a folder of ``NAME.txt`` and ``NAME.ann``, by name. brat keeps no day and no outlet.

    Raises InputError for a folder without annotations, a text that is missing, and what ``from_brat`` raises.
    """
    annotated = sorted(Path(path).rglob("*.ann"))
    if not annotated:
        raise InputError("no_brat", source=path)
    for file in annotated:
        text, annotations = _words(file.with_suffix(".txt")), _words(file)
        yield from_brat(text, annotations, str(file.relative_to(path).with_suffix("")), published=None, outlet=None)


def _words(path: Path) -> str:
    try:
        with opened(str(path)) as stream:
            return stream.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("binary", source=str(path)) from None


def from_brat(text: str, annotations: str, article_id: str, **about: str | None) -> dict[str, Any]:
    """A gold article from a text and its ``.ann`` file; ``about`` holds ``published`` and ``outlet``.

    Positions are code points, as brat writes them. Events, notes and equivalences are passed over.
    Raises InputError naming the line that is no stand-off annotation, or whose words are not those of the text.
    """
    found = _StandOff()
    for number, line in enumerate(annotations.splitlines(), start=1):
        try:
            _take(line, text, found)
        except (ValueError, KeyError, IndexError):
            raise InputError("bad_brat", source=article_id, line=number) from None
    statements = [_statement(head, text, found) for head in _heads(found)]
    statements.sort(key=lambda one: one["content"][0] if one["content"] else [0])
    return {
        "id": article_id,
        **about,
        "text": text,
        "ignore": [],
        "statements": statements,
        "expectations": [],
        "times": [],
    }


def _take(line: str, text: str, found: _StandOff) -> None:
    if line.startswith("T"):
        name, middle, words = line.split("\t")
        kind, places = middle.split(" ", 1)
        spans = [[int(place) for place in piece.split()] for piece in places.split(";")]
        if kind in _TYPES:
            # brat writes the pieces of an entity with a blank between them.
            if " ".join(text[start:end].replace("\n", " ") for start, end in spans) != words:
                raise ValueError(line)
            found.types[name], found.spans[name] = kind, spans
    elif line.startswith("R"):
        kind, first, second = line.split("\t")[1].split()
        _tie(kind, first.split(":")[1], second.split(":")[1], found)
    elif line.startswith(("A", "M")):
        kind, entity, *value = line.split("\t")[1].split()
        if kind in _ATTRIBUTES and value:
            found.attributes.setdefault(entity, {})[_ATTRIBUTES[kind]] = value[0]


def _tie(kind: str, first: str, second: str, found: _StandOff) -> None:
    if kind in _CARRIES:
        found.carried[first] = (second, _CARRIES[kind])
    else:
        found.ties.setdefault(first, []).append(second)
        found.ties.setdefault(second, []).append(first)


def _heads(found: _StandOff) -> Iterator[str]:
    for name, kind in found.types.items():
        cueless = kind == "Content" and found.tied(name, "Source") and not found.tied(name, "Cue")
        if kind == "Cue" or cueless:
            yield name


def _statement(head: str, text: str, found: _StandOff) -> dict[str, Any]:
    is_cue = found.types[head] == "Cue"
    sources = found.tied(head, "Source")
    contents = found.tied(head, "Content") if is_cue else [head]
    return {
        "cue": _whole(head, found) if is_cue else None,
        "source": _whole(sources[0], found) if sources else None,
        "antecedent": None,
        "content": sorted(span for content in contents for span in found.spans[content]),
        "mode": None,
        "source_kind": None,
        "stance": None,
        "chain": list(_chain(sources[0], text, found)) if sources else [],
        "addressee": _first(found.tied(head, "Addressee"), found),
        "medium": _first(found.tied(head, "Medium"), found),
        **found.attributes.get(head, {}),
    }


def _chain(source: str, text: str, found: _StandOff) -> Iterator[dict[str, Any]]:
    role, seen = "speaker", set()
    carrier: str | None = source
    while carrier and carrier not in seen:
        seen.add(carrier)
        start, end = _whole(carrier, found)
        yield {"span": [start, end], "text": text[start:end], "role": role}
        carrier, role = found.carried.get(carrier, (None, ""))


def _whole(entity: str, found: _StandOff) -> list[int]:
    spans = found.spans[entity]
    return [spans[0][0], spans[-1][1]]


def _first(entities: list[str], found: _StandOff) -> list[int] | None:
    return _whole(entities[0], found) if entities else None
