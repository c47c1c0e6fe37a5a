"""Chains of attribution: on whose word a content stands, outermost first, ending with the one who knows or speaks.

'Interfax reported, citing its sources' is two links, the agency and its sources; 'the envoy told Reuters' is the agency that
heard it and the envoy. An attribution that stands inside the content of another takes that one's chain before its own.

What this does not do: find contents, cues and sources (attributions), or say who a mention is (speakers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.reading.speaker_words import ANY_OUTLET, OUTLETS, PLURAL
from dragoman.reading.speakers import Speaker, Speakers
from dragoman.reading.types import Name, Sentence
from dragoman.types import Link, Span

#: The words of a mention: up to the next stop, comma or quotation mark.
_WHO = r"\s+(?P<who>[^,.;:“”\"\n]{2,120})"


def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<cue>{cue}){_WHO}", re.IGNORECASE)


_CITING = _pattern("citing|cites|cited|quoting|quotes|referring to|with reference to|relying on")
_QUOTED_BY = _pattern(
    r"(?:(?:was|were|is|are|being|as) )*(?:quoted|cited)(?: \w+){0,3}? (?:by|in)"
    r"|as (?:reported|told|relayed|carried) (?:by|to)"
    r"|(?:reported|carried|published|released|posted|broadcast|aired|relayed|circulated|distributed) (?:by|on|in)"
)
_SPOKEN_TO = _pattern(
    r"(?:in|during) (?:an? |the |his |her |their )?(?:[\w-]+ ){0,3}?"
    r"(?:interviews?|conversation|comments?|remarks|briefing|appearance|article|column|op-ed|essay)"
    r"(?: published| broadcast| aired| given)?(?: \w+day| on \w+day| last \w+)?(?: with| to| for| on| in| by)"
    r"|(?:speaking|talking|writing) (?:to|with|on|in|for)|told|tells|telling"
)
_SEEN = _pattern(
    r"(?:seen|reviewed|obtained|viewed|published|released|posted|carried|leaked to|shared with|provided to)"
    r"(?: by| on| in| to)?"
)
_REVIEWED = re.compile(
    r"\b(?P<cue>reviewed|seen|saw|obtained|viewed|read|received|published|posted|leaked)\s+(?P<who>(?:an? |the |its )?(?:[\w-]+ ){0,2}?"
    r"(?:(?:copy|copies|text|transcript|excerpts|version) of (?:an? |the |its )?(?:[\w-]+ ){0,2}?\w+|copy|copies|transcript|draft|"
    r"document|recording|letter|text))\b",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^(?:an? |the |its )?(?:[\w-]+ ){0,2}?(?:copy|copies|text|transcript|excerpts|version) of ", re.IGNORECASE
)
_ON_SITE = _pattern("on|at")
_HEARERS = frozenset({"correspondent", "correspondents", "reporter", "reporters", "journalist", "journalists"})
_BREAK = re.compile(
    r"\b(?:that|as|saying|said|who|which|when|where|while|after|before|if|but|because|says|has|have|is|was|were|will|would|"
    r"showed|shows)\b",
    re.IGNORECASE,
)
#: What parties do together is no word of theirs: 'the two sides discussed an exchange' is the report's own statement.
_JOINT_ACT = re.compile(r"\b(?:agree|consult|consider|touch|address|review)", re.IGNORECASE)
_TALK = re.compile(r"\b(?:discuss(?:es|ed|ing)?|exchang|negotiat)", re.IGNORECASE)
_SITE = re.compile(r"\b(?:web ?site|site|channel|page|account|blog|portal|feed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """An attribution before it has a chain: spans of content, cue and source in the report."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Chained:
    """The chain of a piece, what remained open, and whether the piece only names who another relies on ('citing')."""

    chain: tuple[Link, ...]
    doubts: tuple[str, ...] = ()


def chain_all(
    pieces: Sequence[Piece], text: str, names: Sequence[Name], sentences: Sequence[Sentence], speakers: Speakers
) -> list[Chained]:
    """The chains of a report's attributions, in their order."""
    builder = _Builder(text, names, sentences, speakers)
    order = sorted(range(len(pieces)), key=lambda i: _place(pieces[i]))
    parents = {i: _parent(i, pieces) for i in order}
    made: dict[int, Chained] = {}

    def build(i: int) -> Chained:
        if i not in made:
            parent = parents[i]
            outer = build(parent) if parent is not None else None
            made[i] = builder.chain(pieces[i], outer)
        return made[i]

    for i in order:
        build(i)
    return _share_citing(pieces, [made[i] for i in range(len(pieces))], text)


def _place(piece: Piece) -> int:
    spans = [*piece.source, *piece.cue, *piece.content]
    return min(a for a, _ in spans) if spans else 0


def _inside(spans: Iterable[Span], others: Sequence[Span]) -> float:
    """Which share of `spans` lies in `others`."""
    size = covered = 0
    for a, b in spans:
        size += b - a
        covered += sum(max(0, min(b, d) - max(a, c)) for c, d in others)
    return covered / size if size else 0.0


def _parent(i: int, pieces: Sequence[Piece]) -> int | None:
    """The smallest other attribution whose content holds this one's cue and content."""
    own = pieces[i]
    fits = []
    for j, other in enumerate(pieces):
        if j == i or not own.cue:
            continue
        size = sum(b - a for a, b in other.content)
        if (
            _inside(own.cue, other.content) > 0.99
            and _inside(own.content, other.content) > 0.8
            and _inside(other.cue, own.content) < 0.5
            and size > sum(b - a for a, b in own.content)
        ):
            fits.append((size, j))
    return min(fits)[1] if fits else None


def _share_citing(pieces: Sequence[Piece], made: list[Chained], text: str) -> list[Chained]:
    """Where one attribution only names whom the other cites for the same content, both have the longer chain."""
    for i, piece in enumerate(pieces):
        if not any(_CITING.match(text, a) or _citing_word(text[a:b]) for a, b in piece.cue):
            continue
        for j, other in enumerate(pieces):
            if i == j or _inside(piece.content, other.content) < 0.6 or _inside(other.content, piece.content) < 0.6:
                continue
            tail = [link for link in made[i].chain if not any(_same(link, known) for known in made[j].chain)]
            if tail and made[j].chain:
                both = Chained((*made[j].chain, *tail), (*made[j].doubts, *made[i].doubts))
                made[i] = made[j] = both
            elif made[j].chain:
                made[i] = made[j]
    return made


def _joint(speaker: Speaker) -> bool:
    """Whether the source is several parties together."""
    words = set(re.findall(r"\w+", speaker.name.lower()))
    return (
        " and " in speaker.name
        or bool(words & PLURAL)
        or bool(words & {"they", "both", "two", "sides", "interlocutors"})
    )


def _citing_word(cue: str) -> bool:
    return cue.strip().lower() in {"citing", "quoting", "cites", "quotes", "cited", "referring to"}


def _same(one: Link, other: Link) -> bool:
    return one.span == other.span or one.name.casefold() == other.name.casefold()


class _Builder:
    """Builds the links of one attribution from its source and from the words beside its cue."""

    def __init__(self, text: str, names: Sequence[Name], sentences: Sequence[Sentence], speakers: Speakers) -> None:
        self._text, self._names, self._speakers = text, names, speakers
        self._sentences = sentences

    def chain(self, piece: Piece, outer: Chained | None) -> Chained:
        """The whole chain: that of the attribution around it, then its own links."""
        before = outer.chain if outer else ()
        doubts = list(outer.doubts) if outer else []
        cue = piece.cue[0] if piece.cue else None
        words = self._text[cue[0] : cue[1]] if cue else None
        speaker = None
        if piece.source:
            start, end = piece.source[0]
            inner = Speaker(before[-1].name, before[-1].type, before[-1].named) if before else self._quoted_by(piece)
            speaker = self._speakers.resolve(self._core(start, end), inner)
            doubts += speaker.doubts
        links: list[Link] = []
        if speaker and words and (_TALK.search(words) or (_JOINT_ACT.search(words) and _joint(speaker))):
            return Chained(before, tuple(dict.fromkeys(doubts)))
        if speaker:
            links.append(Link(speaker.name, speaker.type, words, speaker.named, piece.source[0], cue))
        outers, inners = self._beside(piece, speaker)
        links = [*outers, *links, *inners]
        unique: list[Link] = list(before)
        for link in links:
            if not any(_same(link, known) for known in unique):
                unique.append(link)
            elif link is links[-1] and unique and len(unique) > len(before):
                continue
        return Chained(tuple(unique), tuple(dict.fromkeys(doubts)))

    def _core(self, start: int, end: int) -> Span:
        """The source without what only says to whom or through what it spoke."""
        match = re.search(r"[,(]?\s*\b(?:quoted|cited) by\b|,? (?:citing|quoting)\b", self._text[start:end])
        return (start, start + match.start()) if match and match.start() > 1 else (start, end)

    def _quoted_by(self, piece: Piece) -> Speaker | None:
        """Who 'we' is where no attribution holds the piece: the last one heard nearby."""
        return self._speakers.last_heard(_place(piece), _place(piece) - 400)

    def _beside(self, piece: Piece, speaker: Speaker | None) -> tuple[list[Link], list[Link]]:
        """Links read from the words of the sentence that are neither content nor source: (before, behind the speaker)."""
        outers: list[Link] = []
        inners: list[Link] = []
        for start, end in self._free(piece):
            stretch = self._text[start:end]
            for match in _CITING.finditer(stretch):
                who = self._mention(start + match.start("who"), start + match.end("who"))
                made = who and self._link(who, match, start)
                if who and made and not _overlaps(who, piece.source):
                    inners.append(made)
            for pattern in (_QUOTED_BY, _SPOKEN_TO):
                for match in pattern.finditer(stretch):
                    made = self._outlet(start + match.start("who"), start + match.end("who"), match, start)
                    if made and not (speaker and made.name == speaker.name):
                        outers.append(self._with_cue(made, piece))
        seen, papers = self._seen(piece, speaker)
        return [*seen, *outers], [*papers, *inners]

    def _free(self, piece: Piece) -> list[Span]:
        """The sentence of the cue without the content."""
        at = piece.cue[0][0] if piece.cue else piece.content[0][0]
        sentence = next((s for s in self._sentences if s.start <= at < s.end), None)
        if sentence is None:
            return []
        free, start = [], sentence.start
        for a, b in sorted(piece.content):
            if b <= sentence.start or a >= sentence.end:
                continue
            if a > start:
                free.append((start, a))
            start = max(start, b)
        if start < sentence.end:
            free.append((start, sentence.end))
        return free

    def _with_cue(self, link: Link, piece: Piece) -> Link:
        """'told' is the attribution's own cue: 'reportedly told' where that has more words."""
        own = piece.cue[0] if piece.cue else None
        if own and link.cue_span and own[0] <= link.cue_span[0] and link.cue_span[1] <= own[1]:
            return replace(link, cue=self._text[own[0] : own[1]], cue_span=own)
        return link

    def _mention(self, start: int, end: int) -> Span | None:
        """The words of a mention from `start`, cut where a new clause begins."""
        cut = _BREAK.search(self._text, start, end)
        end = cut.start() if cut else end
        while end > start and self._text[end - 1] in " ,.;:–—-\n":
            end -= 1
        return (start, end) if end - start > 1 else None

    def _link(self, span: Span, match: re.Match[str], base: int) -> Link:
        who = self._speakers.resolve(span)
        cue = (base + match.start("cue"), base + match.end("cue"))
        return Link(who.name, who.type, match.group("cue"), who.named, span, cue)

    def _outlet(self, start: int, end: int, match: re.Match[str], base: int) -> Link | None:
        """The medium that somebody spoke to or is quoted by: an outlet or agency, by name or by description."""
        span = self._mention(start, end)
        if span is None:
            return None
        words = self._text[span[0] : span[1]]
        cue = (base + match.start("cue"), base + match.end("cue"))
        named = [n for n in self._names if span[0] <= n.start < span[1]]
        media = [n for n in named if n.type in ("outlet", "agency")]
        if media:
            return Link(
                media[0].canonical, media[0].type, match.group("cue"), True, (media[0].start, media[0].end), cue
            )
        low = [w.lower() for w in re.findall(r"\w+", words)]
        if _SITE.search(words) and named:
            return Link(
                re.sub(r"^(?:the|a|an|its|his|her|their) ", "", words), "outlet", match.group("cue"), True, span, cue
            )
        if any(w in OUTLETS | ANY_OUTLET for w in low) and not set(low) & _HEARERS:
            who = self._speakers.resolve(span)
            return Link(
                who.name, "outlet" if who.type == "unnamed" else who.type, match.group("cue"), who.named, span, cue
            )
        if set(low) & _HEARERS and any(w in OUTLETS | ANY_OUTLET for w in low):
            of = re.search(r"\b(?:of|from|for|with|at)\s+(?:the |an? )?", words)
            inner = (span[0] + of.end(), span[1]) if of else span
            return Link(self._text[inner[0] : inner[1]], "outlet", match.group("cue"), False, inner, cue)
        return None

    def _seen(self, piece: Piece, speaker: Speaker | None) -> tuple[list[Link], list[Link]]:
        """Whoever saw or published the paper that speaks ('a draft seen by Reuters'), or the paper that a medium saw."""
        if speaker is None or not piece.source:
            return [], []
        start, end = piece.source[0]
        stop = min(len(self._text), end + 80, next((s.end for s in self._sentences if s.start <= start < s.end), end))
        if speaker.type == "document":
            match = _SEEN.search(self._text, start, stop) or _ON_SITE.search(self._text, start, stop)
            made = match and self._outlet(match.start("who"), match.end("who"), match, 0)
            return ([made] if made else []), []
        if speaker.type in ("agency", "outlet"):
            match = _REVIEWED.search(self._text, start, stop)
            if match:
                first = match.start("who")
                copy = _COPY.match(match.group("who"))
                paper = (first + copy.end() if copy else first, match.end("who"))
                name = re.sub(r"^(?:an?|the|its) ", "", self._text[slice(*paper)])
                cue = (match.start("cue"), match.end("cue"))
                return [], [Link(name, "document", match.group("cue"), True, paper, cue)]
        return [], []


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and b > span[0] for a, b in others)
