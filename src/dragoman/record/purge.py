"""Taking a report out: hidden for good, or every byte of it gone from the file."""

from __future__ import annotations

import json

from sqlalchemy import Connection, bindparam, text

from dragoman.record import rows
from dragoman.record.database import Database
from dragoman.record.rows import parties_of


def purge(database: Database, report: str) -> int:
    """Delete every version, reading, line, problem and judgement of a report, and rewrite the file without them.

    Judgements go that are about its lines, or about names that no other report holds. Deleted pages are overwritten
    with zeros as they are freed, the full-text index is rebuilt and the file is vacuumed: what SQLite wrote is gone.
    What a disk or a backup keeps of older states of the file is beyond this program. Returns how many versions went.
    """
    with database.write() as connection:
        count = _delete(connection, report)
    with database.raw() as driver:
        driver.execute("VACUUM")
    return count


def _delete(connection: Connection, report: str) -> int:
    name = {"report": report}
    lines = connection.execute(
        text("SELECT a.id, a.row FROM assertions a JOIN versions v USING (version) WHERE v.report = :report"), name
    ).all()
    subjects = {line.id for line in lines} | {report}
    names = {party for line in rows.assertions_of([line.row for line in lines]) for party in parties_of(line)}
    names |= {link["name"] for line in lines for link in json.loads(line.row).get("attribution", ())}
    of_report = "version IN (SELECT version FROM versions WHERE report = :report)"
    of_lines = f"assertion IN (SELECT assertion FROM assertions WHERE {of_report})"
    connection.execute(text(f"DELETE FROM assertion_parties WHERE {of_lines}"), name)
    connection.execute(text(f"DELETE FROM assertion_issues WHERE {of_lines}"), name)
    connection.execute(text(f"DELETE FROM problems WHERE {of_report} OR report = :report"), name)
    connection.execute(text(f"DELETE FROM assertions WHERE {of_report}"), name)
    of_readings = f"extraction IN (SELECT extraction FROM extractions WHERE {of_report})"
    connection.execute(text(f"DELETE FROM line_packs WHERE {of_readings}"), name)
    connection.execute(text(f"DELETE FROM name_packs WHERE {of_readings}"), name)
    connection.execute(text(f"DELETE FROM word_packs WHERE {of_readings}"), name)
    connection.execute(text(f"DELETE FROM extractions WHERE {of_report}"), name)
    count = connection.execute(text("DELETE FROM versions WHERE report = :report"), name).rowcount
    _delete_judgements(connection, subjects | _only_here(connection, names))
    connection.exec_driver_sql("INSERT INTO fulltext (fulltext) VALUES ('rebuild')")
    return count


def _only_here(connection: Connection, names: set[str]) -> set[str]:
    """The names that no remaining line holds, as a party or as a source."""
    gone = set()
    for name in sorted(names):
        held = connection.execute(text("SELECT 1 FROM assertion_parties WHERE party = :name LIMIT 1"), {"name": name})
        if held.first() is None:
            quoted = json.dumps(name, ensure_ascii=False)
            source = connection.execute(
                text("SELECT 1 FROM assertions WHERE instr(row, :quoted) LIMIT 1"), {"quoted": f'"name":{quoted}'}
            )
            if source.first() is None:
                gone.add(name)
    return gone


def _delete_judgements(connection: Connection, subjects: set[str]) -> None:
    """Judgements about the subjects, and the undoing of those."""
    while subjects:
        wanted = {"subjects": sorted(subjects)}
        which = "subject IN :subjects OR object IN :subjects"
        query = text(f"SELECT id FROM judgements WHERE {which}").bindparams(bindparam("subjects", expanding=True))
        ids = set(connection.execute(query, wanted).scalars())
        delete = text(f"DELETE FROM judgements WHERE {which}").bindparams(bindparam("subjects", expanding=True))
        connection.execute(delete, wanted)
        subjects = ids
