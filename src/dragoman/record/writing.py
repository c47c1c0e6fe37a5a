"""What goes into the record: reports with their assertions, problems, judgements. One call is one transaction.

Does not read sources or texts, and decides nothing about what the lines mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from dragoman.record import indexes, rows
from dragoman.record.schema import (
    assertion_issues,
    assertion_parties,
    assertions,
    extractions,
    judgements,
    problems,
    versions,
)
from dragoman.record.selects import Selects
from dragoman.types import EXPORT_ORDER, Assertion, Judgement, Problem, Report, row_id, to_row


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one report: `added`, `unchanged` or `new-version`, under which id, with how many lines."""

    report: str
    status: str
    assertions: int = 0
    problems: tuple[Problem, ...] = ()


def fingerprint(report: Report) -> str:
    """What makes a report the one that is already there: its text, and what its publisher says of it."""
    key = [report.text_hash, report.published, report.outlet, report.title, report.url]
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()


def status_of(selects: Selects, report: Report) -> str:
    """What adding the report would make of it: `added`, `unchanged` or `new-version`."""
    there = "SELECT fingerprint FROM versions WHERE report = :report AND removed IS NULL AND replaced IS NULL"
    marks = selects.column(there, {"report": report.id})
    if not marks:
        return "added"
    return "unchanged" if fingerprint(report) in marks else "new-version"


def save_report(
    connection: Connection,
    report: Report,
    found: Iterable[Assertion],
    trouble: Iterable[Problem] = (),
    *,
    extractor: str,
    learned: str,
) -> Saved:
    """Store a report with what was read in it. A report already there as it is changes nothing.

    `learned` is the instant of it all. Lines whose evidence is not in the text are dropped, with a Problem each.
    """
    status = status_of(Selects.within(connection), report)
    if status == "unchanged":
        return Saved(report.id, status)
    assert report.published is not None
    earlier = connection.execute(
        select(versions.c.version, versions.c.number, versions.c.published, versions.c.text_hash)
        .where(versions.c.report == report.id)
        .order_by(versions.c.number)
    ).all()
    connection.execute(
        update(versions)
        .where(
            versions.c.report == report.id,
            versions.c.text_hash == report.text_hash,
            versions.c.removed.is_(None),
            versions.c.replaced.is_(None),
        )
        .values(replaced=learned)
    )
    version = connection.execute(
        insert(versions).values(
            report=report.id,
            number=earlier[-1].number + 1 if earlier else 1,
            text_hash=report.text_hash,
            fingerprint=fingerprint(report),
            published=report.published,
            outlet=report.outlet,
            title=report.title,
            url=report.url,
            language=report.language,
            path=report.path,
            notices=json.dumps([[notice.start, notice.end, notice.kind] for notice in report.notices]),
            meta=json.dumps(report.meta, ensure_ascii=False),
            learned=learned,
            text=report.text,
        )
    ).lastrowid
    connection.execute(
        update(problems)
        .where(problems.c.report == report.id, problems.c.version.is_(None), problems.c.superseded.is_(None))
        .values(superseded=learned)
    )
    saved = save_reading(connection, version, report, found, trouble, extractor=extractor, learned=learned)
    lost = _follow_hand(connection, version, report, learned)
    return Saved(report.id, status, saved.assertions, (*saved.problems, *lost))


def save_reading(
    connection: Connection,
    version: int,
    report: Report,
    found: Iterable[Assertion],
    trouble: Iterable[Problem] = (),
    *,
    extractor: str,
    learned: str,
    hand: bool = False,
    author: str = "",
) -> Saved:
    """Store what one reading found in a version. A machine's reading supersedes the one before; a hand's line joins."""
    if not hand:
        for table in (extractions, problems):
            condition = [table.c.version == version, table.c.superseded.is_(None)]
            if table is extractions:
                condition.append(extractions.c.hand == 0)
            connection.execute(update(table).where(*condition).values(superseded=learned))
    extraction = connection.execute(
        insert(extractions).values(version=version, extractor=extractor, hand=int(hand), author=author, learned=learned)
    ).lastrowid
    trouble = list(trouble)
    lines: dict[str, tuple[dict[str, Any], Assertion]] = {}
    text_hash = report.text_hash
    about = {"report": report.id, "published": report.published}
    if report.outlet:
        about["outlet"] = report.outlet
    for line in found:
        passage = line.evidence
        if not passage.exact or report.text[passage.start : passage.end] != passage.exact:
            trouble.append(
                Problem(
                    "ungrounded",
                    f"A {line.kind}/{line.act} was dropped: its words do not stand at its place in the text.",
                    report.id,
                    passage.start,
                    passage.end,
                )
            )
            continue
        row = {"extractor": extractor, **to_row(line), **about}
        row["id"] = row_id(row, text_hash)
        lines.setdefault(row["id"], ({name: row[name] for name in EXPORT_ORDER if name in row}, line))
    if lines:
        _insert_lines(connection, extraction, version, list(lines.values()))
    save_problems(connection, trouble, learned, version=version, extraction=extraction, report=report.id)
    return Saved(report.id, "read", len(lines), tuple(trouble))


def _insert_lines(
    connection: Connection, extraction: int, version: int, lines: Sequence[tuple[dict[str, Any], Assertion]]
) -> None:
    first = connection.execute(text("SELECT coalesce(max(assertion), 0) + 1 FROM assertions")).scalar_one()
    stored, parties, issues = [], [], []
    for number, (row, line) in enumerate(lines, first):
        stored.append(
            {
                "assertion": number,
                "extraction": extraction,
                "version": version,
                "id": row["id"],
                "kind": line.kind,
                "act": line.act,
                "start": line.evidence.start,
                "end": line.evidence.end,
                "confidence": line.confidence,
                "row": json.dumps(row, ensure_ascii=False, separators=(",", ":")),
                "why": rows.why_text(line.why),
            }
        )
        parties += [{"party": name, "assertion": number} for name in rows.parties_of(line)]
        issues += [{"issue": name, "assertion": number} for name in rows.issues_of(line)]
    connection.execute(insert(assertions), stored)
    indexes.write(connection, extraction, [one["row"] for one in stored])
    if parties:
        connection.execute(insert(assertion_parties), parties)
    if issues:
        connection.execute(insert(assertion_issues), issues)


def save_problems(
    connection: Connection,
    trouble: Iterable[Problem],
    learned: str,
    *,
    version: int | None = None,
    extraction: int | None = None,
    report: str = "",
) -> None:
    """Store problems; one that already stands about the same place is not stored twice."""
    for problem in dict.fromkeys(trouble):
        name = problem.report or report
        if version is None:
            same = select(problems.c.problem).where(
                problems.c.report == name,
                problems.c.version.is_(None),
                problems.c.superseded.is_(None),
                problems.c.code == problem.code,
                problems.c.message == problem.message,
            )
            if connection.execute(same).first():
                continue
        connection.execute(
            insert(problems).values(
                version=version,
                extraction=extraction,
                report=name,
                code=problem.code,
                message=problem.message,
                start=problem.start,
                end=problem.end,
                severity=problem.severity,
                learned=learned,
            )
        )


def save_judgement(connection: Connection, judgement: Judgement) -> None:
    connection.execute(
        insert(judgements).values(
            id=judgement.id,
            kind=judgement.kind,
            subject=judgement.subject,
            object=judgement.object,
            data=json.dumps([[name, value] for name, value in judgement.data], ensure_ascii=False),
            author=judgement.author,
            made=judgement.made,
            reason=judgement.reason,
        )
    )


def _follow_hand(connection: Connection, version: int, report: Report, learned: str) -> list[Problem]:
    """Lines made by hand on the version before go along to a newer one, where their words stand exactly once."""
    before = connection.execute(
        text(
            "SELECT version FROM versions WHERE report = :report AND version != :version AND removed IS NULL"
            " AND (published, number) < (SELECT published, number FROM versions WHERE version = :version)"
            " ORDER BY published DESC, number DESC LIMIT 1"
        ),
        {"report": report.id, "version": version},
    ).scalar()
    if before is None:
        return []
    lost = []
    query = text(
        "SELECT a.row, e.author FROM assertions a JOIN extractions e USING (extraction)"
        " WHERE e.version = :before AND e.hand = 1 AND e.superseded IS NULL ORDER BY a.assertion"
    )
    for row in connection.execute(query, {"before": before}).all():
        (line,) = rows.assertions_of([row.row])
        exact = line.evidence.exact
        if report.text.count(exact) == 1:
            start = report.text.index(exact)
            moved = replace(line, evidence=replace(line.evidence, start=start, end=start + len(exact)), attribution=())
            if line.attribution:
                links = tuple(replace(link, span=None, cue_span=None) for link in line.attribution)
                moved = replace(moved, attribution=links)
            save_reading(
                connection,
                version,
                report,
                [moved],
                extractor=line.extractor,
                learned=learned,
                hand=True,
                author=row.author,
            )
        else:
            lost.append(
                Problem(
                    "hand-line-lost",
                    f"A line made by hand ({line.kind}/{line.act} {line.id}) does not follow into the new version: "
                    "its words do not stand there exactly once. Make it anew there.",
                    report.id,
                )
            )
    save_problems(connection, lost, learned, version=version, report=report.id)
    return lost


def mark_removed(connection: Connection, report: str, removed: str) -> int:
    """Hide a report from every view from now on; returns how many versions that were in force it had."""
    done = connection.execute(
        update(versions)
        .where(versions.c.report == bindparam("name"), versions.c.removed.is_(None))
        .values(removed=removed),
        {"name": report},
    )
    return done.rowcount


def plain(value: Any) -> Any:
    """A corrected field as JSON data; a field that was taken away is None."""
    return to_row(value) if value not in (None, ()) else None
