"""JSON lines: one report an object. Lines are read one at a time, and one that is too long is never held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.sources.limits import LONGEST_LINE


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(line number from 1, object), or (line number, what is wrong with the line). Blank lines are passed over."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                    pass
                yield number, f"the line is longer than {LONGEST_LINE // 1_000_000} MB"
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            yield number, _object(line)


def _object(line: bytes) -> dict[str, Any] | str:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return "the line is not UTF-8"
    except (ValueError, RecursionError) as error:
        return f"the line is not JSON: {error}"
    if not isinstance(row, dict):
        return "the line is not a JSON object"
    if not isinstance(row.get("text"), str):
        return "the object has no `text`"
    return row
