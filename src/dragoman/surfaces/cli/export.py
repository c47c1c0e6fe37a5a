"""Writing the record out: the contract's JSON lines, gold files, one HTML page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from dragoman.dossier import worth_export
from dragoman.surfaces.cli.options import Cut, cut_options, dossier_option, open_dossier
from dragoman.types import to_row


@click.command("export")
@dossier_option
@cut_options
@click.option("-f", "--format", "form", type=click.Choice(["jsonl", "csv", "html", "gold"]), default="jsonl", show_default=True,
              help="jsonl: one assertion a line; html: the whole record as one page; gold: what a person confirmed.")  # fmt: skip
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this file (gold: to this folder), not to standard output.",
)
@click.option("--as-read", is_flag=True, help="Before identity and judgements are applied.")
def export(path: Path, form: str, out: Path | None, as_read: bool, **cut: Any) -> None:
    """Write the record out, on standard output.

    \b
    Examples: dragoman export -d talks.db > talks.jsonl
              dragoman export -d talks.db --format html --as-of 2025-06-02 > talks.html
    """
    options = Cut(**cut).options()
    with open_dossier(path) as dossier:
        if form == "html":
            from dragoman.surfaces.export.page import one_page

            text = one_page(dossier, title=path.stem, **options)
        elif form == "gold":
            from dragoman.surfaces.export.gold import gold_files

            text = gold_files(dossier, out)
            out = None
        else:
            told = options.get("min_confidence") is not None or dossier.settings.min_confidence > 0
            lines = dossier.assertions(judged=not as_read, resolved=not as_read, **options)
            rows = [to_row(a) for a in lines if told or worth_export(a)]
            text = _csv(rows) if form == "csv" else "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    if out:
        out.write_text(text, encoding="utf-8")
        click.echo(f"Written to {out}.", err=True)
    else:
        click.echo(text, nl=False)


def _csv(rows: list[dict[str, Any]]) -> str:
    from dragoman.surfaces.cli.tables import as_csv
    from dragoman.types import EXPORT_ORDER

    flat = [
        {**row, "evidence": row["evidence"]["exact"], "attribution": [link["name"] for link in row.get("attribution", ())],
         "quantities": [f"{q['value']:g} {q.get('unit', '')}".strip() for q in row.get("quantities", ())]}
        for row in rows
    ]  # fmt: skip
    return as_csv(flat, EXPORT_ORDER)


COMMANDS: dict[str, click.Command] = {"export": export}
