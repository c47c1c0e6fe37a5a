"""The bundled sample, from reports to brief, in one command."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from dragoman.dossier import Dossier
from dragoman.surfaces.cli.record import drive, summary
from dragoman.surfaces.cli.tables import print_rows
from dragoman.surfaces.cli.views import print_matrix


@click.command("demo")
@click.option(
    "--into",
    "folder",
    default="demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the dossier goes.",
)
def demo(folder: Path) -> None:
    """Build a dossier from the bundled sample and show what can be asked of it.

    The sample is sixteen invented outlets' reports, in our own words, on the Istanbul talks of May to July 2025.
    """
    from dragoman.views import VIEWS, brief

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "istanbul-2025.db"
    with (
        resources.as_file(resources.files("dragoman") / "sample" / "reports") as reports,
        Dossier.open(path, create=True) as dossier,
    ):
        tally, lines = drive(dossier.add([str(reports)]), None, "Reading the sample")
        summary(tally, lines)
        material = dossier.material()
        click.echo(brief.markdown(material, title="Istanbul talks, May to July 2025 (sample)"))
        click.secho(f"\nPositions: {VIEWS['positions'].tells}\n", bold=True)
        print_matrix(dossier.view("positions"))
        click.secho(f"\nTimeline: {VIEWS['timeline'].tells}\n", bold=True)
        rows = dossier.view("timeline")
        print_rows(rows[-25:], VIEWS["timeline"].columns, "table")
        if len(rows) > 25:
            click.echo(f"... and {len(rows) - 25} earlier ones")
    click.echo(
        f"\nThe dossier is {path}. Try:\n"
        f"  dragoman changes  -d {path} --since 2025-05-28 --until 2025-06-02\n"
        f"  dragoman papers   -d {path}\n"
        f"  dragoman people   -d {path} --as-of 2025-06-02\n"
        f"  dragoman show     -d {path} {rows[0].id if rows else 'ID'}\n"
        f"  dragoman search   -d {path} memorandum\n"
        "and `dragoman --help` for the rest. (With make: .venv/bin/dragoman.)"
    )


COMMANDS: dict[str, click.Command] = {"demo": demo}
