"""Judgements: append-only, applied when the record is read, carried to newer readings, undone by other judgements."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dragoman.dossier import Dossier, Read
from dragoman.errors import NotFound, UsageError
from dragoman.record.judgements import apply_judgements, standing
from dragoman.types import Assertion, Judgement, Passage, Quantity, Report
from tests.record.material import demand_reader, wire

TEXT = "Northland demands a ceasefire.\nSouthland rejects a ceasefire."


def filled(dossier: Dossier, text: str = TEXT) -> list[Assertion]:
    list(dossier.add_reports([wire(text=text)]))
    return dossier.assertions()


def test_accept_reject_and_correct_are_applied_in_the_order_made(dossier: Dossier) -> None:
    one, two = filled(dossier)
    dossier.judge("accept", one.id, author="Ann", reason="read it")
    dossier.judge("correct", one.id, data={"modality": "planned", "actors": "Westland", "quantities": [{"value": 5}]})
    dossier.judge("reject", two.id)
    (line,) = dossier.assertions()
    assert (line.confidence, line.modality, line.actors) == (1.0, "planned", ("Westland",))
    assert line.quantities == (Quantity(5.0),)
    assert line.id == one.id
    assert dossier.assertions(judged=False) == [one, two]
    assert dossier.marks()[one.id].corrected == ("modality", "actors", "quantities")
    assert dossier.marks()[two.id].rejected
    assert [line.actors for line in dossier.assertions(party="Westland")] == [("Westland",)]
    assert dossier.assertions(party="Northland") == []


def test_a_correction_can_take_a_field_away_and_move_the_passage(dossier: Dossier) -> None:
    one, _ = filled(dossier)
    dossier.judge("correct", one.id, data={"issue": None, "evidence": {"start": 0, "end": 9, "exact": "Northland"}})
    line = dossier.assertions()[0]
    assert line.issue is None
    assert line.evidence == Passage(0, 9, "Northland")
    with pytest.raises(UsageError, match="do not stand at 1"):
        dossier.judge("correct", one.id, data={"evidence": {"start": 1, "end": 10, "exact": "Northland"}})


def test_undo_is_a_judgement_and_can_be_undone(dossier: Dossier) -> None:
    one, _ = filled(dossier)
    rejection = dossier.judge("reject", one.id)
    undoing = dossier.undo(rejection.id)
    assert one in dossier.assertions()
    dossier.undo(undoing.id)
    assert one not in dossier.assertions()
    assert [row.kind for row in dossier.judgements()] == ["reject", "undo", "undo"]


@pytest.mark.parametrize(
    ("kind", "subject", "data", "error", "said"),
    [
        ("praise", "x", {}, UsageError, "no judgement 'praise'"),
        ("accept", "ffffffffffffffff", {}, NotFound, "no assertion"),
        ("undo", "ffffffffffffffff", {}, NotFound, "no judgement"),
        ("same-actor", "Anna", {}, UsageError, "two different"),
        ("correct", None, {}, UsageError, "at least one field"),
        ("correct", None, {"report": "b.txt"}, UsageError, "'report' cannot be corrected"),
        ("correct", None, {"round": "second"}, UsageError, "'second' cannot be the round"),
        ("correct", None, {"kind": None}, UsageError, "cannot be empty"),
        ("correct", None, {"confidence": 3}, UsageError, "from 0 to 1"),
        ("correct", None, {"quantities": ["many"]}, UsageError, "quantities"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    dossier: Dossier, kind: str, subject: str | None, data: dict[str, object], error: type[Exception], said: str
) -> None:
    one, _ = filled(dossier)
    with pytest.raises(error, match=said):
        dossier.judge(kind, subject or one.id, data=data)
    assert dossier.judgements() == []


def test_judgements_survive_a_newer_reading(tmp_path: Path, clock: Callable[[], str]) -> None:
    """The newer reader takes in the full stop, so that every line gets another id."""
    path = tmp_path / "d.db"

    def newer(reports: list[Report]) -> list[Read]:
        return [
            Read(tuple(
                Assertion(kind=line.kind, act=line.act, report=line.report, actors=line.actors, issue=line.issue,
                          evidence=Passage(line.evidence.start, line.evidence.end + 1, line.evidence.exact + "."),
                          extractor="pattern/2") for line in read.assertions
            )) for read in demand_reader(reports)
        ]  # fmt: skip

    with Dossier.open(path, create=True, reader=demand_reader, clock=clock) as dossier:
        one, two = filled(dossier)
        rejection = dossier.judge("reject", one.id)
        dossier.judge("correct", two.id, data={"issue": "amnesty"})
    with Dossier.open(path, reader=newer, clock=clock) as dossier:
        assert [(result.status, result.count) for result in dossier.reread()] == [("reread", 2)]
        (line,) = dossier.assertions()
        assert (line.extractor, line.issue, line.id != two.id) == ("pattern/2", "amnesty", True)
        assert dossier.marks()[line.id].corrected == ("issue",)
        assert dossier.assertion(two.id) == two  # superseded, not deleted
        before = dossier.assertions(known_at=dossier.judgements()[-1].made)
        assert [(old.id, old.issue) for old in before] == [(two.id, "amnesty")]
        dossier.undo(rejection.id)
        assert len(dossier.assertions()) == 2
        assert dossier.problems() == []
        assert dossier.check() == []


def test_a_judgement_is_carried_to_a_new_version_by_its_words(dossier: Dossier) -> None:
    one, two = filled(dossier)
    dossier.judge("reject", one.id)
    dossier.judge("reject", two.id)
    list(dossier.add_reports([wire(text="CORRECTED. " + TEXT.replace("Southland", "Westland"))]))
    (line,) = dossier.assertions()
    assert line.actors == ("Westland",)
    assert [(problem.code, problem.report) for problem in dossier.problems()] == [("judgement-not-carried", "a.txt")]


def test_where_two_lines_are_equally_like_nothing_is_guessed(tmp_path: Path, clock: Callable[[], str]) -> None:
    def twice(reports: list[Report]) -> list[Read]:
        found = []
        for read in demand_reader(reports):
            lines = [
                Assertion(kind="position", act=line.act, report=line.report, actors=(name,), evidence=line.evidence,
                          issue=line.issue, extractor="pattern/2")
                for line in read.assertions for name in ("East Northland", "West Northland")
            ]  # fmt: skip
            found.append(Read(tuple(lines)))
        return found

    path = tmp_path / "d.db"
    with Dossier.open(path, create=True, reader=demand_reader, clock=clock) as dossier:
        one, _ = filled(dossier)
        dossier.judge("reject", one.id)
    with Dossier.open(path, reader=twice, clock=clock) as dossier:
        list(dossier.reread())
        assert len(dossier.assertions()) == 4
        assert [problem.code for problem in dossier.problems()] == ["judgement-not-carried"]


def test_a_line_by_hand_stays_through_rereading_and_follows_its_words(dossier: Dossier) -> None:
    filled(dossier)
    made = dossier.add_assertion(
        "a.txt", "Southland", kind="remark", act="said", author="Ann", reason="seen on the recording"
    )
    assert (made.extractor, made.evidence.start) == ("hand", 31)
    assert dossier.marks()[made.id].notes[0].data == (("text", "seen on the recording"),)
    list(dossier.reread())
    assert made in dossier.assertions()
    list(dossier.add_reports([wire(text="Once more: " + TEXT)]))
    (moved,) = [line for line in dossier.assertions() if line.extractor == "hand"]
    assert moved.evidence.start == 42
    list(dossier.add_reports([wire(text="All is quiet.")]))
    assert dossier.assertions() == []
    assert [problem.code for problem in dossier.problems()] == ["hand-line-lost", "judgement-not-carried"]
    assert dossier.check() == []


def test_a_line_by_hand_needs_words_and_vocabulary(dossier: Dossier) -> None:
    filled(dossier)
    add = partial(dossier.add_assertion, "a.txt", kind="remark", act="said")
    for words, said in (("ceasefire", "2 times"), ("Eastland", "0 times"), ("", "0 times")):
        with pytest.raises(UsageError, match=said):
            add(words)
    assert add("ceasefire", start=20).evidence == Passage(20, 29, "ceasefire")
    with pytest.raises(UsageError, match="no act 'sung'"):
        add("Southland", act="sung")
    with pytest.raises(NotFound):
        dossier.add_assertion("b.txt", "Southland", kind="remark", act="said")


def test_the_beginning_of_an_id_is_enough(dossier: Dossier) -> None:
    one, two = filled(dossier)
    made = dossier.judge("reject", one.id[:8])
    assert made.subject == one.id
    assert dossier.note(two.id[:8], "doubtful").subject == two.id
    assert dossier.note("a.txt", "good").subject == "a.txt"
    assert dossier.undo(made.id[:8]).subject == made.id
    assert dossier.assertions() == [one, two]


def test_a_correction_keeps_to_the_vocabulary(dossier: Dossier) -> None:
    one, _ = filled(dossier)
    for data, said in (
        ({"act": "sings"}, "no act 'sings'"),
        ({"issue": "weather"}, "unknown issue 'weather'"),
        ({"kind": "document"}, "no act 'demands'"),
    ):
        with pytest.raises(UsageError, match=said):
            dossier.judge("correct", one.id, data=data)
    dossier.judge("correct", one.id, data={"kind": "document", "act": "rejected"})
    assert dossier.assertions()[0].kind == "document"


def row(number: int, kind: str, subject: str) -> Judgement:
    return Judgement(id=str(number), kind=kind, subject=subject)


def test_undoing_is_resolved_from_the_last() -> None:
    rows = [row(1, "reject", "x"), row(2, "undo", "1"), row(3, "undo", "2"), row(4, "undo", "3")]
    assert [len(standing(rows[:n])) for n in range(5)] == [0, 1, 0, 1, 0]


def test_applying_touches_nothing_else(dossier: Dossier) -> None:
    lines = filled(dossier)
    assert apply_judgements(lines, [row(1, "same-actor", "x"), row(2, "note", lines[0].id)]) == lines
