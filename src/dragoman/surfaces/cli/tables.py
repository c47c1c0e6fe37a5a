"""Rows in the four formats. Tables fit the terminal: long cells wrap, and ids stay whole so that they can be copied."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dragoman.views import to_dicts, to_json

if TYPE_CHECKING:  # rich costs some 80 ms, which a view printed as JSON need not pay
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

#: A table is for reading: this many rows and no more. The other formats are whole.
MOST = 200
NARROW = {
    "when",
    "status",
    "id",
    "round",
    "size",
    "order",
    "mentions",
    "lines",
    "reports",
    "quoted",
    "stance",
    "issue",
    "state",
}
STYLES = {
    "happened": "green", "held": "green", "concluded": "green", "is so": "green", "did not happen": "red", "not so": "red",
    "planned": "cyan", "expected": "cyan", "possible": "yellow", "if": "yellow", "alleged": "magenta", "overdue": "bold red",
    "disputed": "bold red", "contradicted": "bold red",
}  # fmt: skip


def console(*, stderr: bool = False) -> Console:
    """A console that neither guesses at markup in the material nor breaks where the output is no terminal."""
    from rich.console import Console

    width = shutil.get_terminal_size((110, 40)).columns
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=max(width, 60), soft_wrap=False)


def print_rows(rows: Sequence[Any], columns: Sequence[str], form: str, *, empty: str = "Nothing on record.") -> None:
    """Print rows (dataclasses) as a table, JSON array, CSV or Markdown table."""
    if form == "json":
        click.echo(to_json(rows))
        return
    data = to_dicts(rows)
    if form == "csv":
        click.echo(as_csv(data, columns), nl=False)
    elif form == "md":
        click.echo(as_markdown(data, columns))
    elif not data:
        click.echo(empty, err=True)
    else:
        console().print(as_table(data[:MOST], columns))
        if len(data) > MOST:
            click.echo(
                f"... the first {MOST} of {len(data)}. Narrow with --party, --issue or --as-of; csv, json and md hold all.",
                err=True,
            )


def cell(value: Any) -> str:
    """A value as one line of text; control characters are shown, never sent to the terminal."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, dict):
        return cell(value.get("text") or list(value.values()))
    if isinstance(value, float):
        return f"{value:.2f}"
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in str(value))


def as_csv(data: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """CSV with a header; a leading =, +, - or @ is made text so that no spreadsheet runs it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in data:
        cells = [cell(row.get(name)) for name in columns]
        writer.writerow(["'" + c if c[:1] in "=+-@\t\r" and not _number(c) else c for c in cells])
    return out.getvalue()


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def as_markdown(data: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    for row in data:
        cells = [cell(row.get(name)).replace("|", "\\|").replace("\n", "<br>") for name in columns]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def as_table(data: Sequence[dict[str, Any]], columns: Sequence[str]) -> Table:
    """A table that fits the terminal."""
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, header_style="bold", expand=False)
    longest = max((len(cell(row.get("id"))) for row in data), default=16)
    shown = [name for name in columns if any(row.get(name) not in (None, "", []) for row in data)]
    for name in shown:
        narrow = name in NARROW or name.startswith("id")
        table.add_column(name, no_wrap=name == "id", overflow="fold", min_width=longest if name == "id" else 4,
                         max_width=18 if narrow else None, ratio=None if narrow else 3)  # fmt: skip
    for row in data:
        table.add_row(*(_styled(name, cell(row.get(name))) for name in shown))
    return table


def _styled(name: str, text: str) -> Text:
    from rich.text import Text

    if name == "id":
        return Text(text, style="dim")
    if name in {"status", "state", "type"}:
        return Text(text, style=STYLES.get(text, ""))
    return Text(text)


def interactive() -> bool:
    """Whether progress may be drawn: standard error is a terminal."""
    return sys.stderr.isatty()
