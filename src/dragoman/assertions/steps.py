"""Steps of a proposal or agreement: whose, their issue and duration; their order comes from `sequences`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.assertions.context import Context
from dragoman.assertions.dates import sentence_of
from dragoman.assertions.documents import documents_in, owner_of
from dragoman.assertions.events import quantities_of
from dragoman.assertions.grounding import Proposal
from dragoman.assertions.sequences import sequences
from dragoman.lexicon import issue_of
from dragoman.reading.numbers import number_word
from dragoman.types import Span

_DURATION = re.compile(
    r"\b(?P<count>\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety)[-\s]"
    r"(?P<unit>minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_UNITS = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H", "minute": "PT{}M"}
_NUMBERED = re.compile(
    r"\b(?P<word>first|second|third|fourth|fifth|initial|final|last)\s(?:step|stage|phase|point)\b|\b(?:step|stage|phase)\s(?P<figure>\d|one|two|three|four)\b",
    re.IGNORECASE,
)
_ORDER = {"first": 1, "initial": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_PLAN = re.compile(
    r"\b(?:plan|proposal|deal|agreement|roadmap|document|framework|process|accord|phase|stage|initiative|package|formula)\b",
    re.IGNORECASE,
)
#: A paragraph that says of what the list below it is.
_LISTED = re.compile(
    r":\s*$|\b(?:following|these|several|two|three|four|five|six|seven)\s(?:\w+\s)?(?:steps|stages|phases|points|parts)\b", re.I
)
#: Words by which somebody is told to have or hand over a paper.
_PUTS = re.compile(
    r"\b(?:present|submit|propose|offer|unveil|announce|draft|prepare|publish|table|put\sforward|draw\sup|hand\sover|outline)"
    r"(?:s|ed|d|ted|ting|ing)?\s(?:\w+\s){0,4}$",
    re.IGNORECASE,
)
_OWNERS = frozenset({"state", "organisation", "group", "person"})
#: What stands before a paper that was told of before.
_BACK = re.compile(r"\b(?:the|this|that)\s(?:\w+\s)?$", re.IGNORECASE)


def duration_of(text: str, start: int, end: int) -> str | None:
    """The ISO 8601 duration that a passage names: 'a 30-day ceasefire' is P30D. The first where several stand."""
    match = _DURATION.search(text, start, end)
    if not match:
        return None
    word = match["count"].lower()
    count = 1 if word in ("a", "an") else number_word(word)
    return _UNITS[match["unit"].lower()].format(count) if count else None


def order_of(text: str, start: int, end: int) -> int | None:
    """The number by which a passage names its step: 'in the second phase' is 2."""
    match = _NUMBERED.search(text, start, end)
    if not match:
        return None
    if match["figure"]:
        return int(number_word(match["figure"]) or 0) or None
    return _ORDER.get(match["word"].lower())


#: Words whose paper is an agreement unless something else in the stretch is only proposed.
_AGREED = frozenset({"deal", "agreement", "accord"})
_PROPOSED = frozenset({"plan", "proposal", "roadmap"})
#: How far before 'the plan' its author may have been told, in characters.
_REACH = 400


def proposals(context: Context) -> Iterator[Proposal]:
    """The steps that a report tells in sequence, each part that names an issue with its order."""
    reading = context.reading
    text = reading.report.text
    for parts in sequences(text, reading.sentences):
        told = {(order, issue): span for span, order in reversed(parts) if (issue := issue_of(text, *span))}
        named = sorted((span, order, issue) for (order, issue), span in told.items())
        if len({order for _, order, _ in named}) > 1:
            yield from _steps(named, context)


def _steps(named: Sequence[tuple[Span, int, str]], context: Context) -> Iterator[Proposal]:
    reading = context.reading
    text, (start, end) = reading.report.text, (named[0][0][0], named[-1][0][1])
    sentence = sentence_of(reading, start)
    number = sentence.paragraph if sentence else -1
    # a list stands in paragraphs of its own, under the one that says of what it is
    before = reading.paragraphs[max(0, number - 1) : number + 1] if number >= 0 else ()
    opening = min((p[0] for p in before), default=start)
    if len(before) > 1 and not _LISTED.search(text, *before[0]):
        opening = before[-1][0]
    if not _PLAN.search(text, opening, end):
        return
    papers = documents_in(text, opening, end)
    owner = next((o.canonical for p in papers if (o := owner_of(reading, (p[1], p[2])))), None)
    agreed = any(p[0] in _AGREED for p in papers) and not any(p[0] in _PROPOSED for p in papers)
    if owner is None and not agreed:
        owner = _author(papers, context)
    for (low, high), order, issue in named:
        fields: dict[str, object] = {
            "order": order, "issue": issue, "duration": duration_of(text, low, high),
            "document": papers[0][0] if papers else None, "owner": owner,
            "quantities": quantities_of(reading, low, high), "modality": None if agreed else "planned",
        }  # fmt: skip
        kept = {k: v for k, v in fields.items() if v not in (None, ())}
        yield Proposal(
            "step", "agreed" if agreed else "proposed", low, high, kept, trigger=(low, high), rule="step:sequence"
        )


def _author(papers: Sequence[tuple[str, int, int]], context: Context) -> str | None:
    """Who is told to have or hand over one of these papers, or the one that 'the plan' goes back to; None where nobody is."""
    text = context.reading.report.text
    for _, start, _ in papers:
        if (author := _presenter(text, start, context)) is not None:
            return author
    if not papers or not _BACK.search(text[max(0, papers[0][1] - 30) : papers[0][1]]):
        return None
    for _, start, end in reversed(documents_in(text, max(0, papers[0][1] - _REACH), papers[0][1])):
        owner = owner_of(context.reading, (start, end))
        if owner is not None:
            return owner.canonical
        if (author := _presenter(text, start, context)) is not None:
            return author
    return None


def _presenter(text: str, paper: int, context: Context) -> str | None:
    """The party before a verb of handing over right before a paper: 'Norway plans to present a detailed roadmap'."""
    verb = _PUTS.search(text, max(0, paper - 80), paper)
    if not verb:
        return None
    names = [n for n in context.names_in(max(0, verb.start() - 60), verb.start()) if n.type in _OWNERS]
    close = names and re.fullmatch(r"(?:['’]s)?(?:\s[\w-]+){0,4}\s", text[names[-1].end : verb.start()])
    return names[-1].canonical if close else None
