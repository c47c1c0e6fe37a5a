"""A person's decisions about what was read: rows that are only ever added, applied when the record is read.

What each kind means for the assertion it is about:

    accept    it stands: confidence 1
    reject    it is left out
    correct   the fields in `data` replace those that were read; None takes a field away
    note      nothing; `marks` hands the text to whoever shows the line
    status    nothing; the last one is the state of a disagreement, a planned thing or an assertion
    undo      the judgement named by `subject` counts no more (also another undo)

The `same-` and `different-` kinds are about names and things; `identity` and the links of the record apply them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.errors import UsageError
from dragoman.types import Assertion, Judgement, Link, Passage, Quantity

KINDS = (
    "same-actor", "different-actor", "same-paper", "different-paper", "same-meeting", "different-meeting",
    "accept", "reject", "correct", "note", "status", "undo",
)  # fmt: skip
#: Kinds that say something of two things.
PAIRS = tuple(kind for kind in KINDS if kind.startswith(("same-", "different-")))

_TEXT = (
    "kind", "act", "modality", "polarity", "directness", "date", "said", "person", "post", "party", "place", "host",
    "head", "document", "owner", "issue", "duration", "target",
)  # fmt: skip
_REQUIRED = ("kind", "act", "modality", "polarity", "directness", "confidence", "evidence")
_NUMBERS = ("round", "size", "order")
_LISTS = ("actors", "members", "recipient", "conditions")
#: What a correction may set. The report and what is published of it are facts, not readings.
CORRECTABLE = (*_TEXT, *_NUMBERS, *_LISTS, "quantities", "attribution", "confidence", "evidence")


@dataclass(frozen=True, slots=True)
class Marks:
    """What people have said of one thing: for the surfaces that show it."""

    accepted: bool = False
    rejected: bool = False
    corrected: tuple[str, ...] = ()
    notes: tuple[Judgement, ...] = ()
    status: str = ""


def judgement_id(kind: str, subject: str, object: str, data: Mapping[str, Any], author: str, made: str) -> str:
    """The content hash that names a judgement: 16 hexadecimal digits."""
    key = json.dumps([kind, subject, object, dict(data), author, made], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that count, in the order they were made: those undone, and the undoing, left out."""
    rows = list(judgements)
    undone: set[str] = set()
    # from the last: an undo that is itself undone undoes nothing
    for judgement in reversed(rows):
        if judgement.kind == "undo" and judgement.id not in undone:
            undone.add(judgement.subject)
    return [row for row in rows if row.kind != "undo" and row.id not in undone]


def marks(judgements: Iterable[Judgement], carried: Mapping[str, str] | None = None) -> dict[str, Marks]:
    """What stands about each subject; `carried` maps an assertion's older id to its present one."""
    found: dict[str, Marks] = {}
    for row in standing(judgements):
        subject = (carried or {}).get(row.subject, row.subject)
        mark = found.get(subject, Marks())
        if row.kind == "accept":
            mark = replace(mark, accepted=True, rejected=False)
        elif row.kind == "reject":
            mark = replace(mark, rejected=True, accepted=False)
        elif row.kind == "correct":
            names = dict.fromkeys((*mark.corrected, *(name for name, _ in row.data)))
            mark = replace(mark, corrected=tuple(names))
        elif row.kind == "note":
            mark = replace(mark, notes=(*mark.notes, row))
        elif row.kind == "status":
            mark = replace(mark, status=str(dict(row.data).get("status", "")))
        else:
            continue
        found[subject] = mark
    return found


def decisions(
    judgements: Iterable[Judgement], carried: Mapping[str, str] | None = None
) -> dict[str, list[Judgement]]:
    """The standing acceptances, rejections and corrections of each line that has any, in the order they were made."""
    about: dict[str, list[Judgement]] = {}
    for row in standing(judgements):
        if row.kind in ("accept", "reject", "correct"):
            about.setdefault((carried or {}).get(row.subject, row.subject), []).append(row)
    return about


def decided(line: Assertion, rows: Iterable[Judgement]) -> Assertion | None:
    """The line after what was decided of it; None where it is left out. The later wins; the id stays that of the reading."""
    rejected = False
    for row in rows:
        rejected = row.kind == "reject"
        if row.kind == "accept":
            line = replace(line, confidence=1.0)
        elif row.kind == "correct":
            line = replace(line, **corrected_fields(dict(row.data)))
    return None if rejected else line


def apply_judgements(
    assertions: Iterable[Assertion], judgements: Iterable[Judgement], carried: Mapping[str, str] | None = None
) -> list[Assertion]:
    """The assertions with every standing acceptance, rejection and correction applied, in their order."""
    about = decisions(judgements, carried)
    if not about:
        return list(assertions)
    found = (decided(line, about.get(line.id, ())) for line in assertions)
    return [line for line in found if line is not None]


def corrected_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """A correction's plain data as values of an assertion's fields. Raises UsageError for what cannot be one."""
    return {name: _field(name, value) for name, value in data.items()}


def _field(name: str, value: Any) -> Any:
    if name not in CORRECTABLE:
        raise UsageError(f"correct: '{name}' cannot be corrected. These can: {', '.join(CORRECTABLE)}.")
    try:
        if value is None or value in ("", ()):
            if name in _REQUIRED:
                raise ValueError("it cannot be empty")
            return () if name in (*_LISTS, "quantities", "attribution") else None
        if name in _TEXT:
            return str(value)
        if name in _NUMBERS:
            return int(value)
        if name in _LISTS:
            return (value,) if isinstance(value, str) else tuple(str(item) for item in value)
        if name == "quantities":
            return tuple(_quantity(item) for item in _items(value))
        if name == "attribution":
            return tuple(_link(item) for item in _items(value))
        if name == "evidence":
            return Passage(**_mapping(value))
        number = float(value)
        if not 0 <= number <= 1:
            raise ValueError("it goes from 0 to 1")
        return number
    except (TypeError, ValueError, KeyError) as error:
        raise UsageError(f"correct: {value!r} cannot be the {name} of an assertion ({error}).") from error


def _items(value: Any) -> Sequence[Any]:
    if isinstance(value, Mapping | str | int | float):
        return (value,)
    return tuple(value)


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value)


def _quantity(item: Any) -> Quantity:
    if isinstance(item, Quantity):
        return item
    if isinstance(item, int | float | str):
        return Quantity(float(item))
    row = _mapping(item)
    return Quantity(float(row["value"]), str(row.get("unit", "")))


def _link(item: Any) -> Link:
    if isinstance(item, Link):
        return item
    if isinstance(item, str):
        return Link(item, "person")
    row = _mapping(item)
    for name in ("span", "cue_span"):
        if row.get(name) is not None:
            row[name] = tuple(row[name])
    return Link(**row)
