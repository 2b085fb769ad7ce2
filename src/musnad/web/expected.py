"""The ledger in the browser: a month of it as calendar and list, what changed since a day, and a feed of it all."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, get_args
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.responses import Response

from musnad.bookkeeping import entries, refresh
from musnad.export.calendar import calendar
from musnad.export.templating import Wording, plain
from musnad.ledger.entry import Status
from musnad.lexicon import fold
from musnad.model import Judgement
from musnad.store import Store, Wanted
from musnad.web.desk import Desk
from musnad.web.finding import whole_number
from musnad.web.judging import Judging
from musnad.web.language import language_of

Row = dict[str, Any]
STATUSES: tuple[str, ...] = get_args(Status)
_FILTERS = ("q", "outlet", "status", "as_of", "since", "from", "to", "month")
_SHOWN, _IN_A_FEED, _COUNTED = 20, 1000, 10_000
_LONGEST = 300
_FEED_BACK = timedelta(days=92)
_WEEK_OPENS = {"ar": 6, "en": 0}
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_FURTHEST = 10**9


@dataclass(frozen=True, slots=True)
class ExpectedView:
    """A stretch of the ledger: some of its entries, the month they stand in (None where days were asked for), the
    filters; ``many``: how many entries a day of the month has, where not all are shown; ``further``: after how many
    entries the list goes on, None where it ends."""

    template: ClassVar[str] = "expectations.html"
    place: ClassVar[str] = "expectations_page"
    entries: list[Row]
    filters: dict[str, str]
    wrong: list[str]
    as_of: date
    since: date | None
    month: date | None
    weeks: list[list[date]]
    many: dict[date, int]
    numbers: dict[str, int]
    further: int | None
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

    def more_on(self, day: date, shown: int) -> int:
        """How many entries a day of the calendar has beside those shown in it."""
        return max(self.many.get(day, 0), len(self.on(day))) - shown

    @property
    def next(self) -> str | None:
        """The address of the list's next page."""
        if self.further is None:
            return None
        kept = {name: value for name, value in self.filters.items() if value}
        return "/expectations?" + urlencode({**kept, "after": self.further}, errors="replace")

    def decided(self, entry: Row) -> list[Judgement]:
        """What people decided about the candidates of an entry."""
        its = self.desk.about(*ids_of(entry))
        return [each for each in its if each.act in ("confirm", "decline")]

    def title(self, t: Wording) -> str:
        return t("web.expected.title")

    def to_dict(self) -> dict[str, Any]:
        since = {"since": self.since.isoformat()} if self.since else {}
        its = {"as_of": self.as_of.isoformat(), **since, "filters": self.filters, "expectations": self.entries}
        return {**its, "next": self.next.replace("?", ".json?", 1) if self.next else None}


def add_routes(app: FastAPI, store: Store, desks: Judging) -> None:
    """Add ``/expectations``, ``/expectations.json`` and the feed ``/expectations.ics``."""

    @app.get("/expectations.json")
    @app.get("/expectations", include_in_schema=False)
    def expectations(request: Request) -> Response:
        """What is expected, by day: a month, or days ``from`` and ``to``; by words ``q``, ``outlet``, ``status``;
        ``as_of`` a day, changed ``since`` a day."""
        refresh(store)
        asked = _Asked.of(request)
        days = asked.days("from"), asked.days("to")
        month = None if days != (None, None) or asked.since else _month(asked, store)
        wanted = asked.wanted(*days, month)
        after = whole_number(request.query_params.get("after")) or 0
        found, further = entries(store, wanted, _SHOWN, min(after, _FURTHEST))
        numbers = store.numbers_of(_pages(found))
        many = store.ledger.on_days(month, _COUNTED) if month and (after or further) and not asked.narrows else {}
        desk = desks.desk(request, (id for entry in found for id in (*ids_of(entry), *_offered(entry))))
        weeks = _weeks(month, language_of(request)) if month else []
        its = (asked.filters, asked.wrong, asked.as_of, asked.since, month)
        return desks.answer(request, ExpectedView(found, *its, weeks, many, numbers, further, desk), desk)

    @app.get("/expectations.ics")
    def feed(request: Request) -> Response:
        """The same list as a calendar (iCalendar): to be subscribed to."""
        asked = _Asked.of(request)
        start = asked.days("from") or (asked.as_of - _FEED_BACK if asked.as_of.year > 1 else None)
        language = language_of(request)
        refresh(store)
        found, _ = entries(store, asked.wanted(start, asked.days("to"), None), _IN_A_FEED)
        name = " \u00b7 ".join(filter(None, [Wording(language)("web.expected.title"), plain(asked.filters["q"])]))
        return Response(calendar(found, asked.as_of, language, name), media_type="text/calendar; charset=utf-8")


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

    @property
    def narrows(self) -> bool:
        """Whether it asks for some entries of the days only."""
        return any(self.filters[name] for name in ("q", "outlet", "status", "as_of"))

    def wanted(self, first: date | None, last: date | None, month: date | None) -> Wanted:
        """What the store is asked for."""
        status = self.filters["status"] if self.filters["status"] in STATUSES else ""
        undated = not (self.days("from") or self.days("to"))
        words, outlet = tuple(fold(self.filters["q"]).split()), fold(self.filters["outlet"])
        return Wanted(self.as_of, month, first, last, undated, words, outlet, status, self.since)


def _month(asked: _Asked, store: Store) -> date:
    """The month asked for, else that of the day; where nothing is expected so late, the last month that has any."""
    if asked.filters["month"]:
        return date.fromisoformat(f"{asked.filters['month']}-01")
    last = store.ledger.last_day()
    day = asked.as_of if last is None or asked.filters["as_of"] else min(asked.as_of, last)
    return day.replace(year=min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day=1)


def _weeks(month: date, language: str) -> list[list[date]]:
    if not _FIRST_YEAR <= month.year <= _LAST_YEAR:
        return []
    return Calendar(_WEEK_OPENS[language]).monthdatescalendar(month.year, month.month)


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
