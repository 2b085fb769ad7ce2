"""Tellings written as lines (the notation is explained at the head of bounds.toml), and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

from musnad.model import Copy, Link, SourceKind, Telling


def telling(
    id_: str,
    kind: str,
    words: str | None,
    carriers: Sequence[str] = (),
    *,
    page: int = 1,
    outlet: str = "",
    day: int | None = 22,
) -> Telling:
    """One telling of a claim: by whom, through whom, on which page of which outlet."""
    assert kind in get_args(SourceKind), kind
    chain = [Link("speaker", words, None)] if words else []
    chain += [Link("outlet", carrier, None) for carrier in carriers]
    return Telling(
        id=id_,
        page=page,
        content="القوات ستغادر البلاد بنهاية العام",
        stance="says",
        mode="indirect",
        source_kind=kind,  # type: ignore[arg-type]
        source=words,
        chain=tuple(chain),
        outlet=outlet or f"ورقة {page}",
        published=date(2021, 7, day) if day else None,
    )


def tellings_of(lines: str) -> tuple[list[Telling], list[Copy]]:
    """The tellings of a case, and the copies among them."""
    tellings: list[Telling] = []
    copies: list[Copy] = []
    pages: dict[str, int] = {}
    for line in lines.strip().splitlines():
        place, who, *extras = (part.strip() for part in line.split("|"))
        name, outlet, day = _place(place)
        page = pages.setdefault(name, len(pages) + 1)
        count = sum(one.page == page for one in tellings)
        kind, _, words = who.partition(":")
        speaker, *carriers = (part.strip() for part in words.split(">"))
        one = telling(
            f"{name}{count + 1 if count else ''}",
            kind,
            None if speaker == "-" else speaker,
            carriers,
            page=page,
            outlet=outlet,
            day=day,
        )
        extra = extras[0] if extras else ""
        tellings.append(_with_extras(one, extra))
        copies += [Copy(word[5:], one.id, 0.95, "test") for word in extra.split() if word.startswith("copy=")]
    return tellings, copies


def _place(place: str) -> tuple[str, str, int]:
    name, _, rest = place.partition("@")
    outlet, _, day = rest.strip().rpartition(" ")
    return name.strip(), outlet, int(day)


def _with_extras(one: Telling, extra: str) -> Telling:
    return replace(
        one,
        credits=tuple(part.strip() for part in extra.split("credit=")[1:]),
        in_headline="head" in extra.split(),
        language="en" if "en" in extra.split() else "ar",
        stance="denies" if "denies" in extra.split() else "says",
    )
