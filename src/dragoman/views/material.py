"""What every view is a function of: the assertions as of a date, judged and with actors resolved, and their reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.record.wordings import Worded
from dragoman.types import Actor, Assertion, Judgement, Problem


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A report without its text: what lists and citations need."""

    id: str
    published: str
    outlet: str = ""
    title: str = ""
    url: str = ""
    version: int = 1
    learned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The input of every view.

    `assertions` come from the latest version of each report as of `as_of` (inclusive, by publication), with judgements
    applied and actors named as the record knows them, sorted by publication, report and place in the text. `issues`
    maps an issue's id to its label, the dossier's own included. `wordings` are the passages of all lines, also of kinds that
    `assertions` leave out, as they are compared; None where they are those of the assertions.
    """

    assertions: tuple[Assertion, ...] = ()
    reports: tuple[ReportInfo, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    status: Mapping[str, str] = field(default_factory=dict)
    wordings: Sequence[Worded] | None = None

    @property
    def today(self) -> str:
        """The date that 'overdue' is measured against: the as-of date, else the latest publication."""
        if self.as_of:
            return self.as_of[:10]
        return max((info.published for info in self.reports), default="")

    def report(self, report_id: str) -> ReportInfo:
        """The report's information; a bare stand-in where the material holds none (never an error in a view)."""
        for info in self.reports:
            if info.id == report_id:
                return info
        return ReportInfo(report_id, "")

    def of_kind(self, *kinds: str) -> Iterator[Assertion]:
        """The assertions of these kinds, in order."""
        return (a for a in self.assertions if a.kind in kinds)

    def only(self, *, party: str | None = None, issue: str | None = None, outlet: str | None = None) -> Material:
        """The material cut to one party, issue or outlet (case-insensitive on names)."""
        kept: Iterable[Assertion] = self.assertions
        if party:
            kept = [a for a in kept if names_party(a, party, self.actors)]
        if issue:
            kept = [a for a in kept if a.issue == issue or issue in a.conditions]
        if outlet:
            kept = [a for a in kept if (a.outlet or "").casefold() == outlet.casefold()]
        return replace(self, assertions=tuple(kept), wordings=None)


def parties_of(assertion: Assertion) -> tuple[str, ...]:
    """Everybody an assertion is about: who acts, receives, owns, is aimed at; not those on whose word it stands."""
    names = [*assertion.actors, *assertion.recipient]
    names += [n for n in (assertion.owner, assertion.target, assertion.party, assertion.person, assertion.head) if n]
    return tuple(dict.fromkeys(names))


def names_party(assertion: Assertion, party: str, actors: Mapping[str, Actor]) -> bool:
    """Whether a party, given by any name the record knows it by, takes part in an assertion."""
    wanted = party.casefold()
    for name in parties_of(assertion):
        actor = actors.get(name)
        known = (name, *(actor.aliases if actor else ()))
        if any(wanted == other.casefold() for other in known):
            return True
    return False
