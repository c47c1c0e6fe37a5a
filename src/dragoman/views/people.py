"""Who is who: posts with their time, for whom they act, how often quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.wording import date_words

#: Between two people on whose joint word something stands.
AND = " and "


@dataclass(frozen=True, slots=True)
class Post:
    """A post as told: `since` is the first and `until` the last date on which a report tells it."""

    post: str
    party: str
    act: str
    since: str
    until: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person; the most mentioned first."""

    name: str
    posts: str
    party: str
    mentions: int
    quoted: int
    also: tuple[str, ...]
    held: tuple[Post, ...]
    ids: tuple[str, ...]


def build(material: Material) -> tuple[PersonRow, ...]:
    """Persons told in roles, delegations or as speakers, with every assertion that names them."""
    roles: dict[str, list[Assertion]] = {}
    persons: set[str] = {name for name, actor in material.actors.items() if actor.type == "person" and AND not in name}
    mentions: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    ids: dict[str, list[str]] = {}
    known = {alias: actor.name for actor in material.actors.values() for alias in (actor.name, *actor.aliases)}
    for a in material.assertions:
        speakers = [one for x in a.attribution if x.type == "person" and x.named for one in _each(x.name, known)]
        persons.update(n for n in (a.person, a.head, *a.members, *speakers) if n)
        if a.kind == "role" and a.person:
            roles.setdefault(a.person, []).append(a)
        named = {n for n in (a.person, a.head, *a.members, *a.actors, *a.recipient, a.owner, a.target, *speakers) if n}
        for name in named:
            mentions[name] += 1
            ids.setdefault(name, []).append(a.id)
        quoted.update(set(speakers))
    rows = [
        _row(name, roles.get(name, []), mentions[name], quoted[name], ids[name], material)
        for name in persons
        if mentions[name]
    ]
    return tuple(sorted(rows, key=lambda r: (-r.mentions, r.name)))


def _each(name: str, known: Mapping[str, str]) -> list[str]:
    """The people of a link: two who speak together ('Ann Low and Ben Rae') are each of them."""
    return [known.get(one, one) for one in name.split(AND)]


def _row(
    name: str, roles: list[Assertion], mentions: int, quoted: int, ids: list[str], material: Material
) -> PersonRow:
    held: dict[tuple[str, str, str], list[Assertion]] = {}
    for a in roles:
        held.setdefault(((a.post or "").casefold(), a.party or "", a.act), []).append(a)
    posts = sorted(
        (
            Post(
                post=group[0].post or "",
                party=group[0].party or "",
                act=group[0].act,
                since=min(a.date or a.published or "" for a in group),
                until=max(a.date or a.published or "" for a in group),
                ids=tuple(a.id for a in group),
            )
            for group in held.values()
        ),
        key=lambda p: (-len(p.ids), p.post),
    )
    party = Counter(a.party for a in roles if a.party).most_common(1)
    actor = material.actors.get(name)
    words = [f"{p.post}{'' if p.act == 'holds' else f' ({p.act} {date_words(p.since)})'}" for p in posts[:3]]
    return PersonRow(
        name=name,
        posts="; ".join(dict.fromkeys(words)),
        party=party[0][0] or "" if party else "",
        mentions=mentions,
        quoted=quoted,
        also=tuple(alias for alias in (actor.aliases if actor else ()) if alias != name),
        held=tuple(posts),
        ids=tuple(ids),
    )
