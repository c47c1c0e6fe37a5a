"""Which proposals are kept, which fillers are taken, and how proposals about one thing are told apart.

Purely decides: nothing here reads text or runs a model. Numbers that are chosen on held-out reports stand in `Choices`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.assertions.learned_proposals import Filler, Proposal

#: Kinds of one assertion per party: two with one stance are two assertions.
APART = {"position"}
TALKS = {("meeting", "held"), ("meeting", "called"), ("event", "consult")}


@dataclass(frozen=True, slots=True)
class Choices:
    """Thresholds, chosen on held-out negotiations. `keep` is the least trigger probability of a kind or `kind/act`."""

    keep: Mapping[str, float] = field(default_factory=dict)
    keep_default: float = 0.15
    take: Mapping[str, float] = field(default_factory=lambda: {"actors": 0.45})
    take_default: float = 0.5
    least_actor: float = 0.12
    beside_actor: Mapping[str, float] = field(default_factory=lambda: {"position": 0.85})
    beside_default: float = 0.6
    second: float = 0.3
    negative: float = 0.5
    beside: float = 0.5


@dataclass(slots=True)
class Decision:
    """One proposal with the fillers that were taken; `actors` is one party's where parties stand apart."""

    proposal: Proposal
    actors: list[Filler]
    fields: dict[str, list[Filler]]
    issue: str | None
    issue_probability: float
    negative: bool
    source: Filler | None
    rank: int = 0


def decide(proposals: Sequence[Proposal], party_of: Mapping[str, str], choices: Choices) -> list[Decision]:
    """Decisions in text order. `party_of` tells which party a person speaks for."""
    kept: list[Proposal] = []
    for p in sorted(proposals, key=lambda p: -p.probability):
        least = choices.keep.get(f"{p.kind}/{p.act}", choices.keep.get(p.kind, choices.keep_default))
        if p.probability < least or any(_same(p, q, choices) for q in kept):
            continue
        kept.append(p)
    made: list[Decision] = []
    for p in sorted(kept, key=lambda p: (p.trigger, p.kind, p.act)):
        made += _expand(p, party_of, choices)
    return made


def _overlap(p: Proposal, q: Proposal) -> float:
    shared = min(p.end, q.end) - max(p.start, q.start)
    return max(0, shared) / max(1, min(p.end - p.start, q.end - q.start))


def _same(p: Proposal, q: Proposal, choices: Choices) -> bool:
    """Whether `p` only repeats the likelier `q`: the same passage read as the same or a rivalling thing."""
    if p.sentence != q.sentence:
        return False
    if p.kind == "remark" or q.kind == "remark":
        return p.kind == q.kind and _overlap(p, q) > 0.5
    both = {(p.kind, p.act), (q.kind, q.act)}
    alike = len(both) == 1 or both <= TALKS or (p.kind == q.kind and p.trigger == q.trigger)
    return alike and (p.trigger == q.trigger or _overlap(p, q) > choices.beside)


def _expand(p: Proposal, party_of: Mapping[str, str], choices: Choices) -> list[Decision]:
    fields = {}
    for name, ranked in p.fillers.items():
        least = choices.take.get(name, choices.take_default)
        taken = [f for f in ranked if f.probability >= least]
        if taken:
            fields[name] = taken
    fields.pop("actors", None)
    actors = _actors(p, party_of, choices)
    sources = fields.pop("source", [])
    issue, chance = p.issues[0]
    decision = Decision(
        proposal=p,
        actors=actors,
        fields=fields,
        issue=issue,
        issue_probability=chance,
        negative=p.negative >= choices.negative,
        source=sources[0] if sources else None,
    )
    if p.kind not in APART or len(actors) < 2:
        return [decision]
    groups: dict[str, list[Filler]] = {}
    for filler in actors:
        groups.setdefault(party_of.get(filler.entity, filler.entity), []).append(filler)
    return [replace(decision, actors=group, rank=rank) for rank, group in enumerate(groups.values())]


def _actors(p: Proposal, party_of: Mapping[str, str], choices: Choices) -> list[Filler]:
    """The likeliest actor, and those beside it that come near its probability; never two names for one phrase.

    Who meets is two at least, so there the second needs less.
    """
    ranked = p.fillers.get("actors", [])
    if not ranked or ranked[0].probability < choices.least_actor:
        return []
    top = ranked[0]
    near = choices.beside_actor.get(p.kind, choices.beside_default)
    least = max(choices.take.get("actors", choices.take_default), near * top.probability)
    taken: list[Filler] = []
    for filler in ranked:
        official = any(party_of.get(filler.entity) == t.entity or party_of.get(t.entity) == filler.entity for t in taken)
        enough = filler is top or filler.probability >= (choices.take_default if official else least)
        if p.kind == "meeting" and len(taken) == 1 and not official:
            enough = enough or filler.probability >= choices.second
        if enough and not any(_one_phrase(filler, t) for t in taken):
            taken.append(filler)
    return taken


def _one_phrase(one: Filler, other: Filler) -> bool:
    """Whether one name only repeats the other: a part of its phrase, or the same words with more around them."""
    a, b = one.mention, other.mention
    if a.way == b.way == "name" and a.start < b.end and b.start < a.end:
        return True
    x, y = f" {one.entity.lower()} ", f" {other.entity.lower()} "
    return x in y or y in x
