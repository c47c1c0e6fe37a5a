"""What rules propose, as the heads are told of it."""

from __future__ import annotations

import numpy as np

from dragoman.assertions.grounding import Proposal
from dragoman.assertions.learned_hints import MODALITIES, SENSE, Hints

CLASSES = ("event/agree", "position/rejects")
#        0         1         2         3
TEXT = "Peru rejected tariffs ; both agreed"
OFFSETS = np.array([(0, 4), (5, 13), (14, 21), (22, 23), (24, 28), (29, 35)])
REFUSAL = Proposal(
    "position", "rejects", 0, 21, {"actors": ["Peru"], "target": "Ecuador", "issue": "tariffs", "modality": "planned"},
    trigger=(5, 13),
)  # fmt: skip
ACCORD = Proposal("event", "agree", 24, 35, {"actors": ["Peru", "Ecuador"], "polarity": "negative"}, trigger=(29, 35))
UNKNOWN = Proposal("event", "aid", 0, 21, {"actors": ["Chile"]})
REMARK = Proposal("remark", "said", 0, 35, {})
HINTS = Hints([REFUSAL, ACCORD, UNKNOWN, REMARK])


def test_triggers_and_passages_stand_at_their_tokens() -> None:
    tokens, columns = HINTS.columns(OFFSETS, CLASSES)
    where = set(zip(tokens.tolist(), columns.tolist(), strict=True))
    assert where == {(1, 1), (0, 3), (1, 3), (2, 3), (5, 0), (4, 2), (5, 2)}  # the class that is not known says nothing


def test_names_are_told_by_kind_and_place() -> None:
    actors, others, every, alike = HINTS.names(6, "position")
    assert (actors, others, every, alike) == ({"Peru"}, {"Ecuador"}, {"Peru", "Ecuador", "Chile"}, True)
    assert HINTS.names(6, "meeting") == (frozenset(), frozenset(), {"Peru", "Chile"}, False)
    assert HINTS.names(22, "event") == (frozenset(), frozenset(), frozenset(), False)


def test_issue_sign_and_modality_come_from_the_nearest_of_the_kind() -> None:
    assert HINTS.issue(6, "position") == "tariffs" and HINTS.issue(6, "event") is None
    row = HINTS.sense(6, "position", "demands")
    assert row.shape == (SENSE,) and row[:3].tolist() == [1, 0, 0] and row[3 + MODALITIES.index("planned")] == 1
    assert HINTS.sense(30, "event", "agree")[:3].tolist() == [1, 1, 1]
    assert not HINTS.sense(30, "meeting", "held").any()


def test_without_rules_nothing_is_told() -> None:
    tokens, columns = Hints([]).columns(OFFSETS, CLASSES)
    assert len(tokens) == len(columns) == 0
