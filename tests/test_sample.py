"""The bundled sample is what its README says, and loads without trouble."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import dragoman
from dragoman.sources import load
from dragoman.types import Report

REPORTS = Path(dragoman.__file__).parent / "sample/reports"


def test_sixteen_reports_load_without_a_problem():
    items = list(load([REPORTS]))
    assert [item for item in items if not isinstance(item, Report)] == []
    reports = [item for item in items if isinstance(item, Report)]
    assert len({r.id for r in reports}) == 16 and len(reports) == 17
    assert all(r.published and r.outlet and r.title and r.language == "en" for r in reports)
    assert min(r.published for r in reports) == "2025-05-12" and max(r.published for r in reports) == "2025-07-24"
    assert len({r.outlet for r in reports}) == 7


def test_one_report_was_corrected():
    versions = [r for r in load([REPORTS / "continental-wire.jsonl"]) if isinstance(r, Report)]
    first, second = versions
    assert first.id == second.id and first.published < second.published and first.text != second.text
    assert [name for name, _ in second.meta].count("correction") == 1 and not any(
        n == "correction" for n, _ in first.meta
    )


def test_a_wire_story_is_copied_by_two_outlets():
    texts = {r.id: r.text for r in load([REPORTS]) if isinstance(r, Report)}
    words = "agreed to exchange 1,000 prisoners each on Friday after their first direct talks in more than three years"
    assert sum(words in text for text in texts.values()) == 3


def test_its_notices_are_found():
    kinds = Counter(n.kind for r in load([REPORTS]) if isinstance(r, Report) for n in r.notices)
    assert kinds == {"dateline": 4, "byline": 6, "credit": 1, "notice": 3, "header": 2}
