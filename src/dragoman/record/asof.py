"""Which versions, readings and judgements count: cut by publication (`as_of`), by when we knew (`known_at`), or
both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from dragoman.errors import UsageError

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def now() -> str:
    """This instant in UTC, to the microsecond, in the form that the record stores and sorts."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def upper(moment: str | None, name: str) -> str | None:
    """The largest string that still counts for a cut at `moment`, which is a date, a month, a year or an instant.

    A date includes its whole day, a month its whole month. Instants without an offset are UTC. Raises UsageError.
    """
    if moment is None:
        return None
    try:
        if _DATE.fullmatch(moment):
            datetime.fromisoformat((moment + "-01-01")[:10])  # the parts exist in a calendar
            return moment + "~"  # sorts after every digit, hyphen and T
        instant = datetime.fromisoformat(moment)
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except ValueError:
        raise UsageError(f"{name}: '{moment}' is not a date. Write it like 2025-06-02.") from None
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Cut:
    """A view of the record: reports published up to `as_of`, as known at `known_at`. None does not cut."""

    as_of: str | None = None
    known_at: str | None = None

    @classmethod
    def at(cls, as_of: str | None = None, known_at: str | None = None) -> Cut:
        return cls(upper(as_of, "as of"), upper(known_at, "known at"))

    @property
    def parameters(self) -> dict[str, str]:
        """What the SQL of this cut is bound with."""
        return {key: value for key, value in (("as_of", self.as_of), ("known_at", self.known_at)) if value is not None}

    def versions(self, alias: str = "v") -> str:
        """SQL: of each report the one version that counts; the latest published, then the latest learned.

        A version whose text came again with another date or outlet was `replaced` by it, not followed.
        """
        newer = f"(later.published, later.number) > ({alias}.published, {alias}.number)"
        return (
            f"{self._version(alias)} AND NOT EXISTS (SELECT 1 FROM versions AS later"
            f" WHERE later.report = {alias}.report AND {newer} AND {self._version('later')})"
        )

    def _version(self, alias: str) -> str:
        cut = f" AND {alias}.published <= :as_of" if self.as_of else ""
        return self._lives(alias, "removed") + " AND " + self._until(alias, "replaced") + cut

    def extractions(self, alias: str = "e") -> str:
        """SQL: readings that nothing newer has superseded."""
        return self._lives(alias, "superseded")

    def problems(self, alias: str = "p") -> str:
        return self._lives(alias, "superseded")

    def judgements(self, alias: str = "j") -> str:
        """SQL: judgements are never cut by publication."""
        return f"{alias}.made <= :known_at" if self.known_at else "1"

    def _lives(self, alias: str, end: str) -> str:
        known = f"{alias}.learned <= :known_at AND " if self.known_at else ""
        return known + self._until(alias, end)

    def _until(self, alias: str, end: str) -> str:
        if self.known_at:
            return f"({alias}.{end} IS NULL OR {alias}.{end} > :known_at)"
        return f"{alias}.{end} IS NULL"
