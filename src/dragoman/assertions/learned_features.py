"""What the learned extractor is told about a mention and a trigger beyond the encoder's states.

All arrays are float32; the meaning of a column is fixed by the weights, so columns are only ever appended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from dragoman.assertions.learned_hints import Hints
from dragoman.assertions.learned_mentions import TYPES, WAYS, Mention
from dragoman.assertions.spans import Spans
from dragoman.reading.types import Reading

Array = Any  # numpy's array, whose dtype and shape stand in the docstrings

BEFORE = ("by", "to", "with", "of", "between", "from", "and", "in", "for", "on", "at", "against", "the", "that")
DISTANCES = 7
HINTED = 4  # the last columns of a pair: what rules say of it
REACH = 6
PROMINENT = ("state", "organisation", "person", "group")

#: Types of mention that each field takes, in the order of the weights' field heads.
FIELDS: dict[str, tuple[str, ...]] = {
    "actors": ("state", "person", "organisation", "agency", "outlet", "place", "group", "other"),
    "recipient": ("state", "person", "organisation", "agency", "outlet", "place", "group", "other"),
    "head": ("person",),
    "members": ("person", "group"),
    "owner": ("state", "person", "organisation", "agency", "group", "place", "other"),
    "place": ("place", "state", "organisation"),
    "host": ("state", "person", "organisation", "place", "group"),
    "target": ("state", "person", "organisation", "agency", "outlet", "place", "group", "other"),
    "date": ("time",),
    "said": ("time",),
    "document": ("document",),
    "quantities": ("number",),
    "size": ("number",),
    "source": ("state", "person", "organisation", "agency", "outlet", "group", "document", "other"),
    "person": ("person",),
    "party": ("state", "organisation", "agency", "group", "place", "other"),
}


class Scene:
    """The mentions of a report as arrays, and what is asked of them for a trigger; `hints` is what rules propose."""

    def __init__(self, reading: Reading, found: Sequence[Mention], hints: Hints) -> None:
        self.hints = hints
        text = reading.report.text
        self.mentions = list(found)
        self.sentence_starts = [s.start for s in reading.sentences]
        count = len(self.mentions)
        self.start = np.array([m.start for m in found], dtype=np.int64)
        self.end = np.array([m.end for m in found], dtype=np.int64)
        self.sentence = np.array([m.sentence for m in found], dtype=np.int64)
        self.kind = np.array([TYPES.index(m.type) for m in found], dtype=np.int64)
        fitting = np.array([[kind in kinds for kinds in FIELDS.values()] for kind in TYPES], dtype=bool)
        self.fits = fitting[self.kind]  # (mentions, fields): whether a mention's type can fill the field
        names = dict.fromkeys(m.entity for m in found)
        number = {name: i for i, name in enumerate(names)}
        self.entities = list(names)
        self.entity = np.array([number[m.entity] for m in found], dtype=np.int64)
        often = Counter(m.entity for m in found if m.way == "name")
        self.quotes = Spans([(q.start, q.end, 0) for q in reading.quotations])
        self.contents = Spans([(a, b, i) for i, att in enumerate(reading.attributions) for a, b in att.content])
        self.attributions = reading.attributions
        fixed = np.zeros((count, len(TYPES) + len(WAYS) + len(BEFORE) + 7), dtype=np.float32)
        seen_in: set[int] = set()
        last_of: dict[str, int] = {}
        self.quoted = np.zeros(count, dtype=np.float32)
        for i, m in enumerate(self.mentions):
            fixed[i, self.kind[i]] = 1
            fixed[i, len(TYPES) + WAYS.index(m.way)] = 1
            base = len(TYPES) + len(WAYS)
            left = re.findall(r"[\w]+|[^\w\s]", text[max(0, m.start - 24) : m.start])[-2:]
            for depth, word in enumerate(reversed(left)):
                low = word.lower()
                if low in BEFORE:
                    fixed[i, base + BEFORE.index(low)] = 1
                if low not in ("the", "a", "an", "president", "minister") and depth == 0:
                    break
            base += len(BEFORE)
            right = text[m.end : m.end + 12]
            fixed[i, base] = right[:2] in ("'s", "’s") or right[:1] in ("'", "’")
            fixed[i, base + 1] = bool(re.match(r"\s+(?:and|or)\b|,", right))
            fixed[i, base + 2] = m.sentence not in seen_in and m.way == "name" and m.type not in ("time", "number")
            fixed[i, base + 3] = min(3.0, float(np.log1p(often[m.entity])))
            fixed[i, base + 4] = m.sentence == 0
            fixed[i, base + 5] = last_of.get(m.type, -1) == m.sentence
            fixed[i, base + 6] = m.rank
            if m.way == "name" and m.type not in ("time", "number"):
                seen_in.add(m.sentence)
            last_of[m.type] = m.sentence
            self.quoted[i] = self.in_quote(m.start)
        self.fixed = fixed
        named = [i for i, m in enumerate(self.mentions) if m.way == "name" and m.type in PROMINENT]
        self.rows: dict[str, list[int]] = {}
        for i, m in enumerate(self.mentions):
            self.rows.setdefault(m.entity, []).append(i)
        main = [name for name, _ in Counter(self.mentions[i].entity for i in named).most_common(5)]
        self.main = {name: [i for i in named if self.mentions[i].entity == name] for name in main}
        self.speakers = [{link.name for link in att.chain[-1:]} for att in reading.attributions]

    def in_quote(self, offset: int) -> float:
        return float(bool(self.quotes.over(offset)))

    def content_of(self, offset: int) -> int:
        """The number of the narrowest attribution whose content covers `offset`, -1 for none."""
        return min(self.contents.over(offset), key=lambda s: (s[1] - s[0], s[0], s[2]), default=(0, 0, -1))[2]

    def sentence_of(self, offset: int) -> int:
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def near(self, offset: int) -> Array:
        """Numbers of the mentions that may fill a field of a trigger at `offset`: int64, ascending."""
        here = self.sentence_of(offset)
        distance = self.sentence - here
        keep = (distance >= -REACH) & (distance <= 1)
        speaker = self.content_of(offset)
        if speaker >= 0:
            for name in self.speakers[speaker]:
                keep[self.rows.get(name, [])] = True
        for rows in self.main.values():
            before = [i for i in rows if self.mentions[i].start < offset]
            keep[before[-1] if before else rows[0]] = True
        return np.flatnonzero(keep)

    def pairs(self, offset: int, chosen: Array, kind: str) -> Array:
        """Features of a `kind` of trigger at `offset` with each of the `chosen` mentions: (len(chosen), `width()`) float32."""
        rows = np.zeros((len(chosen), width()), dtype=np.float32)
        fixed = self.fixed[chosen]
        rows[:, : fixed.shape[1]] = fixed
        at = fixed.shape[1]
        here = self.sentence_of(offset)
        distance = self.sentence[chosen] - here
        before = self.start[chosen] < offset
        bucket = np.select(
            [
                distance > 0,
                (distance == 0) & ~before,
                (distance == 0) & before,
                distance == -1,
                distance == -2,
                distance >= -4,
            ],
            [0, 1, 2, 3, 4, 5],
            6,
        )
        rows[np.arange(len(chosen)), at + bucket] = 1
        at += DISTANCES
        gap = np.abs(self.start[chosen] - offset)
        rows[:, at] = np.log1p(gap / 6.0) / 4.0
        rows[:, at + 1] = np.where(before, 1, -1) * np.exp(-gap / 40.0)
        rows[:, at + 2] = (self.start[chosen] <= offset) & (self.end[chosen] > offset)
        content = self.content_of(offset)
        if content >= 0:
            names = self.speakers[content]
            rows[:, at + 3] = [self.mentions[i].entity in names for i in chosen]
            spans = self.attributions[content].source
            starts, ends = self.start[chosen], self.end[chosen]
            for a, b in spans:
                rows[(starts < b) & (a < ends), at + 4] = 1
            for a, b in self.attributions[content].content:
                rows[(a <= starts) & (starts < b), at + 5] = 1
            rows[:, at + 6] = 1
        quoted = self.in_quote(offset)
        rows[:, at + 7] = quoted
        rows[:, at + 8] = quoted * (1 - self.quoted[chosen])
        order = np.argsort(gap + 1000.0 * ~before, kind="stable")
        seen: set[int] = set()
        for place in order:
            type_ = int(self.kind[chosen[place]])
            if type_ not in seen:
                seen.add(type_)
                rows[place, at + 9] = 1
        rows[:, at + 10] = distance == 0
        actors, others, anyone, alike = self.hints.names(offset, kind)
        if anyone:
            entities = [self.mentions[i].entity for i in chosen]
            rows[:, at + 11] = [e in actors for e in entities]
            rows[:, at + 12] = [e in others for e in entities]
            rows[:, at + 13] = [e in anyone for e in entities]
        rows[:, at + 14] = alike
        return rows


def width() -> int:
    """Columns of `Scene.pairs`."""
    return len(TYPES) + len(WAYS) + len(BEFORE) + 7 + DISTANCES + 11 + HINTED
