"""A source's description as structure, and whether two descriptions can be one person's.

Nationality, body, rank, number, gender and place describe a source; how high and how well informed it is does not, and
the clause on its anonymity does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musnad.claims.phrases import Gender, Number, data, groups, spheres

Place = tuple[str, str | None]

#: Kinds of bodies whose nouns (organisation, authority) others go by too, where no name is given.
_ANY_BODY = frozenset({"organisation", "port"})
#: What must be equal in two descriptions that are one, beside rank, body and gender.
_TELLING = ("number", "states", "fields", "places", "within", "close_to", "other")


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, army, party, firm: its ``kind`` (``ministry:health``), the words or the entity that tell it from
    others of its kind, and its state by key, where known."""

    kind: str
    name: frozenset[str]
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What the words for a source say of it; all keys are those of ``lexicon/ar/descriptions.toml``.

    ``words`` are the page's, without the anonymity clause. ``ranks`` opens with the one that heads the phrase.
    ``states`` are nationalities, ``places`` where it is (entity id, country). ``name`` is a person's, ``rest`` words
    that the table does not know, ``within`` those of them that say in what the source is (``مصدر في المقاومة``).
    ``other`` says that it is *another* one than somebody named before, ``definite`` that it has the article.
    """

    words: str
    ranks: tuple[str, ...] = ()
    number: Number = "one"
    gender: Gender | None = None
    states: frozenset[str] = frozenset()
    body: Body | None = None
    fields: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()
    close_to: str | None = None
    name: tuple[str, ...] = ()
    person: str | None = None
    rest: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    other: bool = False
    definite: bool = False
    document: bool = False

    @property
    def spokesman(self) -> bool:
        return "spokesman" in self.ranks and self.close_to is None


def same_description(one: Description, two: Description) -> bool:
    """One description in other words: all equal that describes, however high or well informed the source is said
    to be."""
    return (
        all(getattr(one, part) == getattr(two, part) for part in _TELLING)
        and one.ranks[:1] == two.ranks[:1]
        and _one_gender(one, two)
        and same_body(one.body, two.body)
        and (one.rest <= two.rest or two.rest <= one.rest)
    )


def contradiction(one: Description, two: Description) -> str | None:
    """What makes it impossible that both describe one source, or None where they may: ``nationality``, ``rank``,
    ``body``, ``field``, ``place`` or ``gender``."""
    if _apart(_expanded(one.states), _expanded(two.states)) and one.states and two.states:
        return "nationality"
    if _ranks_exclude(one, two):
        return "rank"
    if one.body and two.body and bodies_exclude(one.body, two.body):
        return "body"
    if _apart(_spheres(one), _spheres(two)):
        return "field"
    if one.places and two.places and not any(_one_place(a, b) for a in one.places for b in two.places):
        return "place"
    return None if _one_gender(one, two) else "gender"


def same_body(one: Body | None, two: Body | None) -> bool:
    if one is None or two is None:
        return one is two
    return one.kind == two.kind and one.name == two.name and (one.state or two.state) == (two.state or one.state)


def bodies_exclude(one: Body, two: Body) -> bool:
    """Two bodies neither of which can speak for the other: of two states, two parties, two ministries."""
    if one.state and two.state and not _share(one.state, two.state):
        return True
    if same_body(one, two) or _within(one, two) or _within(two, one):
        return False
    if one.kind == two.kind or (not (one.name and two.name) and _ANY_BODY & {one.kind, two.kind}):
        return bool(one.name and two.name) and not one.name & two.name
    return not one.name & two.name


def _within(inner: Body, outer: Body) -> bool:
    if outer.kind == "state" or (inner.kind.startswith("ministry") and outer.kind == "ministry"):
        return True
    return outer.kind in data()["bodies"].get(inner.kind.partition(":")[0], {}).get("within", ())


def _spheres(described: Description) -> frozenset[str]:
    """The spheres in which a source can be found by all that is said of it; empty for any."""
    said = [spheres("ranks", rank) for rank in described.ranks]
    said += [frozenset[str]().union(*(spheres("fields", field) for field in described.fields))]
    said += [_body_spheres(described.body)] if described.body else []
    said = [given for given in said if given]
    if not said:
        return frozenset()
    return frozenset.intersection(*said) or frozenset.union(*said)


def _body_spheres(body: Body) -> frozenset[str]:
    kind, _, portfolio = body.kind.partition(":")
    return spheres("portfolios", portfolio) or spheres("bodies", kind)


def _ranks_exclude(one: Description, two: Description) -> bool:
    return any(_apart(_traits(one, trait), _traits(two, trait)) for trait in ("grade", "standing"))


def _traits(described: Description, trait: str) -> frozenset[str]:
    rows = data()["ranks"]
    return frozenset(rows[rank][trait] for rank in described.ranks if trait in rows.get(rank, {}))


def _one_gender(one: Description, two: Description) -> bool:
    """A man and a woman are two; of many, or where the noun does not tell, nothing follows."""
    known = one.number == two.number == "one" and one.gender and two.gender
    return not known or one.gender == two.gender


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two) and not one & two and "*" not in one | two


def _one_place(one: Place, two: Place) -> bool:
    return one[0] == two[0] or (None not in (one[1], two[1]) and one[1] == two[1] and one[1] in (one[0], two[0]))


@cache
def _expanded(states: frozenset[str]) -> frozenset[str]:
    """The states that a nationality may stand for: a group's members, and theirs, and itself."""
    found, open_ = set[str](), list(states)
    while open_:
        state = open_.pop()
        if state not in found:
            found.add(state)
            open_.extend(groups().get(state, ()))
    return frozenset(found)


def _share(one: str, two: str) -> bool:
    return not _apart(_expanded(frozenset([one])), _expanded(frozenset([two])))
