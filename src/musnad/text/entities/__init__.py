"""Tokens → Entities: people, bodies, places, events, equipment, outlets, laws and works that the text names.

The span of a name leaves out conjunctions and prepositions written onto it, and keeps an article that is part of the
name and is written out: the article that the preposition lam swallows is not in the span.
"""

from musnad.text.entities.finder import find_entities

__all__ = ["find_entities"]
