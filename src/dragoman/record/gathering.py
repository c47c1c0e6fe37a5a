"""Names on their way to becoming actors: what a record holds of them, and the groups that rules join them into.

Knows no rule: `identity` calls those of `bodies` and `people` in their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.record.personal_names import form
from dragoman.types import Assertion

#: Types of links of a chain that are actors; outlets, agencies and papers are none.
SOURCES = ("person", "organisation")


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


@dataclass(slots=True)
class Names:
    """Every name with how often it was read and what it seems to be; the names of each report; the posts told."""

    count: Counter[str]
    people: set[str]
    bodies: set[str]
    states: frozenset[str]
    by_report: dict[str, list[str]]
    published: dict[str, str]
    roles: list[Told]

    @classmethod
    def of(cls, assertions: Iterable[Assertion], states: frozenset[str]) -> Names:
        people: set[str | None] = set()
        bodies: set[str] = set()
        by_report: dict[str, list[str | None]] = defaultdict(list)
        published: dict[str, str] = {}
        roles: list[Told] = []
        for line in assertions:  # spelt out: this loop is most of what a view of a large record waits for
            names = by_report[line.report]
            names += (line.person, line.head, line.party, line.owner, line.target, line.host)
            names += line.actors
            names += line.recipient
            people.add(line.person)
            people.add(line.head)
            if line.members:
                names += line.members
                people.update(line.members)
            for link in line.attribution:
                if link.named and link.type in SOURCES:
                    names.append(link.name)
                    (people if link.type == "person" else bodies).add(link.name)
            published[line.report] = line.published or ""
            if line.kind == "role" and line.person and line.post:
                roles.append(Told(line.person, line.post, line.party or "", line.date or line.published or "", line.report))
        kept = {report: [name for name in names if name] for report, names in by_report.items()}
        count: Counter[str] = Counter()
        for told in kept.values():
            count.update(told)
        titled = {name for name in count if form(name).titled}
        persons = ({name for name in people if name} | titled) - states
        return cls(count, persons, bodies - persons, states, kept, published, roles)


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
