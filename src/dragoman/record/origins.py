"""Where a wording comes from: passages that several reports share, and how many origins a set of lines really has.

Two passages share an origin where at least three in four of their word shingles are the same, or half of them and six in
seven of their words in order (a wire paragraph with small edits), and they appeared within a week; or where their chains
end with the same named agency, paper or person. Passages are compared, not pages, so a wire paragraph inside a longer
story is found. The comparison goes through an index of shingles, so that it grows with the number of passages and not
with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

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


def shingles(text: str) -> frozenset[bytes]:
    """Hashes of the runs of four words, case folded."""
    words = [w.casefold() for w in WORD.findall(text)]
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return frozenset(blake2b(run.encode(), digest_size=8).digest() for run in runs)


def copies(assertions: Iterable[Assertion]) -> dict[str, str]:
    """Map each line's id to the id of the first line whose passage it shares the wording with, over different reports.

    Lines without a twin map to themselves. Input order does not matter: the first is by publication, report and place.
    """
    ordered = sorted(assertions, key=lambda a: (a.published or "", a.report, a.evidence.start, a.id))
    marks: dict[str, frozenset[bytes]] = {}
    index: dict[bytes, list[int]] = defaultdict(list)
    first: dict[str, str] = {}
    for number, a in enumerate(ordered):
        first[a.id] = a.id
        if len(a.evidence.exact) < 4 * LEAST_WORDS or len(WORD.findall(a.evidence.exact)) < LEAST_WORDS:
            continue
        mine = shingles(a.evidence.exact)
        marks[a.id] = mine
        seen: dict[int, int] = defaultdict(int)
        for mark in mine:
            for other in index[mark][-COMMON:]:
                seen[other] += 1
        best: tuple[float, int] | None = None
        for other, shared in seen.items():
            b = ordered[other]
            if b.report == a.report or _days(a.published, b.published) > DAYS:
                continue
            likeness = shared / min(len(mine), len(marks[b.id]))
            if NEARLY <= likeness < ALIKE and _edited(a, b):
                likeness = ALIKE
            if likeness >= ALIKE and (best is None or (likeness, -other) > (best[0], -best[1])):
                best = (likeness, other)
        if best:
            first[a.id] = first[ordered[best[1]].id]
        for mark in mine:
            if len(index[mark]) <= COMMON:
                index[mark].append(number)
    return first


def _edited(a: Assertion, b: Assertion) -> bool:
    from rapidfuzz.distance import Indel  # 20 ms that most records do not need

    one, other = ([w.casefold() for w in WORD.findall(x.evidence.exact)] for x in (a, b))
    return Indel.normalized_similarity(one, other) >= EDITED


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


def _days(one: str | None, other: str | None) -> int:
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return 0
