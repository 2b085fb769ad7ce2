"""The options and arguments that several commands share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import typer

from musnad.cli.days import day

Kind = Literal["auto", "html", "page", "article"]
KindOption = Annotated[Kind, typer.Option(help="What the source is; auto finds out.")]
Published = Annotated[
    date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Publication day, when the page does not say.")
]
Url = Annotated[str | None, typer.Option(help="Where the page came from.")]
Outlet = Annotated[str | None, typer.Option(help="The outlet that published it.")]
Lines = Annotated[bool, typer.Option("--jsonl", help="JSON lines in and out: one page, one reading a line.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of the view for people.")]
Store = Annotated[str, typer.Option(envvar="MUSNAD_STORE", help="The store: a file, made where there is none.")]
Threshold = Annotated[float, typer.Option(min=0, max=1, help="Leave out what is less sure than this.")]
Bidi = Annotated[
    Literal["auto", "terminal", "visual"],
    typer.Option(envvar="MUSNAD_BIDI", help="Who turns Arabic lines: the terminal, or Musnad (visual)."),
]
PageSource = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A file, an http(s) address, or - for standard input.")
]
Day = Annotated[date | None, typer.Option(parser=day, metavar="YYYY-MM-DD")]
DEFAULT_STORE = "musnad.db"
