"""Report -> Reading: sentences, names, times, quotations, attributions.

`read(report)` reads one report, `read_many(reports)` a stream of them in batches. Names are resolved when first used, since the
record asks this package for the names of states alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.reading.steps import ReadingOptions, Step, standard_steps
    from dragoman.reading.stream import read, read_many, read_times
    from dragoman.reading.types import Reading

_WHERE = {
    "Reading": "types",
    "ReadingOptions": "steps",
    "Step": "steps",
    "standard_steps": "steps",
    "read": "stream",
    "read_many": "stream",
    "read_times": "stream",
}

__all__ = ["Reading", "ReadingOptions", "Step", "read", "read_many", "read_times", "standard_steps"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"dragoman.reading.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'dragoman.reading' has no attribute {name!r}")
