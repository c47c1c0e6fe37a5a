# ruff: noqa: SIM905
"""The learned extractor at run time: proposals for `grounding` from the states that the reading layer already computed.

    model = load()                        None where the package has no weights
    proposals(reading, model, rules=...)  grounding's proposals, each with a calibrated confidence

The encoder runs once, in the reading layer; here there is numpy only. A report read without models has no signals and
gives no proposals. What this does not do: ground anything, or run rules; `fusion` weighs the two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.assertions import grounding
from dragoman.assertions.conditional_clauses import condition_of, conditions_in
from dragoman.assertions.contrast import side_of
from dragoman.assertions.coordination import listed_with
from dragoman.assertions.delegations import head_of
from dragoman.assertions.fusion import Weighed, fuse
from dragoman.assertions.learned_confidence import features
from dragoman.assertions.learned_decisions import Choices, Decision, decide
from dragoman.assertions.learned_heads import Heads
from dragoman.assertions.learned_hints import Hints
from dragoman.assertions.learned_lexicon import IssueWords
from dragoman.assertions.learned_parties import parties
from dragoman.assertions.learned_proposals import Filler, propose
from dragoman.assertions.learned_proposals import Proposal as Draft
from dragoman.assertions.learned_roles import roles
from dragoman.assertions.learned_topics import SCALES, VECTORS, Topics
from dragoman.assertions.nobody import nobody, party_in
from dragoman.lexicon import GENERAL, issue_mentions, issue_of
from dragoman.reading.encoder import models_folder
from dragoman.reading.types import Attribution, Reading
from dragoman.types import Link, Quantity

Array = Any
READER = "learned"
FITTED = ("confidence.", "rule.")  # arrays of the two logistic models
TOPICS = (VECTORS, SCALES)
#: Below the first the report itself speaks whatever stands around; from the second on the heads name the source.
SILENT, SURE = 0.12, 0.6
#: After a negator so little is enough for a denial, but for acts that a negator itself makes ('will not' rejects).
DENIED = 0.02
TURNED = frozenset({"rejects", "reject", "rejected", "accuse", "threaten", "demands", "conditions"})
#: The name under which the encoder's graph gives the extractor's states.
STATES = "extractor.states"

#: Fields of each kind that come from fillers, beside `actors`.
OWN: Mapping[str, tuple[str, ...]] = {
    "meeting": ("place", "host", "date", "said"),
    "delegation": ("head", "members", "size", "place", "date", "said"),
    "document": ("document", "recipient", "owner", "date", "said"),
    "step": ("owner", "document", "quantities", "said"),
    "position": ("target", "said"),
    "event": ("recipient", "place", "date", "quantities", "said"),
    "remark": ("said",),
}
#: Fields that hold parties and people.
_PARTY_FIELDS = frozenset({"actors", "recipient", "members", "owner", "target", "host"})
ORDINALS = {w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}
_ORDINAL = re.compile(
    rf"\b({'|'.join(ORDINALS)})(?:ly)?\b|\b(\d{{1,2}})(?:st|nd|rd|th)\b|^\W*(\d{{1,2}})[.)]\s", re.IGNORECASE
)
_ROUND = re.compile(
    rf"\b(?:({'|'.join(ORDINALS)})|(\d{{1,2}})(?:st|nd|rd|th))\s+(?:\w+\s+){{0,2}}round\b|\bround\s+(\d{{1,2}}|one|two|three)\b",
    re.IGNORECASE,
)
_NEGATOR = re.compile(
    r"\b(?:not|never|no|nor|neither|without|hardly|unable|failed|fails|fail|cannot|denied that|denies that|denying|"
    r"denied|yet to|nobody|none|nothing|stopped short of|refused to|unlikely)\b|n[’']t\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|shall|(?:is|are)\s(?:due\s|set\s|expected\s|scheduled\s)?to|plans?\sto)\s", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:of\s+)?([a-z][a-z-]+(?:\s+[a-z]+)?)|\s*(%)")
_COUNTED = re.compile(r"^(?:million|billion|thousand|hundred|trillion|dozen|bn|m)\b", re.IGNORECASE)
MULTIPLES = {
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "hundred": 1e2,
    "trillion": 1e12,
    "dozen": 12,
}


@dataclass(frozen=True, slots=True)
class Model:
    """The weights and choices of a trained extractor; see `training/extractor.py`."""

    heads: Heads
    arrays: Mapping[str, Array]
    classes: tuple[str, ...]
    issues: tuple[str, ...]
    choices: Choices
    floor: float
    version: str


def model_of(arrays: Mapping[str, Array], meta: Mapping[str, Any]) -> Model:
    """A model from arrays and the table that `training/extractor.py` writes beside them."""
    choices = Choices(**meta.get("choices", {}))
    return Model(
        Heads({k: v for k, v in arrays.items() if not k.startswith(FITTED + TOPICS)}),
        {k: np.asarray(v, dtype=np.float32) for k, v in arrays.items() if k.startswith(FITTED)} | {k: arrays[k] for k in TOPICS},
        tuple(meta["classes"]),
        tuple(meta["issues"]),
        choices,
        float(meta.get("floor", 0.2)),
        str(meta.get("version", "")),
    )


def load() -> Model | None:
    """The model beside the encoder's weights (`reading.encoder.models_folder`), read once; None where there is none."""
    return _load(models_folder())


@lru_cache(maxsize=2)
def _load(folder: Path) -> Model | None:
    weights, table = folder / "extractor.npz", folder / "extractor.json"
    if not weights.is_file() or not table.is_file():
        return None
    with np.load(weights) as arrays:
        return model_of(dict(arrays), json.loads(table.read_text(encoding="utf-8")))


def signals(reading: Reading) -> tuple[Array, Array, Array] | None:
    """States (N, size), offsets (N, 2) and wordpieces (N,) of a report's tokens in order; None where no model has read it."""
    if reading.signals is None:
        return None
    states, offsets, ids = [], [], []
    for window, values in zip(reading.signals.windows, reading.signals.values, strict=True):
        if STATES not in values:
            return None
        own = (window.offsets[:, 1] > window.offsets[:, 0]) & (window.offsets[:, 0] >= window.core)
        states.append(np.asarray(values[STATES], dtype=np.float32)[own])
        offsets.append(window.offsets[own])
        ids.append(window.ids[own])
    if not states:
        return None
    return np.concatenate(states), np.concatenate(offsets), np.concatenate(ids)


def drafts(reading: Reading, model: Model, rules: Sequence[grounding.Proposal] = ()) -> list[Draft]:
    """All that the heads propose about a report, in text order; nothing where no model has read it."""
    found = signals(reading)
    if found is None:
        return []
    states, offsets, ids = found
    topics = Topics(model.arrays[VECTORS], model.arrays[SCALES], ids, offsets)
    from threadpoolctl import threadpool_limits

    # The products are small: a pool of threads costs more than it gives, many times more beside another process.
    with threadpool_limits(limits=1, user_api="blas"):
        return propose(reading, states, offsets, model.heads, model.classes, model.issues, Hints(rules), topics)


def of_drafts(
    reading: Reading, drafts: Sequence[Draft], choices: Choices, classes: Sequence[str], issues: Sequence[str]
) -> list[Weighed]:
    """What the heads proposed, roles apart, decided and turned into proposals for grounding, each with its features."""
    party_of = parties(reading)
    words = IssueWords(reading.report.text, issues)
    return [
        Weighed(to_ground(reading, d, party_of, words, issues), features(d, classes), d.proposal.probability, d.issue_probability)
        for d in decide([d for d in drafts if d.kind != "role" and not _only_a_name(reading, d)], party_of, choices)
    ]


def _only_a_name(reading: Reading, draft: Draft) -> bool:
    """Whether the passage is nothing but somebody's name, which tells nothing."""
    return any(n.start - 4 <= draft.start and draft.end <= n.end + 1 and n.start < draft.end for n in reading.names)


def proposals(
    reading: Reading, model: Model | None = None, *, rules: Sequence[grounding.Proposal] = ()
) -> list[grounding.Proposal]:
    """What the model, and `rules` beside it, would have grounded, roles too, no remarks; nothing without a model.

    The confidence of structured proposals is calibrated, and none is below the model's floor.
    """
    model = model or load()
    if model is None:
        return []
    found = drafts(reading, model, rules)
    made = of_drafts(reading, found, model.choices, model.classes, model.issues)
    structured = fuse(
        [w for w in made if w.proposal.kind != "remark"], rules, model.arrays, model.classes, model.floor
    )
    return structured + roles(reading, found, [r for r in rules if r.kind == "role"])


def named_issue(text: str, start: int, end: int, issue: str | None) -> str | None:
    """The issue, unless the passage names other ones in so many words and not this one: then the one that it names.

    What a passage says outright goes before what its surroundings suggest.
    """
    named = {mention.issue for mention in issue_mentions(text, start, end)} - GENERAL
    if not named or issue in named:
        return issue
    return issue_of(text, start, end) or issue


def to_ground(
    reading: Reading, decision: Decision, party_of: Mapping[str, str], words: IssueWords, issues: Sequence[str]
) -> grounding.Proposal:
    """A decision as grounding takes it."""
    p = decision.proposal
    text = reading.report.text
    denied = decision.negative or (p.negative >= DENIED and p.act not in TURNED and negated(text, p.trigger[0]))
    whole = max(p.end, reading.sentences[p.sentence].end) if reading.sentences else p.end
    if p.kind == "event" and (side := side_of(text, (p.start, whole), p.trigger[0])):
        (first, last), behind = side
        last = min(last, p.end)
        if not behind and not negated(text, p.trigger[0]):
            denied = False
        told = {m.issue for m in issue_mentions(text, first, last)}
        kept = decision.issue_probability if behind is False or decision.issue in told else 0.0
        decision = replace(decision, proposal=replace(p, start=first, end=last), issue_probability=kept)
        p = decision.proposal
    fields: dict[str, Any] = {"polarity": "negative" if denied else "positive"}
    used: list[tuple[str, int, int]] = []

    def use(name: str, fillers: Sequence[Filler]) -> list[str]:
        used.extend((name, f.mention.start, f.mention.end) for f in fillers)
        if name not in _PARTY_FIELDS:
            return list(dict.fromkeys(f.entity for f in fillers))
        if len(fillers) > 1:
            fillers = [f for f in fillers if not _OPPOSITE.match(text, f.mention.start)]
        whose = [(f, _in_source(reading, f)) for f in fillers]
        who = [one for f, entity in whose if (one := _who(reading, f.mention.start, f.mention.end, entity))]
        if name == "recipient" or (name == "actors" and p.kind in ("delegation", "document")):
            who += [one for f in fillers if f.mention.way == "name" for one in listed_with(reading, f.mention.start)]
        return list(dict.fromkeys(who))

    if p.kind != "remark":
        fields["modality"] = "conditional" if p.act == "conditions" else p.modality
        if decision.actors and p.kind != "step":
            names = use("actors", decision.actors)
            # An official speaks for the party beside the name; two officials are the two who meet.
            if p.kind == "meeting":
                names = _who_met(reading, decision, names, party_of)
            elif len(names) == 1 and names[0] in party_of:
                names.append(party_of[names[0]])
            elif len(names) > 2:
                spoken_for = {party_of.get(n) for n in names}
                names = [n for n in names if n not in spoken_for]
            fields["actors"] = names
    for name in OWN[p.kind]:
        taken = decision.fields.get(name)
        if not taken:
            continue
        if name in ("recipient", "members"):
            fields[name] = use(name, taken[:3])
        elif name == "quantities":
            fields[name] = [_quantity(text, f) for f in taken[:3]]
            use(name, taken[:3])
        elif name in ("owner", "target", "host"):
            fields[name] = next(iter(use(name, taken[:1])), None)
        elif name == "size":
            fields[name] = int(float(taken[0].entity))
            use(name, taken[:1])
        else:
            fields[name] = use(name, taken[:1])[0]
    passage = text[p.start : p.end]
    if p.kind == "delegation" and fields.get("modality") == "actual" and _WILL.search(passage):
        fields["modality"] = "planned"
    if p.kind == "delegation" and p.act == "led" and (leader := head_of(reading, p.start, p.end)):
        fields["head"] = leader.canonical
    if p.kind in ("position", "step") or (p.kind == "event" and decision.issue_probability >= 0.3):
        fields["issue"] = named_issue(reading.report.text, p.start, p.end, decision.issue)
    if p.kind == "document" and "document" not in fields and p.fillers.get("document"):
        fields["document"] = use("document", p.fillers["document"][:1])[0]
    if p.kind == "step":
        fields["order"] = _ordinal(_ORDINAL, passage) or 1
        duration = [t.value for t in reading.times if t.type == "DURATION" and p.start <= t.start < p.end]
        if duration and duration[0].startswith("P"):
            fields["duration"] = duration[0]
    if p.kind == "meeting" and (number := _ordinal(_ROUND, passage)):
        fields["round"] = number
    if p.kind == "position" and p.act == "conditions":
        fields["conditions"] = _conditions(reading, decision, words, issues)
    attribution, own_voice = _attribution(reading, decision)
    return grounding.Proposal(
        kind=p.kind,
        act=p.act,
        start=p.start,
        end=p.end,
        fields=fields,
        trigger=p.trigger,
        fillers=tuple(used),
        doubts=_doubts(decision),
        confidence=p.probability,
        attribution=attribution,
        own_voice=own_voice,
    )


#: 'their Kenyan counterparts' are not those whose counterparts they are.
_OPPOSITE = re.compile(r"(?:their|its|his|her)\s(?:[\w-]+\s){0,2}counterparts?\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|me|us|my|our)\b", re.IGNORECASE)


def _who_met(reading: Reading, decision: Decision, names: list[str], party_of: Mapping[str, str]) -> list[str]:
    """Who meets: no person beside the party that they speak for; and with one alone, the speaker who says 'I' or 'we'."""
    spoken_for = {party_of.get(n) for n in names}
    names = [n for n in names if n not in spoken_for]
    p = decision.proposal
    bounds = reading.sentences[p.sentence] if reading.sentences else None
    if len(names) == 1 and bounds and _FIRST_PERSON.search(reading.report.text, bounds.start, p.end):
        around = grounding.attribution_of(reading, p.start, p.end, p.trigger)
        link = around.chain[-1] if around and around.chain else None
        if link and link.named and link.type == "person" and link.name not in names and " and " not in link.name:
            names.insert(0, link.name)
    return names


def _in_source(reading: Reading, filler: Filler) -> str:
    """The entity of a filler; of 'his' in 'his statement said' the one for whom the reading takes him as a source."""
    at = filler.mention.start
    if filler.mention.way != "possessive":
        return filler.entity
    for one in reading.attributions:
        if one.chain and any(start <= at < end for start, end in one.source):
            person, of, _ = one.chain[-1].name.partition("'s ")
            return person if of and one.chain[-1].type == "document" else filler.entity
    return filler.entity


def _who(reading: Reading, start: int, end: int, entity: str) -> str | None:
    """The party that a filler means: itself, that of a phrase around one name, or None where it names nobody."""
    if any(n.canonical == entity for n in reading.names):
        return entity
    inside = [n for n in reading.names if start <= n.start and n.end <= end]
    return party_in(entity, inside) or (None if nobody(entity) else entity)


def negated(text: str, offset: int) -> bool:
    """Whether a negator stands among the five words before `offset`, with no stop and no comma between."""
    before = re.split(r"[.;:,!?\n“”\"]", text[max(0, offset - 60) : offset])[-1]
    return _NEGATOR.search(" ".join(before.split()[-5:])) is not None


def _doubts(decision: Decision) -> tuple[str, ...]:
    doubts = []
    p = decision.proposal
    for name in ("actors", "recipient", "target", "date"):
        taken = decision.actors if name == "actors" else decision.fields.get(name, [])
        ranked = p.fillers.get(name, [])
        others = [f for f in ranked if f not in taken]
        if taken and others and others[0].probability > 0.6 * taken[0].probability and name != "actors":
            doubts.append(f"{name} may also be {others[0].entity}")
        if name == "actors" and taken and taken[0].probability < 0.5:
            doubts.append(f"actors uncertain ({taken[0].probability:.2f})")
    if p.kind in ("position", "step") and decision.issue_probability < 0.5 and len(p.issues) > 1:
        doubts.append(f"issue may also be {p.issues[1][0]}")
    if 0.25 < p.negative < 0.75:
        doubts.append("whether it is denied is uncertain")
    return tuple(doubts)


def _attribution(reading: Reading, decision: Decision) -> tuple[Attribution | None, bool]:
    """Whose word it is: the reading's attribution around the passage, unless the heads are sure that the report speaks.

    Where the reading has none, or the heads are sure of another, the heads' source is a chain of one link.
    """
    p = decision.proposal
    around = grounding.attribution_of(reading, p.start, p.end, p.trigger)
    ranked = p.fillers.get("source", [])
    chance = ranked[0].probability if ranked else 0.0
    if around is not None and around.chain:
        links = {link.name for link in around.chain}  # the heads name one link, the reading the whole chain
        own = max((f.probability for f in ranked if f.entity in links), default=0.0)
        if chance < SILENT and p.kind != "remark":
            return None, True
        if own >= 0.5 * chance or chance < SURE:
            return around, False
    if not ranked or chance < SURE:
        return None, True
    filler = ranked[0]
    kind = "person" if filler.mention.type == "person" else "organisation"
    link = Link(filler.entity, kind, span=(filler.mention.start, filler.mention.end))
    return Attribution(content=((p.start, p.end),), chain=(link,), confidence=chance), False


def _ordinal(pattern: re.Pattern[str], passage: str) -> int | None:
    match = pattern.search(passage)
    if match is None:
        return None
    word = next(g for g in match.groups() if g).lower()
    return ORDINALS.get(word) or {"one": 1, "two": 2, "three": 3}.get(word) or int(word)


def _quantity(text: str, filler: Filler) -> Quantity:
    value, end = float(filler.entity), filler.mention.end
    rest = text[end : end + 40].lstrip(" -")
    many = _COUNTED.match(rest)
    if many:
        value *= MULTIPLES[many.group().lower()]
        rest = rest[many.end() :]
    unit = _UNIT.match(rest)
    return Quantity(value, (unit.group(1) or unit.group(2) or "").strip() if unit else "")


def _conditions(reading: Reading, decision: Decision, words: IssueWords, issues: Sequence[str]) -> list[str]:
    """The issue of each conjunct of the conditional clause; where none names one, those its words speak for most, at most two."""
    p = decision.proposal
    text = reading.report.text
    bounds = reading.sentences[p.sentence] if reading.sentences else None
    sentence = (bounds.start, bounds.end) if bounds else (p.start, p.end)
    clause = condition_of(text, (p.start, p.end), sentence, p.trigger[0])
    if clause is None:
        return []
    if named := conditions_in(text, clause, decision.issue):
        return list(named)
    counts = [
        (-sum(clause[0] <= at < clause[1] for at in places), issue)
        for places, issue in zip(words.places, issues, strict=True)
    ]
    return [issue for count, issue in sorted(counts) if count and issue != decision.issue][:2]
