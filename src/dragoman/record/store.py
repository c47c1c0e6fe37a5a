"""The record of one negotiation: everything that was read, on whose word, and what people judged of it.

`Record` knows the file and its rows. It reads no sources and no language; `dragoman.dossier` brings it what was read.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dragoman.errors import NotFound, RecordError, UsageError
from dragoman.record import asof, fulltext, queries
from dragoman.record.asof import Cut
from dragoman.record.carry import Judged, carry
from dragoman.record.database import Database
from dragoman.record.gathering import Telling, telling
from dragoman.record.identity import renamed
from dragoman.record.judgements import (
    KINDS,
    PAIRS,
    apply_judgements,
    corrected_fields,
    decided,
    decisions,
    judgement_id,
)
from dragoman.record.packs import Called, Placed, unpack
from dragoman.record.queries import Filters, Head, Version
from dragoman.record.selects import Selects
from dragoman.record.wordings import Worded, worded
from dragoman.record.wordings import unpack as unpack_words
from dragoman.types import Assertion, Judgement, Passage, Problem, Report

if TYPE_CHECKING:
    from dragoman.record.writing import Saved

_ID = re.compile(r"[0-9a-f]{4,16}")


class Record:
    """An open record. Every writing method is one transaction; every reading one sees a single state.

    What writes is imported when something is written: views need neither it nor the tables as SQLAlchemy has them.

    `clock` gives the instants that rows are stamped with (UTC, see `asof.now`).
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = False,
        read_only: bool = False,
        timeout: float = 10.0,
        clock: Callable[[], str] = asof.now,
    ) -> None:
        self._database = Database(path, create=create, read_only=read_only, timeout=timeout)
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def read_only(self) -> bool:
        return self._database.read_only

    def revision(self) -> int:
        """A count of the writes so far: whatever was derived at another revision is stale."""
        return self._database.revision()

    # what goes in

    def status_of(self, report: Report) -> str:
        """What adding the report would make of it: `added`, `unchanged` or `new-version`."""
        from dragoman.record import writing

        with self._database.read() as selects:
            return writing.status_of(selects, report)

    def paths(self) -> dict[str, str]:
        """The path that each report came from, of those that are files: by it a second file of a name is told."""
        with self._database.read() as selects:
            return queries.report_paths(selects)

    def save(
        self, report: Report, found: Iterable[Assertion], trouble: Iterable[Problem] = (), *, extractor: str
    ) -> Saved:
        """Store a report with all that was read in it."""
        from dragoman.record import writing

        with self._database.write() as connection:
            return writing.save_report(connection, report, found, trouble, extractor=extractor, learned=self._clock())

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Within it, saving many reports is fast."""
        with self._database.bulk():
            yield

    def save_problems(self, trouble: Sequence[Problem]) -> None:
        """Store problems of material that is not in the record: what was refused, and why."""
        from dragoman.record import writing

        if trouble:
            with self._database.write() as connection:
                writing.save_problems(connection, trouble, self._clock())

    def save_again(
        self, version: int, found: Iterable[Assertion], trouble: Iterable[Problem] = (), *, extractor: str
    ) -> Saved:
        """Store a newer reading of a version: the one before is superseded and kept."""
        from dragoman.record import writing

        with self._database.write() as connection:
            selects = Selects.within(connection)
            report = queries.report_of_version(selects, version)
            return writing.save_reading(
                connection, version, report, found, trouble, extractor=extractor, learned=self._clock()
            )

    def save_by_hand(self, line: Assertion, *, author: str) -> Assertion:
        """Store a line that a person made on the current version of its report; returns it with its id.

        Raises NotFound for an unknown report, UsageError where the words do not stand at the passage.
        """
        from dragoman.record import writing

        with self._database.write() as connection:
            cut, selects = Cut(), Selects.within(connection)
            versions = queries.current_versions(selects, cut, [line.report])
            if not versions:
                raise NotFound(f"There is no report '{line.report}' in {self.path}.")
            report = queries.report_of_version(selects, versions[0][0])
            passage = line.evidence
            if not passage.exact or report.text[passage.start : passage.end] != passage.exact:
                raise UsageError(f"{report.id}: the words {passage.exact!r} do not stand at {passage.start}.")
            before = {item.id for item in queries.assertion_list(selects, cut, Filters(reports=(report.id,)))}
            writing.save_reading(
                connection,
                versions[0][0],
                report,
                [line],
                extractor=line.extractor,
                learned=self._clock(),
                hand=True,
                author=author,
            )
            after = queries.assertion_list(selects, cut, Filters(reports=(report.id,)))
            made = [item for item in after if item.evidence == passage and item.extractor == line.extractor]
            return next((item for item in made if item.id not in before), made[-1])

    def remove(self, report: str, *, purge: bool = False) -> int:
        """Take a report out of every view; with `purge` also out of the file. Returns how many versions went."""
        from dragoman.record import writing

        with self._database.read() as selects:
            known = [row for row in queries.version_rows(selects, report) if purge or row.removed is None]
        if not known:
            raise NotFound(f"There is no report '{report}' in {self.path}.")
        if purge:
            from dragoman.record.purge import purge as purge_report

            return purge_report(self._database, report)
        with self._database.write() as connection:
            return writing.mark_removed(connection, report, self._clock())

    # what people say of it

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
        """Add a judgement. Raises UsageError for one that makes no sense, NotFound where its subject is unknown."""
        from dragoman.record import writing

        data = dict(data or {})
        if kind not in KINDS:
            raise UsageError(f"judge: there is no judgement '{kind}'. There are: {', '.join(KINDS)}.")
        if not subject:
            raise UsageError(f"judge: a judgement '{kind}' needs something it is about.")
        if kind in PAIRS and (not object or object == subject):
            raise UsageError(f"judge: '{kind}' is about two different things; give both.")
        with self._database.write() as connection:
            selects = Selects.within(connection)
            if kind == "undo":
                known = sorted(row.id for row in queries.judgement_list(selects, Cut()))
                subject = self._only([id for id in known if id.startswith(subject)], subject, "judgement")
            if kind in ("accept", "reject", "correct"):
                subject = self._line(selects, subject).assertion.id
                data = self._about_line(selects, kind, subject, data)
            elif _ID.fullmatch(subject) and len(like := queries.ids_like(selects, subject)) == 1:
                subject = like[0]
            made = self._clock()
            judgement = Judgement(
                id=judgement_id(kind, subject, object, data, author, made),
                kind=kind,
                subject=subject,
                object=object,
                data=tuple(data.items()),
                author=author,
                made=made,
                reason=reason,
            )
            writing.save_judgement(connection, judgement)
        return judgement

    def _about_line(self, selects: Selects, kind: str, subject: str, data: dict[str, Any]) -> dict[str, Any]:
        from dragoman.record import writing

        line = self._line(selects, subject)
        if kind != "correct":
            return data
        if not data:
            raise UsageError("correct: name at least one field and its right value.")
        fields = corrected_fields(data)
        if isinstance(passage := fields.get("evidence"), Passage):
            report = queries.report_named(selects, line.assertion.report, Cut())
            if report is None or report.text[passage.start : passage.end] != passage.exact or not passage.exact:
                raise UsageError(f"correct: the words {passage.exact!r} do not stand at {passage.start}.")
        return {name: writing.plain(value) for name, value in fields.items()}

    # what comes out

    def assertions(
        self, cut: Cut | None = None, filters: Filters | None = None, *, judged: bool = True
    ) -> list[Assertion]:
        """The lines of the current readings, in order of publication, report and place; with judgements applied.

        Names are as read: identity is applied by whoever asks (`record.identity`). With `judged`, corrected lines come
        whatever `filters` ask for, since a correction may have changed what they are about.
        """
        cut = cut or Cut()
        with self._database.read() as selects:
            if not judged:
                return queries.assertion_list(selects, cut, filters)
            judgements = queries.judgement_list(selects, cut)
            carried, _ = self._carried(selects, cut, judgements)
            if filters is not None:
                also = [row.subject for row in judgements if row.kind == "correct"]
                filters = Filters(
                    filters.parties,
                    filters.issues,
                    filters.kinds,
                    filters.reports,
                    filters.ids,
                    tuple(sorted({carried.get(id, id) for id in also})),
                )
            return apply_judgements(queries.assertion_list(selects, cut, filters), judgements, carried)

    def lines(
        self, cut: Cut | None = None, *, kinds: Sequence[str] = (), floor: float = 0.0, called: Called | None = None
    ) -> list[Assertion]:
        """The judged lines of these kinds (all where none is named) with at least this confidence: what views ask for.

        The same lines in the same order as `assertions` has, out of their packs. `called` tells by which names the
        actors of a report go (`Identity.called_in`).
        """
        cut = cut or Cut()
        with self._database.read() as selects:
            decided_of = self._decisions(selects, cut)
            packed = queries.packed_lines(selects, cut, kinds)
            read = queries.assertion_list(selects, cut, Filters(ids=tuple(decided_of))) if decided_of else []
        judged: dict[str, list[Placed]] = {}
        for line in read:
            made = decided(line, decided_of[line.id])
            if made and made.confidence >= floor and (not kinds or made.kind in kinds):
                made = renamed(made, called(made.report)) if called else made
                judged.setdefault(line.report, []).append(((line.evidence.start, line.evidence.end, line.id), made))
        return unpack(packed, floor=floor, called=called, judged=judged, without=frozenset(decided_of))

    def wordings(self, cut: Cut | None = None, *, floor: float = 0.0) -> list[Worded]:
        """What the passages of all judged lines with at least this confidence are compared by, out of their packs."""
        cut = cut or Cut()
        with self._database.read() as selects:
            decided_of = self._decisions(selects, cut)
            packed = queries.packed_words(selects, cut)
            read = queries.assertion_list(selects, cut, Filters(ids=tuple(decided_of))) if decided_of else []
        judged = [made for line in read if (made := decided(line, decided_of[line.id])) and made.confidence >= floor]
        return [*unpack_words(packed, floor=floor, without=decided_of.keys()), *worded(judged)]

    def tellings(self, cut: Cut | None = None) -> list[Telling]:
        """What each report tells of names, with judgements applied; reports without a line are left out."""
        cut = cut or Cut()
        with self._database.read() as selects:
            packed = queries.packed_names(selects, cut)
            decided_of = self._decisions(selects, cut)
            changed = [id for id, rows in decided_of.items() if any(row.kind != "accept" for row in rows)]
            apart = {report for report, _, names in packed if names is None}
            if changed:
                apart |= queries.reports_of(selects, changed)
            read: dict[str, list[Assertion]] = {}
            if apart:
                for line in queries.assertion_list(selects, cut, Filters(reports=tuple(sorted(apart)))):
                    if made := decided(line, decided_of.get(line.id, ())):
                        read.setdefault(line.report, []).append(made)
        return [
            telling(report, read[report]) if report in apart else Telling.unpacked(report, published, names or "")
            for report, published, names in packed
            if report not in apart or report in read
        ]

    def _decisions(self, selects: Selects, cut: Cut) -> dict[str, list[Judgement]]:
        judgements = queries.judgement_list(selects, cut)
        return decisions(judgements, self._carried(selects, cut, judgements)[0])

    def carried(self, cut: Cut | None = None) -> dict[str, str]:
        """Ids of lines that were judged and read anew since, each with the id of the line that stands for it now."""
        cut = cut or Cut()
        with self._database.read() as selects:
            return self._carried(selects, cut, queries.judgement_list(selects, cut))[0]

    def _carried(
        self, selects: Selects, cut: Cut, judgements: Sequence[Judgement]
    ) -> tuple[dict[str, str], list[Problem]]:
        subjects = {
            name for row in judgements for name in (row.subject, row.object) if name and _ID.fullmatch(name)
        } - {row.id for row in judgements}
        if not subjects:
            return {}, []
        here = {line.id for line in queries.assertion_list(selects, cut, Filters(ids=tuple(sorted(subjects))))}
        missing = queries.judged_elsewhere(selects, subjects - here, cut)
        if not missing:
            return {}, []
        reports = tuple(sorted({item.assertion.report for item in missing}))
        present: dict[str, list[Assertion]] = {}
        for line in queries.assertion_list(selects, cut, Filters(reports=reports)):
            present.setdefault(line.report, []).append(line)
        hashes = queries.text_hashes(selects, cut)
        return carry([item for item in missing if item.assertion.report in hashes], present, hashes)

    def line(self, id: str) -> Assertion:
        """A line by its id or the beginning of it (at least four digits), as read, with its `why`; also a superseded
        one.

        Raises NotFound, and UsageError where several begin so.
        """
        with self._database.read() as selects:
            return self._line(selects, id).assertion

    def _line(self, selects: Selects, id: str) -> Judged:
        found = queries.assertion_by_id(selects, id)
        if found is not None:
            return found
        like = queries.ids_like(selects, id) if _ID.fullmatch(id) else []
        full = self._only(like, id, "assertion")
        (line,) = [line for line in [queries.assertion_by_id(selects, full)] if line]
        return line

    def _only(self, ids: Sequence[str], beginning: str, what: str) -> str:
        """The one id that begins so."""
        if not ids:
            raise NotFound(f"There is no {what} '{beginning}' in {self.path}.")
        if len(ids) > 1:
            raise UsageError(f"'{beginning}' is the beginning of several ids: {', '.join(ids[:10])}.")
        return ids[0]

    def names(self, cut: Cut | None = None) -> dict[str, int]:
        """Every party name as read, and in how many lines."""
        with self._database.read() as selects:
            return queries.names_in_use(selects, cut or Cut())

    def reports(self, cut: Cut | None = None) -> list[Version]:
        """The current version of each report, its text left empty, by publication and id."""
        with self._database.read() as selects:
            return queries.report_list(selects, cut or Cut())

    def heads(self, cut: Cut | None = None) -> list[Head]:
        """What is cited of the current version of each report, by publication and id."""
        with self._database.read() as selects:
            return queries.report_heads(selects, cut or Cut())

    def report(self, id: str, cut: Cut | None = None) -> Report:
        """The current version of a report with its text. Raises NotFound."""
        with self._database.read() as selects:
            report = queries.report_named(selects, id, cut or Cut())
        if report is None:
            raise NotFound(f"There is no report '{id}' in {self.path}.")
        return report

    def report_behind(self, id: str) -> Report:
        """The version of its report that a line was read in: its offsets count there. Raises NotFound."""
        with self._database.read() as selects:
            report = queries.report_behind(selects, self._line(selects, id).assertion.id)
        if report is None:
            raise NotFound(f"There is no assertion '{id}' in {self.path}.")
        return report

    def versions(self, id: str) -> list[Version]:
        """Every version of a report that is kept, oldest first."""
        with self._database.read() as selects:
            return queries.version_rows(selects, id)

    def current(self, reports: Sequence[str] = ()) -> list[tuple[int, str]]:
        """Row number and report of each current version: what a re-reading goes through."""
        with self._database.read() as selects:
            return queries.current_versions(selects, Cut(), reports)

    def version_report(self, version: int) -> Report:
        with self._database.read() as selects:
            return queries.report_of_version(selects, version)

    def judgements(self, cut: Cut | None = None) -> list[Judgement]:
        """All judgements in the order they were made, those undone among them."""
        with self._database.read() as selects:
            return queries.judgement_list(selects, cut or Cut())

    def problems(self, cut: Cut | None = None) -> list[Problem]:
        """Stored problems, and the judgements that could not be carried to the present reading."""
        cut = cut or Cut()
        with self._database.read() as selects:
            stored = queries.problem_list(selects, cut)
            _, lost = self._carried(selects, cut, queries.judgement_list(selects, cut))
        return [*stored, *lost]

    def search(self, query: str, cut: Cut | None = None, *, limit: int = 20, offset: int = 0) -> list[fulltext.Hit]:
        """Reports that hold the words, newest first."""
        with self._database.read() as selects:
            return fulltext.search(selects, query, cut or Cut(), limit=limit, offset=offset)

    # the file

    def check(self) -> list[Problem]:
        """What does not hold of the record; empty when all is well."""
        from dragoman.record import checks

        with self._database.raw() as driver:
            damage = checks.file_is_whole(driver)
        if damage:
            return damage
        with self._database.tables() as connection:
            return checks.run(connection)

    def backup(self, path: str | Path) -> Path:
        """A copy of one state of the record, also while others write. Raises RecordError if the file exists."""
        target = Path(path)
        if target.exists():
            raise RecordError(f"{target}: there is a file already. Give a new name; nothing was overwritten.")
        try:
            copy = sqlite3.connect(target)
        except sqlite3.Error as error:
            raise RecordError(f"{target}: cannot be written ({error}). Look at the folder and its rights.") from error
        try:
            with self._database.raw() as driver:
                driver.backup(copy)
        except BaseException:
            copy.close()
            target.unlink(missing_ok=True)
            raise
        copy.close()
        return target
