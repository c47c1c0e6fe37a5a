"""What a search found, as rows like those of any view."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record.fulltext import Hit


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A report that holds the words. `start` and `end` are where the snippet stands in its text."""

    id: str
    published: str
    outlet: str
    report: str
    title: str
    snippet: str
    start: int
    end: int
    places: int


def found(hit: Hit) -> FoundRow:
    """The row of a hit."""
    report, passage = hit.report, hit.passage
    return FoundRow(
        report.id, report.published or "", report.outlet or "", report.id, report.title or "",
        " ".join(passage.exact.split()), passage.start, passage.end, len(hit.matches),
    )  # fmt: skip
