"""Days with a name: fixed and movable feasts, from the `holidays` library where a rule is more than a date."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FIXED = {
    "christmas": (12, 25), "christmas eve": (12, 24), "new year": (1, 1), "new year eve": (12, 31), "epiphany": (1, 6),
    "valentine": (2, 14), "halloween": (10, 31),
}  # fmt: skip


@lru_cache(maxsize=512)
def day_of(name: str, year: int) -> date | None:
    """The day of a feast in a year; None where the name is not known. Orthodox feasts are not told apart."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name.startswith("easter"):
        return _easter(year) - timedelta(days=1 if name.endswith("eve") else 0)
    if name == "pentecost":
        return _easter(year) + timedelta(days=49)
    if name.startswith("thanksgiving"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return None


def _easter(year: int) -> date:
    """Western Easter, the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)
