"""The extractor's heads in torch, over the states of one report's tokens. `export` writes what the run time reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from dragoman.assertions.learned_features import FIELDS, width
from dragoman.assertions.learned_heads import TOPIC
from dragoman.assertions.learned_hints import SENSE
from dragoman.assertions.learned_topics import STRETCHES
from training.topics import SIZE

MODALITIES = ("actual", "planned", "expected", "possible", "conditional", "alleged")


class Heads(nn.Module):
    """Triggers with class, fillers of fields, evidence, issue, modality and polarity.

    `states` are (tokens, size) float32 of a whole report. Names of parameters are the names of arrays in the weights.
    """

    def __init__(self, classes: int, issues: int, size: int = 384, inner: int = 160, point: int = 48) -> None:
        super().__init__()
        self.trigger_in = nn.Linear(size, 256)
        self.trigger_out = nn.Linear(256, classes)
        self.trigger_direct = nn.Linear(size, classes, bias=False)
        self.trigger_hint = nn.Linear(2 * classes, 256, bias=False)
        self.hint_direct = nn.Linear(2 * classes, classes, bias=False)
        nn.init.zeros_(self.trigger_hint.weight)
        nn.init.zeros_(self.hint_direct.weight)
        self.pair_trigger = nn.Linear(size, inner)
        self.pair_mention = nn.Linear(size, inner, bias=False)
        self.pair_feature = nn.Linear(width(), inner, bias=False)
        self.pair_class = nn.Embedding(classes, inner)
        self.pair_mix = nn.Linear(inner, inner)
        self.pair_out = nn.Linear(inner, len(FIELDS))
        self.point_query = nn.Linear(size, 2 * point)
        self.point_class = nn.Embedding(classes, 2 * point)
        self.point_key = nn.Linear(size, 2 * point)
        self.point_near = nn.Embedding(2, 162)
        self.sense_in = nn.Linear(2 * size, 192)
        self.sense_class = nn.Embedding(classes, 192)
        self.sense_hint = nn.Linear(SENSE, 192, bias=False)
        self.issue_out = nn.Linear(192, issues)
        self.topic_in = nn.Linear(STRETCHES * SIZE, 192)
        self.topic_class = nn.Embedding(classes, 192)
        self.topic_out = nn.Linear(192, issues)
        self.issue_word = nn.Parameter(torch.tensor([1.2, 0.5, 0.2, 1.0, 1.2, 0.5, 1.0, 1.0]))
        self.modality_out = nn.Linear(192, len(MODALITIES))
        self.polarity_out = nn.Linear(192, 2)
        self.drop = nn.Dropout(0.15)
        self.drop_topic = nn.Dropout(0.4)
        self.point = point
        for table in (self.pair_class, self.point_class, self.sense_class, self.point_near, self.topic_class):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.constant_(self.trigger_out.bias, -5.0)
        nn.init.constant_(self.pair_out.bias, -2.5)

    def trigger(self, states: torch.Tensor, hints: torch.Tensor) -> torch.Tensor:
        """Logits (tokens, classes) from states and hints (tokens, 2 classes)."""
        states = self.drop(states)
        hidden = torch.relu(self.trigger_in(states) + self.trigger_hint(hints))
        return self.trigger_out(self.drop(hidden)) + self.trigger_direct(states) + self.hint_direct(hints)

    def pairs(
        self, at: torch.Tensor, label: torch.Tensor, mention: torch.Tensor, features: torch.Tensor
    ) -> torch.Tensor:
        """Logits (pairs, fields): `at` trigger states, `label` classes, `mention` mean states, `features` columns."""
        hidden = (
            self.pair_trigger(at)
            + self.pair_mention(mention)
            + self.pair_feature(features)
            + self.pair_class(label)
        )
        hidden = torch.relu(hidden)
        return self.pair_out(torch.relu(self.pair_mix(self.drop(hidden))) + hidden)

    def points(self, states: torch.Tensor, at: int, label: int) -> tuple[torch.Tensor, torch.Tensor, int]:
        """Logits of evidence start and end over the tokens within 80 of the trigger, and the first token's number."""
        low, high = max(0, at - 80), min(len(states), at + 81)
        query = self.point_query(states[at]) + self.point_class.weight[label]
        key = self.point_key(states[low:high])
        near = self.point_near.weight[:, low - at + 80 : high - at + 80]
        p = self.point
        return key[:, :p] @ query[:p] / 7 + near[0], key[:, p:] @ query[p:] / 7 + near[1], low

    def sense(
        self, at: torch.Tensor, passage: torch.Tensor, label: torch.Tensor, hits: torch.Tensor, hints: torch.Tensor,
        topics: torch.Tensor,
    ) -> Any:  # fmt: skip
        """Logits of issue, modality and polarity; `passage` mean states of the evidence, `hits` (n, issues, 8), `hints`
        (n, SENSE), `topics` (n, STRETCHES * SIZE)."""
        hidden = self.sense_in(self.drop(torch.cat([at, passage], -1))) + self.sense_class(label)
        hidden = torch.relu(hidden + self.sense_hint(hints))
        hidden = self.drop(hidden)
        learned = hidden @ self.issue_out.weight.T
        if self.training:  # words often go without the states, so that they do not lean on what these know by heart
            learned = learned * (torch.rand(len(learned), 1) > 0.5)
        issue = learned + self.issue_out.bias + self.topic(topics, label, hits)
        return issue, self.modality_out(hidden), self.polarity_out(hidden)

    def topic(self, topics: torch.Tensor, label: torch.Tensor, hits: torch.Tensor) -> torch.Tensor:
        """Logits of issues by words alone."""
        about = torch.relu(self.topic_in(self.drop_topic(TOPIC * topics)) + self.topic_class(label))
        about = self.topic_out(self.drop_topic(about))
        if self.training:
            about = about * (torch.rand(len(about), 1) > 0.2)
        return about + hits @ self.issue_word

    def export(self) -> dict[str, np.ndarray]:
        return {name: value.detach().cpu().numpy().astype(np.float32) for name, value in self.state_dict().items()}
