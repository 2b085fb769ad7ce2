"""The ledger in the browser: a month of it as calendar and list, what changed since a day, and a feed of it all."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, get_args
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.responses import Response

from musnad.export.calendar import calendar
from musnad.export.templating import Wording, plain
from musnad.ledger import changed, ledger, made_by
from musnad.ledger.entry import Status
from musnad.lexicon import fold
from musnad.model import Judgement
from musnad.store import Store
from musnad.web.desk import Desk
from musnad.web.judging import Judging
from musnad.web.language import language_of

Row = dict[str, Any]
STATUSES: tuple[str, ...] = get_args(Status)
_FILTERS = ("q", "outlet", "status", "as_of", "since", "from", "to", "month")
_LONGEST = 300
_FEED_BACK = timedelta(days=92)
_WEEK_OPENS = {"ar": 6, "en": 0}
_FIRST_YEAR, _LAST_YEAR = 2, 9998


@dataclass(frozen=True, slots=True)
class ExpectedView:
    """A stretch of the ledger: its entries, the month they stand in (None where days were asked for), the filters."""

    template: ClassVar[str] = "expectations.html"
    place: ClassVar[str] = "expectations_page"
    entries: list[Row]
    filters: dict[str, str]
    wrong: list[str]
    as_of: date
    since: date | None
    month: date | None
    weeks: list[list[date]]
    numbers: dict[str, int]
    desk: Desk
    statuses: tuple[str, ...] = STATUSES

    @property
    def feed(self) -> str:
        """The address of the calendar with the same filters."""
        kept = {name: self.filters[name] for name in _FILTERS if name != "month" and self.filters[name]}
        return "/expectations.ics" + (f"?{urlencode(kept, errors='replace')}" if kept else "")

    @property
    def undated(self) -> list[Row]:
        return [entry for entry in self.entries if entry["undated"]]

    @property
    def dated(self) -> list[Row]:
        return [entry for entry in self.entries if not entry["undated"]]

    def month_at(self, months: int) -> str:
        """The address of the month so many months on."""
        if self.month is None:
            return "/expectations"
        year, month = divmod(self.month.year * 12 + self.month.month - 1 + months, 12)
        kept = {**self.filters, "month": f"{year:04}-{month + 1:02}"}
        return "/expectations?" + urlencode({name: value for name, value in kept.items() if value}, errors="replace")

    def on(self, day: date) -> list[Row]:
        """The entries of a day in the calendar: the day that counts, or any day of a few."""
        return [entry for entry in self.dated if _stands_on(entry, day)]

    def decided(self, entry: Row) -> list[Judgement]:
        """What people decided about the candidates of an entry."""
        its = self.desk.about(*ids_of(entry))
        return [each for each in its if each.act in ("confirm", "decline")]

    def title(self, t: Wording) -> str:
        return t("web.expected.title")

    def to_dict(self) -> dict[str, Any]:
        since = {"since": self.since.isoformat()} if self.since else {}
        return {"as_of": self.as_of.isoformat(), **since, "filters": self.filters, "expectations": self.entries}


def add_routes(app: FastAPI, store: Store, desks: Judging) -> None:
    """Add ``/expectations``, ``/expectations.json`` and the feed ``/expectations.ics``."""

    @app.get("/expectations.json")
    @app.get("/expectations", include_in_schema=False)
    def expectations(request: Request) -> Response:
        """What is expected, by day: a month, or days ``from`` and ``to``; by words ``q``, ``outlet``, ``status``;
        ``as_of`` a day, changed ``since`` a day."""
        asked = _Asked.of(request)
        shown = asked.days("from"), asked.days("to")
        month = None if shown != (None, None) or asked.since else _month(asked, store)
        if month is not None:
            shown = month, _month_end(month)
        entries = asked.entries(store, *shown)
        if month is not None:
            entries = [entry for entry in entries if _touches(entry, month)]
        numbers = {page: number for page in _pages(entries) if (number := store.number_of(page)) is not None}
        weeks = _weeks(month, language_of(request)) if month else []
        desk = desks.desk(request, (id for entry in entries for id in (*ids_of(entry), *_offered(entry))))
        view = ExpectedView(entries, asked.filters, asked.wrong, asked.as_of, asked.since, month, weeks, numbers, desk)
        return desks.answer(request, view, desk)

    @app.get("/expectations.ics")
    def feed(request: Request) -> Response:
        """The same list as a calendar (iCalendar): to be subscribed to."""
        asked = _Asked.of(request)
        start = asked.days("from") or (asked.as_of - _FEED_BACK if asked.as_of.year > 1 else None)
        language = language_of(request)
        entries = asked.entries(store, start, asked.days("to"))
        name = " \u00b7 ".join(filter(None, [Wording(language)("web.expected.title"), plain(asked.filters["q"])]))
        return Response(calendar(entries, asked.as_of, language, name), media_type="text/calendar; charset=utf-8")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks for; ``wrong`` are sentences on what was not understood."""

    filters: dict[str, str]
    wrong: list[str]
    as_of: date
    since: date | None

    @classmethod
    def of(cls, request: Request) -> _Asked:
        filters = {name: request.query_params.get(name, "").strip()[:_LONGEST] for name in _FILTERS}
        wrong: list[str] = []
        t = Wording(language_of(request))
        for name in ("as_of", "since", "from", "to"):
            if filters[name] and _day(filters[name]) is None:
                wrong.append(t("bad_date", source=t(f"web.expected.{name}"), value=filters[name][:40]))
                filters[name] = ""
        month = _day(f"{filters['month']}-01")
        if filters["month"] and not (month and _FIRST_YEAR <= month.year <= _LAST_YEAR):
            wrong.append(t("bad_date", source=t("web.expected.month"), value=filters["month"][:40]))
            filters["month"] = ""
        return cls(filters, wrong, _day(filters["as_of"]) or date.today(), _day(filters["since"]))

    def days(self, name: str) -> date | None:
        return _day(self.filters[name])

    def entries(self, store: Store, first: date | None, last: date | None) -> list[Row]:
        traces, judgements = store.traces(first, last), store.judgements()
        found = ledger(traces, self.as_of, first, last, judgements)
        if not (self.days("from") or self.days("to")) and (first or last):
            found += [entry for entry in ledger(traces, self.as_of, judgements=judgements) if entry["undated"]]
        if self.since:
            before = ledger(traces, self.since, judgements=made_by(self.since, judgements))
            found = changed(before, found)
        return [entry for entry in found if self._wants(entry)]

    def _wants(self, entry: Row) -> bool:
        words = fold(" ".join([entry["event"], *(telling["sentence"] for telling in entry["tellings"])]))
        sought = all(word in words for word in fold(self.filters["q"]).split())
        outlet = fold(self.filters["outlet"])
        from_outlet = not outlet or any(outlet in fold(name) for name in entry["outlets"])
        status = self.filters["status"]
        return sought and from_outlet and (status not in STATUSES or entry["status"] == status)


def _month(asked: _Asked, store: Store) -> date:
    """The month asked for, else that of the day; where nothing is expected so late, the last month that has any."""
    if asked.filters["month"]:
        return date.fromisoformat(f"{asked.filters['month']}-01")
    days = store.expected_days()
    day = asked.as_of if days is None or asked.filters["as_of"] else min(asked.as_of, max(days[1], days[0]))
    return day.replace(year=min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day=1)


def _month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _weeks(month: date, language: str) -> list[list[date]]:
    if not _FIRST_YEAR <= month.year <= _LAST_YEAR:
        return []
    return Calendar(_WEEK_OPENS[language]).monthdatescalendar(month.year, month.month)


def _touches(entry: Row, month: date) -> bool:
    """True where the day that counts, or the days of a few weeks, stand in a month; without days, where it was told
    of in it or nobody knows when."""
    start, end = month.isoformat(), _month_end(month).isoformat()
    if entry["undated"]:
        return any(not told["published"] or start <= told["published"] <= end for told in entry["tellings"])
    first = entry["due_to"] if entry["by_end"] else entry["due_from"]
    return first <= end and entry["due_to"] >= start


def _stands_on(entry: Row, day: date) -> bool:
    if entry["by_end"]:
        return entry["due_to"] == day.isoformat()
    return any(days["due_from"] <= day.isoformat() <= days["due_to"] for days in entry["days"])


def ids_of(entry: Row) -> list[str]:
    """The ids under which an entry is judged: its own, and those of its tellings."""
    return list(dict.fromkeys([entry["id"], *(telling["id"] for telling in entry["tellings"])]))


def _offered(entry: Row) -> list[str]:
    return [row["id"] for part in ("evidence", "candidates") for row in entry[part]]


def _pages(entries: list[Row]) -> list[str]:
    rows = [row for entry in entries for part in ("tellings", "evidence", "candidates") for row in entry[part]]
    return list(dict.fromkeys(row["page"] for row in rows))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
