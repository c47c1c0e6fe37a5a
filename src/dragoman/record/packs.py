"""The lines of one reading packed for views: each a short JSON list by position, its words left to the report's text.

A view of thousands of lines waits for three things: JSON that repeats every field's name, quotations that stand in the
text already, and frozen values set field by field. A pack has none of the three. It is derived from the rows of one
reading, which never change, so it is right for as long as that reading exists; `indexes` writes, rebuilds and compares it.
Pure: nothing here sees the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, make_dataclass
from typing import Any

from dragoman.record.rows import uncollected
from dragoman.types import Assertion, Link, Passage, Quantity

#: Singles and lists of names, in which actors are called by their fullest name.
SINGLE = ("person", "party", "owner", "target", "host", "head")
LISTS = ("actors", "recipient", "members")
#: What a packed line holds after its place, id, kind, act and confidence. What most lines lack comes last: empty ends are left away.
ORDER = (
    "modality", "polarity", "directness", "date", "said", "extractor", "attribution", *LISTS,
    "issue", *SINGLE, "document", "place", "post", "round", "size", "order", "duration", "conditions", "quantities",
)  # fmt: skip
_CHAIN, _QUANTITIES = ORDER.index("attribution"), ORDER.index("quantities")
#: Where the fields of a line's own begin.
_OWN = _CHAIN + 1
_EMPTY: dict[str, Any] = {
    f.name: [] if f.default == () else f.default for f in fields(Assertion) if f.default is not MISSING
}
#: Own fields that were left away at the end.
_NOTHING = [_EMPTY[name] for name in ORDER[_OWN:]]


def _draft(kind: type[Any], given: Sequence[str], others: Sequence[str] = ()) -> Any:
    """A class of the same slots that is not frozen: `given` are its first arguments, `others` may be left away.

    A frozen value is set field by field through `object.__setattr__`; a draft that becomes one takes half the time.
    """
    known = {f.name: f.default for f in fields(kind)}
    rest = [*others, *(name for name in known if name not in (*given, *others))]
    parts: list[Any] = [*((name, Any) for name in given), *((name, Any, known[name]) for name in rest)]
    return make_dataclass(kind.__name__, parts, slots=True, repr=False, eq=False)


_Line = _draft(Assertion, ("kind", "act", "report", "evidence", "published", "outlet", "id", "confidence"), ORDER)
_Words = _draft(Passage, ("start", "end", "exact"))
_Source = _draft(Link, ("name", "type", "cue", "named", "span", "cue_span"))


@dataclass(frozen=True, slots=True)
class Packed:
    """All packed lines of the current readings of one report's version: `lines` are packs joined by commas."""

    report: str
    published: str
    outlet: str | None
    text: str
    lines: str


def pack(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Stored rows of one reading as packs, one for each kind that they have."""
    found: dict[str, list[list[Any]]] = {}
    for row in rows:
        found.setdefault(row["kind"], []).append(_packed(row))
    return {
        kind: json.dumps(lines, ensure_ascii=False, separators=(",", ":"))[1:-1] for kind, lines in found.items()
    }


def _packed(row: Mapping[str, Any]) -> list[Any]:
    values = [row.get(name, _EMPTY.get(name)) for name in ORDER]
    values[_CHAIN] = [_link(link) for link in values[_CHAIN]]
    values[_QUANTITIES] = [[q["value"], q.get("unit", "")] for q in values[_QUANTITIES]]
    while values[-1] is None or values[-1] == []:
        values.pop()
    place = row["evidence"]
    return [place["start"], place["end"], row["id"], row["kind"], row["act"], row.get("confidence", 1.0), *values]


def _link(link: Mapping[str, Any]) -> list[Any]:
    return [link["name"], link["type"], link.get("cue"), link.get("named", True), link.get("span"), link.get("cue_span")]


#: A report's names as read, with the fullest name of each that is called otherwise there.
Called = Callable[[str], Mapping[str, str]]
#: A line with its place as read: start, end and id.
Placed = tuple[tuple[int, int, str], Assertion]


def unpack(
    packed: Iterable[Packed],
    *,
    floor: float = 0.0,
    called: Called | None = None,
    judged: Mapping[str, Sequence[Placed]] | None = None,
    without: frozenset[str] = frozenset(),
) -> list[Assertion]:
    """The lines of reports, by place in each text, those under a confidence of `floor` left out.

    `called` names a report's actors. Lines whose id is in `without` are left out, and `judged`, by report, puts others
    in their places.
    """
    found: list[Assertion] = []
    judged = judged or {}
    with uncollected():
        for one in packed:
            rows = json.loads(f"[{one.lines}]") if one.lines else []
            rows.sort()
            kept = [row for row in rows if row[5] >= floor and row[2] not in without]
            lines = _lines(kept, one, called(one.report) if called else None)
            if more := judged.get(one.report):
                placed = [*zip(((row[0], row[1], row[2]) for row in kept), lines, strict=True), *more]
                placed.sort(key=lambda pair: pair[0])
                lines = [line for _, line in placed]
            found += lines
    return found


def _lines(rows: Iterable[list[Any]], one: Packed, names: Mapping[str, str] | None) -> list[Assertion]:
    """Spelt out and in one piece: two hundred thousand times this is what a view of a large record waits for."""
    report, published, outlet, text = one.report, one.published, one.outlet, one.text
    as_read = names is None
    get = (names or {}).get

    def listed(told: list[str]) -> tuple[str, ...]:
        return tuple(told if as_read else dict.fromkeys([get(name, name) for name in told]))

    found = []
    for start, end, id, kind, act, confidence, *values in rows:
        words = _Words(start, end, text[start:end])
        words.__class__ = Passage
        size = len(values)
        if size > _CHAIN and values[_CHAIN]:
            chain = []
            for name, type_, cue, named, span, cue_span in values[_CHAIN]:
                link = _Source(get(name, name) if named else name, type_, cue, named,
                               span and tuple(span), cue_span and tuple(cue_span))  # fmt: skip
                link.__class__ = Link
                chain.append(link)
            values[_CHAIN] = tuple(chain)
        elif size > _CHAIN:
            values[_CHAIN] = ()
        if size <= _OWN:  # nothing of its own, as a remark
            line = _Line(kind, act, report, words, published, outlet, id, confidence, *values)
        else:
            (actors, recipient, members, issue, person, party, owner, target, host, head, document, place, post, round_,
             length, order, duration, conditions, quantities) = values[_OWN:] + _NOTHING[size - _OWN :]  # fmt: skip
            line = _Line(
                kind, act, report, words, published, outlet, id, confidence, *values[:_OWN],
                listed(actors) if actors else (), listed(recipient) if recipient else (), listed(members) if members else (),
                issue, get(person, person), get(party, party), get(owner, owner), get(target, target), get(host, host),
                get(head, head), document, place, post, round_, length, order, duration, tuple(conditions),
                tuple([Quantity(float(value), unit) for value, unit in quantities]),
            )  # fmt: skip
        line.__class__ = Assertion
        found.append(line)
    return found
