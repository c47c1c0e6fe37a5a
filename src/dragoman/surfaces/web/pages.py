"""Every page as a function of its query: what it shows, which template draws it, and its rows for `.json` and `.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.surfaces.web import actors, charts
from dragoman.surfaces.web.graph import graph
from dragoman.surfaces.web.query import Query
from dragoman.surfaces.web.shelf import Shelf
from dragoman.types import Assertion, Judgement, Problem
from dragoman.views import TOLD, VIEWS, brief, changes, deadlock, to_dicts
from dragoman.views.material import Material, ReportInfo
from dragoman.views.positions import matrix

PAGE = 60
PROBLEMS = "refused or half-read reports, lines dropped because they could not be grounded, doubts"
#: How much of a row's own list a page and its JSON hold at most; the row's count tells how much there is.
SHORT, LONG, DATA = 4, 60, 40
#: Meetings and papers on a page: each brings its mentions.
LEDGER = 24


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be drawn.

    `rows` are those of this page of a long list, `following` is the cursor of the next one, `every` all rows, where they
    are at hand, for the table that is taken away.
    """

    name: str
    title: str
    tells: str
    template: str
    rows: Sequence[Any] = ()
    columns: Sequence[str] = ()
    total: int = 0
    following: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    every: Sequence[Any] = ()


TITLES = {
    "overview": "Overview", "brief": "Brief", "timeline": "Timeline", "positions": "Positions", "papers": "Papers", "meetings": "Meetings",
    "proposals": "Proposals", "deadlock": "Deadlock", "agreement": "Agreement", "plans": "Plans", "delegations": "Delegations",
    "people": "People", "sources": "Sources", "outlets": "Outlets",
    "tellings": "Tellings", "claims": "Claims", "disagreements": "Disagreements",
    "changes": "Changes", "reports": "Reports", "search": "Search", "problems": "Problems", "judgements": "Review",
}  # fmt: skip
TEMPLATES = {
    "timeline": "timeline.html", "positions": "positions.html", "papers": "ledger.html", "meetings": "ledger.html",
    "deadlock": "deadlock.html", "disagreements": "disagreements.html", "changes": "changes.html", "agreement": "agreement.html",
    "people": "people.html", "sources": "sources.html", "proposals": "proposals.html",
}  # fmt: skip


def build(name: str, query: Query, shelf: Shelf) -> Page:
    """The page of that name. KeyError where there is none."""
    special: dict[str, Callable[[Query, Shelf], Page]] = {
        "overview": overview, "brief": the_brief, "changes": changed, "reports": reports, "search": search, "problems": problems,
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
    data: dict[str, Any] = {"most": LONG if query.issue or query.party else SHORT}
    if name == "timeline":
        window = (query.begin, query.end)
        if any(window):
            kept = rows
            rows = shelf.derived(("within", *window), query.cut, lambda _: charts.within(kept, *window))
        today = shelf.material(query.cut).today
        data["lanes"] = shelf.derived(
            ("lanes", *window), query.cut, lambda _: charts.lanes(rows, today, begin=query.begin, end=query.end)
        )
    elif name == "positions":
        data["parties"], data["matrix"] = shelf.derived("cells", query.cut, lambda _: cells(rows))
    elif name == "deadlock":
        material = shelf.material(query.cut)
        data["graph"] = graph(rows, dict(material.issues))
        data["freed"] = deadlock.what_if(material, *supposing[0]) if supposing else ()
        data["supposed"] = supposing[0] if supposing else ()
        data["choices"] = sorted({(e.party, e.issue) for e in rows if e.relation == "rejects"})
    elif name == "people":
        data["reasons"] = shelf.derived("reasons", query.cut, lambda m: actors.reasons(shelf.identity(query.cut), m))
        data["proposals"] = actors.open_questions(shelf.identity(query.cut))
    elif name == "sources":
        data["quoting"] = shelf.derived("quoting", query.cut, actors.quoting)
    part, following = paged(rows, query.after, LEDGER) if name in {"papers", "meetings"} else paged(rows, query.after)
    if name == "proposals":
        data["plans"] = plans(part)
    return Page(name, TITLES[name], view.tells, TEMPLATES.get(name, "rows.html"), part, view.columns, len(rows), following,
                data, rows)  # fmt: skip


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


def plans(rows: Sequence[Any]) -> list[tuple[tuple[str, str, str], list[Any]]]:
    """Steps as the proposals that they are of: by owner, paper and report."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.owner, row.document, row.cite), []).append(row)
    return list(found.items())


def overview(query: Query, shelf: Shelf) -> Page:
    """Where things stand in ten lines, next dates, overdue, disputed, and what changed since a date in the address."""
    sentences = shelf.derived("brief", query.cut, brief.build)
    material = shelf.material(query.cut)
    data = summary(sentences, material, shelf.rows("disagreements", query.cut))
    moved = _changes(query, shelf) if query.since else ()
    data |= {"changes": moved[:12], "change_total": len(moved)}
    return Page("overview", "Overview", "where things stand", "overview.html", sentences, ("section", "text", "source", "cite", "id"),
                len(sentences), "", data, sentences)  # fmt: skip


def summary(sentences: Sequence[brief.Sentence], material: Material, disputed: Sequence[Any]) -> dict[str, Any]:
    """What the overview shows of a brief."""
    told = {name: [s for s in sentences if s.section == name] for name in brief.SECTIONS}
    return {
        "stand": told["Where things stand"][-10:],
        "wants": told["Who wants what"][:10],
        "table": told["What is on the table"][:8],
        "next": told["What is next"],
        "overdue": told["Overdue"],
        "denied": told["Denied or told both ways"][-4:],
        "disputed": disputed[-6:],
        "disputed_total": len(disputed),
        "latest": sorted(material.reports, key=lambda r: (r.published, r.id), reverse=True)[:5],
        "reports": len(material.reports),
        "outlets": len({r.outlet for r in material.reports if r.outlet}),
        "lines": len(material.assertions),
        "today": material.today,
    }


def sections(sentences: Sequence[brief.Sentence], material: Material) -> dict[str, Any]:
    """What the page of the brief shows."""
    told = {name: [s for s in sentences if s.section == name] for name in brief.SECTIONS}
    return {"sections": told, "material": material, "first": min((r.published for r in material.reports), default="")}


def the_brief(query: Query, shelf: Shelf) -> Page:
    """The brief, for reading and for paper."""
    sentences = shelf.derived("brief", query.cut, brief.build)
    material = shelf.material(query.cut)
    return Page("brief", "Brief", "where things stand, each sentence with its source", "brief.html", sentences,
                ("section", "text", "source", "cite", "id"), len(sentences), "",
                sections(sentences, material), sentences)  # fmt: skip


def known(shelf: Shelf, cut: dict[str, Any]) -> dict[str, list[str]]:
    """What the filters offer: the names most spoken of, the issues in use, the outlets."""

    def gather(material: Material) -> dict[str, list[str]]:
        issues: dict[str, int] = {}
        outlets: dict[str, int] = {}
        for a in material.assertions:
            if a.issue:
                issues[a.issue] = issues.get(a.issue, 0) + 1
        for r in material.reports:
            if r.outlet:
                outlets[r.outlet] = outlets.get(r.outlet, 0) + 1
        return {
            "parties": list(material.actors)[:60],
            "issues": sorted(issues),
            "outlets": sorted(outlets, key=lambda o: (-outlets[o], o))[:60],
        }

    return shelf.derived("known", {"as_of": cut.get("as_of")}, gather)


def _changes(query: Query, shelf: Shelf) -> Sequence[Any]:
    before = {**query.cut, "as_of": query.since, "kinds": TOLD}
    made: Sequence[Any] = shelf.derived(
        ("changes", query.since), query.cut, lambda m: changes.build(m, before=shelf.material(before))
    )
    return made


def changed(query: Query, shelf: Shelf) -> Page:
    """What changed between two dates; asks for the first one where the address has none."""
    rows = _changes(query, shelf) if query.since else ()
    part, following = paged(rows, query.after)
    return Page("changes", "Changes", "what changed between two dates, each difference with its type", "changes.html", part,
                ("type", "published", "text", "before", "reason", "source", "id"), len(rows), following, {}, rows)  # fmt: skip


def reports(query: Query, shelf: Shelf) -> Page:
    """The reports themselves, the newest first."""
    count, infos = shelf.derived("reports", query.cut, counted)
    if query.outlet:
        infos = [r for r in infos if r.outlet.casefold() == query.outlet.casefold()]
    part, following = paged(infos, query.after)
    return Page("reports", "Reports", "the reports that the record rests on", "reports.html", part,
                ("published", "outlet", "title", "id", "version"), len(infos), following, {"count": count}, infos)  # fmt: skip


def counted(material: Material) -> tuple[dict[str, int], list[ReportInfo]]:
    """How many lines each report has, and the reports, the newest first."""
    count: dict[str, int] = {}
    for a in material.assertions:
        count[a.report] = count.get(a.report, 0) + 1
    return count, sorted(material.reports, key=lambda r: (r.published, r.id), reverse=True)


def search(query: Query, shelf: Shelf) -> Page:
    """Full text."""
    start = int(query.after) if query.after.isascii() and query.after.isdigit() and len(query.after) < 9 else 0
    size = PAGE // 3
    found = shelf.dossier.search(query.q, as_of=query.as_of or None, limit=size + 1, offset=start) if query.q else []
    data = {"pieces": [marked(hit) for hit in found[:size]], "start": start}
    return Page("search", "Search", "the full text of the reports", "search.html", found[:size],
                ("published", "outlet", "report", "snippet"), len(found), str(start + size) if len(found) > size else "",
                data, found[:size])  # fmt: skip


def marked(hit: Any) -> list[tuple[str, str]]:
    """The snippet of a hit in pieces of text and, for the words looked for, the place in the report as `START-END`."""
    pieces = []
    at = hit.start
    for first, last in hit.matches:
        if hit.start <= first and last <= hit.end and first >= at:
            pieces += [(hit.snippet[at - hit.start : first - hit.start], "")]
            pieces.append((hit.snippet[first - hit.start : last - hit.start], f"{first}-{last}"))
            at = last
    return [*pieces, (hit.snippet[at - hit.start :], "")]


def problems(query: Query, shelf: Shelf) -> Page:
    """What was odd in the material, dropped lines included: refusals first, then by report."""
    cut = {"as_of": query.as_of or None}
    rows = shelf.derived("problems", cut, lambda _: by_gravity(shelf.dossier.problems(**cut)))
    start = int(query.after) if query.after.isascii() and query.after.isdigit() else 0
    part = rows[start : start + PAGE]
    return Page("problems", "Problems", PROBLEMS,
                "problems.html", part, ("severity", "report", "code", "message", "start", "end"), len(rows),
                str(start + PAGE) if start + PAGE < len(rows) else "", {"kinds": kinds(rows)}, rows)  # fmt: skip


def by_gravity(found: Iterable[Problem]) -> list[Problem]:
    """Refusals first, then by report and place."""
    rank = {"refused": 0, "error": 1, "warning": 2}
    return sorted(found, key=lambda p: (rank.get(p.severity, 3), p.report, p.start or 0, p.code))


def kinds(rows: Iterable[Problem]) -> list[tuple[str, int]]:
    """How many problems there are of each code."""
    return sorted(Counter(row.code for row in rows).items())


def judgements(query: Query, shelf: Shelf) -> Page:
    """What people decided, the newest first, each with its undo."""
    rows: list[Judgement] = list(reversed(shelf.dossier.judgements()))
    part, following = paged(rows, query.after)
    undone = {j.subject for j in rows if j.kind == "undo"}
    return Page("judgements", "Review", "what people decided, with author and reason; each can be undone", "judgements.html",
                part, ("made", "kind", "subject", "object", "author", "reason", "id"), len(rows), following,
                {"undone": undone}, rows)  # fmt: skip


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
        "pieces": whole(report, lines, query.line, query.span),
        "lines": lines,
        "odd": [p for p in shelf.dossier.problems() if p.report == report.id],
        "passages": {p: passage_of(p, report.text) for p in shelf.dossier.problems() if p.report == report.id},
    }


def passage_of(problem: Problem, text: str) -> str:
    """The words that a problem is about, as far as it names them."""
    if problem.start is None or problem.end is None or not 0 <= problem.start < problem.end <= len(text):
        return ""
    return text[problem.start : min(problem.end, problem.start + 300)]


def as_data(page: Page) -> list[dict[str, Any]]:
    """The page's rows as JSON data. Of a row's own long lists the first entries are given, and how many there are."""
    return [_cut(row) for row in to_dicts(page.rows)]


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    more = {f"{name}_total": len(v) for name, v in row.items() if isinstance(v, list) and len(v) > DATA}
    return {name: v[:DATA] if f"{name}_total" in more else v for name, v in row.items()} | more


def as_table(page: Page) -> list[dict[str, Any]]:
    """Every row of the whole list, its columns only: what the CSV holds."""
    return [{name: _cell(row, name) for name in page.columns} for row in page.every]


def _cell(row: Any, name: str) -> Any:
    (made,) = to_dicts([getattr(row, name)]) or ("",)
    return made


__all__ = ["TITLES", "Material", "Page", "ReportInfo", "as_data", "as_table", "build", "known", "one_report"]
