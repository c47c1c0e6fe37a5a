"""Questions to SQLite: rows by name, lists as parameters, within a transaction of SQLAlchemy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dragoman.errors import NotADossier
from dragoman.record.database import Database
from dragoman.record.selects import Selects


@pytest.fixture
def selects() -> Selects:
    driver = sqlite3.connect(":memory:")
    driver.execute("CREATE TABLE papers (owner TEXT, noun TEXT)")
    driver.executemany(
        "INSERT INTO papers VALUES (?, ?)", [("Norland", "draft"), ("Sudland", "plan"), ("Isle", "plan")]
    )
    return Selects(driver)


def test_rows_go_by_place_and_by_name(selects: Selects) -> None:
    row = selects.first("SELECT owner, noun FROM papers WHERE owner = :owner", {"owner": "Isle"})
    assert row is not None and (row.owner, row[1]) == ("Isle", "plan") and list(row) == ["Isle", "plan"]
    with pytest.raises(AttributeError):
        row.title  # noqa: B018
    assert selects.first("SELECT owner FROM papers WHERE owner = 'Estland'") is None


def test_a_list_is_a_parameter_also_beside_others_and_empty(selects: Selects) -> None:
    query = "SELECT owner FROM papers WHERE noun = :noun AND owner IN :owners OR owner IN :also ORDER BY owner"
    given = {"noun": "plan", "owners": ["Norland", "Sudland"], "also": ["Isle"]}
    assert selects.column(query, given) == ["Isle", "Sudland"]
    assert selects.column(query, {**given, "also": []}) == ["Sudland"]


def test_what_a_transaction_has_written_is_seen_in_it_alone(tmp_path: Path) -> None:
    revision = "SELECT value FROM meta WHERE key = 'revision'"
    with Database(tmp_path / "d.db", create=True) as database:
        before = database.revision()
        with database.write() as connection:
            connection.exec_driver_sql("UPDATE meta SET value = 99 WHERE key = 'revision'")
            assert Selects.within(connection).column(revision) == ["99"]
            assert database.revision() == before
        assert database.revision() == 100


def test_one_state_is_seen_throughout_and_trouble_is_told_plainly(tmp_path: Path) -> None:
    with Database(tmp_path / "d.db", create=True) as database:
        with pytest.raises(NotADossier, match="damaged"), database.read():
            error = sqlite3.DatabaseError()
            error.sqlite_errorname = "SQLITE_CORRUPT"
            raise error
        with database.bulk(), database.read() as selects:
            before = selects.column("SELECT value FROM meta")
            with database.write():
                pass
            assert selects.column("SELECT value FROM meta") == before
