"""The questions: every view of the record, the brief, what changed, a line with its passage, and search."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click

from dragoman.dossier import Dossier
from dragoman.surfaces.cli.options import Cut, cut_options, date_callback, dossier_option, format_option, open_dossier
from dragoman.surfaces.cli.strangers import warn_of_strange_supposition, warn_of_strangers
from dragoman.surfaces.cli.tables import as_table, console, plain, print_rows
from dragoman.views import TOLD, VIEWS, View, to_json

COMMANDS: dict[str, click.Command] = {}


def _view_command(view: View) -> click.Command:
    @click.command(
        view.name, help=f"Show {view.tells}.\n\n\b\nExample: dragoman {view.name} -d talks.db --as-of 2025-06-02"
    )
    @dossier_option
    @cut_options
    @format_option
    def command(path: Path, form: str, of: str = "", **cut: Any) -> None:
        with open_dossier(path) as dossier:
            rows = dossier.view(view.name, options={"of": of} if of else None, **Cut(**cut).options())
            if not rows:
                warn_of_strangers(dossier, Cut(**cut))
        if view.name == "positions" and form == "table" and rows:
            print_matrix(rows)
        print_rows(rows, view.columns, form)

    if "of" in view.options:
        return click.option("--of", metavar="ID", default="", help="Only the thing that this line speaks of.")(command)
    return command


def print_matrix(rows: tuple[Any, ...]) -> None:
    """The positions as issue by party, for the terminal."""
    from dragoman.views.positions import matrix

    parties, lines = matrix(rows)
    data = [{"issue": label, **dict(zip(parties, cells, strict=True))} for label, cells in lines]
    shown = list(parties)
    while (table := as_table(data, ["issue", *shown])) is None and len(shown) > 1:
        shown.pop()  # those with the fewest stances stand last
    if table is not None:
        console().print(table)
        if left := parties[len(shown) :]:
            click.echo(plain(f"Beyond the width of the terminal: {', '.join(left)}."))
    click.echo()


COMMANDS.update({name: _view_command(view) for name, view in VIEWS.items()})


@click.command("brief")
@dossier_option
@cut_options
@click.option("-f", "--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
def brief(path: Path, form: str, **cut: Any) -> None:
    """Print the brief: where things stand, who wants what, what is on the table, what is next.

    Every sentence keeps its hedge and names its source, report and id.

    \b
    Example: dragoman brief -d talks.db --as-of 2025-06-02 > brief.md
    """
    from dragoman.views import brief as view

    with open_dossier(path) as dossier:
        # the page tells how many lines there are, its sentences rest on no remark
        material = dossier.material(**Cut(**cut).options(), kinds=TOLD if form == "json" else ())
        if not material.assertions:
            warn_of_strangers(dossier, Cut(**cut))
    if form == "json":
        click.echo(to_json(view.build(material)))
    else:
        click.echo(plain(view.markdown(material, title=f"Brief: {path.stem}")), nl=False)


@click.command("changes")
@dossier_option
@click.option(
    "--since",
    required=True,
    metavar="DATE",
    callback=date_callback,
    help="Exclusive: what was told by this date is known.",
)
@click.option("--until", metavar="DATE", callback=date_callback, help="Inclusive; all reports where left out.")
@cut_options
@format_option
def changes(path: Path, since: str, until: str | None, form: str, **cut: Any) -> None:
    """Show what changed between two dates, each difference with its type.

    \b
    Example: dragoman changes -d talks.db --since 2025-05-28 --until 2025-06-02
    """
    options = Cut(**cut).options()
    options["as_of"] = until or options["as_of"]
    with open_dossier(path) as dossier:
        rows = dossier.changes(since=since, **options)
        if not rows:
            warn_of_strangers(dossier, Cut(**cut))
    print_rows(rows, ("type", "published", "text", "before", "reason", "source", "id"), form, empty="Nothing changed.")


@click.command("deadlock")
@dossier_option
@cut_options
@click.option(
    "--if",
    "supposed",
    multiple=True,
    metavar="PARTY=ISSUE",
    help="Suppose that a party accepts an issue, and say what is then free of recorded objections.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "md", "dot", "graphml"]),
    default="table",
    show_default=True,
)
def deadlock(path: Path, supposed: tuple[str, ...], form: str, **cut: Any) -> None:
    """Show which demand or condition of whom stands before what, who accepts what, and what nobody has answered.

    Edges marked inferred are stated by no single passage. The map shows; it does not advise.

    \b
    Examples: dragoman deadlock -d talks.db
              dragoman deadlock -d talks.db --if Russia=ceasefire
              dragoman deadlock -d talks.db --format dot | dot -Tsvg > deadlock.svg
    """
    from dragoman.views import deadlock as view

    pairs = [_supposed(text) for text in supposed]
    with open_dossier(path) as dossier:
        material = dossier.material(**Cut(**cut).options(), kinds=VIEWS["deadlock"].kinds)
        if not material.assertions:
            warn_of_strangers(dossier, Cut(**cut))
        for pair in pairs:
            warn_of_strange_supposition(dossier, *pair)
    edges = view.build(material, supposing=pairs)
    if form in {"dot", "graphml"}:
        click.echo(getattr(view, form)(edges, dict(material.issues)), nl=False)
        return
    print_rows(edges, VIEWS["deadlock"].columns, form)
    for party, issue in pairs:
        freed = view.what_if(material, party, issue)
        told = ", ".join(freed) or "nothing more"
        click.echo(f"If {party} accepted {issue}: {told} would be free of recorded objections.", err=True)


def _supposed(text: str) -> tuple[str, str]:
    party, mark, issue = text.partition("=")
    if not (party and mark and issue):
        raise click.BadParameter(f"{text!r} is not of the form PARTY=ISSUE, as in Russia=ceasefire")
    return party, issue


@click.command("show")
@dossier_option
@click.argument("line_id", metavar="ID")
@click.option(
    "--why", is_flag=True, help="Also tell how the line came about: trigger, fillers, reader, confidence, doubts."
)
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(path: Path, line_id: str, why: bool, form: str) -> None:
    """Show a line with its passage in the paragraph, lit, and the chain of those on whose word it stands.

    A beginning of an id is enough where only one id begins so. The id of a meeting, paper, claim or disagreement shows
    every line that it rests on; as JSON that is an array.
    """
    from dragoman.surfaces.cli import passage

    found = []
    with open_dossier(path) as dossier:
        ids = _resting_on(dossier, line_id)
        judgements = dossier.judgements()
        for id in ids:
            assertion = dossier.assertion(id)
            notes = [j for j in judgements if assertion.id in {j.subject, j.object}]
            found.append((assertion, dossier.report_behind(assertion.id), notes))
    if form == "json":
        data = [passage.as_data(*one, why=why) for one in found]
        click.echo(json.dumps(data if _is_row(line_id) else data[0], ensure_ascii=False, indent=1))
        return
    for number, one in enumerate(found, 1):
        if len(found) > 1:
            click.secho(f"{'' if number == 1 else chr(10)}[{number} of {len(found)}]", bold=True)
        passage.print_passage(console(), *one, why=why)


#: Views whose rows have ids of their own, and what these look like.
_OWN_IDS = {
    "meetings": re.compile(r"meeting-[0-9a-f]{16}"), "papers": re.compile(r"paper-[0-9a-f]{16}"),
    "disagreements": re.compile(r"[0-9a-f]{12}"), "claims": re.compile(r"[0-9a-f]{12}"),
}  # fmt: skip


def _is_row(given: str) -> bool:
    return any(pattern.fullmatch(given) for pattern in _OWN_IDS.values())


def _resting_on(dossier: Dossier, given: str) -> tuple[str, ...]:
    """The ids of the lines that an id stands for: its own, or those of a row of a view."""
    for name, pattern in _OWN_IDS.items():
        if pattern.fullmatch(given):
            for floor in (None, 0.0):  # as views show it, else with the lines that they leave out
                for row in dossier.view(name, min_confidence=floor):
                    if row.id == given:
                        return tuple(row.ids)
    return (given,)


@click.command("search")
@dossier_option
@click.argument("query", nargs=-1, required=True)
@click.option("--as-of", metavar="DATE", callback=date_callback, help="Only reports published by this date, inclusive.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@format_option
def search(path: Path, query: tuple[str, ...], as_of: str | None, limit: int, form: str) -> None:
    """Search the full text of the reports.

    \b
    Examples: dragoman search -d talks.db memorandum
              dragoman search -d talks.db '"unconditional ceasefire" OR truce'
    """
    with open_dossier(path) as dossier:
        rows = dossier.search(" ".join(query), as_of=as_of, limit=limit)
    print_rows(rows, ("published", "outlet", "report", "snippet"), form, empty="No report has these words.")


COMMANDS.update({"deadlock": deadlock, "brief": brief, "changes": changes, "show": show, "search": search})
