"""From chances to spans: runs, thresholds by expected overlap, whole words, cues."""

from __future__ import annotations

import numpy as np

from dragoman.reading.attribution_decoding import Decoding, best_run, content_runs, whole_words
from dragoman.reading.cue_links import find_cues, link_cues
from dragoman.reading.encoder import Window


def _chances(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_the_best_run_bridges_a_doubtful_piece_between_sure_ones() -> None:
    assert best_run(_chances(0.1, 0.9, 0.4, 0.95, 0.1, 0.6)) == (1, 4)


def test_no_run_where_nothing_is_likely_and_one_where_we_lean_to_it() -> None:
    assert best_run(_chances(0.1, 0.4, 0.2)) is None
    assert best_run(_chances(0.1, 0.4, 0.2), lean=1.0) == (1, 2)


def test_contents_take_the_threshold_of_the_greatest_expected_overlap() -> None:
    sure = _chances(0.9, 0.95, 0.9, 0.05, 0.05)
    taken = np.zeros(5, dtype=bool)
    assert content_runs(sure, taken, Decoding()) == [(0, 3)]
    doubtful = _chances(0.45, 0.5, 0.45, 0.4, 0.02)
    assert content_runs(doubtful, taken, Decoding()) == [(0, 4)]
    assert content_runs(_chances(0.1, 0.05, 0.1, 0.0, 0.0), taken, Decoding()) == []


def test_a_gap_is_bridged_but_not_over_the_cue() -> None:
    chances = _chances(0.9, 0.9, 0.1, 0.9, 0.9)
    taken = np.zeros(5, dtype=bool)
    assert content_runs(chances, taken, Decoding()) == [(0, 5)]
    taken[2] = True
    assert content_runs(chances, taken, Decoding()) == [(0, 2), (3, 5)]


def test_spans_are_made_of_whole_words() -> None:
    text = "the reiterated offer"
    assert whole_words(text, 6, 10) == (4, 14)
    assert whole_words(text, 4, 14) == (4, 14)


def _window(n: int, paragraphs: list[int] | None = None) -> Window:
    offsets = np.array([(0, 0), *((i, i + 1) for i in range(n - 2)), (n, n)])
    return Window(np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), offsets, np.array(paragraphs or [0] * n), 0)


def test_cues_begin_where_likely_and_go_on_while_inside() -> None:
    tags = np.zeros((7, 9), dtype=np.float32)
    tags[:, 0] = 5
    tags[2, 1] = 9
    tags[3, 2] = 9
    tags[5, 1] = 5.1
    cues = find_cues(tags, _window(7), 0.3)
    assert [(a, b) for a, b, _ in cues] == [(2, 4), (5, 6)]
    assert [(a, b) for a, b, _ in find_cues(tags, _window(7), 0.9)] == [(2, 4)]


def test_cues_in_the_lead_of_a_window_are_left_to_the_window_before() -> None:
    tags = np.zeros((5, 9), dtype=np.float32)
    tags[:, 1] = 9
    window = _window(5)
    late = Window(window.ids, window.marks, window.offsets, window.paragraphs, core=2)
    assert [a for a, _, _ in find_cues(tags, late, 0.5)] == [3]


def test_a_cue_is_paired_with_its_own_and_the_next_paragraphs_only() -> None:
    asked = {}

    def pairs(inputs: dict[str, np.ndarray]) -> np.ndarray:
        asked.update(inputs)
        return np.zeros((1, 8, 3), dtype=np.float32)

    window = _window(8, [0, 0, 0, 1, 1, 2, 2, 2])
    (found,) = link_cues(np.ones((8, 4), dtype=np.float32), [(1, 3, 0.9)], window, pairs)
    assert (found.start, len(found.chances)) == (0, 5)
    assert asked["other"].tolist() == [[0, 0, 0, 1, 1, 1, 1, 1]]
    assert asked["bucket"].tolist() == [[13, 14, 14, 15, 16, 17, 18, 18]]
