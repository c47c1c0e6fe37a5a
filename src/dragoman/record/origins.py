"""Where a wording comes from: passages that several reports share, and how many origins a set of lines really has.

Two passages share an origin where at least three in four of their word shingles are the same, or half of them and six in
seven of their words in order (a wire paragraph with small edits), and they appeared within a week; or where their chains
end with the same named agency, paper or person. Passages are compared, not pages, so a wire paragraph inside a longer
story is found. The comparison goes through an index of shingles, so that it grows with the number of passages and not
with its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.types import Assertion

WORD = re.compile(r"\w+")
SHINGLE = 4
ALIKE = 0.75
#: The share of shingles from which passages are compared word by word, and the likeness that makes them one wording.
NEARLY, EDITED = 0.5, 0.86
LEAST_WORDS = 8
DAYS = 7
#: A shingle that stands in more passages than this is a formula ('the ministry of foreign affairs of'), no trace.
COMMON = 40


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of a set of lines: the chain's root where it is told, else the outlet that had the wording first."""

    name: str
    type: str  # as a link's type, or `wording` where outlets share words and no chain tells why
    outlets: tuple[str, ...]
    ids: tuple[str, ...]


def shingles(text: str) -> frozenset[int]:
    """Hashes of the runs of four words, case folded; empty for a passage too short to tell a copy by."""
    if len(text) < 4 * LEAST_WORDS:
        return frozenset()
    words = _words(text)
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(map(hash, zip(words, words[1:], words[2:], words[3:], strict=False)))


def _words(text: str) -> list[str]:
    if text.isascii():
        return WORD.findall(text.lower())
    folded = text.casefold()
    if len(folded) == len(text) and "\u0345" not in text:  # letter for letter, so that every word keeps its ends
        return WORD.findall(folded)
    return [word.casefold() for word in WORD.findall(text)]


def copies(assertions: Iterable[Assertion]) -> dict[str, str]:
    """Map each line's id to the id of the first line whose passage it shares the wording with, over different reports.

    Lines without a twin map to themselves. Input order does not matter: the first is by publication, report and place.
    """
    ordered = sorted(assertions, key=lambda a: (a.published or "", a.report, a.evidence.start, a.id))
    marks = _marks(ordered)
    days = [_day(a.published) for a in ordered]
    least = min((mark.count for mark in marks.values()), default=0)
    whole = None not in days  # then the last under a mark is the newest: where that is too old, all are
    index: dict[int, list[int]] = {}
    first: dict[str, str] = {}
    for number, a in enumerate(ordered):
        first[a.id] = a.id
        mine = marks.get(a.evidence.exact)
        if not mine or not mine.shared:
            continue
        today = days[number]
        oldest = today - DAYS if whole and today is not None else 0
        told: list[int] = []
        for mark in mine.shared:
            if known := index.get(mark):
                if not whole or (days[known[-1]] or 0) >= oldest:
                    told += known[-COMMON:]
                if len(known) <= COMMON:
                    known.append(number)
            else:
                index[mark] = [number]
        if not told:
            continue
        best: tuple[float, int] | None = None
        enough = NEARLY * min(mine.count, least)
        for other, shared in [item for item in Counter(told).items() if item[1] >= enough]:
            b = ordered[other]
            if b.report == a.report or not _near(days[other], today):
                continue
            likeness = shared / min(mine.count, marks[b.evidence.exact].count)
            if NEARLY <= likeness < ALIKE and _edited(a, b):
                likeness = ALIKE
            if likeness >= ALIKE and (best is None or (likeness, -other) > (best[0], -best[1])):
                best = (likeness, other)
        if best:
            first[a.id] = first[ordered[best[1]].id]
    return first


@dataclass(frozen=True, slots=True)
class _Marks:
    """How many shingles a passage has, and those of them that more than one report has: no others can tell a copy."""

    count: int
    shared: frozenset[int]


def _marks(lines: Iterable[Assertion]) -> dict[str, _Marks]:
    """The marks of every passage that is long enough, by its words."""
    found: dict[str, frozenset[int]] = {}
    by_report: dict[str, set[int]] = {}
    for a in lines:
        exact = a.evidence.exact
        if exact not in found:
            found[exact] = shingles(exact)
        by_report.setdefault(a.report, set()).update(found[exact])
    told: set[int] = set()
    shared: set[int] = set()
    for marks in by_report.values():
        shared |= marks & told
        told |= marks
    return {exact: _Marks(len(mine), mine & shared) for exact, mine in found.items() if mine}


def _edited(a: Assertion, b: Assertion) -> bool:
    from rapidfuzz.distance import Indel  # 20 ms that most records do not need

    return Indel.normalized_similarity(_words(a.evidence.exact), _words(b.evidence.exact)) >= EDITED


def origins(lines: Iterable[Assertion], copied: Mapping[str, str]) -> tuple[Origin, ...]:
    """The origins of lines that tell the same thing: roots of chains first, then shared wordings, then outlets."""
    groups: dict[tuple[str, str], list[Assertion]] = {}
    roots: dict[str, tuple[str, str]] = {}
    lines = list(lines)
    for a in lines:
        if a.attribution:
            last = a.attribution[-1]
            roots.setdefault(copied.get(a.id, a.id), (last.name, last.type))
    for a in lines:
        if a.attribution:
            key = (a.attribution[-1].name, a.attribution[-1].type)
        else:
            key = roots.get(copied.get(a.id, a.id)) or (_first_outlet(a, lines, copied), "outlet")
        groups.setdefault(key, []).append(a)
    return tuple(
        Origin(name, type_, tuple(sorted({a.outlet or a.report for a in group})), tuple(a.id for a in group))
        for (name, type_), group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _first_outlet(a: Assertion, lines: list[Assertion], copied: Mapping[str, str]) -> str:
    root = copied.get(a.id, a.id)
    return next((b.outlet or b.report for b in lines if b.id == root), a.outlet or a.report)


@lru_cache(maxsize=4096)
def _day(iso: str | None) -> int | None:
    """The number of a day; None for a date that is none or no whole one, which is near to all."""
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= DAYS
