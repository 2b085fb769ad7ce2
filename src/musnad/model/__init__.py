"""The nouns: frozen, typed, no input or output. Every stage takes some of them and gives others."""

from musnad.model.article import ARTICLE_ZONES, Article, NodeText, Zone, ZoneName
from musnad.model.claim import (
    Amount,
    Citation,
    Copy,
    Days,
    Named,
    Origin,
    Reason,
    Sources,
    Telling,
    Verdict,
)
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
from musnad.model.judgement import Act, Judgement
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
from musnad.model.trace import Teller, Tells, Trace

__all__ = [
    "ARTICLE_ZONES",
    "Act",
    "Amount",
    "Article",
    "Certainty",
    "Citation",
    "Copy",
    "Days",
    "Document",
    "Entity",
    "EntityType",
    "Expectation",
    "Grain",
    "Judgement",
    "Link",
    "Mode",
    "Named",
    "NodeText",
    "Origin",
    "Page",
    "PageFailure",
    "PageKind",
    "PageWarning",
    "Quantity",
    "Quote",
    "Reading",
    "Reason",
    "Role",
    "Sentence",
    "SourceKind",
    "Sources",
    "Span",
    "Stance",
    "Statement",
    "Teller",
    "Telling",
    "Tells",
    "TimeExpression",
    "Token",
    "Trace",
    "Verdict",
    "Word",
    "Zone",
    "ZoneName",
]
