"""Who a mention stands for: pronouns, titles, roles; doubts kept where two candidates remain."""

from __future__ import annotations

import pytest

from dragoman.reading.names import names
from dragoman.reading.sentences import paragraphs, sentences
from dragoman.reading.speakers import Speaker, Speakers


def _who(text: str, mention: str, *heard: str) -> Speaker:
    found = sentences(text, paragraphs(text))
    speakers = Speakers(text, names(text, found), found)
    for name in heard:
        speakers.resolve((text.index(name), text.index(name) + len(name)))
    at = text.rindex(mention)
    return speakers.resolve((at, at + len(mention)))


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("President of Norway Maria Santos met Karl Lund. The President said so.", "The President", "Maria Santos"),
        ("Vice President Anna Berg met President Jonas Falk. The Vice President said so.", "The Vice President", "Anna Berg"),
        ("Vice President Anna Berg met President Jonas Falk. The President said so.", "The President", "Jonas Falk"),
        ("Head of the Mediation Office Karl Lund came. The Head of the Mediation Office said so.",
         "The Head of the Mediation Office", "Karl Lund"),
        ("King Olav Prah received Anna Berg. The head of state said so.", "The head of state", "Olav Prah"),
        ("Karl Lund, a military analyst, came. The analyst said so.", "The analyst", "Karl Lund"),
        ("Ms Anna Berg met Mr Karl Lund. She said so.", "She", "Anna Berg"),
        ("Ms Anna Berg met Mr Karl Lund. He said so.", "He", "Karl Lund"),
        ("President Jonas Falk came. The minister and President Falk agreed.", "President Falk", "Jonas Falk"),
        ("Karl Lund spoke. The envoy Jonas Falk will lead the team, he added.", "he", "Karl Lund"),
        ("Karl Lund spoke. \"Our team, headed by Jonas Falk, is ready,\" he said.", "he", "Karl Lund"),
        ("Foreign Minister Anna Berg met President Jonas Falk. The minister and President Falk said so.",
         "The minister and President Falk", "Anna Berg and Jonas Falk"),
    ],
)  # fmt: skip
def test_taken_up(text: str, mention: str, name: str) -> None:
    who = _who(text, mention)
    assert (who.name, who.type, who.named) == (name, "person", True)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Foreign Minister Anna Berg, who received her counterpart Karl Lund on Monday,", "Anna Berg"),
        ("Anna Berg, a former aide to Karl Lund,", "Anna Berg"),
        ("Anna Berg, spokeswoman for Karl Lund,", "Anna Berg"),
        ("Anna Berg, Karl Lund", "Anna Berg and Karl Lund"),
        ("Anna Berg, the minister, and her counterpart Karl Lund", "Anna Berg and Karl Lund"),
        ("Foreign Minister Anna Berg and Trade Minister Karl Lund", "Anna Berg and Karl Lund"),
    ],
)
def test_a_second_name_makes_two_speakers_only_in_a_list(mention: str, name: str) -> None:
    assert _who(f"{mention} said that talks would go on.", mention).name == name


def test_the_one_without_a_title_is_the_host_of_a_readout() -> None:
    text = "Maria Santos spoke by telephone with President of France Jean Petit. The President of Norway said so."
    who = _who(text, "The President of Norway")
    assert who.name == "Maria Santos"
    assert who.doubts


def test_a_role_that_nobody_has_goes_to_the_last_speaker_with_a_doubt() -> None:
    who = _who("Karl Lund told the press. The expert said more.", "The expert", "Karl Lund")
    assert (who.name, who.doubts) == ("Karl Lund", ("'expert' is taken for Karl Lund, who spoke before",))


def test_two_ministers_leave_a_doubt() -> None:
    text = "Foreign Minister Anna Berg met Trade Minister Karl Lund. The minister said so."
    who = _who(text, "The minister")
    assert who.name in ("Anna Berg", "Karl Lund")
    assert len(who.doubts) == 1


def test_nobody_is_invented() -> None:
    who = _who("It rained. He said so.", "He")
    assert (who.name, who.type, who.named) == ("He", "unnamed", False)


def test_they_are_the_two_whom_the_report_has_named() -> None:
    text = "Anna Berg met President Jonas Falk. They met again on Friday. The two leaders said so."
    assert _who(text, "They").name == _who(text, "The two leaders").name == "Anna Berg and Jonas Falk"


def test_they_take_up_a_plural() -> None:
    who = _who("Two diplomats said it. They added more.", "They", "Two diplomats")
    assert (who.name, who.named) == ("Two diplomats", False)


def test_a_headline_calls_by_a_role_whom_the_report_names_later() -> None:
    text = "Northern talks will last, expert says.\nKarl Lund of the Institute of Peace said so on Monday. Karl Lund is patient."
    found = sentences(text, paragraphs(text))
    at, later = text.index("expert"), text.index("Karl Lund")
    speakers = Speakers(text, names(text, found), found, [(at, at + 6), (later, later + 9)])
    who = speakers.resolve((at, at + 6))
    assert (who.name, who.doubts) == ("Karl Lund", ("'expert' is taken for Karl Lund, named later",))
