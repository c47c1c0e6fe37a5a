"""How probable it is that a decision is right: a logistic model over what the heads said, fitted on held-out reports.

Right means what the benchmark calls found: kind, act, polarity, passage and key fields. The probabilities of the heads
alone will not do, since they were fitted on the reports that they were trained on, and since a field that is wrong makes
the whole assertion wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dragoman.assertions.learned_decisions import Decision

Array = Any
KINDS = ("meeting", "delegation", "document", "step", "position", "event", "remark")
NUMBERS = (
    "trigger",
    "rivals",
    "first",
    "least",
    "next",
    "issue",
    "negative",
    "modality",
    "document",
    "place",
    "date",
    "source",
)


def _logit(p: float) -> float:
    p = min(max(p, 0.02), 0.98)
    return float(np.log(p / (1 - p)))


def features(decision: Decision, classes: Sequence[str]) -> Array:
    """(n,) float32: figures, kind, figures times kind, class."""
    p = decision.proposal
    taken = {id(f) for f in decision.actors}
    others = [f.probability for f in p.fillers.get("actors", []) if id(f) not in taken]

    def best(name: str) -> float:
        ranked = p.fillers.get(name, [])
        return _logit(ranked[0].probability) if ranked else -4.0

    numbers = [
        _logit(p.probability),
        _logit(p.rivals),
        _logit(decision.actors[0].probability) if decision.actors else -2.0,
        _logit(decision.actors[-1].probability) if decision.actors else -2.0,
        _logit(max(others, default=0.0)),
        _logit(decision.issue_probability),
        _logit(abs(p.negative - 0.5) * 2),
        _logit(p.modality_probability),
        best("document"),
        best("place"),
        best("date"),
        best("source"),
    ]
    row = np.zeros(len(NUMBERS) + len(KINDS) + len(KINDS) * 7 + len(classes) + 6, dtype=np.float32)
    row[: len(numbers)] = numbers
    at, kind = len(NUMBERS), KINDS.index(p.kind)
    row[at + kind] = 1
    at += len(KINDS)
    row[at + 7 * kind : at + 7 * kind + 7] = [numbers[i] for i in (0, 1, 2, 3, 4, 5, 8)]
    at += 7 * len(KINDS)
    row[at + classes.index(f"{p.kind}/{p.act}")] = 1
    at += len(classes)
    row[at] = len(decision.actors) == 0
    row[at + 1] = len(decision.actors) >= 3
    row[at + 2] = np.log1p(p.end - p.start) / 5
    row[at + 3] = decision.rank
    row[at + 4] = decision.rank > 0
    row[at + 5] = decision.rank == 0 and p.kind == "position" and len(decision.actors) == 1
    return row


def confidence(rows: Array, arrays: Mapping[str, Array], name: str = "confidence") -> Array:
    """Probabilities (n,) for feature rows (n, m); `arrays` hold mean, scale, weight and bias under `name`."""
    x = (rows - arrays[f"{name}.mean"]) / arrays[f"{name}.scale"]
    z = x @ arrays[f"{name}.weight"] + arrays[f"{name}.bias"]
    return 1.0 / (1.0 + np.exp(-z))
