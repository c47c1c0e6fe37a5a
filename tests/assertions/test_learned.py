"""From decisions to proposals for grounding; reading without models gives none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dragoman.assertions import extract, learned
from dragoman.assertions.grounding import ground
from dragoman.assertions.learned_confidence import confidence, features
from dragoman.assertions.learned_decisions import Choices, decide
from dragoman.assertions.learned_lexicon import IssueWords
from dragoman.assertions.learned_mentions import Mention
from dragoman.assertions.learned_parties import parties
from dragoman.assertions.learned_proposals import Filler, Proposal
from dragoman.reading import ReadingOptions, read
from dragoman.types import Assertion, Report

TEXT = "Peru would lift its tariffs only if Ecuador opens the ports, President Ana Rojas of Peru told reporters."


def reading_of(text: str):  # type: ignore[no-untyped-def]
    return read(Report("r", text, "2024-03-05"), options=ReadingOptions(models=False))


def condition() -> Proposal:
    peru = Mention(0, 4, "Peru", "state")
    return Proposal(
        kind="position", act="conditions", probability=0.9, trigger=(11, 15), start=0, end=59, sentence=0,
        fillers={"actors": [Filler("Peru", 0.9, peru)]}, issues=[("tariffs", 0.8), ("trade", 0.1)], modality="actual",
        modality_probability=0.9, negative=0.0,
    )  # fmt: skip


def test_a_condition_names_the_issue_of_its_clause() -> None:
    reading = reading_of(TEXT)
    issues = ["navigation", "tariffs", "trade"]
    (decision,) = decide([condition()], {}, Choices())
    proposal = learned.to_ground(reading, decision, {}, IssueWords(TEXT, issues), issues)
    made = ground(reading, proposal, extractor="test", reader=learned.READER)
    assert isinstance(made, Assertion)
    assert made.conditions == ("navigation",)
    assert made.modality == "conditional"
    assert made.evidence.exact == TEXT[:59]
    assert made.why is not None and made.why.reader == "learned" and ("actors", 0, 4) in made.why.fillers


def test_without_signals_there_are_no_proposals() -> None:
    model = learned.Model({}, {}, ("event/agree",), ("other",), Choices(), 0.2, "")  # type: ignore[arg-type]
    assert learned.drafts(reading_of(TEXT), model) == []
    assert learned.proposals(reading_of(TEXT), model) == []


def test_a_title_tells_for_whom_a_person_speaks() -> None:
    assert (
        parties(reading_of("French President Marc Petit met Chancellor Eva Braun of Germany."))["Marc Petit"]
        == "France"
    )


def test_confidence_follows_its_weights() -> None:
    (decision,) = decide([condition()], {}, Choices())
    row = features(decision, ["position/conditions"])
    arrays = {
        "confidence.mean": np.zeros(len(row)), "confidence.scale": np.ones(len(row)),
        "confidence.weight": np.eye(len(row))[0], "confidence.bias": np.float32(0),
    }  # fmt: skip
    (chance,) = confidence(row[None], arrays)
    assert abs(chance - 0.9) < 0.01  # the first figure is the log odds of the trigger


def test_ordinals_and_rounds() -> None:
    assert learned._ordinal(learned._ROUND, "the second round of talks") == 2
    assert learned._ordinal(learned._ORDINAL, "a third step") == 3
    assert learned._ordinal(learned._ROUND, "talks about it") is None


def test_a_negator_shortly_before_denies() -> None:
    text = "The movement has not submitted its plan, and no deal is near. It submitted a list."
    assert learned.negated(text, text.index("submitted its"))
    assert learned.negated(text, text.index("deal"))
    assert not learned.negated(text, text.index("submitted a list"))


def test_a_report_of_one_word_is_read() -> None:
    for text in ("Truce", "D" * 3000):
        extract(read(Report("r", text, "2024-03-05")))


def meeting(text: str, *names: str, act: str = "held") -> Proposal:
    found = [Filler(n, 0.9, Mention(text.index(n), text.index(n) + len(n), n, "person")) for n in names]
    at = text.index("spoke")
    return Proposal("meeting", act, 0.9, (at, at + 5), at, len(text) - 1, 0, {"actors": found}, [("talks", 1.0)], "actual", 1.0, 0.0)


def test_a_person_does_not_meet_the_party_that_they_speak_for() -> None:
    text = "Ruta Balode spoke with President Ana Rojas of Peru on Monday."
    reading = reading_of(text)
    (decision,) = decide([meeting(text, "Ruta Balode", "Ana Rojas", "Peru")], {}, Choices())
    made = learned.to_ground(reading, decision, {"Ana Rojas": "Peru"}, IssueWords(text, ["talks"]), ["talks"])
    assert made.fields["actors"] == ["Ruta Balode", "Ana Rojas"]


def test_who_says_i_is_one_of_those_who_met() -> None:
    text = '"I spoke with Ana Rojas on Monday," President Ruta Balode said.'
    reading = reading_of(text)
    (decision,) = decide([meeting(text[:35], "Ana Rojas")], {}, Choices())
    made = learned.to_ground(reading, decision, {}, IssueWords(text, ["talks"]), ["talks"])
    assert made.fields["actors"] == ["Ruta Balode", "Ana Rojas"]


def test_a_passage_that_is_only_a_name_tells_nothing() -> None:
    text = "The Ministry of Trade of Peru spoke."
    reading = reading_of(text)
    draft = meeting(text, "Peru")
    assert learned._only_a_name(reading, replace(draft, start=4, end=29))
    assert not learned._only_a_name(reading, replace(draft, start=4, end=35))


def test_whose_statement_it_is_is_who_the_reading_heard() -> None:
    text = 'Ana Rojas spoke. "Our envoy Marc Petit is ready," her statement on the website said.'
    reading = reading_of(text)
    at = text.index("her statement")
    filler = Filler("Marc Petit", 0.9, Mention(at, at + 3, "Marc Petit", "person", "possessive"))
    assert learned._in_source(reading, filler) == "Ana Rojas"
