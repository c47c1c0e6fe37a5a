"""Reading composes its steps, checks them first, and survives an odd report."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dragoman.errors import UsageError
from dragoman.reading import ReadingOptions, Step, read, read_many, standard_steps
from dragoman.reading.types import Reading
from dragoman.types import Report

TEXT = "The envoy Kari Dahl met Moscow's delegation. She was content."


def _fails_on_odd(readings: Sequence[Reading], options: ReadingOptions) -> list[Reading]:
    if any(r.report.id == "odd" for r in readings):
        raise ValueError("odd material")
    return list(readings)


def test_read_fills_the_layers() -> None:
    reading = read(Report("a.txt", TEXT))
    assert len(reading.sentences) == 2
    assert [n.canonical for n in reading.names] == ["Kari Dahl", "Russia"]


def test_the_batch_changes_nothing() -> None:
    reports = [Report(f"{n}.txt", TEXT * n) for n in range(1, 6)]
    assert list(read_many(reports, options=ReadingOptions(batch=2))) == [read(r) for r in reports]


def test_an_odd_report_comes_back_with_a_problem() -> None:
    steps = (*standard_steps(), Step("trouble", (), (), _fails_on_odd))
    good, odd = read_many([Report("good", TEXT), Report("odd", TEXT)], steps=steps)
    assert not good.problems and good.names
    assert [p.code for p in odd.problems] == ["reading-failed"]
    assert odd.names


def test_a_composition_that_does_not_fit_is_refused_before_reading() -> None:
    first, second, *_ = standard_steps()
    with pytest.raises(UsageError, match="needs 'sentences'"):
        read_many([], steps=(second, first))
    with pytest.raises(UsageError, match="gives 'paragraphs'"):
        read_many([], steps=(first, first))
