"""Pure functions of (assertions, judgements, as-of date): one file a question.

`VIEWS` says which there are; `show` builds one from a `Material`. Rows are frozen dataclasses: `to_dicts` makes plain
data of them, `to_json` text and `to_frame` a table of pandas or polars where one is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from dragoman.errors import MissingExtra, UsageError
from dragoman.views.material import Material
from dragoman.views.plain import to_dicts, to_json

__all__ = ["CLAIMED", "TOLD", "VIEWS", "View", "row_type", "show", "to_dicts", "to_frame", "to_json"]


@dataclass(frozen=True, slots=True)
class View:
    """A question that the record answers: its name, what it tells, and the columns a terminal shows.

    `kinds` are the kinds of lines that it looks at, none for all: a view over them alone says the same as over the whole
    record, and half of a record are remarks. With `wordings` it says so where it has the wordings of all lines besides.
    """

    name: str
    tells: str
    columns: tuple[str, ...]
    options: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    wordings: bool = False


#: Kinds whose lines are claims, which reports can share and contradict; kinds that tell anything but a remark.
CLAIMED = ("meeting", "delegation", "document", "event", "position", "step")
TOLD = (*CLAIMED, "role")
VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("timeline", "what happened, was planned or was said to happen, by date",
             ("when", "status", "text", "source", "mentions", "id"), kinds=("meeting", "delegation", "document", "event", "step", "role")),
        View("meetings", "each meeting or round with what is told of it",
             ("when", "round", "parties", "place", "state", "outcome", "mentions", "id"), kinds=("meeting", "event")),
        View("delegations", "who came for whom, led by whom, with whom",
             ("party", "head", "size", "members", "place", "when", "source", "id"), kinds=("delegation",)),
        View("papers", "each paper and its fate: promised, submitted or not, received, answered",
             ("owner", "document", "announced", "submitted", "received", "answered", "state", "id"), kinds=("document", "step")),
        View("proposals", "each proposal as ordered steps", ("owner", "document", "order", "text", "status", "source", "id"),
             kinds=("step",)),
        View("positions", "who wants what: issue by party", ("issue", "party", "stance", "text", "since", "moved", "source", "id"),
             kinds=("position",)),
        View("plans", "each planned thing and what became of it: kept, late, dropped, overdue, open, unknown",
             ("when", "text", "became", "how", "source", "id"), kinds=CLAIMED),
        View("claims", "what is claimed, by how many outlets and from how many origins", ("when", "text", "status", "standing", "id"),
             kinds=CLAIMED, wordings=True),
        View("disagreements", "where reports disagree, both sides side by side, and why",
             ("when", "type", "about", "one", "other", "reason", "status", "id"), kinds=CLAIMED),
        View("deadlock", "which demand or condition of whom stands before what, and who accepts what",
             ("source", "relation", "target", "party", "quote", "word", "cite", "inferred"), ("supposing",), kinds=("position", "step")),
        View("agreement", "per issue what is agreed, contested, conditional or unanswered",
             ("label", "state", "for_it", "against", "conditional", "demanded", "unanswered", "agreed"),
             kinds=("position", "event", "step")),
        View("outlets", "outlets side by side: whom each quotes, how often unnamed, loaded words, what it leaves out",
             ("outlet", "reports", "lines", "own_voice", "quotes", "unnamed", "loaded", "leaves_out")),
        View("tellings", "one thing as each outlet tells it, and which outlets are silent on it",
             ("about", "outlet", "when", "status", "source", "loaded", "quote", "silent", "id"), ("of",), kinds=CLAIMED),
        View("people", "who is who, in what post, for whom, and how often quoted",
             ("name", "posts", "party", "mentions", "quoted", "also")),
        View("sources", "on whose word: who is quoted, by whom, how often unnamed",
             ("name", "type", "lines", "outlets", "reports", "unnamed")),
    )
}  # fmt: skip


def show(name: str, material: Material, **options: Any) -> tuple[Any, ...]:
    """The rows of a view over a material. Raises UsageError for a view that there is not."""
    if name not in VIEWS:
        raise UsageError(f"there is no view {name!r}. There are: {', '.join(VIEWS)}")
    rows: tuple[Any, ...] = import_module(f"dragoman.views.{name}").build(material, **options)
    return rows


def row_type(name: str) -> Any:
    """The dataclass of a view's rows: the one named in its `build`'s return type."""
    module = import_module(f"dragoman.views.{name}")
    return getattr(module, module.build.__annotations__["return"].removeprefix("tuple[").split(",")[0])


def to_frame(rows: Sequence[Any]) -> Any:
    """A pandas or polars data frame of the rows, whichever is installed (pandas first)."""
    data = to_dicts(rows)
    for library in ("pandas", "polars"):
        try:
            return import_module(library).DataFrame(data)
        except ImportError:
            continue
    raise MissingExtra("a data frame", "frames")
