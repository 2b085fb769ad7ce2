"""How many independent sources stand behind a claim: cases with their reasoning in bounds.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from musnad.claims.sources import sources
from musnad.model import Copy, Link, SourceKind, Telling

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "bounds.toml").read_text("utf-8"))["case"]


def tellings_of(lines: str) -> tuple[list[Telling], list[Copy]]:
    tellings: list[Telling] = []
    copies: list[Copy] = []
    pages: dict[str, int] = {}
    for line in lines.strip().splitlines():
        place, who, *extras = (part.strip() for part in line.split("|"))
        name, outlet, day = place.replace("@", "").rsplit(" ", 2) if place.count(" ") == 2 else split_place(place)
        page = pages.setdefault(name, len(pages) + 1)
        count = sum(one.page == page for one in tellings)
        telling = telling_of(f"{name}{count + 1 if count else ''}", page, outlet, int(day), who)
        extra = extras[0] if extras else ""
        tellings.append(with_extras(telling, extra))
        copies += [Copy(word[5:], telling.id, 0.95, "test") for word in extra.split() if word.startswith("copy=")]
    return tellings, copies


def split_place(place: str) -> tuple[str, str, str]:
    name, rest = place.split("@")
    outlet, day = rest.strip().rsplit(" ", 1)
    return name.strip(), outlet, day


def telling_of(id_: str, page: int, outlet: str, day: int, who: str) -> Telling:
    kind, _, words = who.partition(":")
    speaker, *carriers = (part.strip() for part in words.split(">"))
    assert kind in get_args(SourceKind), kind
    source = None if speaker == "-" else speaker
    chain = [Link("speaker", source, None)] if source else []
    chain += [Link("outlet", carrier, None) for carrier in carriers]
    return Telling(
        id=id_,
        page=page,
        content="القوات ستغادر البلاد بنهاية العام",
        stance="says",
        mode="indirect",
        source_kind=kind,
        source=source,
        chain=tuple(chain),
        outlet=outlet,
        published=date(2021, 7, day),
    )


def with_extras(telling: Telling, extra: str) -> Telling:
    credits = tuple(part.strip() for part in extra.replace("copy=", "credit=~").split("credit=")[1:] if part[:1] != "~")
    return replace(
        telling,
        credits=credits,
        in_headline="head" in extra.split(),
        language="en" if "en" in extra.split() else "ar",
        stance="denies" if "denies" in extra.split() else "says",
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_bounds_are_as_reasoned(case: dict[str, Any]) -> None:
    tellings, copies = tellings_of(case["tellings"])
    found = sources(tellings, copies)
    assert [found.at_least, found.at_most] == case["bounds"], case["why"]
    if "origins" in case:
        assert sorted(" ".join(origin.statements) for origin in found.origins) == sorted(case["origins"])
    assert [" ".join(ring) for ring in found.circles] == case.get("circles", [])
