"""What happened, was planned or was said to happen, by date. Mentions of the same thing share a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material, parties_of
from dragoman.views.wording import cite, date_words, say, status_of, word_of

KINDS = ("meeting", "delegation", "document", "event", "step", "role")
HELD = {"held", "begun", "concluded"}
#: Stands for whoever acted, where a plan does not say who is to.
ANYBODY = "*"
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


def build(
    material: Material, *, wanted: Callable[[Assertion], bool] | None = None
) -> tuple[TimelineRow, ...]:
    """Rows sorted by date, then publication. Assertions alike in kind, fields and certainty are one row.

    `wanted` is asked of the first line of each: a row that it does not want is not made.
    """
    groups: dict[tuple[object, ...], list[Assertion]] = {}
    for a in material.assertions:
        if a.kind in KINDS and (a.kind, a.act) not in {("role", "holds"), ("step", "proposed")}:
            groups.setdefault(likeness(a), []).append(a)
    done = Done(material)
    chosen = (group for group in groups.values() if wanted is None or wanted(group[0]))
    rows = [_row(group, material, done.overdue(group[0])) for group in chosen]
    return tuple(sorted(rows, key=lambda r: (r.sort, r.dated, r.text, r.id)))


def likeness(a: Assertion) -> tuple[object, ...]:
    """What two assertions must share to be one line: everything but their passage, report and source.

    Without a date of their own they must also be of one day's reports, since 'an attack' today is not last month's.
    """
    return (
        a.kind, a.act, a.modality, a.polarity, frozenset(a.actors), a.date or f"on {a.published}", a.issue, a.document,
        a.round, frozenset(a.recipient), a.person, a.post, a.place if not a.date else None,
    )  # fmt: skip


def _row(group: list[Assertion], material: Material, overdue: bool) -> TimelineRow:
    first = group[0]
    date = first.date or ""
    undone = first.modality in UNDONE
    when = date_words(date) if date else f"by {date_words(first.published)}"
    if undone and not date:
        when = f"told {date_words(first.published)}"
    return TimelineRow(
        id=first.id,
        sort=sort_of(first),
        date=date,
        dated="text" if date else "report",
        when=when,
        status="overdue" if overdue else status_of(first),
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
        overdue=overdue,
        ids=tuple(a.id for a in group),
    )


def sort_of(a: Assertion) -> str:
    """The date that a line is placed at: the first day of its own, else that of its publication."""
    return (a.date.split("/")[0] or a.date.strip("/")) if a.date else (a.published or "")


class Done:
    """What the material tells as done: by kind, act and party the last day on which it was told, meetings by their day too.

    Built once for a view, since every plan asks it.
    """

    def __init__(self, material: Material) -> None:
        self.today = material.today
        self._told: dict[tuple[str, ...], str] = {}
        for a in material.assertions:
            if a.modality != "actual" or a.kind not in KINDS or (a.kind == "meeting" and a.act not in HELD):
                continue
            for party in (*a.actors, ANYBODY) if a.actors else ("",):
                if a.kind == "meeting":
                    for key in _day_keys(a.date):
                        self._tell(("meeting", party, key), a.published)
                else:
                    self._tell((a.kind, a.act, party), a.published)

    def _tell(self, key: tuple[str, ...], published: str | None) -> None:
        self._told[key] = max(self._told.get(key, ""), published or "")

    def overdue(self, a: Assertion) -> bool:
        """Whether a plan's last day has passed and nothing more is told of it. It is never taken for done."""
        if a.modality not in {"planned", "expected"} or not a.date or a.polarity == "negative":
            return False
        last = a.date.split("/")[-1]
        if not last or last >= self.today[: len(last)]:
            return False
        parties = (*a.actors, "") if a.actors else ("", ANYBODY)
        if a.kind == "meeting":
            asked = [("meeting", party, key) for party in parties for key in _asked_days(a.date)]
        else:
            asked = [(a.kind, a.act, party) for party in parties]
        return not any(self._told.get(key, "") >= (a.published or "") for key in asked if key in self._told)


def _day_keys(day: str | None) -> set[str]:
    """A day under its own name and, marked, under every coarser one, so that a plan for June finds a meeting of June 2."""
    if not day:
        return {""}
    return {day, *(f"~{day[:n]}" for n in (4, 7, 10))}


def _asked_days(day: str) -> set[str]:
    return {"", day, f"~{day}", *(day[:n] for n in (4, 7, 10))}
