"""A denial that a rule read on a longer stretch does not deny a clause within it."""

from __future__ import annotations

from dragoman.assertions.fusion import _completed, alike
from dragoman.assertions.grounding import Proposal


def proposal(start: int, end: int, **fields: object) -> Proposal:
    return Proposal("event", "agree", start, end, dict(fields))


def test_a_denial_stays_on_its_own_passage() -> None:
    clause = proposal(0, 30, polarity="positive")
    same, longer = proposal(2, 34, polarity="negative"), proposal(0, 120, polarity="negative")
    assert alike(clause, same) and not alike(clause, longer)
    assert _completed(clause, same).fields["polarity"] == "negative"
    assert _completed(clause, longer).fields["polarity"] == "positive"
