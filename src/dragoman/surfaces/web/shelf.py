"""Materials and rows kept between requests, each under the revision of the record that it was made from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.dossier import Dossier
from dragoman.views import show
from dragoman.views.material import Material

#: How many materials and lists of rows are kept. A material of ten thousand reports is some hundred megabytes.
MATERIALS, ROWS = 4, 64


class Shelf:
    """Answers from the dossier, remembered until the record changes. Safe for several threads.

    Holds one read-only connection a thread; writes go through `writing`, which opens the file anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._materials: OrderedDict[Any, Material] = OrderedDict()
        self._rows: OrderedDict[Any, Any] = OrderedDict()
        self._local = threading.local()

    @property
    def dossier(self) -> Dossier:
        """This thread's dossier, open for reading."""
        if not hasattr(self._local, "dossier"):
            self._local.dossier = Dossier.open(self.path, read_only=True)
        dossier: Dossier = self._local.dossier
        return dossier

    def writing(self) -> Dossier:
        """The dossier open for writing; the caller closes it."""
        return Dossier.open(self.path)

    def material(self, cut: dict[str, Any]) -> Material:
        """The material for a cut of the record."""
        key = (self.dossier.revision(), *sorted((k, str(v)) for k, v in cut.items() if v is not None))
        made: Material = self._kept(self._materials, MATERIALS, key, lambda: self.dossier.material(**cut))
        return made

    def rows(self, view: str, cut: dict[str, Any], **options: Any) -> Any:
        """The rows of a view for a cut of the record."""
        return self.derived((view, *sorted(options.items())), cut, lambda m: show(view, m, **options))

    def derived(self, name: Any, cut: dict[str, Any], make: Callable[[Material], Any]) -> Any:
        """Anything made from a material, kept under `name`."""
        key = (name, self.dossier.revision(), *sorted((k, str(v)) for k, v in cut.items() if v is not None))
        return self._kept(self._rows, ROWS, key, lambda: make(self.material(cut)))

    def _kept(self, shelf: OrderedDict[Any, Any], most: int, key: Any, make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in shelf:
                shelf.move_to_end(key)
                return shelf[key]
            made = shelf[key] = make()
            while len(shelf) > most:
                shelf.popitem(last=False)
            return made
