"""What reading finds in a report, layer by layer. Offsets are code points into `Report.text`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.types import Link, Problem, Report, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the number of its paragraph (from 0). Notices of the report are not sentences."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of somebody or something: a proper name, a nationality that stands for a state, or a capital.

    `canonical` is what the mention stands for ('Moscow' acting -> 'Russia', 'Lavrov' -> the fullest form in the report).
    `type` is state, person, organisation, agency, outlet, place or group.
    """

    start: int
    end: int
    text: str
    type: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: TIMEX3 type and value, and what the value leaves out.

    `type` is DATE, TIME, DURATION or SET. `date` is the ISO date or interval that the contract's `date` field takes, None
    where the value is no calendar date. `modifier`, `anchor` (offset of the expression it counts from) and `deadline`
    are kept beside the value; `doubt` says what could be read otherwise. `precision` is that of `dragoman.when.When`,
    `direction` past, present or future as seen from the day of publication, `relation` the governing preposition (since,
    until, by, before, after, from, within, ...), `said` whether the expression dates a saying ('said on Friday').
    """

    start: int
    end: int
    type: str
    value: str
    date: str | None = None
    modifier: str | None = None
    anchor: int | None = None
    deadline: bool = False
    doubt: str | None = None
    precision: str | None = None
    direction: str | None = None
    relation: str | None = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, the marks included. `closed` is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content on somebody's word. `chain` is outermost first and ends with the one who knows or speaks.

    `content`, `cue` and `source` are the pieces as the text has them; `directness` is direct, indirect or mixed; `doubts`
    name what remained open (two candidates for 'he'). `confidence` is 0..1.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    directness: str = "indirect"
    chain: tuple[Link, ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One report as read. Every layer is sorted by start; `signals` is what learned readers hand to learned extractors."""

    report: Report
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[Timex, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    problems: tuple[Problem, ...] = ()
    signals: Any = field(default=None, compare=False, repr=False)
