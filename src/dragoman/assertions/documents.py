"""Papers: the noun that names one, and whose paper it is. Pure functions over a reading and a span."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.lexicon import lexicon
from dragoman.reading.types import Name, Reading
from dragoman.types import Span

_OWNED_BY = re.compile(
    r"^\s(?:drawn\sup|drafted|proposed|put\sforward|prepared|submitted|presented|offered|tabled|written|outlined|made)\sby\s(?:the\s)?$"
)


@lru_cache(maxsize=1)
def _papers() -> re.Pattern[str]:
    nouns = sorted(lexicon().documents, key=len, reverse=True)
    return re.compile(r"\b(?P<noun>" + "|".join(re.escape(n) for n in nouns) + r")(?:s|es)?\b", re.IGNORECASE)


def documents_in(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Every paper named in a passage: its head noun in the singular, start, end. 'A draft memorandum' is a memorandum."""
    found: list[tuple[str, int, int]] = []
    for match in _papers().finditer(text, start, end):
        noun = match["noun"].lower()
        noun = {"road map": "roadmap", "communiqué": "communique", "counter-proposal": "counterproposal"}.get(
            noun, noun
        )
        previous = found[-1] if found else None
        if previous and text[previous[2] : match.start()] in (" ", "-"):
            found[-1] = (noun, previous[1], match.end())  # 'peace plan document', 'draft resolution'
        elif (
            previous
            and previous[0] in lexicon().weak_documents
            and re.fullmatch(r"\sof\s(?:the|a|an)\s(?:\w+\s){0,2}", text[previous[2] : match.start()])
        ):
            found[-1] = (noun, previous[1], match.end())
        else:
            found.append((noun, match.start(), match.end()))
    return found


def document_of(text: str, start: int, end: int, near: int | None = None) -> tuple[str, Span] | None:
    """The paper a passage is about: the first after `near` (the verb), else the nearest before it."""
    papers = documents_in(text, start, end)
    if not papers:
        return None
    if near is not None:
        after = [p for p in papers if p[1] >= near]
        papers = after or papers[::-1]
    noun, first, last = papers[0]
    return noun, (first, last)


def owner_of(reading: Reading, paper: Span) -> Name | None:
    """Whose paper it is: the name before it ('Kenya's plan', 'the Kenyan proposal'), or after 'drafted by', 'from', 'of'."""
    text = reading.report.text
    for name in reading.names:
        if name.type in ("place", "outlet", "agency"):
            continue
        if name.end <= paper[0] and paper[0] - name.end < 40:
            gap = text[name.end : paper[0]]
            if re.fullmatch(r"(?:['’]s?)?\s(?:(?!and\b|to\b|of\b|in\b|with\b|the\b|a\b|for\b|on\b)[\w-]+\s){0,3}", gap):
                return name
        elif name.start >= paper[1] and name.start - paper[1] < 40:
            gap = text[paper[1] : name.start]
            if _OWNED_BY.match(gap):
                return name
    return None
