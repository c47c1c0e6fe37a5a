"""Packs say what the rows say: every field, every judgement, every cut, and who is who."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from dragoman.dossier import Dossier, Read
from dragoman.record.asof import Cut
from dragoman.record.gathering import Telling, tellings
from dragoman.record.identity import renamed
from dragoman.record.wordings import worded
from dragoman.types import Assertion, Link, Passage, Quantity, Report
from dragoman.views import VIEWS, show

TEXT = "Norland told the Isle Trade Union (ITU) of a memorandum. Sudland is silent. Ada Bell spoke in Vienna."
FULL = {
    "person": "Ada Bell", "post": "envoy", "party": "Norland", "actors": ("Norland", "Isle Trade Union"), "round": 2,
    "place": "Vienna", "host": "Sudland", "head": "Bell", "members": ("Carl Dane", "Carl Dane"), "size": 3,
    "document": "memorandum", "owner": "Norland", "recipient": ("ITU",), "order": 1, "issue": "ceasefire",
    "duration": "P3D", "quantities": (Quantity(3.0, "days"), Quantity(1.5)), "conditions": ("amnesty",),
    "target": "Sudland", "date": "2025-05-19", "said": "2025-05-20", "modality": "planned", "polarity": "negative",
    "directness": "indirect", "extractor": "told", "confidence": 0.7,
    "attribution": (Link("Ada Bell", "person", "said", True, (77, 85), (86, 91)), Link("aides", "unnamed", named=False)),
}  # fmt: skip


def lines() -> list[Assertion]:
    """A line of every field, and for every field one that has no other."""
    whole = Assertion(kind="role", act="holds", report="", evidence=Passage(0, 56, TEXT[0:56]), **FULL)
    bare = Assertion(kind="event", act="consult", report="", evidence=Passage(57, 75, TEXT[57:75]), extractor="told")
    some = [replace(bare, **{name: value}) for name, value in FULL.items()]
    said = replace(bare, kind="remark", act="said", confidence=0.1, evidence=Passage(76, 101, TEXT[76:101]))
    return [whole, bare, *some, said]


def reader(reports: list[Report]) -> list[Read]:
    return [Read(tuple(lines())) for _ in reports]


@pytest.fixture
def told(tmp_path, clock):
    with Dossier.open(tmp_path / "t.db", create=True, reader=reader, clock=clock) as dossier:
        reports = [Report(name, TEXT, f"2025-05-2{number}", "Wire" if number else None) for number, name in enumerate("ab")]
        list(dossier.add_reports(reports))
        yield dossier


def compare(dossier: Dossier, **cut: str) -> None:
    """The way of the packs beside the way of the rows, for lines, names and every view."""
    at = Cut.at(**cut)
    rows = dossier._record.assertions(at)
    assert dossier._record.lines(at) == rows
    for floor in (0.0, 0.5):
        words = {one.id: (*one[:5], set(one.runs)) for one in dossier._record.wordings(at, floor=floor)}
        assert words == {one.id: (*one[:5], set(one.runs)) for one in worded(a for a in rows if a.confidence >= floor)}
    for floor, kinds in ((0.25, ()), (0.0, ("event", "remark")), (0.9, ("role",))):
        wanted = [line for line in rows if line.confidence >= floor and (not kinds or line.kind in kinds)]
        assert dossier._record.lines(at, kinds=kinds, floor=floor) == wanted
    names, read = dossier._record.tellings(at), tellings(rows)
    assert [one.packed() for one in names] == [one.packed() for one in read]
    identity = dossier.identity(**cut)
    assert dossier._record.lines(at, called=identity.called_in) == [identity.apply(line) for line in rows]
    whole = dossier.material(**cut)
    for name in VIEWS:
        assert dossier.view(name, **cut) == show(name, whole), name
        part = dossier.view(name, **cut, party="Norland", outlet="Wire")
        assert part == show(name, dossier.material(**cut, party="Norland", outlet="Wire")), name


def test_every_field_comes_back(told: Dossier) -> None:
    assert {f.name for f in fields(Assertion)} - set(FULL) == {
        "kind", "act", "report", "evidence", "published", "outlet", "id", "why",
    }  # fmt: skip
    compare(told)
    line = told._record.lines()[0]
    assert type(line) is Assertion and type(line.evidence) is Passage and hash(line) == hash(replace(line))
    with pytest.raises(FrozenInstanceError):
        line.act = "left"  # type: ignore[misc]


def test_what_is_judged_made_by_hand_read_again_or_taken_out_is_seen_at_once(told: Dossier) -> None:
    first = told.assertions(judged=False, resolved=False)
    one, other, low = first[0], first[3], next(line for line in first if line.kind == "remark")
    for step in (
        lambda: told.judge("accept", low.id),
        lambda: told.judge("correct", other.id, data={"kind": "remark", "act": "said", "actors": ["Omar Voss"]}),
        lambda: told.judge("reject", one.id),
        lambda: told.judge("correct", low.id, data={"evidence": {"start": 57, "end": 64, "exact": TEXT[57:64]}}),
        lambda: told.undo(told.judgements()[1].id),
        lambda: told.judge("same-actor", "Bell", "Carl Dane"),
        lambda: told.add_assertion("b", "Sudland", kind="event", act="reject", fields={"actors": ["the Isle"]}),
        lambda: list(told.add_reports([Report("c", TEXT + " More.", "2025-05-19")])),
        lambda: list(told.add_reports([Report("a", TEXT + " A change.", "2025-05-22")])),
        lambda: list(told.reread(["b"])),
        lambda: told.remove("c"),
        lambda: told.remove("b", purge=True),
    ):
        step()
        compare(told)
        compare(told, as_of="2025-05-20")
        compare(told, known_at="2025-06-01T00:00:04Z")
    assert told.check() == []


def test_a_file_that_is_read_has_its_names_from_the_packs(told: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Identity reads no row: that is what the packs are for."""
    monkeypatch.setattr("dragoman.record.rows.assertions_of", None)
    assert told.identity().name("ITU", "a") == "Isle Trade Union"
    assert {a.kind for a in told.material(kinds=("event",)).assertions} == {"event"}


def test_names_in_packs_are_those_of_the_report(told: Dossier) -> None:
    (one, _) = told._record.tellings()
    assert one == Telling.unpacked("a", "2025-05-20", one.packed())
    assert one.count["Ada Bell"] == 4 and one.people == ["Ada Bell", "Bell", "Carl Dane"]
    assert [list(pair) for pair in one.brackets] == [["ITU", "Norland told the Isle Trade Union"]]


def test_names_are_called_alike_whichever_way() -> None:
    line = lines()[0]
    names = {"Bell": "Ada Bell", "ITU": "Isle Trade Union", "aides": "nobody"}
    changed = renamed(line, names)
    assert (changed.head, changed.recipient) == ("Ada Bell", ("Isle Trade Union",))
    assert changed.members == ("Carl Dane",) and changed.attribution == line.attribution
