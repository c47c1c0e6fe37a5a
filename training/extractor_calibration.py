"""Fit the confidence of the learned extractor on decisions about reports that it was not trained on."""

from __future__ import annotations

import numpy as np


def fit(
    rows: np.ndarray, right: np.ndarray, counts: np.ndarray | None = None, *, penalty: float = 100.0, rounds: int = 40,
    name: str = "confidence",
) -> dict[str, np.ndarray]:  # fmt: skip
    """Logistic regression by Newton's method with an L2 penalty on all but the bias.

    `rows` (n, m) features, `right` (n,) 0 or 1, `counts` (n,) how much each row counts. Columns are scaled first; a column
    that never varies gets no weight.
    """
    counts = np.ones(len(rows)) if counts is None else counts
    mean = rows.mean(0)
    scale = rows.std(0)
    scale[scale < 1e-6] = 1.0
    x = np.concatenate([(rows - mean) / scale, np.ones((len(rows), 1))], 1).astype(np.float64)
    weight = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-6
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(x @ weight)))
        gradient = x.T @ (counts * (right - p)) - ridge * weight
        curvature = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weight += step
        if np.abs(step).max() < 1e-6:
            break
    return {
        f"{name}.mean": mean.astype(np.float32),
        f"{name}.scale": scale.astype(np.float32),
        f"{name}.weight": weight[:-1].astype(np.float32),
        f"{name}.bias": np.float32(weight[-1]),
    }


def calibration_error(chance: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal bins of the probability."""
    total, which = 0.0, np.minimum(bins - 1, (chance * bins).astype(int))
    for b in range(bins):
        inside = which == b
        total += abs(chance[inside].sum() - right[inside].sum())
    return total / max(1, len(chance))
