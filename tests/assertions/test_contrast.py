"""Which side of a denying contrast a trigger stands on."""

from __future__ import annotations

import pytest

from dragoman.assertions.contrast import side_of

TEXT = "The visit closed with a deal on fishing boats but without a word on the border."


@pytest.mark.parametrize(
    ("trigger", "side", "denied"),
    [("deal", "The visit closed with a deal on fishing boats", False), ("word", "without a word on the border.", True)],
)
def test_a_contrast_parts_what_is_granted_from_what_is_denied(trigger: str, side: str, denied: bool) -> None:
    found = side_of(TEXT, (0, len(TEXT)), TEXT.index(trigger))
    assert found is not None
    (start, end), behind = found
    assert (TEXT[start:end], behind) == (side, denied)


def test_a_contrast_that_denies_nothing_parts_nothing() -> None:
    text = "They agreed on boats but wanted more."
    assert side_of(text, (0, len(text)), 5) is None
