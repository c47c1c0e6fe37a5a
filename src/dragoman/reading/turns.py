"""Speech that layout attributes: turns of a transcript ('BERG: ...'), and a quotation followed by a dash and a name.

A transcript gives its speaker at the head of a paragraph, before a colon; the turn goes on until the next speaker. No verb
says so, which is why these are read by rule, with and without models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.reading.chains import Piece
from dragoman.reading.names import lists
from dragoman.reading.types import Name, Quotation
from dragoman.types import Span

_WORD = r"[^\W\d_][\w.’'-]*"
_LABEL = re.compile(
    rf"[“\"]?\s*(?P<who>{_WORD}(?: (?:(?:of|the|and|de|al|bin|van|von) )?{_WORD}){{0,5}})(?: \([^)\n]{{1,60}}\))?:(?=\s)"
)
_DASHED = re.compile(rf"\s*[—―–]\s*(?P<who>{_WORD}(?: {_WORD}){{0,4}})\s*(?=[,.;(\n]|$)")
_QUESTION = frozenset({"question", "q", "reporter", "journalist", "answer", "a", "moderator", "interviewer"})


def find_turns(
    text: str, paragraphs: Sequence[Span], names: Sequence[Name], quotations: Sequence[Quotation]
) -> list[Piece]:
    """Turns and dashed quotations in order of their place; the colon or dash is the cue."""
    return sorted(
        [*_turns(text, paragraphs, names), *_dashed(text, paragraphs, quotations)], key=lambda p: p.content[0]
    )


def _turns(text: str, paragraphs: Sequence[Span], names: Sequence[Name]) -> list[Piece]:
    labels: list[tuple[int, Span, Span]] = []
    people = {n.start for n in names if n.type == "person"}
    for number, (start, end) in enumerate(paragraphs):
        match = _LABEL.match(text, start, end)
        if match and _is_speaker(match.group("who"), people, match.start("who"), match.end("who")):
            labels.append((number, match.span("who"), (match.end() - 1, match.end())))
    # One label alone is a headline ('Analysis: ...') or a caption; a transcript has several, of at least two speakers or turns.
    if len(labels) < 3 or len({text[a:b].lower() for _, (a, b), _ in labels}) < 2:
        return []
    made = []
    for i, (number, who, colon) in enumerate(labels):
        stop = labels[i + 1][0] if i + 1 < len(labels) else number + 1
        spans = [(colon[1], paragraphs[number][1]), *paragraphs[number + 1 : stop]]
        content = tuple(span for span in (_trim(text, *s) for s in spans) if span[1] > span[0])
        if content:
            made.append(Piece(content, (colon,), (who,)))
    return made


def _is_speaker(who: str, people: set[int], start: int, end: int) -> bool:
    """Whether the words before a colon can be a speaker: a person's name, capitals, a title, 'Question'."""
    words = who.split()
    if who.lower() in _QUESTION or any(start <= at < end for at in people):
        return True
    if who.isupper() and len(who) > 2:
        return True
    return (
        words[0] in lists().heads | lists().modifiers | lists().honorifics and words[-1][0].isupper() and len(words) > 1
    )


def _dashed(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> list[Piece]:
    made = []
    ends = {b for _, b in paragraphs}
    for q in quotations:
        stop = min((b for b in ends if b >= q.end), default=len(text))
        match = _DASHED.match(text, q.end, stop)
        if match and all(w[0].isupper() or len(w) < 4 for w in match.group("who").split()) and q.end - q.start > 25:
            dash = re.search(r"[—―–]", match.group())
            at = match.start() + (dash.start() if dash else 0)
            made.append(Piece(((q.start, q.end),), ((at, at + 1),), (match.span("who"),)))
    return made


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
