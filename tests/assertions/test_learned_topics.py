"""The sums of static vectors over stretches of a report."""

from __future__ import annotations

import numpy as np

from dragoman.assertions.learned_topics import STRETCHES, Topics

VECTORS = np.array([[127, 0], [0, 127], [-127, 0]], dtype=np.int8)
SCALES = np.array([1 / 127, 1 / 127, 0.5 / 127], dtype=np.float16)
# Four words of three letters with a blank between: pieces 0, 1, 0, 2.
IDS = np.array([0, 1, 0, 2])
OFFSETS = np.array([[0, 3], [4, 7], [8, 11], [12, 15]])


def of(passage: tuple[int, int], sentence: tuple[int, int]) -> np.ndarray:
    return Topics(VECTORS, SCALES, IDS, OFFSETS).of(passage, sentence).reshape(STRETCHES, 2)


def test_each_part_is_the_mean_direction_of_its_words() -> None:
    passage, sentence, before, whole = of((4, 7), (4, 11))
    assert np.allclose(passage, [0, 1], atol=1e-3)
    assert np.allclose(sentence, [np.sqrt(0.5), np.sqrt(0.5)], atol=1e-3)
    assert np.allclose(before, [1, 0], atol=1e-3)
    assert np.allclose(whole, np.array([1.5, 1]) / np.hypot(1.5, 1), atol=1e-3)


def test_rare_and_frequent_pieces_weigh_by_their_scale() -> None:
    passage, *_ = of((8, 15), (8, 15))
    assert np.allclose(passage, [1, 0], atol=1e-3)  # one whole step forward, half a step back


def test_a_stretch_without_words_is_noughts() -> None:
    _, _, before, _ = of((0, 3), (0, 3))
    assert not before.any()
    assert not of((3, 4), (3, 4))[:2].any()
