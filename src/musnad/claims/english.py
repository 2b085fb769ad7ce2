"""English words → the keys, numbers and days of Arabic ones, so that a claim told in both languages meets itself.

The simplest level that works: notions of the press by their English words, countries, cities and people by the keys of
the gazetteers (``baghdad``), a table of press nouns (``lexicon/ar/claims.english.toml``); numbers and dates by pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any

from musnad.lexicon import fold, table
from musnad.lexicon.places import country, is_item
from musnad.model.claim import Amount, Days

_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"


@lru_cache(maxsize=50_000)
def english_word(key: str) -> tuple[str, str] | None:
    """The key and the kind of an English word: a notion, a country (``place``), or the Arabic word it is compared by;
    None for a word that tells nothing. A word that no table knows is its own key."""
    forms = list(_forms(key))
    if any(form in _stop() for form in forms[:1]) or len(key) < 2 or _number(key) is not None:
        return None
    for known, kind in ((_countries(), "place"), (_notions(), "notion"), (_words(), "word"), (_gazetteer(), "word")):
        found = next((known[form] for form in forms if form in known), None)
        if found:
            return found, kind
    return forms[-1], "word"


def amounts_in(content: str) -> tuple[Amount, ...]:
    """The numbers of an English text with their units, in order."""
    return tuple(
        _amount(match) for match in _amount_pattern().finditer(content) if _number(match["number"]) is not None
    )


def days_in(content: str, published: date | None) -> tuple[Days, ...]:
    """The dates of an English text (``26 July``, ``July 26, 2021``); without a year, of the year of publication."""
    return tuple(found for match in _date_pattern().finditer(content) if (found := _days(match, published)))


def _amount(match: re.Match[str]) -> Amount:
    value = (_number(match["number"]) or 0.0) * _table()["numbers"]["scales"].get((match["scale"] or "").lower(), 1)
    unit = _table()["numbers"]["units"].get((match["unit"] or "").lower())
    return Amount(match[0], value, unit, approximate=bool(match["about"]))


def _number(word: str) -> float | None:
    if word[:1].isdigit() and word[0].isascii():
        plain = word.replace(",", "")
        return float(plain) if re.fullmatch(r"\d{1,300}(?:\.\d+)?", plain) else None
    return _table()["numbers"]["words"].get(word.lower())


def _days(match: re.Match[str], published: date | None) -> Days | None:
    month = _months().index((match["m1"] or match["m2"]).lower()) + 1
    year = int(match["y1"] or match["y2"] or (published.year if published else 0))
    try:
        day = date(year, month, int(match["d1"] or match["d2"]))
    except ValueError:
        return None
    return Days(match[0], day, day, "day")


@cache
def _amount_pattern() -> re.Pattern[str]:
    rows = _table()["numbers"]
    about, numbers, scales, units = ("|".join(map(re.escape, rows[k])) for k in ("about", "words", "scales", "units"))
    return re.compile(
        rf"(?<![\w.,])(?:(?P<about>{about})\s+)?\$?(?P<number>{_DIGITS}|{numbers})(?!\w)"
        rf"(?:\s+(?P<scale>{scales})\b)?(?:\s*(?P<unit>{units})(?!\w))?",
        re.IGNORECASE,
    )


@cache
def _date_pattern() -> re.Pattern[str]:
    month = "|".join(_months())
    year = r"(?:,?\s+(?P<{}>\d{{4}}))?"
    return re.compile(
        rf"\b(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{month}){year.format('y1')}"
        rf"|(?P<m2>{month})\s+(?P<d2>\d{{1,2}})\b{year.format('y2')})\b",
        re.IGNORECASE | re.ASCII,
    )


def _forms(key: str) -> Iterator[str]:
    """The word as it stands, then without the endings of its plural or its tense."""
    yield key.strip(".")
    for ending in _table()["stop"]["endings"]:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            yield key[: -len(ending)]


def _table() -> dict[str, Any]:
    return table("ar/claims.english")


@cache
def _stop() -> frozenset[str]:
    return frozenset(_table()["stop"]["words"])


def _months() -> list[str]:
    return _table()["numbers"]["months"]


@cache
def _notions() -> dict[str, str]:
    return {word: name for name, row in reversed(table("ar/claims")["notions"].items()) for word in row["en"]}


@cache
def _countries() -> dict[str, str]:
    rows = table("ar/countries")["countries"]
    ids = {key: id for key, names in rows.items() if (id := _country_id(names))}
    short = {word: ids[key] for key, words in _table()["countries"].items() if key in ids for word in words}
    return {key: id for key, id in ids.items() if "-" not in key} | short


def _country_id(names: list[str]) -> str | None:
    return next((id for name in names if (id := country(fold(name)))), None)


@cache
def _words() -> dict[str, str]:
    return {english: _key(arabic) for english, arabic in _table()["words"].items()}


@cache
def _gazetteer() -> dict[str, str]:
    """Names of one word in the tables of cities and people, by their Latin keys."""
    rows = [*table("ar/cities").items(), *table("ar/people").items()]
    names = ((key, names) for _, of in rows if isinstance(of, dict) for key, names in of.items())
    return {
        key.rsplit("-", 1)[-1]: _key(arabic.split()[-1])
        for key, given in names
        if isinstance(given, list) and (arabic := next((n for n in given if not is_item(n)), ""))
    }


def _key(arabic: str) -> str:
    from musnad.claims.words import terms_of

    terms = terms_of(arabic)
    return terms[0].key if terms else fold(arabic)
