"""Passages as they are compared: runs of four words as numbers, the same on every machine, packed and back."""

from __future__ import annotations

import pytest

from dragoman.record.wordings import PackedWords, pack, runs, unpack, worded, words
from dragoman.types import to_row
from tests.lines import line

TEXT = "The two sides agreed to exchange all prisoners today"


def test_runs_are_stored_so_they_never_change():
    """Another number for the same words would be found nowhere in dossiers that were written before."""
    assert len(runs(TEXT)) == 6
    assert min(runs(TEXT)) == 1587043115048334517
    assert runs(TEXT) == runs(TEXT.upper() + "!")


@pytest.mark.parametrize(
    "text", ["They agreed.", "They have agreed to exchange all prisoners", "a b c d e f g h i j k"]
)
def test_what_is_short_has_none(text):
    assert runs(text) == frozenset()


def test_words_are_case_folded_where_letters_change_their_number():
    assert words("DIE STRAẞE der Straße") == ["die", "strasse", "der", "strasse"]


def test_what_is_packed_comes_back():
    one = line("remark/said", report="a", exact=TEXT, confidence=0.4)
    other = line("remark/said", report="a", exact=f"{TEXT} or tomorrow", confidence=0.9)
    short = line("remark/said", report="a", exact="They agreed.")
    places, data = pack([{**to_row(a), "id": a.id} for a in (one, other, short)])
    text = " " * one.evidence.start + f"{TEXT} or tomorrow"
    packed = [PackedWords("a", one.published or "", text, places, data)]
    made = [(*each[:5], set(each.runs)) for each in unpack(packed)]
    assert made == [(*each[:5], set(each.runs)) for each in worded([one, other, short])]
    assert [each.id for each in unpack(packed, floor=0.5)] == [other.id]
    assert [(each.id, set(each.runs)) for each in unpack(packed, without={one.id})] == [
        (other.id, set(runs(other.evidence.exact)))
    ]
