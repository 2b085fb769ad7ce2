"""Document, Statements → Expectations: what the article says lies ahead of its own day."""

from musnad.model import Document, Expectation, Statement


def expect(document: Document, statements: tuple[Statement, ...]) -> tuple[Expectation, ...]:
    """The expectations of a document."""
    return ()
