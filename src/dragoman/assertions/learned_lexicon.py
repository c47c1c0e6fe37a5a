"""Which issues the words of a passage, its sentence and its report speak for: a prior, never a decision."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from dragoman.lexicon import issue_mentions

Array = Any
BEFORE = 400  # characters before the sentence that still tell what the talk is about
COLUMNS = 8


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    """One expression an issue, read once."""
    data = tomllib.loads(files("dragoman.assertions").joinpath("learned_issues.toml").read_text(encoding="utf-8"))
    return {issue: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for issue, words in data.items()}


def known_issues() -> tuple[str, ...]:
    """Issues that have words."""
    return tuple(_words())


class IssueWords:
    """The places in a text where words speak for issues, found once a report."""

    def __init__(self, text: str, issues: Sequence[str]) -> None:
        each = _words()
        self.places = [[m.start() for m in each[i].finditer(text)] if i in each else [] for i in issues]
        total = max(1, sum(map(len, self.places)))
        self.share = np.array([min(1.0, 3 * len(p) / total) for p in self.places], dtype=np.float32)
        self.named: list[list[int]] = [[] for _ in issues]
        self.number = {issue: i for i, issue in enumerate(issues)}
        for mention in issue_mentions(text):
            if mention.issue in self.number:
                self.named[self.number[mention.issue]].append(mention.start)
        total = max(1, sum(map(len, self.named)))
        self.named_share = np.array([min(1.0, 3 * len(p) / total) for p in self.named], dtype=np.float32)
        self.busy = [i for i in range(len(self.places)) if self.places[i] or self.named[i]]

    def hits(self, evidence: tuple[int, int], sentence: tuple[int, int], hinted: str | None = None) -> Array:
        """(issues, 8) float32: words in the evidence, elsewhere in the sentence and shortly before it (each to 2), and the
        issue's share in the whole report; then the same of the lexicon's namings without those shortly before; and
        whether it is the issue that a rule read there."""
        hits = np.zeros((len(self.places), COLUMNS), dtype=np.float32)
        hits[:, 3], hits[:, 6] = self.share, self.named_share
        for i in self.busy:
            hits[i, 0], hits[i, 1], hits[i, 2] = _counts(self.places[i], evidence, sentence)
            hits[i, 4], hits[i, 5], _ = _counts(self.named[i], evidence, sentence)
        if hinted in self.number:
            hits[self.number[hinted], 7] = 1
        return hits


def _counts(places: list[int], evidence: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int, int]:
    if not places:
        return 0, 0, 0
    inside = bisect_left(places, evidence[1]) - bisect_left(places, evidence[0])
    here = bisect_left(places, sentence[1]) - bisect_left(places, sentence[0])
    before = bisect_left(places, sentence[0]) - bisect_left(places, sentence[0] - BEFORE)
    return min(2, inside), min(2, max(0, here - inside)), min(2, before)
