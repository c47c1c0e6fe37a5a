"""Materials and rows kept between requests, each under the revision of the record that it was made from."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from dragoman.dossier import VIEW_FLOOR, Dossier
from dragoman.types import Assertion
from dragoman.views import VIEWS, show
from dragoman.views.material import Material
from dragoman.views.timeline import likeness

Value = TypeVar("Value")
#: How many materials and lists of rows are kept. A material of ten thousand reports is some hundred megabytes; one that
#: is only filtered shares its lines with the whole one.
MATERIALS, ROWS = 6, 96
_FILTERS = ("party", "issue", "outlet")


class Shelf:
    """Answers from the dossier, remembered until the record changes.

    All work is done by one thread (`run`), which holds the one connection for reading and all that is kept: a second
    thread would load the same lines again, and what the pages do takes a processor, not waiting. Writes go through
    `writing`, which opens the file anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="dragoman-pages")
        self._materials: OrderedDict[Any, Material] = OrderedDict()
        self._rows: OrderedDict[Any, Any] = OrderedDict()
        self._dossier: Dossier | None = None
        self._revision = -1

    async def run(self, work: Callable[..., Value], *arguments: Any) -> Value:
        """Do `work` in the shelf's own thread."""
        from asyncio import get_running_loop

        def fresh() -> Value:
            self.freshen()
            return work(*arguments)

        return await get_running_loop().run_in_executor(self.worker, fresh)

    def freshen(self) -> None:
        """Forget what was kept of an earlier revision: asked once before each piece of work."""
        revision = self.dossier.revision()
        if revision != self._revision:
            self._materials.clear()
            self._rows.clear()
            self._revision = revision

    @property
    def dossier(self) -> Dossier:
        """The dossier, open for reading. Only for work that `run` does."""
        if self._dossier is None:
            self._dossier = Dossier.open(self.path, read_only=True)
        return self._dossier

    def writing(self) -> Dossier:
        """The dossier open for writing; the caller closes it."""
        return Dossier.open(self.path)

    def material(self, cut: dict[str, Any]) -> Material:
        """The material for a cut of the record. Filters are applied to the lines already loaded for its date."""
        return self._kept(self._materials, MATERIALS, _key(cut), lambda: self._material(cut))

    def _material(self, cut: dict[str, Any]) -> Material:
        whole = {"as_of": cut.get("as_of")}
        floor = cut.get("min_confidence")
        least = max(self.dossier.settings.min_confidence, VIEW_FLOOR)
        if "kinds" in cut or _key(cut) == _key(whole) or (floor is not None and floor < least):
            return self.dossier.material(**cut)
        made = self.material(whole)
        if floor is not None:
            made = replace(made, assertions=tuple(a for a in made.assertions if a.confidence >= floor))
        filters = {name: cut[name] for name in _FILTERS if cut.get(name)}
        return made.only(**filters) if filters else made

    def identity(self, cut: dict[str, Any]) -> Any:
        """Who is who as of the cut's date, with reasons and with what a person may decide."""
        whole = {"as_of": cut.get("as_of")}
        return self.derived("identity", whole, lambda _: self.dossier.identity(**whole, propose=True))

    def marks(self) -> dict[str, Any]:
        """What stands of people's judgements about each line or name."""
        made: dict[str, Any] = self._kept(self._rows, ROWS, "marks", self.dossier.marks)
        return made

    def line(self, id: str, cut: dict[str, Any]) -> Assertion | None:
        """A line of the cut's date as it stands after judgements; None where it is not, or no longer, on record."""
        whole = {"as_of": cut.get("as_of")}
        return self.derived("by id", whole, lambda m: {a.id: a for a in m.assertions}).get(id)

    def alike(self, cut: dict[str, Any]) -> dict[Any, list[Assertion]]:
        """The lines of the cut's date by what they share: `views.timeline.likeness`."""

        def gather(material: Material) -> dict[Any, list[Assertion]]:
            found: dict[Any, list[Assertion]] = {}
            for a in material.assertions:
                if a.kind != "remark":
                    found.setdefault(likeness(a), []).append(a)
            return {key: lines for key, lines in found.items() if len(lines) > 1}

        return self.derived("alike", {"as_of": cut.get("as_of")}, gather)

    def thing(self, a: Assertion, cut: dict[str, Any]) -> Any:
        """The row of the meeting or paper that a line is a mention of; None for other lines."""
        view = {"meeting": "meetings", "document": "papers"}.get(a.kind)
        if view is None:
            return None
        whole = {"as_of": cut.get("as_of")}
        rows = self.rows(view, whole)
        return self.derived((view, "by line"), whole, lambda _: {i: row for row in rows for i in row.ids}).get(a.id)

    def rows(self, view: str, cut: dict[str, Any], **options: Any) -> Any:
        """The rows of a view for a cut of the record."""

        def make(material: Material) -> Any:
            if VIEWS[view].wordings and not any(cut.get(name) for name in _FILTERS):
                given = {name: cut.get(name) for name in ("as_of", "known_at", "min_confidence")}
                material = replace(material, wordings=self.dossier.wordings(**given))
            return show(view, material, **options)

        return self.derived((view, *sorted(options.items())), cut, make)

    def derived(self, name: Any, cut: dict[str, Any], make: Callable[[Material], Value]) -> Value:
        """Anything made from a material, kept under `name`."""
        return self._kept(self._rows, ROWS, (name, *_key(cut)), lambda: make(self.material(cut)))

    def _kept(self, shelf: OrderedDict[Any, Any], most: int, key: Any, make: Callable[[], Value]) -> Value:
        if key in shelf:
            shelf.move_to_end(key)
        else:
            # what is made is large, free of cycles and here to stay: walking it at every collection, while it grows and
            # afterwards, costs more than making it
            collecting = gc.isenabled()
            gc.disable()
            try:
                shelf[key] = make()
            finally:
                if collecting:
                    gc.enable()
            gc.freeze()
            while len(shelf) > most:
                shelf.popitem(last=False)
        made: Value = shelf[key]
        return made


def _key(cut: dict[str, Any]) -> tuple[Any, ...]:
    pairs: Iterable[tuple[str, Any]] = ((k, v) for k, v in cut.items() if v is not None)
    return tuple(sorted((k, str(v)) for k, v in pairs))
