"""Which party a person speaks for, as far as the report says so beside the name: 'French President', 'of Ukraine'."""

from __future__ import annotations

import re
from collections import Counter

from dragoman.reading.types import Name, Reading

PARTIES = ("state", "organisation", "group", "agency")
_TITLE = re.compile(r"^(?:['’]s?)?\s+(?:(?!and\b|or\b|with\b|to\b|by\b|told\b|from\b|met\b)[\w’'.-]+,?\s+){0,7}$")
_AFTER = re.compile(
    r"^,?\s*(?:an?\s|the\s|who\s(?:is|heads|leads)\s(?:the\s)?)?(?:[\w’'-]+\s+){0,6}(?:(?:of|for|from|at)\s+(?:the\s+)?)?$"
)


def parties(reading: Reading) -> dict[str, str]:
    """Person -> the party named most often beside them in a title or an apposition; persons without one are absent."""
    text = reading.report.text
    names = sorted(reading.names, key=lambda n: n.start)
    votes: dict[str, Counter[str]] = {}
    for i, name in enumerate(names):
        if name.type != "person":
            continue
        if i and _speaks_for(text, names[i - 1], name):
            votes.setdefault(name.canonical, Counter())[names[i - 1].canonical] += 1
        if i + 1 < len(names) and names[i + 1].type in PARTIES:
            gap = text[name.end : names[i + 1].start]
            if gap.startswith(",") and len(gap) < 60 and _AFTER.match(gap) and "\n\n" not in gap:
                votes.setdefault(name.canonical, Counter())[names[i + 1].canonical] += 1
    return {person: max(sorted(count), key=lambda p: count[p]) for person, count in votes.items()}


def _speaks_for(text: str, party: Name, person: Name) -> bool:
    if party.type not in PARTIES or party.end > person.start:
        return False
    gap = text[party.end : person.start]
    return len(gap) < 70 and "\n\n" not in gap and (gap in (" ", "\n") or _TITLE.match(gap) is not None)
