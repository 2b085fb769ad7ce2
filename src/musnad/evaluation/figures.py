"""The figures, by the definitions under which the gold set was made (docs/annotation.md, docs/evaluation.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from musnad.evaluation.gold import Attribution, pairs
from musnad.evaluation.matching import STRICT, WHOLE, Match, Sided, overlap, side_by_side

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """All articles side by side, and what follows from them."""

    articles: tuple[Sided, ...]
    text_differs: int

    def as_dict(self) -> dict[str, Any]:
        """Names → figures; per cent to one decimal, P/R/F1 as triples, counts as they are."""
        matches = [match for sided in self.articles for match in sided.matches]
        golds = [one for sided in self.articles for one in sided.gold.statements]
        founds = [one for sided in self.articles for one in sided.found.statements]
        return {
            "documents": len(self.articles),
            "text differs": self.text_differs,
            **_statements(matches, golds, founds),
            **self._expectations(),
            **self._times(),
        }

    def by(self, key: Callable[[Attribution], str | None]) -> dict[str, dict[str, Any]]:
        """Recall of marked statements, loose and whole, per value of ``key`` (mode, kind …), frequent ones first."""
        groups: dict[str, list[Match | None]] = {}
        for sided in self.articles:
            for match in sided.matches:
                groups.setdefault(key(match.gold) or "\u2014", []).append(match)
            for missed in sided.missed:
                groups.setdefault(key(missed) or "\u2014", []).append(None)
        return {name: _recall(groups[name]) for name in sorted(groups, key=lambda name: (-len(groups[name]), name))}

    def by_outlet(self) -> dict[str, dict[str, Any]]:
        """The figures of statements for each outlet's articles alone."""
        outlets = sorted({sided.gold.outlet for sided in self.articles})
        return {
            name: Figures(tuple(s for s in self.articles if s.gold.outlet == name), 0).as_dict() for name in outlets
        }

    def _expectations(self) -> dict[str, Any]:
        gold = sum(len(sided.gold.expectations) for sided in self.articles)
        found = sum(len(sided.found.expectations) for sided in self.articles)
        both = [pair for sided in self.articles for pair in sided.foreseen]
        return {
            "expectations gold/found": (gold, found),
            "expectation P/R/F1": prf(len(both), found, gold),
            "of matched: due days %": _share([a.days == b.days for a, b in both]),
        }

    def _times(self) -> dict[str, Any]:
        gold = sum(len(sided.gold.times) for sided in self.articles)
        found = sum(len(sided.found.times) for sided in self.articles)
        both = [pair for sided in self.articles for pair in sided.dated]
        return {
            "times gold/found": (gold, found),
            "time P/R/F1": prf(len(both), found, gold),
            "time with value P/R/F1": prf(sum(a.days == b.days for a, b in both), found, gold),
        }


def measure(gold: Sequence[Mapping[str, Any]], readings: Iterable[Mapping[str, Any]]) -> Figures:
    """Readings (contract form) against gold articles, matched by ``id``; a reading of another text counts as none."""
    read = {str(reading.get("id")): reading for reading in readings}
    differs = sum(
        str(article["id"]) in read and read[str(article["id"])].get("text") != article["text"] for article in gold
    )
    return Figures(tuple(side_by_side(ours, theirs) for ours, theirs in pairs(gold, read)), differs)


def prf(right: int, found: int, gold: int) -> Triple:
    """Precision, recall and their harmonic mean, in per cent."""
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    both = precision + recall
    return round(100 * precision, 1), round(100 * recall, 1), round(200 * precision * recall / both, 1) if both else 0.0


def _statements(matches: list[Match], golds: list[Attribution], founds: list[Attribution]) -> dict[str, Any]:
    def found_by(right: Callable[[Match], bool]) -> Triple:
        return prf(sum(map(right, matches)), len(founds), len(golds))

    def of_matched(right: Callable[[Match], bool]) -> float:
        return _share([right(match) for match in matches])

    long_chains = sum(len(one.chain) > 1 for one in golds)
    long_right = sum(len(match.gold.chain) > 1 and match.chain for match in matches)
    unnamed = sum(match.gold.kind == "unnamed" == match.found.kind for match in matches)
    return {
        "statements gold/found": (len(golds), len(founds)),
        "content loose P/R/F1": found_by(lambda match: True),
        "content strict P/R/F1": found_by(lambda match: match.content >= STRICT),
        "whole statement P/R/F1": found_by(lambda match: match.whole),
        "of matched: cue %": of_matched(lambda match: match.cue),
        "of matched: source exact %": of_matched(lambda match: match.gold.source == match.found.source),
        "of matched: source overlap %": of_matched(lambda m: overlap(m.gold.source, m.found.source) >= WHOLE),
        "of matched: speaker resolved %": of_matched(lambda match: match.speaker),
        "of matched: chain %": of_matched(lambda match: match.chain),
        "chains of two or more, recall %": round(100 * long_right / long_chains, 1) if long_chains else 0.0,
        "of matched: mode %": of_matched(lambda match: match.mode),
        "of matched: kind %": of_matched(lambda match: match.gold.kind == match.found.kind),
        "of matched: stance %": of_matched(lambda match: match.gold.stance == match.found.stance),
        "unnamed source P/R/F1": prf(
            unnamed, sum(one.kind == "unnamed" for one in founds), sum(one.kind == "unnamed" for one in golds)
        ),
    }


def _share(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / len(right), 1) if right else 0.0


def _recall(group: list[Match | None]) -> dict[str, Any]:
    return {
        "gold": len(group),
        "loose %": _share([match is not None for match in group]),
        "whole %": _share([match is not None and match.whole for match in group]),
    }
