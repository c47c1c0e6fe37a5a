"""Days between dates that are told more or less exactly."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=65536)
def days_apart(one: str | None, other: str | None) -> int:
    """Days between two ISO dates or intervals; 0 where they overlap or one of them cannot be compared."""
    first, second = bounds(one), bounds(other)
    if not first or not second:
        return 0
    if first[0] <= second[1] and second[0] <= first[1]:
        return 0
    return min(abs((first[0] - second[1]).days), abs((second[0] - first[1]).days))


@lru_cache(maxsize=16384)
def bounds(iso: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO date or interval; None where there is none that can be compared."""
    if not iso:
        return None
    ends = [part for part in iso.split("/") if part and part != ".."]
    days = []
    for part in ends:
        pieces = part.split("T")[0].split("-")
        try:
            year, month, day = (int(pieces[0]), int(pieces[1]) if len(pieces) > 1 else 0,
                                int(pieces[2]) if len(pieces) > 2 else 0)  # fmt: skip
            first = date(year, month or 1, day or 1)
            if day:
                last = first
            elif month:
                last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            else:
                last = date(year, 12, 31)
        except ValueError:
            return None
        days.append((first, last))
    return (min(d[0] for d in days), max(d[1] for d in days)) if days else None
