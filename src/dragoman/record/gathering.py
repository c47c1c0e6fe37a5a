"""Names on their way to becoming actors: what a record holds of them, and the groups that rules join them into.

Knows no rule: `identity` calls those of `bodies` and `people` in their order. What a report tells of names is a value of
its own (`Telling`), since the record keeps it for every reading: who is who is then found without reading a line.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.record.personal_names import form
from dragoman.types import Assertion

#: Types of links of a chain that are actors; outlets, agencies and papers are none.
SOURCES = ("person", "organisation")
_DEFINED = re.compile(r"\(\s*(?:the\s+)?[\"“‘']?([A-Z][A-Za-z&-]{0,7}[A-Z]|(?:[A-Z]\.){2,})[\"”’']?\s*\)")
#: The longest name looked for before a bracket, in characters.
_REACH = 90


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names were taken for one actor. `score` is 0..1; a person's judgement and an alias score 1. `report` is set
    where the name stands for that actor in this report alone."""

    name: str
    other: str
    score: float
    why: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may be one actor and were left apart."""

    name: str
    other: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """A post that a report tells: who holds it, for whom, by which words, on which date."""

    person: str
    post: str
    party: str
    date: str
    report: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells of names: each with how often it was read, those of people and of bodies, posts told.

    `brackets` are acronyms in brackets with the words before them, in the order in which they are told.
    """

    report: str
    published: str
    count: Mapping[str, int]
    people: Collection[str]
    bodies: Collection[str]
    roles: Sequence[Told]
    brackets: Sequence[tuple[str, str]]

    def packed(self) -> str:
        """As JSON, without the report, which is known where it is stored."""
        roles = [[role.person, role.post, role.party, role.date] for role in self.roles]
        parts = [self.count, sorted(self.people), sorted(self.bodies), roles, self.brackets]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, report: str, published: str, text: str) -> Telling:
        count, people, bodies, roles, brackets = json.loads(text)
        held = [Told(person, post, party, date, report) for person, post, party, date in roles]
        return cls(report, published, count, people, bodies, held, brackets)


def tellings(assertions: Iterable[Assertion]) -> list[Telling]:
    """What lines tell of names, report by report in the order in which they come."""
    by_report: dict[str, list[Assertion]] = {}
    for line in assertions:
        by_report.setdefault(line.report, []).append(line)
    return [telling(report, lines) for report, lines in by_report.items()]


def telling(report: str, lines: Iterable[Assertion]) -> Telling:
    """What the lines of one report tell of names."""
    people: set[str | None] = set()
    bodies: set[str] = set()
    names: list[str | None] = []
    roles: list[Told] = []
    brackets: dict[tuple[str, str], None] = {}
    published = ""
    for line in lines:
        names += (line.person, line.head, line.party, line.owner, line.target, line.host)
        names += (*line.actors, *line.recipient, *line.members)
        people.update((line.person, line.head, *line.members))
        for link in line.attribution:
            if link.named and link.type in SOURCES:
                names.append(link.name)
                (people if link.type == "person" else bodies).add(link.name)
        published = line.published or ""
        if line.kind == "role" and line.person and line.post:
            roles.append(Told(line.person, line.post, line.party or "", line.date or published, report))
        if "(" in line.evidence.exact:
            brackets |= dict.fromkeys(_brackets(line.evidence.exact))
    count = Counter(name for name in names if name)
    return Telling(report, published, count, {name for name in people if name}, bodies, roles, list(brackets))


def _brackets(words: str) -> Iterator[tuple[str, str]]:
    for match in _DEFINED.finditer(words):
        if letters(match[1]):
            yield match[1], words[max(0, match.start() - _REACH) : match.start()].strip()


def letters(name: str) -> str:
    """The letters of an acronym in lower case, empty for a word that is none."""
    plain = name.replace(".", "").replace("&", "").removeprefix("the ").removeprefix("The ")
    return (
        plain.lower()
        if 2 <= len(plain) <= 8 and plain.isalpha() and sum(map(str.isupper, plain)) > len(plain) / 2
        else ""
    )


@dataclass(slots=True)
class Names:
    """Every name with how often it was read and what it seems to be; the names of each report; the posts told."""

    count: Counter[str]
    people: set[str]
    bodies: set[str]
    states: frozenset[str]
    by_report: dict[str, Mapping[str, int]]
    published: dict[str, str]
    roles: list[Told]
    brackets: list[tuple[str, str, str]]

    @classmethod
    def of(cls, told: Iterable[Telling], states: frozenset[str]) -> Names:
        made = cls(Counter(), set(), set(), states, {}, {}, [], [])
        for one in told:
            made.by_report[one.report] = one.count
            made.published[one.report] = one.published
            made.people.update(one.people)
            made.bodies.update(one.bodies)
            made.roles += one.roles
            made.brackets += [(one.report, short, before) for short, before in one.brackets]
            count = made.count
            for name, often in one.count.items():
                count[name] += often
        titled = {name for name in made.count if form(name).titled}
        made.people = (made.people | titled) - states
        made.bodies -= made.people
        return made


class Groups:
    """Names joined into groups; two that are kept apart never meet, by whatever way."""

    def __init__(self, seen: Names) -> None:
        self.seen = seen
        self.names = sorted(seen.count)
        self.settled: set[str] = set()  # joined by a person or an alias: nothing is to be settled report by report
        self._parent = {name: name for name in self.names}
        self._members = {name: [name] for name in self.names}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self.here: dict[tuple[str, str], str] = {}
        self.reasons: list[Reason] = []
        self.proposals: list[Proposal] = []

    def members_by_root(self) -> list[tuple[str, list[str]]]:
        """Every group with the name that stands for it."""
        return list(self._members.items())

    def root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def members(self, name: str) -> list[str]:
        return self._members[self.root(name)]

    def keep_apart(self, one: str, other: str) -> None:
        self._apart[one].add(other)
        self._apart[other].add(one)

    def apart(self, one: str, other: str) -> bool:
        """Whether a person keeps apart any name of the one and any of the other."""
        others = self.members(other)
        return any(not self._apart[name].isdisjoint(others) for name in self.members(one)) if self._apart else False

    def join(self, one: str, other: str, score: float, why: str, *, judged: bool = False) -> bool:
        """Make two names one actor; False where one of them was never read or they are kept apart."""
        if one not in self._parent or other not in self._parent:
            return False
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        if self.apart(first, second) and not (judged and other not in self._apart[one]):
            return False
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        self.reasons.append(Reason(one, other, score, why))
        return True

    def join_here(self, report: str, name: str, other: str, score: float, why: str) -> bool:
        """Let a name stand for the actor of another name in one report."""
        if name in self.settled or self.apart(name, other):
            return False
        self.here[report, name] = other
        self.reasons.append(Reason(other, name, score, why, report))
        return True

    def propose(self, one: str, other: str, score: float, why: str) -> None:
        if self.root(one) != self.root(other) and other not in self._apart[one]:
            self.proposals.append(Proposal(one, other, score, why))
