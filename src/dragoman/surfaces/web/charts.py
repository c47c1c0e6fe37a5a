"""Pictures as SVG data: the timeline's lanes and the deadlock map. Geometry only; templates draw it.

Form tells certainty, not only colour: what happened is a filled circle, what did not a cross, a plan a hollow diamond, what
is only alleged or possible a hollow triangle; a date that is not exact is a bar over its days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.views.deadlock import Edge
from dragoman.views.timeline import TimelineRow
from dragoman.views.wording import MONTHS, issue_words

WIDTH, LEFT, LANE, TOP = 960, 150, 34, 30
SHAPES = {
    "happened": "circle",
    "did not happen": "cross",
    "planned": "diamond",
    "expected": "diamond",
    "overdue": "diamond",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the chart. `x2` is beyond `x` where the date is a span."""

    x: float
    x2: float
    y: float
    shape: str
    status: str
    row: TimelineRow


@dataclass(frozen=True, slots=True)
class Lanes:
    """The chart: lanes of parties with their marks, and the ticks of the axis."""

    width: int
    height: int
    left: int
    lanes: tuple[tuple[str, float], ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float | None


def days_of(iso: str) -> tuple[date, date] | None:
    """First and last day of an ISO date or interval, None where it is no calendar date."""
    ends = []
    for part in iso.split("/"):
        pieces = part.split("T")[0].split("-")
        try:
            numbers = [int(p) for p in pieces]
            if len(numbers) == 3:
                first = last = date(*numbers)
            elif len(numbers) == 2:
                first = date(numbers[0], numbers[1], 1)
                last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            else:
                first, last = date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        except (ValueError, TypeError):
            return None
        ends += [first, last]
    return min(ends), max(ends)


def lanes(rows: Sequence[TimelineRow], today: str, *, most: int = 8) -> Lanes | None:
    """Lanes by party, the most active first; None where nothing can be placed. The axis holds the middle nine tenths of
    the dates and a margin; what lies beyond is set at the edge, so that one date of 2014 does not press a month into a
    line."""
    placed = [(r, days) for r in rows if (days := days_of(r.sort))]
    if not placed:
        return None
    firsts = sorted(days[0] for _, days in placed)
    cut = len(firsts) // 20
    inner = max((firsts[-1 - cut] - firsts[cut]).days, 6)
    margin = timedelta(days=1 + inner // 5)
    start, end = max(firsts[0], firsts[cut] - margin), min(firsts[-1], firsts[cut] + timedelta(days=inner) + margin)
    end = max(end, start + timedelta(days=6)) + timedelta(days=1)
    span = max((end - start).days, 1)
    count = Counter(p for r, _ in placed for p in r.parties[:3])
    named = [p for p, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:most]]
    order = {p: i for i, p in enumerate([*named, "others"])}

    def x(day: date) -> float:
        share = (day - start).days / span
        return round(LEFT + min(max(share, 0), 1) * (WIDTH - LEFT - 20), 1)

    marks = []
    used: Counter[tuple[int, int]] = Counter()
    for r, (first, last) in placed:
        lane = min((order[p] for p in r.parties if p in order), default=len(named))
        slot = (lane, int(x(first) // 9))
        offset = (used[slot] % 3 - 1) * 9
        used[slot] += 1
        shape = SHAPES.get(r.status, "triangle")
        marks.append(
            Mark(
                x(first),
                x(last) if last > first else x(first),
                TOP + lane * LANE + LANE / 2 + offset,
                shape,
                r.status,
                r,
            )
        )
    ticks = _ticks(start, end, span)
    now = days_of(today) if today else None
    return Lanes(
        WIDTH, TOP + LANE * len(order) + 10, LEFT,
        tuple((p, TOP + i * LANE + LANE / 2) for p, i in order.items()),
        tuple(marks), tuple((x(d), label) for d, label in ticks),
        x(now[0]) if now and start <= now[0] <= end else None,
    )  # fmt: skip


def _ticks(start: date, end: date, span: int) -> list[tuple[date, str]]:
    if span <= 45:
        step = 7 if span > 14 else 1 if span <= 8 else 2
        days = [start + timedelta(days=i) for i in range(0, span + 1, step)]
        return [(d, f"{d.day} {MONTHS[d.month - 1]}") for d in days]
    months = []
    day = start.replace(day=1)
    while day <= end:
        if day >= start:
            months.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    step = -(-len(months) // 12) or 1
    return [(d, f"{MONTHS[d.month - 1]} {d.year}") for d in months[::step]]


@dataclass(frozen=True, slots=True)
class Node:
    """A party or an issue on the map."""

    id: str
    label: str
    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge on the map: a curve from node to node, and the edge that it draws."""

    path: str
    x: float
    y: float
    style: str
    edge: Edge


@dataclass(frozen=True, slots=True)
class Graph:
    """The deadlock map laid out: parties left, issues in the middle, conditions right."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def graph(edges: Sequence[Edge], labels: dict[str, str], *, most: int = 40) -> Graph | None:
    """Lay out at most `most` edges, those that hold something up first."""
    weight = {"stands before": 0, "rejects": 1, "unanswered by": 2, "demands": 3}
    chosen = sorted(edges, key=lambda e: (weight.get(e.relation, 4), -len(e.ids), e.id))[:most]
    if not chosen:
        return None
    parties = _ordered(e.source for e in chosen if e.source.startswith("party:"))
    parties += [p for p in _ordered(e.target for e in chosen if e.target.startswith("party:")) if p not in parties]
    before = _ordered(e.source for e in chosen if e.relation == "stands before")
    issues = [
        n
        for n in _ordered(x for e in chosen for x in (e.source, e.target))
        if n.startswith("issue:") and n not in before
    ]
    columns = ((90, parties), (480, issues), (860, before))
    height = max(max(len(names) for _, names in columns) * 64 + 40, 200)
    nodes = {}
    for left, names in columns:
        gap = height / (len(names) + 1)
        for i, name in enumerate(names, 1):
            kind, _, bare = name.partition(":")
            nodes[name] = Node(
                name, bare if kind == "party" else issue_words(bare, labels), kind, left, round(i * gap, 1)
            )
    lines = []
    for number, e in enumerate(chosen):
        a, b = nodes[e.source], nodes[e.target]
        bend = (number % 5 - 2) * 14 + (60 if a.x == b.x else 0)
        mx, my = (a.x + b.x) / 2 + (bend if a.x == b.x else 0), (a.y + b.y) / 2 + (0 if a.x == b.x else bend)
        path = f"M{a.x} {a.y} Q{mx:.1f} {my:.1f} {b.x} {b.y}"
        style = {"rejects": "no", "stands before": "if", "unanswered by": "open"}.get(
            e.relation, "yes" if e.relation in {"accepts", "offers", "supports"} else "plain"
        )
        lines.append(Line(path, round((a.x + 2 * mx + b.x) / 4, 1), round((a.y + 2 * my + b.y) / 4, 1), style, e))
    return Graph(960, int(height), tuple(nodes.values()), tuple(lines))


def _ordered(names: object) -> list[str]:
    return list(dict.fromkeys(names))  # type: ignore[call-overload]
