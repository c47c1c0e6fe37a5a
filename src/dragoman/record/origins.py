"""Where a wording comes from: passages that several reports share, and how many origins a set of lines really has.

Two passages share an origin where at least three in four of their runs of four words are the same, or half of them and six in
seven of their words in order (a wire paragraph with small edits), and they appeared within a week; or where their chains
end with the same named agency, paper or person. Passages are compared, not pages, so a wire paragraph inside a longer
story is found. The comparison goes through an index of runs, so that it grows with the number of passages and not
with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter

from dragoman.record.wordings import Worded, words
from dragoman.types import Assertion

ALIKE = 0.75
#: The share of runs from which passages are compared word by word, and the likeness that makes them one wording.
NEARLY, EDITED = 0.5, 0.86
DAYS = 7
#: A run that stands in more passages than this is a formula ('the ministry of foreign affairs of'), no trace.
COMMON = 40


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of a set of lines: the chain's root where it is told, else the outlet that had the wording first."""

    name: str
    type: str  # as a link's type, or `wording` where outlets share words and no chain tells why
    outlets: tuple[str, ...]
    ids: tuple[str, ...]


def copies(passages: Iterable[Worded]) -> dict[str, str]:
    """Map the id of each line whose passage has the wording of another report's to the id of the first line that has it.

    Lines without a twin before them are left out. Input order does not matter: the first is by publication, report and place.
    """
    told_by_many = _shared(ordered := sorted(passages, key=itemgetter(0, 1, 2, 3)))
    least = min((len(one.runs) for one in ordered), default=0)
    candidates = [(one, mine) for one in ordered if (mine := told_by_many.intersection(one.runs))]
    days = [_day(one.published) for one, _ in candidates]
    whole = None not in days  # then the last under a run is the newest: where that is too old, all are
    index: dict[int, list[int]] = {}
    first: dict[str, str] = {}
    for number, (a, mine) in enumerate(candidates):
        size = len(a.runs)
        today = days[number]
        oldest = today - DAYS if whole and today is not None else 0
        told: list[int] = []
        for run in mine:
            if known := index.get(run):
                if not whole or (days[known[-1]] or 0) >= oldest:
                    told += known[-COMMON:]
                if len(known) <= COMMON:
                    known.append(number)
            else:
                index[run] = [number]
        if not told:
            continue
        best: tuple[float, int] | None = None
        enough = NEARLY * min(size, least)
        for other, shared in [item for item in Counter(told).items() if item[1] >= enough]:
            b = candidates[other][0]
            if b.report == a.report or not _near(days[other], today):
                continue
            likeness = shared / min(size, len(b.runs))
            if NEARLY <= likeness < ALIKE and _edited(a, b):
                likeness = ALIKE
            if likeness >= ALIKE and (best is None or (likeness, -other) > (best[0], -best[1])):
                best = (likeness, other)
        if best:
            twin = candidates[best[1]][0].id
            first[a.id] = first.get(twin, twin)
    return first


def _shared(ordered: Iterable[Worded]) -> set[int]:
    """The runs that more than one report has: no others can tell a copy."""
    by_report: dict[str, set[int]] = {}
    for one in ordered:
        by_report.setdefault(one.report, set()).update(one.runs)
    told: set[int] = set()
    shared: set[int] = set()
    for runs in by_report.values():
        shared |= runs & told
        told |= runs
    return shared


def _edited(a: Worded, b: Worded) -> bool:
    one, other = words(a.exact), words(b.exact)
    return 2 * in_order(one, other) / (len(one) + len(other)) >= EDITED


def in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the longest sequence has that stands, perhaps with gaps, in both.

    One bit for each word of `one`, all of them moved on at once (Hyyrö 2004): as fast as a library that takes 10 ms to import.
    """
    places: dict[str, int] = {}
    for number, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << number
    whole = open_ = (1 << len(one)) - 1
    for word in other:
        met = open_ & places.get(word, 0)
        open_ = ((open_ + met) | (open_ - met)) & whole
    return len(one) - open_.bit_count()


def origins(lines: Iterable[Assertion], copied: Mapping[str, str]) -> tuple[Origin, ...]:
    """The origins of lines that tell the same thing: roots of chains first, then shared wordings, then outlets."""
    lines = list(lines)
    if len(lines) == 1:  # as five claims in six
        (only,) = lines
        outlet = only.outlet or only.report
        name, type_ = (only.attribution[-1].name, only.attribution[-1].type) if only.attribution else (outlet, "outlet")
        return (Origin(name, type_, (outlet,), (only.id,)),)
    groups: dict[tuple[str, str], list[Assertion]] = {}
    roots: dict[str, tuple[str, str]] = {}
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
