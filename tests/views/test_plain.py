"""Rows as JSON text are what the standard library makes of them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dragoman.types import Problem, Quantity
from dragoman.views import to_dicts, to_json


@dataclass(frozen=True)
class Row:
    text: str
    number: int | None
    share: float
    sure: bool
    parts: tuple[object, ...]
    more: dict[str, object]


def test_json_is_that_of_the_standard_library() -> None:
    inner = Row("“ä”\n\t\\\"\x00\u2028😀", None, 0.1, False, (), {})
    outer = Row("", -3, 1e-9, True, (inner, (), ("a", [1, None]), Quantity(2.0)), {"a": ["\n"], "b": {}})
    for rows in ([], [outer], (inner, outer), [Problem("odd", "a\nb")]):
        assert to_json(rows) == json.dumps(to_dicts(rows), ensure_ascii=False, indent=1)
