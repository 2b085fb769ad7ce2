"""The words of a phrase that name a body or a place: ministries, armies, firms, towns."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.claims.descriptions import Body, Place
from musnad.claims.people import given_names
from musnad.claims.phrases import (
    Term,
    bare,
    capitals,
    cities,
    data,
    in_words,
    is_exactly,
    known_name,
    longest,
    organisations,
    state_of,
    stems,
)
from musnad.lexicon.letters import ARTICLE
from musnad.lexicon.titles import is_title

COMMAS = frozenset("\u060c,\u061b;:()")
AND = "\u0648"
WITH_ARTICLE = (ARTICLE, "\u0628" + ARTICLE, "\u0644\u0644", AND + ARTICLE)
_MOST = 5  # words of a body's name


@dataclass(slots=True)
class BodyWords:
    """A phrase's folded words, the place ``at`` which it is read, and the ranks, states, places and body so far.

    ``named`` says that unknown words may be a person's name.
    """

    keys: list[str]
    named: bool
    at: int = 0
    ranks: list[Term] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)
    body: Body | None = None

    def _whole_body(self) -> Body | None:
        """The body with the state whose adjective stands beside it; an administration of a state is its government."""
        body = self.body
        if body and body.state is None and len(self.states) == 1:
            body = Body(body.kind, body.name, next(iter(self.states)))
        if body and body.kind == "port" and body.state and not body.name:
            body = Body("government", frozenset(), body.state)
        return body

    def _is_adjective(self, key: str, entity: str) -> bool:
        """``سورية`` after a noun is Syrian and not Syria."""
        noun = not self.at or key.startswith(ARTICLE) or entity in cities() or self._placed(key)
        return not noun and state_of(key, *self.keys[self.at + 1 : self.at + 2]) is not None

    def _organisation(self, entity: str) -> None:
        section, key = organisations().get(entity, ("organisation", entity))
        row = data()["known"].get(key)
        kind = row["kind"] if row else {"armed": "militia", "government": "organisation"}.get(section, section)
        if self.body is None:
            plain = kind.startswith("ministry") or kind in ("army", "government")
            self.body = Body(kind, frozenset() if row and plain else frozenset([entity]), row["state"] if row else None)

    def _place(self, entity: str, words: list[str], placed: bool) -> None:
        land = cities().get(entity) or next(filter(None, (state_of(" ".join(words[:1]), *words[1:2]),)), None)
        if entity in cities():
            speaks = not self.ranks and self.body is None and not placed
            capital = next((capitals()[s] for s in stems(" ".join(words)) if s in capitals()), None)
            if speaks and capital:
                self.body = Body("state", frozenset(), capital)
            else:
                self.places.add((entity, land))
        elif land and (placed and self.ranks):
            self.places.add((land, land))
        elif land and not self.ranks and self.body is None:
            self.body = Body("state", frozenset(), land)
        elif land and not self._sent_to:
            self.states.add(land)

    @property
    def _sent_to(self) -> bool:
        """An envoy *to* a state is not of it; the state's name has just been read."""
        return any(is_exactly("particles", "sent", key) for key in self.keys[max(self.at - 3, 0) : self.at - 1])

    def _placed(self, key: str) -> bool:
        before = self.keys[self.at - 1] if self.at else ""
        return (
            is_exactly("particles", "place", before)
            or before in ("in", "at")
            or (key[:1] == "\u0628" and bool(known_name([key[1:], *self.keys[self.at + 1 :]], 0)))
        )

    def _body(self, key: str) -> bool:
        if english := self._english_body():
            length, row = english
            self.body = self.body or Body(row["kind"], frozenset(), row["state"])
            self.at += length
            return True
        found = longest("bodies", self.keys, self.at)
        if found is None or self.body is not None:
            return found is None and self._bare_portfolio(key)
        self.at += found[0]
        if found[1].key == "ministry":
            self._portfolio()
        elif key.isascii():
            self.body = Body(found[1].key, frozenset())
        else:
            self.body = Body(found[1].key, self._body_name())
        return True

    def _english_body(self) -> tuple[int, dict[str, str]] | None:
        for length in (2, 1):
            row = data()["english_bodies"].get(" ".join(self.keys[self.at : self.at + length]))
            if row:
                return length, row
        return None

    def _bare_portfolio(self, key: str) -> bool:
        """The ministry by its portfolio alone: with the article, at the head, or after a preposition."""
        found = longest("portfolios", self.keys, self.at)
        if found is None or self.body is not None:
            return False
        following = self.keys[self.at + 1 : self.at + 2]
        ministry = key.isascii() and following in (["ministry"], ["department"], ["minister"], ["secretary"])
        if not (ministry or key.startswith(WITH_ARTICLE)):
            return False
        self.at += found[0] + (1 if following in (["ministry"], ["department"]) else 0)
        self.body = Body(f"ministry:{found[1].key}", frozenset())
        return True

    def _portfolio(self) -> None:
        """The words after *ministry* or *minister*: a known portfolio, else the first word as it is."""
        while self.keys[self.at : self.at + 1] in (["of"], ["the"]):
            self.at += 1
        if self.body is not None or self.at >= len(self.keys):
            return
        found = longest("portfolios", self.keys, self.at)
        if found:
            self.at += found[0]
            self.body = Body(f"ministry:{found[1].key}", frozenset())
        elif self._may_name_body(self.keys[self.at]) and not state_of(self.keys[self.at]):
            self.body = Body(f"ministry:{bare(self.keys[self.at])}", frozenset())
            self.at += 1
        while self.body and self.at < len(self.keys) and self.keys[self.at].startswith(AND + ARTICLE):
            self.at += 1  # a ministry of several matters goes by the first

    def _body_name(self) -> frozenset[str]:
        """Words after a body's head that belong to its name."""
        name: list[str] = []
        while self.at < len(self.keys) and len(name) < _MOST and self._may_name_body(self.keys[self.at]):
            key = self.keys[self.at]
            state = state_of(key, *self.keys[self.at + 1 : self.at + 2])
            if state:
                self.states |= {state} - {"regional"}
            elif not in_words("bodies_alike", "words", key):
                name.append(bare(key))
            self.at += 1
        return frozenset(name)

    def _may_name_body(self, key: str) -> bool:
        if in_words("bodies_alike", "words", key):
            return True
        parts = in_words("particles", "words", key) or in_words("particles", "en", key)
        if key in COMMAS or parts or key in given_names():
            return False
        rank = longest("ranks", self.keys, self.at)
        if (rank and (self.ranks or rank[1].number != "many")) or (is_title(key) and not rank):
            return False
        known = known_name(self.keys, self.at) if self.named else None
        return known is None or known[1] != "PER"
