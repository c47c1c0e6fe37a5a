"""What changed between two dates, each difference with its type.

`new` was not told before; `moved on` follows what was told before (a plan kept, a stance changed); `contradicted` says the
opposite of what another source says of the same thing; `corrected by the source` and `withdrawn by the source` come from a
new version of a report; `corrected by an editor` from a person's judgement; `re-read` from a newer extractor.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.timeline import likeness
from dragoman.views.wording import cite, say, status_of, word_of

TYPES = (
    "new", "moved on", "contradicted", "corrected by the source", "withdrawn by the source", "corrected by an editor", "re-read",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference. `before` is empty for what is new; `ids` names the assertions on both sides."""

    id: str
    type: str
    published: str
    text: str
    status: str
    before: str
    reason: str
    source: str
    cite: str
    quote: str
    ids: tuple[str, ...]


def build(after: Material, *, before: Material) -> tuple[ChangeRow, ...]:
    """The differences from `before` to `after`, by publication, `new` and `moved on` told apart from contradiction."""
    old_ids = {a.id for a in before.assertions}
    old_like = {likeness(a): a for a in before.assertions}
    told = Told(before)
    versions = {r.id: r.version for r in before.reports}
    now = {r.id: r.version for r in after.reports}
    rows = []
    for a in after.assertions:
        if a.id in old_ids or likeness(a) in old_like or (a.kind, a.act) in {("role", "holds"), ("remark", "said")}:
            continue
        rows.append(_row(a, told, versions, now, after))
    kept = {a.id for a in after.assertions}
    for b in before.assertions:
        newer = now.get(b.report, 0)
        if b.id not in kept and newer > versions.get(b.report, 0) and b.kind != "remark":
            text = say(b, after.issues)
            rows.append(ChangeRow(b.id, "withdrawn by the source", b.published or "", text, status_of(b), text,
                                  "the new version of the report no longer says it", word_of(b), cite(b),
                                  b.evidence.exact, (b.id,)))  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.published, TYPES.index(r.type), r.text, r.id)))


def topics(a: Assertion) -> list[tuple[object, ...]]:
    """Keys under which two assertions speak of the same thing: who and what, whatever is said of it."""
    if a.kind == "position":
        return [("position", actor, a.issue) for actor in a.actors if a.issue and a.issue != "other"]
    if a.kind == "document":
        whose = a.owner or (a.actors[0] if a.actors else None)
        # what is presented is handed over: 'plans to present it' and 'has not submitted it' speak of one thing
        act = "submitted" if a.act == "presented" else a.act
        return [("document", whose, a.document, act)] if whose and a.document else []
    if a.kind == "meeting":
        if a.round:
            return [("round", a.round)]
        return [("meeting", frozenset(a.actors), a.date)] if a.actors and a.date else []
    if a.kind in {"event", "delegation"} and a.actors:
        return [(a.kind, a.act, frozenset(a.actors), frozenset(a.recipient), a.issue, a.date)]
    return []


class Told:
    """What was told before of each topic: the newest line, and the first one of each report."""

    def __init__(self, before: Material) -> None:
        self._newest: dict[tuple[object, ...], Assertion] = {}
        self._first: dict[tuple[tuple[object, ...], str], Assertion] = {}
        for a in before.assertions:
            for key in topics(a):
                self._newest[key] = max(self._newest.get(key, a), a, key=_newness)
                self._first.setdefault((key, a.report), a)

    def newest(self, a: Assertion) -> Assertion | None:
        """The newest line on what a line speaks of."""
        return max((self._newest[key] for key in topics(a) if key in self._newest), key=_newness, default=None)

    def first(self, a: Assertion) -> Assertion | None:
        """The first line on it in the same report."""
        return next((self._first[key, a.report] for key in topics(a) if (key, a.report) in self._first), None)


def _newness(a: Assertion) -> tuple[str, str]:
    return (a.published or "", a.id)


def _row(
    a: Assertion, told: Told, versions: dict[str, int], current: dict[str, int], after: Material
) -> ChangeRow:
    kind, reason, old = "new", "told for the first time", None
    now = current.get(a.report, 1)
    if a.report in versions and now > versions[a.report]:
        kind, reason = "corrected by the source", f"version {now} of the report"
        old = told.first(a)
    elif old := told.newest(a):
        kind, reason = _compare(a, old)
    return ChangeRow(
        id=a.id,
        type=kind,
        published=a.published or "",
        text=say(a, after.issues),
        status=status_of(a),
        before=f"{say(old, after.issues)} ({cite(old)})" if old else "",
        reason=reason,
        source=word_of(a),
        cite=cite(a),
        quote=a.evidence.exact,
        ids=(a.id, old.id) if old else (a.id,),
    )


def _compare(a: Assertion, old: Assertion) -> tuple[str, str]:
    if a.kind == "position":
        if (a.act, a.polarity, a.modality, a.conditions) == (old.act, old.polarity, old.modality, old.conditions):
            return "new", "the same stance, told anew"
        return "moved on", f"the stance was: {'not ' if old.polarity == 'negative' else ''}{old.act}"
    if a.polarity != old.polarity and a.modality == old.modality == "actual":
        if old.polarity == "negative" and (a.date or a.published or "") > (old.date or old.published or ""):
            return "moved on", "it had not happened before and is told as done now"
        return "contradicted", "told the other way round before"
    if old.modality in {"planned", "expected", "possible", "conditional"} and a.modality == "actual":
        return "moved on", f"it was {old.modality}"
    if old.date and a.date and not (a.date.startswith(old.date) or old.date.startswith(a.date)):
        return "moved on", f"the date was {old.date}"
    return "moved on", f"it was told as {status_of(old)}"
