"""The commands that follow the press: ``musnad follow add``, ``list``, ``remove``, ``run``, ``import``, ``export``."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from musnad.cli.console import complain, emit, language, show, status, view
from musnad.messages import say

if TYPE_CHECKING:
    from musnad.following import Round
    from musnad.store import Followed

app = typer.Typer(help="Follow feeds, site maps and pages, and keep what is new in them.", no_args_is_help=True)
Store = Annotated[str, typer.Option(envvar="MUSNAD_STORE", help="The store: a file, made where there is none.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of the view for people.")]
Minutes = Annotated[int, typer.Option(min=5, max=10_080, help="Ask it again after so many minutes.")]
Bidi = Annotated[
    Literal["auto", "terminal", "visual"],
    typer.Option(envvar="MUSNAD_BIDI", help="Who turns Arabic lines: the terminal, or Musnad (visual)."),
]
DEFAULT_STORE = "musnad.db"
_LONGEST_NAP = 60.0


@app.command("add", epilog="Example:\n\nmusnad follow add https://example.com/feed --outlet NAME")
def add(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Feeds, site maps, pages.")],
    store: Store = DEFAULT_STORE,
    outlet: Annotated[str | None, typer.Option(help="Who publishes its pages.")] = None,
    minutes: Minutes = 30,
) -> None:
    """Follow sources; asked for the first time at the next `musnad follow run`."""
    from musnad.errors import InputError
    from musnad.following import utc_now
    from musnad.store import open_store

    for address in addresses:
        if not address.startswith(("http://", "https://")):
            raise InputError("refused", source=address, why="not an http(s) address")
    with open_store(store) as opened:
        for address in addresses:
            new = opened.following.add(address, outlet, minutes, utc_now())
            print(say("follow.added" if new else "follow.changed", language(), source=address, minutes=minutes))


@app.command("remove")
def remove(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Sources followed.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Follow sources no more; their pages stay in the store."""
    from musnad.cli.keeping import opened
    from musnad.model import PageFailure

    failed = 0
    with opened(store) as kept:
        for address in addresses:
            if kept.following.remove(address):
                print(say("follow.removed", language(), source=address))
            else:
                complain(PageFailure(address, "not_followed", {"source": address}))
                failed += 1
    raise typer.Exit(status(len(addresses) - failed, failed))


@app.command("list")
def list_sources(store: Store = DEFAULT_STORE, as_json: AsJson = False, bidi: Bidi = "auto") -> None:
    """List the sources: when each was asked, when it is asked next, and what went wrong."""
    from musnad.cli.keeping import opened
    from musnad.export.json_lines import json_line

    with opened(store) as kept:
        found = kept.following.all()
    if as_json:
        emit(json_line({"sources": [_as_record(source) for source in found]}))
        return
    drawn = view(bidi)
    if not found:
        show(drawn.label(say("follow.none", language()), "dim"))
    for source in found:
        show(drawn.title(source.address))
        show(drawn.facts(_facts(source), indent=2))
        for sentence in problems(source, language()):
            show(drawn.label(sentence, "yellow", indent=2))


@app.command("run", epilog="Examples:\n\nmusnad follow run --once\n\nmusnad follow run --contact desk@example.org")
def run(
    store: Store = DEFAULT_STORE,
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    pace: Annotated[float, typer.Option(min=0, help="Seconds between two visits to one site.")] = 2.0,
    contact: Annotated[str | None, typer.Option(help="Where you can be reached; sites are told.")] = None,
    archive: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where answers are kept (WARC).")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the sources that are due, visit what they announce, read and keep it; again and again until stopped."""
    from importlib.metadata import version

    from musnad.cli.keeping import opened
    from musnad.cli.running import attempt
    from musnad.following import Follower, utc_now
    from musnad.gather.archiving import Archive
    from musnad.gather.visiting import Manner

    folder = archive or Path(f"{store}.archive")
    with opened(store) as kept, Archive(folder, f"Musnad/{version('musnad')}") as shelf:
        follower = Follower(kept, shelf, attempt, Manner(pace, contact))
        while True:
            found = follower.round()
            _tell(found, as_json)
            if once:
                raise typer.Exit(status(found.answered + found.outcomes.total(), len(found.failures)))
            time.sleep(_nap(kept.following.next_moment(), utc_now()))


@app.command("import", epilog="Example:\n\nmusnad follow import feeds.opml")
def take(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, or one address a line.")],
    store: Store = DEFAULT_STORE,
    minutes: Minutes = 30,
) -> None:
    """Follow all the feeds of an OPML file."""
    from musnad.following import utc_now
    from musnad.gather import opml
    from musnad.store import open_store

    outlines = opml.outlines(file)
    with open_store(store) as opened:
        new = sum(opened.following.add(each.address, each.title, minutes, utc_now()) for each in outlines)
    print(say("follow.imported", language(), count=len(outlines), new=new, source=file))


@app.command("export")
def give(store: Store = DEFAULT_STORE) -> None:
    """Print the sources as OPML, for other readers of feeds."""
    from musnad.cli.keeping import opened
    from musnad.gather import opml

    with opened(store) as kept:
        emit(opml.document([opml.Outline(source.address, source.outlet) for source in kept.following.all()]))


def problems(source: Followed, wanted: str) -> list[str]:
    """What is wrong with a source, in sentences."""
    found = []
    if source.problem:
        code, values = source.problem
        found.append(say(code, wanted, **values))
    if source.gives_no_articles:
        found.append(say("follow.no_articles", wanted, source=source.address))
    return found


def _facts(source: Followed) -> list[str]:
    moments = {"asked": source.asked, "succeeded": source.succeeded, "next": source.next}
    told = [say(f"follow.{name}", language(), moment=_moment(at)) for name, at in moments.items() if at]
    counts = say("follow.counts", language(), pages=source.pages, waiting=source.waiting)
    return [source.outlet or "", *told, counts]


def _moment(moment: datetime) -> str:
    """In the reader's own time zone."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _as_record(source: Followed) -> dict[str, object]:
    moments = {"asked": source.asked, "succeeded": source.succeeded, "next": source.next}
    return {
        "address": source.address,
        "outlet": source.outlet,
        "minutes": source.minutes,
        **{name: f"{at.isoformat()}Z" if at else None for name, at in moments.items()},
        "failures": source.failures,
        "pages": source.pages,
        "waiting": source.waiting,
        "problems": problems(source, language()),
    }


def _tell(found: Round, as_json: bool) -> None:
    from musnad.export.json_lines import json_line

    counts = {"asked": found.asked, "announced": found.announced, "added": found.outcomes["added"]}
    counts |= {"unchanged": found.outcomes["unchanged"], "new_versions": found.outcomes["new_version"]}
    if as_json:
        failed = [{"source": each.source, "code": each.code} for each in found.failures]
        emit(json_line({**counts, "failed": failed}))
        return
    for failure in found.failures:
        complain(failure)
    if found.asked or found.outcomes or found.failures:
        print(say("follow.round", language(), **counts, failed=len(found.failures)), flush=True)


def _nap(until: datetime | None, now: datetime) -> float:
    """Seconds to sleep: sources may be added meanwhile, so never long."""
    wait = (until - now if until else timedelta(seconds=_LONGEST_NAP)).total_seconds()
    return min(_LONGEST_NAP, max(1.0, wait))
