"""Who is who within one dossier: names as they were read, gathered into actors, with a reason and a score for each.

Careful on purpose. Names are merged only where one candidate remains: the same name written otherwise, a
transliteration of it, a surname or initials that fit exactly one person, an alias from dossier.toml, a person's
judgement. What is likely and not certain is a `Proposal`, for a person to decide. `different-actor` keeps two names
apart whatever the rules say; of two judgements about one pair the later counts. A pure function of its arguments:
nothing is stored.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from dragoman.record.judgements import standing
from dragoman.types import Actor, Assertion, Judgement

_SINGLE = ("person", "head", "party", "owner", "target", "host")
_LISTS = ("actors", "members", "recipient")
_SOURCES = ("person", "organisation")
_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "sir", "president", "prime", "minister", "foreign", "secretary", "general",
     "colonel", "ambassador", "senator", "chancellor", "king", "queen", "prince", "sheikh", "envoy", "spokesman",
     "spokeswoman", "spokesperson", "the")
)  # fmt: skip
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*\.?")
#: Letters that transliterations write in different ways; longest first.
_SPELLINGS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("dzh", "j"), ("kh", "h"), ("zh", "j"), ("sh", "s"),
    ("ch", "c"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("yo", "o"), ("io", "o"), ("ye", "e"), ("ie", "e"), ("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u"), ("ks", "x"),
    ("w", "v"), ("q", "k"), ("y", "i"), ("j", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names were taken for one actor. `score` is 0..1; a person's judgement and an alias score 1."""

    name: str
    other: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may be one actor and were left apart."""

    name: str
    other: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Actors by every name they were read under. `actors` is sorted by mentions, most first."""

    actors: tuple[Actor, ...] = ()
    reasons: tuple[Reason, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    _by_name: Mapping[str, Actor] = field(default_factory=dict, compare=False, repr=False)

    def actor(self, name: str) -> Actor | None:
        """The actor that a name as read stands for; None for a name that no line holds."""
        return self._by_name.get(name)

    def name(self, surface: str) -> str:
        """The fullest name of whoever `surface` stands for; itself where it is unknown."""
        actor = self._by_name.get(surface)
        return actor.name if actor else surface

    def surfaces(self, name: str) -> tuple[str, ...]:
        """Every name as read that stands for the actor called `name`; `name` matches without regard to case."""
        actor = self._by_name.get(name) or next((one for one in self.actors if _same_word(one, name)), None)
        return tuple(sorted({actor.name, *actor.aliases})) if actor else (name,)

    def apply(self, line: Assertion) -> Assertion:
        """The line with the fullest name of every actor and source in it. Its id and words stay."""
        changed: dict[str, object] = {}
        for name in _SINGLE:
            value = getattr(line, name)
            if value is not None and (full := self.name(value)) != value:
                changed[name] = full
        for name in _LISTS:
            values = getattr(line, name)
            if values and (full_names := tuple(dict.fromkeys(map(self.name, values)))) != values:
                changed[name] = full_names
        if any(link.named and self.name(link.name) != link.name for link in line.attribution):
            changed["attribution"] = tuple(
                replace(link, name=self.name(link.name)) if link.named else link for link in line.attribution
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
    """Gather the names of all actors and sources into actors.

    `aliases` are of dossier.toml: the name to show, then the others. `states` are names that stand for states: they are
    never merged by likeness. With `propose`, what is likely and not certain is looked for too.
    """
    seen = _Names.of(assertions, frozenset(states))
    groups = _Groups(seen)
    rows = standing(judgements)
    latest: dict[frozenset[str], Judgement] = {}
    for row in rows:
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
    _same_written(groups)
    _same_person(groups, propose)
    return groups.identity(chosen)


@dataclass(slots=True)
class _Names:
    """Every name with how often it was read and what it seems to be."""

    count: Counter[str]
    people: set[str]
    states: frozenset[str]

    @classmethod
    def of(cls, assertions: Iterable[Assertion], states: frozenset[str]) -> _Names:
        names: list[str | None] = []
        people: list[str | None] = []
        for line in assertions:  # spelt out: this loop is most of what a view of a large record waits for
            names += (line.person, line.head, line.party, line.owner, line.target, line.host)
            names += line.actors
            names += line.recipient
            people += (line.person, line.head)
            if line.members:
                names += line.members
                people += line.members
            for link in line.attribution:
                if link.named and link.type in _SOURCES:
                    names.append(link.name)
                    if link.type == "person":
                        people.append(link.name)
        count = Counter(name for name in names if name)
        return cls(count, {name for name in people if name} - states, states)


class _Groups:
    """Names joined into groups; two that are kept apart never meet, by whatever way."""

    def __init__(self, seen: _Names) -> None:
        self.seen = seen
        self.names = sorted(seen.count)
        self._parent = {name: name for name in self.names}
        self._members = {name: [name] for name in self.names}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self.reasons: list[Reason] = []
        self.proposals: list[Proposal] = []

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

    def join(self, one: str, other: str, score: float, why: str, *, judged: bool = False) -> bool:
        """Make two names one actor; False where one of them was never read or they are kept apart."""
        if one not in self._parent or other not in self._parent:
            return False
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        if any(not self._apart[name].isdisjoint(self._members[first]) for name in self._members[second]) and not (
            judged and other not in self._apart[one]
        ):
            return False
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        self.reasons.append(Reason(one, other, score, why))
        return True

    def propose(self, one: str, other: str, score: float, why: str) -> None:
        if self.root(one) != self.root(other) and other not in self._apart[one]:
            self.proposals.append(Proposal(one, other, score, why))

    def identity(self, chosen: Mapping[str, str]) -> Identity:
        found: list[tuple[int, Actor]] = []
        by_name: dict[str, Actor] = {}
        for members in self._members.values():
            full = next((name for name in sorted(members) if name in chosen), None) or self._fullest(members)
            kind = (
                "state"
                if any(name in self.seen.states for name in members)
                else "person"
                if any(name in self.seen.people for name in members)
                else "organisation"
            )
            actor = Actor(full, kind, tuple(sorted(set(members) - {full})))
            found.append((sum(self.seen.count[name] for name in members), actor))
            by_name.update(dict.fromkeys(members, actor))
        found.sort(key=lambda item: (-item[0], item[1].name))
        proposals = [one for one in self.proposals if self.root(one.name) != self.root(one.other)]
        return Identity(
            tuple(actor for _, actor in found),
            tuple(self.reasons),
            tuple(sorted(dict.fromkeys(proposals), key=lambda one: (-one.score, one.name, one.other))),
            by_name,
        )

    def _fullest(self, members: Sequence[str]) -> str:
        """The name with most whole words, then the most frequent, then the first by letters."""

        def rank(name: str) -> tuple[int, int, int, str]:
            state = 0 if name in self.seen.states else 1
            return (state, -sum(len(word) > 2 for word in words(name)), -self.seen.count[name], name)

        return min(members, key=rank)


def _same_written(groups: _Groups) -> None:
    """Names that differ only in case, marks, spaces, articles and titles."""
    first: dict[str, str] = {}
    for name in groups.names:
        key = " ".join(words(name)) or name
        if key in first:
            groups.join(first[key], name, 1.0, "the same name, written otherwise")
        else:
            first[key] = name


def _same_person(groups: _Groups, propose: bool) -> None:
    """Transliterations, initials, middle names and bare surnames, in that order of certainty."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    bare: list[str] = []
    for name in groups.names:
        parts = words(name)
        if name in groups.seen.states or not parts:
            continue
        if len(parts) == 1:
            bare.append(name)
        elif name in groups.seen.people:
            by_surname[spelling(parts[-1])].append(name)
    for namesakes in by_surname.values():
        _join_namesakes(groups, namesakes)
    if propose:
        _propose_near(groups, by_surname)
    for name in bare:
        _join_surname(groups, name, by_surname.get(spelling(words(name)[0]), ()))


def _join_namesakes(groups: _Groups, namesakes: Sequence[str]) -> None:
    """People of one surname: joined where their given names are the same, or initials fit exactly one of them."""
    whole = [name for name in namesakes if len(words(name)[0]) > 1]
    for position, name in enumerate(whole):
        for other in whole[:position]:
            if spelling(words(name)[0]) == spelling(words(other)[0]) and _middles_agree(name, other):
                same = words(name) == words(other)
                groups.join(other, name, 0.99 if same else 0.96, "the same given name and surname, spelt otherwise")
    for name in namesakes:
        if name in whole:
            continue
        fitting = {groups.root(other): other for other in whole if _initials_fit(words(name), words(other))}
        if len(fitting) == 1:
            groups.join(next(iter(fitting.values())), name, 0.93, "its initials and surname fit this person alone")
        for other in fitting.values() if len(fitting) > 1 else ():
            groups.propose(other, name, 0.5, "its initials and surname fit several people")


def _join_surname(groups: _Groups, name: str, people: Sequence[str]) -> None:
    fitting = {groups.root(other): other for other in people}
    if len(fitting) == 1:
        groups.join(next(iter(fitting.values())), name, 0.95, "the surname of this person alone")
    for other in fitting.values() if len(fitting) > 1 else ():
        groups.propose(other, name, 0.5, "the surname of several people")


def _propose_near(groups: _Groups, by_surname: Mapping[str, Sequence[str]]) -> None:
    """Surnames that are nearly the same with the same given name: likely one person, for somebody to say."""
    from rapidfuzz.distance import Levenshtein  # 20 ms that a record without people does not need

    by_given: dict[str, list[str]] = defaultdict(list)
    for namesakes in by_surname.values():
        for name in namesakes:
            if len(words(name)[0]) > 1:
                by_given[spelling(words(name)[0])].append(name)
    for candidates in by_given.values():
        for position, name in enumerate(candidates):
            for other in candidates[:position]:
                one, two = spelling(words(name)[-1]), spelling(words(other)[-1])
                if one == two or min(len(one), len(two)) < 5:
                    continue
                likeness = Levenshtein.normalized_similarity(one, two)
                if likeness >= 0.8:
                    groups.propose(other, name, round(0.9 * likeness, 3), "the same given name, a like surname")


def _middles_agree(one: str, other: str) -> bool:
    """Middle names, where both have some, begin alike."""
    first, second = words(one)[1:-1], words(other)[1:-1]
    return all(a[0] == b[0] for a, b in zip(first, second, strict=False))


def _initials_fit(short: Sequence[str], full: Sequence[str]) -> bool:
    initials, given = short[:-1], full[:-1]
    return all(spelling(a)[0] == spelling(b)[0] for a, b in zip(initials, given, strict=False))


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name in plain lower-case letters, titles and articles left out; initials are single letters."""
    plain = name if name.isascii() else _ascii(name)
    found: list[str] = []
    for token in _TOKEN.findall(plain.replace("'s ", " ")):
        word = token.rstrip(".").replace("'", "").replace("’", "").lower()
        if word:
            found.append(word)
    # 'V.R.' is two initials: single letters before a stop are already apart
    kept = [word for word in found if word not in _TITLES]
    return tuple(kept or found)


def _ascii(name: str) -> str:
    from anyascii import anyascii

    return anyascii(name)


@cache
def spelling(word: str) -> str:
    """One spelling for all the usual transliterations of a word: Zelensky, Zelenskyy, Zelenskiy, Selenskyj differ
    not."""
    plain = word
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    plain = re.sub(r"(.)\1+", r"\1", plain)
    return plain[:-1] + "i" if plain.endswith(("ii", "i")) else plain


def _same_word(actor: Actor, name: str) -> bool:
    wanted = name.casefold()
    return any(wanted == known.casefold() for known in (actor.name, *actor.aliases))
