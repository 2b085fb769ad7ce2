"""The nouns: frozen, typed, no input or output. Every stage takes some of them and gives others."""

from musnad.model.article import ARTICLE_ZONES, Article, NodeText, Zone, ZoneName
from musnad.model.document import (
    Document,
    Entity,
    EntityType,
    Grain,
    Quantity,
    Quote,
    Sentence,
    TimeExpression,
    Token,
    Word,
)
from musnad.model.page import Page, PageFailure, PageKind, PageWarning
from musnad.model.reading import Reading
from musnad.model.span import Span
from musnad.model.statement import (
    Certainty,
    Expectation,
    Link,
    Mode,
    Role,
    SourceKind,
    Stance,
    Statement,
)

__all__ = [
    "ARTICLE_ZONES",
    "Article",
    "Certainty",
    "Document",
    "Entity",
    "EntityType",
    "Expectation",
    "Grain",
    "Link",
    "Mode",
    "NodeText",
    "Page",
    "PageFailure",
    "PageKind",
    "PageWarning",
    "Quantity",
    "Quote",
    "Reading",
    "Role",
    "Sentence",
    "SourceKind",
    "Span",
    "Stance",
    "Statement",
    "TimeExpression",
    "Token",
    "Word",
    "Zone",
    "ZoneName",
]
