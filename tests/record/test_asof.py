"""Times kept apart: as of a date by publication, and as of what was known when."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.dossier import Dossier
from dragoman.errors import UsageError
from dragoman.record.asof import Cut, upper
from tests.record.material import demand_reader, wire


def acts(dossier: Dossier, **cut: str) -> list[str]:
    return [line.act for line in dossier.assertions(**cut)]  # type: ignore[arg-type]


def test_known_at_cuts_by_when_we_learned(dossier: Dossier) -> None:
    list(dossier.add_reports([wire()]))
    list(dossier.add_reports([wire(text="Northland rejects a ceasefire.")]))
    first, second = (version.learned for version in dossier.versions("a.txt"))
    assert acts(dossier) == ["rejects"]
    assert acts(dossier, known_at=first) == ["demands"]
    assert acts(dossier, known_at=second) == ["rejects"]
    assert acts(dossier, known_at="2025-05-31") == []
    assert acts(dossier, known_at="2025-06-01") == ["rejects"]


def test_an_older_version_that_comes_later_does_not_displace_the_newer(dossier: Dossier) -> None:
    list(dossier.add_reports([wire(text="Northland rejects a ceasefire.", published="2025-05-22")]))
    list(dossier.add_reports([wire()]))
    assert acts(dossier) == ["rejects"]
    assert acts(dossier, as_of="2025-05-21") == ["demands"]


def test_a_corrected_date_replaces_the_wrong_one(dossier: Dossier) -> None:
    list(dossier.add_reports([wire(published="2025-06-20")]))
    list(dossier.add_reports([wire(published="2025-05-20")]))
    assert [report.published for report in dossier.reports()] == ["2025-05-20"]
    assert acts(dossier, as_of="2025-05-20") == ["demands"]
    assert [report.published for report in dossier.reports(known_at=dossier.versions("a.txt")[1].learned)] == [
        "2025-06-20"
    ]


def test_removed_is_gone_from_now_on_and_can_come_back(dossier: Dossier) -> None:
    list(dossier.add_reports([wire()]))
    learned = dossier.versions("a.txt")[0].learned
    assert dossier.remove("a.txt") == 1
    assert (acts(dossier), dossier.reports(), dossier.search("ceasefire"), dossier.problems()) == ([], [], [], [])
    assert acts(dossier, known_at=learned) == ["demands"]
    assert [result.status for result in dossier.add_reports([wire()])] == ["added"]
    assert acts(dossier) == ["demands"]


@pytest.mark.parametrize("wrong", ["yesterday", "2025-13", "2025-02-30", "20025-01-01", "2025-6-2", ""])
def test_what_is_no_date_is_told(wrong: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        Cut.at(as_of=wrong)


def test_a_cut_includes_all_of_its_day_month_or_instant() -> None:
    for moment, last in (("2025-06-02", "2025-06-02T23:59"), ("2025-06", "2025-06-30"), ("2025", "2025-12-31")):
        limit = upper(moment, "as of")
        assert limit is not None and last <= limit
    assert upper("2025-06-02T12:00+02:00", "known at") == "2025-06-02T10:00:00.000000Z"


DAYS = ("2025-05-18", "2025-05-20", "2025-05-22")
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"), st.sampled_from("ab"), st.sampled_from(DAYS), st.sampled_from(["demands", "rejects"])
        ),
        st.tuples(st.just("judge"), st.sampled_from(["reject", "accept", "correct"]), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
        st.tuples(st.just("name"), st.sampled_from(["same-actor", "different-actor"])),
    ),
    max_size=9,
)


def tick_from(start: int) -> Callable[[], str]:
    seconds = itertools.count(start)
    return lambda: f"2025-06-01T00:00:{next(seconds):02}.000000Z"


@settings(max_examples=15, deadline=None)
@given(STEPS, st.sampled_from(DAYS))
def test_as_of_a_day_is_the_dossier_of_that_day(steps: list[tuple[object, ...]], day: str) -> None:
    """With the same judgements, whatever the order of adding, adding again, correcting and undoing."""
    with TemporaryDirectory() as folder:
        whole = Dossier.open(Path(folder) / "whole.db", create=True, reader=demand_reader, clock=tick_from(0))
        part = Dossier.open(Path(folder) / "part.db", create=True, reader=demand_reader, clock=tick_from(0))
        with whole, part:
            for step in steps:
                if step[0] == "add":
                    # one text a day and report: which of two texts of one day is the later, only the order could say
                    report = wire(f"{step[1]}.txt", f"Anna Berg {step[3]} a ceasefire. Day {step[2]}.", str(step[2]))
                    if report.published in [v.report.published for v in whole.versions(report.id)]:
                        continue
                    list(whole.add_reports([report]))
                    if str(step[2]) <= day:
                        list(part.add_reports([report]))
                elif step[0] == "judge":
                    lines = whole.assertions(judged=False)
                    if lines:
                        line = lines[int(str(step[2])) % len(lines)]
                        data = {"issue": "amnesty"} if step[1] == "correct" else {}
                        copy_judgement(whole, part, str(step[1]), line.id, data)
                elif step[0] == "undo":
                    rows = whole.judgements()
                    if rows:
                        copy_judgement(whole, part, "undo", rows[int(str(step[1])) % len(rows)].id, {})
                else:
                    copy_judgement(whole, part, str(step[1]), "Anna Berg", {}, "Berg")
            assert whole.assertions(as_of=day) == part.assertions()
            assert whole.reports(as_of=day) == part.reports()
            assert whole.identity(as_of=day) == part.identity()
            assert [h.report for h in whole.search("ceasefire", as_of=day)] == [
                h.report for h in part.search("ceasefire")
            ]
            assert whole.check() == part.check() == []


def copy_judgement(
    whole: Dossier, part: Dossier, kind: str, subject: str, data: dict[str, str], other: str = ""
) -> None:
    """The same row in both: the smaller dossier may not hold what it is about."""
    made = whole.judge(kind, subject, other, data)
    from dragoman.record.writing import save_judgement

    with part._record._database.write() as connection:
        save_judgement(connection, made)
