"""Reading without a dossier, layer by layer, and the list of steps that reading takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from dragoman.errors import UsageError
from dragoman.surfaces.cli.options import date_callback, format_option
from dragoman.surfaces.cli.tables import plain, print_rows
from dragoman.types import Problem, Report


def load_reports(paths: Iterable[str], published: str | None, outlet: str | None) -> Iterator[Report]:
    """Reports for reading only: those without a date or of another language are read all the same, with a note."""
    from dragoman.sources import load

    for item in load(paths, published=published, outlet=outlet, need_date=False):
        if isinstance(item, Problem):
            click.echo(plain(f"{item.report}: {item.message}"), err=True)
        else:
            yield item


@click.command("read")
@click.option(
    "--layer", type=click.Choice(["attributions", "times", "assertions"]), default="assertions", show_default=True
)
@click.option("--published", metavar="DATE", callback=date_callback, help="The date of all these reports.")
@click.option("--outlet", help="Who published all these reports.")
@click.option("--no-models", is_flag=True, help="Read by rules alone, without the learned readers.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out assertions the reader is less sure of.")
@click.option("-f", "--format", "form", type=click.Choice(["jsonl", "text"]), default="jsonl", show_default=True,
              help="text colours source, cue and content (attributions only).")  # fmt: skip
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def read(
    layer: str, published: str | None, outlet: str | None, no_models: bool, min_confidence: float | None, form: str,
    paths: tuple[str, ...],
) -> None:  # fmt: skip
    """Read reports and print what was found, one JSON object a line; nothing is stored.

    \b
    Examples: dragoman read --layer attributions report.txt --format text
              dragoman read --layer times reports/ > times.jsonl
              dragoman read --layer assertions reports.jsonl
    """
    if form == "text" and layer != "attributions":
        raise UsageError("--format text shows attributions; add --layer attributions")
    from dragoman import reading
    from dragoman.reading.times import find_times

    reports = load_reports(paths, published, outlet)
    options = reading.ReadingOptions(models=not no_models)
    count = 0
    if layer == "times":
        for report in reports:
            count += 1
            found = find_times(report.text, published=report.published, notices=report.notices)
            _line({"doc": report.id, "timexes": [
                {"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in found
            ]})  # fmt: skip
    else:
        for one in reading.read_many(reports, options=options):
            count += 1
            if form == "text":
                from dragoman.surfaces.cli.attribution_text import print_attributions
                from dragoman.surfaces.cli.tables import console

                print_attributions(console(), one)
            elif layer == "attributions":
                _line({"doc": one.report.id, "attributions": [
                    {name: [list(span) for span in getattr(a, name)] for name in ("content", "source", "cue")}
                    for a in one.attributions
                ]})  # fmt: skip
            else:
                _assertions(one, min_confidence)
    if not count:
        raise UsageError(f"nothing could be read at {', '.join(paths)}")


def _line(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False))


def _assertions(one: Any, min_confidence: float | None) -> None:
    from dragoman import assertions
    from dragoman.dossier import worth_export
    from dragoman.types import to_row

    found, problems = assertions.extract(one)
    for a in found:
        if worth_export(a) if min_confidence is None else a.confidence >= min_confidence:
            _line(to_row(a))
    for problem in problems:
        click.echo(plain(f"{problem.report}: {problem.message}"), err=True)


@click.command("steps")
@format_option
def steps(form: str) -> None:
    """List the steps of reading: what each one needs and gives."""
    from dragoman.reading.steps import standard_steps

    data = [{"name": s.name, "needs": list(s.needs), "gives": list(s.gives), "does": s.doc} for s in standard_steps()]
    print_rows(data, ("name", "needs", "gives", "does"), form)


COMMANDS: dict[str, click.Command] = {"read": read, "steps": steps}
