"""The address of a page as a value: as of when, which filters, which line is open, where a long list goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

#: What a field is called in the address, where that is a word of Python.
NAMES = {"begin": "from", "end": "to"}


@dataclass(frozen=True, slots=True)
class Query:
    """What the address says. Values that make no sense are left out and named in `ignored`, never an error page."""

    as_of: str = ""
    party: str = ""
    issue: str = ""
    outlet: str = ""
    certainty: str = ""
    since: str = ""
    q: str = ""
    line: str = ""
    after: str = ""
    suppose: str = ""
    begin: str = ""
    end: str = ""
    at: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def cut(self) -> dict[str, Any]:
        """The part that the dossier is asked with."""
        return {
            "as_of": self.as_of or None,
            "party": self.party or None,
            "issue": self.issue or None,
            "outlet": self.outlet or None,
            "min_confidence": float(self.certainty) if self.certainty else None,
        }

    @property
    def span(self) -> tuple[int, int] | None:
        """The stretch of a report's text that the address names as `at=START-END`; None where it names none."""
        first, _, last = self.at.partition("-")
        if first.isascii() and first.isdigit() and last.isascii() and last.isdigit() and int(first) < int(last) < 10**9:
            return int(first), int(last)
        return None

    def address(self, path: str, **changes: str) -> str:
        """The address of `path` with this query; the open line and the place in a list are dropped unless given."""
        made = replace(self, **{"line": "", "after": "", "at": "", **changes})  # type: ignore[arg-type]
        kept = {
            NAMES.get(f.name, f.name): value
            for f in fields(made)
            if f.name != "ignored" and (value := getattr(made, f.name))
        }
        return path + (f"?{urlencode(kept)}" if kept else "")

    def evidence(self, path: str, **changes: str) -> str:
        """The address of `path` with a line open beside it."""
        return self.address(path, **changes) + "#evidence"


def read_query(parameters: Mapping[str, str]) -> Query:
    """The query of a request."""
    values: dict[str, str] = {}
    ignored = []
    for name in ("as_of", "since", "begin", "end"):
        if value := parameters.get(NAMES.get(name, name), "").strip():
            try:
                values[name] = date.fromisoformat(value).isoformat()
            except ValueError:
                ignored.append(f"{NAMES.get(name, name)}={value[:40]}")
    if value := parameters.get("certainty", "").strip():
        try:
            if not 0 <= float(value) <= 1:
                raise ValueError
            values["certainty"] = value
        except ValueError:
            ignored.append(f"certainty={value[:40]}")
    for name in ("party", "issue", "outlet", "q", "line", "after", "suppose", "at"):
        if value := parameters.get(name, "").strip():
            values[name] = value[:300]
    return Query(**values, ignored=tuple(ignored))


@dataclass(frozen=True, slots=True)
class Offline(Query):
    """The query of the one-file export, where addresses are places in the page."""

    def address(self, path: str, **changes: str) -> str:
        name = path.strip("/").split("/")[0].partition(".")[0]
        return f"#{name or 'overview'}"

    def evidence(self, path: str, **changes: str) -> str:
        return f"#line-{changes.get('line', '')}"
