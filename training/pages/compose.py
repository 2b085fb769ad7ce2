"""Compose pages of invented outlets: ``layouts.toml`` (order of parts) × ``skins.toml`` (markup) × invented texts.

A composed page is HTML together with the zone of every piece of text in it, in document order. The same page gives
flattened texts by :mod:`training.pages.flatten`. Everything is drawn from one seeded generator: same seed, same page.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from musnad.model import ZoneName

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a page as its maker means it: which part of the layout, which zone, what text."""

    part: str
    zone: ZoneName
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """An order of parts in a skin; ``number`` tells layouts apart."""

    number: int
    skin: str
    parts: tuple[str, ...]


@cache
def read(name: str) -> dict[str, Any]:
    """A table of this folder."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def layouts(split: str) -> tuple[Layout, ...]:
    """The layouts of ``train`` or ``test``."""
    rows = read("layouts")[split]
    first = 0 if split == "train" else 1000
    return tuple(Layout(first + i, row["skin"], tuple(row["parts"])) for i, row in enumerate(rows))


_ZONES: dict[str, ZoneName] = {
    "cookie": "legal", "cookie_buttons": "legal", "category": "category", "headline": "headline", "date": "date",
    "byline": "byline", "source": "byline", "share_head": "share", "share": "share", "follow": "share",
    "caption": "caption", "lede": "lede", "body": "body", "subheading": "subheading", "inline": "related",
    "related_head": "related", "related": "related", "popular_head": "related", "popular": "related",
    "tags_head": "tags", "tags": "tags", "bio_head": "author_bio", "bio": "author_bio", "bio_tail": "author_bio",
    "comments_head": "comments", "comments": "comments", "comment_form": "comments", "legal": "legal",
}  # fmt: skip
_HEADS = {"ticker_head": "ticker", "related_head": "related", "popular_head": "popular", "tags_head": "tags",
          "comments_head": "comments", "share_head": "share", "bio_head": "bio", "bio_tail": "bio",
          "source": "byline", "cookie_buttons": "cookie"}  # fmt: skip
CARD_DATE = "\t"  # opens the date of another story's card
_POOLS = {
    "datebar": "date_bar",
    "source": "sources",
    "cookie": "cookies",
    "follow": "follow",
    "ad": "ads",
    "outside": "outside_text",
}
_LISTS = {"weather", "prayers", "stocks", "poll", "newsletter"}


_MOVABLE_HEAD = frozenset(
    {"date", "byline", "share", "caption", "player", "category", "breadcrumb", "counter", "ad", "lede"}
)
_MOVABLE_TAIL = frozenset(
    {"share", "tags", "bio", "related", "popular", "comments", "comment_form", "byline", "source", "date", "follow",
     "newsletter", "ad", "counter", "inline", "category", "poll", "weather"}
)  # fmt: skip
_LONG = frozenset({"nav", "ticker", "related", "popular", "footer"})  # lists that some pages have very long
_KEPT = ("headline", "*body")
_SECTIONS = ("related", "popular", "comments", "tags", "bio", "share")


def _with_heads(parts: list[str]) -> list[str]:
    """Headings go where their sections went."""
    bare = [part for part in parts if not part.rstrip("?").endswith("_head")]
    headed = {part.rstrip("?").removesuffix("_head") for part in parts if part.rstrip("?").endswith("_head")}
    found: list[str] = []
    for part in bare:
        name = re.split("[:?]", part)[0]
        if name in headed and name in (*_SECTIONS, "ticker"):
            found.append(f"{name}_head")
            headed.discard(name)
        found.append(part)
    return found


class Composer:
    """Fills layouts with texts. ``rng`` decides everything."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.pools = read("furniture")
        self.slots = read("texts")["slots"]
        self.topic = rng.choice(read("texts")["topic"])
        self.outlet = rng.choice(self.pools["outlets"])
        self.person = self._person()
        self.headline = self.fill(rng.choice(self.topic["headlines"]))
        self.spaced = rng.random() < 0.15  # a blank before commas, as some desks type
        self.marks = rng.choice(['""', "“”", "«»", "””"])
        self.bare_ends = rng.random() < 0.12  # paragraphs without a full stop

    def compose(self, layout: Layout, varied: bool = False) -> list[Piece]:
        """The pieces of one page, in order; ``varied`` gives the small parts of the layout other places."""
        pieces: list[Piece] = []
        for spec in self._varied(layout.parts) if varied else layout.parts:
            if spec.endswith("?") and self.rng.random() < 0.5:
                continue
            name, _, span = spec.rstrip("?").partition(":")
            low, _, high = span.partition("-")
            count = self.rng.randint(int(low), int(high or low)) if low else 1
            if varied and name in _LONG and self.rng.random() < 0.25:
                count *= self.rng.randint(2, 6)
            pieces += self._body(count) if name == "*body" else self._part(name, count)
        return _first_is_lede(_above_is_navigation(pieces))

    def _varied(self, parts: tuple[str, ...]) -> list[str]:
        """The parts about the headline change places among themselves, those after the body too; few are left out."""
        rng = self.rng
        body = parts.index(next(part for part in parts if part.startswith("*body")))
        head, tail = list(parts[:body]), list(parts[body + 1 :])
        for side, movable in ((head, _MOVABLE_HEAD), (tail, _MOVABLE_TAIL)):
            places = [i for i, part in enumerate(side) if re.split("[:?]", part)[0] in movable]
            if rng.random() < 0.6:
                moved = [side[i] for i in places]
                rng.shuffle(moved)
                for i, part in zip(places, moved, strict=True):
                    side[i] = part
        kept = [part for part in [*head, parts[body], *tail] if part.startswith(_KEPT) or rng.random() > 0.08]
        return _with_heads(kept)

    def fill(self, text: str) -> str:
        """A text with its slots filled."""
        return re.sub(r"\{(\w+)\}", lambda match: str(self._slot(match[1])), text)

    def _slot(self, name: str) -> object:
        rng, pools = self.rng, self.pools
        single = {"c": "city", "o": "body", "d": "day", "m": "medium"}
        many = {"weekday": "weekdays", "month": "months", "levant": "months_levant", "maghreb": "months_maghreb",
                "latin": "months_latin", "hijri": "months_hijri", "agency": "agencies"}  # fmt: skip
        if name in single:
            return rng.choice(self.slots[single[name]])
        if name in many:
            return rng.choice(pools[many[name]])
        if name == "headline":
            return self.other_headline()
        if name == "indic":
            return self._indic(self.fill("{daynum} {month} {year} - {hour}"))
        values = {"p": self._person, "outlet": lambda: self.outlet, "n": lambda: rng.randint(2, 95),
                  "daynum": lambda: rng.randint(1, 28), "monthnum": lambda: f"{rng.randint(1, 12):02}",
                  "year": lambda: rng.randint(2012, 2026), "hour": lambda: f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"}  # fmt: skip # noqa: E501
        return values[name]()

    def other_headline(self) -> str:
        """A headline of another story, now and then with a mark before or after it."""
        text = self.fill(self.rng.choice(self._other_topic()["headlines"]))
        roll = self.rng.random()
        if roll < 0.04:
            return text + self.rng.choice([" ..", "…", "!"])
        if roll < 0.08:
            return self._excerpt(90) + "..."
        return text

    def _other_topic(self) -> dict[str, Any]:
        """A topic, mostly another than the story's own."""
        topic = self.rng.choice(read("texts")["topic"])
        return self.rng.choice(read("texts")["topic"]) if topic is self.topic else topic

    def _excerpt(self, length: int) -> str:
        """The cut opening of another story."""
        openings = [text for text in self._other_topic()["sentences"] if not text.startswith("\u0648")]
        text = self.fill(self.rng.choice(openings))
        return text[:length].rsplit(" ", 1)[0] if len(text) > length else text.rstrip(".")

    def _person(self) -> str:
        return f"{self.rng.choice(self.slots['first'])} {self.rng.choice(self.slots['last'])}"

    @staticmethod
    def _indic(text: str) -> str:
        return text.translate({ord("0") + i: chr(0x0660 + i) for i in range(10)})

    def _part(self, name: str, count: int) -> list[Piece]:
        zone = _ZONES.get(name, "navigation")
        part = _HEADS.get(name, name)
        texts = [line for text in self._texts(name, count) for line in text.split("||")]
        return [Piece("card_date", zone, t[1:]) if t[0] == CARD_DATE else Piece(part, zone, t) for t in texts]

    def _texts(self, name: str, count: int) -> list[str]:
        rng, pools = self.rng, self.pools
        if name == "headline":
            return [self.headline] * count
        if name == "lede":
            return [self._opening() if rng.random() < 0.7 else self._paragraph(1)]
        if name == "caption":
            return [self.fill(rng.choice(self.topic["captions"]) + " " + rng.choice(pools["caption_marks"])).strip()]
        if name == "category":
            return [rng.choice(self.topic["category"])]
        if name == "breadcrumb":
            return [
                pools["nav"][0],
                *rng.sample(pools["nav"][1:], max(0, count - 2)),
                rng.choice(self.topic["category"]),
            ]
        if name in ("ticker", "related", "popular"):
            return self._headlines(count)
        if name == "inline":
            return [self.fill(rng.choice(pools["inline"]))]
        if name == "tags":
            return [self.fill(tag) for tag in rng.sample(self.topic["tags"], min(count, len(self.topic["tags"])))]
        if name == "comments":
            return [text for _ in range(count) for text in self._comment()]
        if name == "byline":
            return [self.fill(rng.choice(pools["bylines"]).replace("{p}", self.person))]
        if name == "date":
            return [self.fill(rng.choice(pools["dates"]))]
        if name == "bio":
            return [self.fill(rng.choice(pools["bios"]).replace("{p}", self.person))]
        if name in _LISTS:
            rows = pools[name]
            return [self.fill(row) for row in rows[: rng.randint(3, len(rows))]]
        rows = pools[_POOLS.get(name, name)]
        if name in ("nav", "footer", "share", "comment_form", "legal", "player"):
            chosen = rng.sample(rows, min(count, len(rows))) + rng.choices(rows, k=max(0, count - len(rows)))
            return [self.fill(row) for row in chosen]
        if name == "cookie":
            return [self.fill(rng.choice(rows)), *rng.sample(pools["cookie_buttons"], 2)]
        if name == "counter":
            return [self.fill(row) for row in rng.sample(rows, rng.randint(1, 2))]
        return [self.fill(rng.choice(rows))]

    def _headlines(self, count: int) -> list[str]:
        """Headlines of other stories, in some pages as cards: section above, day and opening beneath."""
        rng = self.rng
        rows: list[str] = []
        sectioned, dated, opened = rng.random() < 0.15, rng.random() < 0.3, rng.random() < 0.12
        dates = rng.sample(self.pools["dates"], 1) if rng.random() < 0.7 else self.pools["card_dates"]
        for _ in range(count):
            rows += [rng.choice(self._other_topic()["category"])] if sectioned else []
            rows.append(self.other_headline())
            rows += [CARD_DATE + self.fill(rng.choice(dates))] if dated else []
            rows += [self._excerpt(rng.choice([70, 110, 400])) + rng.choice(["...", "…", " [...]"])] if opened else []
        return rows

    def _comment(self) -> list[str]:
        rng, pools = self.rng, self.pools
        rows = [rng.choice(pools["comment_names"])]
        rows += [self.fill(rng.choice(pools["comment_meta"]))] if rng.random() < 0.6 else []
        rows.append(" ".join(rng.sample(pools["comments"], rng.choice([1, 1, 1, 2]))))
        return rows + ([self.fill(rng.choice(pools["comment_meta"]))] if rng.random() < 0.4 else [])

    def _paragraph(self, sentences: int) -> str:
        chosen = self.rng.sample(self.topic["sentences"], min(sentences, len(self.topic["sentences"])))
        text = " ".join(self.fill(sentence) for sentence in chosen)
        if '"' in text:
            opened = iter(self.marks * text.count('"'))
            text = re.sub('"', lambda _: next(opened), text)
        if self.spaced:
            text = text.replace("،", " ،")
        return text.rstrip(".") if self.bare_ends else text

    def _opening(self) -> str:
        """A first sentence that tells what the headline tells, in most of its words."""
        words = re.sub('[:"\u061f!.]', " ", self.headline).split()
        kept = [word for word in words if self.rng.random() < 0.8] or words
        return self.fill(self.rng.choice(self.pools["openings"]).replace("{told}", " ".join(kept)))

    def _body(self, paragraphs: int) -> list[Piece]:
        rng = self.rng
        headed, linked, pictured = rng.random() < 0.3, rng.random() < 0.45, rng.random() < 0.15
        pieces: list[Piece] = []
        for number in range(paragraphs):
            if number and headed and rng.random() < 0.35:
                pieces.append(Piece("subheading", "subheading", rng.choice(self.topic["subheadings"])))
            text = self._paragraph(rng.choice([1, 1, 2, 2, 3, 4]))
            if number == 0:
                text = f"{self._opening()} {text}" if rng.random() < 0.6 else text
                text = self.fill(rng.choice(self.pools["datelines"])) + text
            pieces.append(Piece("body", "body", text))
            if number + 1 < paragraphs and linked and rng.random() < 0.3:
                pieces += self._part("inline", 1)
            if number + 1 < paragraphs and pictured and rng.random() < 0.3:
                pieces += self._part("caption", 1)
            if rng.random() < 0.03:
                pieces += self._part("ad", 1)
        if rng.random() < 0.2:
            pieces += self._part("counter", 1)
        if rng.random() < 0.1:
            pieces += self._part("follow", 1)
        return pieces


def _above_is_navigation(pieces: list[Piece]) -> list[Piece]:
    """Other stories' headlines above the article are navigation, below they are related."""
    first = next(i for i, piece in enumerate(pieces) if piece.zone == "headline")
    above = [replace(p, zone="navigation") if p.zone == "related" else p for p in pieces[:first]]
    return above + pieces[first:]


def _first_is_lede(pieces: list[Piece]) -> list[Piece]:
    """The first paragraph of the story is its lede where no standfirst stands before it."""
    if any(piece.zone == "lede" for piece in pieces):
        return pieces
    first = next(i for i, piece in enumerate(pieces) if piece.zone == "body")
    return [Piece("lede", "lede", p.text) if i == first else p for i, p in enumerate(pieces)]
