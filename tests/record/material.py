"""Reports and readers of our own: what the record is given in its tests."""

from __future__ import annotations

import re

from dragoman.dossier import Read
from dragoman.types import Assertion, Link, Passage, Report

DEMAND = re.compile(r"(?P<who>[A-Z]\w+(?: [A-Z]\w+)?) (?P<verb>demands|rejects|offers) an? (?P<issue>[a-z-]+)")


def demand_reader(reports: list[Report], extractor: str = "pattern/1") -> list[Read]:
    """Reads 'X demands a Y': one position for each, told on the word of the agency where the text names one."""
    found = []
    for report in reports:
        lines = []
        told = re.search(r"(\w+) reported", report.text)
        for match in DEMAND.finditer(report.text):
            chain = (Link(told[1], "agency", "reported", True, told.span(1), None),) if told else ()
            lines.append(
                Assertion(
                    kind="position",
                    act=match["verb"],
                    report=report.id,
                    evidence=Passage(match.start(), match.end(), match[0]),
                    actors=(match["who"],),
                    issue=match["issue"],
                    attribution=chain,
                    directness="indirect" if chain else "none",
                    extractor=extractor,
                    confidence=0.8,
                )
            )
        found.append(Read(tuple(lines)))
    return found


def wire(name: str = "a.txt", text: str = "Northland demands a ceasefire.", published: str = "2025-05-20") -> Report:
    return Report(name, text, published, outlet="Harbour Wire")
