"""What must hold of a record, one small function each, named after what it holds. Each yields what breaks it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, text

from dragoman.record import indexes, rows
from dragoman.record.judgements import KINDS, corrected_fields
from dragoman.record.rows import issues_of, parties_of
from dragoman.record.writing import fingerprint
from dragoman.types import Assertion, Problem, assertion_id


def _broken(code: str, message: str, report: str = "", start: int | None = None, end: int | None = None) -> Problem:
    return Problem(code, message, report, start, end, "error")


def run(connection: Connection) -> list[Problem]:
    """Every check over the whole record, in the order of `CHECKS`."""
    return [problem for check in CHECKS for problem in check(connection)]


def file_is_whole(driver: sqlite3.Connection) -> list[Problem]:
    """What SQLite says of the file; where there is damage, nothing else can be asked of it."""
    try:
        found = [row[0] for row in driver.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    return [_broken("file-is-whole", f"SQLite finds the file damaged: {what}.") for what in found if what != "ok"]


def every_row_has_its_parent(connection: Connection) -> Iterator[Problem]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _broken("every-row-has-its-parent", f"Row {row} of {table} belongs to a row of {parent} that is gone.")


def every_text_has_its_hash(connection: Connection) -> Iterator[Problem]:
    query = text("SELECT v.version FROM versions v ORDER BY v.version")
    for version in connection.execute(query).scalars().all():
        row = connection.execute(text("SELECT v.* FROM versions v WHERE version = :v"), {"v": version}).one()
        report = rows.report_of(row, row.text)
        if report.text_hash != row.text_hash or fingerprint(report) != row.fingerprint:
            yield _broken("every-text-has-its-hash", f"Version {row.number} is not what was stored.", row.report)


def every_passage_matches_its_text(connection: Connection) -> Iterator[Problem]:
    """Also the spans of the chains of attribution lie within the text."""
    for report, line, body, _ in _lines(connection):
        passage = line.evidence
        if body[passage.start : passage.end] != passage.exact or not passage.exact:
            yield _broken(
                "every-passage-matches-its-text",
                f"{line.id}: the words of its passage do not stand there.",
                report,
                passage.start,
                passage.end,
            )
        for link in line.attribution:
            for span in (link.span, link.cue_span):
                if span is not None and not 0 <= span[0] <= span[1] <= len(body):
                    yield _broken(
                        "every-passage-matches-its-text", f"{line.id}: a span of its chain is not in the text.", report
                    )


def every_id_is_its_content(connection: Connection) -> Iterator[Problem]:
    for report, line, _, text_hash in _lines(connection):
        if assertion_id(replace(line, id=""), text_hash) != line.id:
            yield _broken("every-id-is-its-content", f"{line.id} is not the hash of what it names.", report)


def every_line_is_indexed(connection: Connection) -> Iterator[Problem]:
    for table, column, names_of in (
        ("assertion_parties", "party", parties_of),
        ("assertion_issues", "issue", issues_of),
    ):
        held: dict[int, set[str]] = {}
        for number, name in connection.execute(text(f"SELECT assertion, {column} FROM {table}")):
            held.setdefault(number, set()).add(name)
        for number, row in connection.execute(text("SELECT assertion, row FROM assertions ORDER BY assertion")):
            (line,) = rows.assertions_of([row])
            if set(names_of(line)) != held.pop(number, set()):
                yield _broken("every-line-is-indexed", f"{line.id}: {table} is out of step with it.", line.report)
        for number in sorted(held):
            yield _broken("every-line-is-indexed", f"{table} names assertion {number}, which is gone.")


def every_reading_is_packed(connection: Connection) -> Iterator[Problem]:
    """What views read in place of the rows says the same as the rows."""
    packs: dict[int, dict[str, str]] = {}
    for extraction, kind, lines in connection.execute(text("SELECT extraction, kind, lines FROM line_packs")):
        packs.setdefault(extraction, {})[kind] = lines
    names = {row.extraction: row.names for row in connection.execute(text("SELECT extraction, names FROM name_packs"))}
    words = {row[0]: (row[1], row[2]) for row in connection.execute(text("SELECT extraction, places, runs FROM word_packs"))}
    query = text("SELECT e.extraction, v.report FROM extractions e JOIN versions v USING (version) ORDER BY e.extraction")
    for extraction, report in connection.execute(query).all():
        stored = indexes.stored_rows(connection, extraction)
        wanted = indexes.derived(stored) if stored else ({}, None, None)
        if (packs.pop(extraction, {}), names.pop(extraction, None), words.pop(extraction, None)) != wanted:
            yield _broken("every-reading-is-packed", f"What is derived of reading {extraction} is out of step.", report)
    for extraction in sorted({*packs, *names, *words}):
        yield _broken("every-reading-is-packed", f"Something is derived of reading {extraction}, which is gone.")


def the_full_text_is_in_step(connection: Connection) -> Iterator[Problem]:
    """An index made afresh from the texts, in temporary storage, has the same words as often as the one that is kept.

    FTS5's own integrity check is an INSERT, which a dossier opened for looking at does not take.
    """
    run = connection.exec_driver_sql
    for statement in _FRESH_INDEX:
        run(statement)
    try:
        pair = ("SELECT term, col, doc, cnt FROM temp.kept_words", "SELECT term, col, doc, cnt FROM temp.fresh_words")
        for here, there in (pair, pair[::-1]):
            row = run(f"{here} EXCEPT {there} LIMIT 1").first()
            if row is not None:
                yield _broken(
                    "the-full-text-is-in-step", f"The full-text index differs from the texts at '{row.term}'."
                )
                return
    finally:
        for table in ("kept_words", "fresh_words", "fresh"):
            run(f"DROP TABLE temp.{table}")


_FRESH_INDEX = (
    """CREATE VIRTUAL TABLE temp.fresh USING fts5(title, text, content='',
        tokenize="porter unicode61 remove_diacritics 2")""",
    "INSERT INTO temp.fresh (rowid, title, text) SELECT version, title, text FROM main.versions",
    "CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab(main, fulltext, col)",
    "CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab(temp, fresh, col)",
)


def one_reading_is_in_force(connection: Connection) -> Iterator[Problem]:
    query = text(
        "SELECT v.report, count(*) AS readings FROM versions v LEFT JOIN extractions e"
        " ON e.version = v.version AND e.hand = 0 AND e.superseded IS NULL GROUP BY v.version"
        " HAVING count(e.extraction) != 1 ORDER BY v.report"
    )
    for row in connection.execute(query):
        yield _broken("one-reading-is-in-force", "A version has not exactly one reading in force.", row.report)


def every_judgement_can_be_applied(connection: Connection) -> Iterator[Problem]:
    ids = set(connection.execute(text("SELECT id FROM judgements")).scalars())
    for row in connection.execute(text("SELECT * FROM judgements ORDER BY seq")):
        judgement = rows.judgement_of(row)
        if judgement.kind not in KINDS:
            yield _broken("every-judgement-can-be-applied", f"{judgement.id}: unknown kind '{judgement.kind}'.")
        elif judgement.kind == "undo" and judgement.subject not in ids:
            yield _broken("every-judgement-can-be-applied", f"{judgement.id} undoes a judgement that is gone.")
        elif judgement.kind == "correct":
            try:
                corrected_fields(dict(judgement.data))
            except Exception as error:
                yield _broken("every-judgement-can-be-applied", f"{judgement.id}: {error}")


def every_row_is_the_contract(connection: Connection) -> Iterator[Problem]:
    """What stands in a row's own columns is what its JSON says."""
    query = text('SELECT id, kind, act, start, "end", row FROM assertions ORDER BY assertion')
    for row in connection.execute(query):
        data = json.loads(row.row)
        columns = (data["id"], data["kind"], data["act"], data["evidence"]["start"], data["evidence"]["end"])
        if columns != (row.id, row.kind, row.act, row.start, row.end):
            yield _broken("every-row-is-the-contract", f"{row.id}: its columns say something else than its line.")


def _lines(connection: Connection) -> Iterator[tuple[str, Assertion, str, str]]:
    """Every line that is stored, with its report, the text and the text's hash; a text at a time."""
    for version, report, text_hash in connection.execute(
        text("SELECT version, report, text_hash FROM versions ORDER BY version")
    ).all():
        body = connection.execute(text("SELECT text FROM versions WHERE version = :v"), {"v": version}).scalar_one()
        stored = connection.execute(
            text("SELECT row FROM assertions WHERE version = :v ORDER BY assertion"), {"v": version}
        ).scalars()
        for line in rows.assertions_of(stored.all()):
            yield report, line, body, text_hash


CHECKS = (
    every_row_has_its_parent,
    every_text_has_its_hash,
    every_passage_matches_its_text,
    every_id_is_its_content,
    every_row_is_the_contract,
    every_line_is_indexed,
    every_reading_is_packed,
    the_full_text_is_in_step,
    one_reading_is_in_force,
    every_judgement_can_be_applied,
)
