"""Which time belongs to a passage, when something was said, and what a dateline says.

For readers of assertions: the time of the thing (`clause_time`), the time of its saying (`said_time`), the date of the
dispatch itself (`dateline`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dragoman.reading.times_words import MONTHS
from dragoman.reading.types import Timex
from dragoman.types import Span
from dragoman.when import When

_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘A-Z])|\n\s*\n")
_NOT_AN_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|St|Gov|Lt|Col|Sgt|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])|\b[ap]\.m)\.\Z"
)
_CLAUSE = re.compile(
    r"[;:()—–]|, (?:and|but|while|as|which|who|where|when|after|before|although|though|with|saying|adding)\b|\bthat\b"
)
_FIRST_SINCE = re.compile(r"\b(?:first|only|biggest|largest|worst|highest|lowest|deadliest|most)\b[^.;]{0,60}\Z")


def sentence_span(text: str, span: Span) -> Span:
    """The sentence (or sentences) that a span lies in, by punctuation alone; offsets into the text."""
    low = max(0, span[0] - 1200)
    start = low
    for match in _SENTENCE_END.finditer(text, low, span[0] + 1):
        if match.end() <= span[0] and not _NOT_AN_END.search(text, max(low, match.start() - 6), match.start() + 1):
            start = match.end()
    high = min(len(text), span[1] + 1200)
    for match in _SENTENCE_END.finditer(text, max(span[0], span[1] - 2), high):
        if not _NOT_AN_END.search(text, max(low, match.start() - 6), match.start() + 1):
            return start, match.end()
    return start, high


def clause_time(
    times: Sequence[Timex], span: Span, *, text: str = "", sentence: Span | None = None, near: int | None = None
) -> Timex | None:
    """The time of what a passage tells: inside it, else in its clause of the sentence; None where none belongs.

    Only expressions with a date count, and none that dates a saying ('he said on Friday'). Inside the passage the one
    nearest to `near` (the offset of the verb or noun that tells the act) wins, without it the first. Outside, an
    expression counts if no clause ends between the two and no other span of time is nearer. `text` is needed for what
    lies outside the passage; `sentence` saves finding its bounds.
    """
    dated = [t for t in times if t.date is not None and not t.said]
    inside = [t for t in dated if span[0] <= t.start and t.end <= span[1] and not _only_since(text, t)]
    if inside:
        return min(inside, key=lambda t: (abs(t.start - near) if near is not None else 0, t.start))
    if not text:
        return None
    low, high = sentence or sentence_span(text, span)
    around = [t for t in dated if low <= t.start and t.end <= high and not _only_since(text, t)]
    reach: list[tuple[int, Timex]] = []
    for time in around:
        gap = text[span[1] : time.start] if time.start >= span[1] else text[time.end : span[0]]
        # 'On Tuesday, the ministers met': an opening phrase governs what follows its comma.
        opening = time.end <= span[0] and not text[low : time.start].strip(" \"“'‘OoIiAaBbnty")
        if opening and gap.startswith(":"):
            gap = gap[1:]  # a chronology: 'April 2: ...'
        if not _CLAUSE.search(gap) or (opening and not re.search(r"[;()]|\bthat\b|, (?:and|but|while)\b", gap)):
            reach.append((len(gap), time))
    return min(reach, key=lambda r: r[0])[1] if reach else None


def _only_since(text: str, time: Timex) -> bool:
    """'the first talks since 2022' are not of 2022."""
    return (
        time.relation == "since"
        and bool(text)
        and bool(_FIRST_SINCE.search(text, max(0, time.start - 100), time.start))
    )


def said_time(times: Sequence[Timex], span: Span, *, text: str = "", sentence: Span | None = None) -> Timex | None:
    """The expression that dates the saying of a passage: 'said on Friday', 'reiterated on May 30'; None if none does.

    Looked for in the passage and in its sentence; a saying's date is taken from the same sentence only.
    """
    low, high = sentence or (sentence_span(text, span) if text else span)
    told = [t for t in times if t.said and t.date is not None and low <= t.start and t.end <= high]
    return min(told, key=lambda t: min(abs(t.start - span[0]), abs(t.start - span[1]))) if told else None


_DATELINE = re.compile(
    r"(?:\A|\n)[^\S\n]*(?P<place>[A-Z][\w.'’/-]*+(?:[ /][\w.'’-]++){0,4}+),?\s+"
    r"(?P<date>(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s(?P<month2>[A-Z][a-z]{2,8}))"
    r"(?:,?\s(?P<year>\d{4}))?"
    r"\s?(?:[.,]?\s*(?:/[^/\n]{2,40}/|\([^)\n]{2,40}\)|-{1,2}|–|—)|[.:]\s)"
)


def dateline(text: str, *, published: str | None = None) -> tuple[Span, str] | None:
    """(span of the date, ISO date) of a dispatch's dateline ('WASHINGTON, May 26. /TASS/ - ...'), None without one.

    Looked for in the first 1,500 characters; a date without a year is the nearest to the day of publication, and
    without that the month and day alone are no date.
    """
    for match in _DATELINE.finditer(text, 0, 1500):
        month = MONTHS.get((match["month"] or match["month2"]).lower())
        if month is None:
            continue
        day = int(match["day"] or match["day2"])
        base = When.maybe(published[:10] if published else None)
        years = [int(match["year"])] if match["year"] else [base.first.year + k for k in (0, -1, 1)] if base else []
        days = []
        for year in years:
            try:
                days.append(date(year, month, day))
            except ValueError:
                continue
        if days:
            best = min(days, key=lambda d: abs((d - base.first).days)) if base else days[0]
            return (match.start("date"), match.end("date")), best.isoformat()
    return None
