"""The brief: where things stand, who wants what, what is on the table, what is next, what is disputed.

Every sentence carries its hedge, its source and the id of the assertion it rests on; nothing is said that no report says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.types import Assertion
from dragoman.views import meetings, papers, positions, timeline
from dragoman.views.material import Material
from dragoman.views.wording import cite, date_words, issue_words, say, word_of

#: How many days back a thing is recent, and something overdue is still told.
RECENT, DUE = 14, 60
#: Below this certainty a reading is marked: it is more likely wrong than right.
SURE = 0.5
MOST = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the brief and what it rests on; `unsure` where the reader thinks it more likely misread than not."""

    section: str
    text: str
    source: str
    cite: str
    quote: str
    id: str
    ids: tuple[str, ...] = field(default=())
    unsure: bool = False


UNSURE = "unsure reading"
SECTIONS = (
    "Where things stand",
    "Who wants what",
    "What is on the table",
    "What is next",
    "Overdue",
    "Denied or told both ways",
)


def build(material: Material) -> tuple[Sentence, ...]:
    """The sentences in the order of the sections."""
    by_id = {a.id: a for a in material.assertions}
    rows = timeline.build(material, wanted=_Near(material.today))
    made = [
        *_stand(rows, by_id, material),
        *_wants(material, by_id),
        *_table(material, by_id),
        *_next(rows, by_id, material),
        *_disputed(material),
    ]
    order = {name: i for i, name in enumerate(SECTIONS)}
    # A stance of two parties is one sentence, though it stands in the cells of both.
    unique = {(s.section, s.text): s for s in reversed(made)}
    return tuple(s for s in sorted(made, key=lambda s: order[s.section]) if unique[s.section, s.text] is s)


class _Near:
    """Whether a thing on the timeline may be in the brief: of the last fortnight, lately due, or to come."""

    def __init__(self, today: str) -> None:
        self.today, self.recent, self.due = today, _back(today, RECENT), _back(today, DUE)

    def __call__(self, a: Assertion) -> bool:
        day = a.date or ""
        last = day.split("/")[-1][:10]
        return (
            self.recent <= timeline.sort_of(a)[:10] <= self.today
            or (a.modality in {"planned", "expected"} and day[:10] >= self.due)
            or bool(day and last >= self.today[: len(last)])
        )


def _sentence(section: str, text: str, a: Assertion, ids: Iterable[str] = ()) -> Sentence:
    return Sentence(
        section, text.rstrip("."), word_of(a), cite(a), a.evidence.exact, a.id, tuple(ids) or (a.id,), a.confidence < SURE
    )


def _dated(when: str, text: str) -> str:
    """The sentence after its date, which it does not repeat at its end."""
    return f"{when}: {text.removesuffix(f' ({when})')}"


def _opposites(rows: Iterable[timeline.TimelineRow], by_id: dict[str, Assertion]) -> set[str]:
    """The rows that others tell the other way round: one act on one matter by one party, done and not done."""
    told: dict[tuple[object, ...], dict[str, list[timeline.TimelineRow]]] = {}
    for row in rows:
        a = by_id[row.id]
        key = (a.kind, a.act, a.issue, a.document, a.round, a.owner)
        told.setdefault(key, {}).setdefault(a.polarity, []).append(row)
    return {
        row.id
        for both in told.values() if len(both) > 1
        for one, other in (("positive", "negative"), ("negative", "positive"))
        for row in both[one]
        if any(not row.parties or not o.parties or set(row.parties) & set(o.parties) for o in both[other])
    }  # fmt: skip


def _stand(rows: Iterable[timeline.TimelineRow], by_id: dict[str, Assertion], material: Material) -> list[Sentence]:
    """The best-told and best-read things of the last fortnight: talks, papers and agreements before blows."""
    today = material.today
    start = _back(today, RECENT)
    weight = {"meeting": 3, "document": 3, "step": 3, "delegation": 1, "event": 1}
    recent = [
        r for r in rows
        if r.status in {"happened", "did not happen"} and start <= r.sort[:10] <= today and r.kind in weight
    ]  # fmt: skip
    recent.sort(
        key=lambda r: (
            by_id[r.id].confidence < SURE,
            -(weight[r.kind] + (2 if r.act == "agree" else 0) + min(r.mentions, 4) + r.outlets),
            r.id,
        )
    )
    chosen = sorted(recent[:MOST], key=lambda r: (r.sort, r.id))
    both = _opposites(recent, by_id)
    return [
        _sentence(
            "Where things stand",
            _dated(r.when, r.text) + (" (also told the other way round)" if r.id in both else ""),
            by_id[r.id],
            r.ids,
        )
        for r in chosen
    ]


def _wants(material: Material, by_id: dict[str, Assertion]) -> list[Sentence]:
    made = []
    per_issue: dict[str, int] = {}

    def wanted(issue: str, party: str) -> bool:
        if issue == "other" or party == "not named":
            return False
        per_issue[issue] = per_issue.get(issue, 0) + 1
        return per_issue[issue] <= 4 and len(per_issue) <= 6

    told: set[str] = set()  # a stance of a party and of the one who speaks for it is a row of each, and one sentence
    for row in positions.build(material, wanted=wanted):
        if row.id in told:
            continue
        told.add(row.id)
        moved = f" (earlier: {row.moved.rsplit(' → ', 1)[0]})" if row.moved else ""
        made.append(_sentence("Who wants what", row.text + moved, by_id[row.id], row.ids))
    return made


def _table(material: Material, by_id: dict[str, Assertion]) -> list[Sentence]:
    made = []
    for row in papers.most_told(material, 5):
        last = by_id[row.ids[-1]]
        stages = [text for text in (row.submitted, row.received, row.seen, row.answered) if text]
        what = "; ".join(stages) or row.state
        made.append(_sentence("What is on the table", f"{row.owner}'s {row.document}: {what}", last, row.ids))
    steps = [a for a in material.of_kind("step") if a.act == "proposed"]
    for a in steps[-MOST:]:
        made.append(_sentence("What is on the table", say(a, material.issues), a))
    return made


def _next(rows: Iterable[timeline.TimelineRow], by_id: dict[str, Assertion], material: Material) -> list[Sentence]:
    made = []
    today = material.today
    for r in rows:
        if r.status == "overdue" and r.date[:10] >= _back(today, DUE):
            text = f"{_dated(r.when, r.text)}. No report in the record says that it happened"
            made.append(_sentence("Overdue", text, by_id[r.id], r.ids))
        elif (
            r.status in {"planned", "expected", "possible"}
            and r.date
            and r.date.split("/")[-1][:10] >= today[: len(r.date.split("/")[-1][:10])]
        ):
            made.append(_sentence("What is next", _dated(r.when, r.text), by_id[r.id], r.ids))
    by_section: dict[str, list[Sentence]] = {}
    for s in made:
        by_section.setdefault(s.section, []).append(s)
    return [s for group in by_section.values() for s in group[:MOST]]


def _disputed(material: Material) -> list[Sentence]:
    """Meetings told both ways, and things one report affirms and another denies within the fortnight."""
    denied = [
        a for a in material.assertions
        if a.polarity == "negative" and a.attribution and a.kind in {"document", "event", "meeting"}
    ][-MOST:]  # fmt: skip
    made = []
    if len(denied) < MOST:
        by_id = {a.id: a for a in material.of_kind("meeting")}
        for row in meetings.build(material, state="disputed"):
            text = "Told both ways: " + "; ".join(m.text for m in row.history[:4])
            made.append(_sentence("Denied or told both ways", text, by_id[row.ids[0]], row.ids))
    made += [_sentence("Denied or told both ways", say(a, material.issues), a) for a in denied]
    return made[-MOST:]


def _back(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day[:10]) - timedelta(days=days)).isoformat()
    except ValueError:
        return ""


def markdown(material: Material, title: str = "Brief") -> str:
    """The brief as Markdown, each sentence with its source, the report, and the id to look it up with."""
    sentences = build(material)
    first = min((r.published for r in material.reports), default="")
    outlets = len({r.outlet for r in material.reports if r.outlet})
    lines = [
        f"# {title}",
        "",
        (f"As of {date_words(material.today)}. " if material.today else "")
        + f"From {len(material.reports)} reports by {outlets} outlets"
        + (f", {date_words(first)} to {date_words(material.today)}" if first else "")
        + f"; {len(material.assertions)} lines on record. Each sentence tells on whose word it stands; "
        "`dragoman show ID` opens its passage.",
    ]
    if not sentences:
        lines += ["", "Nothing on record for this cut."]
    elif any(s.unsure for s in sentences):
        lines += ["", f"{UNSURE.capitalize()}: the reader is less than {SURE:.0%} certain of the line. Read its passage before you use it."]
    for section in SECTIONS:
        mine = [s for s in sentences if s.section == section]
        if not mine:
            continue
        lines += ["", f"## {section}", ""]
        lines += [f"- {s.text}. — *{s.source}* ({s.cite}){f' *{UNSURE}*' if s.unsure else ''} `{s.id}`" for s in mine]
    issues = sorted({a.issue for a in material.of_kind("position") if a.issue and a.issue != "other"})
    if issues:
        lines += ["", "Issues spoken of: " + ", ".join(issue_words(i, material.issues) for i in issues) + "."]
    return "\n".join(lines) + "\n"
