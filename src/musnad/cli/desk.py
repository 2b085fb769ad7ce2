"""The commands of the desk that keeps a store: judging, comparing versions, reading again, examining; and of crawls."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from musnad.cli.app import app
from musnad.cli.options import DEFAULT_STORE, AsJson, Bidi, Store

Who = Annotated[str | None, typer.Option("--by", envvar="MUSNAD_WHO", help="Who judges; else the name logged in.")]
Why = Annotated[str | None, typer.Option(help="Why, in a sentence.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**31 - 1, help="The judgement's number.")]


@app.command(
    epilog="Examples:\n\nmusnad judge accept 5f1c02…\n\n"
    'musnad judge edit 5f1c02… --set source="WORDS ON THE PAGE" --why "the title belongs to it"\n\n'
    "musnad judge same 5f1c02… 77ab10…"
)
def judge(
    act: Annotated[
        Literal["accept", "reject", "edit", "same", "different", "confirm", "decline"],
        typer.Argument(help="What is decided."),
    ],
    ids: Annotated[list[str], typer.Argument(metavar="IDS…", help="Of statements, claims, entries of the ledger …")],
    store: Store = DEFAULT_STORE,
    by: Who = None,
    why: Why = None,
    parts: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PART=WORDS", help="edit: a part of the statement, in words of the page."),
    ] = None,
    after: Annotated[
        int | None, typer.Option(min=0, help="The last judgement you saw on these; refused where another came since.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Decide about what was read: it is kept beside the reading, and can be taken back."""
    from musnad.cli import decisions

    decisions.judge(store, decisions.decision(act, ids, by, why), parts or [], after, as_json)


@app.command(epilog="Example:\n\nmusnad undo 12")
def undo(
    number: Number, store: Store = DEFAULT_STORE, by: Who = None, why: Why = None, as_json: AsJson = False
) -> None:
    """Take a judgement back; both stay in the log."""
    from musnad.cli import decisions

    decisions.undo(store, number, decisions.decision("undo", [], by, why), as_json)


@app.command(epilog="Example:\n\nmusnad history 5f1c02…")
def history(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of a statement, a claim, an entry …")],
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Show where a statement comes from, and what was decided about it, by whom, when and why."""
    from musnad.cli import decisions

    decisions.history(store, id, as_json, bidi)


@app.command(epilog="Example:\n\nmusnad versions https://example.com/story")
def versions(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="Its id, its number in the store, or its address.")],
    store: Store = DEFAULT_STORE,
    as_json: AsJson = False,
    bidi: Bidi = "auto",
) -> None:
    """Show the versions of a page, and what changed from each to the next in who said what."""
    from musnad.cli import archive

    archive.versions(store, page, as_json, bidi)


@app.command(epilog="Example:\n\nmusnad reread --store musnad.db")
def reread(
    store: Store = DEFAULT_STORE,
    everything: Annotated[bool, typer.Option("--all", help="Also what this Musnad read already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read the archive again with this Musnad; judgements stay where the words are the same. Can be stopped."""
    from musnad.cli import archive

    raise typer.Exit(archive.reread(store, everything, as_json))


@app.command(epilog="Example:\n\nmusnad doctor --repair")
def doctor(
    store: Store = DEFAULT_STORE,
    repair: Annotated[bool, typer.Option("--repair", help="Make anew what can be derived.")] = False,
    as_json: AsJson = False,
) -> None:
    """Examine a store: texts, spans, tables, the index of words. Leaves with 1 where something is still wrong."""
    from musnad.cli import archive

    raise typer.Exit(archive.doctor(store, repair, as_json))


@app.command(
    epilog="Examples:\n\nmusnad batch crawl/ tables/\n\n"
    "musnad batch pages.parquet tables/ --workers 8\n\nmusnad batch crawl/ tables/ --claims\n\nmusnad add tables/"
)
def batch(
    input: Annotated[Path, typer.Argument(metavar="INPUT", help="A shard, or a folder of shards.")],
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="The folder for the tables.")],
    engine: Annotated[
        Literal["local", "spark"], typer.Option(help="local: processes on this machine; spark: tasks on a cluster.")
    ] = "local",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes at once (local); default: as many as cores.")
    ] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Also what pages say alike, and how many independent sources it has.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read shards of a crawl (WARC, WET, JSON lines, Parquet) into Parquet tables by day. Stopped, it goes on."""
    from musnad.cli import batching

    raise typer.Exit(batching.batch(input, output, engine, workers, claims, as_json))
