"""A person's judgements: accept, reject, correct, same, different, note, undo. Rows are only ever added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.dossier import Dossier
from dragoman.errors import NotFound, UsageError
from dragoman.surfaces.cli.options import author_options, dossier_option, format_option, open_dossier
from dragoman.surfaces.cli.tables import print_rows

LISTS = {"actors", "members", "recipient", "conditions"}
NUMBERS = {"round", "size", "order"}
ABOUT_TWO = {f"{what}-{thing}" for what in ("same", "different") for thing in ("actor", "paper", "meeting")}
FIELDS = {
    "kind", "act", "modality", "polarity", "date", "said", "person", "post", "party", "place", "host", "head", "document",
    "owner", "issue", "duration", "target", *LISTS, *NUMBERS,
}  # fmt: skip


def parse_fields(pairs: tuple[str, ...]) -> dict[str, Any]:
    """`field=value` pairs; lists are separated by semicolons, an empty value clears the field."""
    made: dict[str, Any] = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or name not in FIELDS:
            raise UsageError(f"{pair!r} is not of the form field=value with a field of: {', '.join(sorted(FIELDS))}")
        if name in LISTS:
            made[name] = [part.strip() for part in value.split(";") if part.strip()]
        elif name in NUMBERS:
            if value and not value.isdigit():
                raise UsageError(f"{name} takes a whole number, not {value!r}")
            made[name] = int(value) if value else None
        else:
            made[name] = value or None
    return made


def _known(dossier: Dossier, given: str, *, names_only: bool, lines_only: bool) -> None:
    """A judgement about a mistyped name or id would be kept and do nothing: refuse it, and name what is near."""
    from difflib import get_close_matches

    if not names_only:
        try:
            dossier.assertion(given)
            return
        except NotFound:
            if lines_only:
                raise
        if any(report.id == given for report in dossier.reports()):
            return
    identity = dossier.identity()
    if identity.actor(given):
        return
    near = get_close_matches(given, [name for actor in identity.actors for name in (actor.name, *actor.aliases)], n=3)
    raise NotFound(
        f"nothing on record is called {given!r}." + (f" Near it: {', '.join(near)}." if near else "")
        + " `dragoman people` and `dragoman sources` list names."
    )  # fmt: skip


def _judge(
    path: Path,
    kind: str,
    subject: str,
    author: str,
    reason: str,
    *,
    other: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    open_dossier(path).close()  # for its plain words where there is none
    if kind in ABOUT_TWO and not kind.endswith("-actor"):  # ids as the ledgers of meetings and papers show them
        subject, other = (one.removeprefix("meeting-").removeprefix("paper-") for one in (subject, other))
    with Dossier.open(path) as dossier:
        for one in [subject, *([other] if other else [])] if kind == "note" or kind in ABOUT_TWO else []:
            _known(dossier, one, names_only=kind.endswith("-actor"), lines_only=kind in ABOUT_TWO)
        judgement = dossier.judge(kind, subject, object=other, data=data or {}, author=author, reason=reason)
    click.echo(
        f"{kind} {subject}{' ' + other if other else ''}: kept as {judgement.id}. Take it back with: dragoman undo {judgement.id}",
        err=True,
    )


@click.command("accept")
@dossier_option
@author_options
@click.argument("line_id", metavar="ID")
def accept(path: Path, author: str, reason: str, line_id: str) -> None:
    """Say that a line is right."""
    _judge(path, "accept", line_id, author, reason)


@click.command("reject")
@dossier_option
@author_options
@click.argument("line_id", metavar="ID")
def reject(path: Path, author: str, reason: str, line_id: str) -> None:
    """Say that a line is wrong: views leave it out from then on."""
    _judge(path, "reject", line_id, author, reason)


@click.command("correct")
@dossier_option
@author_options
@click.argument("line_id", metavar="ID")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
def correct(path: Path, author: str, reason: str, line_id: str, changes: tuple[str, ...]) -> None:
    """Correct fields of a line; what was read stays on record.

    \b
    Example: dragoman correct -d talks.db 3f2a... modality=planned actors='Russia;Ukraine' --author me
    """
    _judge(path, "correct", line_id, author, reason, data=parse_fields(changes))


@click.command("same")
@dossier_option
@author_options
@click.argument("what", type=click.Choice(["actor", "paper", "meeting"]))
@click.argument("one")
@click.argument("other")
def same(path: Path, author: str, reason: str, what: str, one: str, other: str) -> None:
    """Say that two names, or two lines about a paper or meeting, mean the same one.

    \b
    Example: dragoman same -d talks.db actor 'V.R. Medinsky' 'Vladimir Medinsky' --author me
    """
    _judge(path, f"same-{what}", one, author, reason, other=other)


@click.command("different")
@dossier_option
@author_options
@click.argument("what", type=click.Choice(["actor", "paper", "meeting"]))
@click.argument("one")
@click.argument("other")
def different(path: Path, author: str, reason: str, what: str, one: str, other: str) -> None:
    """Say that two names, or two lines about a paper or meeting, do not mean the same one."""
    _judge(path, f"different-{what}", one, author, reason, other=other)


@click.command("note")
@dossier_option
@author_options
@click.argument("subject", metavar="ID")
@click.argument("text")
def note(path: Path, author: str, reason: str, subject: str, text: str) -> None:
    """Add a note to a line, a report or a name."""
    _judge(path, "note", subject, author, reason, data={"text": text})


@click.command("undo")
@dossier_option
@author_options
@click.argument("judgement_id", metavar="JUDGEMENT")
def undo(path: Path, author: str, reason: str, judgement_id: str) -> None:
    """Take a judgement back. Both stay on record."""
    with Dossier.open(path) as dossier:
        made = dossier.undo(judgement_id, author=author, reason=reason)
    click.echo(f"undone by {made.id}.", err=True)


@click.command("judgements")
@dossier_option
@format_option
def judgements(path: Path, form: str) -> None:
    """List all judgements, oldest first."""
    with open_dossier(path) as dossier:
        rows = dossier.judgements()
    print_rows(rows, ("made", "kind", "subject", "object", "author", "reason", "id"), form, empty="No judgements yet.")


@click.command("assert")
@dossier_option
@author_options
@click.option("--report", "report_id", required=True, help="The report that says it.")
@click.option("--exact", required=True, help="The words it rests on, exactly as the report has them.")
@click.argument("what", metavar="KIND/ACT")
@click.argument("changes", nargs=-1, metavar="FIELD=VALUE...")
def make_assertion(
    path: Path, author: str, reason: str, report_id: str, exact: str, what: str, changes: tuple[str, ...]
) -> None:
    """Add a line by hand; it needs a passage like any other.

    \b
    Example: dragoman assert -d talks.db --author me --report a.txt --exact 'Moscow agreed' event/agree actors=Russia
    """
    kind, _, act = what.partition("/")
    with Dossier.open(path) as dossier:
        made = dossier.add_assertion(
            report_id, exact, kind=kind, act=act, fields=parse_fields(changes), author=author, reason=reason
        )
    click.echo(f"kept as {made.id}.", err=True)


COMMANDS: dict[str, click.Command] = {
    c.name or "": c for c in (accept, reject, correct, same, different, note, undo, judgements, make_assertion)
}
