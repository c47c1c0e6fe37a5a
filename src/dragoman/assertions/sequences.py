"""Sequences that a text tells: 'first ... then ...', lettered and numbered lists, within a sentence or over several.

Pure over text and sentences: which stretches follow one another, and in which order. What they are steps of is `steps`' affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.reading.types import Sentence
from dragoman.types import Span

#: Words that open the next part of a sequence within a sentence.
_NEXT = re.compile(
    r"(?:,?\s*(?:followed\sby|and\s(?:only\s)?then|then|after\swhich|after\sthat|next|subsequently|later|"
    r"ultimately\s(?:leading|resulting)\s(?:to|in)|(?:eventually|finally|ultimately)|leading\sto|and\sfinally|"
    r"before\s(?=a\s|the\s|an\s)|prior\sto))\s",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first(?:ly)?(?=[\s,])(?!\s(?:round|time|meeting|talks|day|week|month|year|session|deputy|vice|lady))|"
    r"begin(?:s|ning)?\swith|start(?:s|ing)?\swith|open(?:s|ing)?\swith)\b,?",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s(?:and|as\swell\sas|along\swith|together\swith)\s(?=(?:the|a|an|all|full|complete)?\s?\w)|;\s")
#: What needs two, so that the 'and' after it joins no second step.
_OF_TWO = re.compile(r"\b(?:between|both)\b(?!.*\band\b)", re.IGNORECASE | re.DOTALL)

_WORDS = {
    "first": 1, "firstly": 1, "second": 2, "secondly": 2, "third": 3, "thirdly": 3, "fourth": 4, "fourthly": 4, "fifth": 5,
    "sixth": 6, "seventh": 7,
}  # fmt: skip
_STAGE = r"(?:\s(?:step|stage|phase|point|part))?"
#: A mark of order at the head of a sentence or of an item within one, and what follows it.
_MARK = re.compile(
    rf"(?:\(?(?P<figure>\d{{1,2}})[.)]\s|\(?(?P<letter>[a-h])\)\s|(?:in\s)?(?:the\s|a\s)?(?P<word>{'|'.join(_WORDS)}){_STAGE}"
    r"(?:,\s|:\s|\s(?=(?:would|will|is|comes|came|includes?|involves?|foresees?|provides?|calls?|covers?|envisages?)\b)))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:(?:after\sthat|after\swhich|then|next|afterwards|subsequently|thereafter|later|only\sthen|in\sa\slater\sphase|following\sthat)\b,?\s|"
    r"(?P<last>(?:finally|ultimately|lastly|in\sthe\s(?:final|last)\s(?:step|stage|phase)|(?:the|a)\s(?:final|last)\s(?:step|stage|phase)))\b,?\s)",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"(?:(?<=[;:,]\s)|(?<=[;:,]\sand\s)){_MARK.pattern}", re.IGNORECASE)

_BARE = re.compile(r"\(?(?:\d{1,2}|[a-h])[.)]")

Part = tuple[Span, int]


def sequences(text: str, sentences: Sequence[Sentence]) -> Iterator[list[Part]]:
    """Every sequence of a text: parts with their order from 1, those told together sharing one."""
    at, sentences = 0, _whole(text, sentences)
    while at < len(sentences):
        size, parts = _over_sentences(text, sentences, at)
        if size > 1 or (parts := within(text, sentences[at].start, sentences[at].end)):
            yield parts
        at += max(size, 1)


def _whole(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, a bare number ('2.') joined with the one that it counts."""
    found: list[Sentence] = []
    for sentence in sentences:
        if found and _BARE.fullmatch(text, found[-1].start, found[-1].end) and found[-1].paragraph == sentence.paragraph:
            found[-1] = Sentence(found[-1].start, sentence.end, sentence.paragraph)
        else:
            found.append(sentence)
    return found


def within(text: str, start: int, end: int) -> list[Part]:
    """The sequence told in one sentence; empty where it tells none.

    'would begin with a truce, followed by a swap and the return of refugees, leading to a summit': 1, then two that share
    2, then 3.
    """
    return _items(text, start, end) or _told_on(text, start, end)


def _items(text: str, start: int, end: int) -> list[Part]:
    """'in three stages: first, a truce; second, a swap; and third, a vote', '(a) ... (b) ...': each with its own mark."""
    marks = [(m, _number(m)) for m in _ITEM.finditer(text, start, end)]
    if [number for _, number in marks] != list(range(1, len(marks) + 1)) or len(marks) < 2:
        return []
    stops = [*(m.start() for m, _ in marks[1:]), end]
    found: list[Part] = []
    for (mark, number), stop in zip(marks, stops, strict=True):
        found += _shared(text, mark.end(), stop, number)
    return found


def _told_on(text: str, start: int, end: int) -> list[Part]:
    first = _FIRST.search(text, start, end)
    cuts = list(_NEXT.finditer(text, first.end() if first else start, end))
    if not cuts or (not first and len(cuts) < 2):
        return []
    begin = first.end() if first else start
    found: list[Part] = []
    for order, cut in enumerate([*cuts, None], 1):
        found += _shared(text, begin, cut.start() if cut else end, order)
        begin = cut.end() if cut else end
    return found


def _shared(text: str, start: int, end: int, order: int) -> list[Part]:
    """The parts of one place in the order: those joined by 'and' stand apart and share it."""
    found: list[Part] = []
    at = start
    for joint in _AND.finditer(text, start, end):
        if joint.start() - at > 8 and end - joint.end() > 8 and not _OF_TWO.search(text[at : joint.start()]):
            found.append(((at, joint.start()), order))
            at = joint.end()
    return [*found, ((at, end), order)] if end > at else found


def _over_sentences(text: str, sentences: Sequence[Sentence], at: int) -> tuple[int, list[Part]]:
    """The sequence whose first part is the sentence at `at`: how many sentences it takes, and its parts."""
    head = _head(text, sentences[at])
    opening = _FIRST.match(text, sentences[at].start)
    if (head is None or head[1] != 1) and not opening:
        return 0, []
    begin = head[0] if head and head[1] == 1 else opening.end() if opening else sentences[at].start
    found = _shared(text, begin, sentences[at].end, 1)
    order, size = 1, 1
    for sentence in sentences[at + 1 :]:
        if sentence.paragraph - sentences[at + size - 1].paragraph > 1:
            break
        head = _head(text, sentence)
        goes_on = _GOES_ON.match(text, sentence.start, sentence.end)
        if head and head[1] == order + 1:
            begin = head[0]
        elif goes_on and not head:
            begin = goes_on.end()
        else:
            break
        order, size = order + 1, size + 1
        found += _shared(text, begin, sentence.end, order)
        if goes_on and goes_on["last"]:
            break
    return size, found


def _head(text: str, sentence: Sentence) -> tuple[int, int] | None:
    """Where a sentence goes on after its mark of order, and its number; None without one."""
    mark = _MARK.match(text, sentence.start, sentence.end)
    return (mark.end(), _number(mark)) if mark else None


def _number(mark: re.Match[str]) -> int:
    if mark["figure"]:
        return int(mark["figure"])
    return ord(mark["letter"].lower()) - 96 if mark["letter"] else _WORDS[mark["word"].lower()]
