"""Steps of a proposal or agreement: their order in a sentence, their issue and duration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.assertions.context import Context
from dragoman.assertions.documents import documents_in, owner_of
from dragoman.assertions.events import quantities_of
from dragoman.assertions.grounding import Proposal
from dragoman.lexicon import issue_of
from dragoman.reading.numbers import number_word
from dragoman.reading.types import Sentence
from dragoman.types import Span

_DURATION = re.compile(
    r"\b(?P<count>\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety)[-\s]"
    r"(?P<unit>minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_UNITS = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H", "minute": "PT{}M"}
#: Words that open the next step of a sequence.
_NEXT = re.compile(
    r"(?:,?\s*(?:followed\sby|and\sthen|then|after\swhich|after\sthat|next|subsequently|later|ultimately\s(?:leading|resulting)\s(?:to|in)|"
    r"(?:eventually|finally|ultimately)|leading\sto|and\sfinally|before\s(?=a\s|the\s|an\s)|prior\sto))\s",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first(?:ly)?|begin(?:s|ning)?\swith|start(?:s|ing)?\swith|open(?:s|ing)?\swith)\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b(?P<word>first|second|third|fourth|fifth|initial|final|last)\s(?:step|stage|phase|point)\b|\b(?:step|stage|phase)\s(?P<figure>\d|one|two|three|four)\b",
    re.IGNORECASE,
)
_ORDER = {"first": 1, "initial": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_AND = re.compile(r",?\s(?:and|as\swell\sas|along\swith|together\swith)\s(?=(?:the|a|an|all|full|complete)?\s?\w)|;\s")


def duration_of(text: str, start: int, end: int) -> str | None:
    """The ISO 8601 duration that a passage names: 'a 30-day ceasefire' is P30D. The first where several stand."""
    match = _DURATION.search(text, start, end)
    if not match:
        return None
    word = match["count"].lower()
    count = 1 if word in ("a", "an") else number_word(word)
    return _UNITS[match["unit"].lower()].format(count) if count else None


def ordered(text: str, start: int, end: int) -> list[tuple[Span, int]]:
    """The steps of a sequence told in one sentence, with their order; empty where the passage tells no sequence.

    'would begin with a truce, followed by a swap and the return of refugees, leading to a summit': 1, then two that share
    2, then 3.
    """
    first = _FIRST.search(text, start, end)
    cuts = list(_NEXT.finditer(text, first.end() if first else start, end))
    if not cuts or (not first and len(cuts) < 2):
        return []
    begin = first.end() if first else start
    spans: list[Span] = []
    for cut in cuts:
        spans.append((begin, cut.start()))
        begin = cut.end()
    spans.append((begin, end))
    found: list[tuple[Span, int]] = []
    for order, (low, high) in enumerate(spans, 1):
        at = low
        for joint in _AND.finditer(text, low, high):
            if joint.start() - at > 8 and high - joint.end() > 8:
                found.append(((at, joint.start()), order))
                at = joint.end()
        if high > at:
            found.append(((at, high), order))
    return found


def order_of(text: str, start: int, end: int) -> int | None:
    """The number by which a passage names its step: 'in the second phase' is 2."""
    match = _NUMBERED.search(text, start, end)
    if not match:
        return None
    if match["figure"]:
        return int(number_word(match["figure"]) or 0) or None
    return _ORDER.get(match["word"].lower())


_PLAN = re.compile(
    r"\b(?:plan|proposal|deal|agreement|roadmap|document|framework|process|accord|phase|stage|initiative|package|formula)\b",
    re.IGNORECASE,
)


def of_sentence(sentence: Sentence, context: Context) -> Iterator[Proposal]:
    """The steps that a sentence tells in sequence: each part that names an issue, with its order."""
    text = context.reading.report.text
    parts = ordered(text, sentence.start, sentence.end)
    paragraph = (
        context.reading.paragraphs[sentence.paragraph]
        if sentence.paragraph < len(context.reading.paragraphs)
        else (sentence.start, sentence.end)
    )
    if not parts or not _PLAN.search(text, paragraph[0], sentence.end):
        return
    named = [(span, order, issue) for span, order in parts if (issue := issue_of(text, *span))]
    if len({order for _, order, _ in named}) < 2:
        return
    papers = documents_in(text, paragraph[0], sentence.end)
    owner = next((o for p in papers if (o := owner_of(context.reading, (p[1], p[2])))), None)
    agreed = any(p[0] in ("deal", "agreement", "accord") for p in papers) and not any(
        p[0] in ("plan", "proposal", "roadmap") for p in papers
    )
    for (start, end), order, issue in named:
        fields: dict[str, object] = {
            "order": order, "issue": issue, "duration": duration_of(text, start, end),
            "document": papers[0][0] if papers else None, "owner": owner.canonical if owner else None,
            "quantities": quantities_of(context.reading, start, end),
        }  # fmt: skip
        kept = {k: v for k, v in fields.items() if v not in (None, ())}
        yield Proposal(
            "step", "agreed" if agreed else "proposed", start, end, kept, trigger=(start, end), rule="step:sequence"
        )
