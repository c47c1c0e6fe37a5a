"""The head that finds attributions: which wordpieces are cues, and for each cue its source and its content.

Cues are tagged. Source and content are then read for each cue by itself, as arguments are in semantic role labelling,
so that a content in several pieces, and contents inside contents, need no repair afterwards:

    tags (L, 9)     for cue, source, content: outside, begin, inside. Source and content tags are an aid in training.
    link (L, 4 d)   two views of a piece as a word of the text, two as part of a cue; a cue is the mean of its pieces
    z(c, t) = gelu(word1(t) + cue1(c) + distance(t - c) + word2(t) * cue2(c)), smoothed along the text by convolutions
    scores(c, t) = none, source, content

z and the scores are a small graph of their own, which the package runs for the cues it has found.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder import Head, PairGraph

ROLES = ("cue", "source", "content")
LABELS = ("none", "source", "content")
LINK = 128
KERNEL = 7
#: Distances in wordpieces at which a new bucket begins, on either side of the cue.
STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)
BUCKETS = 2 * len(STEPS) + 1


def distance_bucket(offset: Tensor) -> Tensor:
    """The bucket of signed distances to the nearest piece of the cue; 0 is inside it and stands in the middle."""
    steps = torch.tensor(STEPS, device=offset.device)
    return torch.bucketize(offset.abs(), steps, right=True) * offset.sign() + len(STEPS)


class AttributionHead(Head):
    """See the module's docstring."""

    def __init__(self, width: int, link: int = LINK) -> None:
        super().__init__()
        self.tags = nn.Linear(width, 3 * len(ROLES))
        self.link = nn.Linear(width, 4 * link)
        self.distance = nn.Embedding(BUCKETS, link)
        self.other = nn.Parameter(torch.zeros(link))
        self.smooth = nn.ModuleList(
            nn.ModuleDict({"along": nn.Conv1d(link, link, KERNEL, padding=KERNEL // 2, groups=link),
                           "across": nn.Linear(link, link)})
            for _ in range(2)
        )  # fmt: skip
        self.score = nn.Linear(link, len(LABELS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor) -> dict[str, Tensor]:
        """`tags` and `link` for each wordpiece."""
        states = self.dropout(states)
        return {"tags": self.tags(states), "link": self.link(states)}

    def pairs(self, link: Tensor, rows: Tensor, cues: Tensor, paragraphs: Tensor, mask: Tensor) -> Tensor:
        """Scores (cues, length, 3) of cues `cues` (n, 2; pieces, end exclusive) in rows `rows` (n,) of the batch.

        `paragraphs` (batch, length) are paragraph numbers and `mask` is True where there is a piece.
        """
        word, cue = link.chunk(2, dim=-1)
        at = torch.arange(link.shape[1], device=link.device)[None]
        first, last = cues[:, :1], cues[:, 1:] - 1
        inside = ((at >= first) & (at <= last)).to(link.dtype)
        inside = inside / inside.sum(1, keepdim=True)
        means = torch.einsum("nl,nld->nd", inside, cue[rows])
        offset = torch.where(at < first, at - first, torch.where(at > last, at - last, torch.zeros_like(at)))
        other = paragraphs[rows] != paragraphs[rows].gather(1, first)
        return self.scored(word[rows], means, distance_bucket(offset), other, mask[rows][..., None])

    def scored(self, word: Tensor, cue: Tensor, bucket: Tensor, other: Tensor, here: Tensor | None = None) -> Tensor:
        """Scores (n, L, 3) from `word` (n or 1, L, 2 d), `cue` (n, 2 d), `bucket` and `other` (n, L)."""
        word1, word2 = word.chunk(2, dim=-1)
        cue1, cue2 = cue[:, None].chunk(2, dim=-1)
        z = word1 + cue1 + self.distance(bucket) + word2 * cue2 + other[..., None].to(word.dtype) * self.other
        z = F.gelu(z) if here is None else F.gelu(z) * here
        for layer in self.smooth:
            along = layer["along"](z.transpose(1, 2)).transpose(1, 2)
            z = z + F.gelu(layer["across"](along))
            z = z if here is None else z * here
        return self.score(self.dropout(z))

    def pair_graph(self) -> PairGraph:
        """`scored` as a graph of its own, with chances in place of scores."""
        head = self

        class Chances(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.head = head

            def forward(self, word: Tensor, cue: Tensor, bucket: Tensor, other: Tensor) -> Tensor:
                return self.head.scored(word[None], cue, bucket, other).softmax(-1)

        width = self.link.out_features // 2
        sample = (torch.zeros(9, width), torch.zeros(2, width), torch.zeros(2, 9, dtype=torch.long), torch.zeros(2, 9))
        return PairGraph(
            Chances(), sample, ("word", "cue", "bucket", "other"), ("chances",),
            {"word": {0: "length"}, "cue": {0: "cues"}, "bucket": {0: "cues", 1: "length"},
             "other": {0: "cues", 1: "length"}, "chances": {0: "cues", 1: "length"}},
        )  # fmt: skip
