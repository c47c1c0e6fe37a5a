"""Sentences and paragraphs: exact spans, whatever the text looks like."""

from __future__ import annotations

from dragoman.reading.sentences import LONGEST, paragraphs, sentences
from dragoman.types import Notice


def pieces(text: str, *notices: Notice) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, paragraphs(text, notices))]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "Mr. Ito met A.B. Conti in St. Ives on Jan. 5 at 5 p.m. on the pier. Dr. Vale of the U.N. was there."
    assert pieces(text) == [
        "Mr. Ito met A.B. Conti in St. Ives on Jan. 5 at 5 p.m. on the pier.",
        "Dr. Vale of the U.N. was there.",
    ]


def test_sentences_inside_a_quotation_are_apart() -> None:
    assert pieces('"We came here. We saw it all," he said.') == ['"We came here.', 'We saw it all," he said.']


def test_headline_without_a_stop_is_a_sentence_of_its_own() -> None:
    text = "Envoys to meet in Ruritania\nThe envoys meet on Monday. They talk."
    assert pieces(text) == ["Envoys to meet in Ruritania", "The envoys meet on Monday.", "They talk."]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The envoys of both sides will meet on\nMonday in a hotel near the lake and talk\nabout the border."
    assert len(paragraphs(text)) == 1
    assert len(pieces(text)) == 1


def test_notices_are_cut_out() -> None:
    text = "Photo: A. Nobody\n\nThe talks began. They ended."
    assert pieces(text, Notice(0, 16, "credit")) == ["The talks began.", "They ended."]


def test_one_giant_paragraph_with_accents_keeps_exact_offsets() -> None:
    text = "Zoë said “nön”. " * 3000
    spans = sentences(text, paragraphs(text))
    assert len(spans) == 3000
    assert {text[s.start : s.end] for s in spans} == {"Zoë said “nön”."}


def test_nothing_but_space_has_no_sentence() -> None:
    assert pieces(" \n\t\r\n ") == []
    assert pieces("") == []


def test_what_has_no_stop_is_cut_so_that_no_sentence_is_endless() -> None:
    for text in ("Norland met Sudland and demanded a truce, and " * 2000, "table " * 9000, "x" * 9000):
        found = sentences(text, paragraphs(text))
        assert max(s.end - s.start for s in found) <= LONGEST
        assert "".join(text[s.start : s.end] for s in found).replace(" ", "") == text.replace(" ", "")
