"""Full text: reports that hold the words asked for, with every match at its place in the text.

The order is by date, newest first, and depends on nothing else that is in the record: a search as of a day finds what a
dossier of that day would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.record.asof import Cut
from dragoman.record.selects import Selects
from dragoman.types import Span

_TERM = re.compile(r'(?P<not>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WIDTH = 240
_BREAK = re.compile(r"(?<=[.!?]['\")\]”’])\s+|(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A report with the words asked for.

    `snippet` is the stretch from `start` to `end` around most of them, `matches` every place of one in the text, in
    order; all count code points of the report's text. Where only the title holds the words there are no matches.
    """

    report: str
    published: str
    outlet: str | None
    title: str | None
    start: int
    end: int
    snippet: str
    matches: tuple[Span, ...]


def match_expression(query: str) -> str:
    """What a person types as FTS5 understands it: all words, "phrases", `word*`, `-without`, `OR` between two.

    Raises UsageError where nothing to look for is left.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for term in _TERM.finditer(query):
        words = term["phrase"] if term["phrase"] is not None else term["word"]
        if words == "OR" and term["phrase"] is None and wanted:
            either = True
            continue
        if not any(letter.isalnum() for letter in words):
            continue
        star = "*" if term["word"] and words.endswith("*") else ""
        quoted = '"' + words.rstrip("*").replace('"', "") + '"' + star
        if term["not"]:
            unwanted.append(quoted)
        elif either:
            wanted[-1] = f"{wanted[-1]} OR {quoted}"
        else:
            wanted.append(quoted)
        either = False
    if not wanted:
        raise UsageError(f"search: there is no word to look for in {query!r}.")
    expression = " AND ".join(f"({term})" for term in wanted)
    return " NOT ".join([f"({expression})", *unwanted])


def search(selects: Selects, query: str, cut: Cut, *, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Current versions whose title or text holds what `query` asks for, newest first."""
    expression = match_expression(query)
    found = selects.rows(
        "SELECT v.version, v.report, v.published, v.outlet, v.title, v.text"
        " FROM fulltext f JOIN versions v ON v.version = f.rowid"
        f" WHERE fulltext MATCH :expression AND {cut.versions('v')}"
        " ORDER BY v.published DESC, v.report LIMIT :limit OFFSET :offset",
        {"expression": expression, "limit": limit, "offset": offset, **cut.parameters},
    )
    hits = []
    for row in found:
        opening, closing = _marks(row.text)
        (marked,) = selects.column(
            "SELECT highlight(fulltext, 1, :opening, :closing) FROM fulltext"
            " WHERE fulltext MATCH :expression AND rowid = :version",
            {"opening": opening, "closing": closing, "expression": expression, "version": row.version},
        )
        matches = tuple(_places(marked, opening, closing))
        start, end = _around(row.text, matches)
        snippet = row.text[start:end]
        hits.append(Hit(row.report, row.published, row.outlet, row.title, start, end, snippet, matches))
    return hits


def _marks(text_: str) -> tuple[str, str]:
    """Two characters that the text does not hold, to mark matches with."""
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text_)
    return next(free), next(free)


def _places(marked: str, opening: str, closing: str) -> list[Span]:
    """The spans between marks, in offsets of the text without them."""
    spans = []
    removed = 0
    start = 0
    for position, letter in enumerate(marked):
        if letter == opening:
            start = position - removed
            removed += 1
        elif letter == closing:
            spans.append((start, position - removed))
            removed += 1
    return spans


def _around(text_: str, matches: tuple[Span, ...]) -> Span:
    """The stretch of about 240 characters with most matches, cut at sentences where they are near."""
    if not matches:
        end = min(len(text_), _WIDTH)
        return 0, end
    best = max(matches, key=lambda span: (sum(span[0] <= other[0] < span[0] + _WIDTH for other in matches), -span[0]))
    breaks = [0, *(match.end() for match in _BREAK.finditer(text_)), len(text_)]
    start = max((place for place in breaks if place <= best[0]), default=0)
    if best[0] - start > _WIDTH:
        start = text_.find(" ", best[0] - _WIDTH // 2) + 1 or best[0]
        start = min(start, best[0])
    end = next((place for place in breaks if place >= max(best[1], start + _WIDTH // 2)), len(text_))
    if end - start > 2 * _WIDTH:
        end = max(text_.rfind(" ", best[1], start + _WIDTH), best[1])
    while end > start and text_[end - 1].isspace():
        end -= 1
    return start, end
