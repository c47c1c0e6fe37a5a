"""Statements whose content no other kind holds: one remark for each sentence of attributed content that is left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.assertions.dates import said_of
from dragoman.assertions.grounding import Proposal
from dragoman.reading.types import Reading
from dragoman.types import Span

#: Shorter contents are phrases, not statements.
SHORTEST = 15


def remarks(reading: Reading, taken: Iterable[Span]) -> Iterator[Proposal]:
    """The remarks of a reading; `taken` are the passages that other assertions on somebody's word already hold."""
    held = list(taken)
    for attribution in reading.attributions:
        if not attribution.chain:
            continue
        for start, end in _statements(reading, attribution.content):
            covered = sum(max(0, min(e, end) - max(s, start)) for s, e in held)
            if end - start < SHORTEST or covered * 2 >= end - start:
                continue
            said = said_of(reading, start, end)
            yield Proposal(
                "remark", "said", start, end, {"said": said} if said else {}, attribution=attribution,
                confidence=0.5 * attribution.confidence + 0.2, rule="remark",
            )  # fmt: skip


def _statements(reading: Reading, content: Iterable[Span]) -> Iterator[Span]:
    """The pieces of a content, cut at sentence ends."""
    for start, end in content:
        at = start
        for sentence in reading.sentences:
            if sentence.end <= at or sentence.start >= end:
                continue
            yield max(at, sentence.start), min(end, sentence.end)
            at = min(end, sentence.end)
