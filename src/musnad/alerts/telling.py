"""What is new, put into the box of messages; and what waits there, sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from musnad.alerts import wording
from musnad.alerts.addresses import check, shown
from musnad.alerts.sending import send
from musnad.claiming import refresh
from musnad.errors import InputError, MusnadError
from musnad.gather.posting import NotArrived
from musnad.model import PageFailure
from musnad.search import new_statements, query_of_dict
from musnad.store import Alert, Message, Store


@dataclass(slots=True)
class Told:
    """What came of one round: messages made, messages sent, and what failed."""

    made: int = 0
    sent: int = 0
    failures: list[PageFailure] = field(default_factory=list)


def new_alert(
    store: Store, address: str, *, search: str | None, claim: str | None, language: str, now: datetime
) -> Alert:
    """An alert that tells what is new from now on. Raises InputError where the address, the search or the claim is none
    that can be used."""
    check(address)
    base = seen = store.newest_version()
    if claim:
        refresh(store)
        found = store.claims.claim_of(claim)
        if found is None:
            raise InputError("no_claim", source=store.where, id=claim)
        claim, seen = found["claim"], found["sources"]["at_most"]
    elif not search or store.saved.named(search) is None:
        raise InputError("no_saved_search", name=search or "")
    return Alert(0, search, claim, address, False, language, now, base, seen)


def tell(store: Store, now: datetime) -> Told:
    """Put what is new into the box, then send what waits. Raises StoreError."""
    found = Told()
    for kind, alerts in groupby(sorted(store.alerts.all(), key=lambda alert: alert.kind), lambda alert: alert.kind):
        if kind == "claim":
            refresh(store)
        for alert in alerts:
            found.made += _of_claim(store, alert, now) if alert.claim else _of_search(store, alert, now)
    for message in store.alerts.waiting(now):
        _deliver(store, message, now, found)
    return found


def _of_search(store: Store, alert: Alert, now: datetime) -> bool:
    """Note what is new in a search; whether there is a message of it."""
    newest = store.newest_version()
    saved = store.saved.named(alert.search or "")
    if newest <= alert.seen or saved is None:
        return False
    hits = new_statements(store, query_of_dict(saved.query), alert.seen)
    ids = [hit.statement for hit in hits if hit.statement]
    known = store.known_by(ids, alert.base) | store.alerts.told(alert, ids)
    news = list({hit.statement: hit for hit in hits if hit.statement not in known}.values())
    return store.alerts.move(alert, newest, wording.of_search(alert, news) if news else None, now) and bool(news)


def _of_claim(store: Store, alert: Alert, now: datetime) -> bool:
    """Note the sources of an alert's claim; whether there is a message of it."""
    claim = _claim_of(store, alert)
    if claim is None:
        return False
    store.alerts.watch(alert, (telling["statement"] for telling in claim["tellings"]))
    if claim["sources"]["at_most"] <= alert.seen:
        return False
    return store.alerts.move(alert, claim["sources"]["at_most"], wording.of_claim(alert, claim, alert.seen), now)


def _claim_of(store: Store, alert: Alert) -> dict[str, Any] | None:
    """The claim of an alert: that of its statement; where that was edited away, the one with most of the statements
    that ever told it, as a claim may have been joined to another or parted meanwhile."""
    claim = store.claims.claim_of(alert.claim or "")
    if claim is not None:
        return claim
    standing = [claim for id in sorted(store.alerts.watched(alert)) if (claim := store.claims.claim_of(id))]
    (most, _), *_ = Counter(claim["claim"] for claim in standing).most_common(1) or [("", 0)]
    return next((claim for claim in standing if claim["claim"] == most), None)


def _send(message: Message) -> None:
    try:
        send(message)
    except MusnadError:
        raise
    except Exception as error:  # a defect, here or in a kit, costs this message and not the run
        raise InputError("alert_unanswered", why=f"{type(error).__name__}: {error}"[:200]) from error


def _deliver(store: Store, message: Message, now: datetime, found: Told) -> None:
    if not store.alerts.take(message, now):
        return  # another worker has it
    try:
        _send(message)
    except InputError as error:
        values = {**error.values, "source": shown(message.alert.address)}
        found.failures.append(PageFailure(shown(message.alert.address), error.code, values))
        if isinstance(error, NotArrived):
            store.alerts.put_back(message, now, (error.code, values))
        else:
            store.alerts.lost(message, (error.code, values))
        return
    store.alerts.sent(message, now)
    found.sent += 1
