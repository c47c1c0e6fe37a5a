"""When: bounds, order and round trips."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.when import When

days = st.dates(min_value=date(1, 1, 1), max_value=date(9000, 12, 31))
whole = st.one_of(
    days.map(When.day),
    days.map(lambda d: When.month(d.year, d.month)),
    days.map(lambda d: When.year(d.year)),
)
parts = st.builds(
    lambda year, code: When.parse(f"{year:04d}-{code}"),
    st.integers(1, 9000),
    st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "SP", "SU", "FA", "WI"]),
)
long = st.integers(1, 899).map(lambda n: When.parse(f"{n:03d}X")) | st.integers(1, 89).map(
    lambda n: When.parse(f"{n:02d}XX")
)
doubtful = st.builds(lambda w, mark: When.parse(w.edtf() + mark), whole | parts, st.sampled_from("?~%"))
intervals = st.builds(
    lambda a, b: When.interval(min(a, b, key=lambda w: w.first), max(a, b, key=lambda w: w.last)), whole, whole
).filter(lambda w: w.ends is not None)
open_sided = st.builds(lambda w, left: When.interval(None, w) if left else When.interval(w, None), whole, st.booleans())


@given(st.one_of(whole, parts, long, doubtful, intervals, open_sided))
def test_edtf_round_trip(when: When) -> None:
    assert When.parse(when.edtf()) == when


@given(st.one_of(whole, intervals, open_sided))
def test_iso_round_trip(when: When) -> None:
    assert When.parse(when.iso()) == when


@given(st.one_of(whole, parts, long, intervals, open_sided, days.map(When.week)))
def test_no_notation_moves_the_bounds(when: When) -> None:
    for text in (when.iso(), when.edtf(), when.date_only()):
        again = When.parse(text)
        assert (again.first, again.last) == (when.first, when.last)


@given(st.one_of(whole, parts, long, days.map(When.week)))
def test_timex_round_trip(when: When) -> None:
    assert When.parse(when.timex()) == when


@given(whole, whole)
def test_order_and_containment(a: When, b: When) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert a.overlaps(b) == b.overlaps(a)
    if a.contains(b):
        assert a.overlaps(b) and a.first <= b.first
        assert a.contains(b.first) and a.contains(b.last)


@given(whole, days)
def test_past_means_that_every_day_is_past(when: When, as_of: date) -> None:
    assert when.is_past(as_of) == (when.last < as_of) == when.is_past(as_of.isoformat())


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-W01", "week", "2024-12-30", "2025-01-05"),
        ("2025-W22-WE", "weekend", "2025-05-31", "2025-06-01"),
        ("2025-24", "season", "2025-12-01", "2026-02-28"),
        ("2025-Q3", "quarter", "2025-07-01", "2025-09-30"),
        ("199", "decade", "1990-01-01", "1999-12-31"),
        ("19XX", "century", "1900-01-01", "1999-12-31"),
        ("2025-05-30TNI", "time", "2025-05-30", "2025-05-30"),
        ("2025-05/2025-06-02", "interval", "2025-05-01", "2025-06-02"),
        ("../2025-06", "interval", "0001-01-01", "2025-06-30"),
    ],
)
def test_bounds(text: str, precision: str, first: str, last: str) -> None:
    when = When.parse(text)
    assert (when.precision, when.first.isoformat(), when.last.isoformat()) == (precision, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025-13",
        "2025-02-30",
        "P3D",
        "PRESENT_REF",
        "XXXX-WXX-1",
        "2026/2025",
        "..",
        "/",
        "20250",
        "2025-W60",
        "1/2/3",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        When.parse(text)
    assert When.maybe(text) is None


def test_date_only_is_never_more_exact_than_the_text() -> None:
    assert When.parse("2025-W21").date_only() == "2025-05-19/2025-05-25"
    assert When.parse("2025-05-30T14:30Z").date_only() == "2025-05-30"
    assert When.parse("2025-Q3").date_only() == "2025-07/2025-09"
    assert When.parse("2022").date_only() == "2022"
