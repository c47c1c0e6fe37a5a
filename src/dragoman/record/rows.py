"""Stored rows back to values, quickly: five thousand assertions with their chains in well under 100 ms."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from dragoman.types import Assertion, Judgement, Link, Notice, Passage, Problem, Quantity, Report, Why

_LISTS = ("actors", "members", "recipient", "conditions")
_PARTY, _PARTIES = ("person", "party", "host", "head", "owner", "target"), ("actors", "members", "recipient")


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it the garbage collector waits.

    Rows and views are thousands of values without cycles; walking the growing heap again and again took a fifth of a view.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def assertions_of(rows: Iterable[str]) -> list[Assertion]:
    """Assertions of stored JSON rows, in the order given. One parse for all: half the time of one for each."""
    with uncollected():
        return [_assertion(row) for row in json.loads(f"[{','.join(rows)}]")]


def _assertion(row: dict[str, Any]) -> Assertion:
    evidence = row["evidence"]
    row["evidence"] = Passage(evidence["start"], evidence["end"], evidence["exact"])
    if "attribution" in row:
        row["attribution"] = tuple([_link(link) for link in row["attribution"]])
    if "quantities" in row:
        row["quantities"] = tuple([Quantity(float(q["value"]), q.get("unit", "")) for q in row["quantities"]])
    for name in _LISTS:
        if name in row:
            row[name] = tuple(row[name])
    return Assertion(**row)


def _link(row: dict[str, Any]) -> Link:
    span, cue_span = row.get("span"), row.get("cue_span")
    return Link(
        row["name"],
        row["type"],
        row.get("cue"),
        row.get("named", True),
        tuple(span) if span else None,
        tuple(cue_span) if cue_span else None,
    )


def parties_of(line: Assertion) -> list[str]:
    """Every name that acts, is acted on, or hosts in an assertion, each once."""
    names = [getattr(line, name) for name in _PARTY]
    names += [item for name in _PARTIES for item in getattr(line, name)]
    return list(dict.fromkeys(name for name in names if name))


def issues_of(line: Assertion) -> list[str]:
    """The issue that an assertion is about and those it hangs on, each once."""
    return list(dict.fromkeys(name for name in (line.issue, *line.conditions) if name))


def why_text(why: Why | None) -> str | None:
    if why is None:
        return None
    return json.dumps([why.reader, why.trigger, why.fillers, why.doubts], ensure_ascii=False)


def why_of(text: str | None) -> Why | None:
    if text is None:
        return None
    reader, trigger, fillers, doubts = json.loads(text)
    return Why(
        reader,
        tuple(trigger) if trigger else None,
        tuple((name, start, end) for name, start, end in fillers),
        tuple(doubts),
    )


def report_of(row: Any, text: str) -> Report:
    """A report of a row of `versions`; `text` is passed apart, as listings leave it out."""
    return Report(
        id=row.report,
        text=text,
        published=row.published,
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        language=row.language,
        path=row.path,
        notices=tuple(Notice(start, end, kind) for start, end, kind in json.loads(row.notices)),
        meta=tuple((key, value) for key, value in json.loads(row.meta)),
    )


def judgement_of(row: Any) -> Judgement:
    return Judgement(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        object=row.object,
        data=tuple((key, frozen(value)) for key, value in json.loads(row.data)),
        author=row.author,
        made=row.made,
        reason=row.reason,
    )


def frozen(value: Any) -> Any:
    """JSON data as hashable values: lists to tuples, objects to tuples of pairs."""
    if isinstance(value, dict):
        return tuple((key, frozen(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return value


def problem_of(row: Any) -> Problem:
    return Problem(row.code, row.message, row.report, row.start, row.end, row.severity)
