"""Which mentions speak of the same meeting or the same paper. A pure function; nothing is rewritten.

A mention joins an entity only where exactly one candidate remains; otherwise it stands alone and the candidates are
kept as a doubt. A person's judgements (same-meeting, different-meeting, same-paper, different-paper) come first.

Mentions are taken in the order of publication and compared with a bounded number of entities, found by round, date, place,
party, noun or owner, so that the work grows with the number of mentions and not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.types import Assertion, Judgement

#: Head nouns that name a paper without saying which: they join the one paper that is spoken of, never found a new kind.
GENERIC = frozenset({"document", "paper", "text", "draft", "plan", "proposal", "initiative", "framework", "version"})
#: Acts whose actor is the paper's owner where no owner is told.
OWNING = frozenset({"drafted", "announced", "submitted", "presented", "published"})
#: How many days a meeting without a date of its own may lie from the mention that joins it; a numbered round; a paper.
NEAR, SERIES, LIFE = 21, 200, 120
#: Acts of a meeting that took or takes place, and those of a contact from afar.
GATHER = frozenset({"held", "begun", "concluded"})
#: How many of the newest entities under one key a mention is compared with.
RECENT = 24


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
    places: list[str] = field(default_factory=list)
    document: str | None = None
    owner: str | None = None
    actors: set[str] = field(default_factory=set)
    calls: bool = False
    taken: bool = True  # False once another entity has swallowed it

    def take(self, a: Assertion, owner: str | None) -> None:
        if not self.mentions:
            self.calls = a.act == "called"
        self.mentions.append(a)
        self.round = self.round or a.round
        self.owner = self.owner or owner
        if a.place and a.place not in self.places:
            self.places.append(a.place)
        if a.document and (self.document is None or (self.document in GENERIC and a.document not in GENERIC)):
            self.document = a.document
        if a.date and self.kind == "meeting" and a.polarity == "positive" and a.date not in self.dates:
            self.dates.append(a.date)
        self.actors.update(a.actors)

    def frozen(self) -> Entity:
        """The date is that of the latest telling, the most exact where several are of it: a moved round has its new day."""
        told = [
            a.date for a in self.mentions if a.date and a.polarity == "positive" and a.act != "proposed"
        ] or self.dates
        date = max(reversed(told[-3:]), key=lambda d: (len(d.split("/")[0]), "/" not in d)) if told else None
        return Entity(
            id=self.id, kind=self.kind, mentions=tuple(a.id for a in self.mentions), round=self.round, date=date,
            place=self.places[0] if self.places else None, document=self.document, owner=self.owner,
            actors=tuple(sorted(self.actors)),
        )  # fmt: skip


class _Index:
    """Entities by what a mention may share with them, the newest last under each key."""

    def __init__(self, score: Callable[[Assertion, _Growing, str | None], int], kind: str) -> None:
        self.kind = kind
        self.score = score
        self.all: list[_Growing] = []
        self._by: dict[tuple[str, object], list[_Growing]] = {}

    def place(self, a: Assertion, owner: str | None, apart: set[frozenset[str]], doubts: list[Doubt]) -> None:
        """Join a mention to the one entity that fits it best, or let it found its own."""
        seen: dict[str, _Growing] = {}
        for key in _keys(a, owner):
            for g in self._by.get(key, ())[-RECENT:]:
                seen.setdefault(g.id, g)
        scored = [(self.score(a, g, owner), g) for g in seen.values() if not (apart and _kept_apart(a, g, apart))]
        best = max((score for score, _ in scored), default=0)
        candidates = [g for score, g in scored if score == best and score > 0]
        if len(candidates) == 1:
            chosen = candidates[0]
        else:
            if candidates:
                doubts.append(Doubt(a.id, self.kind, tuple(sorted(g.id for g in candidates))))
            chosen = _Growing(f"{self.kind}-{a.id}", self.kind, [])
            self.all.append(chosen)
        chosen.take(a, owner)
        for key in _keys(a, owner):
            known = self._by.setdefault(key, [])
            if not any(g is chosen for g in known[-RECENT:]):
                known.append(chosen)


def _keys(a: Assertion, owner: str | None) -> list[tuple[str, object]]:
    keys: list[tuple[str, object]] = [("report", a.report), *(("actor", name) for name in a.actors)]
    for name, value in (("round", a.round), ("date", a.date), ("place", a.place), ("owner", owner)):
        if value:
            keys.append((name, value))
    if a.kind == "document":
        keys.append(("noun", a.document or "document"))
    return keys


def link(assertions: Iterable[Assertion], judgements: Sequence[Judgement] = ()) -> Links:
    """Entities of meetings and papers. Deterministic, whatever the order of the input."""
    meetings, papers = _Index(_meets, "meeting"), _Index(_same_paper, "paper")
    doubts: list[Doubt] = []
    standing = [j for j in judgements if j.kind.endswith(("-meeting", "-paper"))]
    apart = {frozenset((j.subject, j.object)) for j in standing if j.kind.startswith("different")}
    same = [(j.subject, j.object) for j in standing if j.kind.startswith("same")]
    for a in sorted(assertions, key=lambda a: (a.published or "", a.report, a.evidence.start, a.id)):
        if a.kind == "meeting":
            meetings.place(a, None, apart, doubts)
        elif a.kind == "document":
            papers.place(a, a.owner or (a.actors[0] if a.act in OWNING and len(a.actors) == 1 else None), apart, doubts)
    grown = [*_joined(meetings.all, same), *_joined(papers.all, same)]
    entities = {g.id: g.frozen() for g in grown}
    of = {mention: entity.id for entity in entities.values() for mention in entity.mentions}
    return Links(entities, of, tuple(doubts))


def _kept_apart(a: Assertion, g: _Growing, apart: set[frozenset[str]]) -> bool:
    return any(frozenset((a.id, m.id)) in apart for m in g.mentions)


def _joined(known: list[_Growing], same: Sequence[tuple[str, str]]) -> list[_Growing]:
    """The entities after a person's word that two mentions are of one."""
    for one, other in same:
        first = next((g for g in known if g.taken and any(m.id == one for m in g.mentions)), None)
        second = next((g for g in known if g.taken and any(m.id == other for m in g.mentions)), None)
        if first and second and first is not second:
            for mention in second.mentions:
                first.take(mention, second.owner)
            second.taken = False
    return [g for g in known if g.taken]


def _meets(a: Assertion, g: _Growing, owner: str | None) -> int:
    """How well a mention fits a meeting, 0 to 5: by its round, by its day, by parties and place at about the time."""
    if a.round and g.round:
        # a round told with another day or place is the same round told differently, or moved: never two rounds
        return 5 if a.round == g.round and _company(a, g) and _days_between(a, g) <= SERIES else 0
    if not _company(a, g):
        return 0
    shared = len(set(a.actors) & g.actors)
    same_place = bool(a.place) and a.place in g.places
    other_place = bool(a.place and g.places) and not same_place
    if (a.act == "called") != g.calls and not (a.date and a.date in g.dates and shared >= 2):
        return 0
    if a.date and g.dates:
        if min(_apart_days(a.date, d) for d in g.dates) > 0:
            return 0
        if other_place:
            return 0
        exact = len(a.date) >= 10 and any(len(d) >= 10 for d in g.dates)
        if a.actors and g.actors:
            return (4 if exact else 2) if shared >= min(2, len(a.actors)) else 0
        # one side tells no parties: the place must speak, or the day alone where there is nothing else to go by
        return (3 if same_place else 1) if exact else int(same_place)
    if other_place or a.round or (g.round and not (a.actors or a.place)):
        return 2 if a.round and same_place and _timely(a, g) else 0
    if _timely(a, g) and (shared >= 2 or (same_place and (shared or not a.actors))):
        return 3 if same_place else 1
    return 0


def _company(a: Assertion, g: _Growing) -> bool:
    """Whether those who meet can be the same: they share two where both tell two, one where one tells one."""
    if not a.actors or not g.actors:
        return True
    return len(set(a.actors) & g.actors) >= min(2, len(a.actors), len(g.actors))


def _timely(a: Assertion, g: _Growing) -> bool:
    """Whether a mention without a day can be of this meeting: what is planned lies ahead, what was held lies behind."""
    if _days_between(a, g) > NEAR:
        return False
    days = [bounds for d in g.dates if (bounds := _bounds(d))]
    told = _bounds(a.published)
    if not days or not told:
        return True
    first, last = min(d[0] for d in days), max(d[1] for d in days)
    if a.modality in {"planned", "expected", "possible", "conditional"} or a.act == "proposed":
        return last >= told[0]
    return first <= told[1] and (told[0] - last).days <= NEAR


def _same_paper(a: Assertion, g: _Growing, owner: str | None) -> int:
    """How well a mention fits a paper, 0 to 5: the same noun of the same owner is best."""
    if (owner and g.owner and owner != g.owner) or _days_between(a, g) > LIFE:
        return 0
    noun, known = a.document or "document", g.document or "document"
    owned = bool(owner) and owner == g.owner
    near = any(m.report == a.report for m in g.mentions[-6:])
    if noun == known:
        if owned:
            return 5
        # without an owner a bare noun is the paper of that noun only while it is talked of
        return (4 if near else 2 if _days_between(a, g) <= NEAR else 0) if not owner or not g.owner else 0
    if noun in GENERIC or known in GENERIC:
        return (3 if owned else 1) if near else 0
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
