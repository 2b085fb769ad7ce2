"""Document → Statements: who said what, to whom, through whom; rules over words whose cues are data."""

from musnad.attribution.reading import attribute

__all__ = ["attribute"]
