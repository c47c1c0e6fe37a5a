"""For each cue its source and its content: the far end of the attribution head (see `training/attribution_head.py`).

The graph gives each wordpiece `tags` (9: outside, begin, inside for cue, source and content) and `link` (two views of it as
a word, two as part of a cue). Here cues are read off the tags, and each cue is paired with every piece of its own and
the neighbouring paragraphs of its window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragoman.reading.encoder import Floats, Window

NONE, SOURCE, CONTENT = 0, 1, 2
STEPS = np.array((1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128))


@dataclass(frozen=True, slots=True, eq=False)
class CueLinks:
    """A cue (pieces `first` to `last`, end exclusive; its `chance`) and what each piece from `start` on is to it.

    `chances` is (n, 3): neither, source, content.
    """

    first: int
    last: int
    chance: float
    start: int
    chances: Floats


def softmax(scores: Floats) -> Floats:
    """Chances along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return chances


def find_cues(tags: Floats, window: Window, least: float) -> list[tuple[int, int, float]]:
    """(first piece, last + 1, chance) of each cue whose chance is at least `least`, in order.

    A cue begins where 'begin' is likelier than `least`, and goes on while 'inside' is the likeliest.
    """
    chances = softmax(tags[:, :3])
    begins = chances[:, 1]
    found: list[tuple[int, int, float]] = []
    for at in np.flatnonzero(begins >= least).tolist():
        if window.offsets[at, 0] >= window.offsets[at, 1] or window.offsets[at, 0] < window.core:
            continue
        if found and at < found[-1][1]:
            continue
        last = at + 1
        while last < len(tags) - 1 and _inside(chances, begins, last, least) and _same(window, at, last):
            last += 1
        found.append((at, last, float(begins[at])))
    return found


def _inside(chances: Floats, begins: Floats, at: int, least: float) -> bool:
    return bool(chances[at, 2] > chances[at, 0] and chances[at, 2] > begins[at]) or bool(
        chances[at, 2] + begins[at] > 0.5 and begins[at] < least
    )


def _same(window: Window, one: int, other: int) -> bool:
    return bool(window.paragraphs[one] == window.paragraphs[other])


def link_cues(
    link: Floats, cues: list[tuple[int, int, float]], window: Window, pairs: Callable[[dict[str, Any]], Floats]
) -> list[CueLinks]:
    """Pair each cue with the pieces of its own paragraph and of the one on either side.

    `pairs` runs the head's second graph on its inputs and gives chances (cues, pieces, 3).
    """
    if not cues:
        return []
    word, cue = np.split(link, 2, axis=1)
    at = np.arange(len(link))[None]
    first = np.array([[c[0]] for c in cues])
    last = np.array([[c[1] - 1] for c in cues])
    offset = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    apart = window.paragraphs[None] - window.paragraphs[first]
    chances = pairs(
        {
            "word": word,
            "cue": np.stack([cue[a:b].mean(axis=0) for a, b, _ in cues]),
            "bucket": np.searchsorted(STEPS, np.abs(offset), side="right") * np.sign(offset) + len(STEPS),
            "other": (apart != 0).astype(np.float32),
        }
    )
    found = []
    for row, (a, b, chance) in enumerate(cues):
        near = np.flatnonzero(np.abs(apart[row]) <= 1)
        start, end = int(near[0]), int(near[-1]) + 1
        found.append(CueLinks(a, b, chance, start, chances[row, start:end]))
    return found
