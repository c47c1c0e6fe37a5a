"""What the views make of the facts that people marked in the two reports of the seeds: told lines, no reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.types import Assertion, Link, Passage, Quantity
from dragoman.views import show
from dragoman.views.changes import build as changes
from dragoman.views.material import Material, ReportInfo

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
FIRST, SECOND = "2025-05-28", "2025-06-02"
LISTS = {"actors", "recipient", "members", "conditions"}
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not GOLD.exists(), reason="needs the local research texts")]


def told(pattern: str, outlet: str) -> list[Assertion]:
    found = json.loads(next(GOLD.glob(pattern)).read_text(encoding="utf-8"))
    lines = []
    for fact in found["facts"]:
        fields = {}
        for key, value in fact.items():
            if key in {"id", "kind", "act", "evidence", "source", "act_any", "actors_any"}:
                continue
            if key == "quantities":
                fields[key] = tuple(Quantity(float(one)) for one in value)
            elif isinstance(value, list):
                fields[key] = tuple(value) if key in LISTS else value[0]
            else:
                fields[key] = value
        chain = tuple(
            Link(name, "unnamed" if name.islower() else "person", "said", not name.islower()) for name in fact.get("source", ())
        )
        lines.append(
            Assertion(
                id=fact["id"], kind=fact["kind"], act=fact["act"], report=found["report"], published=found["published"],
                outlet=outlet, evidence=Passage(**fact["evidence"]), attribution=chain, **fields,
            )
        )
    return lines


def material(as_of: str) -> Material:
    lines = [a for a in told("000_*.json", "One") + told("004_*.json", "Two") if (a.published or "") <= as_of]
    lines.sort(key=lambda a: (a.published or "", a.report, a.evidence.start, a.id))
    infos = {a.report: ReportInfo(a.report, a.published or "", a.outlet or "") for a in lines}
    return Material(assertions=tuple(lines), reports=tuple(infos.values()), as_of=as_of)


@pytest.fixture(scope="module")
def then() -> Material:
    return material(FIRST)


@pytest.fixture(scope="module")
def now() -> Material:
    return material(SECOND)


def test_the_first_round_was_held_and_the_second_is_planned_then_imminent(then, now):
    (planned,) = [row for row in show("meetings", then) if row.round == 2]
    assert (planned.date, planned.state, planned.place) == ("2025-06-02", "planned", "Istanbul")
    (first,) = [row for row in show("meetings", now) if row.round == 1]
    assert first.date == "2025-05-16" and first.state in {"held", "concluded"}
    (second,) = [row for row in show("meetings", now) if row.round == 2]
    assert second.date == "2025-06-02" and set(planned.ids) < set(second.ids)
    assert second.state == "imminent"
    afternoon = [one for one in second.history if one.published == SECOND and one.status == "planned"]
    assert len(afternoon) == 1 and "Ukrinform" in afternoon[0].source
    assert sum(row.date == "2025-06-02" for row in show("meetings", now)) == 1


def test_the_russian_memorandum_is_promised_and_not_submitted_on_three_words(now):
    (paper,) = [row for row in show("papers", now) if row.document == "memorandum"]
    assert paper.owner == "Russia"
    for words in ("not submitted", "to be presented (planned)", "Interfax, citing its sources", "Volodymyr Zelensky", "Sergey Lavrov"):
        assert words in paper.submitted
    assert "received" in paper.gaps and "answered" in paper.gaps
    (plan,) = [row for row in show("plans", now) if set(row.ids) & set(paper.ids)]
    assert plan.became == "open" and "not submitted" in plan.how


def test_the_roadmap_was_seen_by_the_press_and_has_its_steps_in_order(now):
    (paper,) = [row for row in show("papers", now) if row.owner == "Ukraine"]
    assert paper.document == "roadmap" and "Reuters" in paper.seen and "planned" in paper.submitted
    steps = sorted((row.order, row.issue) for row in show("proposals", now) if row.owner == "Ukraine")
    assert steps == [(1, "ceasefire"), (2, "deportees return"), (2, "prisoner exchange"), (3, "leaders meeting")]


def test_the_ceasefire_is_demanded_by_two_refused_by_one_and_hangs_on_two_things(now):
    edges = [edge for edge in show("deadlock", now) if edge.issue == "ceasefire"]
    assert {e.party for e in edges if e.relation == "demands"} == {"Ukraine", "United States"}
    assert {e.party for e in edges if e.relation == "rejects"} == {"Russia"}
    before = {e.source for e in edges if e.relation == "stands before"}
    assert before == {"issue:mobilization", "issue:military-aid"}
    (row,) = [row for row in show("agreement", now) if row.issue == "ceasefire"]
    assert row.state == "contested"


def test_what_changed_between_the_two_reports(then, now):
    rows = changes(now, before=then)
    kinds = {row.ids[0]: row.type for row in rows}
    assert kinds["s4-07"] in {"moved on", "contradicted"}  # promised on 28 May, not submitted on 2 June
    assert kinds["s4-08"] == "new" and kinds["s4-28"] == "new"
    assert {row.published for row in rows} == {SECOND}
    assert not [row for row in show("disagreements", now) if row.about == "memorandum"]
