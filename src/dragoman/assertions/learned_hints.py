"""What rules propose, as evidence for the learned extractor: rules propose, the model disposes.

A rule's proposal tells the heads where it saw a trigger of which class, whom it took for the actor, which issue, sign and
modality it read. The heads learn from annotated reports how far each class of rule is to be trusted, and are trained with
the hints of some reports hidden, so that they also read where no parser is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dragoman.assertions.grounding import Proposal
from dragoman.assertions.spans import Spans

Array = Any
MODALITIES = ("actual", "planned", "expected", "possible", "conditional", "alleged")
OTHERS = ("recipient", "target", "owner", "host", "head", "party")
#: Columns of `Hints.sense`: whether a rule of the kind is there, of the act too, its sign, its modality.
SENSE = 3 + len(MODALITIES)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


class Hints:
    """What rules propose about one report, remarks left out, for questions by place and class."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self.proposals = [p for p in proposals if p.kind != "remark"]
        self._passages = Spans([(p.start, p.end, i) for i, p in enumerate(self.proposals)])

    def columns(self, offsets: Array, classes: Sequence[str]) -> tuple[Array, Array]:
        """Where hints stand among tokens with `offsets` (N, 2): int64 token numbers and columns, pairs without repetition.

        Column c below len(classes): a rule's trigger of class c is at the token; len(classes) + c: its passage covers it.
        """
        number = {name: i for i, name in enumerate(classes)}
        found: set[tuple[int, int]] = set()
        for p in self.proposals:
            label = number.get(f"{p.kind}/{p.act}")
            if label is None:
                continue
            for (start, end), column in (((p.trigger or (p.start, p.end)), label), ((p.start, p.end), len(classes) + label)):
                first = int(np.searchsorted(offsets[:, 1], start, side="right"))
                last = int(np.searchsorted(offsets[:, 0], end, side="left"))
                found.update((token, column) for token in range(first, last))
        pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _over(self, offset: int) -> list[Proposal]:
        return [self.proposals[number] for _, _, number in self._passages.over(offset)]

    def at(self, offset: int, kind: str) -> list[Proposal]:
        """Proposals of a kind whose passage covers `offset`, that whose trigger is nearest first."""
        here = [p for p in self._over(offset) if p.kind == kind]
        return sorted(here, key=lambda p: (abs((p.trigger or (p.start, p.end))[0] - offset), p.start, p.act))

    def names(self, offset: int, kind: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], bool]:
        """Names that rules put into the actors, and into the other places, of this kind here; any name of any kind here;
        whether there is a proposal of the kind."""
        alike = self.at(offset, kind)
        actors = frozenset(n for p in alike for name in ("actors", "person") for n in _listed(p.fields.get(name)))
        others = frozenset(n for p in alike for name in OTHERS for n in _listed(p.fields.get(name)))
        every = frozenset(n for p in self._over(offset) for n in _listed(p.fields.get("actors")))
        return actors, others, every | actors | others, bool(alike)

    def issue(self, offset: int, kind: str) -> str | None:
        """The issue of the nearest proposal of the kind that covers the offset."""
        return next((str(p.fields["issue"]) for p in self.at(offset, kind) if p.fields.get("issue")), None)

    def sense(self, offset: int, kind: str, act: str) -> Array:
        """(SENSE,) float32 of the nearest proposal of the kind that covers the offset; see `SENSE`."""
        row = np.zeros(SENSE, dtype=np.float32)
        alike = self.at(offset, kind)
        if alike:
            best = next((p for p in alike if p.act == act), alike[0])
            row[0], row[1] = 1, best.act == act
            row[2] = best.fields.get("polarity") == "negative"
            row[3 + MODALITIES.index(str(best.fields.get("modality", "actual")))] = 1
        return row
