"""From a proposal to an assertion that stands in a passage, or to a problem.

Readers, rules and learned ones alike, hand in a `Proposal`: where, what kind and act, which fields. Here it is trimmed
and checked against the text, given its report, its chain of attribution and its id. What cannot be grounded becomes a
`Problem`; nothing is repaired by guessing. What this does not do: decide between proposals of different readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.assertions.dates import sentence_of
from dragoman.assertions.dates_checked import checked
from dragoman.assertions.meetings_to_come import to_come
from dragoman.reading.types import Attribution, Reading
from dragoman.types import Assertion, Passage, Problem, Quantity, Span, Why, assertion_id
from dragoman.vocabulary import Vocabulary, vocabulary

_OPENING = " \t\r\n\u00a0,;:.!?-–—*•\"“”‘’'»«)]"
_CLOSING = " \t\r\n\u00a0,;:.-–—*•\"“”‘'«»(["
_PAIRS = {"“": "”", "‘": "’", "«": "»", '"': '"'}
#: Acts of a meeting that took or takes place.
TOOK_PLACE = frozenset({"held", "begun", "concluded"})
_LISTS = frozenset({"actors", "members", "recipient", "conditions"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reader proposes. `fields` holds own fields, and `modality`, `polarity`, `date`, `said` where they differ.

    `attribution` None means that the reading's attributions decide; an Attribution fixes it, and `own_voice` says that the
    report itself speaks whatever stands around. `rule` names the rule that proposed it.
    """

    kind: str
    act: str
    start: int
    end: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    trigger: Span | None = None
    fillers: tuple[tuple[str, int, int], ...] = ()
    doubts: tuple[str, ...] = ()
    confidence: float = 0.5
    attribution: Attribution | None = None
    own_voice: bool = False
    rule: str = ""


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space, stops and stray quotation marks at its ends; None where nothing is left.

    A closing quotation mark or bracket stays where its opening one is inside.
    """
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start] in _OPENING and not _pair_opens(text, start, end):
        start += 1
    while end > start and text[end - 1] in _CLOSING and not _pair_closes(text, start, end):
        end -= 1
    if end - start > 2 and _PAIRS.get(text[start]) == text[end - 1] and text.find(text[end - 1], start + 1) == end - 1:
        return trim(text, start + 1, end - 1)  # marks around the whole passage
    return (start, end) if end > start else None


def _pair_opens(text: str, start: int, end: int) -> bool:
    mark = text[start]
    return mark in '"“‘«' and {"“": "”", "‘": "’", "«": "»", '"': '"'}[mark] in text[start + 1 : end]


def _pair_closes(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    if mark == ".":
        # 'the U.S.' keeps its stop, 'the talks.' does not.
        return end - start > 3 and text[end - 3] == "." and text[end - 2].isupper()
    return mark in '"”»' and {"”": "“", "»": "«", '"': '"'}[mark] in text[start : end - 1]


def attribution_of(reading: Reading, start: int, end: int, trigger: Span | None = None) -> Attribution | None:
    """The innermost attribution on whose word the passage stands: it holds the trigger and at least half of the passage."""
    best: tuple[int, Attribution] | None = None
    for attribution in reading.attributions:
        if all(s >= end or e <= start for s, e in attribution.content):
            continue
        inside = sum(max(0, min(e, end) - max(s, start)) for s, e in attribution.content)
        if inside * 2 < end - start or not inside:
            continue
        if trigger and not any(s <= trigger[0] < e for s, e in attribution.content):
            continue
        # The speech act itself ('X demanded ...') is not on its own word.
        if trigger and any(s < trigger[1] and trigger[0] < e for s, e in attribution.cue):
            continue
        size = sum(e - s for s, e in attribution.content)
        if best is None or size < best[0]:
            best = (size, attribution)
    return best[1] if best else None


def ground(
    reading: Reading, proposal: Proposal, *, extractor: str, reader: str = "rules", words: Vocabulary | None = None
) -> Assertion | Problem:
    """The assertion that a proposal makes, or the problem that keeps it from being one.

    Refused are: an empty passage or one outside the text, a notice, and what `words` (a dossier's vocabulary; without one
    the shipped) does not know: a kind, an act, a field of the kind, an issue.
    """
    report = reading.report
    span = trim(report.text, proposal.start, proposal.end)

    def refuse(code: str, message: str) -> Problem:
        return Problem(code, message, report.id, proposal.start, proposal.end)

    if span is None or proposal.start < 0 or proposal.end > len(report.text):
        return refuse("no-passage", f"{proposal.kind}/{proposal.act} was read where the report has no text")
    if any(n.start < span[1] and span[0] < n.end for n in report.notices):
        return refuse("notice-passage", f"{proposal.kind}/{proposal.act} was read in a notice, which is never evidence")
    fields = {name: _clean(name, value) for name, value in proposal.fields.items() if value not in (None, "", (), [])}
    fields, odd = checked(proposal.kind, proposal.act, fields, report.text[span[0] : span[1]], report.published)
    if proposal.kind == "meeting" and proposal.act in TOOK_PLACE and _ahead(reading, span, fields):
        fields["modality"] = "planned"
        odd = (*odd, "told as held, but as what is still to come: taken for planned")
    faults = (words or vocabulary()).faults(proposal.kind, proposal.act, fields)
    if faults:
        return refuse("outside-vocabulary", f"{proposal.kind}/{proposal.act}: {'; '.join(faults)}")
    found = proposal.attribution
    if found is None and not proposal.own_voice:
        found = attribution_of(reading, *span, proposal.trigger)
    made = Assertion(
        kind=proposal.kind,
        act=proposal.act,
        report=report.id,
        evidence=Passage(span[0], span[1], report.text[span[0] : span[1]]),
        published=report.published,
        outlet=report.outlet,
        attribution=found.chain if found else (),
        directness=found.directness if found and found.chain else "none",
        extractor=extractor,
        confidence=round(min(1.0, max(0.0, proposal.confidence)), 4),
        why=Why(reader, proposal.trigger, proposal.fillers, (*proposal.doubts, *odd, *(found.doubts if found else ()))),
        **fields,
    )
    return replace(made, id=assertion_id(made, report.text_hash))


def _ahead(reading: Reading, span: Span, fields: Mapping[str, Any]) -> bool:
    if fields.get("modality", "actual") != "actual" or fields.get("polarity") == "negative":
        return False
    sentence = sentence_of(reading, span[0])
    bounds = (sentence.start, max(sentence.end, span[1])) if sentence else span
    return to_come(reading.report.text, span, bounds, fields.get("date"), reading.report.published)


def ground_all(
    reading: Reading,
    proposals: Iterable[Proposal],
    *,
    extractor: str,
    reader: str = "rules",
    words: Vocabulary | None = None,
) -> tuple[tuple[Assertion, ...], tuple[Problem, ...]]:
    """All that can be grounded, in order of the text and without doubles, and the problems of the rest.

    Of two assertions that say the same about overlapping passages the more confident one stays, then the fuller.
    """
    made: list[Assertion] = []
    problems: list[Problem] = []
    for proposal in proposals:
        result = ground(reading, proposal, extractor=extractor, reader=reader, words=words)
        if isinstance(result, Problem):
            problems.append(result)
        else:
            made.append(result)
    made.sort(key=lambda a: (-a.confidence, -_filled(a), a.evidence.start, a.evidence.end, a.kind, a.act, a.id))
    kept: list[Assertion] = []
    for assertion in made:
        if not any(same(assertion, other) for other in kept):
            kept.append(assertion)
    kept.sort(key=lambda a: (a.evidence.start, a.evidence.end, a.kind, a.act, a.id))
    return tuple(kept), tuple(problems)


def same(one: Assertion, other: Assertion) -> bool:
    """Whether two assertions of one report are the same thing read twice: kind, act, sign, who and what, on one passage."""
    if (one.kind, one.act, one.polarity) != (other.kind, other.act, other.polarity):
        return False
    shared = min(one.evidence.end, other.evidence.end) - max(one.evidence.start, other.evidence.start)
    shorter = min(one.evidence.end - one.evidence.start, other.evidence.end - other.evidence.start)
    if shared * 2 < shorter:
        return False
    # Two that differ in a field that one of them lacks are the same; two that both say something different are not.
    for name in ("person", "post", "issue", "order", "document", "round", "head", "target"):
        a, b = getattr(one, name), getattr(other, name)
        if a is not None and b is not None and a != b:
            return False
    return (
        not (one.actors and other.actors)
        or set(one.actors) <= set(other.actors)
        or set(other.actors) <= set(one.actors)
    )


def _filled(assertion: Assertion) -> int:
    names = (
        "actors",
        "date",
        "issue",
        "place",
        "recipient",
        "owner",
        "target",
        "round",
        "quantities",
        "attribution",
        "party",
    )
    return sum(bool(getattr(assertion, name)) for name in names)


def _clean(name: str, value: Any) -> Any:
    """Lists as tuples without doubles, strings without surplus white space."""
    if name in _LISTS:
        items = [value] if isinstance(value, str) else list(value)
        return tuple(dict.fromkeys(" ".join(item.split()) for item in items if item.strip()))
    if name == "quantities":
        return tuple(q if isinstance(q, Quantity) else Quantity(*q) for q in value)
    return " ".join(value.split()) if isinstance(value, str) else value
