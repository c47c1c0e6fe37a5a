"""What a condition hangs on: the conditional clause of a sentence, its conjuncts, and the issue that each of them names."""

from __future__ import annotations

import re

from dragoman.lexicon import issue_of
from dragoman.types import Span

_OPENING = re.compile(
    r"\b(?:only if|if|unless|provided(?: that)?|as long as|on (?:the )?condition (?:that|of)|on condition|once|until|only after|"
    r"only when|after|in exchange for|in return for|without|conditional (?:up)?on|contingent (?:up)?on|subject to|before)\b",
    re.IGNORECASE,
)
#: Issues that name the negotiation itself and no condition.
_VAGUE = frozenset({"talks", "trade", "territory"})
_JOINT = re.compile(r",?\s(?:and|or|as well as)\s|[,;]\s", re.IGNORECASE)


def condition_of(text: str, passage: Span, sentence: Span, trigger: int) -> Span | None:
    """The conditional clause of a passage, else of its sentence, without its opening word; None without one.

    One that stands before the main clause, whose word is at `trigger`, ends at the last comma before it.
    """
    match = _OPENING.search(text, *passage) or _OPENING.search(text, *sentence)
    if match is None:
        return None
    end = sentence[1]
    if trigger > match.end():
        comma = text.rfind(",", match.end(), trigger)
        end = comma if comma > 0 else trigger
    return match.end(), end


def conditions_in(text: str, clause: Span, but: str | None = None) -> tuple[str, ...]:
    """The issue that each conjunct of a conditional clause names, each once and in their order; without the issue `but`."""
    at, found = clause[0], []
    for cut in (*(m.span() for m in _JOINT.finditer(text, *clause)), (clause[1], clause[1])):
        issue = issue_of(text, at, cut[0])
        if issue and issue not in _VAGUE and issue != but:
            found.append(issue)
        at = cut[1]
    return tuple(dict.fromkeys(found))
