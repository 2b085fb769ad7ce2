"""The commands under ``musnad saved``, one thin function each."""

from __future__ import annotations

from typing import Annotated

import typer

from musnad.cli.options import DEFAULT_STORE, AsJson, Bidi, Store

app = typer.Typer(help="Searches kept under a name: `musnad search … --save NAME`.", no_args_is_help=True)


@app.command("list")
def list_saved(store: Store = DEFAULT_STORE, as_json: AsJson = False, bidi: Bidi = "auto") -> None:
    """List the saved searches."""
    from musnad.cli import alerting

    alerting.show_saved(store, as_json, bidi)


@app.command("remove")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Names of saved searches.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Forget saved searches, and the alerts on them."""
    from musnad.cli import alerting

    raise typer.Exit(alerting.forget_saved(store, names))
