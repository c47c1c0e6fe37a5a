"""Resolution: a form, the day of publication and what was told before -> a TIMEX3 value and a date.

Anchors: 'a day later' counts from the last date told in the paragraph, 'a day ago' from the day of publication.
Nothing becomes more exact than the words: two weeks ago is a week.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.reading.times_calendar import resolve_calendar
from dragoman.reading.times_direction import Bearing
from dragoman.reading.times_forms import Form
from dragoman.reading.times_spans import period
from dragoman.reading.times_story import Resolved, Story, way_of
from dragoman.when import When


def resolve(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    """The value of a form; None where it has none without a day of publication or a date told before."""
    try:
        return _RESOLVERS[form.kind](form, bearing, story)
    except (ValueError, OverflowError):
        return None  # beyond the first or the last day that a calendar has


# --- durations, offsets, units -------------------------------------------------------------------------------------


def _duration(form: Form, bearing: Bearing, story: Story) -> Resolved:
    base = story.published
    if (
        base
        and form.count
        and not form.loose
        and form.unit in ("D", "W", "M", "Y")
        and bearing.relation == "in"
        and bearing.way == "future"
        and bearing.basis == "auxiliary"
    ):
        moved = _moved(base, form.unit, form.count)
        if moved and form.modifier == "":
            return Resolved("DATE", moved.timex(), moved, direction="future")
    return Resolved("DURATION", form.value, direction={-1: "past", 1: "future"}.get(form.shift or 0, ""))


def _offset(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    length = Resolved("DURATION", period(form.count, form.unit))
    if form.anchor == "text":
        return _from_text(form, bearing, story) or length
    if story.published is None:
        return length
    if form.count is None:
        back = form.shift == -1
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", direction="past" if back else "future")
    moved = _moved(story.published, form.unit, form.count * (form.shift or 1))
    return Resolved("DATE", moved.timex(), moved, direction=way_of(moved, story)) if moved else length


def _from_text(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    """'A day later', 'two years earlier': counted from the date told last from which it makes sense.

    What is told as past cannot lie after the day of publication, so that such an anchor is passed over for an earlier one.
    """
    if form.count is None:
        return None
    for told, offset in story.anchors():
        exact = told.precision in ("day", "time")
        # A day after 'March' is nowhere.
        if not exact and form.unit in ("D", "H", "WE", "MIN", "S"):
            continue
        if form.unit == "W" and not exact and told.precision != "week":
            continue
        if story.published is not None and bearing.way == "past" and told.first > story.published:
            continue
        moved = _moved(told.first, form.unit, form.count * (form.shift or 1))
        if moved is None:
            continue
        late = story.published is not None and told.first <= story.published < moved.first
        if late and form.shift == 1 and bearing.way != "future" and not (exact and form.unit in ("D", "W")):
            continue
        return Resolved("DATE", moved.timex(), moved, offset, direction=way_of(moved, story))
    if form.shift == -1 and story.published is not None and form.unit in ("D", "W", "M", "Q", "Y", "10Y"):
        moved = _moved(story.published, form.unit, -form.count)
        return Resolved("DATE", moved.timex(), moved, direction="past") if moved else None
    return None


def _moved(base: date, unit: str, count: float) -> When | None:
    """`count` units from `base`, as exact as the unit: days give a day, weeks a week, months a month."""
    try:
        if unit == "D":
            return When.day(base + timedelta(days=int(count)))
        if unit in ("W", "2W"):
            return When.week(base + timedelta(days=int(7 * count * (2 if unit == "2W" else 1))))
        if unit in ("M", "Q", "6M"):
            months = base.year * 12 + base.month - 1 + int(count * {"M": 1, "Q": 3, "6M": 6}[unit])
            return When.month(months // 12, months % 12 + 1)
        if unit == "Y":
            return When.year(base.year + int(count)) if float(count).is_integer() else None
        if unit == "10Y":
            return When.parse(f"{(base.year + int(10 * count)) // 10:03d}X")
        if unit == "100Y":
            return When.parse(f"{(base.year + int(100 * count)) // 100:02d}XX")
    except (ValueError, OverflowError):
        return None
    return None


def _shift(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    base, anchor = story.published, None
    told = story.anchor()
    if told is not None and (
        form.anchor == "text" or (form.anchor == "ask" and _counts_from_text(form, bearing, story))
    ):
        fits = (
            told.precision in ("day", "time")
            or form.unit in ("Y", "10Y")
            or (form.unit == "M" and told.precision == "month")
        )
        if fits or (form.unit == "W" and told.precision == "week"):
            base, anchor = told.first, story.told_at
    if base is None:
        return Resolved("DATE", "XXXX-XX-XX") if form.unit == "D" else None
    moved: When | None = _moved(base, form.unit, form.shift or 0)
    if form.unit == "Q":
        months = base.year * 12 + (base.month - 1) // 3 * 3 + 3 * (form.shift or 0)
        moved = When.parse(f"{months // 12}-Q{months % 12 // 3 + 1}")
    if moved is None:
        return None
    return Resolved("DATE", moved.timex(), moved, anchor, direction=way_of(moved, story))


def _counts_from_text(form: Form, bearing: Bearing, story: Story) -> bool:
    """'The next week' of a story in the past follows the date told; ahead of the day of publication it follows that."""
    told = story.told
    if told is None or not story.explicit:
        return False
    return bearing.way == "past" and bool(form.shift)


_RESOLVERS: dict[str, Callable[[Form, Bearing, Story], Resolved | None]] = {
    "reference": lambda form, bearing, story: Resolved("DATE", form.value),
    "set": lambda form, bearing, story: Resolved("SET", form.value),
    "duration": _duration,
    "shift": _shift,
    "offset": _offset,
    "calendar": resolve_calendar,
}
