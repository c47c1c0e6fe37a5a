"""How well the record knows the same actor, meeting, paper and origin again across reports.

    python evaluation/coreference.py [--json] [--errors]

Reads the invented reports of `tests/cases/coreference`, whose lines are told and not read, so that identity is measured
apart from reading. B-cubed: for each mention, precision is the share of the mentions in its cluster that are of its entity,
recall the share of its entity's mentions that are in its cluster; the figures are means over all mentions of all cases.
`wrong_merges` counts pairs of mentions put together that are of two entities; `merged_pairs` all pairs put together.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from coreference_cases import Case, actor_names, load_cases
from dragoman.record.identity import resolve_actors
from dragoman.record.links import link
from dragoman.record.origins import copies, origins
from dragoman.record.wordings import worded

Mention = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Clusters:
    """One grouping of mentions by what is true and by what was found."""

    gold: Mapping[Mention, Hashable]
    found: Mapping[Mention, Hashable]

    def b_cubed(self) -> tuple[float, float, int]:
        """Sums of precision and recall over the mentions, and their number."""
        gold, found, both = Counter(self.gold.values()), Counter(self.found.values()), Counter()
        for mention, entity in self.gold.items():
            both[entity, self.found[mention]] += 1
        precision = sum(both[e, self.found[m]] / found[self.found[m]] for m, e in self.gold.items())
        recall = sum(both[e, self.found[m]] / gold[e] for m, e in self.gold.items())
        return precision, recall, len(self.gold)

    def pairs(self) -> tuple[int, int]:
        """Pairs of mentions put together, and those of them that are of two entities."""
        groups: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
        for mention, cluster in self.found.items():
            groups[cluster][self.gold[mention]] += 1
        merged = sum(n * (n - 1) // 2 for n in (sum(group.values()) for group in groups.values()))
        right = sum(n * (n - 1) // 2 for group in groups.values() for n in group.values())
        return merged, merged - right

    def errors(self) -> list[str]:
        """Clusters that hold several entities and entities that lie in several clusters, readable."""
        by_cluster: dict[Hashable, set[Hashable]] = defaultdict(set)
        by_entity: dict[Hashable, set[Hashable]] = defaultdict(set)
        for mention, entity in self.gold.items():
            by_cluster[self.found[mention]].add(entity)
            by_entity[entity].add(self.found[mention])
        told = [f"  wrongly one: {c} = {sorted(map(str, e))}" for c, e in by_cluster.items() if len(e) > 1]
        return told + [f"  apart: {e} = {sorted(map(str, c))}" for e, c in by_entity.items() if len(c) > 1]


def clusters(case: Case) -> tuple[dict[str, Clusters], int]:
    """The groupings of a case by sort, and how many mentions of meetings and papers were left in doubt."""
    identity = resolve_actors(case.lines, (), case.aliases, case.states)
    resolved = [identity.apply(line) for line in case.lines]
    gold: dict[str, dict[Mention, Hashable]] = {sort: {} for sort in ("actors", "meetings", "papers", "origins")}
    found: dict[str, dict[Mention, Hashable]] = {sort: {} for sort in gold}
    for line in case.lines:
        for number, name in enumerate(actor_names(line)):
            gold["actors"][line.id, number] = (case.name, case.actors[line.report, name])
            found["actors"][line.id, number] = (case.name, identity.name(name, line.report))
    links = link(resolved)
    for line in resolved:
        if line.id in case.entities:
            sort = "meetings" if line.kind == "meeting" else "papers"
            gold[sort][(line.id,)] = (case.name, case.entities[line.id])
            found[sort][(line.id,)] = (case.name, links.of[line.id])
    for mention, root in _origins_found(resolved).items():
        if mention in case.origins:
            gold["origins"][(mention,)] = (case.name, case.origins[mention])
            found["origins"][(mention,)] = (case.name, root)
    return {sort: Clusters(gold[sort], found[sort]) for sort in gold}, len(links.doubts)


def _origins_found(lines: list[Any]) -> dict[str, str]:
    """Each line's origin among the lines that share its wording or its root."""
    found = origins(lines, copies(worded(lines)))
    return {mention: f"{number} {one.name}" for number, one in enumerate(found) for mention in one.ids}


def measure(cases: Iterable[Case]) -> dict[str, Any]:
    """All figures by sort, with the number of cases, reports and doubts."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0, 0, 0])
    reports = negotiations = doubts = 0
    for case in cases:
        negotiations += 1
        reports += len(case.texts)
        parts, open_ones = clusters(case)
        doubts += open_ones
        for sort, one in parts.items():
            for at, value in enumerate((*one.b_cubed(), *one.pairs())):
                sums[sort][at] += value
    result: dict[str, Any] = {"negotiations": negotiations, "reports": reports, "doubts": doubts}
    for sort, (precision, recall, count, merged, wrong) in sums.items():
        p, r = precision / max(count, 1), recall / max(count, 1)
        result[sort] = {
            "precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
            "mentions": int(count), "merged_pairs": int(merged), "wrong_merges": int(wrong),
        }  # fmt: skip
    return result


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with `--errors` what was wrongly joined or left apart."""
    parser = argparse.ArgumentParser(description="Measure identity on invented reports.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args(argv)
    cases = list(load_cases())
    result = measure(cases)
    if args.json:
        print(json.dumps(result))
        return 0
    print(f"{result['reports']} reports of {result['negotiations']} negotiations, {result['doubts']} mentions in doubt")
    for sort in ("actors", "meetings", "papers", "origins"):
        row = result[sort]
        print(
            f"{sort:<9} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}  mentions {row['mentions']:>4}  "
            f"wrong merges {row['wrong_merges']} of {row['merged_pairs']} pairs"
        )
    for case in cases if args.errors else ():
        for sort, one in clusters(case)[0].items():
            for told in one.errors():
                print(case.name, sort, told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
