"""The rules by which names of people become one person: full names, bare surnames, posts.

A bare surname of several people is settled report by report: by the full name that the same report tells, by a title that
only one of them is told to hold, or because the others are hardly ever spoken of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dragoman.record.days import bounds
from dragoman.record.gathering import Groups, Told
from dragoman.record.personal_names import Form, form, likeness, spelling

#: How far from a report a role may be told that says who held a post then, in days.
TENURE = 120
_JOINTS = frozenset(("of", "for", "the"))
_Post = tuple[tuple[str, ...], str]
#: How many times as often one person must be named as all namesakes together to be meant by a bare surname, and the least.
FAMOUS, LEAST = 10, 10


def gather(groups: Groups, *, propose: bool = False) -> None:
    """Join full names, then bare surnames, then posts, in that order of certainty."""
    whole, bare, posts = _sorted(groups)
    by_surname: dict[str, list[str]] = defaultdict(list)
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in whole:
        parts = form(name)
        by_surname[spelling(parts.surname)].append(name)
        for word in parts.words:
            by_word[spelling(word)].append(name)
    _join_whole(groups, by_surname, by_word)
    if propose:
        _propose_near(groups, by_surname)
    open_names: dict[str, list[str]] = {}
    strangers: dict[str, list[str]] = defaultdict(list)
    for name in bare:
        key = spelling(form(name).surname)
        candidates = [one for one in by_surname.get(key, ()) if _suffix_fits(name, one)]
        if not candidates:
            strangers[key].append(name)
        if not candidates or not _join_bare(groups, name, candidates):
            # a family name that stands first, a given name, the first of two surnames: only beside the full name
            open_names[name] = candidates or by_word.get(key, [])
    for names in strangers.values():
        _join_strangers(groups, [name for name in names if name in groups.seen.people])
    _settle(groups, {name: people for name, people in open_names.items() if people}, posts)


def _sorted(groups: Groups) -> tuple[list[str], list[str], list[str]]:
    """Full names of people, names of one word that may be a surname, and posts.

    A name that only acts ('Ann Low' met) is a person's where it can be one with a name that is told as a person's.
    """
    seen = groups.seen
    whole: list[str] = []
    bare: list[str] = []
    posts: list[str] = []
    unsure: list[str] = []
    for name in groups.names:
        parts = form(name)
        if name in seen.states:
            continue
        if parts.post:
            posts.append(name)
        elif parts.bare:
            if name not in seen.bodies and (name in seen.people or not name.isupper()):
                bare.append(name)
        elif parts.surname:
            (whole if name in seen.people else unsure).append(name)
    unsure = [name for name in unsure if name not in seen.bodies]
    for _ in range(2):  # what joins a person may be what another name joins
        by_word: dict[str, list[str]] = defaultdict(list)
        for name in whole:
            for word in {spelling(one) for one in form(name).words[-2:]}:
                by_word[word].append(name)
        surnames = {spelling(form(name).surname) for name in bare if name in seen.people}
        likely = [
            name
            for name in unsure
            if spelling(form(name).surname) in surnames
            or any(
                likeness(form(name), form(other))
                for word in form(name).words[-2:]
                for other in by_word.get(spelling(word), ())
            )
        ]
        if not likely:
            break
        whole += likely
        seen.people.update(likely)
        unsure = [name for name in unsure if name not in seen.people]
    return sorted(whole), bare, posts


def _join_whole(groups: Groups, by_surname: Mapping[str, Sequence[str]], by_word: Mapping[str, Sequence[str]]) -> None:
    _join_turned(groups, [name for namesakes in by_surname.values() for name in namesakes])
    for namesakes in by_surname.values():
        _join_namesakes(groups, namesakes)
    for words, names in by_word.items():
        # a second surname left away: compared with the names that hold this surname as their last word but one
        longer = [name for name in names if len(form(name).words) > 2 and spelling(form(name).words[-2]) == words]
        shorter = [name for name in names if len(form(name).words) > 1 and spelling(form(name).surname) == words]
        for name in shorter:
            fitting = {groups.root(one): one for one in longer if likeness(form(name), form(one))}
            if len(fitting) == 1 and len(form(name).given[0]) > 1:
                other = next(iter(fitting.values()))
                if _all_fit(groups, name, other):
                    groups.join(other, name, 0.92, "the same names but for the last surname, and nobody else has them")


def _join_turned(groups: Groups, names: Iterable[str]) -> None:
    """'Dahl Kari' is the one Kari Dahl: lists and decrees tell the surname first."""
    pairs: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        if len(form(name).words) == 2:
            pairs[form(name).words].append(name)
    for words, here in pairs.items():
        turned = pairs.get(words[::-1], ())
        if words < words[::-1] and turned:
            groups.join(here[0], turned[0], 0.93, "the same two names, the surname first")


def _join_namesakes(groups: Groups, namesakes: Sequence[str]) -> None:
    """People of one surname, the most exact names first: each joins the one group that all its names fit."""
    ordered = sorted(
        namesakes, key=lambda name: (-sum(len(word) > 1 for word in form(name).words), -len(form(name).words), name)
    )
    placed: dict[str, list[str]] = {}
    for name in ordered:
        fitting: dict[str, float] = {}
        for first, members in placed.items():
            scores = [likeness(form(name), form(one)) for one in members]
            if all(scores):
                fitting[first] = min(scores)
        sure = {first: score for first, score in fitting.items() if score >= 0.96} if len(fitting) > 1 else fitting
        if len({groups.root(first) for first in sure}) == 1:
            first, score = next(iter(sure.items()))
            why = (
                "its initials and surname fit this person alone" if score == 0.93 else "the same names, spelt otherwise"
            )
            if groups.join(first, name, score, why):
                placed[first].append(name)
                continue
        for first in fitting:
            groups.propose(first, name, 0.5, "its names fit several people")
        placed[name] = [name]


def _all_fit(groups: Groups, one: str, other: str) -> bool:
    """Whether the longest names of both groups can be one person's."""
    first, second = _longest(groups, one), _longest(groups, other)
    return all(likeness(a, b) for a in first for b in second)


def _longest(groups: Groups, name: str) -> list[Form]:
    full = [form(one) for one in groups.members(name)]
    size = max(len(one.words) for one in full)
    return [one for one in full if len(one.words) == size]


def _suffix_fits(bare: str, full: str) -> bool:
    suffix = form(bare).suffix
    return not suffix or suffix == form(full).suffix


def _join_bare(groups: Groups, name: str, people: Sequence[str]) -> bool:
    fitting = {groups.root(other): other for other in people}
    if groups.root(name) in fitting:
        return True
    if len(fitting) == 1:
        return groups.join(next(iter(fitting.values())), name, 0.95, "the surname of this person alone")
    for other in fitting.values():
        groups.propose(other, name, 0.5, "the surname of several people")
    return False


def _join_strangers(groups: Groups, names: Sequence[str]) -> None:
    """Bare surnames of somebody who is never told in full: 'Low' and 'Minister Low' are one where there is one title."""
    titles = {form(name).titles for name in names if form(name).titles}
    for name in names[1:]:
        if len(titles) < 2 and form(name).suffix == form(names[0]).suffix:
            groups.join(names[0], name, 0.92, "the same surname, of nobody else")
        else:
            groups.propose(names[0], name, 0.5, "the same surname with different titles")


def _settle(groups: Groups, open_names: Mapping[str, Sequence[str]], posts: Iterable[str]) -> None:
    """Names that fit several people, and posts, report by report."""
    wanted = {*open_names, *posts}
    if not wanted:
        return
    tenures = _Tenures(groups.seen.roles)
    held = {name: tenures.of_post(name) for name in posts}
    for report, told in groups.seen.by_report.items():
        here = set(told)
        for name in sorted(here & wanted):
            if name in open_names:
                _settle_surname(groups, report, name, open_names[name], here, tenures)
            else:
                _settle_post(groups, report, name, held[name])


def _settle_surname(
    groups: Groups, report: str, name: str, people: Sequence[str], here: set[str], tenures: _Tenures
) -> None:
    everybody = {groups.root(other): other for other in people}
    present = {groups.root(other): other for other in people if other in here}
    if not present:
        told = {groups.root(other) for other in here if other != name}
        present = {root: other for root, other in everybody.items() if root in told}
    if len(present) == 1:
        groups.join_here(report, name, next(iter(present.values())), 0.95, "the one person of this name in the report")
        return
    if holder := _same_post(groups, report, name, everybody, tenures):
        groups.join_here(report, name, holder, 0.93, "the one of this name who is told to hold this post")
        return
    surname = spelling(form(name).surname)
    if any(spelling(form(other).surname) != surname for other in people):
        return  # a given name or a middle name says nothing beyond its report
    among = present or everybody
    day = _ordinal(groups.seen.published[report])
    if titles := form(name).titles:
        held = [
            root
            for root, other in among.items()
            if any(_near(tenures.by_person.get(one, {}).get(titles[-1], ()), day) for one in groups.members(other))
        ]
        if len(held) == 1:
            groups.join_here(
                report, name, among[held[0]], 0.93, "the one of this surname who is told to have the title"
            )
            return
    named = Counter({root: sum(groups.seen.count[one] for one in groups.members(root)) for root in among})
    (first, most), *others = named.most_common()
    if most >= LEAST and most >= FAMOUS * sum(count for _, count in others):
        groups.join_here(report, name, among[first], 0.9, "others of this surname are hardly ever named")


def _same_post(groups: Groups, report: str, name: str, everybody: Mapping[str, str], tenures: _Tenures) -> str:
    """The one of these people who is told to hold the post that the report tells of the name; empty where none is left."""
    day = _ordinal(groups.seen.published[report])
    told = [tenures.by_post[key] for key in tenures.told_here.get((report, name), ())]
    found = [
        other
        for other in everybody.values()
        if told and any(one != name and _near(held.get(one, ()), day) for held in told for one in groups.members(other))
    ]
    return found[0] if len(found) == 1 else ""


def _settle_post(groups: Groups, report: str, name: str, held: Iterable[tuple[str, Sequence[int]]]) -> None:
    """A post without a name: whoever is told to hold it for that party at about the report's date, if it is one person."""
    day = _ordinal(groups.seen.published[report])
    found = {groups.root(person): person for person, days in held if _near(days, day)}
    if len(found) == 1:
        groups.join_here(report, name, found.popitem()[1], 0.92, "the one person told to hold this post at the time")


class _Tenures:
    """Who is told to hold which post on which days, so that each question costs no more than its few candidates."""

    def __init__(self, roles: Iterable[Told]) -> None:
        self.by_post: dict[_Post, dict[str, list[int]]] = defaultdict(dict)
        self.by_person: dict[str, dict[str, list[int]]] = defaultdict(dict)
        self.told_here: dict[tuple[str, str], set[_Post]] = defaultdict(set)
        days: dict[tuple[_Post, str], set[int]] = defaultdict(set)
        for role in roles:
            post = (form(role.post).words, role.party)
            days[post, role.person].add(_ordinal(role.date))
            if role.party:
                self.told_here[role.report, role.person].add(post)
        for (post, person), known in days.items():
            self.by_post[post][person] = sorted(known)
            for word in post[0]:
                held = self.by_person[person]
                held[word] = sorted({*held.get(word, ()), *known})

    def of_post(self, name: str) -> list[tuple[str, list[int]]]:
        """People told to hold the post that a name is, for the party that it tells, with the days."""
        words = set(form(name).words) - _JOINTS
        found: list[tuple[str, list[int]]] = []
        for (post, party), people in self.by_post.items():
            if party and set(post) <= words and words - set(post) == set(form(party).words) - _JOINTS:
                found += people.items()
        return found


def _ordinal(iso: str) -> int:
    span = bounds(iso)
    return span[0].toordinal() if span else 0


def _near(days: Sequence[int], day: int) -> bool:
    """Whether one of these days, in order, lies within TENURE of the day."""
    at = bisect_left(days, day - TENURE)
    return at < len(days) and days[at] <= day + TENURE


def _propose_near(groups: Groups, by_surname: Mapping[str, Sequence[str]]) -> None:
    """Surnames that are nearly the same with the same given name: likely one person, for somebody to say."""
    from rapidfuzz.distance import Levenshtein  # 20 ms that a record without people does not need

    by_given: dict[str, list[str]] = defaultdict(list)
    for namesakes in by_surname.values():
        for name in namesakes:
            if len(form(name).given[0]) > 1:
                by_given[spelling(form(name).given[0])].append(name)
    for candidates in by_given.values():
        for position, name in enumerate(candidates):
            for other in candidates[:position]:
                one, two = spelling(form(name).surname), spelling(form(other).surname)
                if one == two or min(len(one), len(two)) < 5:
                    continue
                near = Levenshtein.normalized_similarity(one, two)
                if near >= 0.8:
                    groups.propose(other, name, round(0.9 * near, 3), "the same given name, a like surname")
