"""Events read from verbs and nouns, and the figures of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.assertions.clauses import Clause, clause_of, embedded, is_verb, lemma_of, noun_span, prep_objects
from dragoman.assertions.context import Context, without_parties
from dragoman.assertions.dates import date_of
from dragoman.assertions.grounding import Proposal
from dragoman.assertions.meetings import place_of
from dragoman.lexicon import Reading as Lexical
from dragoman.lexicon import issue_of
from dragoman.reading.numbers import quantities
from dragoman.reading.syntax import Tree, Word
from dragoman.reading.types import Reading
from dragoman.types import Quantity, Span

_RELEASED = re.compile(
    r"prisoner|detainee|captive|hostage|pow|bod(?:y|ies)|servic|soldier|remains|inmate|civilian|children|people|them|war"
)
_TOLD_BY_NOUN = frozenset(
    {
        "assault",
        "sanction",
        "cooperate",
        "coerce",
        "protest",
        "threaten",
        "retreat",
        "mobilize",
        "concede",
        "aid",
        "accuse",
    }
)
_ATTACKS = frozenset(
    {
        "attack",
        "attacks",
        "strike",
        "strikes",
        "offensive",
        "assault",
        "missiles",
        "missile",
        "rockets",
        "rocket",
        "drones",
        "invasion",
        "raid",
        "raids",
        "war",
        "operation",
        "shots",
    }
)
_REACHING = frozenset(
    {"reach", "strike", "make", "achieve", "find", "get", "secure", "sign", "have", "be", "conclude", "broker"}
)


def quantities_of(reading: Reading, start: int, end: int) -> tuple[Quantity, ...]:
    """The figures of a passage with what they count; figures of dates, times and durations are left out."""
    return tuple(q for q, _, _ in quantity_spans(reading, start, end))


def quantity_spans(reading: Reading, start: int, end: int) -> tuple[tuple[Quantity, int, int], ...]:
    """As `quantities_of`, each with the span of its figure and unit."""
    times: tuple[Span, ...] = tuple((t.start, t.end) for t in reading.times if t.end > start and t.start < end)
    return quantities(reading.report.text, start, end, times)


def from_verb(clause: Clause, reading: Lexical, context: Context) -> Iterator[Proposal]:
    """The event that a verb tells, with who does it and to whom."""
    tree, verb = clause.tree, clause.verb
    if verb.dep == "amod":
        return
    if embedded(clause) and reading.act in ("consult", "aid", "concede", "support", "cooperate", "agree", "retreat"):
        return
    actors = _names(clause, clause.subjects, context)
    recipient = _names(clause, clause.objects, context)
    act, rule = reading.act, f"event:{clause.lemma}"
    fields: dict[str, object] = {}
    text = context.reading.report.text
    if reading.frame == "agree":
        if clause.modality == "conditional":
            return  # a position that hangs on a condition
        if (
            prep_objects(tree, verb, "with")
            and not tree.of(verb, "xcomp", "ccomp")
            and not prep_objects(tree, verb, "on", "to")
        ):
            return
        if len(actors) == 1 or (len(actors) == 2 and context.party(actors[0]) == actors[1]):
            act_kind = ("position", "accepts")
            fields = {"actors": actors, "issue": context.issue_at(clause.content, clause.span) or "other"}
            if clause.negative:
                act_kind = ("position", "rejects")
            yield Proposal(
                *act_kind, *clause.span, _plain(fields), trigger=(verb.start, verb.end), rule="position:agree"
            )
            return
        fields["issue"] = context.issue_at(clause.content, clause.span)
    elif reading.frame == "warn":
        if not recipient:
            return
    elif reading.frame == "impose":
        if not any(
            w.low
            in (
                "sanctions",
                "tariffs",
                "tariff",
                "embargo",
                "duties",
                "restrictions",
                "ban",
                "blockade",
                "measures",
                "levies",
            )
            for w in clause.objects
        ):
            return
        recipient = tuple(
            n
            for w in [
                *prep_objects(tree, verb, "on", "against"),
                *(p for o in clause.objects for p in prep_objects(tree, o, "on", "against")),
            ]
            for n in context.actors(tree, w)
        )
        fields["issue"] = issue_of(text, *clause.span)
    elif reading.frame == "strike":
        if any(w.low in ("deal", "agreement", "accord", "bargain", "compromise") for w in clause.objects):
            act, rule, recipient = "agree", "event:strike-deal", ()
            fields["issue"] = context.issue_at(clause.content, clause.span)
    elif reading.frame == "launch":
        if not any(w.low in _ATTACKS for w in clause.objects):
            return
        objects = [w for o in clause.objects for w in prep_objects(tree, o, "on", "against", "at")]
        recipient = tuple(
            n for w in [*objects, *prep_objects(tree, verb, "on", "against", "at")] for n in context.actors(tree, w)
        )
    elif reading.frame == "pull":
        if not {w.low for w in tree.of(verb, "prt", "advmod", "prep")} & {"out", "back"}:
            return
    elif reading.frame == "release":
        if not any(_RELEASED.search(w.low) for w in clause.objects):
            return
        fields["issue"] = issue_of(text, *clause.span)
    elif reading.frame == "exchange":
        if not any(_RELEASED.search(w.low) for w in clause.objects) and clause.lemma != "swap":
            return
        fields["issue"] = "prisoner-exchange"
    elif reading.frame == "discuss":
        recipient = ()
        if not actors and not clause.passive:
            return
        if not clause.passive and len(actors) < 2:
            actors = tuple(dict.fromkeys([*actors, *_with(clause, context)]))
        fields["issue"] = issue_of(text, *clause.content)
    elif reading.frame == "p":
        actors = tuple(dict.fromkeys([*actors, *_with(clause, context)]))
        recipient = ()
    if reading.frame == "so" and not clause.objects and act in ("assault", "coerce", "accuse", "request", "sanction"):
        if act != "request":
            return
        recipient = tuple(n for w in prep_objects(tree, verb, "to") for n in context.actors(tree, w))
    if not actors and not (act in ("assault", "coerce") and clause.passive) and act != "consult":
        return
    if clause.lemma in ("withdraw", "deploy", "surrender") and not actors:
        return
    if clause.lemma == "kill" and not actors and not quantities_of(context.reading, *clause.span):
        return
    if act in ("agree", "consult", "cooperate"):
        actors = without_parties(actors, context)
    fields |= {
        "actors": actors,
        "recipient": tuple(r for r in recipient if r not in actors),
        "date": date_of(context.reading, *clause.span, near=verb.start),
    }
    if act in ("assault", "aid", "coerce", "protest", "mobilize", "retreat"):
        fields["place"] = place_of(context.reading, *clause.span)
    if act in ("assault", "concede", "cooperate", "aid", "coerce", "sanction"):
        fields["quantities"] = quantities_of(context.reading, *clause.span)
    if clause.modality != "actual":
        fields["modality"] = clause.modality
    if clause.negative:
        fields["polarity"] = "negative"
    yield Proposal("event", act, *clause.span, _plain(fields), trigger=(verb.start, verb.end), rule=rule)


def from_noun(tree: Tree, noun: Word, kind: str, act: str, context: Context) -> Iterator[Proposal]:
    """The event that a noun tells: 'an agreement on ...', 'no progress', 'the attack on ...'."""
    text = context.reading.report.text
    head = tree.head(noun)
    start, end = noun_span(tree, noun)
    fields: dict[str, object] = {}
    between = [
        n for w in prep_objects(tree, noun, "between", "among", "of", "by", "with") for n in context.actors(tree, w)
    ]
    owners = [n for w in tree.of(noun, "poss", "amod", "compound") for n in context.actors(tree, w)]
    verb = _governor(tree, noun)
    negative = any(d.low in ("no", "without") for d in tree.of(noun, "det")) or (
        head is not None and head.low in ("without", "lack", "absence")
    )
    modality = "actual"
    subjects: list[str] = []
    if verb is not None:
        clause = clause_of(tree, verb, context.reading)
        subjects = [n for s in clause.subjects for n in context.actors(tree, s)]
        negative = negative or clause.negative
        modality = clause.modality
    rule = f"event:noun-{noun.low.rstrip('s')}"
    if act == "agree":
        reached = (
            verb is not None
            and lemma_of(verb) in _REACHING
            and (noun.dep in ("dobj", "nsubjpass", "nsubj") or negative)
        )
        if noun.low in ("progress", "breakthrough"):
            reached = reached or negative
        if not reached and not (negative and head is not None and head.low == "without"):
            return
        if verb is not None and reached:
            start, end = min(start, clause.span[0]), max(end, clause.span[1])
        actors = between or subjects or owners or list(context.sides(noun.start))
        fields["issue"] = context.issue_at((noun.start, end), (start, end))
        rule += "-reached" if reached else "-without"
    elif act in _TOLD_BY_NOUN:
        actors = owners or [n for w in prep_objects(tree, noun, "by", "of") for n in context.actors(tree, w)]
        recipient = [n for w in prep_objects(tree, noun, "on", "against") for n in context.actors(tree, w)]
        fields["recipient"] = tuple(r for r in recipient if r not in actors)
        if act == "cooperate" and not _RELEASED.search(text[start:end].lower()):
            return
        fields["place"] = place_of(context.reading, start, end)
        fields["quantities"] = quantities_of(context.reading, start, end)
        if not actors and not recipient and act != "cooperate":
            if act != "assault" or not (
                fields["place"] or fields["quantities"] or date_of(context.reading, start, end)
            ):
                return
            rule += "-bare"
        if act == "cooperate":
            actors = actors or list(context.sides(noun.start))
            fields["issue"] = "prisoner-exchange"
    elif act == "consult":
        actors = owners or between or subjects
        if not actors:
            return
    else:
        return
    fields |= {
        "actors": without_parties(actors, context),
        "date": date_of(context.reading, start, end, near=noun.start),
    }
    if modality != "actual" and act in ("agree", "cooperate"):
        fields["modality"] = modality
    if negative:
        fields["polarity"] = "negative"
    yield Proposal("event", act, start, end, _plain(fields), trigger=(noun.start, noun.end), rule=rule)


def _governor(tree: Tree, noun: Word) -> Word | None:
    at: Word | None = noun
    for _ in range(4):
        at = tree.head(at) if at is not None else None
        if at is None or is_verb(at):
            return at
    return None


def _names(clause: Clause, words: tuple[Word, ...], context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for w in words for name in context.actors(clause.tree, w)))


def _with(clause: Clause, context: Context) -> list[str]:
    return [
        n
        for w in prep_objects(clause.tree, clause.verb, "with", "between", "among")
        for n in context.actors(clause.tree, w)
    ]


def _plain(fields: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in fields.items() if v not in (None, (), "")}
