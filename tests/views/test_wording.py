"""A sentence about an assertion never says more than the assertion."""

from __future__ import annotations

import pytest

from dragoman.views.wording import cite, date_words, duration_words, say, status_of, word_of
from tests.lines import line


@pytest.mark.parametrize(
    ("assertion", "expected"),
    [
        (line("document/submitted", actors="Norland", document="memorandum", polarity="negative"),
         "Norland has not submitted a memorandum"),
        (line("document/presented", actors="Norland", document="memorandum", owner="Norland", modality="planned"),
         "Norland plans to present Norland's memorandum"),
        (line("meeting/held", actors=("Norland", "Sudland"), round=2, place="Vienna", date="2025-06-02", modality="planned"),
         "Norland and Sudland plan to hold round 2 of the talks in Vienna (2 Jun 2025)"),
        (line("event/assault", actors="Norland", recipient="Sudland", modality="alleged"),
         "Norland has allegedly used force against Sudland"),
        (line("position/conditions", actors="Norland", issue="ceasefire", conditions=("mobilization", "military-aid"),
              target="Sudland", modality="conditional"),
         "Norland sets conditions for ceasefire (of Sudland) only if: mobilization and military aid"),
        (line("position/rejects", actors="Norland", issue="ceasefire", polarity="negative"),
         "Norland does not reject ceasefire"),
        (line("event/agree", issue="prisoner-exchange", polarity="negative"),
         "The parties have not reached agreement on prisoner exchange"),
        (line("step/proposed", owner="Sudland", document="roadmap", order=1, issue="ceasefire", duration="P30D", modality="planned"),
         "Step 1 of Sudland's roadmap: ceasefire for 30 days"),
        (line("role/holds", person="Ada Bell", post="Foreign Minister", party="Norland"), "Ada Bell is Foreign Minister (Norland)"),
        (line("delegation/led", actors="Norland", head="Ada Bell", modality="planned"), "Ada Bell plans to lead Norland's delegation"),
        (line("delegation/led", actors=("Ada Bell", "Norland"), head="Ada Bell"), "Ada Bell has led Norland's delegation"),
        (line("delegation/arrived", actors="Norland", place="Vienna", modality="planned"),
         "Norland's delegation plans to arrive in Vienna"),
        (line("delegation/left", actors=("Norland", "Sudland"), size=14), "Norland and Sudland's delegation of 14 has left"),
        (line("position/demands", actors=("Norland", "Sudland"), issue="ceasefire"), "Norland and Sudland demand ceasefire"),
        (line("position/rejects", actors="European allies", issue="ceasefire", polarity="negative"),
         "European allies do not reject ceasefire"),
        (line("event/aid", actors="leaders of the two", polarity="negative"), "leaders of the two have not given aid"),
        (line("event/accuse", actors="United States"), "United States has accused somebody not named"),
        (line("event/accuse", actors="the press"), "the press has accused somebody not named"),
        (line("event/concede", actors="Norland", issue="prisoner-exchange"),
         "Norland has made a release or concession on prisoner exchange"),
        (line("meeting/held", actors="Norland", modality="possible", polarity="negative"), "Norland may not hold a meeting"),
    ],
)  # fmt: skip
def test_sentence_keeps_hedge_and_denial(assertion, expected):
    assert say(assertion) == expected


def test_every_kind_act_modality_and_polarity_is_told_apart():
    """No two certainties of one act read alike."""
    for act in ("document/submitted", "meeting/held", "event/agree", "delegation/arrived"):
        said = {
            say(line(act, actors="Norland", modality=m, polarity=p))
            for m in ("actual", "planned", "expected", "possible", "conditional", "alleged")
            for p in ("positive", "negative")
        }
        assert len(said) == 12, act


def test_chain_is_told_outermost_first_and_unnamed_is_marked():
    a = line("event/agree", by=("Interpress", "?its sources"), outlet="The Gazette", on="2025-06-02")
    assert word_of(a) == "Interpress, citing its sources (unnamed)"
    assert cite(a) == "The Gazette, 2 Jun 2025"
    assert word_of(line("event/agree")) == "The Gazette itself"


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2025-06-02", "2 Jun 2025"), ("2025-05", "May 2025"), ("2022", "2022"), (None, ""),
     ("2025-06-01/2025-06-03", "1 Jun 2025 to 3 Jun 2025"), ("2025-06-02TAF", "2 Jun 2025")],
)  # fmt: skip
def test_dates_are_no_more_exact_than_they_are(iso, words):
    assert date_words(iso) == words


def test_durations():
    assert duration_words("P30D") == "30 days"
    assert duration_words("PT48H") == "48 hours"
    assert duration_words("P1Y") == "1 year"
    assert duration_words("PT30M") == "30 minutes"


def test_status_of_a_denied_plan():
    assert status_of(line("meeting/held", modality="planned", polarity="negative")) == "not planned"
    assert status_of(line("meeting/held", polarity="negative")) == "did not happen"
