"""From the encoder's numbers to pieces of text: cue, source and content of each attribution.

What this does not do: say who the source is (speakers), or build chains (chains).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dragoman.reading.cue_links import CONTENT, SOURCE, CueLinks, find_cues, link_cues
from dragoman.reading.encoder import Floats, Signals, Window
from dragoman.reading.types import Quotation
from dragoman.types import Span


@dataclass(frozen=True, slots=True)
class Decoding:
    """The few numbers that turn chances into spans, chosen on texts held out of training."""

    cue: float = 0.4  # least chance of a cue
    keep: float = 0.35  # least chance of a cue times that of its content
    bridge: int = 1  # a gap of so many pieces in a content is closed
    piece: float = 0.3  # least mean chance of a piece of content beside the largest
    source: float = 1.0  # added to the log odds of a source: an attribution nearly always has one
    snap: float = 0.6  # share of a quotation that a content must hold to hold it all


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as read off the numbers: spans in the report, and how sure."""

    cue: Span
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    confidence: float


def linked_cues(signals: Sequence[Signals], least: float) -> list[list[list[CueLinks]]]:
    """For each report and each of its windows the cues of at least this chance, with what belongs to them."""
    if not signals:
        return []
    encoder = signals[0].encoder

    def one(window: Window, values: Mapping[str, Floats]) -> list[CueLinks]:
        cues = find_cues(values["attribution.tags"], window, least)
        return link_cues(values["attribution.link"], cues, window, partial(encoder.pairs, "attribution"))

    windows = [window for s in signals for window in s.windows]
    found = iter(encoder.each(one, windows, [values for s in signals for values in s.values]))
    return [[next(found) for _ in s.windows] for s in signals]


def decode(
    windows: Sequence[Window],
    cues: Sequence[Sequence[CueLinks]],
    text: str,
    quotations: Sequence[Quotation],
    how: Decoding | None = None,
) -> list[Found]:
    """The attributions of a report in order of their cues, from its windows and the cues of each."""
    how = how or Decoding()
    made = [
        _attribution(one, window, text, quotations, how)
        for window, near in zip(windows, cues, strict=True)
        for one in near
        if one.chance >= how.cue
    ]
    return [found for found in made if found]


def _attribution(
    one: CueLinks, window: Window, text: str, quotations: Sequence[Quotation], how: Decoding
) -> Found | None:
    cue = (int(window.offsets[one.first, 0]), int(window.offsets[one.last - 1, 1]))
    chances = one.chances.copy()
    chances[one.first - one.start : one.last - one.start, 1:] = 0.0
    source = best_run(chances[:, SOURCE], how.source)
    taken = np.zeros(len(chances), dtype=bool)
    taken[one.first - one.start : one.last - one.start] = True
    if source:
        taken[source[0] : source[1]] = True
        chances[source[0] : source[1], CONTENT] = 0.0
    runs = content_runs(chances[:, CONTENT], taken, how)
    if not runs:
        return None
    sure = float(np.concatenate([chances[a:b, CONTENT] for a, b in runs]).mean())
    if one.chance * sure < how.keep:
        return None

    def span(a: int, b: int) -> Span:
        return whole_words(text, int(window.offsets[one.start + a, 0]), int(window.offsets[one.start + b - 1, 1]))

    spans = [span(a, b) for a, b in runs]
    sources = (span(*source),) if source else ()
    content = _snap(text, spans, [cue, *sources], quotations, how)
    return Found(cue, content, sources, round(min(1.0, one.chance * sure), 4))


def whole_words(text: str, start: int, end: int) -> Span:
    """The stretch with the words it cuts into made whole: wordpieces end inside words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def best_run(chances: Floats, lean: float = 0.0) -> tuple[int, int] | None:
    """The run of pieces whose summed log odds, `lean` added to each, are greatest; None where none is above nought."""
    odds = np.log(np.clip(chances, 1e-6, 1 - 1e-6) / np.clip(1 - chances, 1e-6, 1)) + lean
    if not len(odds) or odds.max() <= 0:
        return None
    total, begin, best, where = 0.0, 0, 0.0, None
    for at, value in enumerate(odds.tolist()):
        if total <= 0:
            total, begin = 0.0, at
        total += value
        if total > best:
            best, where = total, (begin, at + 1)
    return where


def content_runs(chances: Floats, taken: Floats, how: Decoding) -> list[tuple[int, int]]:
    """Runs of content: the threshold is the one whose set of pieces has the greatest expected overlap with the truth.

    A higher threshold gains precision and loses reach; expected overlap (shared over either) says which is worth more.
    """
    order = np.sort(chances)[::-1]
    inside = np.cumsum(order)
    overlap = inside / (np.arange(1, len(order) + 1) + (inside[-1] - inside))
    best = int(overlap.argmax())
    if order[0] < 0.3 or overlap[best] <= 0.2:
        return []
    marked = chances >= min(order[best], 0.6)
    runs: list[tuple[int, int]] = []
    for at in np.flatnonzero(marked).tolist():
        if runs and at - runs[-1][1] <= how.bridge and not taken[runs[-1][1] : at].any():
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return [(a, b) for a, b in runs if chances[a:b].mean() >= how.piece]


def _snap(
    text: str, spans: list[Span], others: list[Span], quotations: Sequence[Quotation], how: Decoding
) -> tuple[Span, ...]:
    """Let a content that holds most of a quotation hold all of it, and cut white space off."""
    made: list[Span] = []
    for start, end in spans:
        for q in quotations:
            shared = min(end, q.end) - max(start, q.start)
            if shared > how.snap * (q.end - q.start) and not any(a < q.end and b > q.start for a, b in others):
                start, end = min(start, q.start), max(end, q.end)
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)
