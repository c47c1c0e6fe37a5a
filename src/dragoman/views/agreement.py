"""Islands of agreement: per issue what is agreed, contested, on one side only, or unanswered, with quotations."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.wording import cite, date_words, issue_words, names, word_of

YES = {"accepts", "offers", "supports"}


@dataclass(frozen=True, slots=True)
class Voice:
    """One party's latest word on an issue."""

    party: str
    stance: str
    quote: str
    source: str
    cite: str
    id: str


@dataclass(frozen=True, slots=True)
class IslandRow:
    """One issue. `state` is agreed (an agreement between parties is told), disputed (on the last day that tells of it an
    agreement is told as reached and as not reached), shared (at least two parties are for it and
    none against), contested, conditional, unanswered (a demand without a word of the other) or one-sided."""

    id: str
    issue: str
    label: str
    state: str
    for_it: str
    against: str
    conditional: str
    demanded: str
    unanswered: str
    agreed: str
    voices: tuple[Voice, ...]
    ids: tuple[str, ...]


def build(material: Material) -> tuple[IslandRow, ...]:
    """Rows: agreed first, then disputed, shared, conditional, contested, unanswered, one-sided."""
    latest: dict[str, dict[str, dict[str, Assertion]]] = {}
    agreed: dict[str, list[Assertion]] = {}
    for a in sorted(material.assertions, key=lambda a: (_told(a), a.id)):
        if not a.issue or a.issue == "other":
            continue
        if a.kind == "position":
            for party in a.actors:
                voices = latest.setdefault(a.issue, {}).setdefault(party, {})
                voices["condition" if a.act == "conditions" else "demand" if a.act == "demands" else "answer"] = a
        elif (a.kind, a.act) in {("event", "agree"), ("step", "agreed")} and a.modality == "actual":
            agreed.setdefault(a.issue, []).append(a)
    order = ("agreed", "disputed", "shared", "conditional", "contested", "unanswered", "one-sided")
    rows = [_row(issue, latest.get(issue, {}), agreed.get(issue, []), material) for issue in {*latest, *agreed}]
    return tuple(sorted(rows, key=lambda r: (order.index(r.state), -len(r.ids), r.issue)))


def answers(voices: dict[str, Assertion]) -> bool | None:
    """A party's yes or no to an issue: True, False, or None where it has said neither. Demanding it is a yes to it."""
    answer = voices.get("answer") or voices.get("demand")
    if answer is None:
        return None
    positive = answer.polarity == "positive"
    return positive if answer.act in YES | {"demands"} else not positive


def _told(a: Assertion) -> str:
    return a.said or a.published or ""


def _agreed(last: Assertion | None, both_ways: bool) -> str:
    if last is None:
        return ""
    what = "no agreement" if last.polarity == "negative" else "agreement"
    return f"{'agreement and no agreement' if both_ways else what} told {date_words(last.published)}"


def _row(issue: str, voices: dict[str, dict[str, Assertion]], agreed: list[Assertion], material: Material) -> IslandRow:
    yes = sorted(p for p, v in voices.items() if answers(v) is True)
    no = sorted(p for p, v in voices.items() if answers(v) is False)
    under = sorted(p for p, v in voices.items() if "condition" in v)
    demanded = [(p, v["demand"]) for p, v in voices.items() if "demand" in v]
    waiting = sorted({a.target for _, a in demanded if a.target and a.target not in voices})
    last = agreed[-1] if agreed else None
    both_ways = last is not None and len({a.polarity for a in agreed if _told(a) == _told(last)}) > 1
    if both_ways:
        state = "disputed"
    elif last and last.polarity == "positive" and not no:
        state = "agreed"
    elif yes and no:
        state = "contested"
    elif under:
        state = "conditional"
    elif len(yes) > 1 and not waiting:
        state = "shared"
    elif demanded and not no:
        state = "unanswered"
    else:
        state = "contested" if no and demanded else "one-sided"
    told = [
        Voice(p, ("not " if a.polarity == "negative" else "") + a.act, a.evidence.exact, word_of(a), cite(a), a.id)
        for p, v in sorted(voices.items()) for a in v.values()
    ]  # fmt: skip
    told += [Voice(names(a.actors, otherwise="the parties"), "no agreement" if a.polarity == "negative" else "agreed",
                   a.evidence.exact, word_of(a), cite(a), a.id) for a in agreed[-3:]]  # fmt: skip
    return IslandRow(
        id=told[0].id,
        issue=issue,
        label=issue_words(issue, material.issues),
        state=state,
        for_it=", ".join(yes),
        against=", ".join(no),
        conditional=", ".join(
            f"{p} (if {names([issue_words(c, material.issues) for c in voices[p]['condition'].conditions], otherwise='told conditions')})"
            for p in under
        ),
        demanded=", ".join(
            p + (f" of {a.target}" if a.target else "") for p, a in sorted(demanded, key=lambda x: x[0])
        ),
        unanswered=", ".join(waiting),
        agreed=_agreed(last, both_ways),
        voices=tuple(told),
        ids=tuple(dict.fromkeys(v.id for v in told)),
    )
