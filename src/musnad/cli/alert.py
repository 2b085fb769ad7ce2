"""The commands under ``musnad alert``, one thin function each."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli.options import DEFAULT_STORE, AsJson, Bidi, Store

app = typer.Typer(
    help="Be told of new statements in a saved search, or of more sources behind a claim.", no_args_is_help=True
)


@app.command(
    "add",
    epilog="Examples:\n\nmusnad alert add https://hooks.example.org/desk --saved harbour\n\n"
    "musnad alert add mailto:desk@example.org --claim 5f1c02…",
)
def add(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="A webhook (https://…), mailto:…, or an address of apprise.")
    ],
    saved: Annotated[str | None, typer.Option(metavar="NAME", help="Tell of new statements in this search.")] = None,
    claim: Annotated[str | None, typer.Option(metavar="ID", help="Tell when more sources may stand behind it.")] = None,
    private: Annotated[bool, typer.Option("--private", help="The webhook may be in a network of your own.")] = False,
    store: Store = DEFAULT_STORE,
) -> None:
    """Send a message whenever there is news, from now on; looked for after each round of `musnad follow run`."""
    from musnad.cli import alerting

    alerting.add(store, address, (saved, claim), private)


@app.command("list")
def list_alerts(store: Store = DEFAULT_STORE, as_json: AsJson = False, bidi: Bidi = "auto") -> None:
    """List the alerts: who is told of what, and what went wrong."""
    from musnad.cli import alerting

    alerting.show_alerts(store, as_json, bidi)


@app.command("remove")
def remove(
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER…", help="Numbers of alerts.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Tell no more; messages that wait are dropped."""
    from musnad.cli import alerting

    raise typer.Exit(alerting.remove(store, numbers))


@app.command("run")
def run(store: Store = DEFAULT_STORE, as_json: AsJson = False) -> None:
    """Look for news once and send it; each message is sent once at most."""
    from musnad.cli import alerting

    raise typer.Exit(alerting.run(store, as_json))
