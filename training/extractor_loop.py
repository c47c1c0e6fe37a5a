"""The training loop of the extractor: its loss, the lower layers once, the upper ones and the heads by gradient."""

from __future__ import annotations

import copy
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from dragoman.assertions.learned_features import HINTED
from training.encoder import Encoder, collate, lighten
from training.extractor_model import Heads
from training.extractor_rows import Row
from training.issue_clauses import Clauses

log = logging.getLogger("training.extractor")
MASK = 103
CLAUSE = 0.3  # what the clauses of issues weigh beside a batch of reports


class Upper(nn.Module):
    """The upper layers of the encoder, trained for the extractor; the lower ones are the attribution reader's."""

    def __init__(self, encoder: Encoder, layers: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in list(encoder.bert.encoder.layer)[-layers:])

    def forward(self, states: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
        """States (windows, length, width) from the lower layers; `keep` (windows, length) is True where there is a piece."""
        mask = keep[:, None, None, :]
        for layer in self.layers:
            result = layer(states, mask)
            states = result[0] if isinstance(result, tuple) else result
        return states


@torch.no_grad()
def lower(encoder: Encoder, row: Row, layers: int, hidden: set[int] = frozenset()) -> list[torch.Tensor]:
    """What the lower layers give for each window of a report (length, width), bfloat16; entities `hidden` are masked."""
    ids, marks, keep = collate(row.windows)
    if hidden:
        flags = np.zeros(len(row.offsets), dtype=bool)
        for a, b, n in row.masked:
            if n in hidden:
                flags[a:b] = True
        at = 0
        for number, rows in enumerate(row.where):
            ids[number, torch.from_numpy(rows[flags[at : at + len(rows)]])] = MASK
            at += len(rows)
    states = encoder.bert.embeddings(inputs_embeds=encoder.bert.embeddings.word_embeddings(ids) + encoder.marks(marks))
    stack = list(encoder.bert.encoder.layer)
    for layer in stack[: len(stack) - layers]:
        result = layer(states, keep[:, None, None, :])
        states = result[0] if isinstance(result, tuple) else result
    return [states[i, : len(w.ids)].to(torch.bfloat16) for i, w in enumerate(row.windows)]  # kept small, not run


def states_of(upper: Upper, rows: Sequence[Row], below: Sequence[list[torch.Tensor]]) -> list[torch.Tensor]:
    """States (N, width), float32, of the tokens of each report, from what the lower layers gave."""
    flat = [state for one in below for state in one]
    states = nn.utils.rnn.pad_sequence(flat, batch_first=True)
    length = torch.tensor([len(state) for state in flat])
    keep = torch.arange(states.shape[1])[None] < length[:, None]
    after = upper(states.to(next(upper.parameters()).dtype), keep).float()
    made, at = [], 0
    for row in rows:
        made.append(torch.cat([after[at + i, torch.from_numpy(own)] for i, own in enumerate(row.where)]))
        at += len(row.where)
    return made


def precision() -> torch.dtype:
    """What the upper layers run in: bfloat16 where the processor has it, else it would be slower than float32."""
    return torch.bfloat16 if "AVX512" in torch.backends.cpu.get_cpu_capability() else torch.float32


def loss_of(heads: Heads, states: torch.Tensor, row: Row, rng: random.Random) -> dict[str, torch.Tensor]:
    """The parts of the loss of one report, each a mean over its facts.

    The hints of one report in six are hidden: where no parser is installed there are none.
    """
    told = 0.0 if rng.random() < 0.16 else 1.0
    hints = states.new_zeros(len(states), heads.trigger_hint.in_features)
    if told:
        hints[torch.from_numpy(row.hints[0]), torch.from_numpy(row.hints[1])] = 1.0
    logits = heads.trigger(states, hints)
    target = torch.zeros_like(logits)
    weight = torch.ones_like(logits)
    for first, last, label in row.softened:
        weight[first : last + 1, label] = 0.15
    for token, label in row.ignored:
        weight[token, label] = 0.0
    for token, label in row.positive:
        target[token, label] = 1.0
        weight[token, label] = 2.0
    count = max(4, len(row.positive))
    parts = {"trigger": F.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum") / count}
    if not row.instances:
        return parts
    tokens = torch.tensor([i.token for i in row.instances])
    labels = torch.tensor([i.label for i in row.instances])
    totals = torch.cat([states.new_zeros(1, states.shape[1]), states.cumsum(0)])

    def means(spans: np.ndarray) -> torch.Tensor:
        a, b = torch.from_numpy(spans[:, 0]), torch.from_numpy(np.minimum(spans[:, 1], len(states)))
        return (totals[b] - totals[a]) / (b - a).clamp(min=1)[:, None]

    pair = states.new_zeros(())
    sizes = [len(i.chosen) for i in row.instances]
    if sum(sizes):
        at = states[tokens].repeat_interleave(torch.tensor(sizes), 0)
        label = labels.repeat_interleave(torch.tensor(sizes))
        spans = np.concatenate([i.spans for i in row.instances if len(i.chosen)])
        features = torch.from_numpy(np.concatenate([i.features for i in row.instances if len(i.chosen)]))
        features[:, -HINTED:] *= told
        scores = heads.pairs(at, label, means(spans), features)
        base, number, targets, weights = 0, [], [], []
        for i in row.instances:
            if not len(i.chosen):
                continue
            number.append(i.entity + base)
            base += len(i.target)
            targets.append(i.target)
            weights.append(i.weight)
        index = torch.from_numpy(np.concatenate(number))[:, None].expand(-1, scores.shape[1])
        best = scores.new_full((base, scores.shape[1]), -30.0).scatter_reduce(
            0, index, scores, "amax", include_self=True
        )
        want, weigh = torch.from_numpy(np.concatenate(targets)), torch.from_numpy(np.concatenate(weights))
        pair = F.binary_cross_entropy_with_logits(best, want, weigh, reduction="sum") / count
    parts["pair"] = pair
    point = states.new_zeros(())
    for i in row.instances:
        s, e, low = heads.points(states, i.token, i.label)
        first, last = i.evidence[0] - low, i.evidence[1] - low
        if 0 <= first < len(s) and 0 <= last < len(e):
            point = point - s.log_softmax(0)[first] - e.log_softmax(0)[last]
    parts["point"] = point / count
    evidence = np.array([(i.evidence[0], i.evidence[1] + 1) for i in row.instances])
    if rng.random() < 0.3:
        evidence = evidence + np.random.default_rng(rng.randrange(1 << 30)).integers(-3, 4, evidence.shape)
        evidence[:, 0] = np.clip(evidence[:, 0], 0, np.array([i.token for i in row.instances]))
        evidence[:, 1] = np.clip(evidence[:, 1], np.array([i.token for i in row.instances]) + 1, len(states))
    hits = torch.from_numpy(np.stack([i.hits for i in row.instances]))
    hits[..., -1] *= told
    senses = torch.from_numpy(np.stack([i.told for i in row.instances])) * told
    topics = torch.from_numpy(np.stack([i.topics for i in row.instances]))
    issue, modality, polarity = heads.sense(states[tokens], means(evidence), labels, hits, senses, topics)
    chance = issue.log_softmax(-1)
    parts["issue"] = (
        -sum(
            (torch.logsumexp(chance[n, i.issues], 0) for n, i in enumerate(row.instances) if i.issues),
            states.new_zeros(()),
        )
        / count
    )
    chance = modality.log_softmax(-1)
    parts["modality"] = (
        -sum(
            (torch.logsumexp(chance[n, i.modality], 0) for n, i in enumerate(row.instances) if i.modality),
            states.new_zeros(()),
        )
        / count
    )
    parts["polarity"] = (
        F.cross_entropy(polarity, torch.tensor([i.polarity for i in row.instances]), reduction="sum") / count
    )
    return parts


WEIGHTS = {"trigger": 1.0, "pair": 0.7, "point": 0.15, "issue": 0.4, "modality": 0.3, "polarity": 0.5}


@dataclass(frozen=True, slots=True)
class Below:
    """What the lower layers give for a report: as it is, and with a share of its entities masked so that no name is learned."""

    plain: list[torch.Tensor]
    veiled: list[torch.Tensor]


def below_of(encoder: Encoder, rows: Sequence[Row], layers: int, *, mask: float = 0.2) -> list[Below]:
    """The lower layers run once for all trainings: a fold needs the same states as the whole."""
    encoder.eval()
    started, made = time.time(), []
    for row in rows:
        rng = random.Random(row.example.report)  # what is masked does not depend on what else is prepared
        count = max((n for _, _, n in row.masked), default=-1) + 1
        hidden = {n for n in range(count) if rng.random() < mask}
        made.append(Below(lower(encoder, row, layers), lower(encoder, row, layers, hidden)))
    log.info("lower layers of %d reports, %.0f s", len(rows), time.time() - started)
    return made


def train(
    encoder: Encoder, heads: Heads, rows: Sequence[Row], below: Sequence[Below], *, epochs: int, layers: int, rate: float,
    head_rate: float, seed: int, batch: int = 3, minutes: float = 1e9, start: Callable[[Upper, Heads], None] | None = None,
    clauses: Clauses | None = None,
) -> Upper:  # fmt: skip
    """Train the heads in place and an upper part, which is returned; `start` lays earlier weights over both.

    The rate falls to nothing at the end of the epochs, or of the minutes if these end first.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    upper = Upper(encoder, layers)
    if start is not None:
        start(upper, heads)
    lighten(upper)
    upper = upper.to(precision()).train()
    masters = [p.detach().float().clone() for p in upper.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": masters, "peak": rate, "weight_decay": 0.01},
         {"params": list(heads.parameters()), "peak": head_rate, "weight_decay": 0.01}], lr=0.0, fused=True,
    )  # fmt: skip
    each = sum(min(1.0, row.example.weight + 0.2) for row in rows) / batch
    steps, step, done, started = int(epochs * each), 0, 0.0, time.time()
    heads.train()
    averages = [p.clone() for p in (*masters, *(q.detach() for q in heads.parameters()))]
    running: dict[str, float] = {}
    for epoch in range(epochs):
        # Reports that count for less are also seen less often.
        order = [i for i, row in enumerate(rows) if rng.random() < row.example.weight + 0.2]
        rng.shuffle(order)
        for first in range(0, len(order), batch):
            done = max(step / steps, (time.time() - started) / 60 / minutes)
            if done >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * min(1, (step + 1) / 40) * (1 - done)
            chosen = order[first : first + batch]
            shown = [below[i].veiled if rng.random() < 0.4 else below[i].plain for i in chosen]
            loss = torch.zeros(())
            for i, states in zip(chosen, states_of(upper, [rows[i] for i in chosen], shown), strict=True):
                parts = loss_of(heads, states, rows[i], rng)
                loss = loss + sum(WEIGHTS[k] * v for k, v in parts.items()) * rows[i].example.weight / batch
                for k, v in parts.items():
                    running[k] = 0.98 * running.get(k, float(v.detach())) + 0.02 * float(v.detach())
            if clauses is not None:
                loss = loss + CLAUSE * clauses.loss(heads, rng)
            loss.backward()
            for master, p in zip(masters, upper.parameters(), strict=True):
                master.grad = p.grad.float() if p.grad is not None else None
                p.grad = None
            torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            with torch.no_grad():
                keep = min(0.995, (1 + step) / (10 + step))
                for average, p in zip(averages, (*masters, *heads.parameters()), strict=True):
                    average.lerp_(p.detach(), 1 - keep)
                for master, p in zip(masters, upper.parameters(), strict=True):
                    p.copy_(master)
            step += 1
        if done >= 1:
            break
        log.info("epoch %d, %.0f s, %s", epoch, time.time() - started, {k: round(v, 3) for k, v in running.items()})
    upper = upper.float()
    with torch.no_grad():
        for p, average in zip((*upper.parameters(), *heads.parameters()), averages, strict=True):
            p.copy_(average)
    heads.eval()
    return upper.eval()


def save(out: Path, upper: Upper, heads: Heads) -> None:
    """Write `heads.npz` and `upper.pt`."""
    out.mkdir(parents=True, exist_ok=True)
    np.savez(out / "heads.npz", **heads.export())
    torch.save(upper.state_dict(), out / "upper.pt")
