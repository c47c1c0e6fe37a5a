"""A dossier: opens a record, brings it what sources and readers find, and answers for it.

The one file that knows all stages. It decides nothing about texts, lines or rows; each stage is imported when it is
first needed, so that a view loads neither a model nor a reader.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from dragoman.errors import DragomanError, UsageError
from dragoman.record import asof
from dragoman.record.asof import Cut
from dragoman.record.fulltext import Hit
from dragoman.record.identity import Identity, resolve_names
from dragoman.record.judgements import Marks, corrected_fields, marks
from dragoman.record.queries import Filters, Head, Version
from dragoman.record.rows import parties_of, uncollected
from dragoman.record.store import Record
from dragoman.record.wordings import Worded
from dragoman.settings import OwnIssue, Settings, load
from dragoman.types import Assertion, Judgement, Passage, Problem, Report
from dragoman.views import TOLD, VIEWS, show
from dragoman.views.material import Material, ReportInfo
from dragoman.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from dragoman.reading import Reading

Value = TypeVar("Value")
#: How many reports are read together: enough for a learned reader, few enough to lose little when killed.
_PIECE = 16
#: Views leave out what the reader is less sure of than the first, exports structured lines below the second: from there on six
#: lines in ten about negotiations left out were right (evaluation/README.md). What leaves the tool is surer than what is looked
#: at, where doubtful lines are marked. The record holds more; `--min-confidence 0` gives all of it.
VIEW_FLOOR, EXPORT_FLOOR = 0.35, 0.425
#: Fields whose values are words of the vocabulary or days of the calendar.
_CHOSEN = frozenset(("issue", "conditions", "modality", "polarity", "directness", "date", "said"))


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


def worth_export(line: Assertion) -> bool:
    """Whether an export holds a line where nobody says how sure it must be; posts and remarks are in it whatever their figure."""
    return line.kind in ("role", "remark") or line.confidence >= EXPORT_FLOOR


class Dossier:
    """The record of one negotiation and everything that can be asked of it. Use it in a `with` statement.

    Cuts: `as_of` is a date and inclusive, by publication; `known_at` is a date or an instant, by when the record
    learned of a report, a reading or a judgement. Without them everything counts.
    """

    def __init__(self, record: Record, settings: Settings, reader: Reader) -> None:
        self._record = record
        self._read = reader
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
        models: bool = True,
        reader: Reader | None = None,
        clock: Callable[[], str] = asof.now,
    ) -> Dossier:
        """Open the dossier at `path`; `create` makes it where there is none.

        `settings` are those of `dossier.toml` and the environment where they are not given. `models` off keeps learned
        readers out; `reader` reads in place of the usual ones; `clock` gives the instants that rows are stamped with.
        Raises NotFound, NotADossier, NewerDossier, RecordError, SettingsError.
        """
        settings = settings or load(path)
        record = Record(path, create=create, read_only=read_only, timeout=settings.timeout, clock=clock)
        return cls(record, settings, reader or partial(read_reports, models=models, issues=settings.issues))

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
        from dragoman.sources import load as load_sources

        material = load_sources(paths, published=published, outlet=outlet, known=self._record.paths())
        return self.add_reports(material, workers=workers)

    def count_sources(self, paths: Iterable[str | Path]) -> int:
        """How many files `add` would open: for a progress bar."""
        from dragoman.sources import count

        return count(paths)

    def add_reports(self, material: Iterable[Report | Problem], *, workers: int | None = None) -> Iterator[AddResult]:
        """The same for reports that are already values, each followed by the problems of its source.

        A Problem of severity `refused`, or of no report before it, is stored by itself.
        """
        readings = self._readings(self._sorted(material), workers or self.settings.workers)
        with ExitStack() as stack:
            stored = 0
            for item, read in readings:
                if isinstance(item, AddResult):
                    self._record.save_problems(item.problems)
                    yield item
                    continue
                stored += 1
                if stored == 2:
                    stack.enter_context(self._record.bulk())
                yield self._save(item, read)

    def _save(self, item: _Item, read: Read) -> AddResult:
        report = item.report
        trouble = tuple(dict.fromkeys((*item.problems, *read.problems)))
        try:
            saved = self._record.save(report, read.assertions, trouble, extractor=extractor_name())
        except UnicodeEncodeError:
            problem = Problem("not-text", "it holds half characters and is no text", report.id, severity="refused")
            self._record.save_problems([problem])
            return AddResult(report.id, "refused", 0, (problem,))
        status = "problem" if read.failed and saved.status != "unchanged" else saved.status
        return AddResult(saved.report, status, saved.assertions, saved.problems)

    def reread(self, reports: Sequence[str] = (), *, workers: int | None = None) -> Iterator[AddResult]:
        """Read current versions again, all or those named, with the readers of today; a result for each.

        The reading before is superseded and kept; judgements follow to the line that now stands in their passage. A
        report that cannot be read now keeps the reading that it has.
        """
        for name in reports:
            self._record.report(name)  # an unknown name raises before anything is read
        current = self._record.current(reports)
        material = (_Item(self._record.version_report(version)) for version, _ in current)
        readings = self._readings(material, workers or self.settings.workers)
        with self._record.bulk():
            for (version, name), (_, read) in zip(current, readings, strict=True):
                if read.failed:
                    self._record.save_problems(read.problems)
                    yield AddResult(name, "problem", 0, read.problems)
                    continue
                saved = self._record.save_again(version, read.assertions, read.problems, extractor=extractor_name())
                yield AddResult(name, "reread", saved.assertions, saved.problems)

    def _sorted(self, material: Iterable[Report | Problem]) -> Iterator[_Item | AddResult]:
        """Reports that have to be read, with their problems; for all else what became of it."""
        held: Report | None = None
        trouble: list[Problem] = []
        for item in material:
            if isinstance(item, Problem):
                if held is not None and item.report == held.id and item.severity != "refused":
                    trouble.append(item)
                    continue
                if held is not None:
                    yield self._judged_by_record(held, trouble)
                    held, trouble = None, []
                yield AddResult(item.report, "refused" if item.severity == "refused" else "noted", 0, (item,))
                continue
            if held is not None:
                yield self._judged_by_record(held, trouble)
            held, trouble = item, []
        if held is not None:
            yield self._judged_by_record(held, trouble)

    def _judged_by_record(self, report: Report, trouble: Sequence[Problem]) -> _Item | AddResult:
        if report.published is None:
            told = [problem for problem in trouble if problem.code == "no-date"]
            told = told or [Problem("no-date", "it has no date; give one with --published", report.id)]
            return AddResult(report.id, "refused", 0, tuple(replace(problem, severity="refused") for problem in told))
        if self._record.status_of(report) == "unchanged":
            return AddResult(report.id, "unchanged")
        return _Item(report, tuple(trouble))

    def _readings(self, items: Iterable[_Item | AddResult], workers: int) -> Iterator[tuple[_Item | AddResult, Read]]:
        """Each item with what was read in it, in order; results pass through unread."""
        work = _Piece(self._read)
        if workers > 1:
            from dragoman.workers import in_order

            yield from in_order(work, items, workers=workers, lost=_lost, piece=_PIECE)
            return
        stream = iter(items)
        while piece := list(islice(stream, _PIECE)):
            yield from work(piece)

    def add_assertion(
        self,
        report: str,
        exact: str,
        *,
        kind: str,
        act: str,
        fields: Mapping[str, Any] | None = None,
        start: int | None = None,
        author: str = "",
        reason: str = "",
    ) -> Assertion:
        """Add a line made by hand, on the words `exact` of the report's current text; returns it with its id.

        `start` is their offset, needed where they stand there more than once. `fields` are those of the contract, as
        plain data. Raises NotFound, UsageError.
        """
        text = self._record.report(report).text
        if start is None:
            if text.count(exact) != 1 or not exact:
                raise UsageError(
                    f"{report}: the words {exact!r} stand {text.count(exact) if exact else 0} times in its text. "
                    "Give words that stand there once, or their offset."
                )
            start = text.index(exact)
        faults = self._faults(kind, act, fields or {})
        if faults:
            raise UsageError(f"{report}: a line made by hand must be in the vocabulary: {'; '.join(faults)}.")
        line = Assertion(
            kind=kind, act=act, report=report, evidence=Passage(start, start + len(exact), exact), extractor="hand"
        )
        line = replace(line, **corrected_fields(fields or {}))
        made = self._record.save_by_hand(line, author=author or self._author())
        if reason:
            self.note(made.id, reason, author=author)
        return made

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
        outlet: str | None = None,
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
        wanted = {identity.called(party)} if identity and party else set(surfaces)
        filters = Filters(
            parties=surfaces,
            issues=(issue,) if issue else (),
            kinds=(kind,) if kind else (),
            reports=(report,) if report else (),
        )
        if judged and not (surfaces or issue or report):
            lines = self._lines(cut, filters.kinds, floor, identity)
            return [one for one in lines if not outlet or outlet.casefold() == (one.outlet or "").casefold()]
        lines = self._keep(("rows", cut, filters, judged), lambda: self._record.assertions(cut, filters, judged=judged))
        found = []
        for line in lines:
            if line.confidence < floor or (kind and line.kind != kind):
                continue
            if outlet and outlet.casefold() != (line.outlet or "").casefold():
                continue
            if issue and issue != line.issue and issue not in line.conditions:
                continue
            shown = identity.apply(line) if identity else line
            # a surname of two people is a surface of both: who is meant shows only in the resolved line
            if surfaces and not any(name in wanted for name in parties_of(shown)):
                continue
            found.append(shown)
        return found

    def _lines(self, cut: Cut, kinds: Sequence[str], floor: float, identity: Identity | None) -> list[Assertion]:
        """The judged lines of these kinds, all where none is named, by the fullest names where an identity tells them."""
        called = identity.called_in if identity else None
        key = ("lines", cut, tuple(kinds), floor, called is None)
        return self._keep(key, lambda: self._record.lines(cut, kinds=kinds, floor=floor, called=called))

    def identity(self, *, as_of: str | None = None, known_at: str | None = None, propose: bool = False) -> Identity:
        """Who is who among the actors of the cut, with reasons; with `propose` also what a person may decide."""
        cut = Cut.at(as_of, known_at)

        def resolve() -> Identity:
            told, judgements = self._record.tellings(cut), self._record.judgements(cut)
            return resolve_names(told, judgements, self.settings.all_aliases(), self._states(), propose=propose)

        return self._keep(("identity", cut, propose), resolve)

    def _states(self) -> frozenset[str]:
        from dragoman.reading.gazetteer import state_names

        return state_names() | {party.name for party in self.settings.parties if party.type == "state"}

    def assertion(self, id: str) -> Assertion:
        """One line as read, by its id or the beginning of it, with its `why`; also one that was superseded."""
        return self._record.line(id)

    def reports(self, as_of: str | None = None, known_at: str | None = None) -> list[Report]:
        """The current version of each report by date; texts are left empty, `report` has them."""
        return [version.report for version in self._record.reports(Cut.at(as_of, known_at))]

    def report(self, id: str, as_of: str | None = None, known_at: str | None = None) -> Report:
        """The current version of a report with its text. Raises NotFound."""
        return self._record.report(id, Cut.at(as_of, known_at))

    def report_behind(self, id: str) -> Report:
        """The version of its report that a line was read in: its offsets count there, also after the report changed."""
        return self._record.report_behind(id)

    def versions(self, id: str) -> list[Version]:
        """Every version of a report that is kept, oldest first."""
        return self._record.versions(id)

    def problems(self, as_of: str | None = None, known_at: str | None = None) -> list[Problem]:
        """What was odd in the material, was refused, or could not be carried over."""
        return self._record.problems(Cut.at(as_of, known_at))

    def search(self, query: str, as_of: str | None = None, limit: int = 20, *, offset: int = 0) -> list[Hit]:
        """Reports that hold the words, newest first: all words, "phrases", `word*`, `-without`, `this OR that`."""
        return self._record.search(query, Cut.at(as_of), limit=limit, offset=offset)

    # views

    def material(
        self,
        *,
        as_of: str | None = None,
        known_at: str | None = None,
        min_confidence: float | None = None,
        party: str | None = None,
        issue: str | None = None,
        outlet: str | None = None,
        kinds: Sequence[str] = (),
        wordings: bool = False,
    ) -> Material:
        """What every view is a function of: the lines of the cut, judged and with actors resolved, and their reports.

        `kinds` keeps to lines of these kinds: what one view needs (`View.kinds`) is often a quarter of the record. With
        `wordings` the passages of all kinds come along, to be compared; cut to a party, an issue or an outlet it is lines of
        all kinds that come.
        """
        cut = Cut.at(as_of, known_at)
        if wordings and (party or issue or outlet):
            kinds, wordings = (), False
        if min_confidence is None:
            min_confidence = max(self.settings.min_confidence, VIEW_FLOOR)
        identity = self.identity(as_of=as_of, known_at=known_at)
        made = Material(
            assertions=tuple(self._lines(cut, kinds, min_confidence, identity)),
            reports=tuple(_info(head) for head in self._record.heads(cut)),
            judgements=tuple(self._record.judgements(cut)),
            problems=tuple(self._record.problems(cut)),
            actors={actor.name: actor for actor in identity.actors},
            issues={name: name.replace("-", " ") for name in self.vocabulary().issues},
            as_of=as_of,
            status={name: mark.status for name, mark in self.marks(as_of, known_at).items() if mark.status},
            wordings=self.wordings(as_of, known_at, min_confidence) if wordings else None,
        )
        return made.only(party=party, issue=issue, outlet=outlet) if party or issue or outlet else made

    def wordings(
        self, as_of: str | None = None, known_at: str | None = None, min_confidence: float | None = None
    ) -> tuple[Worded, ...]:
        """The passages of all lines of the cut as they are compared with one another: `Material.wordings`."""
        floor = max(self.settings.min_confidence, VIEW_FLOOR) if min_confidence is None else min_confidence
        return tuple(self._record.wordings(Cut.at(as_of, known_at), floor=floor))

    def view(self, name: str, *, options: Mapping[str, Any] | None = None, **cut: Any) -> tuple[Any, ...]:
        """The rows of a view (`dragoman.views.VIEWS`); `cut` is as in `material`, `options` are the view's own."""
        view = VIEWS.get(name)
        with uncollected():
            material = self.material(**cut, kinds=view.kinds if view else (), wordings=bool(view and view.wordings))
            return show(name, material, **(options or {}))

    def changes(self, *, since: str, as_of: str | None = None, **cut: Any) -> tuple[Any, ...]:
        """The typed differences from `since` (exclusive) to `as_of` (inclusive, by publication)."""
        from dragoman.views.changes import build

        with uncollected():
            after = self.material(as_of=as_of, **cut, kinds=TOLD)
            return build(after, before=self.material(as_of=since, **cut, kinds=TOLD))

    def vocabulary(self) -> Vocabulary:
        """The words of the record, this negotiation's own issues among them."""
        own = {issue.name: {"definition": issue.definition, "pax": issue.pax} for issue in self.settings.issues}
        return vocabulary().with_issues(own)

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
        """Add a dated, signed judgement. The beginning of an id is enough where one alone begins so.

        Raises UsageError, NotFound.
        """
        if kind == "correct" and data:
            self._in_vocabulary(self.assertion(subject), data)
        return self._record.judge(kind, subject, object, data, author=author or self._author(), reason=reason)

    def _faults(self, kind: str, act: str, fields: Mapping[str, Any]) -> list[str]:
        """Why what a person gives is none of the vocabulary and the calendar."""
        from dragoman.when import When

        return self.vocabulary().faults(kind, act, fields) + [
            f"{name} {value!r} is no date: write 2025, 2025-05, 2025-05-16, or two of them with / between"
            for name in ("date", "said")
            if (value := fields.get(name)) and When.maybe(str(value)) is None
        ]

    def _in_vocabulary(self, line: Assertion, data: Mapping[str, Any]) -> None:
        words = {name: value for name, value in data.items() if name in _CHOSEN and value}
        faults = self._faults(str(data.get("kind") or line.kind), str(data.get("act") or line.act), words)
        if faults:
            raise UsageError(f"correct: not in the vocabulary: {'; '.join(faults)}.")

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
        if revision != self._kept_at or len(self._kept) >= 8:
            self._kept, self._kept_at = {}, revision
        if key not in self._kept:
            self._kept[key] = make()
        value: Value = self._kept[key]
        return value


def read_reports(reports: Sequence[Report], *, models: bool = True, issues: Sequence[OwnIssue] = ()) -> list[Read]:
    """Read reports with the built-in readers; trouble with one of them is its Problem and stops no other.

    A report in another language than English is kept unread. `models` off keeps every learned reader out; `issues` are the
    dossier's own.
    """
    from dragoman import reading
    from dragoman.sources.language import is_english

    options = reading.ReadingOptions(models=models)
    english = [report for report in reports if is_english(report)]
    found = {id(one.report): _extracted(one, issues) for one in reading.read_many(english, options=options)}
    return [found.get(id(report)) or _foreign(report) for report in reports]


def _extracted(one: Reading, issues: Sequence[OwnIssue]) -> Read:
    from dragoman.assertions import extract
    from dragoman.assertions.own_issues import with_own_issues

    try:
        found, trouble = extract(one)
        lines = with_own_issues(found, {issue.name: issue.cues for issue in issues})
    except DragomanError:
        raise
    except Exception as error:
        return Read((), (*one.problems, _unread(one.report, f"{type(error).__name__}: {error}")), failed=True)
    return Read(tuple(lines), (*one.problems, *trouble))


def _foreign(report: Report) -> Read:
    return Read((), (Problem("not-english", f"the report is in {report.language!r}; only English is read", report.id),))


def extractor_name() -> str:
    """Name and version of what reads today, for the record of each reading."""
    from dragoman import __version__

    return f"dragoman {__version__}"


def _unread(report: Report, why: str) -> Problem:
    return Problem("unread", f"the report is kept, but could not be read ({why})", report.id, severity="error")


def _info(head: Head) -> ReportInfo:
    return ReportInfo(
        id=head.report,
        published=head.published,
        outlet=head.outlet or "",
        title=head.title or "",
        url=head.url or "",
        version=head.number,
        learned=head.learned,
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """A report that has to be read, and the problems of its source."""

    report: Report
    problems: tuple[Problem, ...] = ()


def _lost(item: _Item | AddResult) -> tuple[_Item | AddResult, Read]:
    if isinstance(item, _Item):
        return item, Read((), (_unread(item.report, "its process died, perhaps for lack of memory"),), failed=True)
    return item, Read()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Reads the reports of a piece of work and passes on the rest. A value, so that it can go to another process."""

    read: Reader

    def __call__(self, items: Sequence[_Item | AddResult]) -> list[tuple[_Item | AddResult, Read]]:
        reports = [item.report for item in items if isinstance(item, _Item)]
        read = iter(self.read(reports) if reports else ())
        return [(item, next(read) if isinstance(item, _Item) else Read()) for item in items]
