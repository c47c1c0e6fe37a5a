"""A dossier: opens a record, brings it what sources and readers find, and answers for it.

The one file that knows all stages. It decides nothing about texts, lines or rows; each stage is imported when it is
first needed, so that a view loads neither a model nor a reader.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Self, TypeVar

from dragoman.errors import UsageError
from dragoman.record import asof
from dragoman.record.asof import Cut
from dragoman.record.fulltext import Hit
from dragoman.record.identity import Identity, resolve_actors
from dragoman.record.judgements import Marks, corrected_fields, marks
from dragoman.record.queries import Filters, Version
from dragoman.record.store import Record
from dragoman.record.writing import parties_of
from dragoman.settings import Settings, load
from dragoman.types import Assertion, Judgement, Passage, Problem, Report

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of one report.

    `status` is `added`, `unchanged`, `new-version`, `reread`, `problem` (stored, but it could not be read) or
    `refused` (not stored); `id` is the report's id here, or what was refused; `count` is how many assertions were
    stored.
    """

    id: str
    status: str
    count: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader made of one report. `failed` where it could not be read at all."""

    assertions: tuple[Assertion, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False


#: Reads reports one after another: a result for each, in their order, whatever happens.
Reader = Callable[[Sequence[Report]], list[Read]]


class Dossier:
    """The record of one negotiation and everything that can be asked of it. Use it in a `with` statement.

    Cuts: `as_of` is a date and inclusive, by publication; `known_at` is a date or an instant, by when the record
    learned of a report, a reading or a judgement. Without them everything counts.
    """

    def __init__(self, record: Record, settings: Settings, reader: Reader | None = None) -> None:
        self._record = record
        self._read = reader or read_reports
        self._kept: dict[object, Any] = {}
        self._kept_at = -1
        self.settings = settings

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        read_only: bool = False,
        settings: Settings | None = None,
        reader: Reader | None = None,
        clock: Callable[[], str] = asof.now,
    ) -> Dossier:
        """Open the dossier at `path`; `create` makes it where there is none.

        `settings` are those of `dossier.toml` and the environment where they are not given. `reader` reads reports in
        place of the usual one; `clock` gives the instants that rows are stamped with. Raises NotFound, NotADossier,
        NewerDossier, RecordError, SettingsError.
        """
        settings = settings or load(path)
        record = Record(path, create=create, read_only=read_only, timeout=settings.timeout, clock=clock)
        return cls(record, settings, reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._record.close()

    @property
    def path(self) -> Path:
        return self._record.path

    def revision(self) -> int:
        """A count of the writes so far: whatever was derived at another revision is stale."""
        return self._record.revision()

    # what goes in

    def add(
        self,
        paths: Iterable[str | Path],
        *,
        published: str | None = None,
        outlet: str | None = None,
        workers: int | None = None,
    ) -> Iterator[AddResult]:
        """Read reports from files, folders and JSON lines into the dossier; a result for each, in order.

        Nothing happens before the results are asked for. Each report is stored with all its lines at once, so what was
        yielded is kept, whatever comes after. A report that is already there is not read again. `published` and
        `outlet` hold for all of them.
        """
        sources: Any = import_module("dragoman.sources")
        material = sources.load([Path(path) for path in paths], published=published, outlet=outlet)
        return self.add_reports(material, workers=workers)

    def add_reports(self, material: Iterable[Report | Problem], *, workers: int | None = None) -> Iterator[AddResult]:
        """The same for reports that are already values; a Problem among them is stored as something refused."""
        workers = workers or self.settings.workers
        for item, read in self._readings(self._placed(material), workers):
            if isinstance(item, AddResult):
                if item.status == "refused":
                    self._record.save_problems(item.problems)
                yield item
                continue
            try:
                saved = self._record.save(item, read.assertions, read.problems, extractor=extractor_name())
            except UnicodeEncodeError:
                yield self._refuse(item.id, "not-text", "it holds half characters (lone surrogates) and is no text")
                continue
            status = "problem" if read.failed and saved.status != "unchanged" else saved.status
            yield AddResult(saved.report, status, saved.assertions, saved.problems)

    def reread(self, reports: Sequence[str] = (), *, workers: int | None = None) -> Iterator[AddResult]:
        """Read current versions again, all or those named, with the readers of today; a result for each.

        The reading before is superseded and kept; judgements follow to the line that now stands in their passage.
        """
        for name in reports:
            self._record.report(name)  # an unknown name raises before anything is read
        current = self._record.current(reports)
        material = (self._record.version_report(version) for version, _ in current)
        for (version, name), (_, read) in zip(
            current, self._readings(material, workers or self.settings.workers), strict=True
        ):
            if read.failed:
                self._record.save_problems([replace(problem, report=name) for problem in read.problems])
                yield AddResult(name, "problem", 0, read.problems)
                continue
            saved = self._record.save_again(version, read.assertions, read.problems, extractor=extractor_name())
            yield AddResult(name, "reread", saved.assertions, saved.problems)

    def _placed(self, material: Iterable[Report | Problem]) -> Iterator[Report | AddResult]:
        """Reports that have to be read; for the others what became of them."""
        for item in material:
            if isinstance(item, Problem):
                refused = replace(item, severity="refused")
                yield AddResult(item.report, "refused", 0, (refused,))
            elif item.published is None:
                yield self._refuse(item.id, "no-date", "it has no date; give one with --published", store=False)
            else:
                report, status = self._record.place(item)
                yield AddResult(report.id, status) if status == "unchanged" else report

    def _refuse(self, name: str, code: str, why: str, *, store: bool = True) -> AddResult:
        problem = Problem(code, f"{name} was refused: {why}.", name, severity="refused")
        if store:
            self._record.save_problems([problem])
        return AddResult(name, "refused", 0, (problem,))

    def _readings(self, items: Iterable[Report | AddResult], workers: int) -> Iterator[tuple[Report | AddResult, Read]]:
        """Each item with what was read in it, in order; results pass through unread."""
        if workers > 1:
            from dragoman.workers import in_order

            yield from in_order(_Piece(self._read), items, workers=workers, lost=_lost)
            return
        for item in items:
            yield item, self._read([item])[0] if isinstance(item, Report) else Read()

    def add_assertion(
        self, report: str, kind: str, act: str, start: int, end: int, *, author: str = "", **fields: Any
    ) -> Assertion:
        """Add a line made by hand, on the passage from `start` to `end` of the report's current text; returns it.

        `fields` are those of the contract, as plain data. Raises NotFound, UsageError.
        """
        text = self._record.report(report).text
        if not 0 <= start < end <= len(text):
            raise UsageError(f"{report}: {start} to {end} is no passage of its text of {len(text)} characters.")
        line = Assertion(
            kind=kind, act=act, report=report, evidence=Passage(start, end, text[start:end]), extractor="hand"
        )
        line = replace(line, **corrected_fields(fields))
        return self._record.save_by_hand(line, author=author or self._author())

    def remove(self, report: str, *, purge: bool = False) -> int:
        """Take a report out of every view; with `purge`, every byte of it out of the file too. Returns its versions."""
        return self._record.remove(report, purge=purge)

    # what comes out

    def assertions(
        self,
        *,
        as_of: str | None = None,
        known_at: str | None = None,
        min_confidence: float | None = None,
        party: str | None = None,
        issue: str | None = None,
        kind: str | None = None,
        report: str | None = None,
        judged: bool = True,
        resolved: bool = True,
    ) -> list[Assertion]:
        """The lines of the record, by publication, report and place in the text.

        With `judged`, acceptances, rejections and corrections are applied; with `resolved`, every actor and source
        bears the fullest name known. `party` matches any name of an actor that is in a line, `issue` what a line is
        about or hangs on.
        """
        cut = Cut.at(as_of, known_at)
        floor = self.settings.min_confidence if min_confidence is None else min_confidence
        identity = self.identity(as_of=as_of, known_at=known_at) if resolved else None
        surfaces = (identity.surfaces(party) if identity else (party,)) if party else ()
        filters = Filters(
            parties=surfaces,
            issues=(issue,) if issue else (),
            kinds=(kind,) if kind else (),
            reports=(report,) if report else (),
        )
        some = bool(surfaces or issue or kind or report)
        lines = self._keep(
            ("lines", cut, filters, judged),
            lambda: self._record.assertions(cut, filters if some else None, judged=judged),
        )
        found = []
        for line in lines:
            if line.confidence < floor or (kind and line.kind != kind):
                continue
            if issue and issue != line.issue and issue not in line.conditions:
                continue
            if surfaces and not any(name in surfaces for name in parties_of(line)):
                continue
            found.append(identity.apply(line) if identity else line)
        return found

    def identity(self, *, as_of: str | None = None, known_at: str | None = None) -> Identity:
        """Who is who among the actors of the cut, with reasons and with proposals that a person may decide."""
        cut = Cut.at(as_of, known_at)

        def resolve() -> Identity:
            lines = self._keep(("lines", cut, Filters(), True), lambda: self._record.assertions(cut))
            return resolve_actors(lines, self._record.judgements(cut), self.settings.all_aliases(), state_names())

        return self._keep(("identity", cut), resolve)

    def assertion(self, id: str) -> Assertion:
        """One line as read, by its id or the beginning of it, with its `why`; also one that was superseded."""
        return self._record.line(id)

    def reports(self, as_of: str | None = None, known_at: str | None = None) -> list[Report]:
        """The current version of each report by date; texts are left empty, `report` has them."""
        return self._record.reports(Cut.at(as_of, known_at))

    def report(self, id: str, as_of: str | None = None, known_at: str | None = None) -> Report:
        """The current version of a report with its text. Raises NotFound."""
        return self._record.report(id, Cut.at(as_of, known_at))

    def versions(self, id: str) -> list[Version]:
        """Every version of a report that is kept, oldest first."""
        return self._record.versions(id)

    def problems(self, as_of: str | None = None, known_at: str | None = None) -> list[Problem]:
        """What was odd in the material, was refused, or could not be carried over."""
        return self._record.problems(Cut.at(as_of, known_at))

    def search(self, query: str, as_of: str | None = None, limit: int = 20, *, offset: int = 0) -> list[Hit]:
        """Reports that hold the words, newest first: all words, "phrases", `word*`, `-without`, `this OR that`."""
        return self._record.search(query, Cut.at(as_of), limit=limit, offset=offset)

    # what people say of it

    def judgements(self, known_at: str | None = None) -> list[Judgement]:
        """All judgements in the order they were made, those undone among them."""
        return self._record.judgements(Cut.at(None, known_at))

    def marks(self, as_of: str | None = None, known_at: str | None = None) -> dict[str, Marks]:
        """What stands of people's judgements about each line or name."""
        cut = Cut.at(as_of, known_at)
        return marks(self._record.judgements(cut), self._record.carried(cut))

    def judge(
        self,
        kind: str,
        subject: str,
        object: str = "",
        data: Mapping[str, Any] | None = None,
        *,
        author: str = "",
        reason: str = "",
    ) -> Judgement:
        """Add a dated, signed judgement. Raises UsageError, NotFound."""
        return self._record.judge(kind, subject, object, data, author=author or self._author(), reason=reason)

    def undo(self, id: str, *, author: str = "", reason: str = "") -> Judgement:
        """Make a judgement count no more, by another judgement. An undo can be undone."""
        return self.judge("undo", id, author=author, reason=reason)

    def note(self, subject: str, text: str, *, author: str = "") -> Judgement:
        """A person's own words about a line, a report or a name."""
        if not text.strip():
            raise UsageError("note: there is no text.")
        return self.judge("note", subject, data={"text": text}, author=author)

    def _author(self) -> str:
        if self.settings.author:
            return self.settings.author
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "unknown"

    # the file

    def check(self) -> list[Problem]:
        """What does not hold of the record; empty when all is well."""
        return self._record.check()

    def backup(self, path: str | Path) -> Path:
        """Copy the dossier as it is at this moment, also while others write. An existing file is never overwritten."""
        return self._record.backup(path)

    def _keep(self, key: object, make: Callable[[], Value]) -> Value:
        """What was last derived, for as long as nothing is written: pages and views ask for the same lines again."""
        revision = self._record.revision()
        if revision != self._kept_at or len(self._kept) > 16:
            self._kept, self._kept_at = {}, revision
        if key not in self._kept:
            self._kept[key] = make()
        value: Value = self._kept[key]
        return value


def read_reports(reports: Sequence[Report]) -> list[Read]:
    """Read reports with the built-in readers; trouble with one of them is its Problem and stops no other.

    A report in another language than English is kept unread.
    """
    reading: Any = import_module("dragoman.reading")
    assertions: Any = import_module("dragoman.assertions")
    found = []
    for report in reports:
        if report.language and not report.language.lower().startswith("en"):
            problem = Problem("not-english", f"Kept unread: its language is '{report.language}'.", report.id)
            found.append(Read((), (problem,)))
            continue
        try:
            (one,) = list(reading.read_many([report]))
            lines, trouble = assertions.extract(one)
            found.append(Read(tuple(lines), (*one.problems, *trouble)))
        except Exception as error:
            found.append(Read((), (_unread(report, f"{type(error).__name__}: {error}"),), failed=True))
    return found


def extractor_name() -> str:
    """Name and version of what reads today, for the record of each reading."""
    from dragoman import __version__

    return f"dragoman {__version__}"


def state_names() -> tuple[str, ...]:
    """The names that states bear in the record."""
    return ()


def _unread(report: Report, why: str) -> Problem:
    return Problem("unread", f"{report.id} is kept, but could not be read ({why}).", report.id, severity="error")


def _lost(item: Report | AddResult) -> tuple[Report | AddResult, Read]:
    if isinstance(item, Report):
        return item, Read((), (_unread(item, "its process died, perhaps for lack of memory"),), failed=True)
    return item, Read()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Reads the reports of a piece of work and passes on the rest. A value, so that it can go to another process."""

    read: Reader

    def __call__(self, items: Sequence[Report | AddResult]) -> list[tuple[Report | AddResult, Read]]:
        return [(item, self.read([item])[0] if isinstance(item, Report) else Read()) for item in items]
