"""Clauses that stand for one issue each: what the topic part of the extractor learns beside whole reports.

`issues.tsv` holds our own words, one clause a line after its issue, in disputes of every kind. A clause has no report
around it, so only the parts of the heads that go by words see it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from dragoman.assertions.learned_lexicon import IssueWords
from dragoman.assertions.learned_topics import SCALES, VECTORS, Topics
from training.encoder import tokenizer
from training.extractor_model import Heads
from training.extractor_rows import Row

CLAUSES = Path(__file__).parent / "corpus" / "issues.tsv"


@dataclass(frozen=True, slots=True)
class Clauses:
    """`topics` (n, STRETCHES * SIZE), `hits` (n, issues, columns), `issue` (n,) and the `labels` that a clause may have."""

    topics: torch.Tensor
    hits: torch.Tensor
    issue: torch.Tensor
    labels: torch.Tensor

    def loss(self, heads: Heads, rng: random.Random, count: int = 24) -> torch.Tensor:
        """The mean loss of some clauses, each under a class taken at random."""
        some = torch.tensor(rng.sample(range(len(self.issue)), min(count, len(self.issue))))
        label = self.labels[torch.tensor([rng.randrange(len(self.labels)) for _ in some])]
        return F.cross_entropy(heads.topic(self.topics[some], label, self.hits[some]), self.issue[some])


def warm(heads: Heads, rows: Sequence[Row], clauses: Clauses, *, epochs: int = 12, rate: float = 2e-3) -> None:
    """Train the part of the heads that goes by words, in place, alone and from the beginning, on the reports and the clauses.

    The same rows give the same weights, so that trainings which begin here can be averaged.
    """
    torch.manual_seed(0)
    rng = random.Random(0)
    heads.topic_in.reset_parameters()
    heads.topic_out.reset_parameters()
    nn.init.normal_(heads.topic_class.weight, std=0.1)
    told = [i for row in rows for i in row.instances if i.issues]
    topics = torch.from_numpy(np.stack([i.topics for i in told]))
    hits = torch.from_numpy(np.stack([i.hits for i in told]))
    label = torch.tensor([i.label for i in told])
    wanted = torch.zeros(len(told), hits.shape[1], dtype=torch.bool)
    for number, i in enumerate(told):
        wanted[number, i.issues] = True
    parts = [p for name, p in heads.named_parameters() if name.startswith("topic_")]
    optimizer = torch.optim.AdamW(parts, lr=rate, weight_decay=0.02)
    heads.train()
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for some in torch.randperm(len(told)).split(128):
            chance = heads.topic(topics[some], label[some], hits[some]).log_softmax(-1)
            loss = -torch.logsumexp(chance.masked_fill(~wanted[some], -1e9), -1).mean() + 0.5 * clauses.loss(heads, rng, 64)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def load(
    classes: Sequence[str], issues: Sequence[str], vectors: Mapping[str, np.ndarray], path: Path = CLAUSES
) -> Clauses:
    """The clauses of a file. Raises SystemExit at an issue that is not known, naming the line."""
    words = tokenizer()
    topics, hits, numbers = [], [], []
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        issue, _, clause = row.partition("\t")
        if issue not in issues:
            raise SystemExit(f"{path.name}:{line}: no issue {issue!r}")
        found = words.encode(clause, add_special_tokens=False)
        span = (0, len(clause))
        ids, offsets = np.array(found.ids), np.array(found.offsets)
        topics.append(Topics(vectors[VECTORS], vectors[SCALES], ids, offsets).of(span, span))
        hits.append(IssueWords(clause, issues).hits(span, span))
        numbers.append(issues.index(issue))
    stances = [i for i, name in enumerate(classes) if name.split("/")[0] in ("position", "step")]
    return Clauses(
        torch.from_numpy(np.stack(topics)),
        torch.from_numpy(np.stack(hits)),
        torch.tensor(numbers),
        torch.tensor(stances),
    )
