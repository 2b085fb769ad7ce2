"""The commands, their options and their help: one thin function each."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from musnad.errors import InputError
from musnad.messages import say

app = typer.Typer(
    name="musnad",
    help="Read pages of the Arabic press: who said what, to whom, through which outlet, and what is expected by when.",
    epilog="Words may be had in Arabic: --lang ar, or MUSNAD_LANG=ar.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _day(written: str) -> date:
    from musnad.gather.records import day

    try:
        found = day(written, "--published")
    except InputError:
        found = None
    if found is None:
        raise typer.BadParameter(say("bad_date", source="--published", value=written))
    return found


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"musnad {version('musnad')}")
        raise typer.Exit


Kind = Literal["auto", "html", "page", "article"]
KindOption = Annotated[Kind, typer.Option(help="What the source is; auto finds out.")]
Published = Annotated[
    date | None, typer.Option(parser=_day, metavar="YYYY-MM-DD", help="Publication day, when the page does not say.")
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
Day = Annotated[date | None, typer.Option(parser=_day, metavar="YYYY-MM-DD")]
Since = Annotated[date | None, typer.Option("--from", parser=_day, metavar="YYYY-MM-DD", help="From this day.")]
Until = Annotated[date | None, typer.Option("--to", parser=_day, metavar="YYYY-MM-DD", help="To this day.")]
DEFAULT_STORE = "musnad.db"


@app.callback()
def _options(
    lang: Annotated[Literal["en", "ar"] | None, typer.Option(help="Language of all messages.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if lang:
        os.environ["MUSNAD_LANG"] = lang


@app.command(
    epilog="Examples:\n\n"
    "musnad read page.html\n\n"
    "musnad read article.txt --published 2021-07-24 --json\n\n"
    "musnad read pages.jsonl --jsonl > readings.jsonl\n\n"
    "musnad read https://example.com/story --html story.html"
)
def read(
    source: PageSource = "-",
    kind: KindOption = "auto",
    published: Published = None,
    url: Url = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
    jsonl: Lines = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one self-contained page.")] = None,
    threshold: Threshold = 0.0,
    bidi: Bidi = "auto",
) -> None:
    """Read a page and print who said what, through whom, and what is expected."""
    from musnad.cli import reading
    from musnad.model import Page

    known = Page("", kind, url=url, outlet=outlet, published=published)
    if jsonl:
        raise typer.Exit(reading.read_lines(source, known, threshold))
    if as_json or html:
        reading.read_for_programs(source, known, threshold, as_json, html)
    else:
        reading.read_for_people(source, known, threshold, bidi)


@app.command(epilog="Example:\n\nmusnad zones page.html")
def zones(source: PageSource = "-", kind: KindOption = "auto", as_json: AsJson = False, bidi: Bidi = "auto") -> None:
    """Show what each line of a page is: headline, byline, body, a link to another story …"""
    from musnad.cli import reading
    from musnad.model import Page

    reading.show_zones(source, Page("", kind), as_json, bidi)


@app.command(epilog="Example:\n\nmusnad annotate article.txt --kind article")
def annotate(source: PageSource = "-", kind: KindOption = "auto", published: Published = None) -> None:
    """Show the layers of the text, word by word: clitics, lemma, part of speech, names, times, quotations."""
    from musnad.cli import reading
    from musnad.model import Page

    reading.show_layers(source, Page("", kind, published=published))


@app.command(epilog="Examples:\n\nmusnad explain page.html\n\nmusnad explain 5f1c02… --store musnad.db")
def explain(
    statement: Annotated[str, typer.Argument(metavar="ID_OR_PAGE", help="The id of a statement kept, or a page.")],
    store: Store = DEFAULT_STORE,
    kind: KindOption = "auto",
    published: Published = None,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Say which rule found a statement, and from which words."""
    from musnad.cli import reading
    from musnad.model import Page

    reading.show_reasons(statement, store, Page("", kind, published=published), as_json, bidi)


@app.command(
    epilog="Examples:\n\nmusnad add pages/ story.html https://example.com/story\n\nmusnad add pages.jsonl --json"
)
def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCES…", help="Files, folders, addresses, JSON lines, -.")],
    store: Store = DEFAULT_STORE,
    kind: KindOption = "auto",
    published: Published = None,
    outlet: Outlet = None,
    jsonl: Lines = False,
    as_json: AsJson = False,
) -> None:
    """Read pages and keep them; the same page twice is one page, new text at one address a new version."""
    from musnad.cli import keeping
    from musnad.model import Page

    known = Page("", kind, outlet=outlet, published=published)
    raise typer.Exit(keeping.add(sources, store, known, jsonl, as_json))


@app.command(epilog='Example:\n\nmusnad search "WORDS" --stance denies --from 2021-07-01')
def search(
    query: Annotated[str, typer.Argument(help="Words; a phrase in quotation marks.")],
    store: Store = DEFAULT_STORE,
    speaker: Annotated[str | None, typer.Option(help="Only what this one said.")] = None,
    outlet: Outlet = None,
    stance: Annotated[str | None, typer.Option(help="says, denies, warns, expects …")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Find statements in the store, however their words are spelt."""
    from musnad.cli import keeping

    filters = {"speaker": speaker, "outlet": outlet, "stance": stance, "day_from": since, "day_to": until}
    keeping.search(store, query, {**filters, "limit": limit}, as_json, bidi)


@app.command(epilog="Example:\n\nmusnad expectations --as-of 2021-07-25")
def expectations(
    store: Store = DEFAULT_STORE,
    as_of: Day = None,
    due_from: Day = None,
    due_to: Day = None,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """List what the pages of the store expect, as it stood on a day (default: today), by the day it is due."""
    from musnad.cli import keeping

    keeping.ledger(store, as_of or date.today(), (due_from, due_to), as_json, bidi)


@app.command(epilog="Examples:\n\nmusnad export jsonl > readings.jsonl\n\nmusnad export csv --bom --out statements.csv")
def export(
    form: Annotated[Literal["jsonl", "csv"], typer.Argument(help="jsonl: readings; csv: statements.")],
    store: Store = DEFAULT_STORE,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of standard output.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Byte order mark first, for Excel.")] = False,
) -> None:
    """Print what the store keeps, for other programs."""
    from musnad.cli import keeping

    keeping.export(store, form, out, bom)


@app.command(epilog="Example:\n\nmusnad serve --store musnad.db --port 8000")
def serve(
    store: Store = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """Show the store in a browser."""
    from musnad.cli import keeping

    keeping.serve(store, host, port)


@app.command(
    epilog="Examples:\n\nmusnad evaluate gold.jsonl\n\nmusnad evaluate gold.jsonl --readings readings.jsonl --json"
)
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD.jsonl", help="Articles annotated by docs/annotation.md.")],
    readings: Annotated[str | None, typer.Option(metavar="FILE", help="Readings to judge, else they are made.")] = None,
    worst: Annotated[int, typer.Option(min=0, help="List so many of the worst cases.")] = 10,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Measure readings against a gold set."""
    from musnad.cli import judging

    judging.evaluate(gold, readings, worst, as_json, bidi)


# The other commands join this application when they are imported; they need its options, so they come last.
from musnad.cli import desk  # noqa: E402, F401
