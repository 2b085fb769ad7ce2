"""Pages that are no article: section fronts, galleries, live blogs, error pages, and articles behind a subscription.

Each is told by a warning of its name; a front, a gallery or an error page loses the zones of a story, so that teasers
of ten articles are never read as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from musnad.article.furniture import any_of
from musnad.article.lines import Line
from musnad.article.metadata import Metadata
from musnad.article.rules import is_prose
from musnad.model import PageWarning, ZoneName

_STORY = frozenset({"headline", "lede", "body", "subheading"})
_NO_STORY: dict[str, ZoneName] = {"section_front": "related", "gallery": "caption", "error_page": "navigation"}
_FEW_WORDS = 60  # a story with fewer may be a teaser
_HEADLINES = 10  # linked headlines of a section front
_TEASERS = 4  # openings of other stories that make a front
_TEASER_WORDS = 45
_ENTRIES = 5  # hours on lines of their own that make a live blog
_HOUR = re.compile(r"^\W*\d{1,2}:\d{2}(?!\d)")
_CUT = ("...", "\u2026", "..", "[\u2026]", "[...]")


def page_types(lines: Sequence[Line], zones: Sequence[ZoneName], said: Metadata) -> tuple[str, ...]:
    """Which of ``section_front``, ``gallery``, ``live_blog``, ``error_page``, ``paywall`` a whole page is; none for an
    article."""
    story = [line for line, zone in zip(lines, zones, strict=True) if zone in ("lede", "body")]
    heads = [line.key for line, zone in zip(lines, zones, strict=True) if zone in ("headline", "category")]
    found = []
    if _is_live_blog(lines, heads, said):
        found.append("live_blog")
    elif _is_gallery(zones, story, heads, said):
        found.append("gallery")
    elif _is_front(lines, story, said):
        found.append("section_front")
    elif _is_error(story, heads):
        found.append("error_page")
    if story and (not said.is_free or any_of((line.key for line in lines if line.words <= 30), "paywall")):
        found.append("paywall")
    return tuple(found)


def without_story(zones: Sequence[ZoneName], types: Sequence[str]) -> list[ZoneName]:
    """The zones of a page that is no article: what looked like a story is what the type makes of it."""
    instead: ZoneName | None = next((_NO_STORY[name] for name in types if name in _NO_STORY), None)
    if instead is None:
        return list(zones)
    found = list(zones)
    for at, zone in enumerate(zones):
        if zone in _STORY:
            found[at] = instead
    return found


def warned(types: Sequence[str]) -> tuple[PageWarning, ...]:
    """The warnings that tell the types to a reader."""
    return tuple(map(PageWarning, types))


def _words(lines: Sequence[Line]) -> int:
    return sum(line.words for line in lines)


def _is_live_blog(lines: Sequence[Line], heads: Sequence[str], said: Metadata) -> bool:
    hours = sum(line.words <= 6 and bool(_HOUR.match(line.text)) for line in lines)
    return "LiveBlog" in said.type or (any_of(heads, "live") and hours >= _ENTRIES)


def _is_gallery(zones: Sequence[ZoneName], story: Sequence[Line], heads: Sequence[str], said: Metadata) -> bool:
    named = "Gallery" in said.type or any_of(heads, "gallery")
    return named and _words(story) < _FEW_WORDS and Counter(zones)["caption"] >= 3


def _is_front(lines: Sequence[Line], story: Sequence[Line], said: Metadata) -> bool:
    """Little story among many linked headlines, or openings of many stories, each in a place of its own."""
    linked = sum(line.words >= 4 and line.hints is not None and line.hints.link_share > 0.8 for line in lines)
    if lines and lines[0].hints is not None:
        if said.body or linked < _HEADLINES:
            return False
        return _words(story) < _FEW_WORDS or _is_teasers(story)
    headlines = sum(4 <= line.words <= 20 and not is_prose(line) for line in lines)
    prose = [line for line in lines if is_prose(line)]
    if headlines < _HEADLINES:
        return False
    return _words(story) < _FEW_WORDS / 2 or (_is_alone(lines, story) and _is_short(prose))


def _is_error(story: Sequence[Line], heads: Sequence[str]) -> bool:
    """Little text, and words of it say that the page is not there."""
    said = any_of((*heads, *(line.key for line in story)), "error")
    return said and _words(story) < _FEW_WORDS / 2


def _is_teasers(story: Sequence[Line]) -> bool:
    """Paragraphs none of which shares its element with another, or most of which are cut."""
    homes = Counter(line.hints.container for line in story if line.hints)
    cut = sum(line.text.endswith(_CUT) for line in story)
    return (
        len(story) >= _TEASERS and (max(homes.values()) <= len(story) / 4 or cut > len(story) / 2) and _is_short(story)
    )


def _is_short(prose: Sequence[Line]) -> bool:
    return len(prose) >= _TEASERS and _words(prose) < _TEASER_WORDS * len(prose)


def _is_alone(lines: Sequence[Line], story: Sequence[Line]) -> bool:
    """Whether most paragraphs stand between lines that are none."""
    starts = {line.start for line in story}
    alone = sum(
        line.start in starts
        and not (at and is_prose(lines[at - 1]))
        and not (at + 1 < len(lines) and is_prose(lines[at + 1]))
        for at, line in enumerate(lines)
    )
    return len(story) >= _TEASERS and alone >= 0.8 * len(story)
