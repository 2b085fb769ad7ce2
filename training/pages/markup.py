"""Pieces in a skin become HTML, with the head, the scripts and the hidden parts of a real page around them."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterable, Sequence

from training.pages.compose import Piece, read

_CARD_DATES = ["div.date", "time", "div.post-date", "p.meta", "div.time", "div"]
_IN_MAIN = frozenset(
    ("category", "headline", "date", "byline", "share", "follow", "counter", "caption", "lede", "body", "subheading",
     "inline", "tags", "bio", "player", "ad")
)  # fmt: skip
_INLINE = frozenset({"a", "b", "i", "span", "strong", "font", "small", "label"})
_PROSE = frozenset({"lede", "body", "subheading", "inline"})
_VOID_LINKS = ["#", "/news/10234", "https://example.org/archive/77", "/tag/12"]
_SELECTOR = re.compile(r"^(?P<tag>[\w-]+)(?P<rest>.*)$")


def dress(pieces: Sequence[Piece], skin_name: str, rng: random.Random) -> str:
    """The HTML of a page in a skin."""
    skin = read("skins")[skin_name]
    page = _chain(skin["page"])
    out: list[str] = []
    opened: list[str] = []
    for at, piece in enumerate(pieces):
        chain = list(page)
        if piece.part in _IN_MAIN:
            chain += _chain(skin["main"])
        own = _own_chain(piece, pieces[at - 1] if at else piece, skin, rng)
        same = bool(at) and pieces[at - 1].part == piece.part
        keep = _common(opened, chain + own[: _shared(piece, own)])
        if at and not same and piece.part not in _PROSE:
            keep = min(keep, len(chain))
        out += [f"</{_tag(s)}>" for s in reversed(opened[keep:])]
        broken = own[-1] == "br"
        opened = chain + own[:-1] if broken else chain + own
        out += [_open(selector, rng) for selector in opened[keep:]]
        text = _inline(piece, rng)
        out.append(f"{text}<br><br>\n" if broken else text)
        if not broken:
            ends = "<br>" if piece.part in _PROSE and _tag(opened[-1]) in _INLINE else ""
            out.append(f"</{_tag(opened[-1])}>{ends}\n")
            opened = opened[:-1]
        if rng.random() < 0.02:
            out.append(_noise(rng))
    out += [f"</{_tag(s)}>" for s in reversed(opened)]
    return f"<!DOCTYPE html><html lang='ar' dir='rtl'><head>{_head(pieces, rng)}</head>{''.join(out)}</html>"


def _own_chain(piece: Piece, before: Piece, skin: dict[str, str], rng: random.Random) -> list[str]:
    """The elements of a piece; the date of another story's card stands beside its headline, or in a link of its own."""
    if piece.part != "card_date":
        return _chain(skin.get(piece.part) or skin["default"])
    beside = _chain(skin.get(before.part) or skin["default"])
    return [*beside[: max(1, len(beside) - 2)], rng.choice(_CARD_DATES)]


def _shared(piece: Piece, own: Sequence[str]) -> int:
    """How many elements of its chain a piece shares with its neighbours: paragraphs all above their own block."""
    if piece.part not in _PROSE:
        return max(len(own) - 2, 1) if len(own) > 1 else 0
    blocks = [i for i, selector in enumerate(own) if _tag(selector) not in _INLINE]
    return max(blocks[-1] if own[-1] != "br" else len(own) - 1, 1 if len(own) > 1 else 0) if blocks else 0


def _chain(selectors: str) -> list[str]:
    return [part.strip() for part in selectors.split(">")] if selectors else []


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _tag(selector: str) -> str:
    match = _SELECTOR.match(selector)
    assert match is not None, selector
    return match["tag"]


def _open(selector: str, rng: random.Random) -> str:
    tag, rest = _tag(selector), selector[len(_tag(selector)) :]
    classes = re.findall(r"\.([\w-]+)", rest)
    name = re.search(r"#([\w-]+)", rest)
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    attributes += f' id="{name[1]}"' if name else ""
    attributes += f' href="{rng.choice(_VOID_LINKS)}"' if tag == "a" else ""
    return f"<{tag}{attributes}>"


def _inline(piece: Piece, rng: random.Random) -> str:
    """The text escaped; in paragraphs some words are links or bold, some blanks are unbreakable."""
    words = piece.text.split(" ")
    if piece.zone in ("body", "lede") and len(words) > 12:
        if rng.random() < 0.15:
            words = _wrap(words, rng, "a")
        if rng.random() < 0.08:
            words = _wrap(words, rng, "strong")
    text = " ".join(word if word.startswith("<") else html.escape(word, quote=False) for word in words)
    return text.replace(" ", "&nbsp;", 1) if rng.random() < 0.02 else text


def _wrap(words: list[str], rng: random.Random, tag: str) -> list[str]:
    at = rng.randint(2, len(words) - 5)
    span = words[at : at + rng.randint(1, 3)]
    if any(word.startswith("<") for word in span):
        return words
    href = ' href="/topic/3"' if tag == "a" else ""
    inner = html.escape(" ".join(span), quote=False)
    return [*words[:at], f"<{tag}{href}>{inner}</{tag}>", *words[at + len(span) :]]


def _noise(rng: random.Random) -> str:
    return rng.choice(
        [
            "<script>window.q=[1,2,3];</script>",
            '<div style="display:none">hidden text of a template</div>',
            "<style>.x{color:red}</style>",
            "<noscript><img src='p.gif'></noscript>",
            "<!-- a comment of the maker -->",
        ]
    )


def _head(pieces: Sequence[Piece], rng: random.Random) -> str:
    headline = _first(pieces, "headline")
    lede = _first(pieces, "lede")
    outlet = rng.choice(read("furniture")["outlets"])
    parts = [f"<meta charset='utf-8'><title>{html.escape(headline)} - {outlet}</title>"]
    if rng.random() < 0.7:
        parts.append(f'<meta property="og:title" content="{html.escape(headline)}">')
    if rng.random() < 0.6:
        parts.append(f'<meta property="og:description" content="{html.escape(lede[:150])}">')
    if rng.random() < 0.5:
        parts.append(_json_ld(pieces, headline, rng))
    return "".join(parts)


def _json_ld(pieces: Sequence[Piece], headline: str, rng: random.Random) -> str:
    article: dict[str, object] = {"@type": "NewsArticle", "headline": headline}
    if rng.random() < 0.3:
        article["articleBody"] = " ".join(p.text for p in pieces if p.zone in ("lede", "body"))
    if rng.random() < 0.4:
        article["articleSection"] = _first(pieces, "category")
    found: object = article if rng.random() < 0.5 else {"@graph": [{"@type": "WebPage"}, article]}
    return f'<script type="application/ld+json">{json.dumps(found, ensure_ascii=False)}</script>'


def _first(pieces: Iterable[Piece], zone: str) -> str:
    return next((piece.text for piece in pieces if piece.zone == zone), "")
