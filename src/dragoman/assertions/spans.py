"""Spans that are asked which of them lie over a place; a report of thousands of them is asked thousands of times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Spans:
    """Spans (start, end, number) that are asked which of them lie over a place, without looking at all of them."""

    def __init__(self, spans: Sequence[tuple[int, int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [s[0] for s in self.spans]
        self.furthest = list(accumulate((s[1] for s in self.spans), max))  # the last end among the spans up to each

    def over(self, offset: int) -> list[tuple[int, int, int]]:
        """The spans that cover the offset, the last to start first."""
        found = []
        at = bisect_right(self.starts, offset) - 1
        while at >= 0 and self.furthest[at] > offset:
            if self.spans[at][1] > offset:
                found.append(self.spans[at])
            at -= 1
        return found
