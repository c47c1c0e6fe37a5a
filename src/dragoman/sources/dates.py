"""When a report was published: the places that can tell, and their order.

In order: what the caller says, the JSON line, `reports.tsv`, a first line that starts with `date YYYY-MM-DD`, the page's
own metadata, a file name that starts with the date. A date that is none is a problem, and the next place is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.types import Notice

#: A report outside these years is mistyped: '20025-06-01', '0205-06-01'.
YEARS = (1800, 2199)

_HEADER = re.compile(r"\ufeff?\s*date[ \t]+(\d[\d-]*\d)(?![\w-])[ \t]*", re.I)
_OUTLET = re.compile(r"[\d-]{8,10}_([^\W_][\w.-]*?)_[^_]")
_NAME = re.compile(r"(\d{4}-\d\d-\d\d|\d{8})(?!\d)")


@dataclass(frozen=True, slots=True)
class Header:
    """A first line `date YYYY-MM-DD title`: the date as written, the title's span, the notice that covers the rest."""

    date: str
    title: str
    notice: Notice


def iso(value: object) -> str | None:
    """A calendar day as YYYY-MM-DD from an ISO date or instant, or None where the value is no day we can use."""
    if not isinstance(value, str):
        return None
    day = re.split(r"[T ]", value.strip(), maxsplit=1)[0]
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found.isoformat() if YEARS[0] <= found.year <= YEARS[1] else None


def header(text: str) -> Header | None:
    """The header of a text whose first line with words starts with `date` and digits."""
    found = _HEADER.match(text)
    if not found:
        return None
    line_end = re.compile(r"[\r\n]|$").search(text, found.end())
    title = text[found.end() : line_end.start() if line_end else len(text)].strip()
    return Header(found[1], title, Notice(found.start(), found.start() + len(found[0].rstrip()), "header"))


def in_name(name: str) -> str | None:
    """The day that a file name starts with: `2025-06-02_talks.txt`, `20250602-talks.txt`."""
    found = _NAME.match(name)
    return iso(found[1]) if found else None


def outlet_in_name(name: str) -> str | None:
    """The outlet in a file name of the form `DATE_outlet_words.txt`, as collections of reports name their files."""
    found = _OUTLET.match(name)
    return found[1] if found and in_name(name) else None


def published(places: Iterable[tuple[str, object]]) -> tuple[str | None, list[str]]:
    """The first usable day among (name of the place, value or None), and what was wrong with those before it."""
    faults: list[str] = []
    for place, value in places:
        if value is None or value == "":
            continue
        day = iso(value)
        if day:
            return day, faults
        faults.append(f"{place} gives {str(value)[:40]!r}, which is no calendar day between {YEARS[0]} and {YEARS[1]}")
    return None, faults
