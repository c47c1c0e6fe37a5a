"""Transcripts and dashed quotations."""

from __future__ import annotations

from dragoman.reading.encoder import paragraphs_of
from dragoman.reading.names import names
from dragoman.reading.quotations import find_quotations
from dragoman.reading.sentences import sentences
from dragoman.reading.turns import find_turns


def _found(text: str) -> list[tuple[str, list[str]]]:
    spans = paragraphs_of(text)
    pieces = find_turns(text, spans, names(text, sentences(text, spans)), find_quotations(text, spans))
    return [(text[slice(*p.source[0])], [text[a:b] for a, b in p.content]) for p in pieces]


def test_a_turn_goes_on_until_the_next_speaker() -> None:
    text = "The meeting began.\nBERG: Good morning.\nWe have a list.\nLUND: So have we.\nBERG: Then we begin."
    assert _found(text) == [
        ("BERG", ["Good morning.", "We have a list."]),
        ("LUND", ["So have we."]),
        ("BERG", ["Then we begin."]),
    ]


def test_questions_are_turns_too() -> None:
    text = "Question: Will you sign?\nPresident Anna Berg: We will.\nQuestion: When?\nPresident Anna Berg: Soon."
    assert [who for who, _ in _found(text)] == ["Question", "President Anna Berg"] * 2


def test_a_colon_in_a_headline_is_no_turn() -> None:
    assert _found("Analysis: why the talks failed\nThe reasons are two: time and money.") == []


def test_a_dash_and_a_name_after_a_quotation() -> None:
    text = "“A very long winter is ahead of all of us here.” — Karl Lund\n“Nobody asked us about any of this at all.” ― Maria Santos"
    assert [who for who, _ in _found(text)] == ["Karl Lund", "Maria Santos"]


def test_a_dash_that_goes_on_with_the_sentence_names_nobody() -> None:
    assert _found("He called it “a long and very bitter winter” — and then he left.") == []
