"""The options that several commands share, in one place, so that they read the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from dragoman.dossier import Dossier
from dragoman.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


def dossier_option(function: F) -> F:
    """`--dossier`, else DRAGOMAN_DOSSIER."""
    return click.option(
        "-d", "--dossier", "path", envvar="DRAGOMAN_DOSSIER", required=True, type=click.Path(path_type=Path),
        help="The dossier file (or set DRAGOMAN_DOSSIER).",
    )(function)  # fmt: skip


def format_option(function: F) -> F:
    """`--format table|json|csv|md`."""
    return click.option(
        "-f", "--format", "form", type=click.Choice(["table", "json", "csv", "md"]), default="table", show_default=True,
        help="How rows are printed; json is an array of objects with every field.",
    )(function)  # fmt: skip


def cut_options(function: F) -> F:
    """What part of the record is looked at: as of when, which party, issue and outlet, how certain."""
    for option in (
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            help="Leave out lines the reader is less sure of. 0.35 unless told; 0.425 in an export, for all but posts and remarks.",
        ),
        click.option("--outlet", help="Only what this outlet's reports say."),
        click.option("--issue", help="Only lines about this issue (see docs/vocabulary.md)."),
        click.option("--party", help="Only lines in which this party, by any of its names, takes part."),
        click.option("--known-at", metavar="INSTANT", help="As the record stood at this instant (ISO 8601)."),
        click.option("--as-of", metavar="DATE", callback=_date, help="Only reports published by this date, inclusive."),
    ):
        function = option(function)
    return function


def author_options(function: F) -> F:
    """Who makes a judgement, and why."""
    function = click.option("--reason", default="", help="Why; kept with the judgement.")(function)
    return click.option(
        "--author", envvar="DRAGOMAN_AUTHOR", required=True, help="Who says so (or set DRAGOMAN_AUTHOR)."
    )(function)


def _date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD, as in 2025-06-02") from None


date_callback = _date


@dataclass(frozen=True, slots=True)
class Cut:
    """The values of `cut_options`."""

    as_of: str | None = None
    known_at: str | None = None
    party: str | None = None
    issue: str | None = None
    outlet: str | None = None
    min_confidence: float | None = None

    def options(self) -> dict[str, Any]:
        """As keyword arguments for the dossier."""
        return {name: getattr(self, name) for name in self.__slots__}


def open_dossier(path: Path) -> Dossier:
    """The dossier for looking at. Raises UsageError with what to do where there is none."""
    if not path.exists():
        raise UsageError(f"there is no dossier at {path}. Make one with: dragoman add --dossier {path} REPORTS...")
    return Dossier.open(path, read_only=True)
