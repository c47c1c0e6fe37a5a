"""The dossier: what goes in comes out, twice changes nothing, and the record opens without a model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.dossier import Dossier
from dragoman.errors import NotFound, UsageError
from dragoman.types import Problem, Report
from tests.record.material import demand_reader, wire


def add(dossier: Dossier, *reports: Report | Problem) -> list[str]:
    return [result.status for result in dossier.add_reports(reports)]


def test_what_goes_in_comes_out_grounded(dossier: Dossier) -> None:
    assert add(dossier, wire(text="Kite Agency reported: Northland demands a ceasefire.")) == ["added"]
    (line,) = dossier.assertions()
    report = dossier.report("a.txt")
    assert (
        report.text[line.evidence.start : line.evidence.end] == line.evidence.exact == "Northland demands a ceasefire"
    )
    assert (line.report, line.published, line.outlet) == ("a.txt", "2025-05-20", "Harbour Wire")
    assert line.attribution[0].name == "Agency"
    assert dossier.assertion(line.id[:6]) == line
    assert dossier.check() == []


def test_adding_twice_changes_nothing(dossier: Dossier) -> None:
    add(dossier, wire(), wire("b.txt"))
    before, revision = dossier.assertions(), dossier.revision()
    assert add(dossier, wire(), wire("b.txt")) == ["unchanged", "unchanged"]
    assert (dossier.assertions(), dossier.revision()) == (before, revision)


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(dossier: Dossier) -> None:
    add(dossier, wire())
    (old,) = dossier.assertions()
    assert add(dossier, wire(text="Northland rejects a ceasefire.", published="2025-05-22")) == ["new-version"]
    (new,) = dossier.assertions()
    assert (old.act, new.act) == ("demands", "rejects")
    assert dossier.assertions(as_of="2025-05-21") == [old]
    assert [version.number for version in dossier.versions("a.txt")] == [1, 2]
    assert dossier.assertion(old.id) == old
    assert dossier.report_behind(old.id[:8]).text == "Northland demands a ceasefire."
    assert dossier.report_behind(new.id).text == "Northland rejects a ceasefire."


def test_a_report_without_a_date_is_refused_and_the_rest_added(dossier: Dossier) -> None:
    trouble = Problem("unreadable", "c.txt: is no text.", "c.txt", severity="refused")
    assert add(dossier, Report("b.txt", "x"), trouble, wire()) == ["refused", "refused", "added"]
    assert {problem.code for problem in dossier.problems()} == {"no-date", "unreadable"}
    assert add(dossier, Report("b.txt", "x"), trouble) == ["refused", "refused"]
    assert len(dossier.problems()) == 2


def test_filters_go_by_the_fullest_name(dossier: Dossier) -> None:
    add(dossier, wire(text="Northland demands a ceasefire. Southland offers a swap."))
    assert [line.actors for line in dossier.assertions(party="southland")] == [("Southland",)]
    assert [line.issue for line in dossier.assertions(issue="ceasefire")] == ["ceasefire"]
    assert dossier.assertions(party="Westland") == []
    assert dossier.assertions(min_confidence=0.9) == []


def test_search_finds_words_at_their_places(dossier: Dossier) -> None:
    add(dossier, wire(text="Nobody signs.\nNorthland demands a ceasefire."), wire("b.txt", "Southland waits."))
    (hit,) = dossier.search("demand ceasefire")
    text = dossier.report(hit.report).text
    assert [text[start:end] for start, end in hit.matches] == ["demands", "ceasefire"]
    assert text[hit.start : hit.end] == hit.snippet
    assert dossier.search('"ceasefire demand"') == []
    assert len(dossier.search("waits OR signs")) == 2
    assert dossier.search("waits", as_of="2025-05-19") == []
    with pytest.raises(UsageError, match="no word"):
        dossier.search("- ( ) *")


def test_unknown_ids_are_told(dossier: Dossier) -> None:
    for call in (dossier.assertion, dossier.report, dossier.remove, dossier.undo):
        with pytest.raises(NotFound, match="nothing-such"):
            call("nothing-such")


def test_opening_and_asking_loads_no_model(dossier: Dossier) -> None:
    add(dossier, wire())
    heavy = "{'spacy', 'onnxruntime', 'tokenizers', 'alembic', 'torch', 'pandas'}"
    program = (
        f"import sys; from dragoman.dossier import Dossier\nwith Dossier.open({str(dossier.path)!r}) as d:\n"
        "    assert len(d.assertions()) == 1 and d.reports() and d.problems() == []\n"
        f"print(sorted({heavy} & {{name.split('.')[0] for name in sys.modules}}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_give_the_same_record_in_the_same_order(tmp_path: Path, workers: int) -> None:
    reports = [wire(f"{number:02}.txt", f"Northland demands a issue-{'abc'[number % 3]}.") for number in range(20)]
    with Dossier.open(tmp_path / "d.db", create=True, reader=demand_reader) as dossier:
        results = list(dossier.add_reports(reports, workers=workers))
        assert [result.id for result in results] == [report.id for report in reports]
        assert [line.report for line in dossier.assertions()] == [report.id for report in reports]
        assert dossier.check() == []
