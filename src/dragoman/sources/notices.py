"""Credits, bylines, datelines and service notices: found in a report's text and kept from being evidence.

Patterns are data (`notices.toml`). Finding them changes no text: a notice is a span. A credit's licence and a correction
are also kept as metadata, as (name, words) pairs.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.types import Notice

_LICENCE = re.compile(
    r"https?://creativecommons\.org/\S+?(?=[\s,;)\]]|$)|\bCC[ -]?(?:BY(?:-(?:SA|ND|NC))*|0)(?:[ -]\d\.\d)?|"
    r"\bpublic domain\b|\bCreative Commons\b[^,;.\n]{0,40}",
    re.I,
)
_LINE = re.compile(r"[^\r\n]+")
_OPENING_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of notices.toml, compiled."""

    kind: str
    scope: str
    need: tuple[str, ...]
    longest: int
    compiled: re.Pattern[str]


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The patterns, in the order of the file; the first that claims a stretch keeps it."""
    data = tomllib.loads(files("dragoman.sources").joinpath("notices.toml").read_text(encoding="utf-8"))
    return tuple(
        Pattern(
            kind=entry["kind"],
            scope=entry["scope"],
            need=tuple(entry["need"]),
            longest=entry.get("longest", 200),
            compiled=re.compile(entry["pattern"], 0 if entry.get("case") else re.I),
        )
        for entry in data["pattern"]
    )


def notices(text: str, header: Notice | None = None) -> tuple[Notice, ...]:
    """The notices of a text, sorted, none overlapping another. `header` is one that is already known."""
    low = text.lower()
    if len(low) != len(
        text
    ):  # a few letters grow when lowered; `need` is only a filter, so offsets do not depend on it
        low = text.casefold()
    taken: list[Notice] = [header] if header else []
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, header.end if header else 0)]
    for pattern in patterns():
        if pattern.need and not any(word in low for word in pattern.need):
            continue
        for start, end in _found(pattern, text, lines):
            if all(end <= other.start or other.end <= start for other in taken):
                taken.append(Notice(start, end, pattern.kind))
    return tuple(sorted(taken, key=lambda notice: notice.start))


def _found(pattern: Pattern, text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if pattern.scope == "text":
        return [_trimmed(text, m.start(), m.end()) for m in pattern.compiled.finditer(text) if m.end() > m.start()]
    found = []
    for start, end in lines if pattern.scope == "line" else lines[:_OPENING_PARAGRAPHS]:
        start, end = _trimmed(text, start, end)
        if pattern.scope == "opening":
            match = pattern.compiled.match(text, start, end)
            # A dateline is followed by the report: a line in capitals alone is a headline.
            if match and match.end() < end:
                found.append(_trimmed(text, match.start(), match.end()))
        elif 0 < end - start <= pattern.longest and pattern.compiled.fullmatch(text, start, end):
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def metadata(text: str, found: tuple[Notice, ...]) -> tuple[tuple[str, str], ...]:
    """What the notices tell about the report: credits with their licence, bylines, corrections."""
    pairs = []
    for notice in found:
        words = text[notice.start : notice.end]
        if notice.kind in ("credit", "byline"):
            pairs.append((notice.kind, words))
        elif notice.kind == "notice" and re.match(r"\W*(?:correct|clarif)|.*\bcorrected\b", words, re.I):
            pairs.append(("correction", words))
        if notice.kind == "credit":
            pairs += [("licence", licence) for licence in _LICENCE.findall(words)]
    return tuple(pairs)
