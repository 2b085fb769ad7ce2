"""The words for a source → its :class:`Description`: who, of what body and nation, where."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from musnad.claims.descriptions import Body, Description, Place
from musnad.claims.people import given_names
from musnad.claims.phrases import (
    Gender,
    Number,
    Term,
    bare,
    capitals,
    cities,
    data,
    first_words,
    in_words,
    is_exactly,
    known_name,
    longest,
    organisations,
    split,
    state_of,
    stems,
    without_remarks,
)
from musnad.lexicon.letters import ARTICLE, without_article
from musnad.lexicon.titles import is_title

_COMMAS = frozenset("\u060c,\u061b;:()")
_AND, _MINISTER = "\u0648", "\u0648\u0632\u064a\u0631"
_HEAD = "\u0631\u064a\u064a\u0633"
_WITH_ARTICLE = (ARTICLE, "\u0628" + ARTICLE, "\u0644\u0644", "\u0648" + ARTICLE)
_HANGING = " ,;:\u060c\u061b"
_EMPTY = (
    ("particles", "words"),
    ("particles", "en"),
    ("seniority", "words"),
    ("seniority", "many"),
    ("seniority", "en"),
)
_MOST = 5  # words of a body's name


@lru_cache(maxsize=50_000)
def describe(words: str, named: bool = False) -> Description:
    """What ``words`` say of a source. ``named`` says that unknown words among them are a person's name."""
    keys = without_remarks(split(words))
    reader = _Reader(keys, named)
    while reader.at < len(reader.keys):
        reader.step()
    return reader.described(first_words(words, len(keys)))


@dataclass(slots=True)
class _Reader:
    keys: list[str]
    named: bool
    at: int = 0
    ranks: list[Term] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)
    body: Body | None = None
    close_to: str | None = None
    number: Number | None = None
    other: bool = False
    document: bool = False
    person: str | None = None
    runs: list[list[str]] = field(default_factory=list)
    within: list[str] = field(default_factory=list)
    last: int = -2
    _after_rank: int = -1

    def step(self) -> None:
        """Read what starts here: the longest thing that the table knows, or one unknown word."""
        key = self.keys[self.at]
        if key in _COMMAS:
            self.at += 1
            return
        for reading in (
            self._name_goes_on,
            self._close,
            self._informed,
            self._rank,
            self._known,
            self._body,
            self._word,
            self._state,
        ):
            if reading(key):
                return
        self._unknown(key)

    def described(self, words: str) -> Description:
        ranks = tuple(dict.fromkeys(term.key for term in self.ranks))
        if "head" in ranks and self.body is None and not self.places and any(_HEAD in stems(key) for key in self.keys):
            ranks = tuple("president" if rank == "head" else rank for rank in ranks)
        name = self._person_name() if self.named else ()
        if self.named and len(self.keys) == 1 and self.states and self.body is None and not name:
            name, self.states = (self.keys[0],), set()  # a family name alone
        body = self._whole_body()
        states = self.states | ({body.state} if body and body.state else set())
        return Description(
            words=_shown(words),
            ranks=ranks,
            number=self._number(),
            gender=self._gender(),
            states=frozenset(states),
            body=body,
            fields=frozenset(self.fields),
            places=frozenset(self.places),
            close_to=self.close_to,
            name=name,
            person=self.person,
            rest=frozenset(word for run in self.runs for word in run) - frozenset(name),
            within=frozenset(self.within) - frozenset(name),
            other=self.other,
            definite=bool(self.keys) and self.keys[0].startswith(_WITH_ARTICLE),
            document=self.document,
        )

    def _whole_body(self) -> Body | None:
        """The body with the state whose adjective stands beside it; an administration of a state is its government."""
        body = self.body
        if body and body.state is None and len(self.states) == 1:
            body = Body(body.kind, body.name, next(iter(self.states)))
        if body and body.kind == "port" and body.state and not body.name:
            body = Body("government", frozenset(), body.state)
        return body

    def _number(self) -> Number:
        return self.number or (self.ranks[0].number if self.ranks else "one")

    def _gender(self) -> Gender | None:
        head = next((term for term in self.ranks if term.gender), None)
        return head.gender if head and self.ranks[0] is head else None

    # What may start at a word; each says whether it did.

    def _name_goes_on(self, key: str) -> bool:
        """A family name may look like a nationality or a calling: a word with the article after a given name."""
        open_ = self.named and self.last == self.at - 1 and self.runs[-1][0] in given_names()
        goes_on = open_ and key.startswith(ARTICLE) and not is_title(key) and len(self.runs[-1]) < 3
        return goes_on and self._unknown(key)

    def _close(self, key: str) -> bool:
        opens = in_words("close", "words", key) or in_words("close", "en", key)
        if not opens or self.keys[self.at + 1 : self.at + 2] not in (["\u0645\u0646"], ["to"]):
            return False
        self.close_to = " ".join(without_article(word) for word in self.keys[self.at + 2 :])
        self.at = len(self.keys)
        return True

    def _informed(self, key: str) -> bool:
        """What a source knows of (a source familiar with the talks) does not tell it from others."""
        following = self.keys[self.at + 1 : self.at + 2]
        if not in_words("informed", "words", key) or following not in (["\u0639\u0644\u064a"], ["with"]):
            return False
        comma = next((at for at in range(self.at, len(self.keys)) if self.keys[at] in _COMMAS), len(self.keys))
        self.at = comma
        return True

    def _rank(self, key: str) -> bool:
        found = longest("ranks", self.keys, self.at)
        if found is None or (self.ranks and self._is_rather_else(key)):
            return False
        length, term = found
        if term.key == "source" and self.ranks:
            return False
        owned = bool(self.ranks) and self._follows_rank and not key.startswith(ARTICLE) and term.key != "spokesman"
        self.at += length
        if not owned:
            self.ranks.append(term)
            self._after_rank = self.at
        elif term.key in ("prime_minister", "president"):
            self.body = self.body or Body("government", frozenset())
        if any(_MINISTER in _bare_stems(word) for word in self.keys[self.at - length : self.at]):
            self._portfolio()
        return True

    def _is_rather_else(self, key: str) -> bool:
        """After a rank, an adjective of field or a body's head is that, though it may be a rank."""
        body = longest("bodies", self.keys, self.at)
        else_ = longest("fields", self.keys, self.at) or (body and body[1].key != "ministry")
        return bool(else_) and not key.startswith(ARTICLE)

    @property
    def _follows_rank(self) -> bool:
        return self._after_rank == self.at

    def _known(self, key: str) -> bool:
        found = known_name(self.keys, self.at)
        if found is None or (found[1] not in ("PER", "ORG", "GPE")):
            return False
        length, type_, entity = found
        if type_ == "PER" and not self.named:
            return False
        if type_ == "GPE" and length == 1 and self._is_adjective(key, entity):
            return False
        words = self.keys[self.at : self.at + length]
        placed = self._placed(key)
        self.at += length
        if type_ == "PER":
            self.person = entity
            self.runs.append(words)
        elif type_ == "ORG":
            self._organisation(entity)
        else:
            self._place(entity, words, placed)
        return True

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
        elif land:
            self.states.add(land)

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
        ministry = key.isascii() and following in (["ministry"], ["department"], ["minister"])
        if not (ministry or key.startswith(_WITH_ARTICLE)):
            return False
        self.at += found[0] + (1 if ministry and self.keys[self.at + 1] != "minister" else 0)
        self.body = Body(f"ministry:{found[1].key}", frozenset())
        return True

    def _portfolio(self) -> None:
        """The words after *ministry* or *minister*: a known portfolio, else the first word as it is."""
        if self.body is not None or self.at >= len(self.keys):
            return
        found = longest("portfolios", self.keys, self.at)
        if found:
            self.at += found[0]
            self.body = Body(f"ministry:{found[1].key}", frozenset())
        elif self._may_name_body(self.keys[self.at]) and not state_of(self.keys[self.at]):
            self.body = Body(f"ministry:{bare(self.keys[self.at])}", frozenset())
            self.at += 1
        while self.body and self.at < len(self.keys) and self.keys[self.at].startswith(_AND + ARTICLE):
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
        if key in _COMMAS or parts or key in given_names():
            return False
        rank = longest("ranks", self.keys, self.at)
        if (rank and (self.ranks or rank[1].number != "many")) or (is_title(key) and not rank):
            return False
        known = known_name(self.keys, self.at) if self.named else None
        return known is None or known[1] != "PER"

    def _word(self, key: str) -> bool:
        """An adjective of field, a count, *another*, or a word that belongs to nothing."""
        joined = key[1:] if key[:1] == _AND and len(key) > 4 else key
        if found := longest("fields", [key], 0) or longest("fields", [joined], 0):
            self.fields.add(found[1].key)
        elif in_words("other", "words", key) or in_words("other", "en", key):
            self.other = True
        elif self.at == 0 and is_exactly("particles", "one", key):
            self.number = "one"
        elif in_words("particles", "two", key) or key in data()["particles"]["en_two"]:
            self.number = "two"
        elif in_words("particles", "many", key) or key in data()["particles"]["en_many"] or key.isdigit():
            self.number = "many"
        elif self._is_document(key):
            self.document = True
        elif not self._says_nothing(key):
            return False
        self.at += 1
        return True

    def _is_document(self, key: str) -> bool:
        plain = not self.ranks and self.body is None and not self.runs
        return plain and (in_words("documents", "words", key) or in_words("documents", "en", key))

    def _says_nothing(self, key: str) -> bool:
        if self.named and key in given_names() and not is_exactly("particles", "behalf", key):
            return False  # a given name may be spelled like a preposition
        return any(in_words(*where, key) for where in _EMPTY)

    def _state(self, key: str) -> bool:
        following = self.keys[self.at + 1 : self.at + 2]
        state = state_of(key, *following) or (state_of(key[1:]) if key[:1] == _AND and len(key) > 4 else None)
        if state is None:
            return False
        if state == "united_nations":
            self.body = self.body or Body("international", frozenset(["wd:Q1065"]))
        elif state != "regional" or self.ranks:
            self.states.add(state)
        self.at += 1
        return True

    def _unknown(self, key: str) -> bool:
        if self.last == self.at - 1 and self.runs:
            self.runs[-1].append(key)
        else:
            self.runs.append([key])
            if self.at and is_exactly("particles", "within", self.keys[self.at - 1]):
                self.within.append(key)
        self.last = self.at
        self.at += 1
        return True

    def _person_name(self) -> tuple[str, ...]:
        """The unknown words that are a name: those with a given name first, else the longest run, the last of two."""
        if not self.runs:
            return ()
        given = [run for run in self.runs if any(word in given_names() for word in run)]
        best = max(given or self.runs, key=len) if given else max(reversed(self.runs), key=len)
        start = next((at for at, word in enumerate(best) if word in given_names()), 0) if given else 0
        return tuple(best[max(start - 1, 0) if start == 1 and len(best) == 2 else start :])


def _bare_stems(key: str) -> tuple[str, ...]:
    return tuple(without_article(stem) for stem in stems(key))


def _shown(words: str) -> str:
    """The words for people: trimmed, and without what hangs on."""
    return " ".join(words.split()).strip(_HANGING)


def heads_source(words: str) -> bool:
    """True where a phrase opens with a noun for a source: a rank, a body, or *his counterpart*."""
    keys = split(words)
    if not keys:
        return False
    found = longest("ranks", keys, 0) or longest("bodies", keys, 0)
    return found is not None or is_exactly("particles", "counterpart", keys[0])


def names_person(words: str, at_start: bool = False) -> bool:
    """True where a given name stands in a phrase (or opens it) with another word of a name."""
    keys = split(words)
    if at_start:
        return len(keys) > 1 and (keys[0] in given_names() or (known_name(keys, 0) or (0, ""))[1] == "PER")
    return len(describe(words, True).name) > 1
