"""Chains across pages: a page credits an outlet, and that outlet's own page of the claim is among the tellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from musnad.claims.voices import Voice
from musnad.model import Citation

Fit = Callable[[Voice, Voice], int]


def pages_of_outlets(voices: Iterable[Voice]) -> dict[str, list[Voice]]:
    """The voices on each outlet's own pages."""
    found: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        found[voice.own].append(voice)
    return dict(found)


def cited_voices(voice: Voice, pages: Mapping[str, Sequence[Voice]], fit: Fit) -> list[tuple[str, list[Voice]]]:
    """For each outlet that a voice credits and whose pages are at hand: the words that name it and that outlet's
    voices, the best fitting and earliest first. A page published later than the one that cites it comes last."""
    found = []
    for outlet, words in voice.through:
        there = [other for other in pages.get(outlet, ()) if other.telling.page != voice.telling.page]
        if there:
            order = sorted(there, key=lambda other: (_later(voice, other), -fit(voice, other), other.key))
            found.append((words, order))
    return found


def citations(voices: Sequence[Voice], fit: Fit) -> tuple[Citation, ...]:
    """The edges from page to page, each once, with the words that name the one cited."""
    pages = pages_of_outlets(voices)
    edges: dict[tuple[int, int], Citation] = {}
    for voice in voices:
        for words, cited in cited_voices(voice, pages, fit):
            best = cited[0]
            edge = voice.telling.page, best.telling.page
            edges.setdefault(edge, Citation(voice.telling.id, best.telling.id, words))
    return tuple(edges.values())


def circles(cites: Sequence[Citation]) -> tuple[tuple[str, ...], ...]:
    """Tellings that cite one another in a ring, each ring once: the components of the graph in which every member is
    reached from every other (Tarjan 1972)."""
    near: dict[str, list[str]] = {}
    for cite in cites:
        near.setdefault(cite.citing, []).append(cite.cited)
        near.setdefault(cite.cited, [])
    reach = {node: _reached(node, near) for node in near}
    rings = {tuple(sorted(other for other in reach[node] if node in reach[other])) for node in near}
    return tuple(sorted(ring for ring in rings if len(ring) > 1))


def _reached(start: str, near: Mapping[str, list[str]]) -> set[str]:
    seen, open_ = set[str](), list(near[start])
    while open_:
        node = open_.pop()
        if node not in seen:
            seen.add(node)
            open_.extend(near[node])
    return seen


def _later(citing: Voice, cited: Voice) -> bool:
    one, two = citing.telling.published, cited.telling.published
    return one is not None and two is not None and two > one
