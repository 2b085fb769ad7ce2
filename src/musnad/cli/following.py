"""What the commands that follow the press do: sources added, listed, removed, and asked in rounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from threading import Thread

from musnad.alerts import Told
from musnad.cli import alerting
from musnad.cli.console import DONE, complain, each_removed, emit, language, show, status, view
from musnad.cli.running import attempt
from musnad.errors import InputError
from musnad.export.json_lines import json_line
from musnad.following import Follower, Round, check_source, problems, source_record
from musnad.gather import opml
from musnad.gather.archiving import Archive
from musnad.gather.folders import is_folder
from musnad.gather.visiting import Manner
from musnad.messages import say
from musnad.store import Followed, Store, open_kept, open_store, utc_now
from musnad.watching import Watch

_PATIENCE = 30.0  # seconds for a round to end


def add(where: str, addresses: list[str], outlet: str | None, minutes: int) -> None:
    """Follow sources. Raises InputError for what is neither a web address nor a folder."""
    addresses = [Path(each).resolve().as_uri() if Path(each).is_dir() else each for each in addresses]
    for address in addresses:
        if not is_folder(address):
            check_source(address)
    with open_store(where) as store:
        for address in addresses:
            new = store.following.add(address, outlet, minutes, utc_now())
            print(say("follow.added" if new else "follow.changed", language(), source=address, minutes=minutes))


def remove(where: str, addresses: list[str]) -> int:
    """Follow sources no more. The exit status."""
    with open_kept(where) as store:

        def removed(address: str) -> bool:
            folder = Path(address).resolve().as_uri()
            return store.following.remove(address) or store.following.remove(folder)

        return each_removed(addresses, removed, "follow.removed", "not_followed")


def show_sources(where: str, as_json: bool, bidi: str) -> None:
    """Print the sources and how they fare."""
    with open_kept(where) as store:
        found = store.following.all()
    if as_json:
        emit(json_line({"sources": [source_record(source, language()) for source in found]}))
        return
    drawn = view(bidi)
    if not found:
        show(drawn.label(say("follow.none", language()), "dim"))
    for source in found:
        show(drawn.title(source.address))
        show(drawn.facts(_facts(source), indent=2))
        for sentence in problems(source, language()):
            show(drawn.label(sentence, "yellow", indent=2))


def run(where: str, archive: Path | None, manner: tuple[float, str | None], once: bool, as_json: bool) -> int:
    """Rounds until stopped, or one; ``manner`` is the pace in seconds and the contact. The exit status of the one."""
    with open_kept(where) as store, opened_archive(where, archive) as shelf:
        watch = _watch(store, shelf, manner, as_json)
        if not once:
            watch.forever()
            return DONE
        found, told = watch.once()
    done = found.answered + found.outcomes.total() + told.sent
    return status(done, len(found.failures) + len(told.failures))


@contextmanager
def beside(store: Store, archive: Path | None, manner: tuple[float, str | None]) -> Iterator[None]:
    """Follow the press in a thread, for as long as something else is done."""
    with opened_archive(store.where, archive) as shelf:
        watch = _watch(store, shelf, manner, as_json=False)
        thread = Thread(target=watch.forever, name="following", daemon=True)
        thread.start()
        try:
            yield
        finally:
            watch.follower.stop.set()
            thread.join(_PATIENCE)


def opened_archive(where: str, folder: Path | None) -> Archive:
    """The archive in a folder, or in that of a store. Raises InputError where a shared store is given none."""
    if folder is None and "://" in where:
        raise InputError("archive_unnamed", source=where)
    return Archive(folder or Path(f"{where}.archive"), f"Musnad/{version('musnad')}")


def _watch(store: Store, shelf: Archive, manner: tuple[float, str | None], as_json: bool) -> Watch:
    def report(found: Round, told: Told) -> None:
        _tell(found, as_json)
        if not as_json:
            alerting.report(told, as_json, quiet=True)

    return Watch(Follower(store, shelf, attempt, Manner(*manner)), report, complain)


def take(where: str, file: Path, minutes: int) -> None:
    """Follow the feeds of a list. Raises InputError where it has none."""
    outlines = opml.outlines(file)
    with open_store(where) as store:
        new = sum(store.following.add(each.address, each.title, minutes, utc_now()) for each in outlines)
    print(say("follow.imported", language(), count=len(outlines), new=new, source=file))


def give(where: str) -> None:
    """Print the sources as OPML."""
    with open_kept(where) as store:
        sources = [source for source in store.following.all() if not is_folder(source.address)]
        emit(opml.document([opml.Outline(source.address, source.outlet) for source in sources]))


def _facts(source: Followed) -> list[str]:
    moments = {"asked": source.asked, "succeeded": source.succeeded, "next": source.next}
    told = [say(f"follow.{name}", language(), moment=_moment(at)) for name, at in moments.items() if at]
    counts = say("follow.counts", language(), pages=source.pages, waiting=source.waiting)
    return [source.outlet or "", *told, counts]


def _moment(moment: datetime) -> str:
    """In the reader's own time zone."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _tell(found: Round, as_json: bool) -> None:
    counts = {"asked": found.asked, "announced": found.announced, "added": found.outcomes["added"]}
    counts |= {"unchanged": found.outcomes["unchanged"], "new_versions": found.outcomes["new_version"]}
    if as_json:
        failed = [{"source": each.source, "code": each.code} for each in found.failures]
        emit(json_line({**counts, "failed": failed}))
        return
    for failure in found.failures:
        complain(failure)
    if not found.is_empty:
        print(say("follow.round", language(), **counts, failed=len(found.failures)), flush=True)
