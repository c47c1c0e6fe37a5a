"""One dossier's file: opening, transactions, and what SQLite's errors mean in plain words.

At rest a dossier is one file, in SQLite's rollback-journal mode: it can be copied, mailed and opened from read-only media.
While many reports are added it is in write-ahead mode (`bulk`), where a commit does not wait for the disk: thirty times
faster here, readers are not held up, and a killed process still loses nothing that was committed. The next opening for
writing after such an end makes one file of it again. Who has to wait for another writer waits `timeout` seconds.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from dragoman.errors import NewerDossier, NotADossier, NotFound, RecordError
from dragoman.record.selects import Selects

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

#: 'DRAG' in the header's application id.
APPLICATION_ID = 0x44524147
#: The number of migrations that a current file has been through; kept in the header's user version.
SCHEMA = 4


class Database:
    """The connections to one dossier. Does not know what its tables mean.

    What only asks goes through SQLite's driver; SQLAlchemy's engine is made when something is written or checked.

    Raises NotFound where there is no file and `create` is False, NotADossier for a foreign or damaged file,
    NewerDossier for one written by a later version, RecordError where the machine says no. An older file is upgraded
    in one transaction, also when it is opened to be read, unless it cannot be written.
    """

    def __init__(
        self, path: str | Path, *, create: bool = False, read_only: bool = False, timeout: float = 10.0
    ) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._timeout = timeout
        self._synchronous = "FULL"
        fresh = self._look(create)
        mode = "ro" if read_only else "rwc" if fresh else "rw"
        self._uri = f"file:{quote(str(self.path.absolute()))}?mode={mode}{self._immutable()}"
        self._idle: list[sqlite3.Connection] = []
        self._made: Engine | None = None
        try:
            self._reach_schema(fresh)
            self._one_file()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection that nobody uses; a later question opens one anew."""
        while self._idle:
            self._idle.pop().close()
        if self._made is not None:
            self._made.dispose()

    def _connect(self) -> sqlite3.Connection:
        # isolation_level None: the only BEGIN is then the one that stands here, also before DDL
        driver = sqlite3.connect(
            self._uri, uri=True, timeout=self._timeout, isolation_level=None, check_same_thread=False
        )
        try:
            driver.execute("PRAGMA foreign_keys = ON")
            # deleted rows are overwritten with zeros, so that a purge does not rest on VACUUM alone
            driver.execute("PRAGMA secure_delete = ON")
            driver.execute(f"PRAGMA synchronous = {self._synchronous}")
        except sqlite3.Error:
            driver.close()
            raise
        return driver

    @property
    def _engine(self) -> Engine:
        if self._made is None:
            from sqlalchemy import create_engine, event  # a quarter of a second that questions need not wait for

            self._made = create_engine("sqlite://", creator=self._connect, pool_reset_on_return="rollback")

            @event.listens_for(self._made, "begin")
            def _begin(connection: Connection) -> None:
                writes = connection.get_execution_options().get("writes", False)
                connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return self._made

    @contextmanager
    def read(self) -> Iterator[Selects]:
        """Questions to one state of the record throughout."""
        with self.plain_errors():
            try:
                driver = self._idle.pop()  # threads share the list: one that is taken is nobody else's
            except IndexError:
                driver = self._connect()
            try:
                driver.execute("BEGIN")
                yield Selects(driver)
            finally:
                driver.rollback()
                self._idle.append(driver)

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        """A connection of SQLAlchemy that sees one state of the record throughout: for the checks."""
        with self.plain_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Every one moves `revision` on by one."""
        if self.read_only:
            raise RecordError(f"{self.path}: the dossier was opened read-only, so nothing can be written to it.")
        options = {"writes": True}
        with self.plain_errors(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection
            connection.exec_driver_sql("UPDATE meta SET value = value + 1 WHERE key = 'revision'")

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Within it, writing many times is fast; after it the dossier is one file again, unless others have it open."""
        self._journal("WAL")
        self.close()
        self._synchronous = "NORMAL"
        try:
            yield
        finally:
            self.close()
            self._synchronous = "FULL"
            self._one_file()

    def _one_file(self) -> None:
        if not self.read_only:
            self._journal("DELETE")

    def _journal(self, mode: str) -> None:
        """Ask for a journal mode. Where others have the file open, or the disk is full, it stays as it is, which is safe."""
        with suppress(sqlite3.Error), closing(self._connect()) as driver:
            driver.execute("PRAGMA busy_timeout = 0")
            driver.execute(f"PRAGMA journal_mode = {mode}")

    def _immutable(self) -> str:
        """On a read-only disk a file that was left in write-ahead mode opens only as one that cannot change."""
        if not self.read_only or os.access(self.path.parent, os.W_OK):
            return ""
        return "" if self.path.with_name(self.path.name + "-wal").exists() else "&immutable=1"

    @contextmanager
    def raw(self) -> Iterator[sqlite3.Connection]:
        """The driver's connection outside any transaction: for backup, VACUUM and integrity checks."""
        with self.plain_errors(), closing(self._connect()) as driver:
            yield driver

    def revision(self) -> int:
        """A count of the writes so far: whatever was derived at another revision is stale."""
        with self.read() as selects:
            return int(selects.column("SELECT value FROM meta WHERE key = 'revision'")[0])

    def _look(self, create: bool) -> bool:
        """Whether the file has to be made; refuses what cannot be a dossier before SQLite touches it."""
        try:
            if self.path.is_dir():
                raise NotADossier(f"{self.path}: this is a folder. Give the path of a dossier's file.")
            if not self.path.exists():
                if create and not self.read_only:
                    if not self.path.parent.is_dir():
                        raise RecordError(f"{self.path}: there is no folder {self.path.parent}. Make it first.")
                    return True
                raise NotFound(f"{self.path}: there is no such dossier. Adding a report with `dragoman add` makes one.")
            with self.path.open("rb") as file:
                head = file.read(16)
        except OSError as error:
            raise RecordError(f"{self.path}: cannot be opened ({error.strerror}).") from error
        if not head and create and not self.read_only:
            return True
        if head != b"SQLite format 3\x00":
            what = "is empty" if not head else "is not a dossier"
            raise NotADossier(f"{self.path}: this file {what}. Give another path; it has been left as it was.")
        return False

    def _reach_schema(self, fresh: bool) -> None:
        """Check whose file this is; make or upgrade its tables where that is due."""
        if fresh or self._schema() < SCHEMA:
            if self.read_only:
                self._upgrade_first()
                return
            from dragoman.record.indexes import rebuild
            from dragoman.record.migrations.steps import upgrade  # Alembic costs 0.2 s and is rarely needed

            with self.write() as connection:
                # another process may have done it while this one waited for the lock
                if fresh or self._schema(Selects.within(connection)) < SCHEMA:
                    upgrade(connection)
                    rebuild(connection)

    def _upgrade_first(self) -> None:
        """Upgrade an older file for a reader: only what is derived from its rows is new, and only that is written."""
        if not os.access(self.path, os.W_OK) or self._immutable():
            raise RecordError(
                f"{self.path}: this dossier is of an older version and cannot be upgraded where it is, as it is read-only. "
                "Copy it to a place where it can be written and open the copy."
            )
        Database(self.path, timeout=self._timeout).close()
        self.close()

    def _schema(self, selects: Selects | None = None) -> int:
        if selects is None:
            with self.read() as fresh:
                return self._schema(fresh)
        (application,) = selects.column("PRAGMA application_id")
        schema = int(selects.column("PRAGMA user_version")[0])
        if application != APPLICATION_ID:
            raise NotADossier(f"{self.path}: this is another program's database. It has been left as it was.")
        if schema > SCHEMA:
            raise NewerDossier(
                f"{self.path}: written by a newer Dragoman (record version {schema}; this one knows {SCHEMA}). "
                "Upgrade Dragoman to open it."
            )
        return schema

    @contextmanager
    def plain_errors(self) -> Iterator[None]:
        """The one place where SQLite's errors become ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._plain(error) from error
        except Exception as error:
            if isinstance(told := getattr(error, "orig", None), sqlite3.Error):  # as SQLAlchemy hands it on
                raise self._plain(told) from error
            raise

    def _plain(self, error: BaseException | None) -> RecordError:
        name = str(getattr(error, "sqlite_errorname", ""))
        for prefix, what in _MEANINGS:
            if name.startswith(prefix):
                kind = NotADossier if prefix in ("SQLITE_NOTADB", "SQLITE_CORRUPT") else RecordError
                return kind(f"{self.path}: {what.format(timeout=f'{self._timeout:g}')}")
        return RecordError(f"{self.path}: the database refused ({error}).")


_MEANINGS = (
    ("SQLITE_FULL", "the disk is full. What was being written was undone, all before is kept. Make room, run again."),
    ("SQLITE_BUSY", "another program has been writing to this dossier for {timeout} s. Wait, then run again."),
    ("SQLITE_LOCKED", "another program has been writing to this dossier for {timeout} s. Wait, then run again."),
    (
        "SQLITE_READONLY",
        "the file, its folder or the disk is read-only, so nothing was written. Change the rights or work on a copy.",
    ),
    (
        "SQLITE_CANTOPEN",
        "cannot be opened: the file, its folder or the disk may be read-only. Change the rights or work on a copy.",
    ),
    ("SQLITE_PERM", "access was denied. Look at the rights of the file and its folder."),
    ("SQLITE_NOTADB", "this file is not a dossier, or is damaged. It has been left as it was."),
    ("SQLITE_CORRUPT", "the file is damaged. Go back to a backup; `dragoman check` on that shows whether it is whole."),
    ("SQLITE_IOERR", "the disk failed or is full. What was being written was undone; look at the disk, run again."),
)
