"""Rows in the four formats. Tables fit the terminal: long cells wrap, and ids stay whole so that they can be copied."""

from __future__ import annotations

import csv
import io
import re
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
#: Columns in a terminal; below `ROOMY` what only counts gives way to the words.
ROOMY = 100
#: A longer word (an address) may be cut; and how much room beyond their longest words columns of long texts want, each.
LONGEST_WORD, THIN = 16, 1
COUNTS = frozenset(("mentions", "lines", "size"))
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
STYLES = {
    "happened": "green", "held": "green", "concluded": "green", "is so": "green", "did not happen": "red", "not so": "red",
    "planned": "cyan", "imminent": "bold cyan",
    "expected": "cyan", "possible": "yellow", "if": "yellow", "alleged": "magenta", "overdue": "bold red",
    "disputed": "bold red", "contradicted": "bold red",
}  # fmt: skip


def console(*, stderr: bool = False) -> Console:
    """A console that neither guesses at markup in the material nor breaks where the output is no terminal."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, width=terminal_width(), soft_wrap=False)


def terminal_width() -> int:
    """The width of the terminal, 110 where there is none."""
    return max(shutil.get_terminal_size((110, 40)).columns, 60)


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
        console().print(as_table(data[:MOST], columns) or as_blocks(data[:MOST], columns))
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
    return plain(str(value))


def plain(text: str) -> str:
    """The text with what could command a terminal made visible: control characters and those that turn the direction of
    what follows. One character for one, so that offsets hold; spaces and joiners of any script stay."""
    return _COMMANDS.sub("�", text)


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


def as_table(data: Sequence[dict[str, Any]], columns: Sequence[str]) -> Table | None:
    """A table that fits the terminal, ids and words whole and the room that is left shared among the long columns; None
    where they do not fit. Where it is narrow, what only counts is left out."""
    from rich.table import Table

    width = terminal_width()
    shown = [name for name in columns if any(row.get(name) not in (None, "", []) for row in data)]
    if width < ROOMY:
        shown = [name for name in shown if name not in COUNTS or len(shown) <= 5]
    cells = {name: [cell(row.get(name)) for row in data] for name in shown}
    widths = _widths(cells, width - 3 * (len(shown) - 1))
    if widths is None:
        return None
    table = Table(show_edge=False, pad_edge=False, header_style="bold", expand=False)
    for name in shown:
        table.add_column(label(name), no_wrap=name == "id", overflow="fold", width=widths[name])
    for row in zip(*cells.values(), strict=True):
        table.add_row(*(_styled(name, text) for name, text in zip(shown, row, strict=True)))
    return table


def as_blocks(data: Sequence[dict[str, Any]], columns: Sequence[str]) -> Text:
    """Rows below one another, a column a line: for more columns than the terminal is wide."""
    from rich.text import Text

    made = Text()
    for row in data:
        for number, name in enumerate(name for name in columns if cell(row.get(name))):
            made.append(f"{'  ' if number else ''}{label(name)}: ", style="dim")
            made.append_text(_styled(name, cell(row.get(name)).replace("\n", " "))).append("\n")
        made.append("\n")
    made.rstrip()
    return made


def label(name: str) -> str:
    """A column's name as a reader sees it."""
    return name.replace("_", " ").strip()


def _widths(cells: dict[str, list[str]], room: int) -> dict[str, int] | None:
    """A width for each column, all together no wider than `room`, no word cut; None where that cannot be."""
    whole, made = {}, {}
    for name, texts in cells.items():
        whole[name] = max(len(label(name)), *(len(line) for text in texts for line in text.split("\n")))
        words = [len(word) for text in (label(name), *texts) for word in text.split()]
        made[name] = whole[name] if name == "id" else min(max(words, default=1), LONGEST_WORD)
    left = room - sum(made.values())
    if left < 0 or (left < THIN * len(cells) and any(whole[name] > 3 * made[name] for name in cells)):
        return None
    while left > 0 and (open_ := [name for name in cells if made[name] < whole[name]]):
        # the column that has most text for its width is given the next character: fewest lines a row
        made[max(open_, key=lambda name: sum(len(text) for text in cells[name]) / made[name])] += 1
        left -= 1
    return made


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
