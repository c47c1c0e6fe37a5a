"""The heads in numpy do what the heads in torch learned."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.extractor_model import Heads  # noqa: E402
from training.topics import SIZE  # noqa: E402

from dragoman.assertions.learned_features import FIELDS, width  # noqa: E402
from dragoman.assertions.learned_heads import Heads as RunHeads  # noqa: E402
from dragoman.assertions.learned_heads import sigmoid, softmax  # noqa: E402
from dragoman.assertions.learned_hints import SENSE  # noqa: E402
from dragoman.assertions.learned_lexicon import COLUMNS  # noqa: E402
from dragoman.assertions.learned_topics import STRETCHES  # noqa: E402

CLASSES, ISSUES, TOKENS, PAIRS = 5, 7, 30, 11


@pytest.fixture(scope="module")
def both():  # type: ignore[no-untyped-def]
    torch.manual_seed(3)
    learned = Heads(CLASSES, ISSUES).eval()
    return learned, RunHeads(learned.export())


def close(a, b) -> bool:  # type: ignore[no-untyped-def]
    return bool(np.allclose(a.detach().numpy(), b, atol=1e-4))


def test_triggers_agree(both) -> None:  # type: ignore[no-untyped-def]
    learned, run = both
    states, hints = torch.randn(TOKENS, 384), torch.zeros(TOKENS, 2 * CLASSES)
    torch.nn.init.normal_(learned.trigger_hint.weight)
    torch.nn.init.normal_(learned.hint_direct.weight)
    run = RunHeads(learned.export())
    tokens, columns = np.array([2, 2, 7]), np.array([0, 9, 4])
    hints[tokens, columns] = 1.0
    chances = torch.sigmoid(learned.trigger(states, hints)).detach().numpy()
    assert np.allclose(chances, run.trigger(states.numpy(), tokens, columns), atol=1e-4)
    assert not np.allclose(chances, run.trigger(states.numpy(), tokens[:0], columns[:0]), atol=1e-2)


def test_pairs_agree(both) -> None:  # type: ignore[no-untyped-def]
    learned, run = both
    at, mention, features = torch.randn(384), torch.randn(PAIRS, 384), torch.randn(PAIRS, width())
    label = torch.full((PAIRS,), 2)
    scores = learned.pairs(at.expand(PAIRS, -1), label, mention, features)
    assert scores.shape == (PAIRS, len(FIELDS))
    assert close(scores, run.pairs(run.pair_triggers(at.numpy()), np.full(PAIRS, 2), run.pair_keys(mention.numpy()), features.numpy()))


def test_points_agree(both) -> None:  # type: ignore[no-untyped-def]
    learned, run = both
    states = torch.randn(TOKENS, 384)
    start, end, low = learned.points(states, 12, 1)
    first, last, at = run.points(run.point_keys(states.numpy()), run.point_queries(states.numpy()[12], 1), 12)
    assert low == at and close(start, first) and close(end, last)


def test_sense_agrees(both) -> None:  # type: ignore[no-untyped-def]
    learned, run = both
    at, passage, hits = torch.randn(1, 384), torch.randn(1, 384), torch.rand(1, ISSUES, COLUMNS)
    hints, topics = torch.rand(1, SENSE), torch.rand(1, STRETCHES * SIZE)
    issue, modality, polarity = learned.sense(at, passage, torch.tensor([3]), hits, hints, topics)
    found = run.sense(at.numpy(), passage.numpy(), np.array([3]), hits.numpy(), hints.numpy(), topics.numpy())
    for ours, theirs in zip((issue, modality, polarity), found, strict=True):
        assert np.allclose(softmax(ours[0].detach().numpy()), theirs[0], atol=1e-4)


def test_sigmoid_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e9, 1e9])).tolist() == pytest.approx([0.0, 1.0], abs=1e-9)
