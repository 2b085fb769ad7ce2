"""What went wrong, as rows keep it, and how long is waited before it is tried again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

#: A message's code and its values.
Problem = tuple[str, dict[str, Any]]
_DOUBLED = 12  # times at most: longer than any pause that is kept


def kept_problem(problem: Problem) -> str:
    """A problem for one column, as JSON; its values as text."""
    code, values = problem
    return json.dumps([code, {name: str(value) for name, value in values.items()}], ensure_ascii=True)


def problem_of(kept: str | None) -> Problem | None:
    """The problem that :func:`kept_problem` kept."""
    if not kept:
        return None
    code, values = json.loads(kept)
    return code, values


def pause(failures: int, first: timedelta, longest: timedelta) -> timedelta:
    """The rest after so many failures in a row (one at least): twice as long after each, ``longest`` at most."""
    return min(longest, first * 2 ** min(failures - 1, _DOUBLED))
