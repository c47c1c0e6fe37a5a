"""An assertion as a plain sentence that keeps its hedge, and the chain of those on whose word it stands.

The sentence says no more than the assertion: a plan stays a plan, a denial a denial. It never carries a date or a
party that the assertion has not. Views print it beside its passage, so that a reader can compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dragoman.types import Assertion, Link

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: kind/act -> (infinitive, past participle, what follows): the verb of the sentence.
VERBS: dict[str, tuple[str, str, str]] = {
    "meeting/proposed": ("propose", "proposed", "{meeting}"),
    "meeting/held": ("hold", "held", "{meeting}"),
    "meeting/begun": ("begin", "begun", "{meeting}"),
    "meeting/concluded": ("conclude", "concluded", "{meeting}"),
    "meeting/postponed": ("postpone", "postponed", "{meeting}"),
    "meeting/cancelled": ("cancel", "cancelled", "{meeting}"),
    "meeting/called": ("be in contact", "been in contact", ""),
    "delegation/named": ("name", "named", "{delegation}"),
    "delegation/arrived": ("arrive", "arrived", ""),
    "delegation/left": ("leave", "left", ""),
    "delegation/attended": ("take part", "taken part", "in the talks"),
    "document/drafted": ("draft", "drafted", "{paper}"),
    "document/announced": ("announce", "announced", "{paper}"),
    "document/submitted": ("submit", "submitted", "{paper}"),
    "document/received": ("receive", "received", "{paper}"),
    "document/presented": ("present", "presented", "{paper}"),
    "document/reviewed": ("see", "seen", "{paper}"),
    "document/published": ("publish", "published", "{paper}"),
    "document/discussed": ("discuss", "discussed", "{paper}"),
    "document/accepted": ("accept", "accepted", "{paper}"),
    "document/rejected": ("reject", "rejected", "{paper}"),
    "document/signed": ("sign", "signed", "{paper}"),
    "event/agree": ("reach agreement", "reached agreement", "{on}"),
    "event/consult": ("consult", "consulted", "{on}"),
    "event/support": ("support", "supported", "{whom}"),
    "event/concede": ("make a release or concession", "made a release or concession", "{on}"),
    "event/cooperate": ("cooperate", "cooperated", "{on}"),
    "event/aid": ("give aid", "given aid", "{to}"),
    "event/retreat": ("pull back", "pulled back", ""),
    "event/request": ("make a request", "made a request", "{to}{on}"),
    "event/accuse": ("accuse", "accused", "{whom}"),
    "event/reject": ("refuse", "refused", "{on}"),
    "event/threaten": ("threaten", "threatened", "{whom}"),
    "event/protest": ("protest", "protested", "{on}"),
    "event/sanction": ("impose measures", "imposed measures", "{against}{on}"),
    "event/mobilize": ("mobilize", "mobilized", ""),
    "event/coerce": ("use coercion", "used coercion", "{against}"),
    "event/assault": ("use force", "used force", "{against}"),
    "role/appointed": ("become", "become", "{post}"),
    "role/left": ("leave", "left", "the post of {post}"),
    "step/agreed": ("agree", "agreed", "{step}"),
}

#: act -> what one party does, what several do; each affirmed and denied.
STANCES = {
    "demands": (("demands", "does not demand"), ("demand", "do not demand")),
    "offers": (("offers", "does not offer"), ("offer", "do not offer")),
    "accepts": (("accepts", "does not accept"), ("accept", "do not accept")),
    "rejects": (("rejects", "does not reject"), ("reject", "do not reject")),
    "supports": (("is for", "is not for"), ("are for", "are not for")),
    "conditions": (("sets conditions for", "sets no conditions for"), ("set conditions for", "set no conditions for")),
}
#: A description of several: 'European leaders', 'leaders of the two', 'allies'; not 'United States', 'staff', 'the press'.
_SEVERAL = re.compile(r"(?:^|.*\s)[a-zà-ÿ-]+(?<![suio])s(?:\s(?:of|from|in|to|at|with|who|familiar|close)\b.*)?\Z|they\Z|both\Z")

STATUS = {
    "actual": "is so",
    "planned": "planned",
    "expected": "expected",
    "possible": "possible",
    "conditional": "if",
    "alleged": "alleged",
}


def names(items: Sequence[str], *, otherwise: str = "somebody not named") -> str:
    """`A`, `A and B`, `A, B and C`."""
    items = list(items)
    if not items:
        return otherwise
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def several(subject: str) -> bool:
    """Whether a sentence about `subject` has a verb in the plural: several names, or the description of several people."""
    if "'s delegation" in subject or subject.startswith("A delegation"):
        return False
    return " and " in subject or subject == "The parties" or _SEVERAL.match(subject) is not None


@lru_cache(maxsize=16384)
def date_words(date: str | None) -> str:
    """An ISO date as people write it, no more exact than it is: `2 Jun 2025`, `May 2025`, `2022`, `1 to 3 Jun 2025`."""
    if not date:
        return ""
    if "/" in date:
        first, last = (date_words(part) for part in date.split("/", 1))
        return f"{first} to {last}" if first and last else f"from {first}" if first else f"until {last}"
    parts = date.split("T")[0].split("-")
    if len(parts) >= 2 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        month = MONTHS[int(parts[1]) - 1]
        if len(parts) == 3 and parts[2][:2].isdigit():
            return f"{int(parts[2][:2])} {month} {parts[0]}"
        return f"{month} {parts[0]}"
    return date


def status_of(assertion: Assertion) -> str:
    """One or two words for the certainty: `happened`, `did not happen`, `planned`, `not planned`, `alleged` …"""
    negative = assertion.polarity == "negative"
    if assertion.modality == "actual":
        if assertion.kind in {"position", "remark"} or assertion.act == "holds":
            return "not so" if negative else "is so"
        return "did not happen" if negative else "happened"
    word = STATUS.get(assertion.modality, assertion.modality)
    return f"not {word}" if negative else word


def issue_words(issue: str | None, labels: Mapping[str, str] | None = None) -> str:
    """The label of an issue, or its id in plain words."""
    if not issue:
        return ""
    return (labels or {}).get(issue) or issue.replace("-", " ")


def say(assertion: Assertion, labels: Mapping[str, str] | None = None) -> str:
    """The assertion as one plain sentence without its source. Pure; never longer than its fields."""
    a = assertion
    key = f"{a.kind}/{a.act}"
    if a.kind == "remark":
        return "“" + a.evidence.exact.strip(' “”"') + "”"
    if a.kind == "role" and a.act == "holds":
        verb = "is not" if a.polarity == "negative" else "is"
        return f"{a.person or 'Somebody'} {verb} {a.post or 'in office'}" + (f" ({a.party})" if a.party else "")
    if key == "delegation/led":
        others = [name for name in a.actors if name != a.head]
        whose = f"{names(others)}'s delegation" if others else "the delegation"
        return _hedged(a, a.head or "Somebody", "lead", "led", whose) + _where(a)
    if a.kind == "position":
        return _position(a, labels)
    if a.kind == "step" and a.act == "proposed":
        whose = f"{a.owner}'s {a.document or 'proposal'}" if a.owner else f"the {a.document or 'proposal'}"
        return f"Step {a.order or '?'} of {whose}: {_hedge_noun(a)}{_step(a, labels)}"
    if key in {"delegation/arrived", "delegation/left"}:
        return _hedged(a, _whose_delegation(a), *VERBS[key]) + _where(a)
    infinitive, participle, rest = VERBS.get(key, (a.act, a.act, ""))
    filled = rest.format(
        meeting=_meeting(a),
        delegation=_delegation(a),
        paper=_paper(a),
        on=f" on {issue_words(a.issue, labels)}" if a.issue and a.issue != "other" else "",
        to=f" to {names(a.recipient)}" if a.recipient else "",
        whom=names(a.recipient),
        against=f" against {names(a.recipient)}" if a.recipient else "",
        post=a.post or "",
        step=_step(a, labels),
    )
    subject = a.person if a.kind == "role" else names(a.actors, otherwise="")
    if not subject:
        subject = "The parties" if a.kind in {"meeting", "step"} or a.act == "agree" else "Somebody not named"
    return _hedged(a, subject, infinitive, participle, filled.strip()) + _where(a)


def _hedged(a: Assertion, subject: str, infinitive: str, participle: str, rest: str) -> str:
    many = several(subject)
    has, does, is_ = ("have", "do", "are") if many else ("has", "does", "is")
    no = " not" if a.polarity == "negative" else ""
    tail = f" {rest}" if rest else ""
    match a.modality:
        case "planned":
            if no:
                return f"{subject} {does} not plan to {infinitive}{tail}"
            return f"{subject} {'plan' if many else 'plans'} to {infinitive}{tail}"
        case "expected":
            return f"{subject} {is_}{no} expected to {infinitive}{tail}"
        case "possible":
            return f"{subject} may{no} {infinitive}{tail}"
        case "conditional":
            return f"{subject} would{no} {infinitive}{tail}, under conditions"
        case "alleged":
            return f"{subject} {has} allegedly{no} {participle}{tail}"
        case _:
            return f"{subject} {has}{no} {participle}{tail}"


def _hedge_noun(a: Assertion) -> str:
    word = {"possible": "possibly ", "conditional": "conditionally ", "alleged": "allegedly "}.get(a.modality, "")
    return ("no " if a.polarity == "negative" else "") + word


def _position(a: Assertion, labels: Mapping[str, str] | None) -> str:
    who, what = names(a.actors), issue_words(a.issue, labels) or "a matter not classed"
    verb = STANCES[a.act][several(who)][a.polarity == "negative"]
    text = f"{who} {verb} {what}"
    if a.target:
        text += f" (of {a.target})"
    if a.conditions:
        text += " only if: " + names([issue_words(c, labels) for c in a.conditions])
    if a.modality in {"alleged", "possible", "expected", "planned"}:
        text += f" [{a.modality}]"
    return text


def _meeting(a: Assertion) -> str:
    text = f"round {a.round} of the talks" if a.round else "a meeting"
    if a.host:
        text += f" hosted by {a.host}"
    return text


def _whose_delegation(a: Assertion) -> str:
    text = f"{names(a.actors)}'s delegation" if a.actors else "A delegation"
    if a.size:
        text += f" of {a.size}"
    if a.head:
        text += f" led by {a.head}"
    return text + (f" with {names(a.members)}" if a.members else "")


def _delegation(a: Assertion) -> str:
    text = f"a delegation of {a.size}" if a.size else "a delegation"
    if a.head:
        text += f" led by {a.head}"
    if a.members:
        text += f" with {names(a.members)}"
    return text


def _paper(a: Assertion) -> str:
    text = f"{a.owner}'s {a.document or 'paper'}" if a.owner else f"a {a.document or 'paper'}"
    return text + (f" to {names(a.recipient)}" if a.recipient and a.act not in {"received"} else "")


def _step(a: Assertion, labels: Mapping[str, str] | None) -> str:
    text = issue_words(a.issue, labels) or "a step not classed"
    return text + (f" for {duration_words(a.duration)}" if a.duration else "")


def _where(a: Assertion) -> str:
    text = f" in {a.place}" if a.place else ""
    return text + (f" ({date_words(a.date)})" if a.date else "")


def duration_words(duration: str | None) -> str:
    """`P30D` as `30 days`; an odd one as it stands."""
    units = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
    if duration and duration[0] == "P" and duration[-1] in units and duration[1:-1].lstrip("T").isdigit():
        number = int(duration[1:-1].lstrip("T"))
        unit = "minute" if duration[1] == "T" and duration[-1] == "M" else units[duration[-1]]
        return f"{number} {unit}" + ("s" if number != 1 else "")
    return duration or ""


def link_words(link: Link) -> str:
    """A link of a chain by its name, marked where it is not named."""
    return link.name if link.named and link.type != "unnamed" else f"{link.name} (unnamed)"


def word_of(assertion: Assertion) -> str:
    """On whose word: `Ukrinform, citing Heorhii Tykhyi`; the outlet's own voice where the report itself says it."""
    links = [link_words(link) for link in assertion.attribution]
    if not links:
        return f"{assertion.outlet or assertion.report} itself"
    return ", citing ".join(links)


def cite(assertion: Assertion) -> str:
    """Outlet and date of the report: `Kyiv Post, 2 Jun 2025`."""
    return ", ".join(part for part in (assertion.outlet or assertion.report, date_words(assertion.published)) if part)
