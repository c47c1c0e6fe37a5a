"""The pure functions that read single fields from a passage."""

from __future__ import annotations

import pytest

from dragoman.assertions.conditional_clauses import condition_of, conditions_in
from dragoman.assertions.coordination import listed_with
from dragoman.assertions.dates import date_of
from dragoman.assertions.delegations import head_of, members_of, size_of
from dragoman.assertions.documents import document_of, documents_in, owner_of
from dragoman.assertions.events import quantities_of
from dragoman.assertions.meetings import host_of, place_of, round_of
from dragoman.assertions.nobody import nobody, party_in
from dragoman.assertions.sequences import sequences, within
from dragoman.assertions.steps import duration_of, order_of
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
    found = within(text, 0, len(text))
    assert [(text[s:e].strip(" ."), order) for (s, e), order in found] == [
        ("a 40-day truce", 1), ("a swap of captives", 2), ("the return of refugees", 2), ("a summit", 3),
    ]  # fmt: skip
    assert duration_of(text, 0, len(text)) == "P40D"
    assert order_of("in the second phase", 0, 19) == 2
    assert within("They met and then left.", 0, 23) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has three stages: first, a truce; second, a swap of captives; and third, a vote.",
         [("a truce", 1), ("a swap of captives", 2), ("a vote", 3)]),
        ("Under it, (a) tariffs fall, (b) quotas end.", [("tariffs fall", 1), ("quotas end", 2)]),
        ("The steps are:\n\n1. A truce along the line.\n\n2. The release of captives.",
         [("A truce along the line", 1), ("The release of captives", 2)]),
        ("First, the guns fall silent. Then captives go home. After that, there is a vote. It rains.",
         [("the guns fall silent", 1), ("captives go home", 2), ("there is a vote", 3)]),
        ("It begins with a truce, followed by a meeting between Kari Dahl and Jan Vos.",
         [("a truce", 1), ("a meeting between Kari Dahl and Jan Vos", 2)]),
        ("The first round of talks ended. Then the ministers left.", []),
        ("Second, they agreed. Third, they left.", []),
    ],
)  # fmt: skip
def test_sequences_over_sentences_and_in_lists(text: str, expected: list[tuple[str, int]]) -> None:
    found = [part for parts in sequences(text, read(Report("r", text)).sentences) for part in parts]
    assert [(text[s:e].strip(" .,;\n").removesuffix("; and"), order) for (s, e), order in found] == expected


@pytest.mark.parametrize(
    ("text", "verb"),
    [("Kenya plans to present it", True), ("they also plan to attend", True), ("Kenya's plans to build it", False),
     ("its plan to end the war", False), ("the Kenyan plan to share power", False)],
)  # fmt: skip
def test_a_verb_is_no_paper(text: str, verb: bool) -> None:
    assert bool(documents_in(text, 0, len(text))) is not verb


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya would accept a truce only if Uganda halts mobilization and stops taking foreign military aid.",
         ("mobilization", "military-aid")),
        ("If sanctions are lifted, Kenya will accept a truce.", ("sanctions",)),
        ("Kenya accepts a truce.", None),
    ],
)  # fmt: skip
def test_each_conjunct_of_a_condition_names_its_issue(text: str, expected: tuple[str, ...] | None) -> None:
    clause = condition_of(text, (0, len(text)), (0, len(text)), text.index("accept"))
    assert (conditions_in(text, clause, "ceasefire") if clause else None) == expected


def test_states_of_one_list_act_together() -> None:
    text = "Envoys from Norway, the U.S., and Kenya plan to attend, as Chad said."
    reading = read(Report("r", text))
    assert listed_with(reading, text.index("Kenya")) == ("Norway", "United States", "Kenya")
    assert listed_with(reading, text.index("Chad")) == ()


@pytest.mark.parametrize(
    ("phrase", "empty"),
    [("leaders", True), ("leaders of these", True), ("the two delegations", True), ("the rebels", False), ("Kenya", False)],
)
def test_a_bare_noun_is_nobody(phrase: str, empty: bool) -> None:
    assert nobody(phrase) is empty


def test_a_phrase_around_one_name_is_that_party() -> None:
    reading, *_ = whole("delegations of Kenya")
    assert party_in("delegations of Kenya", list(reading.names)) == "Kenya"
    assert party_in("Ministry of Kenya", list(reading.names)) is None


def test_date() -> None:
    reading, start, end = whole("The envoys met on March 8.")
    assert date_of(reading, start, end) == "2025-03-08"
