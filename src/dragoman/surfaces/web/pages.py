"""Every page as a function of its query: what it shows, which template draws it, and its rows for `.json` and `.csv`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.surfaces.web import charts
from dragoman.surfaces.web.query import Query
from dragoman.surfaces.web.shelf import Shelf
from dragoman.types import Assertion, Judgement
from dragoman.views import VIEWS, brief, changes, deadlock, to_dicts
from dragoman.views.material import Material, ReportInfo
from dragoman.views.positions import matrix

PAGE = 60


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be drawn. `rows` are those of this page of a long list; `following` is the cursor of the next one."""

    name: str
    title: str
    tells: str
    template: str
    rows: Sequence[Any] = ()
    columns: Sequence[str] = ()
    total: int = 0
    following: str = ""
    data: dict[str, Any] = field(default_factory=dict)


TITLES = {
    "overview": "Overview", "timeline": "Timeline", "positions": "Positions", "papers": "Papers", "meetings": "Meetings",
    "proposals": "Proposals", "deadlock": "Deadlock", "agreement": "Agreement", "plans": "Plans", "delegations": "Delegations",
    "people": "People", "sources": "Sources", "outlets": "Outlets",
    "tellings": "Tellings", "claims": "Claims", "disagreements": "Disagreements",
    "changes": "Changes", "reports": "Reports", "search": "Search", "problems": "Problems", "judgements": "Review",
}  # fmt: skip
TEMPLATES = {
    "timeline": "timeline.html", "positions": "positions.html", "papers": "ledger.html", "meetings": "ledger.html",
    "deadlock": "deadlock.html", "disagreements": "disagreements.html", "changes": "changes.html", "agreement": "agreement.html",
}  # fmt: skip


def build(name: str, query: Query, shelf: Shelf) -> Page:
    """The page of that name. KeyError where there is none."""
    special: dict[str, Callable[[Query, Shelf], Page]] = {
        "overview": overview, "changes": changed, "reports": reports, "search": search, "problems": problems,
        "judgements": judgements,
    }  # fmt: skip
    if name in special:
        return special[name](query, shelf)
    view = VIEWS[name]
    if name == "deadlock":
        pair = tuple(query.suppose.split("=", 1)) if "=" in query.suppose else None
        supposing = ((pair[0], pair[1]),) if pair else ()
        rows = shelf.rows(name, query.cut, supposing=supposing)
    else:
        rows = shelf.rows(name, query.cut)
    part, following = paged(rows, query.after)
    data: dict[str, Any] = {}
    if name == "timeline":
        today = shelf.material(query.cut).today
        data["lanes"] = shelf.derived("lanes", query.cut, lambda m: charts.lanes(rows[-400:], today))
    elif name == "positions":
        data["parties"], data["matrix"] = cells(rows)
    elif name == "deadlock":
        material = shelf.material(query.cut)
        data["graph"] = charts.graph(rows, dict(material.issues))
        data["freed"] = deadlock.what_if(material, *supposing[0]) if supposing else ()
        data["supposed"] = supposing[0] if supposing else ()
        data["choices"] = sorted({(e.party, e.issue) for e in rows if e.relation == "rejects"})
    return Page(
        name, TITLES[name], view.tells, TEMPLATES.get(name, "rows.html"), part, view.columns, len(rows), following, data
    )


def paged(rows: Sequence[Any], after: str, size: int = PAGE) -> tuple[Sequence[Any], str]:
    """The rows after the one whose id is the cursor, and the cursor of the next page (empty on the last)."""
    start = 0
    if after:
        start = next((i + 1 for i, row in enumerate(rows) if row_id(row) == after), 0)
    part = rows[start : start + size]
    return part, row_id(part[-1]) if start + size < len(rows) and part else ""


def row_id(row: Any) -> str:
    """What names a row in a cursor."""
    return str(getattr(row, "id", None) or getattr(row, "name", ""))


def cells(rows: Sequence[Any]) -> tuple[list[str], list[tuple[str, str, list[Any]]]]:
    """Issue by party with the row behind each cell: parties, and (issue id, label, cells) lines."""
    parties, _ = matrix(rows)
    found: dict[str, tuple[str, list[Any]]] = {}
    for row in rows:
        if row.party in parties:
            _, line = found.setdefault(row.issue, (row.label, [None] * len(parties)))
            line[parties.index(row.party)] = row
    return parties, [(issue, label, line) for issue, (label, line) in found.items()]


def overview(query: Query, shelf: Shelf) -> Page:
    """Where things stand in ten lines, next dates, overdue, disputed, and what changed since a date in the address."""
    sentences = shelf.derived("brief", query.cut, brief.build)
    sections = {name: [s for s in sentences if s.section == name] for name in brief.SECTIONS}
    material = shelf.material(query.cut)
    disputed = shelf.rows("disagreements", query.cut)
    moved = _changes(query, shelf) if query.since else ()
    data = {
        "stand": sections["Where things stand"][-10:],
        "wants": sections["Who wants what"][:10],
        "table": sections["What is on the table"][:8],
        "next": sections["What is next"],
        "overdue": sections["Overdue"],
        "disputed": disputed[-6:],
        "changes": moved[:12],
        "change_total": len(moved),
        "reports": len(material.reports),
        "outlets": len({r.outlet for r in material.reports if r.outlet}),
        "lines": len(material.assertions),
    }
    return Page("overview", "Overview", "where things stand", "overview.html", sentences, ("section", "text", "source", "cite", "id"),
                len(sentences), "", data)  # fmt: skip


def _changes(query: Query, shelf: Shelf) -> Sequence[Any]:
    before = {**query.cut, "as_of": query.since}
    made: Sequence[Any] = shelf.derived(
        ("changes", query.since), query.cut, lambda m: changes.build(m, before=shelf.material(before))
    )
    return made


def changed(query: Query, shelf: Shelf) -> Page:
    """What changed between two dates; asks for the first one where the address has none."""
    rows = _changes(query, shelf) if query.since else ()
    part, following = paged(rows, query.after)
    return Page("changes", "Changes", "what changed between two dates, each difference with its type", "changes.html", part,
                ("type", "published", "text", "before", "reason", "source", "id"), len(rows), following)  # fmt: skip


def reports(query: Query, shelf: Shelf) -> Page:
    """The reports themselves, the newest first."""
    material = shelf.material(query.cut)
    count: dict[str, int] = {}
    for a in material.assertions:
        count[a.report] = count.get(a.report, 0) + 1
    infos = sorted(material.reports, key=lambda r: (r.published, r.id), reverse=True)
    if query.outlet:
        infos = [r for r in infos if r.outlet.casefold() == query.outlet.casefold()]
    part, following = paged(infos, query.after)
    return Page("reports", "Reports", "the reports that the record rests on", "reports.html", part,
                ("published", "outlet", "title", "id", "version"), len(infos), following, {"count": count})  # fmt: skip


def search(query: Query, shelf: Shelf) -> Page:
    """Full text."""
    rows = shelf.dossier.search(query.q, as_of=query.as_of or None, limit=PAGE) if query.q else ()
    return Page("search", "Search", "the full text of the reports", "search.html", rows,
                ("published", "outlet", "report", "snippet"), len(rows))  # fmt: skip


def problems(query: Query, shelf: Shelf) -> Page:
    """What was odd in the material, dropped lines included."""
    rows = shelf.dossier.problems()
    start = int(query.after) if query.after.isdigit() else 0
    part = rows[start : start + PAGE]
    return Page("problems", "Problems", "refused or half-read reports, lines dropped because they could not be grounded, doubts",
                "problems.html", part, ("severity", "report", "code", "message"), len(rows),
                str(start + PAGE) if start + PAGE < len(rows) else "")  # fmt: skip


def judgements(query: Query, shelf: Shelf) -> Page:
    """What people decided, the newest first, each with its undo."""
    rows: list[Judgement] = list(reversed(shelf.dossier.judgements()))
    part, following = paged(rows, query.after)
    undone = {j.subject for j in rows if j.kind == "undo"}
    return Page("judgements", "Review", "what people decided, with author and reason; each can be undone", "judgements.html",
                part, ("made", "kind", "subject", "object", "author", "reason", "id"), len(rows), following,
                {"undone": undone})  # fmt: skip


def one_report(report_id: str, query: Query, shelf: Shelf) -> dict[str, Any]:
    """A report's page: its text with every passage marked, its lines, what was odd. Raises NotFound."""
    from dragoman.surfaces.web.evidence import whole

    report = shelf.dossier.report(report_id)
    material = shelf.material({**query.cut, "party": None, "issue": None, "outlet": None, "min_confidence": None})
    lines: list[Assertion] = [a for a in material.assertions if a.report == report.id]
    info = material.report(report.id)
    return {
        "report": report,
        "info": info,
        "pieces": whole(report, lines, query.line),
        "lines": lines,
        "odd": [p for p in shelf.dossier.problems() if p.report == report.id],
    }


def as_data(page: Page) -> list[dict[str, Any]]:
    """The page's rows as JSON data."""
    return to_dicts(page.rows)


__all__ = ["TITLES", "Material", "Page", "ReportInfo", "as_data", "build", "one_report"]
