"""Static vectors of wordpieces, by which the extractor tells what a stretch of text is about.

Each wordpiece is read alone by the sentence encoder that training starts from; the 128 directions in which the results
differ most are kept, frequent pieces weigh less (a / (a + share), as in smooth inverse frequency), and each row is kept as
int8 with a scale. Shares are counted in the training texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch

from dragoman.assertions.learned_topics import SCALES, VECTORS
from dragoman.reading.encoder import CLS, SEP
from training.encoder import Encoder, tokenizer
from training.extractor_data import Example

SIZE = 128
RARE = 1e-3


@torch.no_grad()
def alone(batch: int = 1024) -> np.ndarray:
    """(pieces, width) float32: the mean state of each wordpiece read alone."""
    bert = Encoder.pretrained().bert.eval()
    count = tokenizer().get_vocab_size()
    parts = []
    for first in range(0, count, batch):
        ids = torch.tensor([[CLS, piece, SEP] for piece in range(first, min(count, first + batch))])
        parts.append(bert(ids).last_hidden_state.mean(1).numpy())
    return np.concatenate(parts)


def vectors(states: np.ndarray, texts: Iterable[str], size: int = SIZE) -> dict[str, np.ndarray]:
    """The arrays that `learned_topics` reads, from what `alone` gives and the texts whose pieces are counted."""
    centred = states - states.mean(0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    rows = centred @ directions[:size].T
    rows /= np.linalg.norm(rows, axis=1).mean()
    words, counts = tokenizer(), Counter[int]()
    for text in texts:
        counts.update(words.encode(text, add_special_tokens=False).ids)
    total = max(1, sum(counts.values()))
    share = np.array([counts[i] / total for i in range(len(rows))])
    rows *= (RARE / (RARE + share))[:, None]
    scales = np.maximum(np.abs(rows).max(1) / 127, 1e-6).astype(np.float16)
    whole = np.clip(np.round(rows / scales.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    return {VECTORS: whole, SCALES: scales}


def held(models: Path | None) -> dict[str, np.ndarray]:
    """The arrays among the extractor's weights in a folder of models; empty where they have none."""
    if models is None:
        return {}
    with np.load(models / "extractor.npz") as arrays:
        return {name: arrays[name] for name in (VECTORS, SCALES) if name in arrays.files}


def vectors_of(kept: Path, examples: Iterable[Example], start: Path | None) -> dict[str, np.ndarray]:
    """The arrays that heads which begin with the models of `start` know; else those in the file `kept`, made if there is none."""
    if known := held(start):
        return known
    if not kept.exists():
        np.savez(kept, **vectors(alone(), (example.text for example in examples)))
    with np.load(kept) as arrays:
        return dict(arrays)
