"""Figures of events: pure functions over a reading and a span."""

from __future__ import annotations

from dragoman.reading.numbers import quantities
from dragoman.reading.types import Reading
from dragoman.types import Quantity, Span


def quantities_of(reading: Reading, start: int, end: int) -> tuple[Quantity, ...]:
    """The figures of a passage with what they count; figures of dates, times and durations are left out."""
    return tuple(q for q, _, _ in quantity_spans(reading, start, end))


def quantity_spans(reading: Reading, start: int, end: int) -> tuple[tuple[Quantity, int, int], ...]:
    """As `quantities_of`, each with the span of its figure and unit."""
    times: tuple[Span, ...] = tuple((t.start, t.end) for t in reading.times if t.end > start and t.start < end)
    return quantities(reading.report.text, start, end, times)
