"""What was judged in one reading found again in a newer reading, or in a newer version of the report.

Computed when the record is read, from what is stored: nothing is moved, so a better rule carries old judgements
better. A line is carried where exactly one line of the present reading is its like: the same kind and act, and
overlapping evidence in the same text, or the very same words in a changed text. Where two are as like as one another,
the judgement is left standing on the old line and a Problem says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.types import Assertion, Problem

#: Own fields that tell two lines of one passage apart, and what agreeing in one of them counts.
_TELLING = (
    ("actors", 2.0), ("issue", 2.0), ("document", 2.0), ("person", 2.0), ("order", 1.0), ("owner", 1.0), ("date", 1.0),
    ("place", 1.0), ("polarity", 1.0), ("modality", 0.5), ("attribution", 0.5), ("quantities", 1.0), ("target", 1.0),
    ("recipient", 1.0), ("post", 1.0), ("head", 1.0), ("round", 1.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A line that somebody judged and that is not in the present reading: as it was read, and of which text."""

    assertion: Assertion
    text_hash: str


def carry(
    judged: Iterable[Judged], present: Mapping[str, list[Assertion]], text_hashes: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Old id to present id, and a Problem for each line that could not be found again.

    `present` holds the present lines by report, `text_hashes` the text that each report has now.
    """
    carried: dict[str, str] = {}
    problems = []
    for old in sorted(judged, key=lambda item: item.assertion.id):
        line = old.assertion
        same_text = text_hashes.get(line.report) == old.text_hash
        ranked = sorted(
            (
                (score, other.id)
                for other in present.get(line.report, ())
                if (score := _likeness(line, other, same_text)) > 0
            ),
            reverse=True,
        )
        if not ranked:
            problems.append(_lost(line, "no line of the present reading stands in its passage"))
        elif len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            problems.append(_lost(line, "two lines of the present reading are equally like it"))
        else:
            carried[line.id] = ranked[0][1]
    return carried, problems


def _likeness(old: Assertion, new: Assertion, same_text: bool) -> float:
    """0 where they cannot be the same line; else how much they share."""
    if (old.kind, old.act) != (new.kind, new.act):
        return 0.0
    if same_text:
        shared = min(old.evidence.end, new.evidence.end) - max(old.evidence.start, new.evidence.start)
        if shared <= 0:
            return 0.0
        place = shared / (max(old.evidence.end, new.evidence.end) - min(old.evidence.start, new.evidence.start))
    else:
        if " ".join(old.evidence.exact.split()) != " ".join(new.evidence.exact.split()):
            return 0.0
        place = 1.0
    fields = sum(weight for name, weight in _TELLING if getattr(old, name) == getattr(new, name))
    return round(fields + place, 6)


def _lost(line: Assertion, why: str) -> Problem:
    return Problem(
        code="judgement-not-carried",
        message=f"A judgement of {line.kind}/{line.act} {line.id} is not applied: {why}. Judge it anew.",
        report=line.report,
        start=line.evidence.start,
        end=line.evidence.end,
    )
