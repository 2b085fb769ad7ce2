"""Quotations: which marks open, which close, which are neither."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.model import Quote, Span

_OPEN = {"«": "»", "“": "”", "‹": "›", '"': '"', "‘": "’", "„": "“", "”": "“"}


def find_quotes(text: str, lines: Sequence[Span]) -> tuple[Quote, ...]:
    """The quotations of an article, in order of their start, outer before inner."""
    found: list[Quote] = []
    for line in lines:
        stack: list[int] = []
        for at in range(line.start, line.end):
            mark = text[at]
            if stack and mark in ('"', "”", "“", "»"):
                start = stack.pop()
                found.append(Quote(start, at + 1, Span(start + 1, at), len(stack), True))
            elif mark in _OPEN and mark not in "‘":
                stack.append(at)
    return tuple(sorted(found, key=lambda quote: (quote.start, -quote.end)))
