"""Labels that the attribution reader is trained on, and the shared encoder's parts that need no weights."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.attribution import example, read_corpus  # noqa: E402
from training.attribution_head import AttributionHead, distance_bucket  # noqa: E402
from training.encoder import batches, collate  # noqa: E402

from dragoman.reading.encoder import Window, paragraphs_of  # noqa: E402

TEXT = "Two envoys said that the talks, as planned, would go on."


def _window(text: str) -> Window:
    offsets = [(i, i + len(word)) for i, word in _words(text)]
    spans = [(0, 0), *offsets, (len(text), len(text))]
    n = len(spans)
    return Window(
        ids=np.full(n, 1000), marks=np.zeros(n, dtype=np.int64), offsets=np.array(spans),
        paragraphs=np.zeros(n, dtype=np.int64), core=0,
    )  # fmt: skip


def _words(text: str) -> list[tuple[int, str]]:
    at, found = 0, []
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found


def test_labels_of_a_cue_its_source_and_a_content_in_pieces() -> None:
    gold = {"source": [(0, 10)], "cue": [(11, 15)], "content": [(16, 31), (44, 56)]}
    made = example(_window(TEXT), (gold,))
    assert [(a, b) for a, b, _ in made.cues] == [(3, 4)]
    assert made.cues[0][2].tolist() == [0, 1, 1, 0, 2, 2, 2, 0, 0, 2, 2, 2, 0]
    assert made.tags[0].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert made.tags[2].tolist() == [0, 0, 0, 0, 1, 2, 2, 0, 0, 1, 2, 2, 0]


def test_corpus_of_brat_files(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = ["T1\tSource 0 10\tTwo envoys", "T2\tCue 11 15\tsaid", "T3\tContent 16 31;44 56\t…"]
    lines.append("E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3")
    (tmp_path / "attributions" / "a_x1.ann").write_text("\n".join(lines), encoding="utf-8")
    (text,) = read_corpus(tmp_path)
    assert text.annotations == (({"cue": [(11, 15)], "source": [(0, 10)], "content": [(16, 31), (44, 56)]},),)
    assert paragraphs_of(text.text) == [(0, len(TEXT))]


def test_distances_are_symmetric_and_nought_in_the_cue() -> None:
    buckets = distance_bucket(torch.tensor([-200, -3, -1, 0, 1, 3, 200])).tolist()
    assert buckets == [0, 11, 13, 14, 15, 17, 28]


def test_pairs_do_not_depend_on_padding() -> None:
    torch.manual_seed(0)
    head = AttributionHead(8, link=4).eval()
    states = torch.randn(1, 6, 8)
    mask = torch.ones(1, 6, dtype=torch.bool)
    numbers = torch.zeros(1, 6, dtype=torch.long)
    link = head(states)["link"]
    alone = head.pairs(link, torch.tensor([0]), torch.tensor([[2, 3]]), numbers, mask)
    wide = torch.cat([link, torch.randn(1, 3, link.shape[-1])], dim=1)
    more = head.pairs(
        wide, torch.tensor([0]), torch.tensor([[2, 3]]), torch.tensor([[0] * 6 + [-1] * 3]),
        torch.tensor([[True] * 6 + [False] * 3]),
    )  # fmt: skip
    assert torch.allclose(alone, more[:, :6], atol=1e-5)


def test_batches_hold_each_window_once_and_are_padded_behind() -> None:
    windows = [_window("word " * n) for n in (3, 9, 4, 20, 7)]
    lengths = [len(w.ids) for w in windows]
    made = list(batches(windows, lengths, 24, random.Random(0)))
    assert sorted(len(w.ids) for batch in made for w in batch) == sorted(lengths)
    ids, _, mask = collate(windows[:2])
    assert ids.shape == mask.shape == (2, 11)
    assert mask.sum(1).tolist() == [5, 11]
