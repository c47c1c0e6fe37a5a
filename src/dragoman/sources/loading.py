"""Files, folders, JSON lines, saved pages and addresses -> reports, one at a time, with the problems of each.

A report is followed by its problems; what gives no report gives a problem of severity `refused`. Nothing here decides
what is read: a report that is not English is handed on, with a problem.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import MissingExtra, SourceError, UsageError
from dragoman.sources import dates, folders, jsonlines, pages
from dragoman.sources.decoding import binary, decode, storable
from dragoman.sources.language import is_english, language
from dragoman.sources.limits import LARGEST_FILE, LONGEST_TEXT
from dragoman.sources.notices import metadata, notices
from dragoman.types import Problem, Report

_SCHEMES = ("http://", "https://")
_OWN = frozenset({"id", "doc", "text", "published", "dct", "title", "outlet", "url", "language", "file", "date"})


def load(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    outlet: str | None = None,
    known: Mapping[str, str] | None = None,
    need_date: bool = True,
) -> Iterator[Report | Problem]:
    """Reports of files, folders (with all below them), JSON lines and web addresses, streaming.

    `published` and `outlet` hold for all of them and go before whatever the sources say. `known` maps the ids that a
    record already holds to their paths, so that another file of the same name gets `folder/name`. A report without a date
    is refused, unless `need_date` is false.
    Raises UsageError where `published` is no date.
    """
    if published is not None and dates.iso(published) is None:
        raise UsageError(f"--published {published!r} is no date: write it as YYYY-MM-DD, for instance 2025-06-02.")
    return _Loading(published, outlet, dict(known or {}), need_date).reports([os.fspath(path) for path in paths])


def count(paths: Iterable[str | os.PathLike[str]]) -> int:
    """How many files `load` would open: for a progress bar. A file of JSON lines counts as one."""
    given = [os.fspath(path) for path in paths]
    files = (path for path in given if not path.startswith(_SCHEMES))
    return sum(isinstance(found, Path) for found in folders.walk(files)) + sum(p.startswith(_SCHEMES) for p in given)


class _Loading:
    """One call of `load`: the ids given so far and the tables of the folders seen. Holds no text."""

    def __init__(self, published: str | None, outlet: str | None, taken: dict[str, str], need_date: bool) -> None:
        self.published = published
        self.outlet = outlet
        self.taken = taken
        self.need_date = need_date
        self.tables: dict[Path, dict[str, dict[str, str]]] = {}

    def reports(self, paths: list[str]) -> Iterator[Report | Problem]:
        for path in paths:
            if path.startswith(_SCHEMES):
                yield from self._address(path)
        for found in folders.walk(path for path in paths if not path.startswith(_SCHEMES)):
            if isinstance(found, folders.Trouble):
                severity = "refused" if found.refused else "info"
                path, _ = storable(str(found.path))
                yield Problem(found.code, f"{path}: {found.message}", path, severity=severity)
                continue
            if found.parent not in self.tables:
                self.tables[found.parent], fault = folders.table(found.parent)
                if fault:
                    yield Problem("bad-table", storable(f"{found.parent / folders.TABLE}: {fault}")[0], storable(str(found))[0])
            try:
                yield from self._lines(found) if found.suffix.lower() in folders.LINES else self._file(found)
            except OSError as error:
                yield _refused("unreadable", f"{found}: cannot be read: {error.strerror or error}", str(found))

    def _address(self, url: str) -> Iterator[Report | Problem]:
        from dragoman.sources.web import fetch

        try:
            got = fetch(url)
        except SourceError as error:
            yield _refused("not-fetched", str(error), url)
            return
        name = got.url
        if pages.is_html(got.body) or "html" in got.content_type:
            yield from self._page(got.body, name, name, {}, url=got.url)
        else:
            text, doubt = decode(got.body)
            yield from self._report(text, name, {"url": got.url}, path=None, doubts=[("encoding", doubt)])

    def _file(self, path: Path) -> Iterator[Report | Problem]:
        size = path.stat().st_size
        name = self._name(path)
        if size > LARGEST_FILE:
            message = f"{path}: {size / 1e6:.0f} MB is too large for one report (limit {LARGEST_FILE // 1_000_000} MB)"
            yield _refused("too-large", message, name)
            return
        data = path.read_bytes()
        row: dict[str, Any] = dict(self.tables.get(path.parent, {}).get(path.name, {}))
        if not data.strip():
            yield _refused("empty", f"{path}: the file is empty", name)
        elif path.suffix.lower() in folders.PAGES or (path.suffix.lower() not in folders.READ and pages.is_html(data)):
            yield from self._page(data, name, str(path), row, path=path)
        elif what := binary(data):
            yield _refused("binary", f"{path}: is {what}, not text", name)
        else:
            text, doubt = decode(data)
            yield from self._report(text, name, row, path=path, doubts=[("encoding", doubt)])

    def _lines(self, path: Path) -> Iterator[Report | Problem]:
        for number, row in jsonlines.rows(path):
            if isinstance(row, str):
                yield _refused("bad-line", f"{path}:{number}: {row}", f"{path.name}:{number}")
                continue
            given = row.get("id", row.get("doc"))
            name = str(given) if isinstance(given, str | int) and str(given).strip() else f"{path.name}:{number}"
            name, _ = storable(name)
            text, doubt = storable(row["text"])
            line = {**row, "date": None, "line": row.get("published", row.get("dct"))}
            yield from self._report(text, name, line, path=path, doubts=[("encoding", doubt)], at=f"{path}:{number}")

    def _page(
        self,
        data: bytes,
        name: str,
        where: str,
        row: dict[str, Any],
        *,
        path: Path | None = None,
        url: str | None = None,
    ) -> Iterator[Report | Problem]:
        try:
            page = pages.article(data, url)
        except MissingExtra as error:
            yield _refused("missing-extra", f"{where}: {error}", name)
            return
        if not page.text:
            yield _refused("no-article", f"{where}: no article was found on the page", name)
            return
        told = {"page": page.date, "url": page.url, "language": page.language, "author": page.author}
        fill = {"title": page.title, "outlet": page.outlet}
        text, doubt = storable(page.text)
        yield from self._report(text, name, {**fill, **told, **row}, path=path, doubts=[("encoding", doubt)])

    def _report(
        self,
        text: str,
        name: str,
        row: dict[str, Any],
        *,
        path: Path | None,
        doubts: list[tuple[str, str | None]],
        at: str = "",
    ) -> Iterator[Report | Problem]:
        """The report of a text and of what its sources tell about it, then its problems."""
        if not text.strip("\ufeff \t\r\n"):
            yield _refused("empty", f"{at or path or name}: there is no text", name)
            return
        if len(text) > LONGEST_TEXT:
            message = f"{at or path or name}: {len(text):,} characters are too many for one report (limit {LONGEST_TEXT:,})"
            yield _refused("too-large", message, name)
            return
        header = dates.header(text)
        day, faults = dates.published(
            (
                ("--published", self.published),
                ("the JSON line", row.get("line")),
                ("reports.tsv", row.get("date")),
                ("the first line", header.date if header else None),
                ("the page", row.get("page")),
                ("the file name", dates.in_name(path.name) if path and "line" not in row else None),
            )
        )
        found = notices(text, header.notice if header else None)
        spoken, differs = language(text, _string(row.get("language")))
        report = Report(
            id=name,
            text=text,
            published=day,
            outlet=self.outlet
            or _string(row.get("outlet"))
            or (dates.outlet_in_name(path.name) if path and "line" not in row else None),
            title=_string(row.get("title")) or _title(text, header, found),
            url=_string(row.get("url")),
            language=spoken,
            path=storable(str(path.absolute()))[0] if path else None,
            notices=found,
            meta=(*_extra(row), *metadata(text, found)),
        )
        doubts += [*(("bad-date", fault) for fault in faults), ("language", differs)]
        if not is_english(report):
            doubts.append(("not-english", f"the report is in {spoken!r}; only English is read"))
        if day is None and self.need_date:
            message = "; ".join(
                [f"{at or path or name}: no date of publication is known: give --published DATE, {_WAYS}", *faults]
            )
            yield _refused("no-date", message, name)
            return
        yield report
        for code, doubt in doubts:
            if doubt:
                yield Problem(code, doubt, name)

    def _name(self, path: Path) -> str:
        """The file's name; where another file has it, as much of its folders as tells the two apart."""
        parts = path.absolute().parts
        for length in range(1, len(parts) + 1):
            name, _ = storable("/".join(parts[-length:]))
            other = self.taken.get(name)
            # A moved corpus keeps its ids: a known report of this name and folder is this one.
            if other is None or (Path(other).parts[-2:] == parts[-2:] and not _elsewhere(Path(other), path)):
                break
        self.taken[name], _ = storable(str(path.absolute()))
        return name


def _elsewhere(other: Path, path: Path) -> bool:
    """Whether the other is a different file that exists as well."""
    return other.exists() and not other.samefile(path)


_WAYS = (
    "a `published` in the JSON line, a reports.tsv beside it, a first line `date YYYY-MM-DD`, "
    "or the date at the start of the file's name"
)


def _refused(code: str, message: str, report: str) -> Problem:
    return Problem(code, storable(message)[0], storable(report)[0], severity="refused")


def _string(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    return storable(value.strip())[0]


def _title(text: str, header: dates.Header | None, found: tuple[Any, ...]) -> str | None:
    """The title of the first line, unless what stands there is a notice."""
    if not header or not header.title:
        return None
    start = text.index(header.title, header.notice.end)
    if any(notice.start < start + len(header.title) and start < notice.end for notice in found):
        return None
    return header.title


def _extra(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Whatever else a table or a JSON line says of the report, as text."""
    left = {k: v for k, v in row.items() if k not in _OWN and k not in ("line", "page")}
    return tuple(
        (storable(name)[0], storable(str(value))[0])
        for name, value in sorted(left.items())
        if isinstance(value, str | int | float) and not isinstance(value, bool) and 0 < len(str(value)) <= 500
    )
