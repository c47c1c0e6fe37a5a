"""States told in one list: 'the U.S., France, and Kenya' act or receive together, or none of them does."""

from __future__ import annotations

import re

from dragoman.reading.types import Name, Reading

_JOINT = re.compile(r",\s(?:(?:and|or)\s)?(?:the\s)?|\s(?:and|or|as\swell\sas)\s(?:the\s)?")


def listed_with(reading: Reading, start: int) -> tuple[str, ...]:
    """The states of the list that the name at `start` stands in, it among them; empty for a name in no list."""
    names = [n for n in reading.names if n.type != "place"]
    at = next((i for i, n in enumerate(names) if n.start == start), -1)
    if at < 0 or names[at].type != "state":
        return ()
    first = last = at
    while first > 0 and _joined(reading.report.text, names[first - 1], names[first]):
        first -= 1
    while last + 1 < len(names) and _joined(reading.report.text, names[last], names[last + 1]):
        last += 1
    return tuple(dict.fromkeys(n.canonical for n in names[first : last + 1])) if last > first else ()


def _joined(text: str, one: Name, other: Name) -> bool:
    return one.type == other.type == "state" and _JOINT.fullmatch(text[one.end : other.start]) is not None
