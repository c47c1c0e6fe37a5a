"""Whether a meeting is still to come where it is named, in sentences of our own."""

from __future__ import annotations

import pytest

from dragoman.assertions.meetings_to_come import to_come


@pytest.mark.parametrize(
    ("text", "date", "ahead"),
    [
        ("The team came to Oslo for [peace talks with Uganda], which are scheduled for the afternoon.", "2025-03-10", True),
        ("The team came to Oslo for [talks with Uganda].", "2025-03-10", True),
        ("The team came to Oslo for [talks with Uganda].", None, False),
        ("Speaking [ahead of the talks], she smiled.", None, True),
        ("[Kenya and Uganda held talks in Oslo].", "2025-03-10", False),
        ("The envoys went home after [the talks in Oslo].", None, False),
        ("[The second round will take place in Oslo on Monday].", None, True),
        ("[The second round of talks] between Kenya and Uganda will begin on Monday.", None, True),
        ("[The talks between Kenya and Uganda] ended, and a new minister is expected.", None, False),
        ("[The next round was scheduled for Monday].", None, True),
        ("[To hold talks on the islands within ten years] was their wish.", None, True),
        ("They spoke before [the talks with Kenya].", "2025-03-08", False),
        ("They prepared for [the upcoming talks with Kenya].", "2025-03-01", False),
    ],
)
def test_what_governs_a_meeting_tells_whether_it_lies_ahead(text: str, date: str | None, ahead: bool) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert to_come(plain, (start, end), (0, len(plain)), date, "2025-03-10") is ahead
