"""Outlets side by side: how each tells it, whom each quotes and how often unnamed, its loaded words, what it leaves out.

It shows passages and counts. It gives no score of bias.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from dragoman.record import links as linking
from dragoman.record.claims import claims
from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.wording import date_words, say

#: Words that take a side in the outlet's own voice. Data: a definition of the class, not of any conflict.
LOADED = re.compile(
    r"\b(so[- ]called|self[- ](?:styled|proclaimed|declared)|regime|junta|puppet|stooge|cronies|henchm[ae]n|clique|"
    r"terrorists?|militants?|thugs?|illegal annexation|illegally annexed|occupiers?|invaders?|aggressors?|brutal|barbaric|"
    r"heroic|martyrs?|massacre|sham|bogus|propaganda|ultimatum|capitulation|provocations?|maximalist|hardline|"
    r"pro-state|state-controlled|mouthpiece)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A loaded word in an outlet's own voice, with its passage."""

    word: str
    quote: str
    id: str


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet. `leaves_out` are claims that at least two other outlets tell and it does not, over the days it reported."""

    id: str
    outlet: str
    reports: int
    lines: int
    own_voice: str
    quotes: str
    unnamed: str
    loaded: str
    leaves_out: str
    loaded_words: tuple[Loaded, ...]
    left_out: tuple[str, ...]
    ids: tuple[str, ...]


def build(material: Material) -> tuple[OutletRow, ...]:
    """Rows by the number of lines."""
    by_outlet: dict[str, list[Assertion]] = {}
    for a in material.assertions:
        by_outlet.setdefault(a.outlet or a.report, []).append(a)
    links = linking.link(material.of_kind("meeting", "document", "step"), material.judgements)
    told: list[tuple[str, set[str], str]] = []
    for claim in claims(material.assertions, links):
        outlets = {a.outlet or a.report for a in claim.lines}
        if len(outlets) > 1 and claim.key[0] != "position":
            told.append(
                (
                    f"{date_words(claim.lines[0].published)}: {say(claim.lines[0], material.issues)}",
                    outlets,
                    claim.lines[0].published or "",
                )
            )
    rows = [_row(outlet, lines, told) for outlet, lines in by_outlet.items()]
    return tuple(sorted(rows, key=lambda r: (-r.lines, r.outlet)))


def _row(outlet: str, lines: list[Assertion], told: list[tuple[str, set[str], str]]) -> OutletRow:
    own = [a for a in lines if not a.attribution]
    quoted = Counter(link.name for a in lines for link in a.attribution if link.type != "outlet" or link.name != outlet)
    hidden = sum(
        1 for a in lines if a.attribution and (a.attribution[-1].type == "unnamed" or not a.attribution[-1].named)
    )
    days = {a.published for a in lines}
    loaded = [
        Loaded(m.group().casefold(), a.evidence.exact, a.id)
        for a in {(x.report, x.evidence.start, x.evidence.end, x.evidence.exact): x for x in own}.values()
        for m in LOADED.finditer(a.evidence.exact)
    ]
    left_out = tuple(text for text, outlets, day in told if outlet not in outlets and day in days)
    words = Counter(item.word for item in loaded)
    return OutletRow(
        id=lines[0].id,
        outlet=outlet,
        reports=len({a.report for a in lines}),
        lines=len(lines),
        own_voice=f"{len(own)} of {len(lines)}",
        quotes=", ".join(f"{name} {n}" for name, n in quoted.most_common(5)),
        unnamed=f"{hidden} of {len(lines) - len(own)}",
        loaded=", ".join(f"{word} {n}" for word, n in words.most_common(6)),
        leaves_out="; ".join(left_out[:3]) + (f"; and {len(left_out) - 3} more" if len(left_out) > 3 else ""),
        loaded_words=tuple(loaded),
        left_out=left_out,
        ids=tuple(a.id for a in lines),
    )
