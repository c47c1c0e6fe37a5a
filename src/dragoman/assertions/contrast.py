"""'With an agreement on X but without progress on Y': what a contrast denies stands behind it, what it grants before it."""

from __future__ import annotations

import re

from dragoman.types import Span

_DENIAL = re.compile(r",?\s(?:but|yet|though|although)\s(?=(?:\w+\s){0,2}?(?:without|no|not|never|nothing|none|failed)\b)", re.IGNORECASE)


def side_of(text: str, passage: Span, trigger: int) -> tuple[Span, bool] | None:
    """The side of a denying contrast in the passage that the trigger stands on, and whether it is the denied one; None without one."""
    match = _DENIAL.search(text, *passage)
    if match is None:
        return None
    behind = trigger >= match.end()
    return ((match.end(), passage[1]) if behind else (passage[0], match.start())), behind
