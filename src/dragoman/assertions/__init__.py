"""Reading -> Assertion: each grounded in a passage, or dropped and reported.

`extract(reading)` asks the readers of assertions and grounds what they propose. With learned signals in the reading and
weights in the package the learned extractor proposes what happened, was said and wanted, and rules add what structure makes
certain: posts, steps told in sequence, statements left over. Without them the rules alone propose everything.
"""

from __future__ import annotations

from dragoman.assertions.grounding import Proposal, attribution_of, ground_all
from dragoman.reading.types import Reading
from dragoman.types import Assertion, Problem

__all__ = ["Proposal", "extract"]


def extract(reading: Reading) -> tuple[tuple[Assertion, ...], tuple[Problem, ...]]:
    """The assertions of a reading in order of the text, and what could not be grounded."""
    from dragoman import __version__
    from dragoman.assertions import rules

    learned = _learned(reading)
    if not learned:
        return ground_all(reading, rules.propose(reading), extractor=f"rules {__version__}")
    first, odd = ground_all(reading, learned, extractor=f"learned {__version__}", reader="learned")
    spoken = [(p.start, p.end) for p in learned if attribution_of(reading, p.start, p.end, p.trigger) is not None]
    certain = rules.certain(reading, spoken, remarks=all(p.kind != "remark" for p in learned))
    second, more = ground_all(reading, certain, extractor=f"rules {__version__}")
    both = sorted((*first, *second), key=lambda a: (a.evidence.start, a.evidence.end, a.kind, a.act, a.id))
    return tuple(both), (*odd, *more)


def _learned(reading: Reading) -> list[Proposal]:
    """What the learned extractor proposes; nothing where the report was read without models or weights are missing."""
    if reading.signals is None:
        return []
    from dragoman.assertions import learned

    return learned.proposals(reading)
