"""The values that every layer passes on: frozen, slotted, compared by value.

Offsets are code points into `Report.text` as given, start inclusive, end exclusive; `text[start:end] == exact` always.
Dates are ISO 8601 strings as exact as the source allows (`2025`, `2025-05`, `2025-05-16`, or an interval with `/`);
`dragoman.when.When` gives them an order. Fields that do not apply are None or an empty tuple and are absent on export.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text and its exact words."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A stretch of a report that belongs to its metadata and is never evidence: a credit, a byline, a service notice."""

    start: int
    end: int
    kind: str  # dateline, byline, credit, notice, boilerplate, header


@dataclass(frozen=True, slots=True)
class Report:
    """One dated text as it was given.

    `id` is unique in a dossier (a local file's name, or `folder/name` where two share a name). `published` is the ISO date
    of publication and None only where reading goes on without a record. `notices` are spans that are never evidence.
    """

    id: str
    text: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None
    notices: tuple[Notice, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text: the identity of this version."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain of attribution: who, and by which words the text says that it is on their word."""

    name: str
    type: str  # outlet, agency, person, organisation, document, unnamed
    cue: str | None = None
    named: bool = True
    span: Span | None = None
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and what it counts."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """How an assertion came about: for `show --why`, never part of its identity.

    `trigger` is the span that made the reader propose it, `fillers` the span each field was read from, `reader` the
    proposer (`learned`, `rules`, `hand`), `doubts` what remained open.
    """

    reader: str = ""
    trigger: Span | None = None
    fillers: tuple[tuple[str, int, int], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One thing that one report says, where it says it, and on whose word. The contract is docs/contract.md."""

    kind: str
    act: str
    report: str
    evidence: Passage
    published: str | None = None
    outlet: str | None = None
    modality: str = "actual"
    polarity: str = "positive"
    attribution: tuple[Link, ...] = ()
    directness: str = "none"
    date: str | None = None
    said: str | None = None
    # own fields of the kinds
    person: str | None = None
    post: str | None = None
    party: str | None = None
    actors: tuple[str, ...] = ()
    round: int | None = None
    place: str | None = None
    host: str | None = None
    head: str | None = None
    members: tuple[str, ...] = ()
    size: int | None = None
    document: str | None = None
    owner: str | None = None
    recipient: tuple[str, ...] = ()
    order: int | None = None
    issue: str | None = None
    duration: str | None = None
    quantities: tuple[Quantity, ...] = ()
    conditions: tuple[str, ...] = ()
    target: str | None = None
    # provenance
    extractor: str = ""
    confidence: float = 1.0
    id: str = ""
    why: Why | None = field(default=None, compare=False)


#: Fields of an assertion that its id is made of, beside the report's id and text.
IDENTITY = (
    "kind", "act", "modality", "polarity", "attribution", "directness", "date", "said", "person", "post", "party",
    "actors", "round", "place", "host", "head", "members", "size", "document", "owner", "recipient", "order", "issue",
    "duration", "quantities", "conditions", "target", "extractor",
)  # fmt: skip


def assertion_id(assertion: Assertion, text_hash: str) -> str:
    """The content hash that names an assertion: 16 hexadecimal digits.

    Made of the report's id and text, the extractor, the passage, the kind and the fields as read, so that reading a
    report twice changes nothing and a newer extractor never reuses an id for something else.
    """
    return row_id(to_row(assertion), text_hash)


def row_id(row: dict[str, Any], text_hash: str) -> str:
    """`assertion_id` for an assertion that is already a row."""
    what = {name: row[name] for name in IDENTITY if name in row}
    key = [row["report"], text_hash, row["evidence"]["start"], row["evidence"]["end"], what]
    return hashlib.sha256(json.dumps(key, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def to_row(value: Any) -> Any:
    """A value of this module as plain JSON data in the contract's form: empty fields absent, `why` left out."""
    if isinstance(value, Assertion):
        row = {}
        for name in EXPORT_ORDER:
            item = getattr(value, name)
            if item is not None and item != "" and item != ():
                row[name] = to_row(item)
        return row
    if isinstance(value, Link):
        return {
            name: list(item) if isinstance(item, tuple) else item
            for name in ("name", "type", "cue", "named", "span", "cue_span")
            if (item := getattr(value, name)) is not None
        }
    if isinstance(value, Quantity):
        number = int(value.value) if float(value.value).is_integer() else value.value
        return {"value": number, "unit": value.unit} if value.unit else {"value": number}
    if isinstance(value, Passage):
        return {"start": value.start, "end": value.end, "exact": value.exact}
    if isinstance(value, tuple | list):
        return [to_row(item) for item in value]
    if isinstance(value, float):
        return round(value, 4)
    return value


def from_row(row: dict[str, Any]) -> Assertion:
    """The inverse of `to_row` for an assertion; unknown fields are ignored, as newer exports may add some."""
    known = {f.name for f in fields(Assertion)}
    data = {k: v for k, v in row.items() if k in known and k != "why"}
    data["evidence"] = Passage(**row["evidence"])
    data["attribution"] = tuple(
        Link(**{**link, **{k: tuple(link[k]) for k in ("span", "cue_span") if k in link}})
        for link in row.get("attribution", ())
    )
    data["quantities"] = tuple(Quantity(float(q["value"]), q.get("unit", "")) for q in row.get("quantities", ()))
    for name in ("actors", "members", "recipient", "conditions"):
        data[name] = tuple(row.get(name, ()))
    return Assertion(**data)


EXPORT_ORDER = (
    "id", "kind", "act", "report", "published", "outlet", "evidence", "modality", "polarity", "attribution",
    "directness", "date", "said", "person", "post", "party", "actors", "round", "place", "host", "head", "members",
    "size", "document", "owner", "recipient", "order", "issue", "duration", "quantities", "conditions", "target",
    "extractor", "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, as the record knows them after identity: the fullest name, its type and the names it goes by."""

    name: str
    type: str = "organisation"  # state, organisation, person, group
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's (or a rule's) dated, signed, reversible decision about what was read. Rows are only ever added.

    `kind` is one of same-actor, different-actor, same-paper, different-paper, same-meeting, different-meeting, accept,
    reject, correct, note, status, undo; `subject` and `object` name what it is about (names, assertion ids, or the id of
    the judgement undone); `data` holds corrected fields or a note's text.
    """

    id: str
    kind: str
    subject: str
    object: str = ""
    data: tuple[tuple[str, Any], ...] = ()
    author: str = ""
    made: str = ""  # ISO 8601 instant
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble in the material, kept as a value: what was wrong, where, and what was done about it."""

    code: str
    message: str
    report: str = ""
    start: int | None = None
    end: int | None = None
    severity: str = "warning"  # info, warning, refused
