"""Which mentions speak of the same meeting or the same paper. A pure function; nothing is rewritten.

A mention joins an entity only where exactly one candidate remains; otherwise it stands alone and the candidates are
kept as a doubt. A person's judgements (same-meeting, different-meeting, same-paper, different-paper) come first.

Mentions are taken in the order of publication and compared with a bounded number of entities, found by round, date, place,
party, noun or owner, so that the work grows with the number of mentions and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dragoman.record.days import bounds, days_apart
from dragoman.record.judgements import standing as counting
from dragoman.types import Assertion, Judgement

#: Head nouns that name a paper without saying which: they join the one paper that is spoken of, never found a new kind.
GENERIC = frozenset({"document", "paper", "text", "draft", "plan", "proposal", "initiative", "framework", "version"})
#: Acts whose actor is the paper's owner where no owner is told.
OWNING = frozenset({"drafted", "announced", "submitted", "presented", "published"})
#: How many days two meetings of one company lie apart for 'the meeting' to be the later one.
WEEK = 7
#: How many parties more one telling of an undated meeting may have than another.
BESIDES = 2
#: How many times as often as all others of its week a meeting is told to be the one that is meant.
OFTENER = 3
#: Nouns of papers that one party makes one after another: another report's 'a decree' is another decree.
SERIAL = frozenset(
    {"decree", "order", "law", "bill", "act", "resolution", "statement", "letter", "contract", "decision", "proclamation",
     "amendment", "note"}
)  # fmt: skip
#: Acts by which such a paper comes into being.
DONE = frozenset({"signed", "published", "accepted"})
#: How many days a meeting without a date of its own may lie from the mention that joins it; a numbered round; a paper.
NEAR, SERIES, LIFE = 21, 200, 120
#: How many characters back in one report a paper without an owner may have been spoken of.
REACH = 1500
#: How many characters after the steps of a plan 'the document' is that plan.
BESIDE = 300
#: Acts of a meeting that took or takes place, and those of a contact from afar.
GATHER = frozenset({"held", "begun", "concluded"})
#: Nouns that may stand for any paper, also in another report.
ANAPHORS = frozenset({"document", "paper", "text", "draft", "version"})
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
#: A word before a paper's noun that tells its version.
_RENEWED = re.compile(
    rf"\b({'|'.join(ORDINALS)}|revised|amended|updated|reworked|redrafted|modified|new|fresh)\s", re.I
)
#: Words before 'talks' or 'meeting' that tell two of one day and place apart.
TRACKS = {
    "technical": "technical", "expert": "technical", "experts'": "technical", "experts’": "technical", "political": "political",
    "military": "military", "economic": "economic", "humanitarian": "humanitarian", "ministerial": "ministerial",
    "security": "security", "legal": "legal", "working-group": "technical", "expert-level": "technical",
}  # fmt: skip
#: Words of a passage that tell no paper from another.
_EMPTY = frozenset(
    ("that", "this", "these", "those", "with", "will", "have", "been", "were", "which", "from", "also", "today", "yesterday",
     "just", "important", "state", "president", "adopted", "published", "issued", "their", "presidential", "executive",
     "some", "earlier", "other", "there")
)  # fmt: skip
_TRACK = re.compile(
    rf"\b({'|'.join(sorted(TRACKS, key=len, reverse=True))})(?:[-\s]+(?:level|track|group))?[-\s]+"
    r"(?:talks|meetings?|negotiations|consultations|discussions|rounds?|sessions?|track|group)\b",
    re.I,
)
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


@dataclass(slots=True, eq=False)
class _Growing:
    """An entity while mentions are being joined to it. No two are equal: it is asked of thousands whether they are one."""

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
    wide: frozenset[str] = frozenset()
    track: str = ""
    version: int = 1
    superseded: bool = False
    taken: bool = True  # False once another entity has swallowed it

    def take(self, a: Assertion, owner: str | None) -> None:
        if not self.mentions:
            self.calls = a.act == "called"
        if self.kind == "meeting":
            self.track = self.track or track_of(a)
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

    def company(self) -> int:
        """How many parties more than one line names; all where few lines tell of it."""
        if len(self.actors) <= 2 + BESIDES or len(self.mentions) < 3:
            return len(self.actors)
        told = Counter(name for m in self.mentions for name in set(m.actors))
        return sum(often > 1 for often in told.values())

    def elsewhere(self, place: str | None) -> bool:
        """Whether a place is another one: a state holds any city, and only another state is elsewhere."""
        if not place or not self.places or place in self.places:
            return False
        return any((known in self.wide) == (place in self.wide) for known in self.places)

    def frozen(self) -> Entity:
        """The date is that of the latest telling, the most exact where several are of it: a moved round has its new day."""
        told = [
            a.date for a in self.mentions if a.date and a.polarity == "positive" and a.act != "proposed"
        ] or self.dates
        date = max(reversed(told[-3:]), key=lambda d: (len(d.split("/")[0]), "/" not in d)) if told else None
        return Entity(
            id=self.id, kind=self.kind, mentions=tuple(a.id for a in self.mentions), round=self.round, date=date,
            place=next((p for p in self.places if p not in self.wide), next(iter(self.places), None)),
            document=self.document, owner=self.owner,
            actors=tuple(sorted(self.actors)),
        )  # fmt: skip


class _Mention:
    """A line on its way to its entity, and what of it is asked again for every candidate."""

    __slots__ = ("actors", "line", "owner", "track", "version")

    def __init__(self, line: Assertion, owner: str | None) -> None:
        self.line = line
        self.owner = owner
        self.actors = frozenset(line.actors)
        self.track = track_of(line) if line.kind == "meeting" else ""
        self.version = version_of(line) if line.kind == "document" else 0


class _Index:
    """Entities by what a mention may share with them, the newest last under each key."""

    def __init__(
        self, score: Callable[[_Mention, _Growing], int], kind: str, wide: frozenset[str] = frozenset()
    ) -> None:
        self.kind = kind
        self.wide = wide
        self.score = score
        self.all: list[_Growing] = []
        self.doubts: list[Doubt] = []
        self._by: dict[tuple[str, object], list[_Growing]] = {}

    def place(self, mention: _Mention, apart: set[frozenset[str]]) -> None:
        """Join a mention to the one entity that fits it best, or let it found its own."""
        a, score = mention.line, self.score
        keys = _keys(a, mention.owner)
        seen: dict[_Growing, None] = {}
        for key in keys:
            seen |= dict.fromkeys(self._by.get(key, ())[-RECENT:])
        likely = _company(mention, seen) if self.kind == "meeting" and mention.actors else list(seen)
        scored = [(score(mention, g), g) for g in likely if not (apart and _kept_apart(a, g, apart))]
        best = max((score for score, _ in scored), default=0)
        candidates = [g for score, g in scored if score == best and score > 0]
        if len(candidates) > 1 and self.kind == "meeting":
            candidates = _meant(a, candidates)
        if len(candidates) == 1:
            chosen = candidates[0]
        else:
            if candidates:
                self.doubts.append(Doubt(a.id, self.kind, tuple(sorted(g.id for g in candidates))))
            chosen = _Growing(f"{self.kind}-{a.id}", self.kind, [], wide=self.wide)
            self.all.append(chosen)
            if mark := mention.version:
                before = [g for g in seen if _paper_of(mention, g)]
                chosen.version = mark if mark > 0 else max((g.version for g in before), default=1) + 1
                for g in before:
                    g.superseded = g.superseded or g.version < chosen.version
        chosen.take(a, mention.owner)
        for key in keys:
            known = self._by.setdefault(key, [])
            if chosen not in known[-RECENT:]:
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
    """Entities of meetings and papers. Deterministic, whatever the order of the input.

    Steps, where they are given, belong to no entity: they tell whose plan a text has just spoken of, so that 'the document' after
    the steps of a plan is that plan.
    """
    lines = tuple(assertions)
    standing = tuple(j for j in counting(judgements) if j.kind.endswith(("-meeting", "-paper")))
    meetings = _kept(_meetings, tuple(a for a in lines if a.kind == "meeting"), standing)
    papers = _kept(_papers, tuple(a for a in lines if a.kind in {"document", "step"}), standing)
    doubts = (*meetings.doubts, *papers.doubts)
    if meetings.doubts and papers.doubts:
        place = {a.id: _place(a) for a in lines}
        doubts = tuple(sorted(doubts, key=lambda doubt: place[doubt.mention]))
    return Links({**meetings.entities, **papers.entities}, {**meetings.of, **papers.of}, doubts)


_Linked = Callable[[tuple[Assertion, ...], tuple[Judgement, ...]], Links]
#: The last few results with what was asked: most views of one material ask for the same.
_KEPT: deque[tuple[_Linked, tuple[Assertion, ...], tuple[Judgement, ...], Links]] = deque(maxlen=4)


def _kept(work: _Linked, lines: tuple[Assertion, ...], standing: tuple[Judgement, ...]) -> Links:
    for before, known, judged, found in tuple(_KEPT):
        # equal tuples are told apart by identity first, so that asking again costs next to nothing
        if before is work and len(known) == len(lines) and known == lines and judged == standing:
            return found
    made = work(lines, standing)
    _KEPT.append((work, lines, standing, made))
    return made


def _place(a: Assertion) -> tuple[str, str, int, str]:
    return (a.published or "", a.report, a.evidence.start, a.id)


def _meetings(lines: tuple[Assertion, ...], standing: tuple[Judgement, ...]) -> Links:
    # a city does not act: what is told to act as well as to be met in is a state
    index = _Index(_meets, "meeting", frozenset(name for a in lines for name in a.actors))
    apart, same = _pairs(standing)
    for a in sorted(lines, key=_place):
        index.place(_Mention(a, None), apart)
    _consolidate(index.all, apart)
    _by_month(index.all, apart)
    _by_telling(index.all, apart)
    return _links(index, same)


def _papers(lines: tuple[Assertion, ...], standing: tuple[Judgement, ...]) -> Links:
    index = _Index(_same_paper, "paper")
    apart, same = _pairs(standing)
    told: dict[str, Assertion] = {}  # what each report spoke of last: a step or a paper
    for a in sorted(lines, key=_place):
        if a.kind == "document":
            index.place(_Mention(a, _owner(a, told.get(a.report))), apart)
        if a.kind == "document" or a.owner:
            told[a.report] = a
    return _links(index, same)


def _pairs(standing: Iterable[Judgement]) -> tuple[set[frozenset[str]], list[tuple[str, str]]]:
    """What a person keeps apart and what is one by a person's word."""
    rows = list(standing)
    apart = {frozenset((j.subject, j.object)) for j in rows if j.kind.startswith("different")}
    return apart, [(j.subject, j.object) for j in rows if j.kind.startswith("same")]


def _links(index: _Index, same: Sequence[tuple[str, str]]) -> Links:
    entities = {g.id: g.frozen() for g in _joined(index.all, same)}
    of = {mention: entity.id for entity in entities.values() for mention in entity.mentions}
    return Links(entities, of, tuple(index.doubts))


def _owner(a: Assertion, before: Assertion | None) -> str | None:
    """Whose paper a line is of: as told, else who does what only an owner does, else whose steps were told right before."""
    if a.owner:
        return a.owner
    if a.act in OWNING:
        return a.actors[0] if len(a.actors) == 1 else None
    if before and before.kind == "step" and (a.document or "document") in GENERIC:
        return before.owner if 0 <= a.evidence.start - before.evidence.end <= BESIDE else None
    return None


def _consolidate(known: Sequence[_Growing], apart: set[frozenset[str]]) -> None:
    """Meetings that turned out to be of one day: one told by its day alone and one by its round, to which a later report
    gave that day. Joined only where exactly two are left that fit in everything."""
    by_day: dict[str, list[_Growing]] = {}
    for g in known:
        for day in g.dates:
            if len(day) == 10 and len(g.actors) > 1:
                by_day.setdefault(day, []).append(g)
    for meetings in by_day.values():
        there = [g for g in meetings if g.taken]
        for position, one in enumerate(there):
            fitting = [g for g in there if g is not one and g.taken and _one_meeting(one, g, apart)]
            if one.taken and len(fitting) == 1 and position <= there.index(fitting[0]):
                _swallow(one, fitting[0])


def _by_month(known: Sequence[_Growing], apart: set[frozenset[str]]) -> None:
    """Meetings told by their month alone: joined to the one of that month which has a day, between the same and in the same
    place, where there is exactly one; and among themselves where none has a day."""
    months: dict[tuple[str, str], list[_Growing]] = {}
    for g in known:
        for month in {d[:7] for d in g.dates if "/" not in d and len(d) >= 7} if g.taken and len(g.actors) > 1 else ():
            for place in [place for place in g.places if place not in g.wide]:
                months.setdefault((month, place), []).append(g)
    for meetings in months.values():
        for vague in [g for g in meetings if all(len(d) == 7 for d in g.dates)]:
            fitting = [g for g in meetings if g is not vague and g.taken and vague.taken and _one_meeting(g, vague, apart)]
            exact = [g for g in fitting if any(len(d) == 10 for d in g.dates)]
            chosen = exact if exact else fitting[:1]
            if len(chosen) == 1:
                _swallow(chosen[0], vague)


def _by_telling(known: Sequence[_Growing], apart: set[frozenset[str]]) -> None:
    """Meetings that no report dates, told while several were spoken of: asked again now that it is known how often each is."""
    dated: dict[tuple[str, int], list[_Growing]] = {}
    for g in known:
        if g.taken and any(len(d) >= 10 for d in g.dates):
            for name in g.actors:
                for month in {_month(m) for m in g.mentions}:
                    dated.setdefault((name, month), []).append(g)
    for g in known:
        a = g.mentions[0]
        if not g.taken or g.dates or g.round or len(a.actors) < 2 or not all(_told_as_done(m) for m in g.mentions):
            continue
        keys = [(name, month) for name in a.actors for month in (_month(a), _month(a) - 1)]
        likely = {one: None for key in keys for one in dated.get(key, ())[-RECENT:] if one.taken and one.calls == g.calls}
        mention = _Mention(a, None)
        scored = [(_meets(mention, one), one) for one in _company(mention, likely) if not (apart and _kept_apart(a, one, apart))]
        best = max((score for score, _ in scored), default=0)
        fitting = _meant(a, [one for score, one in scored if score == best]) if best else []
        if len(fitting) == 1:
            _swallow(fitting[0], g)


def _told_as_done(a: Assertion) -> bool:
    return a.modality == "actual" and a.polarity == "positive" and a.act != "proposed"


def _month(a: Assertion) -> int:
    told = bounds(a.published)
    return told[0].year * 12 + told[0].month if told else 0


def _swallow(one: _Growing, other: _Growing) -> None:
    for mention in other.mentions:
        one.take(mention, None)
    one.mentions.sort(key=lambda a: (a.published or "", a.report, a.evidence.start, a.id))
    other.taken = False


def _one_meeting(one: _Growing, other: _Growing, apart: set[frozenset[str]]) -> bool:
    return (
        len(one.actors & other.actors) > 1
        and one.calls == other.calls
        and (one.round is None or other.round is None or one.round == other.round)
        and not (one.track and other.track and one.track != other.track)
        and (not other.places or not all(one.elsewhere(place) for place in other.places))
        and not (apart and any(frozenset((a.id, b.id)) in apart for a in one.mentions for b in other.mentions))
    )


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


def _company(mention: _Mention, known: Iterable[_Growing]) -> list[_Growing]:
    """The meetings whose parties can be those of a mention that tells some: they share two where both tell two, one
    where one tells one. Of a hundred meetings that a mention is compared with this leaves ten."""
    actors = mention.actors
    if len(mention.line.actors) < 2:
        return [g for g in known if not g.actors or not actors.isdisjoint(g.actors)]
    return [g for g in known if len(actors & g.actors) > 1 or (len(g.actors) < 2 and g.actors <= actors)]


def _meets(mention: _Mention, g: _Growing) -> int:
    """How well a mention fits a meeting, 0 to 5: by its round, by its day, by parties and place at about the time.

    Only of meetings of the same company (`_company`). A postponed meeting fits one that was to come; the words of two
    tracks ('technical', 'military') never fit.
    """
    a, shared = mention.line, len(mention.actors & g.actors)
    if a.round and g.round:
        # a round told with another day or place is the same round told differently, or moved: never two rounds
        return 5 if a.round == g.round and _days_between(a, g) <= SERIES else 0
    if mention.track and g.track and mention.track != g.track:
        return 0
    same_place = bool(a.place) and a.place in g.places
    other_place = g.elsewhere(a.place)
    if (a.act == "called") != g.calls and not (a.date and a.date in g.dates and shared >= 2):
        return 0
    if a.act == "postponed" and a.polarity == "positive" and a.date and a.date not in g.dates:
        # the day told is the new one: what is moved is a meeting that was to come
        moved = shared >= 2 or same_place
        return 0 if other_place or not moved or _took_place(g) or not _ahead(a, g) else 4 if same_place else 3
    if a.date and g.dates:
        # 'in 2025' is of no day of that year
        near = [d for d in g.dates if days_apart(a.date, d) == 0 and (len(a.date) < 7) == (len(d) < 7)]
        if not near:
            return 0
        if other_place:
            return 0
        exact = len(a.date) >= 10 and any(len(d) >= 10 for d in g.dates)
        if a.actors and g.actors:
            if shared < 2 and not (len(a.actors) == 1 and shared and (same_place or a.date in g.dates)):
                return 0
            return 4 if exact else 3 if same_place else 2
        # one side tells no parties: the place must speak, or the day alone where there is nothing else to go by
        return (3 if same_place else 1) if exact else int(same_place)
    if other_place or a.round or (g.round and not (a.actors or a.place)):
        return 2 if a.round and same_place and _timely(a, g) else 0
    # two parties of seven who met are not the seven
    if max(g.company(), len(mention.actors)) - shared > BESIDES and not same_place:
        return 0
    if _timely(a, g) and (shared >= 2 or (same_place and (shared or not a.actors))):
        return 3 if same_place else 1
    return 0


def _meant(a: Assertion, candidates: list[_Growing]) -> list[_Growing]:
    """Which of the meetings that fit an undated mention of what took place equally well it means: the last one before the telling
    where all others lie more than a week further back, or the one that is told several times as often as all others of that
    week. What is to come is left open: it names its day or none."""
    told = bounds(a.published)
    if a.date or not told or a.modality != "actual" or a.polarity != "positive":
        return candidates
    dated = [(max(day[1] for d in g.dates if (day := bounds(d))), g) for g in candidates if any(len(d) >= 10 for d in g.dates)]
    past = sorted(((day, g) for day, g in dated if day <= told[1]), key=lambda item: item[0], reverse=True)
    if not past or len(past) < len(dated):
        return candidates
    last = [g for day, g in past if (past[0][0] - day).days <= WEEK]
    most = max(last, key=lambda g: len(g.mentions))
    others = sum(len(g.mentions) for g in last if g is not most)
    return [most] if len(last) == 1 or len(most.mentions) >= OFTENER * others else candidates


def _took_place(g: _Growing) -> bool:
    return any(m.act in GATHER and m.modality == "actual" and m.polarity == "positive" for m in g.mentions)


def _ahead(a: Assertion, g: _Growing) -> bool:
    """Whether the meeting was still to come, and not long after, when the mention was published."""
    told, days = bounds(a.published), [span for d in g.dates if (span := bounds(d))]
    if not told or not days:
        return _days_between(a, g) <= NEAR
    last = max(d[1] for d in days)
    return -3 <= (last - told[0]).days <= 2 * NEAR and _days_between(a, g) <= 2 * NEAR


def _timely(a: Assertion, g: _Growing) -> bool:
    """Whether a mention without a day can be of this meeting: what is planned lies ahead, what was held lies behind."""
    if _days_between(a, g) > NEAR:
        return False
    # 'in May' says less than the day that another report tells
    days = [span for d in [d for d in g.dates if len(d) >= 10] or g.dates if (span := bounds(d))]
    told = bounds(a.published)
    if not days and (day := bounds(a.date)):
        return all(_of_its_time(day, m) for m in g.mentions[-3:])
    if not days or not told:
        return True
    first, last = min(d[0] for d in days), max(d[1] for d in days)
    if a.modality in {"planned", "expected", "possible", "conditional"} or a.act == "proposed":
        return last >= told[0]
    return first <= told[1] and (told[0] - last).days <= NEAR


def _of_its_time(day: tuple[date, date], m: Assertion) -> bool:
    """Whether a mention without a day can be of a meeting of this day: soon after it was published, or not long before."""
    told = bounds(m.published)
    if not told:
        return True
    if m.modality in {"planned", "expected", "possible", "conditional"} or m.act == "proposed":
        return day[1] >= told[0] and (day[0] - told[1]).days <= 2 * NEAR
    return day[0] <= told[1] and (told[0] - day[1]).days <= NEAR


def _same_paper(mention: _Mention, g: _Growing) -> int:
    """How well a mention fits a paper, 0 to 10: the same noun of the same owner is best, and its version must fit."""
    fits = _paper_of(mention, g)
    if not fits:
        return 0
    a, mark = mention.line, mention.version
    if mark > 0:
        return 2 * fits if g.version == mark else 0
    if mark:
        # 'the revised draft' is the newest version while that is talked of, else one more
        return 2 * fits if g.version > 1 and not g.superseded and _days_between(a, g) <= NEAR else 0
    return 2 * fits - g.superseded


def _paper_of(mention: _Mention, g: _Growing) -> int:
    """The same, 0 to 5, whatever the version."""
    a, owner = mention.line, mention.owner
    if (owner and g.owner and owner != g.owner) or _days_between(a, g) > LIFE:
        return 0
    if a.act in OWNING and a.actors and g.owner and not owner and g.owner not in a.actors:
        return 0  # a paper that several put forward is not that of another
    noun, known = a.document or "document", g.document or "document"
    owned = bool(owner) and owner == g.owner
    near = any(m.report == a.report and a.evidence.start - m.evidence.end <= REACH for m in g.mentions[-6:])
    if noun in SERIAL and known in SERIAL and not _one_of_series(a, g, near):
        return 0
    if noun == known:
        if owned:
            return 5
        if owner and g.owner:
            return 0
        # without an owner a bare noun is the paper of that noun only while it is talked of, and by those who talk of it
        if near:
            return 4
        whose = bool(g.owner or owner) or not g.actors.isdisjoint((*a.actors, *a.recipient))
        return 2 if whose and noun not in ANAPHORS and _days_between(a, g) <= NEAR else 0
    if noun in GENERIC or known in GENERIC:
        if near:
            # 'the document' may stand for a memorandum told before it, not for the one told after it
            return 3 if owned else int(noun in GENERIC)
        # in another report 'its plan' may be its proposal, 'its document' anything of its own, and neither the other's
        loose = noun in ANAPHORS or known in ANAPHORS or (noun in GENERIC and known in GENERIC)
        return int(owned and loose and _days_between(a, g) <= NEAR)
    return 0


def _one_of_series(a: Assertion, g: _Growing, near: bool) -> bool:
    """Whether a mention of a decree, letter or law is of this one: by its words, or as what the report has just spoken of; never
    where both came into being on different days."""
    if near and not re.search(rf"\ban?\s(?:[\w-]+\s){{0,3}}{re.escape(a.document or 'document')}", a.evidence.exact, re.I):
        return True
    made = a.act in DONE and any(m.act in DONE and days_apart(a.published, m.published) > 1 for m in g.mentions)
    return not made and _same_words(a, g)


def _same_words(a: Assertion, g: _Growing) -> bool:
    """Whether a mention of a paper made in series tells it by the words of an earlier one: two content words besides its noun."""
    mine = _content(a)
    return any(len(mine & _content(m)) > 1 for m in g.mentions[-6:])


@lru_cache(maxsize=4096)
def _content_of(words: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]{4,}", words.lower()) if w not in _EMPTY and not w.startswith("sign"))


def _content(a: Assertion) -> frozenset[str]:
    return _content_of(a.evidence.exact) - SERIAL


def version_of(a: Assertion) -> int:
    """Which version of a paper the words of a passage tell: its number, -1 for a revised or new one, 0 for no word of it."""
    if not _RENEWED.search(a.evidence.exact):
        return 0  # a pattern for each noun is dear to make, and most are never needed
    for match in _version_words(a.document or "document").finditer(a.evidence.exact):
        word = match[1].lower()
        return ORDINALS.get(word, -1)
    return 0


@lru_cache(maxsize=512)
def _version_words(noun: str) -> re.Pattern[str]:
    nouns = rf"(?:{re.escape(noun)}|version|draft|text)"
    return re.compile(rf"{_RENEWED.pattern}+(?:[\w’'-]+\s+)?{nouns}s?\b", re.I)


def track_of(a: Assertion) -> str:
    """The track that a passage tells a meeting to be of: `technical`, `military`, ...; empty where it tells none."""
    return _track_told(a.evidence.exact)


@lru_cache(maxsize=4096)
def _track_told(words: str) -> str:
    """Kept, as a mention is asked when it looks for its meeting and again when it joins it."""
    match = _TRACK.search(words)
    return TRACKS[match[1].lower()] if match else ""


def _days_between(a: Assertion, g: _Growing) -> int:
    return min(days_apart(a.published, m.published) for m in g.mentions[-3:])
