"""HTML from templates, in the reader's language: words from the messages, days and numbers through Babel (CLDR).

Everything that comes from a page is escaped by the templates; nothing of it is ever marked safe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from musnad.explain import explain
from musnad.highlight import ROLES, Block, Mark, Segment, segments
from musnad.messages import say

if TYPE_CHECKING:
    from musnad.search import Hit

_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ROOT = Path(str(files("musnad.messages"))).parent
FOLDERS = (_ROOT / "web" / "templates", _ROOT / "export" / "templates")
STYLESHEET = _ROOT / "web" / "static" / "musnad.css"


#: The names of months in Arabic: those of Egypt and the Gulf, those of the Levant and Iraq, or both side by side.
Months = Literal["western", "levantine", "both"]
_LEVANT = "ar_SY"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words, days and numbers of one language (``"ar"`` or ``"en"``); ``months`` counts for Arabic."""

    language: str
    months: Months = "western"

    @property
    def direction(self) -> str:
        return "rtl" if Locale.parse(self.language).text_direction == "rtl" else "ltr"

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of ``key``."""
        return say(key, self.language, **values)

    def many(self, key: str, number: int) -> str:
        """The sentence of ``key`` in the plural form that ``number`` takes (CLDR plural rules)."""
        form = Locale.parse(self.language).plural_form(number)
        return say(f"{key}.{form}", self.language, n=self.number(number))

    def day(self, day: date | str) -> str:
        """A day, or an ISO day, in words."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return self._written(day, "long")

    def days(self, days: str) -> str:
        """An ISO day or a stretch of two (``2021-07-24/2021-07-26``, ISO 8601 4.4) in words."""
        first, _, last = days.partition("/")
        return self("web.days", first=self.day(first), last=self.day(last)) if last else self.day(first)

    def moment(self, moment: datetime) -> str:
        """A moment (UTC without a zone, as the store keeps it) on the clock of this machine, to the minute."""
        return format_datetime(moment.replace(tzinfo=UTC).astimezone(), "d MMM y HH:mm", locale=self.language)

    def month(self, month: date | str) -> str:
        """A month (``2021-07``), or that of a day, in words."""
        day = date.fromisoformat(f"{month}-01") if isinstance(month, str) else month
        return self._written(day, "MMMM y")

    def tongue(self, code: str) -> str:
        """The name of a language (``ar``)."""
        return Locale.parse(self.language).languages.get(code, code)

    def short_day(self, day: date) -> str:
        """A day with its month in short."""
        return self._written(day, "d MMM y")

    def _written(self, day: date, form: str) -> str:
        """A day by a form of CLDR, its month as the reader wants it."""
        if self.language != "ar" or self.months == "western":
            return format_date(day, form, locale=self.language)
        if self.months == "levantine":
            return format_date(day, form, locale=_LEVANT)
        western, levantine = (format_date(day, "MMMM", locale=locale) for locale in (self.language, _LEVANT))
        return format_date(day, form, locale=self.language).replace(western, f"{levantine}/{western}")

    def weekday(self, day: date, width: str = "wide") -> str:
        """The day of the week: ``wide`` or ``abbreviated``."""
        return format_date(day, "EEEE" if width == "wide" else "EEE", locale=self.language)

    def number(self, number: float) -> str:
        return format_decimal(number, locale=self.language)

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self.language)


def rendered(template: str, language: str, months: Months = "western", **values: object) -> str:
    """The HTML of ``template``; ``t`` is the :class:`Wording` of ``language``."""
    wording = Wording(language, months)
    return _environment().get_template(template).render(t=wording, language=language, months=months, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["groupby_neighbours"] = groups
    environment.filters["plain"] = plain
    environment.filters["snippet"] = snippet
    environment.filters["reasons"] = explain
    environment.filters["roles"] = roles
    environment.globals["all_roles"] = ROLES
    environment.filters["cut"] = cut
    environment.tests["web_address"] = is_web_address
    return environment


def groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Neighbours that are all of the article, or all furniture of the page."""
    return [list(group) for _, group in groupby(blocks, key=lambda block: block.shown)]


def roles(blocks: Sequence[Block]) -> frozenset[str]:
    """The parts that are coloured somewhere on a page."""
    return frozenset(role for block in blocks for segment in block.segments for role in segment.roles)


def snippet(hit: Hit) -> list[Segment]:
    """The text of a hit, cut at whole words around what was sought."""
    marks = [Mark(mark.start, mark.end, "content") for mark in hit.marks]
    return list(segments(hit.text, 0, len(hit.text), marks))


def plain(text: str) -> str:
    """One line without bidi controls, for places that can hold no element to keep them in: a title, an attribute."""
    return " ".join(_BIDI_CONTROLS.sub("", text).split())


def cut(text: str, most: int = 200) -> str:
    """At most ``most`` code points, cut at a space where there is one."""
    if len(text) <= most:
        return text
    head, space, _ = text[: most + 1].rpartition(" ")
    return (head if space and len(head) > most // 2 else text[:most]) + "\u2026"


def is_web_address(address: object) -> bool:
    """True for an http(s) address, the only kind that becomes a link."""
    return isinstance(address, str) and re.match(r"https?://[^\s\\/]", address, re.IGNORECASE) is not None
