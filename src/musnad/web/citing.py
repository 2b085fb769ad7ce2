"""A statement as it is cited, in Arabic and in English: who said it, through whom, the words, the page, the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musnad.export.templating import Wording, cut, is_web_address, plain
from musnad.messages import LANGUAGES

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_LONGEST = 1500


def citations(record: Mapping[str, Any], statement: Mapping[str, Any], address: str) -> dict[str, str]:
    """The citation by language; ``address`` is the permanent one of the statement here.

    Words of the page are set apart from the language around them (Unicode FSI and PDI, UAX 9 section 2.5): a citation
    is pasted where no markup can do it.
    """
    return {language: _cited(record, statement, address, Wording(language)) for language in LANGUAGES}


def _cited(record: Mapping[str, Any], statement: Mapping[str, Any], address: str, t: Wording) -> str:
    said = " \u2026 ".join(_apart(span["text"]) for span in statement["content"])
    whole = t("web.cite.said", who=_who(statement, t), words=said)
    return " ".join([whole, _page(record, t), t("web.cite.here", address=address)])


def _who(statement: Mapping[str, Any], t: Wording) -> str:
    """The chain, from the one who spoke outwards, and the manner of saying."""
    chain = list(statement["chain"])
    speaker = chain.pop(0)["text"] if chain and chain[0]["role"] == "speaker" else None
    who = t("web.cite.who", speaker=_apart(speaker) if speaker else t("web.unknown"), stance=_stance(statement, t))
    carriers = t("web.comma").join(_apart(link["text"]) for link in chain)
    return t("web.cite.through", who=who, carriers=carriers) if carriers else who


def _stance(statement: Mapping[str, Any], t: Wording) -> str:
    return t(f"stance.{statement['stance']}")


def _page(record: Mapping[str, Any], t: Wording) -> str:
    headline = record["article"]["headline"]
    parts = [
        _apart(record["outlet"]) if record["outlet"] else None,
        t("web.cite.headline", headline=_apart(headline["text"])) if headline else None,
        t.day(record["published"]) if record["published"] else t("web.undated"),
        record["url"] if is_web_address(record["url"]) else None,
    ]
    return t("web.comma").join(part for part in parts if part) + "."


def _apart(words: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{cut(plain(words), _LONGEST)}{_POP_ISOLATE}"
