"""Saved searches and alerts as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from musnad.alerts.addresses import shown
from musnad.messages import say
from musnad.store import Alert, SavedSearch


def saved_record(saved: SavedSearch) -> dict[str, Any]:
    """A saved search as JSON."""
    return {"name": saved.name, "query": dict(saved.query), "saved": _moment(saved.saved)}


def alert_record(alert: Alert, wanted: str) -> dict[str, Any]:
    """An alert as JSON: the address as it may be shown, the problem as a sentence in the language wanted."""
    its = {"number": alert.id, "search": alert.search, "claim": alert.claim, "address": shown(alert.address)}
    problem = say(alert.problem[0], wanted, **alert.problem[1]) if alert.problem else None
    return {**its, "made": _moment(alert.made), "sent": alert.sent, "waiting": alert.waiting, "problem": problem}


def _moment(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"
