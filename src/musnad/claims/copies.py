"""Passages of many pages → Copies: whose words stand in another page, near-verbatim or lightly rewritten.

Passages (paragraphs) are compared, not pages: a page may be part copy, part own. Two measures, both the share of the
shorter passage that the other holds: runs of four words as written (Lyon, Malcolm and Dickerson 2001), and pairs of
neighbouring content words by their keys, which survive a change of order or of a synonym. Words inside quotation marks
prove nothing by themselves: two reporters may have heard the same sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rapidfuzz.fuzz import token_set_ratio

from musnad.claims.words import terms_of
from musnad.lexicon import fold
from musnad.lexicon.outlets import outlet_of
from musnad.model.claim import Copy, Telling

#: From this share on a passage is a copy, near-verbatim or rewritten.
NEAR_VERBATIM, REWRITTEN = 0.5, 0.6
_RUN, _SHORTEST, _OWN = 4, 10, 5
#: Fewer shared pairs than this are a name and its titles, no rewriting; nor is a sentence in a passage far longer.
_PAIRS, _AS_LONG = 8, 0.4
#: A run of words that stands in more passages than this is a commonplace.
_COMMONPLACE = 60
_ALIKE = 70  # of 100: the contents of two tellings in one shared passage
#: A hashtag in running text is its words.
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile('["\u201c\u00ab][^"\u201d\u00bb]*["\u201d\u00bb]')


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a page; ``page`` is its number, ``outlet`` its publisher, ``credits`` the agencies it names."""

    page: int
    text: str
    outlet: str | None = None
    published: date | None = None
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage whose words are another's: ``share`` of the shorter one, the ``rule`` that found it."""

    original: Passage
    copy: Passage
    share: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Shingled:
    passage: Passage
    runs: frozenset[Hashable]
    pairs: frozenset[Hashable]
    own: int


def copies(tellings: Iterable[Telling]) -> list[Copy]:
    """The tellings of one page whose words and passage are those of another page's telling, in order of their ids."""
    standing: dict[Passage, list[Telling]] = {}
    for telling in sorted(tellings, key=lambda one: one.id):
        standing.setdefault(_passage(telling), []).append(telling)
    found = [
        Copy(original.id, copy.id, round(reuse.share, 2), reuse.rule)
        for reuse in reused(standing)
        for copy in standing[reuse.copy]
        for original in standing[reuse.original]
        if token_set_ratio(fold(original.content), fold(copy.content)) >= _ALIKE
    ]
    return sorted(found, key=lambda copy: (copy.copy, copy.original))


def reused(passages: Iterable[Passage]) -> list[Reuse]:
    """The passages that stand in two pages, each with the one it was published after. Runs of words that everybody
    uses are left out, so the work grows with the copies there are."""
    shingled = [one for passage in sorted(set(passages), key=_order) if (one := _shingled(passage)) is not None]
    return [reuse for first, second in _meeting(shingled) if (reuse := _reuse(first, second)) is not None]


def share_copied(text: str, of: str) -> float:
    """The share (0 to 1) of the runs of four words of ``text`` that stand in ``of`` too."""
    runs = _runs(text)
    return len(runs & _runs(of)) / len(runs) if runs else 0.0


def _passage(telling: Telling) -> Passage:
    text = telling.passage or telling.content
    return Passage(telling.page, text, telling.outlet, telling.published, telling.credits)


def _order(passage: Passage) -> tuple[bool, date, bool, bool, int, str]:
    """Who published first; on one day an agency before others, a page without credits before one with; dated first."""
    outlet = outlet_of(passage.outlet) if passage.outlet else None
    agency = outlet is not None and outlet.agency
    day = passage.published or date.max
    return passage.published is None, day, not agency, bool(passage.credits), passage.page, passage.text


def _shingled(passage: Passage) -> _Shingled | None:
    words = _WORD.findall(fold(passage.text))
    if len(words) < _SHORTEST:
        return None
    keys = [term.key for term in terms_of(passage.text)]
    pairs = frozenset(frozenset(pair) for pair in pairwise(keys))
    own = len(_WORD.findall(_QUOTED.sub(" ", passage.text)))
    return _Shingled(passage, _runs(passage.text), pairs, own)


def _runs(text: str) -> frozenset[Hashable]:
    words = _WORD.findall(fold(text))
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _meeting(shingled: Sequence[_Shingled]) -> Iterator[tuple[_Shingled, _Shingled]]:
    """Pairs of passages of two pages that share a run or a few pairs of words, in order."""
    filed: dict[Hashable, list[int]] = {}
    for at, one in enumerate(shingled):
        for shingle in one.runs | one.pairs:
            filed.setdefault(shingle, []).append(at)
    for at, one in enumerate(shingled):
        met: Counter[int] = Counter()
        for shingle in one.runs | one.pairs:
            places = filed[shingle]
            if 1 < len(places) <= _COMMONPLACE:
                met.update(other for other in places if other < at)
        least = 0.3 * min(len(one.runs), 20)
        yield from ((shingled[other], one) for other in sorted(met) if met[other] >= least)


def _reuse(first: _Shingled, second: _Shingled) -> Reuse | None:
    if first.passage.page == second.passage.page or min(first.own, second.own) < _OWN:
        return None
    verbatim, rewritten = _share(first.runs, second.runs), _share(first.pairs, second.pairs)
    if verbatim >= NEAR_VERBATIM:
        return Reuse(first.passage, second.passage, verbatim, "near_verbatim")
    lengths = sorted((len(first.pairs), len(second.pairs)))
    enough = len(first.pairs & second.pairs) >= _PAIRS and lengths[0] >= _AS_LONG * lengths[1]
    if rewritten >= REWRITTEN and enough:
        return Reuse(first.passage, second.passage, rewritten, "rewritten")
    return None


def _share(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
