"""Delegations: who leads, comes, leaves, attends; size, head and members as pure functions over a reading and a span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.assertions.clauses import Clause, prep_objects
from dragoman.assertions.context import Context
from dragoman.assertions.dates import date_of
from dragoman.assertions.grounding import Proposal
from dragoman.assertions.meetings import place_of
from dragoman.lexicon import Reading as Lexical
from dragoman.lexicon import lexicon
from dragoman.reading.numbers import number_word, numbers
from dragoman.reading.types import Name, Reading

_SIZE = re.compile(
    r"\b(?P<figure>\d{1,3}|[a-z]+)[-\s](?:member|person|strong|man|people)\b(?:[-\s]\w+){0,2}[-\s](?:delegation|team|group|mission)",
    re.I,
)
_OF = re.compile(
    r"\b(?:delegation|team|group|mission)\s(?:of|consist(?:s|ing|ed)\sof|compris\w+|includ\w+|numbering|with)\s(?:about\s|some\s|around\s)?(?P<figure>\d{1,3}|[a-z]+)\b",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:consists?|comprises?|made\sup|composed)\s(?:of\s)?(?P<figure>\d{1,3}|[a-z]+)\s(?:people|members|persons|officials|representatives|delegates)",
    re.I,
)
_LED_BY = re.compile(
    r"\b(?:led|headed|chaired|fronted)\sby\s[^.;]{0,60}$|\b(?:under|with)\s[^.;]{0,40}$(?<=leadership\sof\s)"
)
_LEADS = re.compile(
    r"^[^.;]{0,40}?\b(?:(?:will|would|to|is\sto|is\sset\sto|again|also|still)\s)*(?:lead|leads|led|leading|head|heads|headed|heading)\s(?:up\s)?"
    r"(?:the\s|its\s|his\s|her\s|their\s|a\s)?(?:[\w-]+\s){0,3}(?:delegation|team|group|negotiators|side|mission)"
)
_HEAD = re.compile(
    r"\b(?:head|leader|chief|chair\w*)\sof\s(?:the\s|its\s|their\s|a\s)?(?:[\w-]+\s){0,3}(?:delegation|negotiating\steam|negotiating\sgroup|mission)\b[^.;]{0,60}$",
    re.I,
)
_HEAD_AFTER = re.compile(
    r"^[^.;]{0,40}?,\s(?:the\s|who\sis\s)?(?:head|leader|chief)\sof\s(?:the\s|its\s|their\s|a\s)?(?:[\w-]+\s){0,3}(?:delegation|negotiating\steam|mission)\b",
    re.I,
)
_MEMBERS = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|consist(?:s|ing|ed)?\sof|compris(?:e|es|ed|ing)|made\sup\sof|accompanied\sby|joined\sby|together\swith|members\sare)\b",
    re.I,
)


def size_of(text: str, start: int, end: int) -> int | None:
    """How many people a delegation has, where the passage says: 'a 14-member delegation', 'a team of six'."""
    for pattern in (_SIZE, _OF, _COUNTED):
        for match in pattern.finditer(text, start, end):
            value = number_word(match["figure"])
            if value is None:
                spelled = numbers(match["figure"])
                value = int(spelled[0].value) if spelled else None
            if value:
                return int(value)
    return None


def head_of(reading: Reading, start: int, end: int) -> Name | None:
    """The person who leads the delegation that a passage tells of; None where none is named or the words do not say so."""
    text = reading.report.text
    people = [n for n in reading.names if n.type == "person" and start <= n.start and n.end <= end]
    for name in people:
        before, after = text[max(start, name.start - 140) : name.start], text[name.end : min(end, name.end + 140)]
        leads = _LEADS.match(after)
        if leads and any(name.end < p.start < name.end + leads.end() for p in people):
            leads = None  # 'President Low's aide Rae will lead the team': Rae
        if _LED_BY.search(before) or _HEAD.search(before) or _HEAD_AFTER.match(after) or leads:
            # 'led by A and B's adviser': only the first after 'led by'.
            earlier = [
                p for p in people if p.end <= name.start and _LED_BY.search(text[max(start, p.start - 140) : p.start])
            ]
            if not earlier:
                return name
    return None


def members_of(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The people named as members: those listed after 'includes', 'consisting of', 'accompanied by'."""
    match = _MEMBERS.search(reading.report.text, start, end)
    if not match:
        return ()
    return tuple(
        dict.fromkeys(
            n.canonical for n in reading.names if n.type == "person" and match.end() <= n.start and n.end <= end
        )
    )


def from_verb(clause: Clause, reading: Lexical, context: Context) -> Iterator[Proposal]:
    """A delegation or person who arrives, leaves, attends; a person who leads a delegation."""
    tree, verb, text = clause.tree, clause.verb, context.reading.report.text
    if verb.dep == "amod" or (clause.passive and reading.frame == "visit"):
        return
    actors = tuple(dict.fromkeys(n for s in clause.subjects for n in context.actors(tree, s)))
    act, rule = reading.act, f"delegation:{clause.lemma}"
    fields: dict[str, object] = {"place": place_of(context.reading, *clause.span)}
    if reading.frame == "lead":
        team = next((w for w in clause.objects if w.low in ("delegation", "team", "mission", "group")), None)
        if team is None:
            return
        head = next((n for s in clause.subjects if (n := context.name_at(s)) and n.type == "person"), None)
        owners = context.actors(tree, team)
        party = context.party(head.canonical) if head else None
        if head is None:
            return
        actors = owners or ((party,) if party else ())
        fields |= {"head": head.canonical}
    elif not actors:
        return
    elif clause.lemma in ("attend", "participate"):
        where = [*clause.objects, *prep_objects(tree, verb, "in")]
        if not any(w.low in lexicon().held for w in where):
            return
    elif clause.lemma == "leave":
        if not any(
            (n := context.name_at(w)) and n.type in ("place", "state") for w in clause.objects
        ) and not prep_objects(tree, verb, "for"):
            return
    elif clause.lemma in ("visit", "arrive", "return", "travel"):
        goal = next(
            (
                n
                for w in [*clause.objects, *prep_objects(tree, verb, "in", "to", "at")]
                if (n := context.name_at(w)) and n.type in ("place", "state")
            ),
            None,
        )
        if goal is None:
            return
        fields["place"] = fields["place"] or goal.canonical
    fields |= {
        "actors": actors,
        "size": size_of(text, *clause.span),
        "date": date_of(context.reading, *clause.span, near=verb.start),
    }
    if clause.modality != "actual":
        fields["modality"] = clause.modality
    if clause.negative:
        fields["polarity"] = "negative"
    kept = {k: v for k, v in fields.items() if v not in (None, ())}
    yield Proposal("delegation", act, *clause.span, kept, trigger=(verb.start, verb.end), rule=rule)
