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
from dragoman.surfaces.web import charts
from dragoman.surfaces.web.drawing import draw
from dragoman.surfaces.web.evidence import Piece, whole
from dragoman.surfaces.web.pages import TEMPLATES, TITLES, Page, cells
from dragoman.types import Assertion
from dragoman.views import VIEWS, brief, show
from dragoman.views.material import Material

ORDER = ("timeline", "positions", "papers", "meetings", "proposals", "deadlock", "agreement", "plans", "people", "sources",
         "disagreements")  # fmt: skip
#: Beyond this many characters of text the page holds the paragraphs of its passages and not whole reports.
WHOLE_TEXTS = 4_000_000


def one_page(dossier: Dossier, *, title: str, **cut: Any) -> str:
    """The page. Reports' texts are in it with every passage marked, so it is as confidential as they are."""
    material = dossier.material(**cut)
    style = _asset("dragoman.css")
    script = _asset("single.js")
    hashes = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script))
    policy = f"default-src 'none'; style-src {hashes}; script-src {hashes}; img-src data:; base-uri 'none'; form-action 'none'"
    return draw(
        "single.html",
        title=title,
        policy=policy,
        style=style,
        script=script,
        material=material,
        sections={name: [s for s in brief.build(material) if s.section == name] for name in brief.SECTIONS},
        pages=[_page(name, material) for name in ORDER],
        reports=_reports(dossier, material),
        titles=TITLES,
        as_of=cut.get("as_of") or "",
    )


def _page(name: str, material: Material) -> Page:
    rows = show(name, material)
    data: dict[str, Any] = {}
    if name == "timeline":
        data["lanes"] = charts.lanes(rows[-400:], material.today)
    elif name == "positions":
        data["parties"], data["matrix"] = cells(rows)
    elif name == "deadlock":
        data["graph"] = charts.graph(rows, dict(material.issues))
    return Page(
        name,
        TITLES[name],
        VIEWS[name].tells,
        TEMPLATES.get(name, "rows.html"),
        rows,
        VIEWS[name].columns,
        len(rows),
        "",
        data,
    )


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
        made.append({"info": info, "pieces": pieces, "first": first, "also": also})
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
