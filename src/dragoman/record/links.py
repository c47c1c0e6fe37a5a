"""Which mentions speak of the same meeting or the same paper. A pure function; nothing is rewritten.

A mention joins an entity only where exactly one candidate remains; otherwise it stands alone and the candidates are
kept as a doubt. A person's judgements (same-meeting, different-meeting, same-paper, different-paper) come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.types import Assertion, Judgement

#: Head nouns that name a paper without saying which: they join the one paper that is spoken of, never found a new kind.
GENERIC = frozenset({"document", "paper", "text", "draft", "plan", "proposal", "initiative", "framework", "version"})
#: Acts whose actor is the paper's owner where no owner is told.
OWNING = frozenset({"drafted", "announced", "submitted", "presented", "published"})
#: How many days a paper or meeting without a date of its own may lie from the mention that joins it.
NEAR = 21


@dataclass(frozen=True, slots=True)
class Entity:
    """A meeting or paper as the record knows it, made of its mentions."""

    id: str
    kind: str  # meeting, paper
    mentions: tuple[str, ...]
    round: int | None = None
    date: str | None = None
    place: str | None = None
    document: str | None = None
    owner: str | None = None
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention that could belong to more than one entity and was therefore joined to none."""

    mention: str
    kind: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The result: `of` maps an assertion's id to its entity's id."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Growing:
    """An entity while mentions are being joined to it."""

    id: str
    kind: str
    mentions: list[Assertion]
    round: int | None = None
    dates: list[str] = field(default_factory=list)
    place: str | None = None
    document: str | None = None
    owner: str | None = None
    actors: set[str] = field(default_factory=set)

    def take(self, a: Assertion, owner: str | None) -> None:
        self.mentions.append(a)
        self.round = self.round or a.round
        self.place = self.place or a.place
        self.owner = self.owner or owner
        if a.document and (self.document is None or self.document in GENERIC):
            self.document = a.document
        if a.date and self.kind == "meeting":
            self.dates.append(a.date)
        self.actors.update(a.actors)

    def frozen(self) -> Entity:
        exact = sorted(self.dates, key=len, reverse=True)
        return Entity(
            id=self.id, kind=self.kind, mentions=tuple(a.id for a in self.mentions), round=self.round,
            date=exact[0] if exact else None, place=self.place, document=self.document, owner=self.owner,
            actors=tuple(sorted(self.actors)),
        )  # fmt: skip


def link(assertions: Iterable[Assertion], judgements: Sequence[Judgement] = ()) -> Links:
    """Entities of meetings and papers over assertions sorted by publication. Deterministic in that order."""
    meetings: list[_Growing] = []
    papers: list[_Growing] = []
    doubts: list[Doubt] = []
    apart = {frozenset((j.subject, j.object)) for j in judgements if j.kind in {"different-meeting", "different-paper"}}
    same = [(j.subject, j.object) for j in judgements if j.kind in {"same-meeting", "same-paper"}]
    for a in sorted(assertions, key=lambda a: (a.published or "", a.report, a.evidence.start, a.id)):
        if a.kind == "meeting":
            _place(a, meetings, "meeting", _meets, doubts, apart, None)
        elif a.kind == "document":
            owner = a.owner or (a.actors[0] if a.act in OWNING and len(a.actors) == 1 else None)
            _place(a, papers, "paper", _same_paper, doubts, apart, owner)
    for growing in (meetings, papers):
        _apply_same(growing, same)
    entities = {g.id: g.frozen() for g in (*meetings, *papers)}
    of = {mention: entity.id for entity in entities.values() for mention in entity.mentions}
    return Links(entities, of, tuple(doubts))


def _place(a: Assertion, known: list[_Growing], kind: str, fits, doubts, apart, owner) -> None:  # type: ignore[no-untyped-def]
    scored = [(fits(a, g, owner), g) for g in known if not _kept_apart(a, g, apart)]
    best = max((score for score, _ in scored), default=0)
    candidates = [g for score, g in scored if score == best and score > 0]
    if len(candidates) == 1:
        candidates[0].take(a, owner)
        return
    if candidates:
        doubts.append(Doubt(a.id, kind, tuple(g.id for g in candidates)))
    fresh = _Growing(f"{kind}-{a.id}", kind, [])
    fresh.take(a, owner)
    known.append(fresh)


def _kept_apart(a: Assertion, g: _Growing, apart: set[frozenset[str]]) -> bool:
    return bool(apart) and any(frozenset((a.id, m.id)) in apart for m in g.mentions)


def _apply_same(known: list[_Growing], same: Sequence[tuple[str, str]]) -> None:
    for one, other in same:
        first = next((g for g in known if any(m.id == one for m in g.mentions)), None)
        second = next((g for g in known if any(m.id == other for m in g.mentions)), None)
        if first and second and first is not second:
            for mention in second.mentions:
                first.take(mention, second.owner)
            known.remove(second)


def _meets(a: Assertion, g: _Growing, owner: str | None) -> int:
    """How well a mention fits a meeting: 0 not at all, 3 for the same round or day."""
    if a.round and g.round and a.round != g.round:
        return 0
    if a.place and g.place and a.place != g.place:
        return 0
    shared = len(set(a.actors) & g.actors)
    if a.actors and g.actors and not shared:
        return 0
    days = [_apart_days(a.date, d) for d in g.dates] if a.date else []
    if days and min(days) > 1:
        return 0
    if a.round and a.round == g.round and _days_between(a, g) <= 200:
        return 3
    if days and (shared >= min(2, len(a.actors) or 2) or (a.place and a.place == g.place)):
        return 3
    if not a.actors and not a.place:
        return 0
    if not a.date and not a.round and shared >= 2 and _days_between(a, g) <= NEAR:
        return 2 if a.place and a.place == g.place else 1
    return 0


def _same_paper(a: Assertion, g: _Growing, owner: str | None) -> int:
    """How well a mention fits a paper: the same noun of the same owner is best."""
    if owner and g.owner and owner != g.owner:
        return 0
    if _days_between(a, g) > 120:
        return 0
    noun, known = a.document or "document", g.document or "document"
    if noun == known:
        return 4 if owner and owner == g.owner else 2 if not owner or not g.owner else 0
    if noun in GENERIC or known in GENERIC:
        near = g.mentions[-1].report == a.report
        return (3 if owner and owner == g.owner else 1) if near else 0
    return 0


def _days_between(a: Assertion, g: _Growing) -> int:
    return min(_apart_days(a.published, m.published) for m in g.mentions[-3:])


def _apart_days(one: str | None, other: str | None) -> int:
    first, second = _bounds(one), _bounds(other)
    if not first or not second:
        return 0
    if first[0] <= second[1] and second[0] <= first[1]:
        return 0
    return min(abs((first[0] - second[1]).days), abs((second[0] - first[1]).days))


def _bounds(iso: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO date or interval; None where there is none that can be compared."""
    if not iso:
        return None
    ends = [part for part in iso.split("/") if part and part != ".."]
    days = []
    for part in ends:
        pieces = part.split("T")[0].split("-")
        try:
            year, month, day = (int(pieces[0]), int(pieces[1]) if len(pieces) > 1 else 0,
                                int(pieces[2]) if len(pieces) > 2 else 0)  # fmt: skip
            first = date(year, month or 1, day or 1)
            if day:
                last = first
            elif month:
                last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            else:
                last = date(year, 12, 31)
        except ValueError:
            return None
        days.append((first, last))
    return (min(d[0] for d in days), max(d[1] for d in days)) if days else None
