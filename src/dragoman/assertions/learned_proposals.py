"""What the learned heads propose for a report, before any of it is an assertion.

A proposal is a trigger with a class, the probable fillers of each field, its evidence, issue, modality and polarity,
all with their probabilities. Nothing is decided here but what a proposal's own numbers decide; which proposals become
assertions, and with which confidence, is `learned`'s affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dragoman.assertions.learned_features import FIELDS, Scene
from dragoman.assertions.learned_heads import Heads, sigmoid
from dragoman.assertions.learned_hints import Hints
from dragoman.assertions.learned_lexicon import IssueWords
from dragoman.assertions.learned_mentions import Mention, mentions
from dragoman.assertions.learned_topics import Topics
from dragoman.reading.types import Reading

Array = Any
MODALITIES = ("actual", "planned", "expected", "possible", "conditional", "alleged")
FLOOR = 0.15  # below this a trigger is not even weighed
LEAST = 0.05  # below this a mention is no filler
NAMES = tuple(FIELDS)
TOGETHER = 256  # triggers whose fillers are scored in one product: more would cost memory in the square of a dense text


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity that may fill a field, and the mention of it that scored best."""

    entity: str
    probability: float
    mention: Mention


@dataclass(slots=True)
class Proposal:
    """`trigger` and `start`, `end` (evidence) are code points; `fillers` are sorted by falling probability."""

    kind: str
    act: str
    probability: float
    trigger: tuple[int, int]
    start: int
    end: int
    sentence: int
    fillers: dict[str, list[Filler]]
    issues: list[tuple[str, float]]
    modality: str
    modality_probability: float
    negative: float
    rivals: float = 0.0
    content: int = -1
    extra: dict[str, Any] = field(default_factory=dict)


def propose(
    reading: Reading, states: Array, offsets: Array, heads: Heads, classes: Sequence[str], issues: Sequence[str], hints: Hints,
    topics: Topics,
) -> list[Proposal]:
    """Proposals of a report in the order of their triggers.

    `states` (N, size) and `offsets` (N, 2; code points) are those of the tokens of the report, in order; `hints` are
    the rules' proposals, `topics` the sums of the tokens' static vectors.
    """
    if not len(offsets):
        return []
    text = reading.report.text
    found = mentions(reading)
    scene = Scene(reading, found, hints)
    probabilities = heads.trigger(states, *hints.columns(offsets, classes))
    first = np.ones(len(offsets), dtype=bool)
    first[1:] = offsets[1:, 0] > offsets[:-1, 1]
    # the type is told, as the list is empty for a report of one token
    first[1:] |= np.array([not text[a].isalnum() or not text[a - 1].isalnum() for a in offsets[1:, 0]], dtype=bool)
    totals = np.concatenate([np.zeros((1, states.shape[1]), np.float32), np.cumsum(states, 0, dtype=np.float64)])
    spans = np.zeros((len(found), 2), dtype=np.int64)
    if found:
        spans[:, 0] = np.searchsorted(offsets[:, 1], scene.start, side="right")
        spans[:, 1] = np.maximum(np.searchsorted(offsets[:, 0], scene.end, side="left"), spans[:, 0] + 1)
        spans = np.minimum(spans, len(offsets))
        spans[:, 0] = np.minimum(spans[:, 0], len(offsets) - 1)
        means = (totals[spans[:, 1]] - totals[spans[:, 0]]) / np.maximum(1, spans[:, 1] - spans[:, 0])[:, None]
        mention_keys = heads.pair_keys(means.astype(np.float32))
    point_keys = heads.point_keys(states)
    words = IssueWords(text, issues)
    tokens, labels = np.nonzero((probabilities >= FLOOR) & first[:, None])
    if not len(tokens):
        return []
    # All triggers of a report go through the heads together: many small products cost more than the arithmetic.
    at_states = states[tokens]
    queries = heads.point_queries(at_states, labels)
    places, passages, hits, told, about = [], [], [], [], []
    for number, token in enumerate(tokens.tolist()):
        at = int(offsets[token, 0])
        here = scene.sentence_of(at)
        bounds = (reading.sentences[here].start, reading.sentences[here].end) if reading.sentences else (0, len(text))
        start, end = _evidence(heads, point_keys, queries[number], offsets, token, bounds)
        low, high = np.searchsorted(offsets[:, 1], start, side="right"), np.searchsorted(offsets[:, 0], end, side="left")
        places.append((at, here, start, end))
        passages.append((totals[high] - totals[low]) / max(1, high - low))
        kind, act = classes[int(labels[number])].split("/")
        hits.append(words.hits((start, end), bounds, hints.issue(at, kind)))
        told.append(hints.sense(at, kind, act))
        about.append(topics.of((start, end), bounds))
    passage_states = np.stack(passages).astype(np.float32)
    senses = heads.sense(at_states, passage_states, labels, np.stack(hits), np.stack(told), np.stack(about))
    kinds = [classes[label].split("/")[0] for label in labels.tolist()]
    all_fillers = _all_fillers(scene, heads, mention_keys, at_states, tokens, labels, kinds, offsets) if found else None
    made = []
    for number, (token, label) in enumerate(zip(tokens.tolist(), labels.tolist(), strict=True)):
        kind, act = classes[label].split("/")
        at, here, start, end = places[number]
        issue, modality, polarity = (values[number] for values in senses)
        fillers = all_fillers[number] if all_fillers is not None else {}
        best = np.argsort(-issue, kind="stable")[:4]
        word_end = at
        while word_end < len(text) and (text[word_end].isalnum() or text[word_end] in "-’'"):
            word_end += 1
        rivals = np.delete(probabilities[token], label).max() if len(classes) > 1 else 0.0
        made.append(
            Proposal(
                kind=kind,
                act=act,
                probability=float(probabilities[token, label]),
                trigger=(at, max(word_end, at + 1)),
                start=start,
                end=end,
                sentence=here,
                fillers=fillers,
                issues=[(issues[i], float(issue[i])) for i in best],
                modality=MODALITIES[int(modality.argmax())],
                modality_probability=float(modality.max()),
                negative=float(polarity[1]),
                rivals=float(rivals),
                content=scene.content_of(at),
            )
        )
    return made


def _fillers(scene: Scene, chosen: Array, probabilities: Array) -> dict[str, list[Filler]]:
    """For each field its entities by falling probability, each with the mention that scored best; at most eight."""
    allowed = np.where(scene.fits[chosen], probabilities, 0.0)
    ranked: dict[str, list[Filler]] = {}
    rows, columns = np.nonzero(allowed > LEAST)
    if not len(rows):
        return ranked
    values = allowed[rows, columns]
    seen: set[tuple[int, int]] = set()
    for at in np.lexsort((rows, -values)):
        column, i = int(columns[at]), int(chosen[rows[at]])
        key = (column, int(scene.entity[i]))
        if key in seen:
            continue
        seen.add(key)
        found = ranked.setdefault(NAMES[column], [])
        if len(found) < 8:
            found.append(Filler(scene.mentions[i].entity, float(values[at]), scene.mentions[i]))
    return ranked


def _all_fillers(
    scene: Scene, heads: Heads, keys: Array, at_states: Array, tokens: Array, labels: Array, kinds: Sequence[str],
    offsets: Array,
) -> list[dict[str, list[Filler]]]:
    """The fillers of each trigger, in order."""
    made: list[dict[str, list[Filler]]] = []
    for at in range(0, len(tokens), TOGETHER):
        some = slice(at, at + TOGETHER)
        made += _some_fillers(scene, heads, keys, at_states[some], tokens[some], labels[some], kinds[some], offsets)
    return made


def _some_fillers(
    scene: Scene, heads: Heads, keys: Array, at_states: Array, tokens: Array, labels: Array, kinds: Sequence[str],
    offsets: Array,
) -> list[dict[str, list[Filler]]]:
    near = [scene.near(int(offsets[token, 0])) for token in tokens]
    sizes = [len(chosen) for chosen in near]
    if not sum(sizes):
        return [{} for _ in near]
    features = np.concatenate(
        [scene.pairs(int(offsets[t, 0]), chosen, kind) for t, chosen, kind in zip(tokens, near, kinds, strict=True)]
    )
    trigger = np.repeat(heads.pair_triggers(at_states), sizes, 0)
    scores = sigmoid(heads.pairs(trigger, np.repeat(labels, sizes), keys[np.concatenate(near)], features))
    ends = np.cumsum(sizes)
    return [_fillers(scene, chosen, scores[end - len(chosen) : end]) for chosen, end in zip(near, ends, strict=True)]


def _evidence(
    heads: Heads, keys: Array, query: Array, offsets: Array, token: int, bounds: tuple[int, int]
) -> tuple[int, int]:
    """The likeliest span around the trigger within its sentence."""
    starts, ends, low = heads.points(keys, query, token)
    numbers = np.arange(low, low + len(starts))
    inside = (offsets[numbers, 0] >= bounds[0]) & (offsets[numbers, 1] <= bounds[1])
    s = np.where(inside & (numbers <= token), starts, -1e9)
    e = np.where(inside & (numbers >= token), ends, -1e9)
    return int(offsets[numbers[int(s.argmax())], 0]), int(offsets[numbers[int(e.argmax())], 1])
