"""What the reader and the views make of the two reports of the seeds themselves: the chain from text to view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman import Dossier

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
FIRST, SECOND = "2025-05-28", "2025-06-02"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SEEDS.exists(), reason="needs the local research texts")]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Dossier.open(tmp_path_factory.mktemp("seeds") / "seeds.db", create=True) as opened:
        for _ in opened.add([SEEDS]):
            pass
        yield opened


def test_rounds_are_held_planned_and_imminent(dossier: Any) -> None:
    (second,) = [row for row in dossier.view("meetings", as_of=FIRST) if row.round == 2]
    assert (second.date, second.state, second.place) == ("2025-06-02", "planned", "Istanbul")
    rows = {row.round: row for row in dossier.view("meetings", as_of=SECOND) if row.round}
    assert rows[1].date == "2025-05-16" and rows[1].state in ("held", "concluded")  # one report tells that it ended
    assert (rows[2].date, rows[2].state) == ("2025-06-02", "imminent")


def test_the_memorandum_is_promised_and_not_submitted_and_the_roadmap_seen(dossier: Any) -> None:
    papers = {(row.owner, row.document): row for row in dossier.view("papers", as_of=SECOND)}
    told = papers["Russia", "memorandum"].submitted
    for words in ("not submitted", "to be presented (planned)", "Interfax, citing its sources", "Volodymyr Zelensky", "Sergey Lavrov"):
        assert words in told
    assert "Reuters" in papers["Ukraine", "roadmap"].seen
    steps = sorted((row.order, row.issue) for row in dossier.view("proposals", as_of=SECOND) if row.owner == "Ukraine")
    assert steps == [(1, "ceasefire"), (2, "deportees return"), (2, "prisoner exchange"), (3, "leaders meeting")]


def test_who_stands_where_on_the_ceasefire(dossier: Any) -> None:
    edges = [edge for edge in dossier.view("deadlock", as_of=SECOND) if edge.issue == "ceasefire"]
    assert {e.party for e in edges if e.relation == "demands"} == {"Ukraine", "United States"}
    assert {e.party for e in edges if e.relation == "rejects"} == {"Russia"}
    assert {e.source for e in edges if e.relation == "stands before"} == {"issue:mobilization", "issue:military-aid"}
