"""On whose word: every attribution of a report, its content, cue and source, who speaks, and the chain.

The learned reader finds the pieces (`attribution_decoding`); without models rules do (`attribution_rules`). What follows is
the same for both: quotations that no cue accounts for go to the speaker carried over from before, speakers are resolved
within the report, and chains are built.

    read_attributions([Material(text, paragraphs, sentences, names, quotations), ...]) -> [(attributions, signals), ...]

A report's attributions do not depend on what else is in the batch.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reading.chains import Piece, chain_all
from dragoman.reading.encoder import Signals, available, load_encoder
from dragoman.reading.quotations import quoted
from dragoman.reading.speakers import Speakers
from dragoman.reading.turns import find_turns
from dragoman.reading.types import Attribution, Name, Quotation, Sentence
from dragoman.types import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: A quotation shorter than this many words is a phrase or a title, and nobody's statement by itself.
STATEMENT = 6
#: How sure we are of a speaker carried over to a quotation without a cue, of what rules find, and of what layout says.
CARRIED, RULED, LAID_OUT = 0.5, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Material:
    """What attribution is read from: the text and the layers below it."""

    text: str
    paragraphs: Sequence[Span]
    sentences: Sequence[Sentence]
    names: Sequence[Name]
    quotations: Sequence[Quotation]


@dataclass(frozen=True, slots=True)
class _Found:
    piece: Piece
    confidence: float
    carried: bool = False


def find_attributions(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    quotations: Sequence[Quotation],
    *,
    models: bool = True,
) -> tuple[tuple[Attribution, ...], Signals | None]:
    """The attributions of one report by place, and the encoder's signals (None without models)."""
    return read_attributions([Material(text, paragraphs, sentences, names, quotations)], models=models)[0]


def read_attributions(
    reports: Sequence[Material], *, models: bool = True
) -> list[tuple[tuple[Attribution, ...], Signals | None]]:
    """The same for many reports, in order. Without weights or onnxruntime it reads by rules, as with `models` off."""
    if models and available():
        from dragoman.reading.attribution_decoding import Decoding, decode, linked_cues

        how = Decoding()
        signals = load_encoder().read([(r.text, r.paragraphs) for r in reports])
        cues = linked_cues(signals, how.cue)
        made: list[tuple[tuple[Attribution, ...], Signals | None]] = []
        for report, seen, near in zip(reports, signals, cues, strict=True):
            found = [
                _Found(Piece(f.content, (f.cue,), f.source), f.confidence)
                for f in decode(seen.windows, near, report.text, report.quotations, how)
            ]
            made.append((_finish(report, found), _lean(seen)))
        return made
    from dragoman.reading.attribution_rules import find_by_rules

    return [
        (_finish(r, [_Found(p, RULED) for p in find_by_rules(r.text, r.sentences, r.names, r.quotations)]), None)
        for r in reports
    ]


def _lean(signals: Signals) -> Signals:
    """The signals without what only linking needed, two kilobytes a wordpiece: readings are kept while others are read."""
    values = tuple({k: v for k, v in each.items() if k != "attribution.link"} for each in signals.values)
    return Signals(signals.windows, values, signals.encoder)


def to_rows(attributions: Sequence[Attribution]) -> list[dict[str, Any]]:
    """The attributions as `dragoman read --layer attributions` prints them: lists of [start, end]."""
    return [
        {name: [list(span) for span in getattr(a, name)] for name in ("content", "source", "cue")} for a in attributions
    ]


def directness(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> str:
    """`direct` where nine words in ten of the content are quoted, `indirect` where none is, `mixed` between."""
    total = inside = 0
    for start, end in content:
        for word in _WORD.finditer(text, start, end):
            total += 1
            inside += quoted(quotations, word.start(), word.end()) > 0
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"


def _finish(report: Material, found: list[_Found]) -> tuple[Attribution, ...]:
    """Carried speakers, resolution and chains on top of the pieces found."""
    found = [_Found(_whole_source(f.piece, report), f.confidence) for f in found]
    turns = find_turns(report.text, report.paragraphs, report.names, report.quotations)
    turns = [t for t in turns if not _known(t, found)]
    found = [f for f in found if not any(_same_cue(f.piece, t) for t in turns)]
    found += [_Found(t, LAID_OUT) for t in turns]
    found = [*found, *_carried(report, found)]
    found.sort(key=lambda f: _extent(f.piece))
    sources = [span for f in found for span in f.piece.source]
    speakers = Speakers(report.text, report.names, report.sentences, sources)
    chains = chain_all([f.piece for f in found], report.text, report.names, report.sentences, speakers)
    return tuple(
        Attribution(
            content=f.piece.content,
            cue=f.piece.cue,
            source=() if f.carried else f.piece.source,
            directness=directness(report.text, f.piece.content, report.quotations),
            chain=made.chain,
            confidence=f.confidence,
            doubts=(*made.doubts, *(("no cue: the speaker is carried over",) if f.carried else ())),
        )
        for f, made in zip(found, chains, strict=True)
    )


def _whole_source(piece: Piece, report: Material) -> Piece:
    """The piece with every name that its source cuts into, or breaks off before ('President of'), made whole."""
    made = []
    for start, end in piece.source:
        at = bisect_left(report.names, start, key=lambda n: n.end)
        for name in report.names[at : at + 6]:
            gap = report.text[end : name.start] if name.start >= end else ""
            open_end = name.start >= end and re.search(r"\b(?:of|for|the)$", report.text[start:end]) and gap.isspace()
            if (name.start < end and name.end > start) or open_end:
                start, end = min(start, name.start), max(end, name.end)
        if not any(a < end and b > start for a, b in (*piece.cue, *piece.content)):
            made.append((start, end))
        else:
            made.append(piece.source[len(made)])
    return Piece(piece.content, piece.cue, tuple(made))


def _known(turn: Piece, found: Sequence[_Found]) -> bool:
    """Whether an attribution was already found for most of what a turn says, by a cue outside it."""
    size = sum(b - a for a, b in turn.content)
    for f in found:
        shared = sum(max(0, min(b, d) - max(a, c)) for a, b in turn.content for c, d in f.piece.content)
        if shared > 0.6 * size and not any(a <= c < b for c, _ in f.piece.cue for a, b in turn.content):
            return True
    return False


def _same_cue(one: Piece, other: Piece) -> bool:
    return any(a < d and b > c for a, b in one.cue for c, d in other.cue)


def _extent(piece: Piece) -> Span:
    spans = [*piece.content, *piece.cue, *piece.source]
    return min(a for a, _ in spans), max(b for _, b in spans)


def _carried(report: Material, found: Sequence[_Found]) -> list[_Found]:
    """Statements between quotation marks that no attribution holds, given to the speaker before them.

    The speaker is that of the last attribution whose content is quoted, in the same paragraph or, where the paragraph opens
    with the quotation, in the one before: a split or a continued quotation.
    """
    made: list[_Found] = []
    spoken = [f for f in found if f.piece.source and any(quoted(report.quotations, a, b) for a, b in f.piece.content)]
    for q in report.quotations:
        if len(_WORD.findall(report.text[q.start : q.end])) < STATEMENT:
            continue
        if any(a < q.end and b > q.start for f in [*found, *made] for a, b in f.piece.content):
            continue
        number = next((i for i, (a, b) in enumerate(report.paragraphs) if a <= q.start < b), None)
        if number is None:
            continue
        opens = not report.text[report.paragraphs[number][0] : q.start].strip()
        floor = report.paragraphs[number - 1 if opens and number else number][0]
        before = [f for f in spoken if floor <= _extent(f.piece)[0] and _extent(f.piece)[1] <= q.start]
        if before:
            last = max(before, key=lambda f: _extent(f.piece)[1])
            made.append(_Found(Piece(((q.start, q.end),), (), last.piece.source), CARRIED, carried=True))
    return made
