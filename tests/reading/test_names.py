"""Names without a parse: what a mention is and whom it stands for."""

from __future__ import annotations

import time

import pytest

from dragoman.reading.names import names
from dragoman.reading.sentences import paragraphs, sentences


def named(text: str) -> list[tuple[str, str, str]]:
    found = names(text, sentences(text, paragraphs(text)))
    for name in found:
        assert text[name.start : name.end] == name.text
    return [(n.text, n.type, n.canonical) for n in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Norwegian Foreign Minister Kari Dahl spoke.",
         [("Norwegian", "state", "Norway"), ("Kari Dahl", "person", "Kari Dahl")]),
        ("Moscow refused, the Kremlin said.", [("Moscow", "state", "Russia"), ("Kremlin", "state", "Russia")]),
        ("They met in Cairo and then in the White House.",
         [("Cairo", "place", "Cairo"), ("White House", "place", "White House")]),
        ("He flew to Ankara for talks with Tehran.", [("Ankara", "place", "Ankara"), ("Tehran", "state", "Iran")]),
        ("The Vienna talks ended.", [("Vienna", "place", "Vienna")]),
        ("U.S. Secretary of State Ann Lee arrived.",
         [("U.S.", "state", "United States"), ("Ann Lee", "person", "Ann Lee")]),
        ("The Polish-Czech border is closed.", [("Polish", "state", "Poland"), ("Czech", "state", "Czech Republic")]),
        ("He was the Secretary of State.", []),
        ("It was seen by the Ministry of Foreign Affairs of Kenya on Monday.",
         [("Ministry of Foreign Affairs of Kenya", "organisation", "Ministry of Foreign Affairs of Kenya")]),
        ("Reuters reported it, citing the Daily Herald.",
         [("Reuters", "agency", "Reuters"), ("Daily Herald", "outlet", "Daily Herald")]),
        ("The Free River Army withdrew.", [("Free River Army", "group", "Free River Army")]),
        ("Speaking on Tuesday, Mr. Okoro declined.", [("Okoro", "person", "Okoro")]),
        ("President Kari von der Heide came; Ms von der Heide spoke.",
         [("Kari von der Heide", "person", "Kari von der Heide"), ("von der Heide", "person", "Kari von der Heide")]),
        ("He praised [President Kari] Dahl.", [("Kari] Dahl", "person", "Kari Dahl")]),
        ("Kari Dahl spoke. Kari Dahl Dahl KariMinister of Trade: Thank you.",
         [("Kari Dahl", "person", "Kari Dahl"), ("Kari Dahl", "person", "Kari Dahl"), ("Dahl Kari", "person", "Kari Dahl")]),
        ("They were received by His Holiness Pope Clement.", [("Clement", "person", "Clement")]),
        ("The declaration of State Sovereignty says that a state has its sovereignty.", []),
        ("The Expert Groups of Kenya met.", [("Expert Groups", "organisation", "Expert Groups"), ("Kenya", "state", "Kenya")]),
        ("He told the Neue Rundschau so.", [("Neue Rundschau", "outlet", "Neue Rundschau")]),
    ],
)  # fmt: skip
def test_types(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text) == expected


def test_a_surname_stands_for_the_fullest_form() -> None:
    text = "Envoy Hana al-Masri came. Al-Masri met K.L. Berg. Later Karl Berg left. Berg and al-Masri were content."
    assert [n[2] for n in named(text)] == [
        "Hana al-Masri", "Hana al-Masri", "Karl Berg", "Karl Berg", "Karl Berg", "Hana al-Masri",
    ]  # fmt: skip


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "President Omar Diallo met his sister, Awa Diallo, yesterday. Diallo smiled."
    assert [n[2] for n in named(text)] == ["Omar Diallo", "Awa Diallo", "Diallo"]


def test_a_defined_acronym_is_expanded() -> None:
    text = "The Movement for Rural Change (MRC) met the UN. The MRC was firm."
    assert [n[2] for n in named(text)] == [
        "Movement for Rural Change", "Movement for Rural Change", "United Nations", "Movement for Rural Change",
    ]  # fmt: skip


def test_a_headline_names_only_what_the_text_shows() -> None:
    text = "Sudan Offers Final Terms Before Meeting Dahl\n\nSudan will meet the envoy Kari Dahl."
    assert [(n[0], n[2]) for n in named(text)] == [
        ("Sudan", "Sudan"), ("Dahl", "Kari Dahl"), ("Sudan", "Sudan"), ("Kari Dahl", "Kari Dahl"),
    ]  # fmt: skip


def test_a_word_that_only_opens_a_sentence_is_no_name() -> None:
    assert named("Negotiators left. Progress was made. Hopes are high.") == []


def test_names_are_found_fast() -> None:
    """At least 40,000 words a second, measured generously against a busy machine: a fifth of that fails."""
    text = (
        "The Norwegian Foreign Minister Kari Dahl met Mr. Okoro in Cairo on Monday, the Daily Herald reported. " * 2000
    )
    spans = sentences(text, paragraphs(text))
    named(text[:200])
    began = time.process_time()
    names(text, spans)
    assert len(text.split()) / (time.process_time() - began) > 8000
