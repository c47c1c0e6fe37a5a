"""When a thing is, and when it was said: pure functions over a reading and a span."""

from __future__ import annotations

from dragoman.reading.types import Reading, Sentence
from dragoman.types import Span


def date_of(reading: Reading, start: int, end: int, near: int | None = None) -> str | None:
    """The ISO date of what a passage tells, as exact as the text allows; None where none belongs to it.

    `near` is the offset of the word that tells the act: of several dates in a passage the nearest to it wins.
    """
    from dragoman.reading.times_clauses import clause_time

    sentence = sentence_of(reading, start)
    bounds = (sentence.start, sentence.end) if sentence else None
    found = clause_time(reading.times, (start, end), text=reading.report.text, sentence=bounds, near=near)
    return found.date if found else None


def said_of(reading: Reading, start: int, end: int) -> str | None:
    """The ISO date on which a passage was said, where its sentence tells ('reiterated on May 30')."""
    from dragoman.reading.times_clauses import said_time

    sentence = sentence_of(reading, start)
    bounds = (sentence.start, sentence.end) if sentence else None
    found = said_time(reading.times, (start, end), text=reading.report.text, sentence=bounds)
    return found.date if found else None


def dates_in(reading: Reading, start: int, end: int) -> list[Span]:
    """The spans of the time expressions in a passage."""
    return [(t.start, t.end) for t in reading.times if start <= t.start and t.end <= end]


def sentence_of(reading: Reading, at: int) -> Sentence | None:
    """The sentence that holds an offset."""
    return next((s for s in reading.sentences if s.start <= at < s.end), None)
