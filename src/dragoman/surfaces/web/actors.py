"""Who is who and who quotes whom, for the pages of people and sources: plain tables out of a material or an identity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from dragoman.views.material import Material

MOST_QUESTIONS, MOST_OUTLETS, MOST_SOURCES = 30, 8, 24


@dataclass(frozen=True, slots=True)
class Quoting:
    """Outlet by source: how many lines of each outlet stand on each source's word.

    `unnamed` is, for each outlet, how many of its lines rest on somebody without a name, of how many that rest on
    anybody.
    """

    outlets: tuple[str, ...]
    lines: tuple[tuple[str, str, tuple[int, ...]], ...]
    unnamed: tuple[tuple[int, int], ...]


def reasons(identity: Any, material: Material) -> dict[str, list[Any]]:
    """For each actor of the material, why the names it was read under were taken for one."""
    found: dict[str, list[Any]] = {}
    for reason in identity.reasons:
        name = identity.name(reason.name)
        if name in material.actors:
            found.setdefault(name, []).append(reason)
    return found


def open_questions(identity: Any) -> tuple[Any, ...]:
    """Pairs of names that may be one actor and were left apart, the likeliest first."""
    made: tuple[Any, ...] = tuple(identity.proposals[:MOST_QUESTIONS])
    return made


def quoting(material: Material) -> Quoting:
    """Whom the outlets with most lines quote: the sources with most lines first."""
    by_outlet: Counter[str] = Counter()
    by_source: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[str, str, str]] = Counter()
    rests: Counter[str] = Counter()
    hidden: Counter[str] = Counter()
    for a in material.assertions:
        outlet = a.outlet or a.report
        by_outlet[outlet] += 1
        for name, kind in {(x.name, x.type) for x in a.attribution if x.name != outlet}:
            by_source[name, kind] += 1
            pairs[outlet, name, kind] += 1
        if a.attribution:
            rests[outlet] += 1
            hidden[outlet] += a.attribution[-1].type == "unnamed" or not a.attribution[-1].named
    outlets = sorted((o for o in by_outlet if rests[o]), key=lambda o: (-by_outlet[o], o))[:MOST_OUTLETS]
    sources = sorted(by_source, key=lambda s: (-by_source[s], s))[:MOST_SOURCES]
    return Quoting(
        tuple(outlets),
        tuple((name, kind, tuple(pairs[o, name, kind] for o in outlets)) for name, kind in sources),
        tuple((hidden[o], rests[o]) for o in outlets),
    )
