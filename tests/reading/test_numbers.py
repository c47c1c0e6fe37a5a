"""Figures and what they count."""

from __future__ import annotations

import pytest

from dragoman.reading.numbers import ordinals, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They swapped 1,200 prisoners and 60 bodies.", [(1200, "prisoners"), (60, "bodies")]),
        ("At least seven people died.", [(7, "people")]),
        ("two hundred and fifty soldiers", [(250, "soldiers")]),
        ("$2.5 billion in aid", [(2.5e9, "$")]),
        ("a 25% duty on steel", [(25, "%")]),
        ("a thousand detainees from each side", [(1000, "detainees")]),
        ("under Article 5", []),
        ("hundreds of people", []),
        ("in 2025", []),
        ("one of them left", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str]]) -> None:
    found = quantities(text, 0, len(text))
    assert [(q.value, q.unit) for q, _, _ in found] == expected


def test_a_figure_inside_a_time_expression_is_no_quantity() -> None:
    text = "On 5 May 300 men left."
    assert [q.value for q, _, _ in quantities(text, 0, len(text), without=((3, 8),))] == [300]


def test_ordinals() -> None:
    text = "the second round and the 3rd meeting"
    assert ordinals(text) == [(4, 10, 2), (25, 28, 3)]
