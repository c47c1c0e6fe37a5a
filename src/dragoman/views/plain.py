"""Rows of views as plain data and as JSON text.

The JSON is what `json.dumps(to_dicts(rows), ensure_ascii=False, indent=1)` gives, character by character. With an indent the
standard library encodes value by value in Python, after a copy of every row as dictionaries: half of what a long view took.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from typing import Any


def to_dicts(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows as plain JSON data, every field present, so that a program can rely on the columns."""
    return [_plain(row) for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if form := _form(type(value)):
        return {name: _plain(getattr(value, name)) for name in form.names}
    return value


def to_json(rows: Sequence[Any]) -> str:
    """Rows as a JSON array of objects, one field a line."""
    return _text(tuple(rows), "\n")


def _text(value: Any, line: str) -> str:
    """`line` begins a line at the depth of the value: a line feed and a space for each level."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple | list):
        if not value:
            return "[]"
        inner = line + " "
        items = [quoted(item) if type(item) is str else _text(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{line}]"
    if value is None or value is True or value is False:
        return _WORDS[value]
    if type(value) is int:
        return str(value)
    if form := _form(type(value)):
        inner = line + " "
        values = form.values(value)
        parts = [quoted(item) if type(item) is str else _text(item, inner) for item in values]
        return form.at(line) % tuple(parts)
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", line)


_WORDS = {None: "null", True: "true", False: "false"}


class _Form:
    """How the rows of a dataclass look: their fields, and the text between the values, at every depth."""

    def __init__(self, kind: type[Any]) -> None:
        self.names = tuple(f.name for f in fields(kind))
        one, *more = self.names
        self.values = attrgetter(*self.names) if more else lambda row: (getattr(row, one),)
        self._at: dict[str, str] = {}

    def at(self, line: str) -> str:
        """The text of a row with `%s` for each value."""
        if line not in self._at:
            keys = (f"{quoted(name)}: %s" for name in self.names)
            self._at[line] = f"{{{line} {f',{line} '.join(keys)}{line}}}"
        return self._at[line]


_FORMS: dict[type[Any], _Form | None] = {}


def _form(kind: type[Any]) -> _Form | None:
    """The form of a dataclass that has fields; None for every other type."""
    if kind not in _FORMS:
        _FORMS[kind] = _Form(kind) if is_dataclass(kind) and fields(kind) else None
    return _FORMS[kind]
