"""Counting: groups that must be one, and the fewest people that what must differ allows.

``at_most`` is the number of groups after all merges; ``at_least`` the chromatic number of the must-differ graph over
them: two groups of one colour may be the same source. Up to 30 groups it is exact (branch and bound in the order of
DSATUR, Brélaz 1979); above, the size of a clique, which no colouring can undercut.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)
Graph = Mapping[Node, frozenset[Node]]

MOST_EXACT = 30
_STEPS = 200_000  # of the search for a clique in a graph too large to colour


@dataclass(slots=True)
class Groups(Generic[Node]):
    """Nodes in groups that grow by merging; two groups that hold a pair which must differ are never merged.

    ``differ(one, two)`` says of two nodes whether they must differ.
    """

    nodes: Sequence[Node]
    differ: Callable[[Node, Node], bool]
    members: dict[Node, list[Node]] = field(init=False)
    _root: dict[Node, Node] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {node: [node] for node in self.nodes}
        self._root = {node: node for node in self.nodes}

    def root(self, node: Node) -> Node:
        """The node that stands for the group of ``node``."""
        return self._root[node]

    def conflict(self, one: Node, two: Node) -> tuple[Node, Node] | None:
        """A pair of the two groups that must differ, or None."""
        first, second = self.members[self.root(one)], self.members[self.root(two)]
        return next(((a, b) for a in first for b in second if self.differ(a, b)), None)

    def merge(self, one: Node, two: Node, force: bool = False) -> bool:
        """Make one group of two; False where it is one already or must not be (``force``: whatever must differ)."""
        a, b = self.root(one), self.root(two)
        if a == b or (not force and self.conflict(a, b)):
            return False
        kept, gone = sorted((a, b), key=lambda node: -len(self.members[node]))
        for node in self.members[gone]:
            self._root[node] = kept
        self.members[kept] += self.members.pop(gone)
        return True

    def graph(self) -> dict[Node, frozenset[Node]]:
        """Which groups must differ, each by its root."""
        roots = list(self.members)
        edges: dict[Node, set[Node]] = {root: set() for root in roots}
        for at, one in enumerate(roots):
            for two in roots[at + 1 :]:
                if self.conflict(one, two):
                    edges[one].add(two)
                    edges[two].add(one)
        return {root: frozenset(near) for root, near in edges.items()}


def fewest(graph: Graph[Node]) -> int:
    """The least number of sources that the must-differ graph allows: exact to 30 groups, a clique's size above."""
    if not graph:
        return 0
    clique = largest_clique(graph)
    return _chromatic(graph, clique) if len(graph) <= MOST_EXACT else len(clique)


def largest_clique(graph: Graph[Node]) -> list[Node]:
    """Groups every two of which must differ, as many as the search finds (all there are, in graphs of 30)."""
    best: list[Node] = []
    steps = 0

    def grow(chosen: list[Node], open_: list[Node]) -> None:
        nonlocal best, steps
        steps += 1
        if len(chosen) > len(best):
            best = chosen
        for at, node in enumerate(open_):
            if len(chosen) + len(open_) - at <= len(best) or steps > _STEPS:
                return
            grow([*chosen, node], [other for other in open_[at + 1 :] if other in graph[node]])

    grow([], sorted(graph, key=lambda node: -len(graph[node])))
    return best


def _chromatic(graph: Graph[Node], clique: Iterable[Node]) -> int:
    """Colour the most constrained node first, never with more colours than the best colouring so far."""
    coloured = {node: colour for colour, node in enumerate(clique)}
    least = max(len(coloured), 1)
    best = len(graph)

    def colour(used: int) -> None:
        nonlocal best
        if used >= best:
            return
        left = [node for node in graph if node not in coloured]
        if not left:
            best = used
            return
        node = max(left, key=lambda n: (len({coloured[m] for m in graph[n] if m in coloured}), len(graph[n])))
        taken = {coloured[near] for near in graph[node] if near in coloured}
        for shade in range(min(used + 1, best - 1)):
            if shade not in taken and best > least:
                coloured[node] = shade
                colour(max(used, shade + 1))
                del coloured[node]

    colour(least if coloured else 0)
    return best
