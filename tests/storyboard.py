"""A dossier that holds one of everything, read by a reader made for it: what pages and commands are tried on.

Titles, names and texts are hostile on purpose: markup, Cyrillic, Arabic, a name with quotes.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dragoman.dossier import Dossier, Read
from dragoman.types import Assertion, Report, Why, assertion_id
from tests.lines import line

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"

TEXTS = {
    "a.txt": ("2025-05-28", "The Gazette", f"Talks {HOSTILE}",
              "The first round concluded in Vienna on May 16.\n\nRound two will be held in Vienna on June 2, Ada Bell said.\n\n"
              "Norland plans to present its memorandum."),
    "b.txt": ("2025-06-02", "Wire", "Меморандум: نص عربي",
              "Norland has not submitted its memorandum, Carl Dane said.\n\nSudland demands a ceasefire from Norland.\n\n"
              "Norland rejects the ceasefire. Under Sudland's roadmap a ceasefire comes first, then an exchange of prisoners.\n\n"
              f"He called it {HOSTILE} and left."),
    "folder/c.txt": ("2025-06-03", "Herald", "Norland delivers",
                     "Norland submitted its memorandum on June 2, officials said. Both agreed to exchange prisoners.\n\n"
                     "Foreign Minister Ada Bell would consider a ceasefire only if mobilization ends."),
}  # fmt: skip

FACTS: dict[str, list[tuple[str, str, dict[str, object]]]] = {
    "a.txt": [
        ("meeting/concluded", "The first round concluded in Vienna on May 16",
         {"round": 1, "place": "Vienna", "date": "2025-05-16", "actors": ("Norland", "Sudland")}),
        ("meeting/held", "Round two will be held in Vienna on June 2",
         {"round": 2, "place": "Vienna", "date": "2025-06-02", "modality": "planned", "actors": ("Norland", "Sudland"), "by": "Ada Bell"}),
        ("document/presented", "Norland plans to present its memorandum",
         {"actors": "Norland", "owner": "Norland", "document": "memorandum", "modality": "planned"}),
    ],
    "b.txt": [
        ("document/submitted", "Norland has not submitted its memorandum",
         {"actors": "Norland", "document": "memorandum", "polarity": "negative", "by": "Carl Dane", "date": "2025-06-02"}),
        ("position/demands", "Sudland demands a ceasefire from Norland", {"actors": "Sudland", "issue": "ceasefire", "target": "Norland"}),
        ("position/rejects", "Norland rejects the ceasefire", {"actors": "Norland", "issue": "ceasefire"}),
        ("step/proposed", "a ceasefire comes first", {"owner": "Sudland", "document": "roadmap", "order": 1, "issue": "ceasefire"}),
        ("step/proposed", "then an exchange of prisoners",
         {"owner": "Sudland", "document": "roadmap", "order": 2, "issue": "prisoner-exchange"}),
        ("event/agree", "then an exchange of prisoners",
         {"actors": ("Norland", "Sudland"), "issue": "prisoner-exchange", "modality": "possible"}),
        ("event/accuse", f"He called it {HOSTILE}", {"actors": (HOSTILE,), "recipient": "Norland"}),
    ],
    "folder/c.txt": [
        ("document/submitted", "Norland submitted its memorandum on June 2",
         {"actors": "Norland", "document": "memorandum", "date": "2025-06-02", "by": "?officials"}),
        ("event/agree", "Both agreed to exchange prisoners", {"actors": ("Norland", "Sudland"), "issue": "prisoner-exchange"}),
        ("role/holds", "Foreign Minister Ada Bell", {"person": "Ada Bell", "post": "Foreign Minister", "party": "Norland"}),
        ("position/conditions", "would consider a ceasefire only if mobilization ends",
         {"actors": "Norland", "issue": "ceasefire", "conditions": "mobilization", "modality": "conditional"}),
        ("delegation/led", "Foreign Minister Ada Bell", {"actors": "Norland", "head": "Ada Bell"}),
        ("remark/said", "Both agreed", {"by": "Ada Bell"}),
    ],
}  # fmt: skip


def told_reader(reports: list[Report]) -> list[Read]:
    """Reads in each report the facts told above."""
    return [Read(tuple(_facts(report))) for report in reports]


def _facts(report: Report) -> list[Assertion]:
    made = []
    for what, exact, fields in FACTS.get(report.id, []):
        at = report.text.index(exact)
        a = line(
            what, on=report.published or "", outlet=report.outlet or "", report=report.id, exact=exact, at=at, **fields
        )  # type: ignore[arg-type]
        a = replace(a, confidence=0.8, why=Why("rules", (at, at + 4), (("actors", at, at + 7),), ("made for a test",)))
        made.append(replace(a, id=assertion_id(a, report.text_hash)))
    return made


def build(path: Path) -> Path:
    """Write the dossier to `path`."""
    with Dossier.open(path, create=True, reader=told_reader) as dossier:
        reports = [Report(name, text, on, outlet, title) for name, (on, outlet, title, text) in TEXTS.items()]
        results = list(dossier.add_reports(reports))
        assert [r.status for r in results] == ["added"] * 3, results
    return path
