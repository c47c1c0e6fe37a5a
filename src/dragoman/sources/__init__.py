"""Whatever lies outside -> Report: text files, folders, JSON lines, saved pages, an address that the user names.

    for item in load(["reports/"]):      # Report, then its Problems; or a Problem with severity `refused`
        ...

Importing this loads the standard library alone.
"""

from __future__ import annotations

from dragoman.sources.language import is_english
from dragoman.sources.loading import count, load

__all__ = ["count", "is_english", "load"]
