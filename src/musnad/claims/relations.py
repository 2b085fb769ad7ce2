"""When two voices must be one source, and when they must be two: rules as tables of functions.

The name of each function is the rule's, its docstring what a reader is shown of it. The rules of ``SAME`` stand in
order of strength: where a merge would join two that must differ, it is the later rule that yields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from musnad.claims.cites import cited_voices, pages_of_outlets
from musnad.claims.descriptions import Body, Description, bodies_exclude, contradiction, same_body, same_description
from musnad.claims.people import likeness
from musnad.claims.phrases import data, split
from musnad.claims.voices import Said, Voice
from musnad.lexicon.letters import without_article
from musnad.model import Copy

LEAST_SHARE = 0.5  # of a passage that stands in another, from which the passage is a copy of it
DAYS = 3  # between two pages on which a name in two spellings is one man's, the office agreeing
_BY_PLACE = ("head", "governor")  # offices told apart by their own noun and by their place


@dataclass(frozen=True, slots=True)
class Bond:
    """A voice that must be the same source as one of others, the likeliest first; ``words`` name what joins them."""

    voice: Voice
    others: tuple[Voice, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules look at: all voices of a claim, in order, and the copies among their passages."""

    voices: tuple[Voice, ...]
    copies: tuple[Copy, ...] = ()


# What must be the same.


def one_page(scene: Scene) -> Iterator[Bond]:
    """A headline and its body are one telling, and "the official" is the one whom the page spoke of before."""
    for voices in _by(scene.voices, lambda voice: voice.telling.page).values():
        full = [voice for voice in voices if not voice.is_weak and not voice.telling.in_headline]
        full = full or [voice for voice in voices if not voice.is_weak]
        for voice in voices:
            if voice not in full and (voice.is_weak or voice.telling.in_headline):
                yield Bond(voice, tuple(_likeliest(voice, full)))


def one_person(scene: Scene) -> Iterator[Bond]:
    """One named person is one source, in however many papers and however often quoted."""
    named = [voice for voice in scene.voices if voice.kind in ("person", "body") and _has_name(voice)]
    yield from _joined(named, lambda one, two: _likeness(one, two) == "same")


def one_office(scene: Scene) -> Iterator[Bond]:
    """An office that one person holds at a time is that person, named or not."""
    holders = [voice for voice in scene.voices if voice.kind == "person" and _offices(voice.description)]
    named = sorted(holders, key=lambda voice: not _has_name(voice))
    for voice in holders:
        if not _has_name(voice):
            same = [other for other in named if other is not voice and _one_office(voice, other, holders)]
            yield Bond(voice, tuple(same))


def one_institution(scene: Scene) -> Iterator[Bond]:
    """An institution, its communiqué and its spokesman speaking for it are one source."""
    bodies = [voice for voice in scene.voices if voice.kind == "body"]
    alone = _lone_states(voice.description.body for voice in bodies)
    yield from _joined(bodies, lambda one, two: _one_body(one.description.body, two.description.body, alone))


def one_description(scene: Scene) -> Iterator[Bond]:
    """One source without a name, described alike through one first carrier, is one source however many repeat it."""
    for voices in _by([v for v in scene.voices if v.kind == "unnamed"], lambda voice: voice.carrier).values():
        yield from _joined(voices, lambda one, two: same_description(one.description, two.description))


def one_document(scene: Scene) -> Iterator[Bond]:
    """One document is one source: the same words for it through one carrier, or two words that name it."""
    papers = [voice for voice in scene.voices if voice.kind == "document"]
    yield from _joined(papers, _one_document)


def name_in_two_spellings(scene: Scene) -> Iterator[Bond]:
    """A name is one person's across spellings and scripts when office and days agree."""
    named = [voice for voice in scene.voices if voice.kind in ("person", "body") and voice.description.name]
    firsts = _by(named, lambda voice: voice.said)
    for voices in _by(named, lambda voice: (voice.said, voice.telling.page)).values():
        voice = voices[0]
        near = [_nearest(voice, others) for said, others in firsts.items() if said is not voice.said]
        near = [other for other in near if _perhaps_one_name(voice, other)]
        if all(_likeness(one, two) != "different" for one, two in combinations(near, 2)):
            yield Bond(voice, tuple(other for other in near if _office_agrees(voice, other)))


def credited_page(scene: Scene) -> Iterator[Bond]:
    """A page that credits another page for it has no source of its own."""
    pages = pages_of_outlets(scene.voices)
    for voice in scene.voices:
        cited = cited_voices(voice, pages, fit)
        if "+" in voice.carrier and len(cited) < len(voice.through):
            continue  # one of several agencies, and not all of them are here to be compared
        for words, others in cited:
            if voice.kind in ("unnamed", "document", "outlet", "unknown"):
                yield Bond(voice, tuple([other for other in others if fit(voice, other)] or others), words)


def one_outlet(scene: Scene) -> Iterator[Bond]:
    """What is told on an outlet's word alone has that outlet's source, whoever repeats it."""
    found: defaultdict[str | None, list[Voice]] = defaultdict(list)
    for voice in scene.voices:
        for key in [key for key, _ in voice.through] if voice.is_told else [voice.outlet]:
            found[key].append(voice)
    same = {key: tuple(sorted(voices, key=lambda voice: not voice.is_told)) for key, voices in found.items()}
    for voice in scene.voices:
        if not voice.is_told:
            yield Bond(voice, same[voice.outlet], voice.words)


def near_copy(scene: Scene) -> Iterator[Bond]:
    """Near-verbatim copies of one text are one source, unless the copy puts its words down to another one."""
    spoken = _by(scene.voices, lambda voice: voice.telling.id)
    for copy in sorted(scene.copies, key=lambda copy: (copy.original, copy.copy)):
        if copy.share >= LEAST_SHARE:
            for voice in spoken.get(copy.copy, ()):
                originals = [other for other in spoken.get(copy.original, ()) if _may_be_copied(voice, other)]
                yield Bond(voice, tuple(_likeliest(voice, originals) or originals))


def _may_be_copied(voice: Voice, original: Voice) -> bool:
    """Nothing in the copy says that its source is another one: no other description, no other carrier. Sources that
    contradict each other are let through: that they look like one is said where they are kept apart."""
    kinds = {voice.kind, original.kind}
    apart = voice.carrier != original.carrier
    if apart and voice.names_carrier and original.names_carrier:
        return must_differ(voice, original) is not None
    if kinds & {"outlet", "unknown"} or must_differ(voice, original):
        return not (apart and (_is_anothers(voice, original) or _is_anothers(original, voice)))
    return fit(voice, original) >= (3 if "unnamed" in kinds else 2)


def _is_anothers(voice: Voice, other: Voice) -> bool:
    """An outlet is named whose word it is, and the other one has a speaker of its own."""
    return voice.kind == "outlet" and voice.names_carrier and other.is_told


SAME: tuple[Callable[[Scene], Iterable[Bond]], ...] = (
    one_page,
    one_person,
    one_office,
    one_institution,
    one_document,
    one_description,
    name_in_two_spellings,
    credited_page,
    near_copy,
    one_outlet,
)


# What must differ. Each says why, as a word of the messages, or None.


def two_people(one: Said, two: Said) -> str | None:
    """Two people with different names are two sources; two spokesmen of one institution are not."""
    named = "person" in (kinds := {one.kind, two.kind}) and kinds <= {"person", "body"}
    return "name" if named and _likeness(one, two) == "different" else None


def two_institutions(one: Said, two: Said) -> str | None:
    """Two institutions neither of which speaks for the other are two sources."""
    a, b = one.description.body, two.description.body
    both = one.kind == two.kind == "body" and a is not None and b is not None
    return "body" if both and a and b and bodies_exclude(a, b) else None


def descriptions_contradict(one: Said, two: Said) -> str | None:
    """Sources whose descriptions contradict each other (an American and an Iraqi, a soldier and a minister) are two."""
    kinds = {one.kind, two.kind}
    if not kinds <= {"person", "body", "unnamed"} or kinds == {"body"}:
        return None
    found = contradiction(_impersonal(one), _impersonal(two))
    if "unnamed" not in kinds and _likeness(one, two) == "same" and found != "nationality":
        return None  # one person may hold two titles
    return found


def _impersonal(said: Said) -> Description:
    """Of an institution, the rank and gender of whoever speaks for it say nothing."""
    return replace(said.description, ranks=(), gender=None) if said.kind == "body" else said.description


def another_one(one: Voice, two: Voice) -> str | None:
    """ "Another official" is not the one whom the page quoted before."""
    if one.telling.page != two.telling.page or one.description.other == two.description.other:
        return None
    plain = two if one.description.other else one
    return "other" if plain.kind in ("person", "unnamed") and not (plain.is_weak or plain.telling.in_headline) else None


#: By what is said of the two alone; ``another_one`` looks at where they stand as well.
DIFFER: tuple[Callable[[Said, Said], str | None], ...] = (two_people, two_institutions, descriptions_contradict)


def must_differ(one: Voice, two: Voice) -> tuple[str, str] | None:
    """The first rule by which two voices are two sources, with the word for what differs."""
    found = _differ(one.said, two.said)
    if found is None and (why := another_one(one, two)):
        return another_one.__name__, why
    return found


@lru_cache(maxsize=200_000)
def _differ(one: Said, two: Said) -> tuple[str, str] | None:
    return next(((rule.__name__, why) for rule in DIFFER if (why := rule(one, two))), None)


def fit(one: Voice, two: Voice) -> int:
    """How well two voices go together: 0 not at all, 1 perhaps, 2 of one kind, 3 the same words."""
    if must_differ(one, two):
        return 0
    if one.kind != two.kind:
        return 1
    alike = same_description(one.description, two.description) or _likeness(one, two) == "same"
    return 3 if alike else 2


def _likeliest(voice: Voice, others: Iterable[Voice]) -> list[Voice]:
    fits = [(fit(voice, other), other) for other in others if other is not voice]
    return [other for score, other in sorted(fits, key=lambda pair: (-pair[0], pair[1].key)) if score]


# What the rules ask of voices.


def _joined(voices: Sequence[Voice], same: Callable[[Voice, Voice], bool]) -> Iterator[Bond]:
    """Each voice with the first one before it that is the same; ``same`` looks at no more than what is said."""
    kinds: dict[Said, list[Voice]] = {}
    for voice in voices:
        alike = (firsts[0] for said, firsts in kinds.items() if said == voice.said or same(firsts[0], voice))
        first = next(alike, None)
        if first is not None:
            yield Bond(voice, (first,))
        if voice.said not in kinds:
            kinds[voice.said] = [voice]


def _by(voices: Iterable[Voice], key: Callable[[Voice], Hashable]) -> dict[Hashable, list[Voice]]:
    found: defaultdict[Hashable, list[Voice]] = defaultdict(list)
    for voice in voices:
        found[key(voice)].append(voice)
    return dict(found)


def _has_name(voice: Voice | Said) -> bool:
    return bool(voice.description.name or voice.description.person)


def _likeness(one: Voice | Said, two: Voice | Said) -> str:
    """How alike the names of two people are; ``unknown`` where one of them is known by office alone."""
    first, second = one.description, two.description
    if first.person and first.person == second.person:
        return "same"
    if not (_has_name(one) and _has_name(two)):
        return "unknown"
    return likeness(first.name, second.name)


def _nearest(voice: Voice, others: Sequence[Voice]) -> Voice:
    """One of several that are described alike: on the voice's own page, else the first."""
    return next((other for other in others if other.telling.page == voice.telling.page), others[0])


def _perhaps_one_name(one: Voice, two: Voice) -> bool:
    return _has_name(one) and _has_name(two) and _likeness(one, two) in ("same", "similar", "partly")


def _office_agrees(one: Voice, two: Voice) -> bool:
    """The same office in the same body, or on one page; on days that are not far apart."""
    if _likeness(one, two) == "same" or one.telling.page == two.telling.page:
        return True
    first, second = one.description, two.description
    shared = set(first.ranks) & set(second.ranks)
    days = one.telling.published, two.telling.published
    near = None in days or abs((days[0] - days[1]).days) <= DAYS  # type: ignore[operator]
    bodies = first.body is None or second.body is None or _like_body(first.body, second.body)
    return bool(shared) and near and bodies and must_differ(one, two) is None


def _like_body(one: Body, two: Body) -> bool:
    return same_body(one, two) or bool(one.name & two.name)


def _offices(described: Description) -> list[tuple[object, ...]]:
    """The offices with one holder that are said: rank, its body or its places; *head* by its own noun."""
    rows = data()["ranks"]
    found: list[tuple[object, ...]] = []
    if "former" in described.fields:
        return found
    for rank in described.ranks:
        if not rows[rank].get("sole") or rank == "spokesman":
            continue
        noun = without_article(split(described.words)[0]) if rank in _BY_PLACE else rank
        body = described.body
        held = (body.kind, body.name) if body and rank not in ("prime_minister", "president") else None
        if held or described.places or rank not in _BY_PLACE:
            found.append((noun, held, described.places if rank in _BY_PLACE else None))
    return found


def _one_office(one: Voice, two: Voice, holders: Sequence[Voice]) -> bool:
    """The same office of the same state; where one gives no state, only if all holders that give one give the same."""
    shared = set(_offices(one.description)) & set(_offices(two.description))
    if not shared or must_differ(one, two):
        return False
    first, second = one.description.states, two.description.states
    of_it = [v.description.states for v in holders if shared & set(_offices(v.description)) and v.description.states]
    return bool(first & second) or (not (first and second) and len(set(of_it)) <= 1)


def _one_body(one: Body | None, two: Body | None, alone: frozenset[tuple[str, frozenset[str]]]) -> bool:
    if one is None or two is None or one.kind != two.kind:
        return False
    short, long = sorted((one.name, two.name), key=len)
    if short != long and not (len(short) > 1 and short < long):
        return False  # of a long name some words may be left out
    return one.state == two.state or all((body.kind, body.name) in alone for body in (one, two))


def _lone_states(bodies: Iterable[Body | None]) -> frozenset[tuple[str, frozenset[str]]]:
    """Bodies, by kind and name, of which one state at most is named: without its state it is still that one."""
    states: defaultdict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for body in bodies:
        if body:
            states[body.kind, body.name] |= {body.state} if body.state else set()
    return frozenset(key for key, named in states.items() if len(named) <= 1)


def _one_document(one: Voice, two: Voice) -> bool:
    first, second = one.description, two.description
    return (first.rest == second.rest and len(first.rest) > 1) or (
        one.carrier == two.carrier and (first.rest == second.rest or first.words == second.words)
    )
