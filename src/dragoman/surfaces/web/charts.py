"""The timeline's lanes as data for an SVG. Geometry only; the template draws it.

Form tells certainty, not only colour: what happened is a filled circle, what did not a cross, a plan a hollow diamond, what
is only alleged or possible a hollow triangle; a date that is not exact is a bar over its days. Within a lane each form has
its own row, and things of about one day are one mark that bears their number and leads to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.views.timeline import TimelineRow
from dragoman.views.wording import MONTHS, date_words

WIDTH, LEFT, TOP, ROW, SLOT = 960, 150, 30, 17, 17
#: Beyond this many things the chart gathers them in wider steps: it is read as a whole then, and opened by zooming.
CROWDED = 1500
FORMS = ("circle", "cross", "diamond", "triangle")
SHAPES = {
    "happened": "circle",
    "did not happen": "cross",
    "planned": "diamond",
    "expected": "diamond",
    "overdue": "diamond",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One or several things on the chart. `x2` is beyond `x` where the date is a span; `first` and `last` are their days."""

    x: float
    x2: float
    y: float
    shape: str
    status: str
    count: int
    line: str
    first: str
    last: str
    title: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The chart: lanes of parties (name, middle, lower edge) with their marks, and the ticks of the axis.

    `start` and `end` are its first and last day; `steps` are the views next to it (label, first day, last day).
    """

    width: int
    height: float
    left: int
    lanes: tuple[tuple[str, float, float], ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float | None
    start: str
    end: str
    steps: tuple[tuple[str, str, str], ...]


def days_of(iso: str) -> tuple[date, date] | None:
    """First and last day of an ISO date or interval, None where it is no calendar date."""
    ends = []
    for part in iso.split("/"):
        if part in {"", ".."}:
            continue
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
        except (ValueError, TypeError, OverflowError):
            return None
        ends += [first, last]
    return (min(ends), max(ends)) if ends else None


def within(rows: Sequence[TimelineRow], begin: str, end: str) -> list[TimelineRow]:
    """The rows of which some day lies in the window; either end may be empty."""
    first = date.fromisoformat(begin) if begin else date.min
    last = date.fromisoformat(end) if end else date.max
    return [r for r in rows if (days := days_of(r.date or r.sort)) and days[0] <= last and days[1] >= first]


def lanes(rows: Sequence[TimelineRow], today: str, *, begin: str = "", end: str = "", most: int = 7) -> Lanes | None:
    """Lanes by party, the most active first; None where nothing can be placed. A thing of two parties is in both lanes.

    Without a window the axis holds the middle nine tenths of the dates and a margin; what lies beyond is set at the
    edge, so that one date of 2014 does not press a month into a line.
    """
    placed = [(r, days) for r in rows if (days := days_of(r.date or r.sort))]
    if not placed:
        return None
    start, stop = _window([days[0] for _, days in placed], begin, end)
    span = max((stop - start).days, 1)
    count = Counter(p for r, _ in placed for p in r.parties)
    named = [p for p, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:most]]

    slot = SLOT if len(placed) <= CROWDED else 2 * SLOT

    def x(day: date) -> float:
        return round(LEFT + 12 + min(max((day - start).days / span, 0), 1) * (WIDTH - LEFT - 32), 1)

    groups: dict[tuple[str, str, float, float], list[tuple[TimelineRow, tuple[date, date]]]] = {}
    for r, (first, last) in placed:
        shape = SHAPES.get(r.status, "triangle")
        x1, x2 = x(first), x(last)
        if x2 - x1 < slot:
            x1 = x2 = round(LEFT + 12 + ((x1 - LEFT - 12) // slot + 0.5) * slot, 1)
        for party in [p for p in r.parties if p in named] or ["others"]:
            groups.setdefault((party, shape, x1, x2), []).append((r, (first, last)))
    rows_of: dict[str, list[str]] = {}
    for party, shape, _, _ in groups:
        if shape not in rows_of.setdefault(party, []):
            rows_of[party].append(shape)
    edge: float = TOP
    made: list[tuple[str, float, float]] = []
    height_of: dict[tuple[str, str], float] = {}
    for party in [p for p in (*named, "others") if p in rows_of]:
        shapes = [s for s in FORMS if s in rows_of[party]]
        top = edge
        edge += len(shapes) * ROW + 10
        made.append((party, (top + edge) / 2, edge))
        for number, shape in enumerate(shapes):
            height_of[party, shape] = top + 5 + (number + 0.5) * ROW
    marks = [_mark(group, x1, x2, height_of[party, shape], shape) for (party, shape, x1, x2), group in groups.items()]
    now = days_of(today) if today else None
    return Lanes(
        WIDTH, edge + 6, LEFT, tuple(made), tuple(sorted(marks, key=lambda m: (m.x == m.x2, m.y, m.x))),
        tuple((x(d), label) for d, label in _ticks(start, stop, span)),
        x(now[0]) if now and start <= now[0] <= stop else None,
        start.isoformat(), stop.isoformat(), _steps(start, stop),
    )  # fmt: skip


def _window(firsts: list[date], begin: str, end: str) -> tuple[date, date]:
    firsts.sort()
    cut = len(firsts) // 20
    inner = max((firsts[-1 - cut] - firsts[cut]).days, 6)
    margin = 1 + inner // 5
    start, stop = max(firsts[0], _moved(firsts[cut], -margin)), min(firsts[-1], _moved(firsts[cut], inner + margin))
    stop = max(stop, _moved(start, 6))
    start = date.fromisoformat(begin) if begin else start
    stop = date.fromisoformat(end) if end else stop
    return (start, stop) if start <= stop else (stop, start)


def _moved(day: date, days: int) -> date:
    """So many days later, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _mark(group: list[tuple[TimelineRow, tuple[date, date]]], x1: float, x2: float, y: float, shape: str) -> Mark:
    first, last = min(days[0] for _, days in group).isoformat(), max(days[1] for _, days in group).isoformat()
    told = [f"{r.when}: {r.text[:160]} [{r.status}]" for r, _ in group[:3]]
    if len(group) > 3:
        told = [f"{len(group)} things, {date_words(first)} to {date_words(last)}"]
    statuses = {r.status for r, _ in group}
    return Mark(
        x1, x2, y, shape, "overdue" if "overdue" in statuses else group[0][0].status, len(group), group[0][0].id,
        first, last, "\n".join(told),
    )  # fmt: skip


def _steps(start: date, stop: date) -> tuple[tuple[str, str, str], ...]:
    """Closer, wider, before and after this window, as far as the calendar goes."""
    width = max((stop - start).days, 1)
    quarter, half = max(width // 4, 1), max(width // 2, 1)
    made = [("closer", _moved(start, quarter), _moved(stop, -quarter))] if width > 3 else []
    made += [
        ("wider", _moved(start, -half), _moved(stop, half)),
        ("earlier", _moved(start, -half), _moved(stop, -half)),
        ("later", _moved(start, half), _moved(stop, half)),
    ]
    return tuple((label, first.isoformat(), last.isoformat()) for label, first, last in made)


def _ticks(start: date, end: date, span: int) -> list[tuple[date, str]]:
    if span <= 70:
        step = 1 if span <= 8 else 2 if span <= 16 else 7
        days = [_moved(start, i) for i in range(0, span + 1, step)]
        return [(d, f"{d.day} {MONTHS[d.month - 1]}") for d in days]
    if span > 365 * 8:
        step = -(-(end.year - start.year) // 10)
        return [(date(y, 1, 1), str(y)) for y in range(start.year + 1, end.year + 1, step)]
    months = []
    day = start.replace(day=1)
    while day <= end:
        if day >= start:
            months.append(day)
        following = _moved(day, 32).replace(day=1)
        if following <= day:
            break
        day = following
    step = -(-len(months) // 10) or 1
    return [(d, f"{MONTHS[d.month - 1]} {d.year}") for d in months[::step]]
