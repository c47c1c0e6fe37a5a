"""Paragraphs and sentences of a report, as spans into its text.

A paragraph is a line, or a block of lines where the text is wrapped at a fixed width. Notices of the report are cut out
before sentences are found, so that no sentence holds a credit or a byline. Boundaries come from sentencex; inside a
quotation of several sentences, and where it took an abbreviation for an end, they are mended here.

A report that is one giant paragraph is cut into sentences like any other; its paragraph number is then always 0. What goes
on without a stop for longer than LONGEST is cut too, since what readers take for one sentence grows with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.reading.types import Sentence
from dragoman.types import Notice, Span

#: A block of lines is taken for wrapped text when no line is longer than this and most inner lines end without a stop.
WRAP_WIDTH = 100
#: Longer stretches are handed to sentencex in pieces cut at white space: its cost grows faster than the length.
PIECE = 20_000
#: Characters of one sentence. No sentence that somebody wrote is as long; tables and transcripts without stops are.
LONGEST = 1_500

_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘'])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Brig|Sen|Rep|Gov|Pres|Amb|St|Ste|Mt|"
    r"Messrs|vs|No|Nos|Art|Sec|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|ca|cf|e\.g|i\.e|[A-Z])\.\s*$"
)
_ENDS_OPEN = re.compile(r"(?:^|\s)(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros|U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|etc|al)\.\s*$")
#: Dotted capitals ('V.R.', 'U.S.'): whether they end a sentence is left to sentencex.
_DOTTED = re.compile(r"(?:^|[\s(“\"‘'])(?:[A-Z]\.){2,}\s*$")
_INNER_END = re.compile(r"[.!?…]+[)\]]?\s+(?=[\"“‘'(\[]?[A-ZÀ-ÞЀ-Я0-9])")
_TERMINAL = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
_HARD_SPACE = re.compile(r"\S")


def paragraphs(text: str, notices: Iterable[Notice] = ()) -> tuple[Span, ...]:
    """Spans of the paragraphs of `text`, without surrounding white space, notices cut out."""
    found: list[Span] = []
    held = sorted((n.start, n.end) for n in notices)
    for start, end in _blocks(text):
        at = start
        for notice_start, notice_end in held:
            if notice_end <= at or notice_start >= end:
                continue
            _keep(text, at, notice_start, found)
            at = max(at, notice_end)
        _keep(text, at, end, found)
    return tuple(found)


def sentences(text: str, spans: Iterable[Span]) -> tuple[Sentence, ...]:
    """Sentences within the paragraphs `spans`; each is trimmed of white space and never empty."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(spans):
        for first, last in _boundaries(text, start, end):
            trimmed = _trim(text, first, last)
            if trimmed:
                found.append(Sentence(trimmed[0], trimmed[1], number))
    return tuple(found)


def _blocks(text: str) -> Iterator[Span]:
    """Lines, or whole blocks where the lines are wrapped; of two lines only where the text has longer wrapped blocks."""
    wrapped_text = False
    for block in re.finditer(r"[^\r\n]+(?:(?:\r\n|\n|\r)[^\r\n]+)*", text):
        lines = [(m.start() + block.start(), m.end() + block.start()) for m in re.finditer(r"[^\r\n]+", block.group())]
        lines = [(s, e) for s, e in lines if _HARD_SPACE.search(text, s, e)]
        if len(lines) >= 3 - wrapped_text and len(lines) > 1 and _wrapped(text, lines):
            wrapped_text = True
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines


def _wrapped(text: str, lines: list[Span]) -> bool:
    inner = lines[:-1]
    if max(e - s for s, e in lines) > WRAP_WIDTH or min(e - s for s, e in inner) < 30:
        return False
    return sum(not _TERMINAL.search(text[s:e]) for s, e in inner) * 2 > len(inner)


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    trimmed = _trim(text, start, end) if end > start else None
    if trimmed:
        found.append(trimmed)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > PIECE:
        cut = max((m.end() for m in re.finditer(r"[.!?]\s|\s{2}", text[start + PIECE // 2 : start + PIECE])), default=0)
        cut = start + PIECE // 2 + cut if cut else start + PIECE
        yield start, cut
        start = cut
    yield start, end


def _boundaries(text: str, start: int, end: int) -> Iterator[Span]:
    for first, last in _pieces(text, start, end):
        yield from _within(text, first, last)


def _within(text: str, start: int, end: int) -> Iterator[Span]:
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

    stretch = text[start:end]
    at, ends = 0, []
    for boundary in get_sentence_boundaries("en", stretch):
        # sentencex's own offsets are not relied upon: they have counted bytes, and it drops some white space.
        piece = boundary["text"].strip()
        where = stretch.find(piece, at) if piece else -1
        if where >= 0:
            ends.append((where, where + len(piece)))
            at = where + len(piece)
    merged: list[tuple[int, int]] = []
    for first, last in ends:
        if merged and _continues(stretch[merged[-1][0] : merged[-1][1]], stretch[first:last]):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((merged[-1][1] if merged else 0, last))
    if not merged:
        merged = [(0, len(stretch))]
    merged[-1] = (merged[-1][0], len(stretch))
    for first, last in merged:
        for a, b in _split_inside(stretch, first, last):
            for c, d in _no_longer(stretch, a, b):
                yield start + c, start + d


def _no_longer(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what is longer than LONGEST after a comma or the like, else at white space, else where it is full."""
    while end - start > LONGEST:
        middle, most = start + LONGEST // 2, start + LONGEST
        cuts = [m.end() for m in re.finditer(r"[,;:|\n]\s", text[middle:most])] or [
            m.end() for m in re.finditer(r"\s", text[middle:most])
        ]
        cut = middle + cuts[-1] if cuts else most
        yield start, cut
        start = cut
    yield start, end


def _continues(before: str, after: str) -> bool:
    """Whether `after` belongs to the sentence `before`."""
    if _ABBREVIATION.search(before):
        return True
    if _ENDS_OPEN.search(before) and after[:1].islower():
        return True
    # A short closing stretch such as `"` or `)` left over after the stop.
    return not any(c.isalnum() for c in after)


def _split_inside(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut at stops that sentencex passed over, as it does within quotation marks and brackets."""
    at = start
    for match in _INNER_END.finditer(text, start, end):
        before = text[at : match.end()].rstrip()
        if len(before.split()) < 2 or any(p.search(before) for p in (_ABBREVIATION, _ENDS_OPEN, _DOTTED)):
            continue
        if match.end() < end:
            yield at, match.end()
            at = match.end()
    yield at, end
