"""Who acts: the parties that a noun phrase, a pronoun or 'both sides' stands for, within one report.

Built once for a reading. Names come from the reading, posts from `roles`; what remains open stays empty rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.assertions.grounding import attribution_of
from dragoman.assertions.nobody import NOBODY
from dragoman.assertions.roles import Role, likely_parties, parties_of_people, roles
from dragoman.lexicon import GENERAL, issue_mentions, issue_of, lexicon
from dragoman.reading.syntax import Tree, Word
from dragoman.reading.types import Name, Reading
from dragoman.types import Link

#: Nouns that, with a state or nationality before them, stand for the state itself.
_STANDS = frozenset({
    "administration", "aggressor", "ambassador", "army", "authorities", "cabinet", "chancellor", "counterpart",
    "counterparts", "delegates", "delegation", "diplomat", "diplomats", "envoy", "envoys", "forces", "government",
    "invaders", "leader", "leaders", "leadership", "military", "minister", "ministry", "negotiator", "negotiators",
    "official", "officials", "parliament", "party", "people", "position", "premier", "president", "regime",
    "representative", "representatives", "side", "soldiers", "spokesman", "spokesperson", "spokeswoman", "state",
    "team", "troops"
})  # fmt: skip
#: Nouns whose 'of' names those who act: 'the presidents of Kenya and Uganda', 'the government of Kenya'.
_OF_WHOM = frozenset({
    "side", "sides", "leaders", "presidents", "delegation", "delegations", "representatives", "ministers", "heads",
    "governments", "officials", "members", "forces", "troops", "president", "chancellor", "premier", "minister", "leader",
    "government", "army", "head", "authorities", "parliament", "people", "envoys", "negotiators",
})  # fmt: skip
_NO_SIDE = re.compile(
    r"\b(?:Office|Ministry|Department|Council|Commission|United Nations|Court|Parliament|Congress|Agency|Bank)\b"
)
_PEOPLE = frozenset({"leaders", "presidents", "ministers", "men", "heads", "interlocutors", "state"})
_TOGETHER = re.compile(r"(?:['’]s)?(?:\sand\s|\s?[-–]\s?|\sand\sthe\s|\swith\s|\sand\sof\s)(?:the\s)?")
_MEETING = re.compile(
    r"(?i)\b(?:met|meet|meets|meeting|talks?|call|conversation|spoke|telephone|discuss\w*|summit|agree\w*|deal|rivals?)\b"
)
_PERSONAL = frozenset({"he", "she", "him", "her", "his"})
_NEUTRAL = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "them", "their", "both", "themselves"})
_OWN = frozenset({"we", "us", "our", "i", "me", "my", "ourselves"})
_ACTORS = frozenset({"state", "person", "organisation", "group"})
_PARTY_TYPES = frozenset({"state", "organisation", "group"})


@dataclass(slots=True)
class Context:
    """What the rules know of one report beyond the sentence they read."""

    reading: Reading
    roles: tuple[Role, ...] = ()
    parties: dict[str, str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    issue: str | None = None
    people: frozenset[str] = frozenset()
    held: tuple[int, ...] = ()
    spans: tuple[tuple[int, int, str], ...] = ()

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names of a stretch of the text."""
        at = bisect_left(self.starts, start)
        found = []
        while at < len(self.starts) and self.starts[at] < end:
            if self.reading.names[at].end <= end:
                found.append(self.reading.names[at])
            at += 1
        return found

    def name_at(self, word: Word) -> Name | None:
        """The name that covers a word."""
        at = bisect_left(self.starts, word.start + 1) - 1
        if at >= 0 and self.reading.names[at].end > word.start:
            return self.reading.names[at]
        return None

    def party(self, name: str) -> str | None:
        """For whom a person acts; None where unknown."""
        return self.parties.get(name)

    def speaker(self, start: int, end: int) -> Link | None:
        """The last link on whose word a stretch stands."""
        found = attribution_of(self.reading, start, end)
        return found.chain[-1] if found and found.chain else None

    def sides(self, before: int) -> tuple[str, ...]:
        """The parties that 'both sides' means at an offset: of the most named ones, the two last named together."""
        people = self._rivals(before)
        if people:
            return people
        main = [name for name, count in self.counts.most_common(6) if count > 1] or [
            name for name, _ in self.counts.most_common(2)
        ]
        names = [n for n in self.reading.names if n.end <= before and n.canonical in main and n.type in _PARTY_TYPES]
        text = self.reading.report.text
        for second in range(len(names) - 1, 0, -1):
            one, other = names[second - 1], names[second]
            if one.canonical != other.canonical and _TOGETHER.fullmatch(text[one.end : other.start]):
                return (one.canonical, other.canonical)
        return tuple(main[:2]) if len(main) > 1 else ()

    def _rivals(self, before: int) -> tuple[str, ...]:
        """Two people who are named so much more often than any two parties that they are the sides."""
        named = Counter(n.canonical for n in self.reading.names if n.type == "person").most_common(2)
        parties = self.counts.most_common(2)
        if len(named) < 2 or named[1][1] < 3 or (len(parties) > 1 and named[1][1] < 1.5 * parties[1][1]):
            return ()
        return tuple(name for name, _ in named)

    def principals(self, before: int) -> tuple[str, ...]:
        """The people that 'the two leaders' or 'they' means: those of the last sentence that tells of their meeting."""
        text = self.reading.report.text
        people = [n for n in self.reading.names if n.type == "person"]
        for sentence in reversed(self.reading.sentences):
            if sentence.start >= before:
                continue
            low = text[sentence.start : sentence.end]
            here = list(
                dict.fromkeys(
                    n.canonical for n in people if sentence.start <= n.start < sentence.end and n.start < before
                )
            )
            if len(here) > 1 and _MEETING.search(low):
                return tuple(here[:4])
        return ()

    def pair(self, before: int, *, people: bool) -> tuple[str, ...]:
        """Who 'they' or 'both' are at an offset: people who met, else sides; sides first where `people` is false."""
        if people:
            return self.principals(before) or self.sides(before)
        return self.sides(before) or self.principals(before)

    def last(self, before: int, types: frozenset[str]) -> Name | None:
        """The name of one of the types that stands last before an offset, in its paragraph or the one before."""
        paragraph = next((p for p in self.reading.paragraphs if p[0] <= before <= p[1]), None)
        low = paragraph[0] if paragraph else max(0, before - 400)
        for name in reversed(self.reading.names[: bisect_left(self.starts, before)]):
            if name.start < low - 300:
                return None
            if name.type in types:
                return name
        return None

    def actors(self, tree: Tree, word: Word, *, depth: int = 0) -> tuple[str, ...]:
        """The parties that a noun phrase stands for, its coordinated members included; empty where it names none."""
        found = list(self._one(tree, word))
        if depth < 3:
            for other in tree.of(word, "conj"):
                found += self.actors(tree, other, depth=depth + 1)
            if word.low in _OF_WHOM and not found:
                for prep in tree.of(word, "prep"):
                    if prep.low in ("of", "from"):
                        for obj in tree.of(prep, "pobj"):
                            found += self.actors(tree, obj, depth=depth + 1)
        return tuple(dict.fromkeys(found))

    def _one(self, tree: Tree, word: Word) -> tuple[str, ...]:
        if word.low in _OWN:
            speaker = self.speaker(word.start, word.end)
            if speaker is None or speaker.type not in ("person", "organisation"):
                return ()
            party = self.party(speaker.name)
            return (
                (party,) if party and word.low in ("we", "us", "our") else tuple(n for n in (speaker.name, party) if n)
            )
        if word.low in _PERSONAL:
            name = self.last(word.start, frozenset({"person"}))
            speaker = self.speaker(word.start, word.end)
            if speaker is not None and speaker.type == "person" and speaker.named:
                return self._with_party(speaker.name)
            return self._with_party(name.canonical) if name else ()
        if word.low in _NEUTRAL and word.tag == "PRP":
            name = self.last(word.start, _PARTY_TYPES)
            return (name.canonical,) if name else ()
        if word.low in _PLURAL:
            return self.pair(word.start, people=self._people_last(word.start))
        holder = self._holder(word)
        if holder is not None:
            return self._with_party(holder)
        name = self.name_at(word)
        if name is None and word.tag.startswith("NN") and word.low in _STANDS:
            inside = [
                n
                for w in tree.of(word, "appos", "compound", "flat", "nmod")
                if (n := self.name_at(w)) and n.type == "person"
            ]
            name = inside[-1] if inside else None
        if name is not None and name.type in _ACTORS:
            return self._with_party(name.canonical) if name.type == "person" else (name.canonical,)
        if name is not None and name.type == "place":
            return ()
        return self._common(tree, word)

    def _holder(self, word: Word) -> str | None:
        """The person in whose title a word stands: parsers go astray in 'Chancellor of the Republic of X Jane Roe'."""
        at = bisect_right(self.held, word.start) - 1
        if at >= 0 and self.spans[at][0] <= word.start < self.spans[at][1]:
            return self.spans[at][2]
        return None

    def _with_party(self, person: str) -> tuple[str, ...]:
        party = self.party(person)
        return (person, party) if party else (person,)

    def _common(self, tree: Tree, word: Word) -> tuple[str, ...]:
        """What a common noun stands for: the state before it, the sides, a person by their post, or itself."""
        phrase = self._phrase(tree, word)
        if phrase.removeprefix("the ").removeprefix("all ") in _both() or phrase in _both():
            return self.pair(word.start, people=word.low in _PEOPLE)
        if word.low in ("leaders", "presidents") and phrase.startswith("the ") and not tree.of(word, "prep", "poss"):
            return self.principals(word.start)
        before = [
            n
            for w in tree.of(word, "amod", "compound", "poss", "nmod", "nounmod")
            if (n := self.name_at(w)) and n.type in _ACTORS
        ]
        for poss in tree.of(word, "poss"):
            if poss.low in ("our", "my") and word.low in _STANDS:
                return self._own_party(word)
            if poss.low in ("his", "her", "its", "their") and word.low in _STANDS:
                return ()
        if before and (word.low in _STANDS or word.low in lexicon().parties):
            return tuple(dict.fromkeys(n.canonical for n in before))
        holders = {r.person.canonical for r in self.roles if r.act != "left" and r.post.lower().split()[-1] == word.low}
        if len(holders) == 1 and word.tag == "NN" and any(d.low == "the" for d in tree.of(word, "det")):
            return self._with_party(holders.pop())
        if word.low in lexicon().parties and word.low not in (
            "side",
            "sides",
            "president",
            "minister",
            "leader",
            "premier",
            "party",
            "group",
            "company",
        ):
            words = [
                w for w in tree.of(word, "amod", "compound") if w.i < word.i and w.low not in ("other", "such", "both")
            ]
            if not words and word.low in NOBODY:
                return ()
            return (self.reading.report.text[words[0].start if words else word.start : word.end],)
        return ()

    def _own_party(self, word: Word) -> tuple[str, ...]:
        """Whose 'our delegation' is: the party of the speaker, or of the one whose statement it is."""
        speaker = self.speaker(word.start, word.end)
        person = speaker.name.split("'s ")[0] if speaker and speaker.type in ("person", "document") else ""
        party = self.party(person)
        return (party,) if party else ()

    def _people_last(self, before: int) -> bool:
        """Whether the paragraph before an offset names people and not only states."""
        name = self.last(before, _ACTORS)
        return name is not None and name.type == "person"

    @staticmethod
    def _phrase(tree: Tree, word: Word) -> str:
        parts = [w for w in tree.of(word, "det", "predet", "nummod", "amod", "compound") if w.i < word.i]
        return " ".join(w.low for w in [*parts, word])

    def issue_at(self, *spans: tuple[int, int]) -> str | None:
        """The issue of the first of the spans that names one; else of the sentence before in the paragraph; else the report's."""
        text = self.reading.report.text
        for start, end in spans:
            found = issue_of(text, start, end)
            if found:
                return found
        if spans:
            at = spans[0][0]
            paragraph = next((p for p in self.reading.paragraphs if p[0] <= at <= p[1]), None)
            if paragraph:
                mentions = [m for m in issue_mentions(text, paragraph[0], at) if m.issue not in GENERAL]
                if mentions:
                    return mentions[-1].issue
        return self.issue


def without_parties(actors: Sequence[str], context: Context) -> tuple[str, ...]:
    """Actors of a thing that several do: where two people are named, the parties they act for are left out."""
    people = [a for a in actors if a in context.people]
    if len(set(people)) < 2:
        return tuple(dict.fromkeys(actors))
    implied = {context.party(p) for p in people}
    return tuple(dict.fromkeys(a for a in actors if a not in implied))


def groups(actors: Sequence[str], context: Context) -> list[tuple[str, ...]]:
    """Actors of a stance, apart by party: each person with the party they act for, each other party alone."""
    found: list[tuple[str, ...]] = []
    people = [a for a in dict.fromkeys(actors) if a in context.people]
    taken: set[str] = set()
    for person in people:
        party = context.party(person)
        found.append((person, party) if party else (person,))
        taken |= {person, party or person}
    return found + [(a,) for a in dict.fromkeys(actors) if a not in taken]


def context(reading: Reading) -> Context:
    """The context of a reading."""
    found = tuple(roles(reading))
    acting = tuple(r for r in found if not re.search(r"(?i)opposition|rebel", r.post))
    parties = {**likely_parties(reading, acting), **parties_of_people(acting)}
    counts = Counter(n.canonical for n in reading.names if n.type in _PARTY_TYPES and not _NO_SIDE.search(n.canonical))
    mentions = Counter(m.issue for m in issue_mentions(reading.report.text) if m.issue not in GENERAL)
    ranked = mentions.most_common(2)
    main = ranked[0][0] if ranked else None
    spans = tuple(sorted({(r.start, r.end, r.person.canonical) for r in found if r.act != "appointed"}))
    return Context(
        reading,
        found,
        parties,
        [n.start for n in reading.names],
        counts,
        main,
        frozenset(n.canonical for n in reading.names if n.type == "person"),
        tuple(s for s, _, _ in spans),
        spans,
    )


def _both() -> frozenset[str]:
    return frozenset(lexicon().both) | frozenset(b.removeprefix("the ") for b in lexicon().both)
