"""An annotated report as the tensors that the extractor's loss needs; made once, before the first epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.assertions.grounding import Proposal
from dragoman.assertions.learned_features import FIELDS, Scene
from dragoman.assertions.learned_hints import Hints
from dragoman.assertions.learned_lexicon import IssueWords
from dragoman.assertions.learned_mentions import Mention, mentions
from dragoman.assertions.learned_topics import SCALES, VECTORS, Topics
from dragoman.reading.encoder import Window
from dragoman.reading.types import Reading
from training.extractor_data import Example, Fact, as_list, same
from training.extractor_model import MODALITIES

#: Fields that each kind of assertion can have: the others stay out of the loss.
OWN = {
    "meeting": ("actors", "place", "host", "date", "said", "source"),
    "delegation": ("actors", "head", "members", "size", "place", "date", "said", "source"),
    "document": ("actors", "recipient", "owner", "document", "date", "said", "place", "source"),
    "step": ("owner", "document", "quantities", "said", "source"),
    "position": ("actors", "target", "said", "source"),
    "event": ("actors", "recipient", "place", "date", "said", "quantities", "source"),
    "remark": ("said", "source"),
    "role": ("person", "party"),
}
TALKS = {"meeting/held", "meeting/called"}
#: What a field that the annotator left empty says: a little for what is often forgotten.
EMPTY = {"actors": 0.5, "source": 1.0, "place": 0.6, "date": 0.5, "said": 0.3, "recipient": 0.6, "target": 0.6, "party": 0.6}


@dataclass(slots=True)
class Instance:
    """A trigger with one class: the candidates near it and what they fill. `evidence` are token numbers, end inclusive."""

    token: int
    label: int
    evidence: tuple[int, int]
    chosen: np.ndarray
    spans: np.ndarray
    entity: np.ndarray
    features: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    issues: list[int]
    hits: np.ndarray
    told: np.ndarray
    topics: np.ndarray
    modality: list[int]
    polarity: int


@dataclass(slots=True)
class Row:
    """A report ready for training. `offsets` (N, 2) are those of the tokens that carry a state, in order."""

    example: Example
    windows: list[Window]
    offsets: np.ndarray
    where: list[np.ndarray]
    positive: list[tuple[int, int]]
    ignored: list[tuple[int, int]]
    softened: list[tuple[int, int, int]]
    instances: list[Instance]
    found: list[Mention]
    masked: list[tuple[int, int, int]]
    hints: tuple[np.ndarray, np.ndarray]


def tokens_of(windows: list[Window]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Offsets of all tokens that a window owns, and for each window which of its rows they are."""
    where = []
    for w in windows:
        own = (w.offsets[:, 1] > w.offsets[:, 0]) & (w.offsets[:, 0] >= w.core)
        where.append(np.flatnonzero(own))
    offsets = np.concatenate([w.offsets[rows] for w, rows in zip(windows, where, strict=True)])
    return offsets, where


def token_at(offsets: np.ndarray, offset: int) -> int:
    return int(np.clip(np.searchsorted(offsets[:, 1], offset, side="right"), 0, len(offsets) - 1))


def _matches(field: str, gold: str, mention: Mention) -> bool:
    if field in ("date", "said"):
        return mention.entity.startswith(gold)
    if field in ("quantities", "size"):
        return float(mention.entity) == float(gold)
    return same(gold, mention.entity)


def build(
    example: Example,
    reading: Reading,
    triggers: list[int],
    windows: list[Window],
    classes: list[str],
    issues: list[str],
    vectors: Mapping[str, np.ndarray],
    rules: Sequence[Proposal] = (),
) -> Row:
    """The row of an example; `rules` are what rules propose for it, which the heads are told; `vectors` are `topics`'."""
    offsets, where = tokens_of(windows)
    ids = np.concatenate([w.ids[rows] for w, rows in zip(windows, where, strict=True)])
    topics = Topics(vectors[VECTORS], vectors[SCALES], ids, offsets)
    found = mentions(reading)
    hints = Hints(rules)
    scene = Scene(reading, found, hints)
    words = IssueWords(example.text, issues)
    row = Row(example, windows, offsets, where, [], [], [], [], found, [], hints.columns(offsets, classes))
    grouped: dict[tuple[int, str], list[Fact]] = {}
    for fact, trigger in zip(example.facts, triggers, strict=True):
        label = f"{fact.kind}/{fact.act}"
        if label not in classes:
            continue
        token = token_at(offsets, trigger)
        grouped.setdefault((token, label), []).append(fact)
        alternatives = {f"{fact.kind}/{a}" for a in fact.other_acts}
        if label in TALKS or alternatives & TALKS:
            alternatives |= TALKS
            if not any(k in fact.fillers for k in ("date", "place")):
                alternatives.add("event/consult")
        if label == "event/consult":
            alternatives |= TALKS
        first, last = token_at(offsets, fact.start), token_at(offsets, fact.end - 1)
        for other in (alternatives - {label}) & set(classes):
            row.softened.append((first, last, classes.index(other)))
            row.ignored.append((token, classes.index(other)))
        row.softened.append((first, last, classes.index(label)))
    for (token, label), facts in grouped.items():
        row.positive.append((token, classes.index(label)))
        row.instances.append(_instance(scene, words, topics, row, token, label, facts, classes, issues))
    kept = [m for m in found if m.way == "name" and m.type in ("state", "person", "organisation")]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(m.entity for m in kept))}
    row.masked = [(token_at(offsets, m.start), token_at(offsets, m.end - 1) + 1, numbers[m.entity]) for m in kept]
    return row


def _instance(
    scene: Scene,
    words: IssueWords,
    topics: Topics,
    row: Row,
    token: int,
    label: str,
    facts: list[Fact],
    classes: list[str],
    issues: list[str],
) -> Instance:
    offsets = row.offsets
    trigger = int(offsets[token, 0])
    kind = label.split("/")[0]
    chosen = scene.near(trigger)
    numbers, entity = (
        np.unique(scene.entity[chosen], return_inverse=True) if len(chosen) else (np.zeros(0), np.zeros(0))
    )
    target = np.zeros((len(numbers), len(FIELDS)), dtype=np.float32)
    weight = np.zeros_like(target)
    for at, (field, kinds) in enumerate(FIELDS.items()):
        if field not in OWN.get(kind, ()):
            continue
        usable = np.zeros(len(numbers), dtype=bool)
        for i, number in zip(chosen, entity, strict=True):
            usable[number] |= scene.mentions[i].type in kinds
        wanted: list[str] = []
        for fact in facts:
            wanted += [fact.source] if field == "source" and fact.source else fact.fillers.get(field, [])
        hit = np.zeros(len(numbers), dtype=bool)
        missing = 0
        for value in dict.fromkeys(wanted):
            ok = np.zeros(len(numbers), dtype=bool)
            for i, number in zip(chosen, entity, strict=True):
                m = scene.mentions[i]
                ok[number] |= m.type in kinds and _matches(field, value, m)
            missing += not ok.any()
            hit |= ok
        target[:, at] = hit
        strength = 1.0
        if not wanted:
            strength = EMPTY.get(field, 1.0)
        elif missing and not hit.any():
            strength = 0.0
        elif missing:
            strength = 0.4
        weight[:, at] = usable * strength
        weight[hit, at] = 1.0
    first = min(f.start for f in facts[:1])
    last = max(f.end for f in facts[:1])
    spans = np.stack(
        [
            np.searchsorted(offsets[:, 1], scene.start[chosen], side="right"),
            np.maximum(
                np.searchsorted(offsets[:, 0], scene.end[chosen], side="left"),
                np.searchsorted(offsets[:, 1], scene.start[chosen], side="right") + 1,
            ),
        ],
        1,
    )
    here = scene.sentence_of(trigger)
    bounds = scene.sentence_starts
    sentence = (bounds[here], bounds[here + 1] if here + 1 < len(bounds) else len(row.example.text))
    fact = facts[0]
    return Instance(
        token=token,
        label=classes.index(label),
        evidence=(token_at(offsets, first), token_at(offsets, last - 1)),
        chosen=chosen,
        spans=np.minimum(spans, len(offsets)),
        entity=entity.astype(np.int64),
        features=scene.pairs(trigger, chosen, kind),
        target=target,
        weight=weight,
        issues=sorted({issues.index(i) for f in facts for i in as_list(list(f.issues)) if i in issues}),
        hits=words.hits((first, last), sentence, scene.hints.issue(trigger, kind)),
        told=scene.hints.sense(trigger, *label.split("/")),
        topics=topics.of((fact.start, fact.end), sentence),
        modality=[MODALITIES.index(m) for m in fact.modality if m in MODALITIES],
        polarity=int(fact.polarity == "negative"),
    )
