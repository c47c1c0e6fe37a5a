"""Resolution: a form, the day of publication and what was told before -> a TIMEX3 value and a date.

Anchors: 'a day later' counts from the last date told in the paragraph, 'a day ago' from the day of publication.
Weekdays and dates without a year go the way of their verb. Nothing becomes more exact than the words: two weeks ago is a week.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dragoman.reading.times_direction import Bearing
from dragoman.reading.times_forms import Form
from dragoman.reading.times_spans import period
from dragoman.when import When


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a form comes to: TIMEX3 type and value, its period if it is one, and what it was counted from."""

    type: str
    value: str
    when: When | None = None
    anchor: int | None = None
    doubt: str = ""
    direction: str = ""


@dataclass(slots=True)
class Story:
    """What was told before, while a text is read from left to right.

    `published` is the day of publication (None if unknown); `told` is the last date and the offset of its expression;
    `told_sentence` and `told_paragraph` where that stood; `years` has the year of each month and day told before, as
    a report seldom means another 7 October the second time.
    """

    published: date | None = None
    told: When | None = None
    told_at: int = 0
    told_paragraph: int = -1
    told_sentence: int = -1
    paragraph: int = 0
    sentence: int = 0
    explicit: bool = False
    years: dict[tuple[int, int], int] = field(default_factory=dict)

    aside: tuple[When, int, int, int, bool] | None = None
    before: list[tuple[When, int, int]] = field(default_factory=list)

    def enter(self, paragraph: int, sentence: int) -> None:
        """Go on to an expression's place; a date of a mere saying is forgotten with its sentence."""
        if self.aside is not None and sentence != self.sentence:
            self.told, self.told_at, self.told_paragraph, self.told_sentence, self.explicit = self.aside
            self.aside = None
        self.paragraph, self.sentence = paragraph, sentence

    def anchor(self) -> When | None:
        """What 'a day later' counts from: the date told last, not more than two paragraphs before."""
        return self.told if self.told is not None and self.paragraph - self.told_paragraph <= 2 else None

    def anchors(self) -> list[tuple[When, int]]:
        """Dates told in this paragraph and the two before, with the offsets of their expressions, the last one first."""
        if self.told is None:
            return []
        told = [*self.before, (self.told, self.told_at, self.told_paragraph)]
        return [(when, offset) for when, offset, paragraph in reversed(told) if self.paragraph - paragraph <= 2]

    def remember(self, when: When, offset: int, explicit: bool, *, saying: bool = False) -> None:
        """Keep a date as what the next 'a day later' counts from; that of a saying in its own sentence only."""
        if not saying:
            self.aside = None
        elif self.aside is None and self.told is not None:
            self.aside = (self.told, self.told_at, self.told_paragraph, self.told_sentence, self.explicit)
        if self.told is not None and not saying:
            self.before = [*self.before[-3:], (self.told, self.told_at, self.told_paragraph)]
        self.told, self.told_at, self.explicit = when, offset, explicit
        self.told_paragraph, self.told_sentence = self.paragraph, self.sentence
        if explicit and when.precision in ("day", "time"):
            self.years[when.first.month, when.first.day] = when.first.year


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
        and bearing.sure
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
    return Resolved("DATE", moved.timex(), moved, direction=_way(moved, story)) if moved else length


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
        moved = _moved(told.first, form.unit, form.count * (form.shift or 1))
        if moved is None:
            continue
        late = story.published is not None and told.first <= story.published < moved.first
        if late and form.shift == 1 and bearing.way != "future" and not (exact and form.unit in ("D", "W")):
            continue
        return Resolved("DATE", moved.timex(), moved, offset, direction=_way(moved, story))
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
    return Resolved("DATE", moved.timex(), moved, anchor, direction=_way(moved, story))


def _counts_from_text(form: Form, bearing: Bearing, story: Story) -> bool:
    """'The next week' of a story in the past follows the date told; ahead of the day of publication it follows that."""
    told = story.told
    if told is None or not story.explicit:
        return False
    return bearing.way == "past" and bool(form.shift)


# --- dates with parts missing --------------------------------------------------------------------------------------


def _calendar(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    base = story.published
    if form.holiday:
        return _holiday(form, bearing, story)
    if form.span == "years":
        when = When.interval(When.year(form.year or 1), When.year(form.to_day or 9999))
        return Resolved("DATE", f"{form.year:04d}/{form.to_day:04d}", when)
    if form.span in ("decade", "century") and form.year is not None:
        text = f"{form.year // 10:03d}X" if form.span == "decade" else f"{form.year // 100:02d}XX"
        long = When.maybe(text)
        return Resolved("DATE", text.rstrip("X"), long) if long else None
    if form.span == "fiscal":
        return Resolved("DATE", f"FY{form.year:04d}")
    if form.quarter or form.half:
        return _quarter(form, bearing, story)
    if form.season:
        return _season(form, bearing, story)
    if form.span == "weekend":
        return _weekend(form, bearing, story)
    anchor = None
    doubt = form.doubt
    if form.month and form.day:
        year = form.year if form.year is not None else _year_of(form, bearing, story)
        if year is None:
            return Resolved("DATE", f"XXXX-{form.month:02d}-{form.day:02d}")
        if form.day > calendar.monthrange(year, form.month)[1]:
            return None
        day = date(year, form.month, form.day)
        if form.weekday is not None and day.weekday() != form.weekday and form.year is not None:
            doubt = "the weekday is another one"
        return _dated(form, day, anchor, doubt, story)
    if form.month:
        year = form.year if form.year is not None else _year_of(form, bearing, story)
        if year is None:
            return Resolved("DATE", f"XXXX-{form.month:02d}")
        when = When.month(year, form.month)
        return Resolved("DATE", when.timex(), when, direction=_way(when, story))
    if form.day:
        return _day_of_month(form, bearing, story)
    if form.weekday is not None:
        return _weekday(form, bearing, story)
    if form.year is not None:
        if form.year < 1:
            return None
        when = When.year(form.year)
        return Resolved("DATE", when.timex(), when, direction=_way(when, story))
    if form.span == "day" or form.clock:
        if (form.anchor == "text" and story.told is not None and story.told.precision in ("day", "time")) or (
            form.clock
            and not form.span
            and story.told is not None
            and story.told_sentence == story.sentence
            and story.told.precision in ("day", "time")
        ):
            base, anchor = story.told.first, story.told_at
        if base is None:
            return (
                Resolved("TIME", f"XXXX-XX-XX{form.clock or 'T' + form.part}")
                if form.clock or form.part
                else Resolved("DATE", "XXXX-XX-XX")
            )
        return _dated(form, base + timedelta(days=form.shift or 0), anchor, doubt, story)
    return None


def _dated(form: Form, day: date, anchor: int | None, doubt: str, story: Story) -> Resolved:
    clock = form.clock or ("T" + form.part if form.part else "")
    when = When.day(day, clock)
    value = when.timex()
    if form.to_day and form.to_month:
        year = day.year + (form.to_month < day.month)
        if form.to_day <= calendar.monthrange(year, form.to_month)[1] and date(year, form.to_month, form.to_day) > day:
            when = When.interval(When.day(day), When.day(date(year, form.to_month, form.to_day)))
            value = when.iso()
    return Resolved("TIME" if clock else "DATE", value, when, anchor, doubt, _way(when, story))


def _way(when: When, story: Story) -> str:
    if story.published is None:
        return ""
    if when.last < story.published:
        return "past"
    return "future" if when.first > story.published else "present"


def _year_of(form: Form, bearing: Bearing, story: Story) -> int | None:
    """The year of a month (and day) told without one."""
    base = story.published
    month, day = form.month or 1, form.day or 1
    if base is None:
        return story.told.first.year if story.told is not None and story.explicit else None
    if form.shift is not None and form.span != "day":
        return base.year + form.shift if form.day or (form.unit == "" and form.shift == 0) else _next_month(form, base)
    if form.weekday is not None and form.day:
        near = [y for y in (base.year, base.year - 1, base.year + 1) if _weekday_fits(y, form)]
        if near:
            return min(near, key=lambda y: abs((date(y, month, day) - base).days))
    if form.day and (month, day) in story.years:
        return story.years[month, day]
    # A story of another year goes on in that year: '5 September 2014 ... and in January'.
    if (
        story.explicit
        and story.told is not None
        and story.told_sentence == story.sentence
        and story.told.first.year < base.year - 1
        and bearing.way != "future"
    ):
        told = story.told.first
        return told.year if (month, day) >= (told.month, told.day if form.day else 1) else told.year + 1
    today = (base.month, base.day if form.day else 1)
    this = (month, day if form.day else 1)
    if bearing.way:
        year = base.year + (this < today) if bearing.way == "future" else base.year - (this > today)
        if bearing.way == "future" and not bearing.sure and year > base.year and (month - base.month) % 12 > 6:
            year -= 1  # 'proposed talks on October 3', told in November
        return _nearer(form, year, base, bearing)
    months = (month - base.month) % 12
    if months <= 5 and this >= today:
        return base.year + (this < today)
    return base.year - (this > today)


def _nearer(form: Form, year: int, base: date, bearing: Bearing) -> int:
    """A day nearly a year away in the way of its verb, and days away in the other: the near one.

    Nobody writes 'the truce that held from June 5' of last year's June without saying so.
    """
    if not form.day:
        return year
    other = year + (1 if bearing.way == "past" else -1)
    if form.day > min(calendar.monthrange(y, form.month or 1)[1] for y in (year, other)):
        return year
    far, near = (abs((date(y, form.month or 1, form.day) - base).days) for y in (year, other))
    return other if far > 320 and near <= 21 else year


def _next_month(form: Form, base: date) -> int:
    """'last May', 'next May': the nearest one before or after this month."""
    month = form.month or 1
    if form.shift == -1:
        return base.year - (month >= base.month)
    if form.shift == 1:
        return base.year + (month <= base.month)
    return base.year


def _weekday_fits(year: int, form: Form) -> bool:
    month, day = form.month or 1, form.day or 1
    return day <= calendar.monthrange(year, month)[1] and date(year, month, day).weekday() == form.weekday


def _weekday(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    base = story.published
    weekday = form.weekday or 0
    if base is None:
        return Resolved("DATE", f"XXXX-WXX-{weekday + 1}")
    doubt = ""
    if form.unit == "week":
        day = base - timedelta(days=base.weekday()) + timedelta(days=weekday + 7 * (form.shift or 0))
    elif form.shift == -1:
        day = base - timedelta(days=(base.weekday() - weekday - 1) % 7 + 1)
    elif form.shift == 1:
        day = base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1)
        if weekday > base.weekday():
            doubt = f"or a week later: {day + timedelta(days=7)}"
    elif form.shift == 0:
        day = base - timedelta(days=base.weekday()) + timedelta(days=weekday)
        if bearing.way == "future" and day < base:
            day += timedelta(days=7)
    elif bearing.way == "future":
        day = base + timedelta(days=(weekday - base.weekday()) % 7)
    else:
        day = base - timedelta(days=(base.weekday() - weekday) % 7)
        if not bearing.way:
            doubt = "no verb tells whether it is past"
    return _dated(form, day, None, doubt, story)


def _day_of_month(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    base = story.published
    near = (
        story.told
        if story.told is not None
        and story.paragraph - story.told_paragraph <= 1
        and story.told.precision in ("day", "time", "month")
        else None
    )
    start = near.first if near is not None else base
    if start is None or form.day is None:
        return None
    months = start.year * 12 + start.month - 1 + (form.shift or 0)
    if near is None and form.shift is None:
        if bearing.way == "future" and form.day < start.day:
            months += 1
        elif bearing.way != "future" and form.day > start.day:
            months -= 1
    year, month = months // 12, months % 12 + 1
    if form.day > calendar.monthrange(year, month)[1]:
        return None
    return _dated(form, date(year, month, form.day), story.told_at if near is not None else None, "", story)


def _quarter(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    base = story.published
    count, size = (form.quarter, 3) if form.quarter else (form.half or 1, 6)
    year = form.year
    if year is None:
        if base is None:
            return Resolved("DATE", f"XXXX-{'Q' if size == 3 else 'H'}{count}")
        now = (base.month - 1) // size + 1
        year = base.year
        if form.shift is not None:
            year += form.shift
        elif bearing.way == "past" and (count or 1) >= now:
            year -= 1
        elif bearing.way == "future" and (count or 1) < now:
            year += 1
        elif not bearing.way and (count or 1) - now > 2:
            year -= 1
    when = When.parse(f"{year}-{'Q' if size == 3 else 'H'}{count}")
    return Resolved("DATE", when.timex(), when, direction=_way(when, story))


_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def _season(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    told = story.anchor() if form.anchor == "text" else None
    base = told.first if told is not None else story.published
    year = form.year
    if year is None:
        if base is None:
            return Resolved("DATE", f"XXXX-{form.season}")
        start, end = _SEASON_MONTHS[form.season]
        year = base.year
        running = start <= base.month <= end or base.month + 12 <= end
        if base.month + 12 <= end:
            year -= 1  # the winter that began last year
        if form.span == "year":
            year = base.year + (form.shift or 0)
        elif form.shift == -1:
            year -= 1 if running or start > base.month else 0
        elif form.shift == 1:
            year += 1 if running or end < base.month else 0
        elif not running and form.shift is None:
            if bearing.way == "past" and start > base.month:
                year -= 1
            elif bearing.way == "future" and end < base.month:
                year += 1
    when = When.parse(f"{year}-{form.season}")
    return Resolved("DATE", when.timex(), when, direction=_way(when, story))


def _weekend(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    base = story.published
    if base is None:
        return Resolved("DATE", "XXXX-WXX-WE")
    monday = base - timedelta(days=base.weekday())
    if form.shift == -1:
        monday -= timedelta(days=7)
    elif form.shift == 1:
        monday += timedelta(days=7)
    elif base.weekday() < 5 and (bearing.way == "past" or (form.shift is None and bearing.way != "future")):
        monday -= timedelta(days=7)
    when = replace(When.parse("2000-W01-WE"), first=monday + timedelta(days=5), last=monday + timedelta(days=6))
    return Resolved("DATE", when.timex(), when, direction=_way(when, story))


def _holiday(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    from dragoman.reading.times_holidays import day_of

    base = story.published
    years = [form.year] if form.year is not None else [base.year - 1, base.year, base.year + 1] if base else []
    days = [day for year in years if (day := day_of(form.holiday, year))]
    if not days:
        return None
    if base is None or form.year is not None:
        day = days[0]
    elif form.shift == 1 or (form.shift is None and bearing.way == "future"):
        day = min((d for d in days if d >= base), default=days[-1])
    elif form.shift == -1 or bearing.way == "past":
        day = max((d for d in days if d <= base), default=days[0])
    else:
        day = min(days, key=lambda d: abs((d - base).days))
    near = min(days, key=lambda d: abs((d - base).days)) if base else day
    if base and form.shift is None and form.year is None and abs((near - base).days) <= 30:
        day = near  # 'the Easter truce' in April is that of the same Easter, whatever the verb
    if form.span == "weekend":
        saturday = day - timedelta(days=(day.weekday() - 5) % 7 if day.weekday() > 4 else day.weekday() + 2)
        when = When("weekend", saturday, saturday + timedelta(days=1))
        return Resolved("DATE", when.timex(), when, direction=_way(when, story))
    return _dated(form, day, None, "", story)


_RESOLVERS: dict[str, Callable[[Form, Bearing, Story], Resolved | None]] = {
    "reference": lambda form, bearing, story: Resolved("DATE", form.value),
    "set": lambda form, bearing, story: Resolved("SET", form.value),
    "duration": _duration,
    "shift": _shift,
    "offset": _offset,
    "calendar": _calendar,
}
