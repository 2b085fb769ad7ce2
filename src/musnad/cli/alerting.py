"""What the commands on saved searches and alerts do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musnad.alerts import Told, alert_record, new_alert, saved_record, shown, tell
from musnad.cli.console import complain, each_removed, emit, language, show, status, view
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.messages import say
from musnad.model import PageFailure
from musnad.search import Query, check_name, query_to_dict
from musnad.store import Store, open_kept, utc_now


def save(store: Store, name: str, asked: Query) -> None:
    """Keep a search under a name. Raises InputError for a name that is none."""
    wanted = check_name(name)
    new = store.saved.save(wanted, query_to_dict(asked), utc_now())
    # To standard error: the results are what is printed.
    complain(PageFailure(wanted, "saved.new" if new else "saved.changed", {"name": wanted}))


def show_saved(where: str, as_json: bool, bidi: str) -> None:
    """Print the saved searches."""
    with open_kept(where) as store:
        found = store.saved.all()
    if as_json:
        emit(json_line({"saved": [saved_record(each) for each in found]}))
        return
    drawn = view(bidi)
    if not found:
        show(drawn.label(say("saved.none", language()), "dim", indent=0))
    for each in found:
        show(drawn.title(each.name))
        show(drawn.facts([f"{name}: {value}" for name, value in each.query.items()], indent=2))


def forget_saved(where: str, names: Iterable[str]) -> int:
    """Forget saved searches. The exit status."""
    with open_kept(where) as store:
        return each_removed(names, store.saved.remove, "saved.removed", "no_saved_search")


def add(where: str, address: str, about: tuple[str | None, str | None], private: bool) -> None:
    """Keep an alert on a saved search or a claim. Raises InputError."""
    search, claim = about
    if bool(search) == bool(claim):
        raise InputError("alert_about", source=shown(address))
    with open_kept(where) as store:
        alert = new_alert(store, address, search=search, claim=claim, language=language(), now=utc_now())
        made = store.alerts.add(replace(alert, private=private))
    print(say(f"alert.added_{made.kind}", language(), number=made.id, address=shown(address), about=search or claim))


def show_alerts(where: str, as_json: bool, bidi: str) -> None:
    """Print the alerts and how they fare."""
    with open_kept(where) as store:
        found = store.alerts.all()
    if as_json:
        emit(json_line({"alerts": [alert_record(each, language()) for each in found]}))
        return
    drawn = view(bidi)
    if not found:
        show(drawn.label(say("alert.none", language()), "dim", indent=0))
    for each in found:
        about = say(f"alert.on_{each.kind}", language(), about=each.search or each.claim)
        show(drawn.title(f"{each.id}. {about}"))
        counts = say("alert.counts", language(), sent=each.sent, waiting=each.waiting)
        show(drawn.facts([shown(each.address), counts], indent=2))
        if each.problem:
            show(drawn.label(say(each.problem[0], language(), **each.problem[1]), "yellow", indent=2))


def remove(where: str, numbers: Iterable[int]) -> int:
    """Remove alerts. The exit status."""
    with open_kept(where) as store:
        return each_removed(numbers, store.alerts.remove, "alert.removed", "no_alert")


def run(where: str, as_json: bool) -> int:
    """Look for news once, and send it. The exit status."""
    with open_kept(where) as store:
        found = tell(store, utc_now())
    report(found, as_json)
    return status(found.sent, len(found.failures))


def report(found: Told, as_json: bool, quiet: bool = False) -> None:
    """Print what came of a round; ``quiet``: only where there is something."""
    if as_json:
        failed = [{"source": each.source, "code": each.code} for each in found.failures]
        emit(json_line({"messages": found.made, "sent": found.sent, "failed": failed}))
        return
    for failure in found.failures:
        complain(failure)
    if not quiet or found.made or found.sent:
        print(say("alert.done", language(), made=found.made, sent=found.sent), flush=True)
