"""Each meeting or round: when, where, between whom, what became of it, and on whose word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.record.days import days_apart
from dragoman.record.links import Entity, link
from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.wording import cite, date_words, names, say, status_of, word_of

DONE = {"held", "begun", "concluded", "called"}
#: One telling in so many says little of who met.
SELDOM = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """One report's word on something: the line, its source and passage."""

    id: str
    text: str
    status: str
    source: str
    cite: str
    quote: str
    published: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting. `state` is held, planned, imminent (planned for today or tomorrow), overdue, cancelled, postponed, proposed or
    disputed, never inferred from time passing."""

    id: str
    date: str
    when: str
    round: int | None
    parties: tuple[str, ...]
    place: str
    host: str
    state: str
    outcome: str
    mentions: int
    outlets: int
    history: tuple[Mention, ...]
    ids: tuple[str, ...]


def build(material: Material, *, state: str = "") -> tuple[MeetingRow, ...]:
    """Rows sorted by date, those of one state where it is given; meetings without a date stand by their first mention's
    publication."""
    by_id = {a.id: a for a in material.assertions}
    links = link(material.of_kind("meeting"), material.judgements)
    agreed: dict[str, list[Assertion]] = {}
    for a in material.of_kind("event"):
        if a.act == "agree":
            agreed.setdefault(a.report, []).append(a)
    told = [(e, [by_id[m] for m in e.mentions]) for e in links.entities.values()]
    rows = [_row(e, lines, agreed, material) for e, lines in told if not state or _state(lines, e, material) == state]
    return tuple(sorted(rows, key=lambda r: (r.date or r.history[0].published, r.round or 0, r.id)))


def mention_of(a: Assertion, material: Material) -> Mention:
    """The mention that an assertion is."""
    return Mention(
        a.id, say(a, material.issues), status_of(a), word_of(a), cite(a), a.evidence.exact, a.published or ""
    )


def _row(
    entity: Entity, mentions: list[Assertion], agreed: dict[str, list[Assertion]], material: Material
) -> MeetingRow:
    return MeetingRow(
        id=entity.id,
        date=entity.date or "",
        when=date_words(entity.date) or f"told {date_words(mentions[0].published)}",
        round=entity.round,
        parties=_parties(entity, mentions),
        place=entity.place or "",
        host=next((a.host for a in mentions if a.host), ""),
        state=_state(mentions, entity, material),
        outcome=_outcome(mentions, agreed, material),
        mentions=len(mentions),
        outlets=len({a.outlet or a.report for a in mentions}),
        history=tuple(mention_of(a, material) for a in mentions),
        ids=tuple(a.id for a in mentions),
    )


def _state(mentions: list[Assertion], entity: Entity, material: Material) -> str:
    told = {(a.act if a.polarity == "positive" else f"not {a.act}") for a in mentions if a.modality == "actual"}
    held = told & DONE
    if held and any(f"not {act}" in told for act in held):
        return "disputed"
    if held and "concluded" not in told and _under_way(mentions, entity, material.today):
        return "imminent"
    if held:
        return "concluded" if "concluded" in told else "called" if held == {"called"} else "held"
    for act in ("cancelled", "postponed"):
        if act in told:
            return act
    if any(t.startswith("not ") for t in told):
        return "not held"
    if any(a.modality == "planned" for a in mentions):
        last = (entity.date or "").split("/")[-1]
        if last and last < material.today[: len(last)]:
            return "overdue"
        return "imminent" if _soon(entity.date, material.today) else "planned"
    if any(a.act == "proposed" for a in mentions):
        return "proposed"
    return mentions[-1].modality


def _parties(entity: Entity, mentions: list[Assertion]) -> tuple[str, ...]:
    """Those who met; where many lines tell of it, without whom hardly any names."""
    told = Counter(name for a in mentions for name in set(a.actors))
    least = sum(bool(a.actors) for a in mentions) / SELDOM
    return tuple(name for name in entity.actors if told[name] > least or len(mentions) < SELDOM)


def _under_way(mentions: list[Assertion], entity: Entity, today: str) -> bool:
    """Whether a meeting of today is told as held only by reports that also tell it as planned for today."""
    if (entity.date or "")[:10] != today:
        return False
    planned = {a.report for a in mentions if a.modality == "planned" and a.date == entity.date}
    done = {a.report for a in mentions if a.modality == "actual" and a.polarity == "positive" and a.act in DONE}
    return done <= planned


def _soon(day: str | None, today: str) -> bool:
    """Whether a whole day, or the first of an interval, is today or tomorrow."""
    first = (day or "").split("/")[0]
    return len(first) >= 10 and (days_apart(today, first[:10]) <= 1 and first[:10] >= today)


def _outcome(mentions: list[Assertion], agreed: dict[str, list[Assertion]], material: Material) -> str:
    """What the same report tells of agreement within the same stretch of text: shown as told, never inferred."""
    found = [
        say(b, material.issues)
        for a in mentions
        if a.modality == "actual" and a.act in DONE
        for b in agreed.get(a.report, ())
        if abs(b.evidence.start - a.evidence.end) < 120
    ]
    return names(list(dict.fromkeys(found))[:2], otherwise="")
