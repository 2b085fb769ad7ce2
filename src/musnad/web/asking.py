"""What an address of the search asks for, and the addresses that ask for a little more or less."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import get_args
from urllib.parse import urlencode

from starlette.requests import Request

from musnad.export.templating import Wording
from musnad.model import Mode, SourceKind, Stance
from musnad.search import Query, query_to_dict
from musnad.web.language import language_of

STANCES: tuple[str, ...] = get_args(Stance)
MODES: tuple[str, ...] = get_args(Mode)
KINDS: tuple[str, ...] = get_args(SourceKind)
LANGUAGES = ("ar", "en", "fa", "fr", "he", "ku", "tr", "ur")

_NAMES = ("speaker", "outlet", "entity")
_VALUES = {"stance": STANCES, "mode": MODES, "kind": KINDS, "language": LANGUAGES}
_DAYS = {"from": "day_from", "to": "day_to", "about_from": "about_from", "about_to": "about_to"}
_SWITCHES = {"exact": "1", "names": "typed"}
FILTERS = (*_NAMES, *_VALUES, *_DAYS, *_SWITCHES)
#: The filters of an address that are fields of a query, and which.
_FIELDS = {**{name: name for name in (*_NAMES, *_VALUES)}, "kind": "source_kind", **_DAYS}
_LONGEST = 500
_MONTH = re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """The words and filters of an address as they were written, and the query that they make.

    ``wrong`` are sentences on what was not understood.
    """

    words: str
    filters: dict[str, str]
    query: Query
    wrong: list[str] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """True where something is sought."""
        return bool(self.words.strip() or any(self.filters[name] for name in FILTERS if name not in _SWITCHES))

    def address(self, form: str = "", **changes: str) -> str:
        """The address of this search in a form (``csv``), with some filters changed; empty ones are left out."""
        kept = {"q": self.words, **self.filters, **changes}
        asked = urlencode({name: value for name, value in kept.items() if value}, errors="replace")
        return f"/search{'.' if form else ''}{form}{'?' if asked else ''}{asked}"

    def narrowed(self, facet: str, value: str) -> str:
        """The address of what a facet counts."""
        month = _MONTH.fullmatch(value) if facet == "month" else None
        if month:
            last = monthrange(int(month[1]), int(month[2]))[1]
            return self.address(**{"from": f"{value}-01", "to": f"{value}-{last}"})
        return self.address(**{facet: value})


def asked_of(request: Request) -> Asked:
    """What the address of a request asks for."""
    return asked_by(request.query_params, language_of(request))


def asked_by(given: Mapping[str, str], language: str) -> Asked:
    """What the names and values of an address ask for; what was not understood is told in ``language``."""
    wrong = list[str]()
    filters = {name: given.get(name, "").strip()[:_LONGEST] for name in FILTERS}
    filters |= {name: "" for name, on in _SWITCHES.items() if filters[name] != on}
    t = Wording(language)
    names = {name: filters[name] or None for name in _NAMES}
    values = {name: filters[name] if filters[name] in known else None for name, known in _VALUES.items()}
    days = {field: _day(filters[name], t, wrong) for name, field in _DAYS.items()}
    filters |= {name: "" for name, field in _DAYS.items() if days[field] is None}
    switches = {"exact": bool(filters["exact"]), "names": not filters["names"]}
    kind = values.pop("kind")
    words = given.get("q", "")
    query = Query(words, **names, **values, source_kind=kind, **days, **switches)  # type: ignore[arg-type]
    return Asked(words, filters, query, wrong)


def address_of(query: Query) -> str:
    """The address of the search page that asks for a query."""
    values = query_to_dict(query)
    filters = {name: str(values.get(field, "")) for name, field in _FIELDS.items()}
    switches = {"exact": "1" if query.exact else "", "names": "" if query.names else "typed"}
    return Asked(query.words, filters | switches, query).address()


def _day(written: str, t: Wording, wrong: list[str]) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        wrong.append(t("bad_date", source=t("web.search"), value=written[:40]))
        return None
