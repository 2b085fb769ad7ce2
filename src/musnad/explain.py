"""Why a statement was found: the rule, the words that decided, and where each carrier of the chain was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from musnad.messages import say


class Reason(NamedTuple):
    """One reason: ``label`` is a key of ``musnad.messages``; ``words`` are the page's own where ``quoted``."""

    label: str
    words: str
    quoted: bool


def explain(reading: Mapping[str, Any], statement: Mapping[str, Any], language: str = "en") -> tuple[Reason, ...]:
    """The reasons for one statement of a reading, both in the contract's form (``Reading.to_dict``).

    They are read from what the statement itself carries, so that a kept statement explains itself even when a later
    version would read its page otherwise.
    """
    reasons = [Reason("explain.found_by", str(statement["rule"]), quoted=False)]
    meaning = meaning_of(str(statement["rule"]), language)
    reasons += [Reason("explain.means", meaning, quoted=False)] if meaning else []
    because = [span["text"] for span in statement.get("because") or ()]
    reasons += [Reason("explain.because", " \u2026 ".join(because), quoted=True)] if because else []
    for link in statement["chain"]:
        reasons.append(Reason(f"explain.link_{link.get('taken_from') or 'words'}", link["text"], quoted=True))
    line = line_around(reading["text"], _spans(statement))
    reasons += [Reason("explain.line", line, quoted=True)] if line else []
    return tuple(reasons)


def meaning_of(rule: str, language: str = "en") -> str | None:
    """What a rule looks for, in words; None for a rule that has none. ``verb:after:that`` is of the family ``verb``."""
    key = f"rule.{rule.partition(':')[0]}"
    meaning = say(key, language)
    return meaning if meaning != key else None


def line_around(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The whole lines of ``text`` that these spans (code points) touch; empty where there are none."""
    if not spans:
        return ""
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : last if last >= 0 else len(text)].strip()


def _spans(statement: Mapping[str, Any]) -> list[tuple[int, int]]:
    named = [statement["cue"], statement["source"], *statement["content"]]
    return [(span["start"], span["end"]) for span in named if span]
