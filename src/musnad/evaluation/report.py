"""Figures taken apart: by mode, kind of source, outlet and cue, and the articles where most goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from musnad.evaluation.figures import Figures
from musnad.evaluation.gold import Attribution
from musnad.evaluation.matching import WHOLE, Match, Sided
from musnad.lexicon import fold

_CUES_SHOWN = 25
_CASES_SHOWN = 4


def report(figures: Figures, worst: int) -> dict[str, Any]:
    """The figures, then ``by`` group, then ``worst``: so many articles with what went wrong in each."""
    cues = figures.by(lambda one: fold(one.cue_text))
    return {
        **figures.as_dict(),
        "by": {
            "mode": figures.by(lambda one: one.mode),
            "kind": figures.by(lambda one: one.kind),
            "stance": figures.by(lambda one: one.stance),
            "links": figures.by(lambda one: str(len(one.chain))),
            "cue": dict(list(cues.items())[:_CUES_SHOWN]),
            "outlet": figures.by_outlet(),
        },
        "worst": worst_articles(figures, worst),
    }


def worst_articles(figures: Figures, count: int) -> list[dict[str, Any]]:
    """The articles with the most wrong, worst first; each with a few of its cases."""
    ranked = sorted(((list(_cases(sided)), sided) for sided in figures.articles), key=lambda pair: -len(pair[0]))
    return [
        {
            "id": sided.gold.id,
            "outlet": sided.gold.outlet,
            "wrong": len(cases),
            "marked": len(sided.gold.statements),
            "cases": cases[:_CASES_SHOWN],
        }
        for cases, sided in ranked[:count]
        if cases
    ]


def _cases(sided: Sided) -> Iterator[dict[str, Any]]:
    for match in sided.matches:
        if not match.whole:
            yield {"what": _fault(match), "gold": _words(match.gold), "found": _words(match.found)}
    for one in sided.missed:
        yield {"what": "missed", "gold": _words(one), "found": None}
    for one in sided.extra:
        yield {"what": "extra", "gold": None, "found": _words(one)}


def _fault(match: Match) -> str:
    if match.content < WHOLE:
        return "content"
    return "chain" if match.speaker else "speaker"


def _words(one: Attribution) -> dict[str, Any]:
    return {
        "cue": one.cue_text,
        "chain": [{"text": text, "role": role} for text, role in one.chain],
        "content": one.content_text,
    }
