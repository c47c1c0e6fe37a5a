"""Dragoman keeps a sourced record of a negotiation from dated news reports.

    >>> from dragoman import Dossier                              # doctest: +SKIP
    >>> with Dossier.open("talks.db", create=True) as dossier:    # doctest: +SKIP
    ...     results = list(dossier.add(["reports/"]))
    ...     for line in dossier.view("timeline"):
    ...         print(line.date, line.text, line.source)

Importing the package loads neither a model nor the database layer; names are resolved when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "Dossier": "dragoman.dossier",
    "Actor": "dragoman.types",
    "Assertion": "dragoman.types",
    "Judgement": "dragoman.types",
    "Link": "dragoman.types",
    "Passage": "dragoman.types",
    "Problem": "dragoman.types",
    "Quantity": "dragoman.types",
    "Report": "dragoman.types",
    "When": "dragoman.when",
    "DragomanError": "dragoman.errors",
}

__all__ = ["__version__", *_WHERE]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
