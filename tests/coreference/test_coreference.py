"""The coreference test of our own: invented reports, told lines, known actors, meetings, papers and origins."""

from __future__ import annotations

import random

import pytest
from evaluation.coreference import Clusters, measure
from evaluation.coreference_cases import CaseError, load_cases, read_case

from dragoman.record.identity import resolve_actors
from dragoman.record.links import link


@pytest.fixture(scope="module")
def cases():
    return list(load_cases())


@pytest.fixture(scope="module")
def figures(cases):
    return measure(cases)


def test_there_are_enough(figures):
    assert figures["negotiations"] >= 5
    assert figures["reports"] >= 40


@pytest.mark.parametrize(("sort", "least"), [("actors", 0.95), ("meetings", 0.90), ("papers", 0.90)])
def test_the_same_is_known_again(figures, sort, least):
    row = figures[sort]
    assert row["f1"] >= least, row
    assert row["wrong_merges"] * 200 <= row["merged_pairs"], row
    assert row["mentions"] >= 50


def test_every_passage_is_of_its_report(cases):
    for case in cases:
        for line in case.lines:
            passage = line.evidence
            assert case.texts[line.report][passage.start : passage.end] == passage.exact
            assert passage.exact and "\n" not in passage.exact


def test_the_order_of_the_lines_changes_nothing(cases):
    for case in cases:
        mixed = list(case.lines)
        random.Random(3).shuffle(mixed)
        one = resolve_actors(case.lines, (), case.aliases, case.states, propose=True)
        other = resolve_actors(mixed, (), case.aliases, case.states, propose=True)
        assert one == other
        for line in case.lines:
            assert one.apply(line) == other.apply(line)
        assert link(map(one.apply, case.lines)) == link(map(other.apply, mixed))


def test_b_cubed_is_what_it_is():
    """Two of one entity kept together with one of another: precision 5/9, recall 1."""
    together = Clusters({("a",): 1, ("b",): 1, ("c",): 2}, {("a",): "x", ("b",): "x", ("c",): "x"})
    precision, recall, count = together.b_cubed()
    assert (precision, recall, count) == (pytest.approx(5 / 3), 3, 3)
    assert together.pairs() == (3, 2)
    apart = Clusters({("a",): 1, ("b",): 1}, {("a",): "x", ("b",): "y"})
    assert apart.b_cubed() == (2, 1, 2) and apart.pairs() == (0, 0)


@pytest.mark.parametrize(
    "fault",
    [
        "> remark/said | by=Nobody Known",
        "> meeting/held | actors=Norland;Norland",
        "> remark/said | Norland",
    ],
)
def test_a_fault_of_a_case_is_told(tmp_path, fault):
    path = tmp_path / "case.txt"
    path.write_text(f"states: Norland\nactor n: Norland\n\n== 2025-01-01 | Post\nWords.\n{fault}\n", encoding="utf-8")
    with pytest.raises(CaseError, match=r"case\.txt:6"):
        read_case(path)
