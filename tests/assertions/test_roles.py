"""Roles from apposition."""

from __future__ import annotations

import pytest

from dragoman.assertions.roles import likely_parties, parties_of_people, proposals, roles
from dragoman.reading import read
from dragoman.types import Report


def told(text: str) -> list[tuple[str, str, str, str | None]]:
    return [(r.person.canonical, r.act, r.post, r.party) for r in roles(read(Report("r", text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norwegian Foreign Minister Kari Dahl spoke.", ("Kari Dahl", "holds", "Foreign Minister", "Norway")),
        ("Kenya's Defence Minister and head of the delegation, Amos Odhiambo, said so.",
         ("Amos Odhiambo", "holds", "Defence Minister", "Kenya")),
        ("Pedro Alva, deputy foreign minister of Peru, left.", ("Pedro Alva", "holds", "deputy foreign minister", "Peru")),
        ("The Chadian opposition leader, Idris Sy, agreed.", ("Idris Sy", "holds", "opposition leader", "Chad")),
        ("The leader of the Rural Workers Union, Ann Lee, agreed.",
         ("Ann Lee", "holds", "leader", "Rural Workers Union")),
        ("They met President of the Republic of Finland Matti Aho.", ("Matti Aho", "holds", "President", "Finland")),
        ("Former US National Security Adviser Bob Hay came.",
         ("Bob Hay", "left", "National Security Adviser", "United States")),
        ("Head of the Office of the President of Chad Omar Ba spoke.",
         ("Omar Ba", "holds", "Head of the Office of the President", "Chad")),
        ("Special envoy to Yemen Jan Vos spoke.", ("Jan Vos", "holds", "Special envoy to Yemen", None)),
        ("Jan Vos was appointed prime minister.", ("Jan Vos", "appointed", "prime minister", None)),
        ("Jan Vos resigned as finance minister.", ("Jan Vos", "left", "finance minister", None)),
        ("The special envoy for Yemen, Jan Vos, spoke.", ("Jan Vos", "holds", "special envoy", None)),
        ("President Ali Sow of Mali spoke.", ("Ali Sow", "holds", "President", "Mali")),
    ],
)  # fmt: skip
def test_a_role(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert expected in told(text)


def test_who_tells_and_of_whom_are_two() -> None:
    assert told("According to the Kenyan leader, Low asked about a truce.") == []
    assert told("According to the Kenyan leader, Ann Low, it was hard.") == [("Ann Low", "holds", "leader", "Kenya")]


def test_a_state_is_inferred_only_with_a_doubt() -> None:
    text = "President Ali Sow met the press. Mali is calm. In Mali they wait. Mali says so. Mali hopes. Niger waits."
    reading = read(Report("r", text))
    found = roles(reading)
    assert parties_of_people(found) == {}
    assert likely_parties(reading, found) == {"Ali Sow": "Mali"}
    assert [(p.fields["party"], p.doubts) for p in proposals(reading, found)] == [("Mali", ("party inferred",))]


def test_where_two_states_talk_a_president_is_not_that_of_the_one_named_more() -> None:
    reading = read(Report("r", "Mali struck Niger. President Ali Sow protested. Mali denied it. Mali and Niger meet in Mali."))
    assert likely_parties(reading, roles(reading)) == {}


def test_no_role_is_read_where_none_is_told() -> None:
    assert told("Ali Sow met Jan Vos. His rival Omar Ba won. He was a president.") == []
