"""What never fails: rules that stand above the model.

A rule here needs no judgement: an exact furniture word is not a paragraph, a page has one headline and one story, the
first paragraph of the story is its lede.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from musnad.article.lines import Hints, Line
from musnad.article.rules import Sketch, is_prose
from musnad.model import ZoneName

_STORY = frozenset({"lede", "body", "subheading"})
_SURE_FURNITURE = frozenset({"share", "related", "comments", "tags", "legal"})
_APART = 8  # lines of other kinds that part a second story from the first
_HEADLINE_WORDS = 3  # fewer are a section's name
_AGREEING: tuple[Callable[[Hints], bool], ...] = (
    lambda hints: "headline" in hints.agrees and hints.tag == "h1",
    lambda hints: "headline" in hints.agrees and hints.link_share < 0.5,
    lambda hints: hints.tag == "h1" and hints.link_share < 0.5,
)


def certainly(lines: Sequence[Line], sketch: Sketch, zones: Sequence[ZoneName]) -> list[ZoneName]:
    """The zones with the certain ones put right."""
    sure = [_certain(line, said, zone) for line, said, zone in zip(lines, sketch.said, zones, strict=True)]
    sure = _one_story(lines, sure)
    sure = _one_headline(lines, sure, sketch.headline)
    return _one_lede(sure)


def _certain(line: Line, said: tuple[str, str] | None, zone: ZoneName) -> ZoneName:
    """Furniture that is nothing else leaves the story; linked lines too; paragraphs the markup vouches for enter it."""
    hints = line.hints
    if zone not in _STORY:
        vouched = hints is not None and "body" in hints.agrees and hints.link_share < 0.5 and is_prose(line)
        return "body" if vouched else zone
    if said and said[0] in _SURE_FURNITURE and said[1] in ("whole", "start") and not is_prose(line):
        return said[0]  # type: ignore[return-value]
    if hints and hints.link_share > 0.9 and line.words > 2 and hints.tag not in ("h2", "h3"):
        return "related"
    return zone


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
        above = [at for at in range(first) if zones[at] == "headline"]
        below = [at for at, zone in enumerate(zones) if zone == "headline"]
        best = above[-1] if above else below[0] if below else guess
    if best is None:
        return zones
    key = lines[best].key
    put_right = list(zones)
    for at, zone in enumerate(zones):
        if at == best:
            put_right[at] = "headline"
        elif zone == "headline" and lines[at].key != key:
            put_right[at] = _other_story(at > first)
    return put_right


def _marked_headline(lines: Sequence[Line], zones: Sequence[ZoneName], first: int) -> int | None:
    """The last line before the second paragraph that the markup calls the headline, by the surest sign there is."""
    end = next((at for at in range(first + 1, len(zones)) if zones[at] in ("lede", "body")), first)
    for agrees in _AGREEING:
        for at in range(min(end, len(lines) - 1), -1, -1):
            hints = lines[at].hints
            if hints is not None and lines[at].words >= _HEADLINE_WORDS and agrees(hints):
                return at
    return None


def _one_lede(zones: list[ZoneName]) -> list[ZoneName]:
    """The first paragraph of the story is its lede; later ones are body."""
    first = next((at for at, zone in enumerate(zones) if zone in ("lede", "body")), None)
    later: dict[ZoneName, ZoneName] = {"lede": "body"}
    return ["lede" if at == first else later.get(zone, zone) for at, zone in enumerate(zones)]
