"""Resolution of dates with parts missing: which year, which week, which Tuesday.

Weekdays and dates without a year go the way of their verb; nothing becomes more exact than the words.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from dragoman.reading.times_direction import Bearing
from dragoman.reading.times_forms import Form
from dragoman.reading.times_story import Resolved, Story, way_of
from dragoman.when import When


def resolve_calendar(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
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
    if form.span in ("nth day", "nth week"):
        return _nth_of(form, bearing, story)
    if form.month and form.day:
        year = form.year if form.year is not None else _year_of(form, bearing, story)
        if year is None:
            return Resolved("DATE", f"XXXX-{form.month:02d}-{form.day:02d}")
        if form.day > calendar.monthrange(year, form.month)[1]:
            return None
        day = date(year, form.month, form.day)
        if form.unit in ("week", "weekend"):
            return _week_of(day, form.unit, story)
        if form.weekday is not None and day.weekday() != form.weekday and form.year is not None:
            doubt = "the weekday is another one"
        return _dated(form, day, anchor, doubt, story)
    if form.month:
        year = form.year if form.year is not None else _year_of(form, bearing, story)
        if year is None:
            return Resolved("DATE", f"XXXX-{form.month:02d}")
        when = When.month(year, form.month)
        return Resolved("DATE", when.timex(), when, direction=way_of(when, story))
    if form.day:
        return _day_of_month(form, bearing, story)
    if form.weekday is not None:
        return _weekday(form, bearing, story)
    if form.year is not None:
        if form.year < 1:
            return None
        when = When.year(form.year)
        return Resolved("DATE", when.timex(), when, direction=way_of(when, story))
    if form.span == "day" or form.clock:
        told = story.told if story.told is not None and story.told.precision in ("day", "time") else None
        if told is not None and (form.anchor == "text" or _goes_on(form, bearing, story)):
            base, anchor = told.first, story.told_at
        if base is None:
            return (
                Resolved("TIME", f"XXXX-XX-XX{form.clock or 'T' + form.part}")
                if form.clock or form.part
                else Resolved("DATE", "XXXX-XX-XX")
            )
        return _dated(form, base + timedelta(days=form.shift or 0), anchor, doubt, story)
    return None


def _goes_on(form: Form, bearing: Bearing, story: Story) -> bool:
    """Whether a bare time of day is that of the day told before: in its sentence, or as a story of that day goes on."""
    if not (form.anchor == "sentence" or (form.clock and not form.span)) or story.told is None:
        return False
    if story.told_sentence == story.sentence:
        return True
    past = bearing.way != "future" and (story.published is None or story.told.first <= story.published)
    return past and story.paragraph == story.told_paragraph and story.sentence - story.told_sentence <= 2


def _nth_of(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    """A day of a month, or a week most of which lies in it."""
    year = form.year if form.year is not None else _year_of(form, bearing, story)
    if year is None:
        return None
    count, last = int(form.count or 1), calendar.monthrange(year, form.month or 1)[1]
    if form.span == "nth week":
        when = When.week(date(year, form.month or 1, 7 * count - 3 if count > 0 else last - 3))
    elif count > last:
        return None
    else:
        when = When.day(date(year, form.month or 1, count if count > 0 else last))
    return Resolved("DATE", when.timex(), when, direction=way_of(when, story))


def _week_of(day: date, unit: str, story: Story) -> Resolved:
    when = When.week(day)
    if unit == "weekend":
        when = When("weekend", when.first + timedelta(days=5), when.last)
    return Resolved("DATE", when.timex(), when, direction=way_of(when, story))


def _dated(form: Form, day: date, anchor: int | None, doubt: str, story: Story) -> Resolved:
    clock = form.clock or ("T" + form.part if form.part else "")
    when = When.day(day, clock)
    value = when.timex()
    if form.to_day and form.to_month:
        year = day.year + (form.to_month < day.month)
        if form.to_day <= calendar.monthrange(year, form.to_month)[1] and date(year, form.to_month, form.to_day) > day:
            when = When.interval(When.day(day), When.day(date(year, form.to_month, form.to_day)))
            value = when.iso()
    return Resolved("TIME" if clock else "DATE", value, when, anchor, doubt, way_of(when, story))


def _year_of(form: Form, bearing: Bearing, story: Story) -> int | None:
    """The year of a month (and day) told without one."""
    base = story.published
    month, day = form.month or 1, form.day or 1
    if base is None:
        return story.told.first.year if story.told is not None and story.explicit else None
    if form.shift is not None and form.span != "day":
        return _next_month(form, base) if form.unit == "M" else base.year + form.shift
    if (told_year := _told_year(story)) is not None and form.weekday is None:
        return told_year
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
        if bearing.way == "future" and bearing.basis == "past" and (month - base.month) % 12 > 6:
            year -= 1  # 'proposed talks on October 3', told in November
        return _nearer(form, year, base, bearing)
    months = (month - base.month) % 12
    if months <= 5 and this >= today:
        return base.year + (this < today)
    return base.year - (this > today)


def _told_year(story: Story) -> int | None:
    """The year to come that was told just before in the same sentence: 'next year, in March'."""
    told, base = story.told, story.published
    if told is None or base is None or told.precision != "year" or story.told_sentence != story.sentence:
        return None
    return told.first.year if told.first.year > base.year and story.offset - story.told_at <= 32 else None


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
    return other if far > 300 and near <= 60 else year


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
        elif bearing.way == "past" and day > base:
            day -= timedelta(days=7)
    elif _ends_range(bearing, story) and story.told is not None:
        day = story.told.first + timedelta(days=(weekday - story.told.first.weekday()) % 7)
    elif bearing.way == "future":
        start = base
        if story.told is not None and story.told_sentence == story.sentence and story.told.first > base:
            # 'start on Tuesday and run through Friday': the Friday after that Tuesday
            start = story.told.first if bearing.relation in ("to", "through", "until") else base
        day = start + timedelta(days=(weekday - start.weekday()) % 7)
    else:
        day = base - timedelta(days=(base.weekday() - weekday) % 7)
        if not bearing.way:
            doubt = "no verb tells whether it is past"
    return _dated(form, day, None, doubt, story)


def _ends_range(bearing: Bearing, story: Story) -> bool:
    """'From Thursday to Tuesday': the Tuesday after that Thursday."""
    told = story.told
    near = told is not None and story.told_sentence == story.sentence and story.offset - story.told_at <= 20
    return near and told is not None and told.precision == "day" and bearing.relation in ("to", "through")


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
        elif bearing.way == "future" and bearing.basis == "auxiliary" and (count or 1) < now:
            year += 1
        elif not bearing.way and (count or 1) - now > 2:
            year -= 1
    when = When.parse(f"{year}-{'Q' if size == 3 else 'H'}{count}")
    return Resolved("DATE", when.timex(), when, direction=way_of(when, story))


_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def _season(form: Form, bearing: Bearing, story: Story) -> Resolved | None:
    told = story.anchor() if form.anchor == "text" else None
    base = told.first if told is not None else story.published
    year = form.year
    if year is None:
        if base is None:
            return Resolved("DATE", f"XXXX-{form.season}")
        start, end = _SEASON_MONTHS[form.season]
        if (told_year := _told_year(story)) is not None and form.shift is None:
            when = When.parse(f"{told_year}-{form.season}")
            return Resolved("DATE", when.timex(), when, direction=way_of(when, story))
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
    return Resolved("DATE", when.timex(), when, direction=way_of(when, story))


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
    return Resolved("DATE", when.timex(), when, direction=way_of(when, story))


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
        return Resolved("DATE", when.timex(), when, direction=way_of(when, story))
    return _dated(form, day, None, "", story)
