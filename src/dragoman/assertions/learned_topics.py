"""What stretches of a report are about, by the words in them alone: sums of static vectors of their wordpieces.

An encoder trained on few negotiations learns their subjects by heart; what a word means by itself carries over to talks
that nobody has seen. The vectors are made by `training/topics.py` and lie with the extractor's weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = Any
#: Names of the arrays among the extractor's weights: int8 (pieces, size) and float16 (pieces,).
VECTORS, SCALES = "topics.vectors", "topics.scales"
#: Stretches that a trigger is asked about: its passage, its sentence, what stands shortly before that, the whole report.
STRETCHES = 4
BEFORE = 400


class Topics:
    """The sums over the tokens of one report. `ids` (N,) are their wordpieces, `offsets` (N, 2) their code points."""

    def __init__(self, vectors: Array, scales: Array, ids: Array, offsets: Array) -> None:
        rows = vectors[ids].astype(np.float32) * scales[ids].astype(np.float32)[:, None]
        self._totals = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(rows, 0, dtype=np.float64)])
        self._offsets = offsets

    def _between(self, start: int, end: int) -> Array:
        first = int(np.searchsorted(self._offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(self._offsets[:, 0], end, side="left"))
        found = self._totals[max(first, last)] - self._totals[first]
        return found / max(1e-6, float(np.linalg.norm(found)))

    def of(self, passage: tuple[int, int], sentence: tuple[int, int]) -> Array:
        """(STRETCHES * size,) float32, each part of length one, or of noughts where nothing stands."""
        before = (sentence[0] - BEFORE, sentence[0])
        whole = (0, int(self._offsets[-1, 1]) if len(self._offsets) else 0)
        return np.concatenate([self._between(*s) for s in (passage, sentence, before, whole)]).astype(np.float32)
