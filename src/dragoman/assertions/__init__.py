"""Reading -> Assertion: each grounded in a passage, or dropped and reported.

`extract(reading)` asks the readers of assertions and grounds what they propose. With learned signals in the reading and
weights in the package the learned extractor leads: it is told what rules propose, and what only they propose is weighed with
it (`fusion`); rules alone read the statements left over. Without signals or weights the rules alone propose everything.
"""

from __future__ import annotations

from dragoman.assertions.grounding import Proposal, attribution_of, ground_all
from dragoman.reading.types import Reading
from dragoman.types import Assertion, Problem

__all__ = ["Proposal", "extract"]

SURE = 0.7


def extract(reading: Reading) -> tuple[tuple[Assertion, ...], tuple[Problem, ...]]:
    """The assertions of a reading in order of the text, and what could not be grounded."""
    from dragoman import __version__
    from dragoman.assertions import rules

    by_rule = f"rules {__version__}"
    if reading.signals is None or not _has_model():
        return ground_all(reading, rules.propose(reading), extractor=by_rule)
    from dragoman.assertions import learned
    from dragoman.assertions.remarks import remarks

    proposed = rules.propose(reading, floor=0.0)
    both = learned.proposals(reading, rules=proposed)
    # A statement that is only perhaps something else is also kept as what was said.
    spoken = [
        (p.start, p.end)
        for p in both
        if p.kind != "role" and p.confidence >= SURE and attribution_of(reading, p.start, p.end, p.trigger) is not None
    ]
    plain = [p for p in both if p.rule]
    plain += remarks(reading, spoken)
    first, odd = ground_all(reading, [p for p in both if not p.rule], extractor=f"learned {__version__}", reader="learned")
    second, more = ground_all(reading, plain, extractor=by_rule)
    lines = sorted((*first, *second), key=lambda a: (a.evidence.start, a.evidence.end, a.kind, a.act, a.id))
    return tuple(lines), (*odd, *more)


def _has_model() -> bool:
    from dragoman.assertions import learned

    return learned.load() is not None
