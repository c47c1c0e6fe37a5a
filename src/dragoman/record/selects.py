"""What is asked of a dossier's file, straight through SQLite's own driver.

Views only ever ask, in SQL as it stands, and importing SQLAlchemy took them longer than their answer: it is there for what
writes and for the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Row(sqlite3.Row):
    """A row whose values go by place and by the name of their column."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except IndexError:
            raise AttributeError(name) from None


class Selects:
    """Questions to one connection of the driver, within whatever transaction it is in.

    Parameters stand in a query as `:name`; a list is for `IN :name` and may be empty.
    """

    def __init__(self, driver: sqlite3.Connection) -> None:
        self._driver = driver

    @classmethod
    def within(cls, connection: Connection) -> Selects:
        """Questions within the transaction of a connection that writes."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return cls(driver)

    def rows(self, query: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows."""
        found: list[Row] = self._ask(query, values, Row).fetchall()
        return found

    def first(self, query: str, values: Mapping[str, Any] | None = None) -> Row | None:
        """The first row; None where there is none."""
        found: Row | None = self._ask(query, values, Row).fetchone()
        return found

    def column(self, query: str, values: Mapping[str, Any] | None = None) -> list[Any]:
        """The first value of every row."""
        return [row[0] for row in self._ask(query, values, None)]

    def _ask(self, query: str, values: Mapping[str, Any] | None, row: type[Row] | None) -> sqlite3.Cursor:
        given: dict[str, Any] = {}
        for name, value in (values or {}).items():
            if isinstance(value, list):
                each = {f"{name}_{number}": one for number, one in enumerate(value)}
                query = query.replace(f"IN :{name}", f"IN ({', '.join(f':{one}' for one in each)})")
                given |= each
            else:
                given[name] = value
        cursor = self._driver.cursor()
        cursor.row_factory = row
        return cursor.execute(query, given)
