"""Quotations: what stands between quotation marks, nested, split over paragraphs, or never closed.

Known marks: “ ” „ « » " and '' for quotations, ‘ ’ and ' for those inside them or of houses that use single marks first.
A mark opens or closes by what stands beside it, since straight marks look alike and the right single mark is also the
apostrophe. A quotation ends at the latest with its paragraph; one that is not closed there is kept with `closed` False,
as papers open every paragraph of a long quotation and close only the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.reading.types import Quotation
from dragoman.types import Span

_MARK = re.compile("``|''|[“”„«»\"‘’']")
_PAIRS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'’"}
_DOUBLE = '“„«"'


def find_quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """The quotations of each paragraph by start, outer before inner. Spans hold their marks."""
    found: list[Quotation] = []
    for start, end in paragraphs:
        found += _within(text, start, end)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _within(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    pending: list[tuple[int, str]] = []
    for match in _MARK.finditer(text, start, end):
        at, mark, stop = match.start(), match.group(), match.end()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        # Two single marks are how some wires write a double one.
        mark = '"' if len(mark) == 2 else mark
        if mark in "'’" and before.isalnum() and after.isalnum():
            continue
        level = _closes(pending, mark, before, after)
        if level is not None:
            opened = pending[level][0]
            # What was opened inside and not closed before its outer quotation was no quotation, or an apostrophe.
            del pending[level:]
            found.append(Quotation(opened, stop))
        elif _opens(mark, before, after, pending):
            pending.append((at, mark))
    found += [Quotation(at, end, closed=False) for at, mark in pending[:1] if mark in _DOUBLE]
    return [q for q in found if q.end - q.start > 2]


def _closes(pending: list[tuple[int, str]], mark: str, before: str, after: str) -> int | None:
    """Which pending quotation the mark closes, as an index; None where it closes none."""
    for level in range(len(pending) - 1, -1, -1):
        opening = pending[level][1]
        if mark not in _PAIRS[opening]:
            continue
        if mark in "\"'“" and before.isspace() and not after.isspace():
            return None
        if mark in "'’" and (before.isspace() or (before == "s" and after == " " and opening in "'‘" and level == 0)):
            # 'the ministers’ talks': a plural's apostrophe looks like an end; the end has a stop beside it.
            return None
        return level
    return None


def _opens(mark: str, before: str, after: str, pending: list[tuple[int, str]]) -> bool:
    if mark in "”»’" or after.isspace():
        return False
    if mark in "“„«":
        return not any(opening == mark for _, opening in pending)
    free = not before.isalnum() and before not in ".,;:!?"
    if mark == '"':
        return free and not any(opening == '"' for _, opening in pending)
    return free and after.isalnum() and not any(opening in "'‘" for _, opening in pending)


def quoted(quotations: Iterable[Quotation], start: int, end: int) -> int:
    """How many code points of a stretch lie within quotations of the outermost level."""
    inside, at = 0, start
    for q in quotations:
        first, last = max(q.start, at), min(q.end, end)
        if last > first:
            inside += last - first
            at = last
    return inside
