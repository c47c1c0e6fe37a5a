"""The pure functions that read single fields from a passage."""

from __future__ import annotations

import pytest

from dragoman.assertions.dates import date_of
from dragoman.assertions.delegations import head_of, members_of, size_of
from dragoman.assertions.documents import document_of, documents_in, owner_of
from dragoman.assertions.events import quantities_of
from dragoman.assertions.meetings import host_of, place_of, round_of
from dragoman.assertions.steps import duration_of, order_of, ordered
from dragoman.reading import Reading, read
from dragoman.types import Report


def whole(text: str) -> tuple[Reading, int, int]:
    return read(Report("r", text, "2025-03-10")), 0, len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the second round of talks", 2), ("a 3rd such round", 3), ("round four", 4), ("a round of talks", None),
     ("the first and the second round of talks, the third round", None)],
)  # fmt: skip
def test_round(text: str, expected: int | None) -> None:
    assert round_of(text, 0, len(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Geneva on Monday.", "Geneva"),
        ("They met in the Norwegian capital, Oslo.", "Oslo"),
        ("the Vienna talks", "Vienna"),
        ("They met the envoy of Kenya.", None),
        ("Talks were held in Qatar.", "Qatar"),
    ],
)
def test_place(text: str, expected: str | None) -> None:
    assert place_of(*whole(text)) == expected


def test_host() -> None:
    assert host_of(*whole("The talks, hosted by Qatar, went on.")) == "Qatar"
    assert host_of(*whole("Oman will host the talks.")) == "Oman"
    assert host_of(*whole("They left Oman.")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a 14-member delegation", 14), ("a delegation of six came", 6), ("a four-person negotiating team", 4),
     ("the delegation", None), ("a delegation of ministers", None)],
)  # fmt: skip
def test_size(text: str, expected: int | None) -> None:
    assert size_of(text, 0, len(text)) == expected


def test_head_and_members() -> None:
    reading, start, end = whole("The delegation, led by Minister Kari Dahl, includes Jan Vos and Ali Sow.")
    head = head_of(reading, start, end)
    assert head is not None and head.canonical == "Kari Dahl"
    assert members_of(reading, start, end) == ("Jan Vos", "Ali Sow")
    other = head_of(*whole("Envoy Ali Sow will again lead the Malian delegation."))
    assert other is not None and other.canonical == "Ali Sow"
    assert head_of(*whole("Envoy Ali Sow met the delegation.")) is None


def test_documents() -> None:
    text = "Kenya's draft of the peace treaty and a road map"
    assert [d[0] for d in documents_in(text, 0, len(text))] == ["treaty", "roadmap"]
    reading, start, end = whole("Uganda rejected Kenya's peace plan.")
    found = document_of(reading.report.text, start, end, 7)
    assert found is not None and found[0] == "plan"
    owner = owner_of(reading, found[1])
    assert owner is not None and owner.canonical == "Kenya"
    reading, start, end = whole("Uganda rejected the plan.")
    assert owner_of(reading, (20, 24)) is None


def test_quantities_without_dates() -> None:
    found = quantities_of(*whole("On March 5, 390 prisoners came home after 20 days."))
    assert [(q.value, q.unit) for q in found] == [(390, "prisoners")]


def test_steps_in_one_sentence() -> None:
    text = "It would begin with a 40-day truce, followed by a swap of captives and the return of refugees, leading to a summit."
    found = ordered(text, 0, len(text))
    assert [(text[s:e].strip(" ."), order) for (s, e), order in found] == [
        ("a 40-day truce", 1), ("a swap of captives", 2), ("the return of refugees", 2), ("a summit", 3),
    ]  # fmt: skip
    assert duration_of(text, 0, len(text)) == "P40D"
    assert order_of("in the second phase", 0, 19) == 2
    assert ordered("They met and then left.", 0, 23) == []


def test_date() -> None:
    reading, start, end = whole("The envoys met on March 8.")
    assert date_of(reading, start, end) == "2025-03-08"
