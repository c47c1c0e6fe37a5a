"""Days with a name: feasts whose date everybody shares, and those that the `holidays` library computes.

Days that differ from country to country ('Independence Day', 'Victory Day') have no place here: a report that means one
tells its date.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "orthodox christmas": (1, 7),
    "new year": (1, 1), "new year's": (1, 1), "new year's day": (1, 1), "new year day": (1, 1),
    "new year's eve": (12, 31), "new year eve": (12, 31), "epiphany": (1, 6), "valentine's day": (2, 14),
    "may day": (5, 1), "labour day": (5, 1), "halloween": (10, 31), "nowruz": (3, 20), "juneteenth": (6, 19),
    "veterans day": (11, 11),
}  # fmt: skip
_FROM_EASTER = {
    "easter": 0, "easter day": 0, "easter sunday": 0, "easter eve": -1, "easter monday": 1, "good friday": -2,
    "palm sunday": -7, "ash wednesday": -46, "maundy thursday": -3, "pentecost": 49, "whit sunday": 49, "whit monday": 50,
}  # fmt: skip
#: American feasts: (month, weekday, which of them in the month, -1 the last)
_WEEKDAYS = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "columbus day": (10, 0, 2), "martin luther king day": (1, 0, 3), "martin luther king jr day": (1, 0, 3),
    "presidents' day": (2, 0, 3),
}  # fmt: skip
#: feast -> (country of a calendar that has it, how the library names it there)
_LIBRARY = {
    "eid al-fitr": ("AE", "Eid al-Fitr"),
    "eid al-adha": ("AE", "Eid al-Adha"), "ashura": ("PK", "Ashura"), "yom kippur": ("IL", "Yom Kippur"),
    "rosh hashana": ("IL", "Rosh Hashanah"), "rosh hashanah": ("IL", "Rosh Hashanah"), "passover": ("IL", "Pesach"),
    "sukkot": ("IL", "Sukkot"),
}  # fmt: skip


@lru_cache(maxsize=512)
def day_of(name: str, year: int) -> date | None:
    """The first day of a feast in a year, by its lower-case name; None where nothing tells it.

    Muslim feasts follow the computed calendar: the sighting of the moon may move them by a day.
    """
    name = name.replace("’", "'").replace(".", "")
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return _easter(year) + timedelta(days=_FROM_EASTER[name])
    if name in _WEEKDAYS:
        return _weekday_of(year, *_WEEKDAYS[name])
    if name == "orthodox easter":
        from dateutil.easter import EASTER_ORTHODOX, easter  # type: ignore[import-untyped]

        found: date = easter(year, EASTER_ORTHODOX)
        return found
    if name in _LIBRARY:
        return _from_library(*_LIBRARY[name], year)
    return None


def _from_library(country: str, title: str, year: int) -> date | None:
    # Imported here, as it takes a fifth of a second that a report without such a feast need not pay.
    import holidays

    days = holidays.country_holidays(country, years=year, language="en_US")
    return min((day for day, name in days.items() if title in name and "observed" not in name), default=None)


def _weekday_of(year: int, month: int, weekday: int, count: int) -> date:
    """The first, second, ... or (-1) last Monday, Tuesday, ... of a month."""
    start = date(year, month, 1)
    days = [start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * week) for week in range(5)]
    return [day for day in days if day.month == month][count - 1 if count > 0 else -1]


def _easter(year: int) -> date:
    """Western Easter, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)
