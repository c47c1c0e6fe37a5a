"""As-of is exact: the view as of D is the view of a dossier that holds only what was published by D.

Over random orders of adding, adding again, changing, correcting and undoing, for every view.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.dossier import Dossier
from dragoman.errors import NotFound
from dragoman.types import Report
from dragoman.views import VIEWS, changes, show, to_dicts
from tests.storyboard import FACTS, TEXTS, told_reader

LATER = {
    name: on.replace("2025-05-28", "2025-06-04").replace("2025-06-02", "2025-06-05") for name, (on, *_) in TEXTS.items()
}


def report(name: str, version: int) -> Report:
    on, outlet, title, text = TEXTS[name]
    if version:
        return Report(name, f"{text}\n\nA correction was made at the desk.", LATER[name], outlet, title)
    return Report(name, text, on, outlet, title)


adds = st.tuples(st.just("add"), st.sampled_from(sorted(FACTS)), st.integers(0, 1))
judges = st.tuples(st.sampled_from(["accept", "reject", "correct", "undo"]), st.integers(0, 30), st.just(0))
names = st.tuples(st.just("same"), st.sampled_from(["Ada Bell", "Carl Dane", "Norland"]), st.just(0))


def play(dossier: Dossier, steps, *, until: str | None = None, script: list | None = None) -> list:
    """Do the steps; what was judged is returned, so that another dossier can be judged the same."""
    judged = []
    for what, which, number in steps:
        if what == "add":
            one = report(which, number)
            if until is None or one.published <= until:
                assert next(r.status for r in dossier.add_reports([one])) in {"added", "new-version", "unchanged"}
        elif script is None:
            judged.append(_judge(dossier, what, which))
    for entry in script or ():
        if entry:
            kind, subject, other, data = entry
            try:
                dossier.judge(kind, subject, other, data, author="Ida")
            except NotFound:
                continue  # a line of a report that this dossier does not hold
    return [j for j in judged if j]


def _judge(dossier: Dossier, what: str, which):
    if what == "same":
        entry = ("same-actor", which, "Ida Rask", {})
    elif what == "undo":
        past = [j for j in dossier.judgements() if j.kind not in {"undo"}]
        if not past:
            return None
        dossier.undo(past[which % len(past)].id, author="Ida")
        return None
    else:
        lines = dossier.assertions(judged=False, resolved=False)
        if not lines:
            return None
        entry = (what, lines[which % len(lines)].id, "", {"modality": "possible"} if what == "correct" else {})
    kind, subject, other, data = entry
    dossier.judge(kind, subject, other, data, author="Ida")
    return entry


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.one_of(adds, adds, judges, names), min_size=3, max_size=12), day=st.sampled_from(
    ["2025-05-28", "2025-06-01", "2025-06-02", "2025-06-03", "2025-06-04", "2025-06-09"]))  # fmt: skip
def test_a_view_as_of_a_day_is_the_view_of_what_was_published_by_then(steps, day):
    with tempfile.TemporaryDirectory() as folder:
        with Dossier.open(Path(folder) / "whole.db", create=True, reader=told_reader) as whole:
            play(whole, steps)
            undone = {j.subject for j in whole.judgements() if j.kind == "undo"}
            standing = [
                (j.kind, j.subject, j.object, dict(j.data))
                for j in whole.judgements()
                if j.kind != "undo" and j.id not in undone
            ]
            seen = {name: to_dicts(whole.view(name, as_of=day)) for name in VIEWS}
            lines = whole.assertions(as_of=day)
        with Dossier.open(Path(folder) / "cut.db", create=True, reader=told_reader) as cut:
            play(cut, steps, until=day, script=standing)
            assert cut.assertions(as_of=day) == lines
            for name in VIEWS:
                assert to_dicts(cut.view(name, as_of=day)) == seen[name], name


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_what_was_learned_later_is_not_known_earlier(name, tmp_path):
    instants = iter(f"2025-07-0{i}T00:00:00.000000Z" for i in range(1, 10))
    with Dossier.open(tmp_path / "t.db", create=True, reader=told_reader, clock=lambda: next(instants)) as dossier:
        list(dossier.add_reports([report("a.txt", 0)]))
        list(dossier.add_reports([report("b.txt", 0)]))
        known = dossier.material(known_at="2025-07-01T12:00:00Z")
        assert {a.report for a in known.assertions} <= {"a.txt"}
        assert show(name, known) == show(name, dossier.material(as_of=None, known_at="2025-07-01T12:00:00.000000Z"))
        assert {a.report for a in dossier.material().assertions} == {"a.txt", "b.txt"}


def test_changes_between_two_days_name_only_what_came_between(tmp_path):
    with Dossier.open(tmp_path / "t.db", create=True, reader=told_reader) as dossier:
        list(dossier.add_reports([report(n, 0) for n in TEXTS]))
        rows = changes.build(dossier.material(as_of="2025-06-02"), before=dossier.material(as_of="2025-05-28"))
        assert rows and {r.published for r in rows} == {"2025-06-02"}
