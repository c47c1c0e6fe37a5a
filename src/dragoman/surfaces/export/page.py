"""The whole record as one HTML page that can be mailed and opened without a network.

The same templates as the server's, drawn one under another; evidence links lead to the passage within the page. Style and
script stand in the page, under a policy that lets it load nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from dragoman.dossier import Dossier
from dragoman.surfaces.web import actors, charts
from dragoman.surfaces.web.drawing import draw
from dragoman.surfaces.web.evidence import Piece, whole
from dragoman.surfaces.web.graph import graph
from dragoman.surfaces.web.pages import (
    PROBLEMS,
    TEMPLATES,
    TITLES,
    Page,
    by_gravity,
    cells,
    kinds,
    plans,
    sections,
    summary,
)  # fmt: skip
from dragoman.surfaces.web.query import Offline
from dragoman.types import Assertion
from dragoman.views import VIEWS, brief, show
from dragoman.views.material import Material

ORDER = ("overview", "brief", "timeline", "positions", "papers", "meetings", "proposals", "deadlock", "agreement", "plans",
         "delegations", "people", "sources", "outlets", "claims", "disagreements", "problems")  # fmt: skip
#: How many rows a section holds at most; its last line tells how many there are.
MOST = 1500
#: Beyond this many characters of text the page holds the paragraphs of its passages and not whole reports.
WHOLE_TEXTS = 4_000_000


def one_page(dossier: Dossier, *, title: str, **cut: Any) -> str:
    """The page. Reports' texts are in it with every passage marked, so it is as confidential as they are."""
    material = dossier.material(**cut)
    style = _asset("dragoman.css")
    scripts = [_asset("map.js"), _asset("single.js")]
    script_hashes = " ".join(_hashed(script) for script in scripts)
    policy = (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {script_hashes}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    pages = [_page(name, dossier, material, cut) for name in ORDER]
    context = {"dossier": title, "writable": False, "titles": TITLES, "single": True, "material": material,
               "marks": dossier.marks(cut.get("as_of")), "query": Offline(as_of=cut.get("as_of") or "")}  # fmt: skip
    return draw(
        "single.html",
        policy=policy,
        style=style,
        scripts=scripts,
        pages=[(page, draw(page.template, page=page, path=f"/{page.name}", **context)) for page in pages],
        reports=_reports(dossier, material),
        **context,
    )


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _page(name: str, dossier: Dossier, material: Material, cut: dict[str, Any]) -> Page:
    data: dict[str, Any] = {"most": 12}
    if name in {"overview", "brief"}:
        sentences = brief.build(material)
        disputed = show("disagreements", material) if name == "overview" else ()
        data |= summary(sentences, material, disputed) if name == "overview" else sections(sentences, material)
        return Page(name, TITLES[name], "", f"{name}.html", sentences, (), len(sentences), "", data)
    if name == "problems":
        odd = by_gravity(dossier.problems(cut.get("as_of")))
        return Page(name, TITLES[name], PROBLEMS, "problems.html", odd[:MOST], (), len(odd), "", {"kinds": kinds(odd)})
    rows = show(name, material)
    if name == "timeline":
        data["lanes"] = charts.lanes(rows, material.today)
    elif name == "positions":
        data["parties"], data["matrix"] = cells(rows)
    elif name == "deadlock":
        data |= {"graph": graph(rows, dict(material.issues)), "freed": (), "supposed": (), "choices": ()}
    elif name == "proposals":
        data["plans"] = plans(rows)
    elif name == "people":
        who = dossier.identity(as_of=cut.get("as_of"), known_at=cut.get("known_at"))
        data |= {"reasons": actors.reasons(who, material), "proposals": ()}
    elif name == "sources":
        data["quoting"] = actors.quoting(material)
    view = VIEWS[name]
    template = TEMPLATES.get(name, "rows.html")
    return Page(name, TITLES[name], view.tells, template, rows[:MOST], view.columns, len(rows), "", data)


def _reports(dossier: Dossier, material: Material) -> list[dict[str, Any]]:
    by_report: dict[str, list[Any]] = {}
    for a in material.assertions:
        by_report.setdefault(a.report, []).append(a)
    made: list[dict[str, Any]] = []
    size = 0
    for info in material.reports:
        lines = by_report.get(info.id, [])
        report = dossier.report(info.id)
        size += len(report.text)
        if size > WHOLE_TEXTS and not lines:
            continue
        pieces = whole(report, lines, "")
        first, also = anchors(pieces, lines)
        made.append({"info": info, "pieces": pieces, "first": first, "also": also, "lines": lines})
    return made


def anchors(pieces: Sequence[Piece], lines: Sequence[Assertion]) -> tuple[set[int], dict[int, list[str]]]:
    """Where each line's link leads: the pieces that bear a line's own name first, and for lines whose passage lies
    within another's, the piece that covers their first character."""
    first: set[int] = set()
    named: set[str] = set()
    starts = []
    at = 0
    for number, piece in enumerate(pieces):
        starts.append(at)
        at += len(piece.text)
        if piece.line and piece.line not in named:
            named.add(piece.line)
            first.add(number)
    also: dict[int, list[str]] = {}
    for a in lines:
        if a.id not in named:
            also.setdefault(bisect_right(starts, a.evidence.start) - 1, []).append(a.id)
    return first, also


def _asset(name: str) -> str:
    folder = resources.files("dragoman.surfaces.web") / "static"
    return (Path(str(folder)) / name).read_text(encoding="utf-8")
