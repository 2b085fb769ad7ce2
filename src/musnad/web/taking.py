"""The page that somebody hands over by a form: a text, a file, or only an address, which is then visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from starlette.datastructures import FormData, UploadFile

from musnad.errors import InputError
from musnad.export.templating import Wording, is_web_address, plain
from musnad.gather.content import page_of
from musnad.gather.files import LIMIT, too_large
from musnad.model import Page

FIELDS = ("text", "url", "outlet", "published")
_LONGEST_NOTE = 2000
#: How the page at an address is had. Raises InputError.
Fetch = Callable[[str, Page], Page]


@dataclass(frozen=True, slots=True)
class Handed:
    """What a form has: its fields by name, and the bytes of a file with its name, where one was chosen."""

    fields: dict[str, str]
    file: bytes | None = None
    name: str = ""


async def handed(form: FormData) -> Handed:
    """What was handed over. A file is read no further than a page may be large."""
    # A form writes every line end as CR LF (HTML, "constructing the entry list"); the page had plain ones.
    fields = {name: _words(form.get(name)).replace("\r\n", "\n") for name in FIELDS}
    fields |= {name: fields[name].strip()[:_LONGEST_NOTE] for name in FIELDS if name != "text"}
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return Handed(fields)
    return Handed(fields, await file.read(LIMIT + 1), plain(file.filename)[:200])


def page_from(given: Handed, t: Wording, fetch: Fetch) -> Page:
    """The page: of a file before a text, of a text before an address. Raises InputError where there is none of them,
    for a day that is none, and what cannot be read or fetched."""
    known = _known(given.fields, t)
    if given.file is not None:
        if len(given.file) > LIMIT:
            raise too_large(given.name, len(given.file))
        return page_of(given.file, given.name, known)
    if given.fields["text"].strip():
        return replace(known, content=given.fields["text"])
    if known.url is None:
        raise InputError("web.paste.empty")
    return fetch(known.url, known)


def fetched(address: str, known: Page) -> Page:
    """The page at a public address."""
    from musnad.gather.fetching import fetch  # the network kit is loaded only where a page is fetched

    return fetch(address, known)


def _known(fields: dict[str, str], t: Wording) -> Page:
    url = fields["url"] or None
    if url and not is_web_address(url):
        raise InputError("refused", source=t("web.paste.url"), why=url[:60])
    try:
        published = date.fromisoformat(fields["published"]) if fields["published"] else None
    except ValueError as error:
        raise InputError("bad_date", source=t("web.paste.published"), value=fields["published"][:40]) from error
    return Page("", "auto", url=url, outlet=fields["outlet"] or None, published=published)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
