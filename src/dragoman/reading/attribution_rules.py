"""Attributions by rules, for reading without models: speech verbs, 'according to', quotation marks, sentence order.

No parse: a sentence is taken apart at its cue. What stands before a speech verb and looks like a subject is the source,
what follows is the content, or the other way round after a comma or a quotation mark. Reach and precision are far below
the learned reader's (see evaluation/README.md); it is the fallback, not the product.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.reading.chains import Piece
from dragoman.reading.types import Name, Quotation, Sentence
from dragoman.types import Span

#: Verbs of saying that take what is said as a clause, in their past, present and participle forms.
_SAYING = re.findall(
    r"\w+",
    """said says say saying added adds told tells claimed claims claim announced announces confirmed confirms denied denies
insisted insists argued argues argue warned warns stressed stresses noted notes stated states reported reports explained explains
declared declares acknowledged acknowledges admitted admits suggested suggests believes believe believed thinks think thought
asserted asserts maintained maintains contended contends predicted predicts conceded concedes vowed vows promised promises
pledged pledges demanded demands urged urges recalled recalls remarked remarks observed observes reiterated reiterates emphasised
emphasized emphasises emphasizes underlined underscored pointed complained complains alleged alleges testified disclosed revealed reveals
replied responded wrote writes tweeted asked asks hoped hopes expects expected fears feared concluded concludes estimates estimated
proposed proposes indicated indicates signalled signaled hinted cautioned boasted joked lamented agreed agrees""",
)
_VERB = re.compile(
    r"\b(?:(?:has|have|had|also|later|earlier|repeatedly|reportedly|is|was|were|are|did not|does not|do not|would not)\s+){0,3}(?P<verb>"
    + "|".join(_SAYING) + r")\b", re.IGNORECASE,
)  # fmt: skip
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|in the view of)\s+(?P<who>[^,.;:“”\"\n]{2,140})", re.IGNORECASE
)
_PRONOUN = re.compile(r"^(?:he|she|it|they|we|i|you|others|many|some|who)$", re.IGNORECASE)
_SUBJECT_END = re.compile(
    r"(?:^|[,;:—–]|\b(?:and|but|that|as|while|because|when|if|although|though|after|before|which)\b)\s*", re.IGNORECASE
)
_ADVERBIAL = re.compile(
    r"^\s*(?:(?:on|in|at|during|to|late|early|last|this|yesterday|today|earlier|later)\b[^,.;:“\"]{0,60}?)?(?=\s+that\b|\s*[,:]\s*[“\"]|$)",
    re.IGNORECASE,
)
_HEARER = re.compile(r"^\s+(?:[\w.’'-]+\s+){1,6}?(?=that\b)|^\s+(?:the\s+)?(?:[A-Z][\w.’'-]*\s*){1,4}", re.UNICODE)


def find_by_rules(
    text: str, sentences: Sequence[Sentence], names: Sequence[Name], quotations: Sequence[Quotation]
) -> list[Piece]:
    """The attributions that the rules find, sentence by sentence."""
    found: list[Piece] = []
    for sentence in sentences:
        found += _sentence(text, sentence, quotations)
    return found


def _sentence(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Piece]:
    start, end = sentence.start, sentence.end
    for match in _ACCORDING.finditer(text, start, end):
        if _quoted(match.start(), quotations):
            continue
        who = _trim(text, match.start("who"), match.end("who"))
        before, after = _trim(text, start, match.start()), _trim(text, match.end(), end)
        content = before if before and (not after or before[1] - before[0] > 20) else after
        if content and who:
            return [Piece((content,), ((match.start(), match.start("who") - 1),), (who,))]
    for match in _VERB.finditer(text, start, end):
        if _quoted(match.start(), quotations):
            continue
        made = _around(text, sentence, match)
        if made:
            return [made]
    return []


def _around(text: str, sentence: Sentence, match: re.Match[str]) -> Piece | None:
    """The attribution whose cue is this verb, None where the verb has neither a subject nor a content."""
    start, end = sentence.start, sentence.end
    cue = (match.start(), match.end())
    before, after = text[start : match.start()], text[match.end() : end]
    closes = re.search(r"[,!?.][”\"’]?\s*$|[”\"]\s*$", before)
    if closes:
        # “…,” said the envoy.
        who = re.match(r"\s*((?:[^,.;:“”\"\n]){2,120})", after)
        content = _trim(text, start, match.start())
        if who and content:
            source = _trim(text, match.end() + who.start(1), match.end() + who.end(1))
            rest = _trim(text, match.end() + who.end(), end)
            more = (rest,) if rest and rest[1] - rest[0] > 20 and re.search(r"[“\"]", text[rest[0] : rest[1]]) else ()
            return Piece((content, *more), (cue,), (source,)) if source else None
        return None
    source = _subject(text, start, match.start())
    if source is None:
        return None
    lead = _trim(text, start, source[0])
    opener = text[source[0] - 2 : source[0]] if source[0] - 2 >= start else ""
    if lead and lead[1] - lead[0] > 25 and re.search(r"[,”\"]\s*$", opener):
        # Content first: 'The talks will go on, the envoy said.'
        rest = _trim(text, match.end(), end)
        more = (rest,) if rest and "“" in text[rest[0] : rest[1]] else ()
        return Piece((lead, *more), (cue,), (source,))
    verb = match.group("verb").lower()
    skip = _HEARER.match(after) if verb in ("told", "tells", "asked", "warned", "urged", "reminded") else None
    at = match.end() + (skip.end() if skip else 0)
    adverbial = _ADVERBIAL.match(text[at:end])
    content = _trim(text, at + (adverbial.end() if adverbial else 0), end)
    if content is None or content[1] - content[0] < 12:
        return None
    return Piece((content,), (cue,), (source,))


def _subject(text: str, start: int, end: int) -> Span | None:
    """The noun phrase right before a verb: back to the sentence's start, a comma or a conjunction."""
    stretch = text[start:end]
    bounds = [m.end() for m in _SUBJECT_END.finditer(stretch) if m.end() < len(stretch.rstrip())]
    at = bounds[-1] if bounds else 0
    span = _trim(text, start + at, end)
    if span is None:
        return None
    words = text[span[0] : span[1]].split()
    if len(words) > 14 or (len(words) == 1 and not _PRONOUN.match(words[0]) and not words[0][0].isupper()):
        return None
    return span


def _quoted(at: int, quotations: Sequence[Quotation]) -> bool:
    return any(q.start < at < q.end for q in quotations)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-."):
        end -= 1
    return (start, end) if end - start > 1 else None
