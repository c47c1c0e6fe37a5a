"""Attribution from a whole report: what rules find, quotations carried over, directness, rows."""

from __future__ import annotations

from dragoman.reading import ReadingOptions, read
from dragoman.reading.attributions import directness, to_rows
from dragoman.reading.quotations import find_quotations
from dragoman.reading.types import Attribution, Reading
from dragoman.types import Report

RULES = ReadingOptions(models=False)


def _read(text: str) -> Reading:
    return read(Report("r", text), options=RULES)


def _words(reading: Reading, one: Attribution) -> tuple[str, str, str]:
    text = reading.report.text
    return tuple(" … ".join(text[a:b] for a, b in spans) for spans in (one.source, one.cue, one.content))  # type: ignore[return-value]


def test_rules_read_source_cue_content() -> None:
    reading = _read("Anna Berg said that the talks would go on.")
    assert [_words(reading, a) for a in reading.attributions] == [
        ("Anna Berg", "said", "that the talks would go on")
    ]  # fmt: skip
    assert reading.attributions[0].chain[0].name == "Anna Berg"


def test_rules_read_a_quotation_before_its_cue() -> None:
    reading = _read("“We will not sign the paper today,” said Anna Berg.")
    assert _words(reading, reading.attributions[0]) == ("Anna Berg", "said", "“We will not sign the paper today,”")
    assert reading.attributions[0].directness == "direct"


def test_rules_read_according_to() -> None:
    reading = _read("According to two diplomats, the draft has nine points.")
    found = reading.attributions[0]
    assert _words(reading, found) == ("two diplomats", "According to", "the draft has nine points")
    assert (found.chain[0].type, found.chain[0].named) == ("unnamed", False)


def test_a_quotation_without_a_cue_goes_to_the_speaker_before_and_says_so() -> None:
    reading = _read(
        "“We began on Monday and went on all week,” Anna Berg said.\n\n“Nobody has left the room since the first hour.”"
    )
    last = reading.attributions[-1]
    assert (last.cue, last.source) == ((), ())
    assert last.chain[-1].name == "Anna Berg"
    assert last.doubts == ("no cue: the speaker is carried over",)


def test_a_report_without_speech_has_no_attribution() -> None:
    assert _read("The harbour was closed on Monday. Ships waited outside.").attributions == ()


def test_two_candidates_leave_a_doubt() -> None:
    reading = _read("President Jonas Falk met Karl Lund on Monday. He said that the road was open.")
    assert reading.attributions[0].chain[0].name == "Jonas Falk"
    assert reading.attributions[0].doubts == ("could also be Karl Lund",)


def test_directness() -> None:
    text = "“All of it,” he said, and “half” of that"
    quotations = find_quotations(text, [(0, len(text))])
    assert directness(text, [(0, 12)], quotations) == "direct"
    assert directness(text, [(0, len(text))], quotations) == "mixed"
    assert directness(text, [(13, 20)], quotations) == "indirect"


def test_rows_hold_lists_of_spans() -> None:
    reading = _read("Anna Berg said that the talks would go on.")
    assert to_rows(reading.attributions) == [{"content": [[15, 41]], "source": [[0, 9]], "cue": [[10, 14]]}]


def test_odd_texts_are_read() -> None:
    for text in (
        "",
        "\n\n",
        "“",
        "said",
        "He said",
        "“ ” “",
        "a" * 5000,
        "said that " * 50,
        "\ud800 said that it was over.",
    ):
        _read(text)
