"""Assertions for tests of views and links, written short: a report a day, passages made up on the spot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dragoman.types import Assertion, Link, Passage, assertion_id
from dragoman.views.material import Material, ReportInfo


def line(what: str, *, on: str = "2025-05-20", outlet: str = "The Gazette", by: str | tuple[str, ...] = (),
         exact: str | None = None, at: int = 0, report: str | None = None, **fields: Any) -> Assertion:  # fmt: skip
    """An assertion: `line("document/submitted", actors="Russia", polarity="negative", by="An Envoy")`.

    `by` names the chain, outermost first; a name beginning with `?` is unnamed.
    """
    kind, act = what.split("/")
    names = (by,) if isinstance(by, str) else by
    chain = tuple(
        Link(n.lstrip("?"), "unnamed" if n.startswith("?") else "person", "said", not n.startswith("?")) for n in names
    )
    for key in ("actors", "recipient", "members", "conditions"):
        if isinstance(fields.get(key), str):
            fields[key] = (fields[key],)
    words = exact or f"{what} {sorted(fields.items())}"
    made = Assertion(
        kind=kind, act=act, report=report or f"{on}-{outlet}.txt", published=on, outlet=outlet, attribution=chain,
        directness="indirect" if chain else "none", evidence=Passage(at, at + len(words), words), extractor="test", **fields,
    )  # fmt: skip
    return replace(made, id=assertion_id(made, "text"))


def material(*lines: Assertion, as_of: str | None = None, **more: Any) -> Material:
    """A material of these lines and their reports, cut by publication where `as_of` is given."""
    kept = [a for a in lines if as_of is None or (a.published or "") <= as_of]
    kept.sort(key=lambda a: (a.published or "", a.report, a.evidence.start, a.id))
    infos = {a.report: ReportInfo(a.report, a.published or "", a.outlet or "") for a in kept}
    return Material(assertions=tuple(kept), reports=tuple(infos.values()), as_of=as_of, **more)
