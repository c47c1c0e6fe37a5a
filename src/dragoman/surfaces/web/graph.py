"""The deadlock map laid out as data for an SVG: parties left, issues in the middle, conditions right.

A condition is a box of its own between the issue that has to come first and the issue that waits for it, so that whose
condition it is can be read. Lines leave a box at points of their own, and the columns are ordered so that few lines cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.views.deadlock import Edge
from dragoman.views.wording import issue_words

PORT, GAP, TOP = 15, 16, 16
COLUMNS = {"party": (10, 170), "issue": (400, 190), "condition": (770, 180)}
STYLES = {"rejects": "no", "stands before": "if", "unanswered by": "open", "comes before": "order",
          "accepts": "yes", "offers": "yes", "supports": "yes"}  # fmt: skip
#: The sign at a line's end, so that its meaning does not hang on colour.
SIGNS = {"no": "✕", "yes": "✓", "open": "?", "plain": "!", "if": "", "order": ""}
_WEIGHT = {"stands before": 0, "rejects": 1, "unanswered by": 2, "demands": 3, "accepts": 4, "offers": 5}


@dataclass(frozen=True, slots=True)
class Node:
    """A party, an issue or a condition; `x` and `y` are its left upper corner. `name` is what the address filters by."""

    id: str
    label: str
    kind: str
    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A curve between two boxes and the edge that it draws. `ends` are the boxes that it is lit with."""

    path: str
    sign: str
    x: float
    y: float
    style: str
    ends: tuple[str, ...]
    arrow: bool
    edge: Edge


@dataclass(frozen=True, slots=True)
class Graph:
    """The map. `left_out` counts edges that are in the table only."""

    width: int
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int


def graph(edges: Sequence[Edge], labels: dict[str, str], *, parties: int = 8, issues: int = 10) -> Graph | None:
    """Lay out the edges among the parties and issues that most is held up by; what stands in the way comes first."""
    ranked = sorted(edges, key=lambda e: (_WEIGHT.get(e.relation, 6), -len(e.ids), e.id))
    top_parties = _most((n for e in ranked for n in (e.source, e.target) if n.startswith("party:")), parties)
    top_issues = _most((n for e in ranked for n in (e.source, e.target) if n.startswith("issue:")), issues)
    shown = {*top_parties, *top_issues}
    seen: set[tuple[str, ...]] = set()
    chosen: list[Edge] = []
    for e in ranked:
        style = STYLES.get(e.relation, "plain")
        key = (style, *sorted((e.source, e.target)), e.party if style in {"if", "order"} else "")
        if {e.source, e.target} <= shown and e.source != e.target and key not in seen and len(chosen) < 48:
            seen.add(key)
            chosen.append(e)
    if not chosen:
        return None
    return _draw(chosen, labels, len(edges) - len(chosen))


def _most(names: object, count: int) -> list[str]:
    found: dict[str, int] = {}
    for name in names:  # type: ignore[attr-defined]
        found[name] = found.get(name, 0) + 1
    return sorted(found, key=lambda n: (-found[n], n))[:count]


def _draw(chosen: list[Edge], labels: dict[str, str], left_out: int) -> Graph:
    # links between neighbouring columns: (left box, right box, edge, is it the end that the edge points at)
    links: list[tuple[str, str, Edge, bool]] = []
    for e in chosen:
        if e.source.startswith("issue:") and e.target.startswith("issue:"):
            links += [(e.source, f"condition:{e.id}", e, False), (e.target, f"condition:{e.id}", e, True)]
        elif e.source.startswith("party:"):
            links.append((e.source, e.target, e, True))
        else:
            links.append((e.target, e.source, e, True))
    columns: dict[str, list[str]] = {"party": [], "issue": [], "condition": []}
    for left, right, _, _ in links:
        for name in (left, right):
            column = columns[name.partition(":")[0]]
            if name not in column:
                column.append(name)
    _order(columns, links)
    ports: dict[tuple[str, str], list[int]] = {}
    place = {name: i for column in columns.values() for i, name in enumerate(column)}
    for number, (left, right, _, _) in enumerate(links):
        ports.setdefault((left, "right"), []).append(number)
        ports.setdefault((right, "left"), []).append(number)
    for (_, side), numbers in ports.items():
        numbers.sort(key=lambda n: (place[links[n][1] if side == "right" else links[n][0]], n))
    height_of = {
        name: max(28, PORT * max(len(ports.get((name, "left"), ())), len(ports.get((name, "right"), ()))) + 4)
        for name in place
    }
    whole = max(sum(height_of[n] + GAP for n in column) for column in columns.values()) + TOP
    nodes: dict[str, Node] = {}
    conditions = {f"condition:{e.id}": e for e in chosen}
    for kind, column in columns.items():
        free = whole - TOP - sum(height_of[n] for n in column)
        gap = free / max(len(column), 1)
        y = TOP + gap / 2
        for name in column:
            bare = name.partition(":")[2]
            if kind == "condition":
                e = conditions[name]
                label = f"{e.party}: only if" if e.relation == "stands before" else f"{e.party or 'proposal'}: then"
            else:
                label = bare if kind == "party" else issue_words(bare, labels)
            x, width = COLUMNS[kind]
            nodes[name] = Node(name, label, kind, bare, x, round(y, 1), width, height_of[name])
            y += height_of[name] + gap
    lines = []
    for number, (left, right, e, points) in enumerate(links):
        a, b = nodes[left], nodes[right]
        x1, y1 = a.x + a.width, _port(a, ports[left, "right"], number)
        x2, y2 = b.x, _port(b, ports[right, "left"], number)
        condition = b.kind == "condition"
        if condition and points:  # from the condition back to the issue that waits for it
            path = f"M{x2} {y2:.1f} C{x2 - 70} {y2:.1f} {x1 + 70} {y1:.1f} {x1} {y1:.1f}"
        else:
            path = f"M{x1} {y1:.1f} C{x1 + 90} {y1:.1f} {x2 - 90} {y2:.1f} {x2} {y2:.1f}"
        style = STYLES.get(e.relation, "plain")
        lines.append(Line(path, SIGNS[style], x2 - 12, round(y2, 1), style, (left, right), condition and points, e))
    return Graph(960, round(whole + 4, 1), tuple(nodes.values()), tuple(lines), left_out)


def _order(columns: dict[str, list[str]], links: Sequence[tuple[str, str, Edge, bool]]) -> None:
    """Put each box at the middle of those it is linked with, a few times over, from both sides."""
    for kind in ("issue", "party", "condition", "issue", "party", "condition", "issue", "condition"):
        share = {name: (i + 0.5) / len(column) for column in columns.values() for i, name in enumerate(column)}
        near: dict[str, list[float]] = {name: [] for name in columns[kind]}
        for left, right, _, _ in links:
            for one, other in ((left, right), (right, left)):
                if one in near:
                    near[one].append(share[other])
        columns[kind].sort(key=lambda name: (sum(near[name]) / max(len(near[name]), 1), name))


def _port(node: Node, numbers: Sequence[int], number: int) -> float:
    step = node.height / (len(numbers) + 1)
    return node.y + step * (numbers.index(number) + 1)
