"""Spans over a place are those that a look at all of them would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.assertions.spans import Spans

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.integers(0, 5)), max_size=30)


@given(SPANS, st.integers(-2, 60))
def test_as_a_look_at_all(drawn: list[tuple[int, int, int]], offset: int) -> None:
    spans = [(start, start + length, number) for start, length, number in drawn]
    wanted = sorted(s for s in spans if s[0] <= offset < s[1])
    assert sorted(Spans(spans).over(offset)) == wanted
