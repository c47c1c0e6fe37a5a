"""Attributions by rules, for reading without models: cue verbs, 'according to', quotation marks, the order of a sentence.

No parse: a sentence is taken apart at its cues. What stands before a cue and looks like a subject is the source, what
follows is the content, or the other way round after a comma or a quotation mark. Reach and precision are far below the
learned reader's (evaluation/README.md); this is the fallback, not the product.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.reading.chains import Piece
from dragoman.reading.types import Name, Quotation, Sentence
from dragoman.types import Span

#: Verbs that are a cue in half of their uses or more in news, and the common verbs of negotiation among them.
_CUES = re.findall(
    r"\w+",
    """said says told tells wrote writes called calls added adds saying reported reports noted notes announced announces suggested
    suggests tweeted argued argues argue declined endorsed described describes adding accused accuses accusing criticized
    criticised criticizing responded declared declares declaring explained explains explaining telling expressed expresses
    referring pointed urged urges offered offers acknowledged acknowledges acknowledging refused refuses refusing concluded
    concludes noting warned warns warning proposed proposes agreed agrees claimed recalled recalls vowed vows cited praised
    praises defended posted arguing replied issued revealed reveals suggesting insisted insists insisting questioned rejected
    rejects mentioned hoping indicated indicates indicate admitted admits denied denies dismissed predicted predicts
    blamed blames denounced denounces assured promised promises promising mocked blasted ordered echoed confirmed confirms
    reiterated reiterates discussed asserted asserts complained seeks sought demanded demands demanding railed stating stated boasted
    announcing conceded concedes thanked decried encouraged slammed voiced asks asked joked highlighted lamented reminded
    threatened threatens remarked remarks quoted emphasised emphasized emphasises emphasizes stressed stresses underlined
    underscored underscores recommended cautioned condemned condemns welcomed welcomes supported supports opposed opposes
    maintained maintains contended contends alleged alleges testified disclosed believes believe believed think thinks thought
    fears feared expects hopes hoped wants wanted estimates estimated pledged pledges signalled signaled hinted hints
    affirmed affirms reaffirmed reaffirms commended outlined""",
)
_VERB = re.compile(
    r"\b(?:(?:has|have|had|also|later|earlier|repeatedly|reportedly|is|was|were|are|did not|does not|do not|has not|have not|"
    r"would not|will|would)\s+){0,3}(?P<verb>" + "|".join(_CUES) + r")\b(?P<prep>\s+(?:for|on|to|about|against|with|at|out)\b)?"
)  # fmt: skip
#: After these a word of the list is a noun: 'the demands', 'their hopes', 'United States'.
_NOMINAL = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|no|any|such|same|final|these|those|some|many|of|[Uu]nited)\s+)$"
)
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|[Ii]n the view of)\s+")
_PRONOUN = re.compile(r"^(?:he|she|it|they|we|i|you|others|many|some|who)$", re.IGNORECASE)
_STOPS = re.compile(
    r"[,;:—–“”\"]|\s-\s|''|``|\b(?:and|but|that|as|while|because|when|if|although|though|after|before|which|or|than|so|whether)\b"
)
_STOP_DOT = re.compile(
    r"[,;:—–“”\"\n]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\b[A-Z])\.\s|\.$"
)
_TIME = re.compile(
    r"\s*(?:(?:on|in|at|during|late|early|last|this|yesterday|today|earlier|later|again)\b(?:\s+[\w’'.-]+){0,6}?)?"
    r"(?=\s+that\b|\s*[,:]\s*(?:[“\"]|''|$))"
)
_HEARER = re.compile(
    r"\s+(?:the\s+|a\s+|his\s+|her\s+)?(?:[\w.’'-]+\s+){1,5}?(?=that\b|how\b|why\b|to\b)|\s+(?:[A-Z][\w.’'-]*\s+){1,4}"
)
_TELLING = frozenset({"told", "tells", "asked", "warned", "urged", "reminded", "assured", "promised"})


def find_by_rules(
    text: str, sentences: Sequence[Sentence], names: Sequence[Name], quotations: Sequence[Quotation]
) -> list[Piece]:
    """The attributions that the rules find, sentence by sentence."""
    starts = [name.start for name in names]
    found: list[Piece] = []
    for sentence in sentences:
        near = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found += [_whole_quotations(p, quotations) for p in _sentence(text, sentence, near, quotations)]
    return found


def _whole_quotations(piece: Piece, quotations: Sequence[Quotation]) -> Piece:
    """A content that holds one end of a quotation holds it all: a statement of several sentences is one statement."""
    made: list[Span] = []
    for start, end in piece.content:
        for q in quotations:
            reaches = start <= q.start + 1 < end < q.end or q.start < start < q.end <= end + 1
            if reaches and not any(a < q.end and b > q.start for a, b in (*piece.cue, *piece.source)):
                start, end = min(start, q.start), max(end, q.end)
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return Piece(tuple(made), piece.cue, piece.source)


def _sentence(text: str, sentence: Sentence, names: Sequence[Name], quotations: Sequence[Quotation]) -> list[Piece]:
    start, end = sentence.start, sentence.end
    made: list[Piece] = []
    for match in _ACCORDING.finditer(text, start, end):
        if not _quoted(match.start(), quotations):
            stop = _STOP_DOT.search(text, match.end(), end)
            who = _trim(text, match.end(), stop.start() if stop else end)
            before, after = _trim(text, start, match.start()), _trim(text, who[1] if who else match.end(), end)
            content = before if before and (not after or before[1] - before[0] > 20) else after
            if content and who:
                made.append(Piece((content,), ((match.start(), match.end() - 1),), (who,)))
    for match in _VERB.finditer(text, start, end):
        if _quoted(match.start(), quotations) or _NOMINAL.search(text, max(start, match.start() - 12), match.start()):
            continue
        if any(a < match.end() and b > match.start() for p in made for a, b in (*p.source, *p.cue)):
            continue
        piece = _around(text, sentence, match, names)
        if piece and not any(piece.source == p.source and p.content == piece.content for p in made):
            made.append(piece)
            if piece.content[0][1] < match.start():
                break  # what stands before the cue was its content: nothing more is read from this sentence
    return made


def _around(text: str, sentence: Sentence, match: re.Match[str], names: Sequence[Name]) -> Piece | None:
    """The attribution whose cue is this verb, None where the verb has neither a subject nor a content."""
    start, end = sentence.start, sentence.end
    verb = match.group("verb")
    cue = (match.start(), match.end())
    before = text[start : match.start()]
    quoted_before = re.search(r"(?:[,!?.—-]\s?(?:[”\"’]|'')|[”\"])\s*$", before)
    if quoted_before or (re.search(r"[^,]{25,},\s*$", before) and re.match(r"\s+[A-Z]", text[match.end() : end])):
        # “…,” said the envoy.
        stop = _STOP_DOT.search(text, match.end("verb"), end)
        source = _trim(text, match.end("verb"), stop.start() if stop else end)
        content = _trim(text, start, match.start())
        if source and content and len(text[source[0] : source[1]].split()) < 16:
            return Piece((content, *_more(text, source[1], end)), ((match.start(), match.end("verb")),), (source,))
        return None
    source = _subject(text, start, match.start(), names)
    if source is None:
        return None
    lead = _trim(text, start, source[0])
    opener = text[max(start, source[0] - 4) : source[0]]
    rest = _trim(text, match.end(), end)
    if lead and lead[1] - lead[0] > 15 and (
        re.search(r"(?:”|\"|'')\s*$", opener)
        or (opener.rstrip().endswith(",") and (rest is None or rest[1] - rest[0] < 60) and verb[-1] in "ds")
    ):  # fmt: skip
        # Content first: 'The talks will go on, the envoy said.'
        return Piece((lead, *_more(text, match.end(), end)), ((match.start(), match.end("verb")),), (source,))
    at = match.end("verb") if verb in _TELLING else match.end()
    skip = _HEARER.match(text, at, end) if verb in _TELLING else None
    at = skip.end() if skip else at
    adverbial = _TIME.match(text, at, end)
    content = _trim(text, adverbial.end() if adverbial else at, end)
    return Piece((content,), (cue,), (source,)) if content else None


def _more(text: str, start: int, end: int) -> tuple[Span, ...]:
    """A quotation that goes on after the speaker: “…,” she said. “…”"""
    opening = re.search(r"[“\"]|''", text[start:end])
    rest = _trim(text, start + opening.start(), end) if opening else None
    return (rest,) if rest else ()


def _subject(text: str, start: int, end: int, names: Sequence[Name]) -> Span | None:
    """The noun phrase right before a verb: back to the sentence's start, a comma or a conjunction."""
    stretch = text[start:end].rstrip()
    if stretch.endswith(","):
        # 'Anna Berg, an envoy of the union, said': the name before the apposition.
        heads = [
            n for n in names if n.type in ("person", "organisation") and n.end < end and text[n.end : n.end + 1] == ","
        ]
        if not heads or end - heads[-1].end > 120:
            return None
        first = _subject(text, start, heads[-1].end, ())
        return (first[0], start + len(stretch) - 1) if first else None
    bounds = [m.end() for m in _STOPS.finditer(stretch) if m.end() < len(stretch)]
    span = _trim(text, start + (bounds[-1] if bounds else 0), end)
    if span is None:
        return None
    words = text[span[0] : span[1]].split()
    if len(words) > 12 or words[0].lower() in (
        "in",
        "on",
        "at",
        "to",
        "of",
        "for",
        "by",
        "with",
        "not",
        "from",
        "is",
        "was",
    ):
        return None
    if len(words) == 1 and not _PRONOUN.match(words[0]) and not words[0][0].isupper():
        return span if words[0].endswith("s") else None
    return span


def _quoted(at: int, quotations: Sequence[Quotation]) -> bool:
    return any(q.start < at < q.end for q in quotations)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-."):
        end -= 1
    return (start, end) if end - start > 1 else None
