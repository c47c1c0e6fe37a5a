"""What a person confirmed or corrected, as gold JSON: the form that training and the scorers read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dragoman.dossier import Dossier
from dragoman.types import Assertion, to_row

LEFT_OUT = {"id", "report", "published", "outlet", "attribution", "directness", "extractor", "confidence"}


def gold_files(dossier: Dossier, folder: Path | None) -> str:
    """Gold of every report that has an accepted, corrected or hand-made line.

    With `folder`, writes `NAME.json` and `texts/NAME` a report and returns what was written; without, returns one JSON
    object a line.
    """
    kept = {j.subject for j in dossier.judgements() if j.kind in {"accept", "correct"}}
    by_report: dict[str, list[Assertion]] = {}
    for a in dossier.assertions():
        if a.id in kept or a.extractor.startswith("hand"):
            by_report.setdefault(a.report, []).append(a)
    made = [gold_of(report, dossier.report(report).published, lines) for report, lines in sorted(by_report.items())]
    if folder is None:
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made)
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for one in made:
        name = Path(one["report"]).name
        (folder / f"{Path(name).stem}.json").write_text(json.dumps(one, ensure_ascii=False, indent=1), encoding="utf-8")
        with (folder / "texts" / name).open("w", encoding="utf-8", newline="") as f:
            f.write(dossier.report(one["report"]).text)
    return f"{len(made)} reports, {sum(len(one['facts']) for one in made)} facts written to {folder}\n"


def gold_of(report: str, published: str | None, lines: list[Assertion]) -> dict[str, Any]:
    """One report's gold: its facts in the order of the text, the chain as the names in `source`."""
    facts = []
    for number, a in enumerate(sorted(lines, key=lambda a: (a.evidence.start, a.evidence.end, a.id)), 1):
        row = {k: v for k, v in to_row(a).items() if k not in LEFT_OUT}
        if a.polarity == "positive":
            row.pop("polarity", None)
        if a.quantities:
            row["quantities"] = [q.value for q in a.quantities]
        if a.attribution:
            row["source"] = [link.name for link in a.attribution]
        facts.append({"id": f"g-{number:02}", **row})
    return {"report": report, "published": published, "facts": facts}
