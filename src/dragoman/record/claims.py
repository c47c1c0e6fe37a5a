"""Which lines speak of the same thing, whatever they say of it: the ground for counting, comparing and contradicting.

A claim is keyed by who and what (and by the meeting or paper it is linked to), never by certainty or polarity, so that an
assertion and its denial fall together. Lines of one key that lie more than a few days apart are different claims: a strike
in May is not the strike in July, and a stance of June is not that of May.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from dragoman.record.links import Links
from dragoman.types import Assertion

#: How many days may lie between two lines on the same thing without a date of its own.
GAP = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """Lines that speak of one thing, in the order of publication. `key` is readable; `id` is stable for the same first line."""

    id: str
    key: tuple[str, ...]
    lines: tuple[Assertion, ...]


def claims(assertions: Iterable[Assertion], links: Links) -> tuple[Claim, ...]:
    """Group lines into claims. Remarks, and lines that do not say who or what, belong to none."""
    groups: dict[tuple[str, ...], list[Assertion]] = {}
    for a in assertions:
        for key in keys(a, links.of):
            groups.setdefault(key, []).append(a)
    made = []
    for key, lines in groups.items():
        lines.sort(key=lambda a: (when(a), a.published or "", a.report, a.evidence.start, a.id))
        run: list[Assertion] = []
        for a in lines:
            if run and key[0] in {"event", "position", "delegation"} and _gap(when(run[-1]), when(a)) > GAP:
                made.append(_claim(key, run))
                run = []
            run.append(a)
        made.append(_claim(key, run))
    return tuple(sorted(made, key=lambda c: (when(c.lines[0]), c.key, c.id)))


def keys(a: Assertion, linked: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What an assertion speaks of; a stance of two parties speaks of two things."""
    if a.kind == "position":
        return [("position", actor, a.issue) for actor in a.actors if a.issue and a.issue != "other"]
    if a.kind == "document" and a.id in linked:
        return [
            (
                "document",
                linked[a.id],
                _act(a),
                *(sorted(a.actors) if a.act in {"accepted", "rejected", "signed"} else ()),
            )
        ]
    if a.kind == "meeting" and a.id in linked:
        return [("meeting", linked[a.id], _act(a))]
    if a.kind == "event" and a.actors:
        what = a.issue if a.issue and a.issue != "other" else ""
        return [("event", a.act, *sorted(a.actors), "→", *sorted(a.recipient), what)]
    if a.kind == "delegation" and a.actors:
        return [("delegation", a.act, *sorted(a.actors))]
    if a.kind == "step" and a.owner and a.issue:
        return [("step", a.act, a.owner, a.issue)]
    return []


def when(a: Assertion) -> str:
    """The day by which lines are laid side by side: of the thing itself, else when it was said, else published."""
    if a.kind == "position":
        return (a.said or a.published or "")[:10]
    return (a.date or a.said or a.published or "").split("/")[0][:10]


def _act(a: Assertion) -> str:
    """Acts that are one question: a paper submitted or presented, a meeting held, begun or concluded, a yes or no."""
    if a.kind == "meeting":
        return "held" if a.act in {"held", "begun", "concluded", "called"} else a.act
    return {"presented": "submitted", "rejected": "accepted"}.get(a.act, a.act)


def _claim(key: tuple[str, ...], lines: list[Assertion]) -> Claim:
    name = blake2b("\x1f".join((*key, lines[0].id)).encode(), digest_size=6).hexdigest()
    return Claim(name, key, tuple(lines))


def _gap(one: str, other: str) -> int:
    if one == other:
        return 0
    try:
        return abs((_day(other) - _day(one)).days)
    except ValueError:
        return 0


@lru_cache(maxsize=16384)
def _day(text: str) -> date:
    parts = [int(p) for p in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
