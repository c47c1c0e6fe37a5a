"""The learned extractor and the rules weighed together."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.assertions.fusion import AGREEMENT, Weighed, agreement, fuse, on_one_passage, rule_features
from dragoman.assertions.grounding import Proposal

CLASSES = ["document/submitted", "event/agree"]


def learned(trigger: float = 0.8, **fields: object) -> Weighed:
    proposal = Proposal("document", "submitted", 0, 40, {"actors": ["Peru"], "document": "plan", **fields})
    return Weighed(proposal, np.array([trigger], dtype=np.float32), trigger)


def rule(kind: str = "document", act: str = "submitted", start: int = 5, **fields: object) -> Proposal:
    return Proposal(kind, act, start, start + 30, {"actors": ["Peru"], **fields}, confidence=0.6, rule="verb:submit")


def logistic(name: str, size: int, column: int, bias: float) -> dict[str, np.ndarray]:
    weight = np.zeros(size)
    weight[column] = 4.0
    return {
        f"{name}.mean": np.zeros(size), f"{name}.scale": np.ones(size), f"{name}.weight": weight, f"{name}.bias": np.float32(bias)
    }  # fmt: skip


def arrays(alone: float) -> dict[str, np.ndarray]:
    size = len(rule_features(rule(), [], CLASSES))
    return logistic("confidence", 1 + AGREEMENT, 2, -2.0) | logistic("rule", size, 0, alone)


def test_agreement_raises_confidence() -> None:
    alone = fuse([learned()], [rule("event", "agree", 60)], arrays(-9.0), CLASSES, 0.0)
    agreed = fuse([learned()], [rule()], arrays(-9.0), CLASSES, 0.0)
    assert agreed[0].confidence > 0.8 > 0.2 > alone[0].confidence


def test_what_both_propose_is_one_proposal_with_the_fields_of_both() -> None:
    made = fuse([learned()], [rule(place="Lima")], arrays(5.0), CLASSES, 0.0)
    assert len(made) == 1 and made[0].fields["place"] == "Lima" and not made[0].rule


def test_a_rule_alone_is_kept_or_dropped_by_its_record() -> None:
    other = rule("event", "agree", 60)
    assert other.rule in {p.rule for p in fuse([learned()], [other], arrays(3.0), CLASSES, 0.5)}
    assert other.rule not in {p.rule for p in fuse([learned()], [other], arrays(-3.0), CLASSES, 0.5)}


def test_a_rule_that_reads_a_denial_turns_the_sign() -> None:
    made = fuse([learned(polarity="positive")], [rule(polarity="negative")], arrays(-9.0), CLASSES, 0.0)
    assert made[0].fields["polarity"] == "negative"


def test_agreement_looks_at_act_actor_and_sign() -> None:
    row = agreement(learned().proposal, [rule(actors=["Chile"])])
    assert row.tolist() == [1, 1, 0, 1, 1, 0]


def test_passages_that_barely_touch_are_two() -> None:
    assert on_one_passage(rule(start=0), rule(start=10))
    assert not on_one_passage(rule(start=0), rule(start=25))


def test_a_sequence_that_a_rule_reads_stands_for_what_the_extractor_saw_in_it() -> None:
    seen = Weighed(Proposal("step", "proposed", 0, 40, {"issue": "pay", "owner": "Peru"}), np.zeros(1, dtype=np.float32), 0.9)
    read = Proposal("step", "proposed", 5, 35, {"issue": "pay", "order": 2}, confidence=0.5, rule="step:sequence")
    (made,) = fuse([seen], [read], arrays(-9.0), CLASSES, 0.3)
    assert (made.fields["order"], made.fields["owner"], made.rule) == (2, "Peru", "step:sequence")


def test_where_both_name_the_same_actors_a_line_is_as_sure_as_the_rule_alone() -> None:
    low = arrays(-9.0) | {"confidence.bias": np.float32(-9.0)}
    assert fuse([learned()], [rule()], low, CLASSES, 0.3)[0].confidence == pytest.approx(0.6)
    assert fuse([learned()], [rule(actors=["Chile"])], low, CLASSES, 0.3) == []


def test_an_issue_of_which_the_extractor_is_unsure_is_the_rules() -> None:
    unsure = Weighed(learned(issue="talks").proposal, np.ones(1, dtype=np.float32), 0.8, issue=0.3)
    assert fuse([unsure], [rule(issue="ceasefire")], arrays(5.0), CLASSES, 0.0)[0].fields["issue"] == "ceasefire"
    assert fuse([learned(issue="talks")], [rule(issue="ceasefire")], arrays(5.0), CLASSES, 0.0)[0].fields["issue"] == "talks"
