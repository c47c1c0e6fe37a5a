"""Commands that put reports into a dossier, read them again, take them out and look after the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from dragoman.dossier import Dossier
from dragoman.errors import UsageError
from dragoman.surfaces.cli.options import date_callback, dossier_option, format_option, open_dossier
from dragoman.surfaces.cli.tables import console, interactive, plain, print_rows


@click.command("add")
@dossier_option
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", metavar="DATE", callback=date_callback, help="The date of all these reports.")
@click.option("--outlet", help="Who published all these reports.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that read.")
@click.option("--no-models", is_flag=True, help="Read by rules alone, without the learned readers.")
def add(
    path: Path, paths: tuple[str, ...], published: str | None, outlet: str | None, workers: int, no_models: bool
) -> None:
    """Read reports into a dossier: files, folders with all below them, JSON lines.

    Adding a report twice changes nothing; a changed one becomes a new version and the old one stays.

    \b
    Examples: dragoman add -d talks.db reports/
              dragoman add -d talks.db wire.jsonl --outlet 'A Wire'
              dragoman add -d talks.db note.txt --published 2025-06-02
    """
    from dragoman.sources import count

    with Dossier.open(path, create=True, models=not no_models) as dossier:
        total = count(paths) if interactive() else None
        results = dossier.add(paths, published=published, outlet=outlet, workers=workers)
        tally, lines = drive(results, total, "Reading reports")
    summary(tally, lines)
    if tally and not any(tally[s] for s in ("added", "unchanged", "new-version", "problem")):
        raise UsageError(
            "no report could be added; the reasons are above. `dragoman add --help` tells how reports get their date."
        )
    if not tally:
        raise UsageError(f"no reports found at {', '.join(paths)}.")


def drive(results: Iterable[Any], total: int | None, label: str) -> tuple[Counter[str], int]:
    """Run a stream of results under a progress bar; problems are printed as `report: message`."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    tally: Counter[str] = Counter()
    lines = 0
    err = console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=err, disable=not interactive(), transient=True,
    ) as progress:  # fmt: skip
        task = progress.add_task(label, total=total)
        for result in results:
            tally[result.status] += 1
            lines += result.count
            for problem in result.problems:
                if problem.severity in {"refused", "error"} or (problem.severity == "warning" and tally["told"] < 20):
                    tally["told"] += problem.severity == "warning"
                    name = result.id or problem.report
                    told = problem.message if name in problem.message else f"{name}: {problem.message}"
                    err.print(plain(told), style="yellow")
            progress.advance(task)
    tally.pop("told", None)
    return tally, lines


def summary(tally: Counter[str], lines: int) -> None:
    words = {
        "added": "added", "unchanged": "already known", "new-version": "in a new version", "reread": "read again",
        "refused": "refused", "problem": "stored with a problem and not read",
    }  # fmt: skip
    parts = [f"{n} {words.get(status, status)}" for status, n in tally.items() if n]
    click.echo(f"Reports: {', '.join(parts) or 'none'}. New lines on record: {lines}.", err=True)


@click.command("reread")
@dossier_option
@click.option("--no-models", is_flag=True, help="Read by rules alone, without the learned readers.")
def reread(path: Path, no_models: bool) -> None:
    """Read all stored reports again with this version's readers. Judgements stay with their lines."""
    with Dossier.open(path, models=not no_models) as dossier:
        tally, lines = drive(dossier.reread(), None, "Reading again")
    summary(tally, lines)


@click.command("remove")
@dossier_option
@click.argument("report_id", metavar="REPORT")
@click.option("--purge", is_flag=True, help="Also overwrite its text everywhere in the file: it is really gone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(path: Path, report_id: str, purge: bool, yes: bool) -> None:
    """Take a report and its lines out of the dossier."""
    what = "purge it from the file for good" if purge else "take it out"
    if not yes:
        click.confirm(f"{report_id}: {what}?", abort=True)
    with Dossier.open(path) as dossier:
        dossier.remove(report_id, purge=purge)
    click.echo(f"{report_id}: {'purged' if purge else 'removed'}.", err=True)


@click.command("backup")
@dossier_option
@click.argument("to", type=click.Path(path_type=Path))
def backup(path: Path, to: Path) -> None:
    """Copy the dossier to another file, safely while it is in use."""
    with open_dossier(path) as dossier:
        dossier.backup(to)
    click.echo(f"Copied to {to}.", err=True)


@click.command("check")
@dossier_option
@format_option
@click.pass_context
def check(ctx: click.Context, path: Path, form: str) -> None:
    """Check that every line's passage is the text at its place, and everything else the record promises.

    Exit status 1 where something is wrong.
    """
    open_dossier(path).close()  # for its plain words where there is none
    with Dossier.open(path) as dossier:  # the full-text index checks itself only where it may write
        found = dossier.check()
    print_rows(found, ("report", "code", "message"), form, empty="All is as it should be.")
    ctx.exit(1 if found else 0)


@click.command("problems")
@dossier_option
@format_option
def problems(path: Path, form: str) -> None:
    """List what was odd in the material: refused, unread or half-read reports, dropped lines, doubts."""
    with open_dossier(path) as dossier:
        found = dossier.problems()
    print_rows(found, ("severity", "report", "code", "message"), form, empty="No problems.")


COMMANDS: dict[str, click.Command] = {c.name or "": c for c in (add, reread, remove, backup, check, problems)}
