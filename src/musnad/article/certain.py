"""What never fails: rules that stand above the model.

A rule here needs no judgement: an exact furniture word is not a paragraph, a page has one headline and one story, the
first paragraph of the story is its lede.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from musnad.article.furniture import Said
from musnad.article.lines import Hints, Line
from musnad.article.rules import Sketch, is_about, is_prose, may_be_headline, told_share, told_words
from musnad.model import ZoneName

_STORY = frozenset({"lede", "body", "subheading"})
_SURE_FURNITURE = frozenset({"share", "related", "comments", "tags", "legal"})
_TRUST = 0.2  # what the model's word for a headline is worth, against the share of its words that the story tells
_APART = 8  # lines of other kinds that part a second story from the first
_BESIDE = 3  # how far from a paragraph a short line of its story may stand
_AROUND = 8  # how far from the story its section, day and byline may stand
_PARAGRAPH_WORDS = 8  # shorter lines are no paragraphs of their own
_SENTENCE_WORDS = 4  # shorter lines say nothing
_SENTENCE_END = '.!\u061f?\u06d4\u2026\u00bb"\u201d'
_SURE_WORDS = 15  # a line of so many words among paragraphs is a paragraph
_LITTLE = 4  # a page of no more lines is no front, and has no small print of its own
_STORY_WORDS = 60  # a run of paragraphs with fewer words may be anything
_AGREEING: tuple[Callable[[Hints], bool], ...] = (
    lambda hints: "headline" in hints.agrees and hints.tag == "h1",
    lambda hints: "headline" in hints.agrees and hints.link_share < 0.5,
    lambda hints: hints.tag == "h1" and hints.link_share < 0.5,
)


def certainly(lines: Sequence[Line], sketch: Sketch, zones: Sequence[ZoneName]) -> list[ZoneName]:
    """The zones with the certain ones put right."""
    sure: list[ZoneName] = [
        _certain(line, said, zone) for line, said, zone in zip(lines, sketch.said, zones, strict=True)
    ]
    sure = _paragraphs_only(lines, sure)
    sure = _one_story(lines, sure)
    sure = _some_story(lines, sketch, sure)
    sure = _little_page(lines, sketch, sure)
    sure = _whole_story(lines, sketch, sure)
    sure = _last_words(lines, sketch, sure)
    sure = _one_headline(lines, sure, sketch.headline)
    sure = _about_this_story(sure)
    sure = _about_the_writer(lines, sure)
    return _one_lede(sure)


def _certain(line: Line, said: Said | None, zone: ZoneName) -> ZoneName:
    """Furniture that is nothing else leaves the story; linked lines too; paragraphs the markup vouches for enter it."""
    hints = line.hints
    if zone not in _STORY:
        vouched = hints is not None and "body" in hints.agrees and hints.link_share < 0.5 and is_prose(line)
        return "body" if vouched else zone
    if said and said[0] in _SURE_FURNITURE and said[1] in ("whole", "start") and not is_prose(line):
        return said[0]
    if hints and hints.link_share > 0.9 and line.words > 2 and hints.tag not in ("h2", "h3"):
        return "related"
    return zone


def _paragraphs_only(lines: Sequence[Line], zones: list[ZoneName]) -> list[ZoneName]:
    """A short line belongs to the story only beside a paragraph of it; a list of short lines is a menu."""
    prose = [at for at, zone in enumerate(zones) if zone in _STORY and lines[at].words >= _PARAGRAPH_WORDS]
    if not prose:
        return [_other_story(False) if zone in _STORY else zone for zone in zones]
    found = list(zones)
    for at, zone in enumerate(zones):
        if zone in _STORY and lines[at].words < _PARAGRAPH_WORDS and _distance(at, prose) > _BESIDE:
            found[at] = _other_story(at > prose[-1])
    return found


def _distance(at: int, places: Sequence[int]) -> int:
    """How many lines to the nearest of ``places`` (in order)."""
    after = bisect_left(places, at)
    return min(abs(place - at) for place in places[max(0, after - 1) : after + 1])


def _some_story(lines: Sequence[Line], sketch: Sketch, zones: list[ZoneName]) -> list[ZoneName]:
    """Where the model finds no story but the rules a long run of paragraphs, the run is the story."""
    run = range(*sketch.run)
    told = sum(line.words for line, zone in zip(lines, zones, strict=True) if zone in _STORY)
    run_words = sum(lines[at].words for at in run if sketch.zones[at] in _STORY)
    enough = _STORY_WORDS if told or sketch.headline is None else _SURE_WORDS
    if told >= _STORY_WORDS / 2 or run_words < enough:
        return zones
    kept: list[ZoneName] = [_other_story(at > run.start) if zone in _STORY else zone for at, zone in enumerate(zones)]
    kept[run.start : run.stop] = sketch.zones[run.start : run.stop]
    return kept


def _little_page(lines: Sequence[Line], sketch: Sketch, zones: list[ZoneName]) -> list[ZoneName]:
    """Where a page has a line or two and no story was found, its sentences are the story and the line above its
    headline."""
    if len(lines) > _LITTLE or any(zone in _STORY for zone in zones):
        return zones
    told = [at for at, line in enumerate(lines) if sketch.said[at] is None and _is_sentence(line)]
    if not told:
        return zones
    above = next((at for at in range(told[0]) if sketch.said[at] is None and may_be_headline(lines[at])), None)
    return ["headline" if at == above else "body" if at in told else zone for at, zone in enumerate(zones)]


def _is_sentence(line: Line) -> bool:
    """Whether a line is a whole sentence that links nowhere."""
    linked = line.hints is not None and line.hints.link_share > 0
    return line.words >= _SENTENCE_WORDS and line.text[-1] in _SENTENCE_END and not linked


def _whole_story(lines: Sequence[Line], sketch: Sketch, zones: list[ZoneName]) -> list[ZoneName]:
    """A paragraph among those of the story is one of them: in HTML in the same element, in plain text next to one."""
    told = [at for at, zone in enumerate(zones) if zone in ("lede", "body")]
    if len(told) < 2:
        return zones
    homes = {hints.container for at in told if (hints := lines[at].hints)}
    found = list(zones)
    for at in range(told[0] + 1, told[-1]):
        if zones[at] in _STORY or sketch.said[at] or not _at_home(lines[at], at, told, homes):
            continue
        if is_prose(lines[at]) and lines[at].words >= _SURE_WORDS:
            found[at] = "body"
        elif lines[at].hints and lines[at].words > 1:
            found[at] = "subheading"
    return found


def _last_words(lines: Sequence[Line], sketch: Sketch, zones: list[ZoneName]) -> list[ZoneName]:
    """A short sentence right after the story's last paragraph, without a word of furniture, ends the story: in HTML
    where it is a paragraph of the same element, in plain text where the model took it for the page's small print."""
    told = [at for at, zone in enumerate(zones) if zone in ("lede", "body")]
    if not told:
        return zones
    found, last = list(zones), lines[told[-1]]
    for at in range(told[-1] + 1, len(zones)):
        line = lines[at]
        if zones[at] in _STORY or sketch.said[at] or line.words < _SENTENCE_WORDS or line.text[-1] not in _SENTENCE_END:
            break
        if not (_beside(line.hints, last.hints) if line.hints and last.hints else zones[at] == "legal"):
            break
        found[at] = "body"
    return found


def _beside(hints: Hints, others: Hints) -> bool:
    """Whether a line without links is a child of the same element, and of the same kind, as another."""
    return hints.link_share == 0 and (hints.tag, hints.container) == (others.tag, others.container)


def _at_home(line: Line, at: int, told: Sequence[int], homes: set[str]) -> bool:
    """Whether a line stands where the story does: in its element, or close between two of its paragraphs."""
    if line.hints is not None:
        return line.hints.container in homes and line.hints.link_share < 0.5
    after = bisect_left(told, at)
    return at - told[after - 1] <= _BESIDE and told[after] - at <= _BESIDE + 1


def _about_this_story(zones: list[ZoneName]) -> list[ZoneName]:
    """Sections, days and bylines far from the story are those of other stories."""
    told = [at for at, zone in enumerate(zones) if zone in ("headline", "lede", "body")]
    if not told:
        return zones
    first, last = told[0] - _AROUND, told[-1] + _AROUND
    return [
        _other_story(at > last) if zone in ("category", "date", "byline") and not first <= at <= last else zone
        for at, zone in enumerate(zones)
    ]


def _about_the_writer(lines: Sequence[Line], zones: list[ZoneName]) -> list[ZoneName]:
    """A line that begins with the name of the byline before it tells of the writer; one among comments does not."""
    found = list(zones)
    for at in range(1, len(zones)):
        before = found[at - 1]
        if before == "byline" and zones[at] not in ("headline", "lede") and is_about(lines[at], lines[at - 1]):
            found[at] = "author_bio"
        elif zones[at] == "author_bio" and before in ("comments", "legal"):
            found[at] = "related"
    return found


def _one_story(lines: Sequence[Line], zones: list[ZoneName]) -> list[ZoneName]:
    """Paragraphs far from the longest run of paragraphs are another story's, or an advertisement."""
    runs: list[list[int]] = []
    for at, zone in enumerate(zones):
        if zone in _STORY:
            if runs and at - runs[-1][-1] <= _APART:
                runs[-1].append(at)
            else:
                runs.append([at])
    if len(runs) < 2:
        return zones
    size = [sum(lines[at].words for at in run) for run in runs]
    main = size.index(max(size))
    last = runs[main][-1]
    away = {at for i, run in enumerate(runs) if i != main and size[i] < size[main] / 2 for at in run}
    return [_other_story(at > last) if at in away else zone for at, zone in enumerate(zones)]


def _other_story(after: bool) -> ZoneName:
    return "related" if after else "navigation"


def _one_headline(lines: Sequence[Line], zones: list[ZoneName], guess: int | None) -> list[ZoneName]:
    """The headline: the line that the markup says it is, else the model's, else the rules'; others only repeat it."""
    first = next((at for at, zone in enumerate(zones) if zone in ("lede", "body")), len(zones))
    best = _marked_headline(lines, zones, first)
    if best is None:
        best = _told_headline(lines, zones, first, guess)
    if best is None:
        return zones
    key = lines[best].key
    put_right = list(zones)
    for at, zone in enumerate(zones):
        if at == best:
            put_right[at] = "headline"
        elif zone == "headline" and lines[at].key != key:
            put_right[at] = "caption" if best < at < first else _other_story(at > first)
    return put_right


def _told_headline(lines: Sequence[Line], zones: Sequence[ZoneName], first: int, guess: int | None) -> int | None:
    """Of the model's headlines above the story and the rules', the one most of whose words the story tells."""
    told = told_words([line for line, zone in zip(lines, zones, strict=True) if zone in _STORY])
    marked = {at for at in range(first) if zones[at] == "headline" and may_be_headline(lines[at])}
    found = marked | ({guess} if guess is not None and guess < first else set())
    below = next((at for at in range(first, len(zones)) if zones[at] == "headline"), None)
    return max(found, key=lambda at: (told_share(lines[at], told) + _TRUST * (at in marked), at), default=below)


def _marked_headline(lines: Sequence[Line], zones: Sequence[ZoneName], first: int) -> int | None:
    """The last line before the second paragraph that the markup calls the headline, by the surest sign there is."""
    end = next((at for at in range(first + 1, len(zones)) if zones[at] in ("lede", "body")), first)
    for agrees in _AGREEING:
        for at in range(min(end, len(lines) - 1), -1, -1):
            hints = lines[at].hints
            if hints is not None and lines[at].words > 1 and agrees(hints):
                return at
    return None


def _one_lede(zones: list[ZoneName]) -> list[ZoneName]:
    """The first paragraph of the story is its lede; later ones are body."""
    first = next((at for at, zone in enumerate(zones) if zone in ("lede", "body")), None)
    later: dict[ZoneName, ZoneName] = {"lede": "body"}
    return ["lede" if at == first else later.get(zone, zone) for at, zone in enumerate(zones)]
