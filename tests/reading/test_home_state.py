"""Whose government an outlet is, by its address alone."""

from __future__ import annotations

import pytest

from dragoman.reading.gazetteer import home_state
from dragoman.sources.dates import outlet_in_name


@pytest.mark.parametrize(
    ("outlet", "state"),
    [("kremlin.ru", "Russia"), ("whitehouse-gov", "United States"), ("www.whitehouse.gov", "United States"),
     ("president.gov.ua", "Ukraine"), ("president-gov-ua", "Ukraine"), ("gov.uk", "United Kingdom"), ("state.gov", "United States"),
     ("gouv.fr", "France"), ("tass", None), ("Reuters", None), ("The Governor", None), ("govtrack.example", None), ("", None)],
)  # fmt: skip
def test_home_state(outlet, state):
    assert home_state(outlet) == state


@pytest.mark.parametrize(
    ("name", "outlet"),
    [("2022-03-22_president-gov-ua_talks-resume.txt", "president-gov-ua"), ("20250602_wire_a.txt", "wire"),
     ("2022-03-22_talks.txt", None), ("notes_wire_a.txt", None), ("2025-06-02.txt", None)],
)  # fmt: skip
def test_outlet_in_a_file_name(name, outlet):
    assert outlet_in_name(name) == outlet
