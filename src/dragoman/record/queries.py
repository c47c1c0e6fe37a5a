"""What the record holds, as values. Reads only; every list has one order that depends on nothing but its rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dragoman.record import rows
from dragoman.record.asof import Cut
from dragoman.record.carry import Judged
from dragoman.record.packs import Packed
from dragoman.record.selects import Selects
from dragoman.record.wordings import PackedWords
from dragoman.types import Assertion, Judgement, Problem, Report

_REPORT = "v.report, v.published, v.outlet, v.title, v.url, v.language, v.path, v.notices, v.meta"
_VERSION = f"{_REPORT}, v.number, v.text_hash, v.learned, v.replaced, v.removed"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report as the record keeps it; `number` counts from 1 in the order of learning."""

    report: Report
    number: int
    text_hash: str
    learned: str
    replaced: str | None = None
    removed: str | None = None


class Head(NamedTuple):
    """What is cited of a version: a report without its text and notices."""

    report: str
    published: str
    outlet: str | None
    title: str | None
    url: str | None
    number: int
    learned: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which assertions are wanted; empty means all. Names are as read, before identity is applied."""

    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    #: Assertion ids that are wanted whatever the rest says: a correction may have changed what they are about.
    also: tuple[str, ...] = ()


def assertion_list(selects: Selects, cut: Cut, filters: Filters | None = None) -> list[Assertion]:
    """The assertions of the current readings of the current versions: by date of publication, report, place in the
    text."""
    where, values = _filtered(filters or Filters())
    # CROSS JOIN holds SQLite to this order; left alone it walks all lines by their ids, five times as long
    join = "JOIN" if where else "CROSS JOIN"
    query = (
        f"SELECT a.row FROM versions v {join} extractions e USING (version) {join} assertions a USING (extraction)"
        f" WHERE {cut.versions('v')} AND {cut.extractions('e')}{where}"
        ' ORDER BY v.published, v.report, a.start, a."end", a.id'
    )
    return rows.assertions_of(selects.column(query, {**cut.parameters, **values}))


def _filtered(filters: Filters) -> tuple[str, dict[str, list[str]]]:
    conditions: list[str] = []
    values: dict[str, list[str]] = {}
    for name, sql in (
        ("parties", "a.assertion IN (SELECT assertion FROM assertion_parties WHERE party IN :parties)"),
        ("issues", "a.assertion IN (SELECT assertion FROM assertion_issues WHERE issue IN :issues)"),
        ("kinds", "a.kind IN :kinds"),
        ("reports", "v.report IN :reports"),
        ("ids", "a.id IN :ids"),
    ):
        if wanted := getattr(filters, name):
            conditions.append(sql)
            values[name] = list(wanted)
    if not conditions:
        return "", {}
    where = " AND ".join(conditions)
    if filters.also:
        values["also"] = list(filters.also)
        where = f"({where}) OR a.id IN :also"
    return f" AND ({where})", values


def packed_lines(selects: Selects, cut: Cut, kinds: Sequence[str] = ()) -> list[Packed]:
    """The packed lines of these kinds (all where none is named) of each current version, by publication and report."""
    where = " AND p.kind IN :kinds" if kinds else ""
    query = (
        "SELECT v.report, v.published, v.outlet, v.text, (SELECT group_concat(p.lines) FROM extractions e"
        f" JOIN line_packs p USING (extraction) WHERE e.version = v.version AND {cut.extractions('e')}{where})"
        f" FROM versions v WHERE {cut.versions('v')} ORDER BY v.published, v.report"
    )
    values = {**cut.parameters, "kinds": list(kinds)} if kinds else cut.parameters
    return [Packed(*row) for row in selects.rows(query, values)]


def packed_names(selects: Selects, cut: Cut) -> list[tuple[str, str, str | None]]:
    """Report, date of publication and packed names of each current version that has lines, by publication and report.

    None in place of the names where several readings are in force, a person's beside the machine's: they are to be
    read line by line.
    """
    query = (
        "SELECT v.report, v.published, CASE count(*) WHEN 1 THEN min(p.names) END FROM versions v"
        " CROSS JOIN extractions e USING (version) CROSS JOIN name_packs p USING (extraction)"
        f" WHERE {cut.versions('v')} AND {cut.extractions('e')} GROUP BY v.version ORDER BY v.published, v.report"
    )
    return [(row[0], row[1], row[2]) for row in selects.rows(query, cut.parameters)]


def packed_words(selects: Selects, cut: Cut) -> list[PackedWords]:
    """What the passages of each current version are compared by, by publication and report."""
    query = (
        "SELECT v.report, v.published, v.text, p.places, p.runs FROM versions v"
        " CROSS JOIN extractions e USING (version) CROSS JOIN word_packs p USING (extraction)"
        f" WHERE {cut.versions('v')} AND {cut.extractions('e')} ORDER BY v.published, v.report, e.extraction"
    )
    return [PackedWords(*row) for row in selects.rows(query, cut.parameters)]


def reports_of(selects: Selects, ids: Sequence[str]) -> set[str]:
    """The reports in which lines of these ids were read."""
    query = "SELECT DISTINCT v.report FROM assertions a JOIN versions v USING (version) WHERE a.id IN :ids"
    return set(selects.column(query, {"ids": list(ids)}))


def names_in_use(selects: Selects, cut: Cut) -> dict[str, int]:
    """Every party name as read, and in how many assertions."""
    query = (
        "SELECT p.party, count(*) FROM versions v JOIN extractions e USING (version)"
        " JOIN assertions a USING (extraction)"
        f" JOIN assertion_parties p USING (assertion) WHERE {cut.versions('v')} AND {cut.extractions('e')}"
        " GROUP BY p.party ORDER BY p.party"
    )
    return {row[0]: row[1] for row in selects.rows(query, cut.parameters)}


def assertion_by_id(selects: Selects, id: str) -> Judged | None:
    """A line that was ever read, with its why, and the text that it was read in; the latest reading of that id."""
    query = (
        "SELECT a.row, a.why, v.text_hash FROM assertions a JOIN versions v USING (version)"
        " WHERE a.id = :id ORDER BY a.assertion DESC LIMIT 1"
    )
    row = selects.first(query, {"id": id})
    if row is None:
        return None
    (line,) = rows.assertions_of([row.row])
    return Judged(replace(line, why=rows.why_of(row.why)), row.text_hash)


def ids_like(selects: Selects, beginning: str, limit: int = 10) -> list[str]:
    """Assertion ids that begin so: what a person types is seldom all sixteen digits."""
    query = "SELECT DISTINCT id FROM assertions WHERE id >= :low AND id < :high ORDER BY id LIMIT :limit"
    return selects.column(query, {"low": beginning, "high": beginning + "~", "limit": limit})


def judged_elsewhere(selects: Selects, ids: Collection[str], cut: Cut) -> list[Judged]:
    """Lines with these ids of versions within the cut that `cut` itself does not show any more."""
    if not ids:
        return []
    learned = " AND e.learned <= :known_at AND v.learned <= :known_at" if cut.known_at else ""
    published = " AND v.published <= :as_of" if cut.as_of else ""
    query = (
        "SELECT a.row, v.text_hash FROM assertions a JOIN extractions e USING (extraction)"
        " JOIN versions v ON v.version = a.version"
        f" WHERE a.id IN :ids AND v.removed IS NULL{learned}{published} ORDER BY a.id, a.assertion"
    )
    found = {}
    for row in selects.rows(query, {"ids": sorted(ids), **cut.parameters}):
        (line,) = rows.assertions_of([row.row])
        found[line.id] = Judged(line, row.text_hash)
    return list(found.values())


def report_list(selects: Selects, cut: Cut) -> list[Version]:
    """The current version of each report, its text left empty."""
    query = f"SELECT {_VERSION} FROM versions v WHERE {cut.versions('v')} ORDER BY v.published, v.report"
    return [_version(row, "") for row in selects.rows(query, cut.parameters)]


def report_heads(selects: Selects, cut: Cut) -> list[Head]:
    """What views cite of the current version of each report, by publication and id."""
    query = (
        "SELECT v.report, v.published, v.outlet, v.title, v.url, v.number, v.learned FROM versions v"
        f" WHERE {cut.versions('v')} ORDER BY v.published, v.report"
    )
    return [Head(*row) for row in selects.rows(query, cut.parameters)]


def report_paths(selects: Selects) -> dict[str, str]:
    """The path that each report last came from."""
    query = "SELECT report, path FROM versions WHERE removed IS NULL AND path IS NOT NULL ORDER BY number"
    return {row.report: row.path for row in selects.rows(query)}


def report_named(selects: Selects, id: str, cut: Cut) -> Report | None:
    query = f"SELECT {_REPORT}, v.text FROM versions v WHERE v.report = :id AND {cut.versions('v')}"
    row = selects.first(query, {"id": id, **cut.parameters})
    return None if row is None else rows.report_of(row, row.text)


def version_rows(selects: Selects, id: str) -> list[Version]:
    """Every version of a report that there ever was and that was not purged, oldest first."""
    query = f"SELECT {_VERSION}, v.text FROM versions v WHERE v.report = :id ORDER BY v.published, v.number"
    return [_version(row, row.text) for row in selects.rows(query, {"id": id})]


def _version(row: Any, body: str) -> Version:
    report = rows.report_of(row, body)
    return Version(report, row.number, row.text_hash, row.learned, row.replaced, row.removed)


def current_versions(selects: Selects, cut: Cut, reports: Sequence[str] = ()) -> list[tuple[int, str]]:
    """Number of the row and hash of the text of each current version, by publication."""
    where = " AND v.report IN :reports" if reports else ""
    query = (
        f"SELECT v.version, v.report FROM versions v WHERE {cut.versions('v')}{where} ORDER BY v.published, v.report"
    )
    values = {**cut.parameters, "reports": list(reports)} if reports else cut.parameters
    return [(row.version, row.report) for row in selects.rows(query, values)]


def report_of_version(selects: Selects, version: int) -> Report:
    (row,) = selects.rows(f"SELECT {_REPORT}, v.text FROM versions v WHERE v.version = :version", {"version": version})
    return rows.report_of(row, row.text)


def report_behind(selects: Selects, id: str) -> Report | None:
    """The version of its report that the line with this id was last read in."""
    query = (
        f"SELECT {_REPORT}, v.text FROM assertions a JOIN versions v USING (version)"
        " WHERE a.id = :id ORDER BY a.assertion DESC LIMIT 1"
    )
    row = selects.first(query, {"id": id})
    return None if row is None else rows.report_of(row, row.text)


def text_hashes(selects: Selects, cut: Cut) -> dict[str, str]:
    """The hash of the text that each report has now."""
    query = f"SELECT v.report, v.text_hash FROM versions v WHERE {cut.versions('v')}"
    return {row.report: row.text_hash for row in selects.rows(query, cut.parameters)}


def judgement_list(selects: Selects, cut: Cut) -> list[Judgement]:
    """Judgements in the order they were made; publication never cuts them, `known_at` does."""
    query = f"SELECT j.* FROM judgements j WHERE {cut.judgements('j')} ORDER BY j.seq"
    return [rows.judgement_of(row) for row in selects.rows(query, cut.parameters)]


def problem_list(selects: Selects, cut: Cut) -> list[Problem]:
    """Problems of the current versions and readings, and of what was refused, by report and place."""
    known = f"{cut.problems('p')}"
    query = (
        f"SELECT p.* FROM problems p LEFT JOIN extractions e ON e.extraction = p.extraction WHERE {known}"
        f" AND (p.version IS NULL OR p.version IN (SELECT v.version FROM versions v WHERE {cut.versions('v')}))"
        " AND (p.extraction IS NULL OR "
        + cut.extractions("e")
        + ") ORDER BY p.report, coalesce(p.start, -1), p.code, p.message, p.problem"
    )
    return [rows.problem_of(row) for row in selects.rows(query, cut.parameters)]
