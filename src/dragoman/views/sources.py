"""On whose word the record stands: who is quoted, by which outlets, how often without a name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source: a person, agency, paper, outlet in its own voice, or a description without a name."""

    name: str
    type: str
    named: bool
    lines: int
    outlets: tuple[str, ...]
    reports: int
    unnamed: str
    kinds: str
    ids: tuple[str, ...]


def build(material: Material) -> tuple[SourceRow, ...]:
    """Rows by the number of lines that rest on the source's word. `unnamed` tells, for an outlet or agency, how many
    of its lines rest on nobody named."""
    found: dict[tuple[str, str, bool], list[Assertion]] = {}
    for a in material.assertions:
        found.setdefault((a.outlet or a.report, "outlet", True), []).append(a)
        for link in a.attribution:
            key = (link.name, link.type, link.named and link.type != "unnamed")
            if key[0] != (a.outlet or a.report):
                found.setdefault(key, []).append(a)
    rows = [_row(key, lines) for key, lines in found.items()]
    return tuple(sorted(rows, key=lambda r: (-r.lines, r.name)))


def _row(key: tuple[str, str, bool], lines: list[Assertion]) -> SourceRow:
    name, type_, named = key
    hidden = sum(
        1 for a in lines if a.attribution and (a.attribution[-1].type == "unnamed" or not a.attribution[-1].named)
    )
    kinds = Counter(a.kind for a in lines)
    return SourceRow(
        name=name,
        type=type_,
        named=named,
        lines=len(lines),
        outlets=tuple(sorted({a.outlet or a.report for a in lines})),
        reports=len({a.report for a in lines}),
        unnamed=f"{hidden} of {len(lines)}" if type_ in {"outlet", "agency"} else "",
        kinds=", ".join(f"{kind} {n}" for kind, n in kinds.most_common(3)),
        ids=tuple(a.id for a in lines),
    )
