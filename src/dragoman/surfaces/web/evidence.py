"""The evidence behind a line: its paragraph cut into lit and plain pieces, its chain, and other passages of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dragoman.types import Assertion, Judgement, Report
from dragoman.views.material import Material
from dragoman.views.wording import cite, link_words, say, status_of, word_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `lit` is empty, `passage`, `source` or `cue`, `other` for passages of other lines."""

    text: str
    lit: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the panel shows of a line."""

    assertion: Assertion
    text: str
    status: str
    word: str
    cite: str
    report: Report
    pieces: tuple[Piece, ...]
    chain: tuple[tuple[str, str, str], ...]
    why: tuple[tuple[str, str], ...]
    judgements: tuple[Judgement, ...]
    others: tuple[tuple[str, str, str, str], ...]
    thing: Any = None
    superseded: bool = False


def gather(
    a: Assertion, report: Report, judgements: Iterable[Judgement], material: Material, *,
    same: Sequence[Assertion] = (), thing: Any = None, now: Assertion | None = None,
) -> Evidence:  # fmt: skip
    """The evidence of one line as read. `same` are the lines that tell the same, `thing` is the meeting or paper that it is
    a mention of, `now` the line as it stands after judgements (None where it is no longer part of the record)."""
    start, end = _paragraph(report.text, a.evidence.start, a.evidence.end)
    spans = [(a.evidence.start, a.evidence.end, "passage", "")]
    for link in a.attribution:
        if link.span:
            spans.append((*link.span, "source", ""))
        if link.cue_span:
            spans.append((*link.cue_span, "cue", ""))
    others = [b for b in same if b.id != a.id][:12]
    why = []
    if a.why:
        why.append(("reader", a.why.reader))
        if a.why.trigger:
            why.append(("trigger", report.text[slice(*a.why.trigger)]))
        why += [(name, report.text[s:e]) for name, s, e in a.why.fillers]
        why += [("doubt", doubt) for doubt in a.why.doubts]
    return Evidence(
        assertion=now or a,
        text=say(now or a, material.issues),
        status=status_of(now or a),
        word=word_of(a),
        cite=cite(a),
        report=report,
        pieces=cut(report.text, spans, start, end),
        chain=((cite(a), "published", "outlet"), *((link_words(x), x.cue or "", x.type) for x in a.attribution)),
        why=tuple(why),
        judgements=tuple(j for j in judgements if a.id in {j.subject, j.object}),
        others=tuple((b.id, b.evidence.exact, word_of(b), cite(b)) for b in others),
        thing=thing,
        superseded=now is None,
    )


def whole(
    report: Report, lines: Sequence[Assertion], lit: str, place: tuple[int, int] | None = None
) -> tuple[Piece, ...]:
    """A report's whole text with the passages of its lines marked and one of them, or the stretch `place`, lit."""
    if place and place[1] <= len(report.text):
        spans = [(*place, "passage", ""), *((a.evidence.start, a.evidence.end, "other", a.id) for a in lines)]
        return cut(report.text, spans, 0, len(report.text))
    spans = [(a.evidence.start, a.evidence.end, "passage" if a.id == lit else "other", a.id) for a in lines]
    spans.sort(key=lambda s: (s[2] != "passage", s[0], -s[1]))
    return cut(report.text, spans, 0, len(report.text))


def cut(text: str, spans: Sequence[tuple[int, int, str, str]], start: int, end: int) -> tuple[Piece, ...]:
    """Pieces of `text[start:end]`. Where spans overlap, the sources and cues win over the passage they stand in, and
    among passages the one that comes first in `spans`."""
    rank = {"source": 3, "cue": 3, "passage": 2, "other": 1}
    edges = sorted({start, end, *(min(max(p, start), end) for s in spans for p in s[:2])})
    first: dict[int, tuple[str, str]] = {}
    index = {edge: i for i, edge in enumerate(edges)}
    for a, b, kind, line in spans:
        a, b = min(max(a, start), end), min(max(b, start), end)
        for i in range(index[a], index[b]):
            if i not in first or rank[first[i][0]] < rank[kind]:
                first[i] = (kind, line)
    pieces: list[Piece] = []
    for i, (a, b) in enumerate(pairwise(edges)):
        kind, line = first.get(i, ("", ""))
        if pieces and (pieces[-1].lit, pieces[-1].line) == (kind, line):
            pieces[-1] = Piece(pieces[-1].text + text[a:b], kind, line)
        else:
            pieces.append(Piece(text[a:b], kind, line))
    return tuple(pieces)


def _paragraph(text: str, start: int, end: int, most: int = 1400) -> tuple[int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    return max(first, start - most // 2), min(last, end + most // 2)
