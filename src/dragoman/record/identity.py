"""Who is who within one dossier: names as they were read, gathered into actors, with a reason and a score for each.

Careful on purpose. Names are merged only where one candidate remains: the same name written otherwise, a
transliteration of it, a surname or initials that fit exactly one person, an acronym that a text defines, an alias from
dossier.toml, a person's judgement. A surname or a post that fits several is settled report by report, where that report
or the roles told near its date leave one. What is likely and not certain is a `Proposal`, for a person to decide.
`different-actor` keeps two names apart whatever the rules say; of two judgements about one pair the later counts. A
pure function of its arguments: nothing is stored. The rules stand in `people` and `bodies`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.record import bodies, people
from dragoman.record.gathering import Groups, Names, Proposal, Reason, Telling, tellings
from dragoman.record.judgements import standing
from dragoman.record.packs import LISTS, SINGLE
from dragoman.record.personal_names import form
from dragoman.types import Actor, Assertion, Judgement


@dataclass(frozen=True, slots=True)
class Identity:
    """Actors by every name they were read under. `actors` is sorted by mentions, most first."""

    actors: tuple[Actor, ...] = ()
    reasons: tuple[Reason, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    _by_name: Mapping[str, Actor] = field(default_factory=dict, compare=False, repr=False)
    _by_report: Mapping[tuple[str, str], Actor] = field(default_factory=dict, compare=False, repr=False)
    _renamed: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    _settled: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)
    _last: dict[str, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def actor(self, name: str, report: str = "") -> Actor | None:
        """The actor that a name as read in a report stands for; None for a name that no line holds."""
        return self._by_report.get((report, name)) or self._by_name.get(name)

    def name(self, surface: str, report: str = "") -> str:
        """The fullest name of whoever `surface` stands for in a report; itself where it is unknown."""
        actor = self.actor(surface, report)
        return actor.name if actor else surface

    def called_in(self, report: str) -> Mapping[str, str]:
        """Names as read that stand for somebody with a fuller name in this report, each with that name."""
        here = self._settled.get(report)
        if not here:
            return self._renamed
        if (found := self._last.get(report)) is None:
            found = {**self._renamed, **here}
            self._last.clear()  # lines come report by report: the last one is enough
            self._last[report] = found
        return found

    def surfaces(self, name: str) -> tuple[str, ...]:
        """Every name as read that stands, somewhere, for the actor called `name`; `name` matches without regard to
        case."""
        actor = self._called(name)
        return tuple(sorted({actor.name, *actor.aliases})) if actor else (name,)

    def called(self, name: str) -> str:
        """The fullest name of the actor called `name`, without regard to case; itself where it is unknown."""
        actor = self._called(name)
        return actor.name if actor else name

    def _called(self, name: str) -> Actor | None:
        return self._by_name.get(name) or next((one for one in self.actors if _same_word(one, name)), None)

    def apply(self, line: Assertion) -> Assertion:
        """The line with the fullest name of every actor and source in it. Its id and words stay."""
        return renamed(line, self.called_in(line.report))


def renamed(line: Assertion, names: Mapping[str, str]) -> Assertion:
    """The line with its actors and sources called by these names, others as they are; `packs` does the same in bulk."""
    changed: dict[str, object] = {}
    for name in SINGLE:
        value = getattr(line, name)
        if (full := names.get(value, value)) != value:
            changed[name] = full
    for name in LISTS:
        values = getattr(line, name)
        if values and (full_names := tuple(dict.fromkeys(names.get(one, one) for one in values))) != values:
            changed[name] = full_names
    if any(link.named and names.get(link.name, link.name) != link.name for link in line.attribution):
        changed["attribution"] = tuple(
            replace(link, name=names.get(link.name, link.name)) if link.named else link for link in line.attribution
        )
    return replace(line, **changed) if changed else line  # type: ignore[arg-type]


def resolve_actors(
    assertions: Iterable[Assertion],
    judgements: Iterable[Judgement] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    states: Iterable[str] = (),
    *,
    propose: bool = False,
) -> Identity:
    """Gather the names of all actors and sources of these lines into actors; as `resolve_names`."""
    return resolve_names(tellings(assertions), judgements, aliases, states, propose=propose)


def resolve_names(
    told: Iterable[Telling],
    judgements: Iterable[Judgement] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    states: Iterable[str] = (),
    *,
    propose: bool = False,
) -> Identity:
    """Gather all names that reports tell into actors.

    `aliases` are of dossier.toml: the name to show, then the others. `states` are names that stand for states: they are
    never merged by likeness. With `propose`, what is likely and not certain is looked for too.
    """
    groups = Groups(Names.of(told, frozenset(states)))
    latest: dict[frozenset[str], Judgement] = {}
    for row in standing(judgements):
        if row.kind in ("same-actor", "different-actor"):
            latest[frozenset((row.subject, row.object))] = row
    for row in latest.values():
        if row.kind == "different-actor":
            groups.keep_apart(row.subject, row.object)
    for row in latest.values():
        if row.kind == "same-actor":
            groups.join(row.subject, row.object, 1.0, f"judged the same by {row.author or 'a person'}", judged=True)
    chosen = {}
    for full, others in (aliases or {}).items():
        chosen[full] = full
        for other in others:
            groups.join(full, other, 1.0, "an alias in dossier.toml")
    groups.settled = {name for name in groups.names if len(groups.members(name)) > 1}
    _same_written(groups)
    bodies.gather(groups, propose=propose)
    people.gather(groups, propose=propose)
    return _identity(groups, chosen)


def _identity(groups: Groups, chosen: Mapping[str, str]) -> Identity:
    count = Counter(groups.seen.count)
    also: dict[str, set[str]] = defaultdict(set)
    for (report, name), other in groups.here.items():
        told = groups.seen.by_report[report][name]
        count[name] -= told
        count[other] += told
        also[groups.root(other)].add(name)
    found: list[tuple[int, Actor]] = []
    by_name: dict[str, Actor] = {}
    for root, members in groups.members_by_root():
        full = next((name for name in sorted(members) if name in chosen), None) or _fullest(groups, members)
        kind = (
            "state"
            if any(name in groups.seen.states for name in members)
            else "person"
            if any(name in groups.seen.people for name in members)
            else "organisation"
        )
        actor = Actor(full, kind, tuple(sorted({*members, *also[root]} - {full})))
        by_name.update(dict.fromkeys(members, actor))
        if told := sum(count[name] for name in members):  # 0 where every mention was settled in its report
            found.append((told, actor))
    found.sort(key=lambda item: (-item[0], item[1].name))
    proposals = [one for one in groups.proposals if groups.root(one.name) != groups.root(one.other)]
    settled: dict[str, dict[str, str]] = {}
    for (report, name), other in groups.here.items():
        settled.setdefault(report, {})[name] = by_name[other].name
    return Identity(
        tuple(actor for _, actor in found),
        tuple(groups.reasons),
        tuple(sorted(dict.fromkeys(proposals), key=lambda one: (-one.score, one.name, one.other))),
        by_name,
        {key: by_name[other] for key, other in groups.here.items()},
        {name: actor.name for name, actor in by_name.items() if actor.name != name},
        settled,
    )


def _fullest(groups: Groups, members: Sequence[str]) -> str:
    """A state's name, else that with most whole words; no headline's capitals, no bare surname, no title if it can be."""
    if len(members) == 1:
        return members[0]

    def rank(name: str) -> tuple[bool, bool, int, bool, bool, int, str]:
        parts = form(name)
        whole = 0 if parts.post else sum(len(word) > 2 for word in parts.words)
        shouted = not name.isupper() and any(len(word) > 4 and word.isupper() for word in name.split())
        state = name not in groups.seen.states
        return (state, shouted, -whole, parts.bare, bool(parts.titles), -groups.seen.count[name], name)

    return min(members, key=rank)


def _same_written(groups: Groups) -> None:
    """Names that differ only in case, marks, spaces, hyphens, articles and titles."""
    first: dict[str, str] = {}
    for name in groups.names:
        parts = form(name)
        key = parts.key or name
        if parts.bare:
            # a surname and a body of that name, or two of one surname with different titles, are joined only as people are
            key += f"|{' '.join(parts.titles)}" if name in groups.seen.people else "|body"
        if key in first:
            groups.join(first[key], name, 1.0, "the same name, written otherwise")
        else:
            first[key] = name


def _same_word(actor: Actor, name: str) -> bool:
    wanted = name.casefold()
    return any(wanted == known.casefold() for known in (actor.name, *actor.aliases))
