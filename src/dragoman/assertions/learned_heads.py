"""The extractor's heads in numpy: from token states to triggers, fillers, evidence and sense.

The mathematics is that of `training/extractor_model.py`; the arrays come from there under the same names. States are
(N, size) float32, one row for each token of a report; all results are float32 probabilities or logits as named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = Any
NEAR = 80
#: Topics have length one; the layer above them learns faster from more.
TOPIC = 3.0


def sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))


def softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


class Heads:
    """`arrays` as `Heads.export` of the training model gives them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays = {k: np.asarray(v, dtype=np.float32) for k, v in arrays.items()}

    def _linear(self, name: str, x: Array) -> Array:
        y = x @ self.arrays[f"{name}.weight"].T
        bias = self.arrays.get(f"{name}.bias")
        return y if bias is None else y + bias

    def trigger(self, states: Array, tokens: Array, columns: Array) -> Array:
        """Probabilities (N, classes); `tokens` and `columns` tell where hints stand (`Hints.columns`)."""
        hidden = self._linear("trigger_in", states)
        logits = self._linear("trigger_direct", states)
        if len(tokens):  # hints are few, so their columns are added one by one
            np.add.at(hidden, tokens, self.arrays["trigger_hint.weight"].T[columns])
            np.add.at(logits, tokens, self.arrays["hint_direct.weight"].T[columns])
        return sigmoid(self._linear("trigger_out", np.maximum(hidden, 0)) + logits)

    def pair_keys(self, means: Array) -> Array:
        """The mentions' part of `pairs`, computed once a report: (mentions, inner)."""
        return self._linear("pair_mention", means)

    def pairs(self, at: Array, label: Array, keys: Array, features: Array) -> Array:
        """Logits (pairs, fields); `at` (pairs, inner) from `pair_triggers`, `label` (pairs,), `keys` (pairs, inner)."""
        hidden = at + keys + self._linear("pair_feature", features)
        hidden = np.maximum(hidden + self.arrays["pair_class.weight"][label], 0)
        return self._linear("pair_out", np.maximum(self._linear("pair_mix", hidden), 0) + hidden)

    def pair_triggers(self, at: Array) -> Array:
        """The triggers' part of `pairs`: (triggers, inner) from their states."""
        return self._linear("pair_trigger", at)

    def point_keys(self, states: Array) -> Array:
        """The tokens' part of `points`, computed once a report: (N, 2 p)."""
        return self._linear("point_key", states)

    def point_queries(self, at: Array, label: Array) -> Array:
        """The triggers' part of `points`: (triggers, 2 p) from their states and classes."""
        return self._linear("point_query", at) + self.arrays["point_class.weight"][label]

    def points(self, keys: Array, query: Array, at: int) -> tuple[Array, Array, int]:
        """Logits of evidence start and end over the tokens near token `at`, and the number of the first of them."""
        low, high = max(0, at - NEAR), min(len(keys), at + NEAR + 1)
        p = len(query) // 2
        near = self.arrays["point_near.weight"][:, low - at + NEAR : high - at + NEAR]
        window = keys[low:high]
        return window[:, :p] @ query[:p] / 7 + near[0], window[:, p:] @ query[p:] / 7 + near[1], low

    def sense(
        self, at: Array, passage: Array, label: Array, hits: Array, hints: Array, topics: Array
    ) -> tuple[Array, Array, Array]:
        """Probabilities of issue, modality and polarity of triggers: `at`, `passage` (n, size), `hits` (n, issues, 8),
        `hints` (n, `learned_hints.SENSE`), `topics` (n, what `learned_topics.Topics.of` gives)."""
        both = np.concatenate([at, passage], 1)
        hidden = self._linear("sense_in", both) + self.arrays["sense_class.weight"][label]
        hidden = np.maximum(hidden + self._linear("sense_hint", hints), 0)
        about = np.maximum(self._linear("topic_in", TOPIC * topics) + self.arrays["topic_class.weight"][label], 0)
        issue = self._linear("issue_out", hidden) + self._linear("topic_out", about) + hits @ self.arrays["issue_word"]
        return (
            softmax(issue),
            softmax(self._linear("modality_out", hidden)),
            softmax(self._linear("polarity_out", hidden)),
        )
