"""Dates that an assertion cannot have: what is no calendar date, and what is told as done on a day still to come.

A length of time ('P21D') is no date. A thing that a report tells as done cannot lie after the report: where its passage
speaks of the future it is planned; otherwise the day was read wrongly and is left away. What is done to a coming thing
(a meeting proposed, a paper announced) keeps that thing's day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dragoman.when import When

_THINGS = frozenset(("meeting", "delegation", "document", "event", "step"))
_OF_COMING = frozenset(("proposed", "postponed", "cancelled", "announced"))
_FUTURE = re.compile(
    r"\b(?:will|shall|would|tomorrow|upcoming|forthcoming|next|ahead of|going to|(?:is|are|was|were|set|due|about|ready) to|"
    r"due|set for|plan(?:s|ned|ning)?|propos(?:e|es|ed|al|als)|schedul(?:e|ed|es)|expect(?:s|ed)?|hopes?|intends?|"
    r"announc(?:e|es|ed)|postpon(?:e|es|ed))\b|’ll\b|'ll\b",
    re.IGNORECASE,
)


def checked(
    kind: str, act: str, fields: Mapping[str, Any], passage: str, published: str | None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields without what cannot be, and a doubt for each change."""
    kept, doubts = dict(fields), []
    for name in ("date", "said"):
        if (told := kept.get(name)) and When.maybe(told) is None:
            del kept[name]
            doubts.append(f"'{told}' is no calendar date")
    day, issued = When.maybe(kept.get("date")), When.maybe(published)
    if (
        day is None or issued is None or kind not in _THINGS or act in _OF_COMING
        or kept.get("modality", "actual") != "actual" or day.first <= issued.last
    ):  # fmt: skip
        return kept, tuple(doubts)
    if _FUTURE.search(passage):
        kept["modality"] = "planned"
        doubts.append(f"told as done, for {kept['date']}, after the report: taken for planned")
    else:
        doubts.append(f"told as done, so not on {kept.pop('date')}, after the report")
    return kept, tuple(doubts)
