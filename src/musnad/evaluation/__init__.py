"""Gold and readings → figures: how much of what careful readers marked is found, and where it fails."""

from musnad.evaluation.figures import Figures, measure

__all__ = ["Figures", "measure"]
