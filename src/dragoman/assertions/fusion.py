"""Two readers, one list: what the learned extractor and the rules propose, weighed together.

The learned extractor leads. Where a rule proposes the same thing on the same passage, that is evidence for it, and the
sign, round or figure that the rule read is taken where the extractor has none. What only a rule proposes is kept where
such proposals of the rule, beside what the extractor saw there, were mostly true. Both probabilities come from logistic
models fitted on reports that the extractor was not trained on; with rules alone none of this applies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dragoman.assertions.grounding import Proposal
from dragoman.assertions.learned_confidence import KINDS, confidence
from dragoman.lexicon import GENERAL

Array = Any
AGREEMENT = 6
#: What a rule is worth before it has a record (`evaluation.rules`); with less it lends the extractor nothing.
TRUSTED = 0.42
#: Below this probability an issue that a rule reads goes before the extractor's.
SURE_ISSUE = 0.5
#: Rules that read a structure and not a word: what they say of their stretch goes before what the extractor sees in it.
CERTAIN = frozenset({"step:sequence", "document:reviewed"})
#: Acts by which a paper changes hands.
HANDED = frozenset({"submitted", "presented"})
#: Fields that a certain rule takes over from the extractor's proposal that it stands for, where it has none.
KEPT = ("owner", "document", "duration", "quantities")
#: Fields that a rule's pattern reads better than a head does.
PLAIN = ("round", "size", "duration", "conditions", "place", "host", "head")


@dataclass(slots=True)
class Weighed:
    """A learned proposal with its own features (n,), the trigger's probability and that of its issue."""

    proposal: Proposal
    features: Array
    trigger: float
    issue: float = 1.0


def on_one_passage(one: Proposal, other: Proposal) -> bool:
    """Whether the shorter of two passages lies by half in the other."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared * 2 >= min(one.end - one.start, other.end - other.start)


def structured(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that are neither roles nor remarks."""
    return [p for p in proposals if p.kind not in ("role", "remark")]


def agreeing(one: Proposal, rules: Sequence[Proposal]) -> Proposal | None:
    """The rule's proposal of the same kind and act on the same passage that shares most with it."""
    alike = [r for r in rules if (r.kind, r.act) == (one.kind, one.act) and on_one_passage(one, r)]

    def shared(rule: Proposal) -> tuple[int, bool, int]:
        return len(_names(rule) & _names(one)), rule.fields.get("issue") == one.fields.get("issue"), -rule.start

    return max(alike, key=shared, default=None)


def agreement(one: Proposal, rules: Sequence[Proposal]) -> Array:
    """(6,) float32: a rule of the same kind there, of the same act, with a shared actor, the same issue, the same sign;
    whether the rules are silent on the whole report."""
    row = np.zeros(AGREEMENT, dtype=np.float32)
    row[0] = any(r.kind == one.kind and on_one_passage(one, r) for r in rules)
    best = agreeing(one, rules)
    if best is not None:
        row[1] = 1
        row[2] = bool(_names(best) & _names(one))
        row[3] = best.fields.get("issue") == one.fields.get("issue")
        row[4] = _sign(best) == _sign(one)
    row[5] = not rules
    return row


def rule_features(one: Proposal, learned: Sequence[Weighed], classes: Sequence[str]) -> Array:
    """Float32 row for a proposal that only a rule made: what the extractor saw there, the rule's own record, the class."""
    near = [w for w in learned if on_one_passage(one, w.proposal)]
    row = np.zeros(6 + len(KINDS) + len(classes), dtype=np.float32)
    row[0] = any(w.proposal.kind == one.kind for w in near)
    row[1] = bool(near)
    row[2] = max((w.trigger for w in near if w.proposal.kind == one.kind), default=0.0)
    row[3] = len(_names(one))
    row[4] = np.log1p(one.end - one.start)
    row[5] = one.confidence
    row[6 + KINDS.index(one.kind)] = 1
    label = f"{one.kind}/{one.act}"
    if label in classes:
        row[6 + len(KINDS) + classes.index(label)] = 1
    return row


def fuse(
    learned: Sequence[Weighed], rules: Sequence[Proposal], arrays: Mapping[str, Array], classes: Sequence[str], floor: float
) -> list[Proposal]:
    """Structured proposals of both readers at or above `floor`, with confidence; `rules` may be empty."""
    rules = structured(rules)
    certain = [r for r in rules if r.rule in CERTAIN]
    covered = [w for w in learned if any(w.proposal.kind == r.kind and on_one_passage(w.proposal, r) for r in certain)]
    learned = [w for w in learned if w not in covered]
    made: list[Proposal] = [_filled(r, [w.proposal for w in covered]) for r in certain]
    rules = [r for r in rules if r.rule not in CERTAIN]
    learned = [_handed(w, rules) for w in learned]
    taken: list[Proposal] = []
    if learned:
        rows = np.stack([np.concatenate([w.features, agreement(w.proposal, rules)]) for w in learned])
        chances = confidence(rows, arrays)
        for weighed, chance in zip(learned, chances, strict=True):
            best = agreeing(weighed.proposal, rules)
            if best is not None and best.confidence >= TRUSTED and _at_one(weighed.proposal, best):
                chance = max(chance, best.confidence)
            if chance < floor:
                continue
            one = replace(weighed.proposal, confidence=float(chance))
            if best is not None:
                taken.append(best)
                one = _completed(one, best, unsure=weighed.issue < SURE_ISSUE)
            made.append(one)
    alone = [r for r in rules if r not in taken and not any(agreeing(r, [m]) for m in made)]
    if alone and "rule.weight" in arrays:
        chances = confidence(np.stack([rule_features(r, learned, classes) for r in alone]), arrays, "rule")
        made += [
            replace(r, confidence=float(chance)) for r, chance in zip(alone, chances, strict=True) if chance >= floor
        ]
    return made


def _handed(seen: Weighed, rules: Sequence[Proposal]) -> Weighed:
    """A paper handed over as the rule's verb has it: 'present' presents, 'submit' submits."""
    one = seen.proposal
    if one.kind != "document" or one.act not in HANDED or agreeing(one, rules):
        return seen
    other = next((r for act in HANDED - {one.act} if (r := agreeing(replace(one, act=act), rules))), None)
    return replace(seen, proposal=replace(one, act=other.act)) if other and _at_one(one, other) else seen


def _at_one(one: Proposal, rule: Proposal) -> bool:
    """Whether both readers name the same actors and sign: then the line is right at least as often as the rule is alone."""
    return bool(_names(one) & _names(rule)) and _sign(one) == _sign(rule)


def _filled(rule: Proposal, seen: Sequence[Proposal]) -> Proposal:
    """A certain rule's proposal with what the extractor adds about the same thing."""
    alike = [p for p in seen if on_one_passage(p, rule) and p.fields.get("issue") in (None, rule.fields.get("issue"))]
    extra = {name: p.fields[name] for p in alike for name in KEPT if name in p.fields and name not in rule.fields}
    return replace(rule, fields={**rule.fields, **extra}) if extra else rule


def _completed(one: Proposal, rule: Proposal, *, unsure: bool = False) -> Proposal:
    """The learned proposal with what the rule read where it has nothing or is `unsure` of its issue; a denial that the rule read
    on it stands."""
    extra = {name: rule.fields[name] for name in PLAIN if name in rule.fields and name not in one.fields}
    told, read = rule.fields.get("issue"), one.fields.get("issue")
    if told and told != read and told not in GENERAL | {"other"} and unsure:
        extra["issue"] = told
    if _subject_told(one, rule):
        extra["actors"] = rule.fields["actors"]
    inside = rule.trigger is None or one.start <= rule.trigger[0] < one.end  # what is denied behind the passage is another thing
    if _sign(rule) == "negative" and inside and alike(one, rule):
        extra["polarity"] = "negative"
    return replace(one, fields={**one.fields, **extra}) if extra else one


def _subject_told(one: Proposal, rule: Proposal) -> bool:
    """Whether the rule's actors go before the extractor's: who saw a paper, who alone of several does something with it, who
    meets where the extractor found nobody in the passage."""
    named = _names(rule)
    if one.kind == "document":
        return bool(named) and (rule.act == "reviewed" or named < _names(one))
    inside = any(name == "actors" and one.start <= start and end <= one.end for name, start, end in one.fillers)
    return one.kind == "meeting" and len(named) > 1 and not inside


def alike(one: Proposal, other: Proposal) -> bool:
    """Whether two passages are by half the same: what denies a longer stretch need not deny a clause within it."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end, other.end) - min(one.start, other.start)


def _names(one: Proposal) -> set[str]:
    actors = one.fields.get("actors") or ()
    return {actors} if isinstance(actors, str) else set(actors)


def _sign(one: Proposal) -> str:
    return str(one.fields.get("polarity", "positive"))
