"""Candidates for fields: what counts as a mention and whom it can stand for."""

from __future__ import annotations

from dragoman.assertions.learned_mentions import mentions, singular
from dragoman.reading import ReadingOptions, read
from dragoman.types import Report


def found(text: str) -> list[tuple[str, str, str]]:
    reading = read(Report("r", text, "2024-03-05"), options=ReadingOptions(models=False))
    return [(text[m.start : m.end], m.entity, m.way) for m in mentions(reading)]


def test_offsets_are_those_of_the_words() -> None:
    text = "The envoys of Norway met rebel commanders. They agreed to free 12 prisoners."
    for word, _, _ in found(text):
        assert word and word in text


def test_a_pronoun_goes_to_the_person_before_it() -> None:
    text = "President Marta Silva arrived in Oslo. She urged a truce."
    assert ("She", "Marta Silva", "singular") in found(text)


def test_both_sides_stand_for_the_two_last_named() -> None:
    text = "Peru and Ecuador resumed talks on Monday. Both sides praised the progress."
    entities = {entity for word, entity, way in found(text) if way == "pair"}
    assert {"Peru", "Ecuador"} <= entities


def test_a_group_without_a_name_is_a_mention() -> None:
    assert "members of parliament" in {entity for _, entity, _ in found("Several members of parliament resigned.")}


def test_a_noun_leads_back_to_the_body_that_bears_it() -> None:
    text = "The Harbour Pilots Association rejected the offer. Canada waited. The association wants more."
    entities = [entity for word, entity, way in found(text) if word == "The association" and way == "definite"]
    assert entities and entities[0] == "Harbour Pilots Association"


def test_papers_are_named_in_the_singular() -> None:
    assert singular("proposals") == "proposal"
    assert singular("treaties") == "treaty"
    assert singular("process") == "process"
    assert ("drafts", "draft", "name") in found("They exchanged drafts.")
