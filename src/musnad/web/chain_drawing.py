"""A claim's chains as a drawing: whose word it is, through whom it came, and the pages that tell it.

Layered from the speaker outwards (Sugiyama, Tagawa and Toda 1981, in its simplest form): a node stands one column
further than all that lead to it, and in its column in the order of those. What is drawn is a graph without circles:
an edge that would close one is drawn backwards, as a citation that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

COLUMN, ROW = 236, 76
BOX_WIDTH, BOX_HEIGHT = 188, 54
Kind = Literal["speaker", "outlet", "page"]


@dataclass(frozen=True, slots=True)
class Node:
    """A box: ``column`` counts from the speaker outwards, ``row`` from the top; ``href`` is a page's address."""

    id: str
    kind: Kind
    label: str
    note: str = ""
    href: str | None = None
    column: int = 0
    row: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and arrows, in pixels of a drawing whose speaker stands at the side where reading begins."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[str, str], ...]
    is_rtl: bool

    @property
    def width(self) -> int:
        return COLUMN * max((node.column for node in self.nodes), default=0) + BOX_WIDTH + 4

    @property
    def height(self) -> int:
        return round(ROW * max((node.row for node in self.nodes), default=0)) + BOX_HEIGHT + 4

    def x(self, node: Node) -> int:
        """The left edge of a box."""
        across = 2 + COLUMN * node.column
        return self.width - across - BOX_WIDTH if self.is_rtl else across

    def y(self, node: Node) -> int:
        """The upper edge of a box."""
        return 2 + round(ROW * node.row)

    @property
    def paths(self) -> Iterator[str]:
        """The arrows as SVG paths, each from the side of one box to the facing side of the next."""
        places = {node.id: node for node in self.nodes}
        for start, end in self.edges:
            out, into = places[start], places[end]
            x1 = self.x(out) + (0 if self.is_rtl else BOX_WIDTH)
            x2 = self.x(into) + (BOX_WIDTH if self.is_rtl else 0)
            y1, y2 = (self.y(node) + BOX_HEIGHT // 2 for node in (out, into))
            bend = (x1 + x2) // 2
            yield f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"


def drawing(claim: Mapping[str, Any], is_rtl: bool) -> Drawing:
    """The chains of a claim, as :func:`musnad.claims.claim_to_dict` gives it."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], None] = {}
    for telling, origin in _words_and_whose(claim):
        path = list(_path(telling, origin, claim))
        for node in path:
            nodes.setdefault(node.id, node)
        for start, end in pairwise(path):
            if start.id != end.id and not _leads(edges, end.id, start.id):
                edges[start.id, end.id] = None
    shown = _without_shortcuts(edges)
    return Drawing(tuple(_placed(nodes, shown)), tuple(shown), is_rtl)


def _words_and_whose(claim: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int | None]]:
    for telling in claim["tellings"]:
        for origin in telling["origins"] or [None]:
            yield telling, origin


def _path(telling: Mapping[str, Any], origin: int | None, claim: Mapping[str, Any]) -> Iterator[Node]:
    """From the one whose word it is, through each outlet named, to the page."""
    if origin is not None:
        yield Node(f"origin-{origin}", "speaker", claim["origins"][origin]["speaker"])
    pages = {each["outlet_id"]: each for each in reversed(claim["tellings"]) if each["outlet_id"]}
    for carrier in telling["carriers"]:
        page = pages.get(carrier["id"])
        if page is None:
            yield Node(f"outlet-{carrier['id']}", "outlet", carrier["text"])
        elif page["page"] != telling["page"]:
            yield _page(page)
    yield _page(telling)


def _page(telling: Mapping[str, Any]) -> Node:
    label = telling["outlet"] or telling["headline"] or telling["page_id"]
    return Node(
        f"page-{telling['page']}", "page", label, telling["published"] or "", f"/statements/{telling['statement']}"
    )


def _leads(edges: Iterable[tuple[str, str]], start: str, end: str) -> bool:
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        onward = [to for come, to in edges if come == here and to not in reached]
        reached.update(onward)
        waiting += onward
    return end in reached


def _without_shortcuts(edges: dict[tuple[str, str], None]) -> list[tuple[str, str]]:
    """Without edges that a longer way makes needless: who reads the drawing follows the chain."""
    return [edge for edge in edges if not _leads([each for each in edges if each != edge], *edge)]


def _placed(nodes: Mapping[str, Node], edges: list[tuple[str, str]]) -> Iterator[Node]:
    columns = _columns(nodes, edges)
    rows: dict[str, float] = {}
    for column in range(max(columns.values(), default=0) + 1):
        here = [id for id in nodes if columns[id] == column]
        came = {id: [rows[start] for start, end in edges if end == id and start in rows] for id in here}
        wanted = {id: sum(came[id]) / len(came[id]) if came[id] else float(at) for at, id in enumerate(here)}
        free = 0.0
        for id in sorted(here, key=lambda id: wanted[id]):
            rows[id] = max(free, wanted[id])
            free = rows[id] + 1
    for id, node in nodes.items():
        yield Node(id, node.kind, node.label, node.note, node.href, columns[id], rows[id])


def _columns(nodes: Mapping[str, Node], edges: list[tuple[str, str]]) -> dict[str, int]:
    columns = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for start, end in edges:
            columns[end] = max(columns[end], columns[start] + 1)
    return columns
