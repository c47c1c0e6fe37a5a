"""Rows of views as plain data and as JSON text.

The JSON is what `json.dumps(to_dicts(rows), ensure_ascii=False, indent=1)` gives, character by character. With an indent the
standard library encodes value by value in Python, after a copy of every row as dictionaries: half of what a long view took.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from json.encoder import encode_basestring as quoted
from typing import Any


def to_dicts(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows as plain JSON data, every field present, so that a program can rely on the columns."""
    return [plain(row) for row in rows]


def plain(value: Any) -> Any:
    """A value of a row as plain JSON data."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if names := _names(type(value)):
        return {name: plain(getattr(value, name)) for name, _ in names}
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
        return f"[{inner}{f',{inner}'.join([_text(item, inner) for item in value])}{line}]"
    if names := _names(type(value)):
        inner = line + " "
        parts = [key + _text(getattr(value, name), inner) for name, key in names]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", line)


_KNOWN: dict[type[Any], tuple[tuple[str, str], ...]] = {}


def _names(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Each field of a dataclass with its name as a JSON key; empty for every other type."""
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple((f.name, f"{quoted(f.name)}: ") for f in fields(kind)) if is_dataclass(kind) else ()
    return _KNOWN[kind]
