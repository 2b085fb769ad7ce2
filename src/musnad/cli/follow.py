"""The commands under ``musnad follow``, one thin function each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from musnad.cli.options import DEFAULT_STORE, AsJson, Bidi, Store

app = typer.Typer(help="Follow feeds, site maps and pages, and keep what is new in them.", no_args_is_help=True)
Minutes = Annotated[int, typer.Option(min=5, max=10_080, help="Ask it again after so many minutes.")]

Pace = Annotated[float, typer.Option(min=0, help="Seconds between two visits to one site.")]
Contact = Annotated[str | None, typer.Option(help="Where you can be reached; sites are told.")]
ArchiveFolder = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where answers are kept (WARC).")]


@app.command("add", epilog="Example:\n\nmusnad follow add https://example.com/feed --outlet NAME")
def add(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Feeds, site maps, pages, folders.")],
    store: Store = DEFAULT_STORE,
    outlet: Annotated[str | None, typer.Option(help="Who publishes its pages.")] = None,
    minutes: Minutes = 30,
) -> None:
    """Follow sources; asked for the first time at the next `musnad follow run`."""
    from musnad.cli import following

    following.add(store, addresses, outlet, minutes)


@app.command("remove")
def remove(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Sources followed.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Follow sources no more; their pages stay in the store."""
    from musnad.cli import following

    raise typer.Exit(following.remove(store, addresses))


@app.command("list")
def list_sources(store: Store = DEFAULT_STORE, as_json: AsJson = False, bidi: Bidi = "auto") -> None:
    """List the sources: when each was asked, when it is asked next, and what went wrong."""
    from musnad.cli import following

    following.show_sources(store, as_json, bidi)


@app.command("run", epilog="Examples:\n\nmusnad follow run --once\n\nmusnad follow run --contact desk@example.org")
def run(
    store: Store = DEFAULT_STORE,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    pace: Pace = 2.0,
    contact: Contact = None,
    archive: ArchiveFolder = None,
    as_json: AsJson = False,
) -> None:
    """Ask the sources that are due, read and keep what they announce, send alerts; again and again until stopped."""
    from musnad.cli import following

    raise typer.Exit(following.run(store, archive, (pace, contact), once, as_json))


@app.command("import", epilog="Example:\n\nmusnad follow import feeds.opml")
def take(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, or one address a line.")],
    store: Store = DEFAULT_STORE,
    minutes: Minutes = 30,
) -> None:
    """Follow all the feeds of an OPML file."""
    from musnad.cli import following

    following.take(store, file, minutes)


@app.command("export")
def give(store: Store = DEFAULT_STORE) -> None:
    """Print the sources as OPML, for other readers of feeds."""
    from musnad.cli import following

    following.give(store)
