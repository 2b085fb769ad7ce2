"""What an outlet takes from others, as its claims show it: through whom it has them, and whose words it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from musnad.web.addresses import outlet_key

Telling = Mapping[str, Any]


@dataclass(slots=True)
class _Tally:
    name: str
    credited: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    claims: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Borrowed:
    """What is taken from one outlet (``key`` of its page): in how many claims it is ``credited``, in how many its
    words are ``copied``, and a few of these claims (id, text)."""

    outlet: str
    key: str
    credited: int
    copied: int
    claims: tuple[tuple[str, str], ...]


def borrowed(records: Iterable[Mapping[str, Any]], names: frozenset[str], most_claims: int = 3) -> list[Borrowed]:
    """What the outlet called by ``names`` takes from others in these claims, from whom it takes most first.

    Where two outlets print one agency's copy, neither has it from the other: both have it from the agency.
    """
    own = frozenset(map(outlet_key, names))
    found: dict[str, _Tally] = {}
    for claim in records:
        for kind, giver in _givers(claim, names, own):
            tally = found.setdefault(outlet_key(giver), _Tally(giver))
            (tally.credited if kind == "credited" else tally.copied).add(claim["claim"])
            tally.claims.setdefault(claim["claim"], claim["text"])
    rows = [
        Borrowed(its.name, key, len(its.credited), len(its.copied), tuple(its.claims.items())[:most_claims])
        for key, its in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.credited - row.copied, row.outlet))


def _givers(claim: Mapping[str, Any], names: frozenset[str], own: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each (``credited`` or ``copied``, the outlet) of the outlet's tellings of one claim."""
    tellings = {telling["statement"]: telling for telling in claim["tellings"]}
    for telling in tellings.values():
        if telling["outlet"] in names:
            originals = [tellings[each["original"]] for each in claim["copies"] if each["copy"] == telling["statement"]]
            found = [("credited", name) for name in _credited(claim, telling, originals)]
            found += [("copied", name) for original in originals for name in _whose(claim, telling, original)]
            yield from ((kind, name) for kind, name in found if outlet_key(name) not in own)


def _credited(claim: Mapping[str, Any], telling: Telling, originals: list[Telling]) -> list[str]:
    """Those through whom a telling has it. Whom it only copies it does not credit, though its source is theirs."""
    copied = {outlet_key(original["outlet"]) for original in originals if original["outlet"]}
    named = {outlet_key(each["text"]) for each in telling["carriers"]}
    named |= {outlet_key(each["words"]) for each in claim["cites"] if each["citing"] == telling["statement"]}
    return [name for name in _carriers(claim, telling) if outlet_key(name) in named or outlet_key(name) not in copied]


def _whose(claim: Mapping[str, Any], telling: Telling, original: Telling) -> list[str]:
    """Whose words a copy has: those of the carrier that it shares with the original, else the original's."""
    common = set(_carriers(claim, telling)) & set(_carriers(claim, original))
    return sorted(common) or ([original["outlet"]] if original["outlet"] else [])


def _carriers(claim: Mapping[str, Any], telling: Telling) -> list[str]:
    """The outlets to which those behind a telling spoke first."""
    carriers = (claim["origins"][at]["first_carrier"] for at in telling["origins"])
    return [carrier for carrier in carriers if carrier]
