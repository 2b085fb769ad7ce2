"""The commands, their options and their help: one thin function each."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from musnad.cli import alert, asking, follow, saved, user
from musnad.cli.days import day
from musnad.cli.options import (
    DEFAULT_STORE,
    AsJson,
    Bidi,
    Day,
    KindOption,
    Lines,
    Outlet,
    PageSource,
    Published,
    Store,
    Threshold,
    Url,
)
from musnad.export.columns import TableName
from musnad.export.forms import FormName

app = typer.Typer(
    name="musnad",
    help="Read pages of the Arabic press: who said what, to whom, through which outlet, and what is expected by when.",
    epilog="Words may be had in Arabic: --lang ar, or MUSNAD_LANG=ar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

app.add_typer(follow.app, name="follow")
app.add_typer(user.app, name="user")
app.add_typer(saved.app, name="saved")
app.add_typer(alert.app, name="alert")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"musnad {version('musnad')}")
        raise typer.Exit


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
    llm: Annotated[
        Literal["off", "page", "unsure"],
        typer.Option(
            help="Let the model of MUSNAD_LLM_URL propose statements: for the page, or where rules are unsure."
        ),
    ] = "off",
    bidi: Bidi = "auto",
) -> None:
    """Read a page and print who said what, through whom, and what is expected."""
    from musnad.cli import reading
    from musnad.cli.finishing import finisher
    from musnad.model import Page

    finish = finisher(threshold, llm)
    known = Page("", kind, url=url, outlet=outlet, published=published)
    if jsonl:
        raise typer.Exit(reading.read_lines(source, known, finish))
    if as_json or html:
        reading.read_for_programs(source, known, finish, as_json, html)
    else:
        reading.read_for_people(source, known, finish, bidi)


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
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCES…", help="Files, folders, addresses, feeds, web archives, JSON lines, -."),
    ],
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


@app.command(
    epilog="Examples:\n\n"
    'musnad search "WORDS" --stance denies --from 2021-07-01\n\n'
    "musnad search --speaker Biden --kind unnamed --about-from 2021-07-26 --facets\n\n"
    'musnad search "WORDS" --save harbour'
)
def search(
    query: Annotated[str, typer.Argument(help="Words; a phrase in quotation marks.")] = "",
    store: Store = DEFAULT_STORE,
    speaker: asking.Speaker = None,
    outlet: asking.Outlet = None,
    entity: asking.Entity = None,
    stance: asking.StanceOption = None,
    mode: asking.ModeOption = None,
    kind: asking.KindOption = None,
    language: asking.Language = None,
    since: asking.SaidFrom = None,
    until: asking.SaidTo = None,
    about_from: asking.AboutFrom = None,
    about_to: asking.AboutTo = None,
    exact: asking.Exact = False,
    no_names: asking.NoNames = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count what was found by outlet, speaker, month \u2026")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    after: Annotated[str | None, typer.Option(help="Go on after the `after` of an earlier --json.")] = None,
    save: Annotated[str | None, typer.Option(metavar="NAME", help="Keep the search under a name, for alerts.")] = None,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Find statements in the store, however their words are spelt."""
    from musnad.cli import finding

    names = (speaker, outlet, entity), (stance, mode, kind, language)
    asked = finding.query(query, *names, ((since, until), (about_from, about_to)), (exact, not no_names))
    finding.search(store, asked, {"limit": limit, "after": after, "facets": facets, "save": save}, as_json, bidi)


@app.command(
    epilog="Examples:\n\nmusnad expectations --as-of 2021-07-25\n\n"
    "musnad expectations --since 2021-07-18\n\nmusnad expectations --ics > expected.ics"
)
def expectations(
    store: Store = DEFAULT_STORE,
    as_of: Day = None,
    due_from: Day = None,
    due_to: Day = None,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="Only what changed since this day.")
    ] = None,
    as_json: AsJson = False,
    ics: Annotated[bool, typer.Option("--ics", help="A calendar (iCalendar) instead of the view for people.")] = False,
    bidi: Bidi = "auto",
) -> None:
    """List what the pages of the store expect and what became of it, as it stood on a day (default: today)."""
    from musnad.cli import expected, keeping

    asked = expected.Asked(as_of or date.today(), due_from, due_to, since)
    keeping.ledger(store, asked, "ics" if ics else "json" if as_json else "people", bidi)


@app.command(epilog="Examples:\n\nmusnad claims\n\nmusnad claims --limit 100 --jsonl")
def claims(
    store: Store = DEFAULT_STORE,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many (for people: 20).")] = None,
    as_json: AsJson = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One claim a line.")] = False,
    bidi: Bidi = "auto",
) -> None:
    """List what is said, most reported first, and how many independent sources stand behind each."""
    from musnad.cli import claiming

    form = "jsonl" if jsonl else "json" if as_json else None
    claiming.show_claims(store, form, limit if limit or form else 20, bidi)


@app.command(epilog="Example:\n\nmusnad claim 5f1c02…")
def claim(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a claim, or of a statement that tells it.")],
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Show one claim: whose word it is, who carried it, why it counts as so many sources, who denies it."""
    from musnad.cli import claiming

    claiming.show_claim(store, id, as_json, bidi)


@app.command(
    epilog="Examples:\n\n"
    "musnad export jsonl > readings.jsonl\n\n"
    "musnad export csv --bom --out statements.csv\n\n"
    'musnad export xlsx --query "WORDS" --stance denies --out denials.xlsx'
)
def export(
    form: Annotated[FormName, typer.Argument(help="jsonl: whole readings; the others: the statements.")],
    store: Store = DEFAULT_STORE,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of standard output.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Byte order mark first, for Excel (csv).")] = False,
    table: Annotated[TableName, typer.Option(help="Which table (csv, parquet).")] = "statements",
    every_version: Annotated[
        bool, typer.Option("--every-version", help="Older versions of pages too (without a search).")
    ] = False,
    query: Annotated[str, typer.Option(help="Only what has these words.")] = "",
    speaker: asking.Speaker = None,
    outlet: asking.Outlet = None,
    entity: asking.Entity = None,
    stance: asking.StanceOption = None,
    mode: asking.ModeOption = None,
    kind: asking.KindOption = None,
    language: asking.Language = None,
    since: asking.SaidFrom = None,
    until: asking.SaidTo = None,
    about_from: asking.AboutFrom = None,
    about_to: asking.AboutTo = None,
    exact: asking.Exact = False,
    no_names: asking.NoNames = False,
) -> None:
    """Print what the store keeps, or what a search finds, for other programs."""
    from musnad.cli import exporting, finding

    names = (speaker, outlet, entity), (stance, mode, kind, language)
    asked = finding.query(query, *names, ((since, until), (about_from, about_to)), (exact, not no_names))
    exporting.export(store, form, asked, out, {"table": table, "bom": bom, "every_version": every_version})


@app.command(
    epilog="Examples:\n\nmusnad serve --store musnad.db --port 8000\n\nmusnad serve --login --store musnad.db"
    "\n\nmusnad serve --follow --contact desk@example.org"
)
def serve(
    store: Store = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    login: Annotated[
        bool, typer.Option("--login", help="Let in only who logs in, on this machine too: for a site behind a proxy.")
    ] = False,
    following: Annotated[bool, typer.Option("--follow", help="Follow the press meanwhile, as `follow run`.")] = False,
    pace: follow.Pace = 2.0,
    contact: follow.Contact = None,
    archive: follow.ArchiveFolder = None,
) -> None:
    """Show the store in a browser. Where others can reach it, or the store is shared, its users log in."""
    from musnad.cli import keeping

    keeping.serve(store, (host, port), login, following, archive, (pace, contact))


@app.command(epilog="Examples:\n\nmusnad mcp --store musnad.db\n\nmusnad mcp --http --port 8001 --no-fetch")
def mcp(
    store: Store = DEFAULT_STORE,
    http: Annotated[bool, typer.Option("--http", help="Streamable HTTP instead of standard input and output.")] = False,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8001,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="Read no addresses, only texts handed over.")] = False,
) -> None:
    """Answer assistants over the Model Context Protocol: read-only tools over pages and the store."""
    from musnad.cli import assisting

    assisting.serve(store, (host, port) if http else None, may_fetch=not no_fetch)


@app.command(
    epilog="Examples:\n\nmusnad evaluate gold.jsonl\n\nmusnad evaluate gold.jsonl --readings readings.jsonl --json"
)
def evaluate(
    gold: Annotated[
        str, typer.Argument(metavar="GOLD", help="Articles annotated by docs/annotation.md: JSON lines, a brat folder.")
    ],
    readings: Annotated[str | None, typer.Option(metavar="FILE", help="Readings to judge, else they are made.")] = None,
    worst: Annotated[int, typer.Option(min=0, help="List so many of the worst cases.")] = 10,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Measure readings against a gold set."""
    from musnad.cli import judging

    judging.evaluate(gold, readings, worst, as_json, bidi)


@app.command(epilog="Example:\n\nmusnad convert annotated/ --out gold.jsonl")
def convert(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Texts (.txt) and their brat annotations (.ann).")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of standard output.")] = None,
) -> None:
    """Turn annotations made in brat into a gold set for `evaluate`."""
    from musnad.cli import judging

    judging.convert(folder, out)


# The other commands join this application when they are imported; they need its options, so they come last.
from musnad.cli import desk  # noqa: E402, F401
