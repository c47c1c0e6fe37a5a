"""When: a date as exact as a text allows, and never more exact.

A `When` is a calendar period: its first and last day, how exact it is, and (where told) a clock time or a part of day.
It is read from ISO 8601, from EDTF (ISO 8601-2: `2025-21` for spring, `2025-33` for the first quarter, `202X`, `?`,
`~`, `%`, open intervals with `..`) and from the values of TIMEX3 (`2025-Q3`, `2025-SP`, `2025-W21-WE`, `2025-05-30TNI`).

Round trips: `parse(w.edtf()) == w` and `parse(w.iso()) == w` hold for days, months, years and intervals of them; a
period that a notation has no word for (a week in EDTF, a quarter in ISO 8601) becomes the interval of its bounds.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

#: From the most to the least exact; `interval` stands apart.
PRECISIONS = (
    "time",
    "day",
    "weekend",
    "week",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "interval",
)

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T\S+)?\Z")
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
_YEAR = re.compile(r"(\d{4})\Z")
_DECADE = re.compile(r"(\d{3})X?\Z")
_CENTURY = re.compile(r"(\d\d)(?:XX)?\Z")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-([1-7]|WE))?\Z")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)\Z")
_CLOCK = re.compile(r"T(?:(?:[01]\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?|MO|MI|AF|EV|NI|DT)\Z")


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class When:
    """A calendar period: `first` and `last` are its bounds, both inclusive.

    `precision` is one of `PRECISIONS`. `clock` keeps a time or part of day as the text has it (`T14:30Z`, `TMO`).
    `ends` holds the two sides of an interval, None for an open side, whose bound is then the calendar's own end.
    Values are ordered by first day, then last day, then clock time.
    """

    precision: str
    first: date
    last: date
    clock: str = ""
    approximate: bool = False
    uncertain: bool = False
    ends: tuple[When | None, When | None] | None = None

    # --- making -----------------------------------------------------------------------------------------------------
    @classmethod
    def parse(cls, text: str) -> When:
        """Read ISO 8601, EDTF or a calendar TIMEX3 value; ValueError for anything else."""
        text = text.strip()
        if "/" in text:
            head, _, tail = text.partition("/")
            return cls.interval(_side(head), _side(tail))
        mark = text[-1:] if text[-1:] in "?~%" else ""
        found = _parse(text[: -len(mark)] if mark else text)
        if found is None:
            raise ValueError(f"not a date, a partial date or an interval: {text!r}")
        if not mark:
            return found
        return cls(found.precision, found.first, found.last, found.clock, mark in "~%", mark in "?%")

    @classmethod
    def maybe(cls, text: str | None) -> When | None:
        """Like `parse`, None instead of an error: for values that may be no calendar date (`P3D`, `PRESENT_REF`)."""
        try:
            return cls.parse(text) if text else None
        except ValueError:
            return None

    @classmethod
    def day(cls, day: date, clock: str = "") -> When:
        """A single day, perhaps with a clock time."""
        return cls("time" if clock else "day", day, day, clock)

    @classmethod
    def month(cls, year: int, month: int) -> When:
        """A month."""
        return cls("month", date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> When:
        """A year."""
        return cls("year", date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def week(cls, day: date) -> When:
        """The ISO week (Monday to Sunday) that holds a day."""
        first = day - timedelta(days=day.weekday())
        return cls("week", first, first + timedelta(days=6))

    @classmethod
    def interval(cls, start: When | None, end: When | None) -> When:
        """From the first day of `start` to the last day of `end`; None is an open side. ValueError if turned round."""
        if start is None and end is None:
            raise ValueError("an interval needs at least one side")
        first = start.first if start else date.min
        last = end.last if end else date.max
        if first > last:
            raise ValueError(f"the interval ends before it starts: {first} / {last}")
        return cls("interval", first, last, ends=(start, end))

    # --- writing ----------------------------------------------------------------------------------------------------
    def iso(self) -> str:
        """ISO 8601, as the assertion contract has it: a day, a month, a year, a week, or an interval with `/`.

        Marks of doubt have no place in ISO 8601 and are left out; part-of-day codes are left out too.
        """
        if self.ends is not None:
            return "/".join(side.iso() if side else ".." for side in self.ends)
        match self.precision:
            case "time":
                return self.first.isoformat() + (self.clock if self.clock[1:2].isdigit() else "")
            case "day":
                return self.first.isoformat()
            case "month":
                return f"{self.first:%Y-%m}" if self.first.year > 999 else self.first.isoformat()[:7]
            case "year":
                return self.first.isoformat()[:4]
            case "week":
                year, week, _ = self.first.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case "weekend":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
            case "decade" | "century":
                return f"{self.first.isoformat()[:4]}/{self.last.isoformat()[:4]}"
        return f"{self.first.isoformat()[:7]}/{self.last.isoformat()[:7]}"

    def date_only(self) -> str:
        """The contract's `date`: ISO 8601 without clock times, a week as the interval of its days."""
        if self.ends is not None:
            return "/".join(side.date_only() if side else ".." for side in self.ends)
        if self.precision == "time":
            return self.first.isoformat()
        if self.precision == "week":
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        return self.iso()

    def edtf(self) -> str:
        """EDTF, ISO 8601-2 level 2 (seasons, quarters and halves by number, `X` for digits left open)."""
        if self.ends is not None:
            return "/".join(side.edtf() if side else ".." for side in self.ends)
        year = self.first.isoformat()[:4]
        month = self.first.month
        match self.precision:
            case "season":
                text = f"{year}-{next(code for code, start in _FIRST_MONTH.items() if start == month)}"
            case "quarter":
                text = f"{year}-{33 + (month - 1) // 3}"
            case "half":
                text = f"{year}-{40 + (month - 1) // 6}"
            case "decade":
                text = f"{year[:3]}X"
            case "century":
                text = f"{year[:2]}XX"
            case "week" | "weekend":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
            case _:
                text = self.iso()
        return text + ("%" if self.approximate and self.uncertain else "~" * self.approximate + "?" * self.uncertain)

    def timex(self) -> str:
        """The value attribute of TIMEX3."""
        year = self.first.isoformat()[:4]
        month = self.first.month
        match self.precision:
            case "time":
                return self.first.isoformat() + self.clock
            case "season":
                return f"{year}-{ {3: 'SP', 6: 'SU', 9: 'FA', 12: 'WI'}[month] }".replace(" ", "")
            case "quarter":
                return f"{year}-Q{(month + 2) // 3}"
            case "half":
                return f"{year}-H{1 if month == 1 else 2}"
            case "decade":
                return year[:3]
            case "century":
                return year[:2]
            case "weekend":
                number = self.first.isocalendar()
                return f"{number[0]:04d}-W{number[1]:02d}-WE"
        return self.iso()

    def __str__(self) -> str:
        return self.edtf()

    # --- asking -----------------------------------------------------------------------------------------------------
    def __lt__(self, other: object) -> bool:
        if not isinstance(other, When):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[date, date, str, str, bool, bool, str]:
        # The tail only makes the order total and consistent with equality.
        return (self.first, self.last, self.clock, self.precision, self.approximate, self.uncertain, self.edtf())

    def contains(self, other: When | date) -> bool:
        """Whether every day of `other` lies in this period."""
        first, last = (other.first, other.last) if isinstance(other, When) else (other, other)
        return self.first <= first and last <= self.last

    def overlaps(self, other: When | date) -> bool:
        """Whether the two have a day in common."""
        first, last = (other.first, other.last) if isinstance(other, When) else (other, other)
        return self.first <= last and first <= self.last

    def is_past(self, as_of: str | date | When) -> bool:
        """Whether the last day of this period lies before `as_of` (before its first day, if that is a period)."""
        if isinstance(as_of, str):
            as_of = When.parse(as_of)
        return self.last < (as_of.first if isinstance(as_of, When) else as_of)

    def days(self) -> int:
        """How many days the period has; open sides count to the calendar's end."""
        return (self.last - self.first).days + 1


def _side(text: str) -> When | None:
    text = text.strip()
    if text in ("", ".."):
        return None
    if "/" in text:
        raise ValueError(f"not one side of an interval: {text!r}")
    return When.parse(text)


def _parse(text: str) -> When | None:
    if found := _DAY.match(text):
        year, month, day, clock = found.groups()
        if clock and not _CLOCK.match(clock):
            return None
        return When.day(date(int(year), int(month), int(day)), clock or "")
    if found := _MONTH.match(text):
        return _numbered(int(found[1]), int(found[2]))
    if found := _YEAR.match(text):
        return When.year(int(found[1]))
    if found := _WEEK.match(text):
        first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        if found[3] == "WE":
            return When("weekend", first + timedelta(days=5), first + timedelta(days=6))
        return When.day(first + timedelta(days=int(found[3]) - 1)) if found[3] else When.week(first)
    if found := _PART.match(text):
        year, part = int(found[1]), found[2]
        if part[0] == "Q":
            return _numbered(year, 32 + int(part[1]))
        return _numbered(year, 39 + int(part[1]) if part[0] == "H" else SEASONS[part])
    if found := _DECADE.match(text):
        return _years("decade", int(found[1]) * 10, 9)
    if found := _CENTURY.match(text):
        return _years("century", int(found[1]) * 100, 99)
    return None


def _numbered(year: int, number: int) -> When | None:
    """`YYYY-NN`: a month, or one of EDTF's parts of the year."""
    if 1 <= number <= 12:
        return When.month(year, number)
    if 21 <= number <= 24:
        return _months("season", year, _FIRST_MONTH[number], 3)
    if 33 <= number <= 36:
        return _months("quarter", year, 3 * (number - 33) + 1, 3)
    if number in (40, 41):
        return _months("half", year, 6 * (number - 40) + 1, 6)
    return None


def _months(precision: str, year: int, month: int, count: int) -> When:
    end = When.month(year + (month + count - 2) // 12, (month + count - 2) % 12 + 1)
    return When(precision, date(year, month, 1), end.last)


def _years(precision: str, year: int, more: int) -> When | None:
    return When(precision, date(year, 1, 1), date(year + more, 12, 31)) if year > 0 else None
