"""Document, Statements → Expectations: what the article says lies ahead of its own day."""

from musnad.expectation.reading import expect

__all__ = ["expect"]
