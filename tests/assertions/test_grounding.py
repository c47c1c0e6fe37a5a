"""Grounding: an assertion stands in its passage on the right word, or there is a problem."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.assertions.grounding import Proposal, ground, ground_all, trim
from dragoman.reading.types import Attribution, Reading
from dragoman.types import Assertion, Link, Notice, Problem, Report

TEXT = "“We reject the plan,” Ann Lee said. Dahl said that Lee had met him in Oslo."
SAYS = Attribution(
    content=((0, 20),), cue=((30, 34),), source=((22, 29),), directness="direct", chain=(Link("Ann Lee", "person"),)
)
OUTER = Attribution(content=((51, 74),), cue=((41, 45),), chain=(Link("Kari Dahl", "person"),))
READING = Reading(Report("r.txt", TEXT, "2025-05-01", "Herald"), attributions=(SAYS, OUTER))


def made(proposal: Proposal) -> Assertion:
    result = ground(READING, proposal, extractor="test 1")
    assert isinstance(result, Assertion), result
    return result


def refused(proposal: Proposal, reading: Reading = READING) -> str:
    result = ground(reading, proposal, extractor="test 1")
    assert isinstance(result, Problem)
    return result.code


def test_the_passage_is_trimmed_and_the_chain_is_that_of_the_innermost_content() -> None:
    assertion = made(
        Proposal("document", "rejected", 0, 22, {"document": "plan", "actors": ["Norway", "Norway"]}, (4, 10))
    )
    assert assertion.evidence.exact == "We reject the plan"
    assert TEXT[assertion.evidence.start : assertion.evidence.end] == assertion.evidence.exact
    assert [link.name for link in assertion.attribution] == ["Ann Lee"]
    assert (assertion.directness, assertion.actors, assertion.outlet) == ("direct", ("Norway",), "Herald")


def test_half_of_the_passage_must_lie_in_the_content() -> None:
    assert made(Proposal("meeting", "held", 35, 74, trigger=(59, 62))).attribution[0].name == "Kari Dahl"
    assert made(Proposal("remark", "said", 22, 34)).attribution == ()


def test_a_cue_is_not_on_its_own_word() -> None:
    assert made(Proposal("position", "rejects", 0, 34, trigger=(30, 34))).attribution == ()


def test_what_cannot_be_grounded_is_a_problem() -> None:
    assert refused(Proposal("meeting", "held", 21, 21)) == "no-passage"
    assert refused(Proposal("meeting", "held", 5, 5000)) == "no-passage"
    assert refused(Proposal("meeting", "danced", 0, 20)) == "outside-vocabulary"
    assert refused(Proposal("meeting", "held", 0, 20, {"post": "King"})) == "outside-vocabulary"
    assert refused(Proposal("position", "demands", 0, 20, {"issue": "weather"})) == "outside-vocabulary"
    noticed = Reading(Report("r.txt", TEXT, notices=(Notice(0, 21, "credit"),)))
    assert refused(Proposal("meeting", "held", 0, 20), noticed) == "notice-passage"


def test_nothing_is_done_on_a_day_after_its_report() -> None:
    text = "Ann Lee will meet Kari Dahl on Friday. Ann Lee met Kari Dahl on Friday. Ann Lee proposed talks for Friday."
    reading = Reading(Report("r.txt", text, "2025-05-01"))

    def read(start: int, end: int, act: str = "held", **fields: object) -> Assertion:
        made = ground(reading, Proposal("meeting", act, start, end, fields), extractor="test 1")
        assert isinstance(made, Assertion)
        return made

    plan, told = read(0, 37, date="2025-05-09"), read(39, 70, date="2025-05-09")
    assert (plan.modality, plan.date) == ("planned", "2025-05-09")
    assert (told.modality, told.date) == ("actual", None)
    assert told.why is not None and "2025-05-09" in told.why.doubts[0]
    assert read(39, 70, date="2025-05-01").date == "2025-05-01"
    assert read(39, 70, date="2025-05").date == "2025-05"
    assert read(72, len(text), "proposed", date="2025-05-09").date == "2025-05-09"


def test_a_length_of_time_is_no_date() -> None:
    line = made(Proposal("meeting", "held", 51, 74, {"date": "PXD", "said": "P1W"}))
    assert (line.date, line.said) == (None, None)
    assert line.why is not None and len(line.why.doubts) == 2


def test_doubles_are_dropped_and_the_more_confident_stays() -> None:
    one = Proposal("meeting", "held", 51, 74, {"actors": ["Ann Lee", "Kari Dahl"]}, confidence=0.9)
    two = Proposal("meeting", "held", 55, 74, {"actors": ["Ann Lee"]}, confidence=0.5)
    other = Proposal("meeting", "held", 51, 74, {"actors": ["Ann Lee"], "polarity": "negative"}, confidence=0.5)
    lines, problems = ground_all(READING, [two, one, other], extractor="test 1")
    assert not problems
    assert sorted(((a.confidence, a.polarity) for a in lines), reverse=True) == [(0.9, "positive"), (0.5, "negative")]


def test_the_id_does_not_depend_on_confidence() -> None:
    one = made(Proposal("meeting", "held", 51, 74, confidence=0.1))
    assert one.id == made(Proposal("meeting", "held", 51, 74, confidence=0.2)).id
    assert one.id != made(Proposal("meeting", "called", 51, 74)).id


@given(st.text(alphabet="ab .,“”\"'\n", max_size=12), st.integers(-3, 14), st.integers(-3, 14))
def test_trim_stays_inside_and_keeps_letters(text: str, start: int, end: int) -> None:
    span = trim(text, start, end)
    letters = sum(c.isalpha() for c in text[max(0, start) : max(0, end)]) if end > start else 0
    if span is None:
        assert letters == 0
    else:
        assert 0 <= span[0] < span[1] <= len(text)
        assert sum(c.isalpha() for c in text[slice(*span)]) == letters
