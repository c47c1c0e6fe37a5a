"""Paths -> the files to read, in an order that does not depend on the file system; and the `reports.tsv` beside them."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.sources.limits import LARGEST_TABLE

TABLE = "reports.tsv"
TEXT = frozenset({".txt", ".text", ".md"})
LINES = frozenset({".jsonl", ".ndjson"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
READ = TEXT | LINES | PAGES


@dataclass(frozen=True, slots=True)
class Trouble:
    """A path that gives no file: why, and whether a report is lost by it."""

    path: Path
    code: str
    message: str
    refused: bool = True


def walk(paths: Iterable[Path | str]) -> Iterator[Path | Trouble]:
    """Every file to read, folders with all below them; each file once, however often it is reached.

    A link within a folder that leads out of it is not followed: a folder from elsewhere could reach any file of the machine.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        yield from _below(Path(given), seen, None)


def _below(path: Path, seen: set[tuple[int, int]], within: Path | None) -> Iterator[Path | Trouble]:
    named = within is None
    try:
        if within is not None and path.is_symlink() and not _real(path).is_relative_to(within):
            yield Trouble(path, "link-out", "is a link that leads out of the folder; name what it points to if you want it", False)
            return
        stat = path.stat()
    except FileNotFoundError:
        yield Trouble(path, "no-such-file", "there is no such file" if named else "the link leads nowhere", named)
        return
    except OSError as error:
        yield Trouble(path, "unreadable", f"cannot be read: {error.strerror or error}")
        return
    if (stat.st_dev, stat.st_ino) in seen:
        return
    if path.is_dir():
        seen.add((stat.st_dev, stat.st_ino))
        try:
            entries = sorted(path.iterdir())
        except OSError as error:
            yield Trouble(path, "unreadable", f"the folder cannot be read: {error.strerror or error}")
            return
        for entry in entries:
            if not entry.name.startswith("."):
                yield from _below(entry, seen, within or _real(path))
    elif not path.is_file():
        yield Trouble(path, "not-a-file", "is neither a file nor a folder")
    elif path.name == TABLE:
        return
    elif not named and path.suffix.lower() not in READ:
        yield Trouble(path, "skipped-file", f"files of type {path.suffix or 'without one'} are not read", False)
    else:
        seen.add((stat.st_dev, stat.st_ino))
        yield path


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises at a link to itself


def table(folder: Path) -> tuple[dict[str, dict[str, str]], str | None]:
    """(rows of a folder's reports.tsv by file name, what is wrong with it); no rows where there is none."""
    path = folder / TABLE
    try:
        if not path.is_file():
            return {}, None
        if path.stat().st_size > LARGEST_TABLE:
            return {}, f"is larger than {LARGEST_TABLE // 1_000_000} MB"
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            found = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            if "file" not in (found.fieldnames or ()):
                return {}, "has no column `file`"
            rows = {
                row["file"].strip(): {k: v.strip() for k, v in row.items() if k and isinstance(v, str) and v.strip()}
                for row in found
                if row.get("file")
            }
            return rows, None
    except (OSError, csv.Error) as error:
        return {}, f"cannot be read: {error}"
