"""The options that say what is sought, the same for every command that searches."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import typer

from musnad.cli.days import day
from musnad.model import Mode, SourceKind, Stance

_PANEL = "What is sought"


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=_PANEL, **more)


def _day(*names: str, help: str) -> Any:
    return _option(*names, help=help, parser=day, metavar="YYYY-MM-DD")


Speaker = Annotated[str | None, _option("--speaker", help="Only what this one said: a name or an id.")]
Outlet = Annotated[str | None, _option("--outlet", help="Published or carried by this outlet.")]
Entity = Annotated[str | None, _option("--entity", help="That names this person, body or place: a name or an id.")]
StanceOption = Annotated[Stance | None, _option("--stance", help="says, denies, warns, expects \u2026")]
ModeOption = Annotated[Mode | None, _option("--mode", help="In the speaker's own words, reported \u2026")]
KindOption = Annotated[SourceKind | None, _option("--kind", help="Kind of source: named, unnamed \u2026")]
Language = Annotated[str | None, _option("--language", help="Language of the page, as ar.")]
SaidFrom = Annotated[date | None, _day("--from", "--said-from", help="Published from this day.")]
SaidTo = Annotated[date | None, _day("--to", "--said-to", help="Published up to this day.")]
AboutFrom = Annotated[date | None, _day("--about-from", help="That speaks of this day or a later one.")]
AboutTo = Annotated[date | None, _day("--about-to", help="That speaks of this day or an earlier one.")]
Exact = Annotated[bool, _option("--exact", help="The letters as typed: hamza, marks and attached letters count.")]
NoNames = Annotated[bool, _option("--no-names", help="Names only as typed, in no other spelling or script.")]
Found = Literal["statement", "page"]
