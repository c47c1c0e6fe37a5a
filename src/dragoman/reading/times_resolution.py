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
        and not form.shift
        and not form.loose
        and form.unit in ("D", "W", "M", "Y")
        and bearing.relation == "in"
        and bearing.way == "future"
        and bearing.basis == "auxiliary"
    ):
        moved = _moved(base, form.unit, form.count)
        if moved and form.modifier == "":
            return Resolved("DURATION", form.value, moved, direction="future")
    return Resolved("DURATION", form.value, direction={-1: "past", 1: "future"}.get(form.shift or 0, ""))


def _offset(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    length = Resolved("DURATION", period(form.count, form.unit))
    if form.unit == "Y" and form.count == 1 and form.shift == -1 and (compared := _compared(bearing, story)):
        return compared
    if form.anchor == "text":
        return _from_text(form, bearing, story) or length
    if story.published is None:
        return length
    if form.count is not None and form.unit == "Y" and form.count * (form.shift or 1) + story.published.year < 1000:
        return Resolved("DATE", "PAST_REF", direction="past")
    if form.count is None:
        back = form.shift == -1
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", direction="past" if back else "future")
    moved = _moved(story.published, form.unit, form.count * (form.shift or 1))
    return Resolved("DATE", moved.timex(), moved, direction=way_of(moved, story)) if moved else length


def _compared(bearing: Bearing, story: Story) -> Resolved | None:
    """'Rose 5% in January from a year earlier', 'a third-quarter profit, up from a year ago': the same span a year before."""
    if story.span is None or story.sentence - story.span_sentence > 1 or bearing.relation not in ("from", "to", "than"):
        return None
    return _same(Form("same", count=1, shift=-1), bearing, story)


def _same(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    """The month or quarter told before, in another year."""
    span, base = story.span, story.published
    if form.unit == "Q" and (span is None or span.precision != "quarter"):
        count = form.quarter or ((base.month + 8) // 3 % 4 + 1 if base else 0)
        span = When.parse(f"{base.year - (count * 3 > base.month)}-Q{count}") if base else None
    elif span is None and form.unit == "M" and base is not None:
        span = When.month(base.year, base.month)
    elif form.unit == "W" and base is not None:
        span = When.week(base)
    if form.year is None and base is None:
        return None
    if span is None:
        year = form.year if form.year is not None else base.year + (form.shift or 0) if base else 1
    elif form.count:
        year = span.first.year - 1
    else:
        year = form.year if form.year is not None else base.year + (form.shift or 0) if base else 1
    if span is None:
        when = When.year(year)
    elif span.precision == "week":
        when = When.week(span.first - timedelta(days=364 * (span.first.year - year)))
    elif span.precision == "month":
        when = When.month(year, span.first.month)
    else:
        when = When.parse(f"{year}-{span.timex()[5:]}")
    return Resolved("DATE", when.timex(), when, direction=way_of(when, story))


def _from_text(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    """'A day later', 'two years earlier': counted from the date told last from which it makes sense.

    What is told as past cannot lie after the day of publication, so that such an anchor is passed over for an earlier one.
    """
    if form.count is None:
        back = form.shift == -1
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", direction="past" if back else "")
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
            if not float(count).is_integer():
                return _moved(base, "M", 12 * count) if float(12 * count).is_integer() else None
            return When.year(base.year + int(count))
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
    if form.shift == 0 and form.anchor == "ask":
        if form.unit == "D" and told is not None and story.sentence - story.told_sentence <= 1:
            if told.precision in ("day", "time") and (story.published is None or told.first <= story.published):
                base, anchor = told.first, story.told_at
        elif form.unit == "Y" and story.span is not None and story.span_sentence == story.sentence:
            base = story.span.first if story.span.precision == "quarter" else base
        elif form.unit == "Q" and story.span is not None and story.span.precision == "quarter":
            base = story.span.first
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
    "same": _same,
    "calendar": resolve_calendar,
}
