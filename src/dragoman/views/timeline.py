"""What happened, was planned or was said to happen, by date. Mentions of the same thing share a line."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material, parties_of
from dragoman.views.wording import cite, date_words, say, status_of, word_of

KINDS = ("meeting", "delegation", "document", "event", "step", "role")
UNDONE = {"planned", "expected", "possible", "conditional"}


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing on the timeline. `date` is when it is, was or will be, and empty where the text does not tell;
    `sort` is the date it is placed at, which is the publication's where `date` is empty (`dated` says which)."""

    id: str
    sort: str
    date: str
    dated: str  # text, report
    when: str
    status: str
    kind: str
    act: str
    text: str
    parties: tuple[str, ...]
    place: str
    issue: str
    source: str
    cite: str
    quote: str
    mentions: int
    outlets: int
    overdue: bool
    ids: tuple[str, ...]


def build(material: Material) -> tuple[TimelineRow, ...]:
    """Rows sorted by date, then publication. Assertions alike in kind, fields and certainty are one row."""
    groups: dict[tuple[object, ...], list[Assertion]] = {}
    for a in material.assertions:
        if a.kind in KINDS and (a.kind, a.act) not in {("role", "holds"), ("step", "proposed")}:
            groups.setdefault(likeness(a), []).append(a)
    rows = [_row(group, material) for group in groups.values()]
    return tuple(sorted(rows, key=lambda r: (r.sort, r.dated, r.text, r.id)))


def likeness(a: Assertion) -> tuple[object, ...]:
    """What two assertions must share to be one line: everything but their passage, report and source.

    Without a date of their own they must also be of one day's reports, since 'an attack' today is not last month's.
    """
    return (
        a.kind, a.act, a.modality, a.polarity, frozenset(a.actors), a.date or f"on {a.published}", a.issue, a.document,
        a.round, frozenset(a.recipient), a.person, a.post, a.place if not a.date else None,
    )  # fmt: skip


def _row(group: list[Assertion], material: Material) -> TimelineRow:
    first = group[0]
    date = first.date or ""
    undone = first.modality in UNDONE
    when = date_words(date) if date else f"by {date_words(first.published)}"
    if undone and not date:
        when = f"told {date_words(first.published)}"
    return TimelineRow(
        id=first.id,
        sort=(date.split("/")[0] or date.strip("/")) if date else (first.published or ""),
        date=date,
        dated="text" if date else "report",
        when=when,
        status="overdue" if _overdue(first, material) else status_of(first),
        kind=first.kind,
        act=first.act,
        text=say(first, material.issues),
        parties=tuple(dict.fromkeys(p for a in group for p in parties_of(a))),
        place=next((a.place for a in group if a.place), ""),
        issue=first.issue or "",
        source=word_of(first),
        cite=cite(first),
        quote=first.evidence.exact,
        mentions=len(group),
        outlets=len({a.outlet or a.report for a in group}),
        overdue=_overdue(first, material),
        ids=tuple(a.id for a in group),
    )


def _overdue(a: Assertion, material: Material) -> bool:
    """A plan whose last day has passed and of which nothing more is told: never taken for done."""
    if a.modality not in {"planned", "expected"} or not a.date or a.polarity == "negative":
        return False
    last = a.date.split("/")[-1]
    today = material.today
    if not last or last >= today[: len(last)]:
        return False
    done = {"held", "begun", "concluded"} if a.kind == "meeting" else {a.act}
    return not any(
        b.kind == a.kind
        and b.act in done
        and b.modality == "actual"
        and (b.published or "") >= (a.published or "")
        and (not a.actors or not b.actors or set(a.actors) & set(b.actors))
        and (b.kind != "meeting" or not b.date or b.date.startswith(a.date) or a.date.startswith(b.date))
        for b in material.assertions
    )
