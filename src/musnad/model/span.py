"""A stretch of text, in code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch ``text[start:end]``; positions are code points (Python ``str`` indices)."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words this span points at in ``text``."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """True where ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """True where the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def to_dict(self, text: str) -> dict[str, object]:
        """The contract's form: ``{"start", "end", "text"}``."""
        return {"start": self.start, "end": self.end, "text": self.of(text)}
