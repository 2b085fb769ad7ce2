"""Saved searches and alerts as JSON."""

from __future__ import annotations

from typing import Any

from musnad.alerts.addresses import shown
from musnad.messages import say
from musnad.store import Alert, SavedSearch, utc_text


def saved_record(saved: SavedSearch) -> dict[str, Any]:
    """A saved search as JSON."""
    return {"name": saved.name, "query": dict(saved.query), "saved": utc_text(saved.saved)}


def alert_record(alert: Alert, wanted: str) -> dict[str, Any]:
    """An alert as JSON: the address as it may be shown, the problem as a sentence in the language wanted."""
    its = {"number": alert.id, "search": alert.search, "claim": alert.claim, "address": shown(alert.address)}
    problem = say(alert.problem[0], wanted, **alert.problem[1]) if alert.problem else None
    return {**its, "made": utc_text(alert.made), "sent": alert.sent, "waiting": alert.waiting, "problem": problem}
