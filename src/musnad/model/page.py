"""A page as it was gathered, before anything is understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

PageKind = Literal["auto", "html", "page", "article"]


@dataclass(frozen=True, slots=True)
class PageWarning:
    """Something a reader of the page should know; ``code`` names a sentence in ``musnad.messages``."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the press.

    ``content`` is the decoded text (or HTML source); ``kind`` says which of the two and whether a text is
    a whole flattened page or a clean article. ``published`` and ``outlet`` are what the caller knows, and
    win over what the page says. ``fetched`` is the moment of retrieval, with its zone. ``record`` and ``digest`` are
    the id and the payload's digest of the web archive's record that it was taken from (ISO 28500). ``announced`` is
    what the page's feed says of the day of publication, which counts where the page itself says nothing. ``source``
    names the file, line or address in messages to people.
    """

    content: str
    kind: PageKind = "auto"
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    fetched: datetime | None = None
    record: str | None = None
    digest: str | None = None
    announced: str | None = None
    warnings: tuple[PageWarning, ...] = ()
    source: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A source that gave no page: its name, the ``id`` it was given, and the sentence that says why."""

    source: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    id: str | None = None
