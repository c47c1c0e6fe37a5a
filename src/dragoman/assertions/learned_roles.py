"""Posts as the learned extractor reads them: a title's head noun, who holds it and for whom.

The extractor's class `role/…` stands at the head noun of a title ('minister', 'leader'); its fillers are the person and the
party. The words of the post are read around the noun. What rules read from apposition is kept beside it: where both
read one person in one place, the rule's words of the post stand and the party comes from whoever has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dragoman.assertions.grounding import Proposal
from dragoman.assertions.learned_proposals import Filler
from dragoman.assertions.learned_proposals import Proposal as Draft
from dragoman.assertions.roles import title_words
from dragoman.reading.gazetteer import name_words
from dragoman.reading.types import Reading

#: The least probability of a trigger, of the person and of the party. Below SURE a word that is not known to end titles is no post,
#: and a party is a doubt.
TRIGGER, PERSON, PARTY = 0.2, 0.2, 0.2
#: From here on the extractor is sure enough to drop what a rule read otherwise in the same place.
SURE = 0.6
#: Posts that one person at a time holds for a party.
_SINGLE = re.compile(r"(?:vice )?president|prime minister|premier|chancellor|king|queen|emir|foreign minister|defen[cs]e minister", re.I)
_LEFT = re.compile(r"([\w’'-]+)([ \n\u00a0]|-)$")


@lru_cache(maxsize=1)
def _objects() -> re.Pattern[str]:
    """What belongs to a title after 'of' or 'for': 'Minister of Defence', 'Secretary of State'."""
    words = sorted(name_words()["titles"]["objects"], key=len, reverse=True)
    return re.compile(rf"\s(?:of|for)\s(?:the\s)?(?:{'|'.join(map(re.escape, words))})\b")


def post_at(text: str, start: int, end: int, taken: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """The span of the title whose head noun is `text[start:end]`; words inside the names `taken` stay out of it."""
    heads, modifiers = title_words()
    first = start
    while found := _LEFT.search(text[max(0, first - 40) : first]):
        word, at = found.group(1), first - len(found.group(0))
        parts = word.lower().split("-")
        if any(a < first - 1 and at < b for a, b in taken) or not all(p in heads or p in modifiers for p in parts):
            break
        first = at
    after = _objects().match(text, end, end + 60)
    return first, after.end() if after else end


def roles(reading: Reading, drafts: Sequence[Draft], rules: Sequence[Proposal]) -> list[Proposal]:
    """Roles of both readers in the order of the text; `rules` are the rules' roles, `drafts` all that the heads propose."""
    text = reading.report.text
    names = [(n.start, n.end) for n in reading.names]
    usable = sorted((d for d in drafts if d.kind == "role" and _is_title(text, d, names)), key=lambda d: -d.probability)
    parties = _parties(usable, rules)
    made: list[Proposal] = []
    for draft in usable:
        first, last = post_at(text, *draft.trigger, names)
        post = " ".join(text[first:last].split())
        for person in _people(draft.fillers.get("person", ())):
            own = next((f for f in draft.fillers.get("party", ()) if f.entity != person.entity), None)
            party, chance = parties.get(person.entity, ("", 0.0))
            if own is not None and own.probability >= max(SURE, 0.0 if chance == 1.0 else chance):
                party, chance = own.entity, own.probability
            one = Proposal(
                "role", draft.act, min(draft.start, first), max(draft.end, last),
                {"person": person.entity, "post": post, **({"party": party} if party else {})},
                trigger=(first, last), fillers=(("person", person.mention.start, person.mention.end),),
                doubts=(f"party uncertain ({chance:.2f})",) if party and chance < SURE else (),
                confidence=round(draft.probability * person.probability**0.5, 4), own_voice=True,
            )  # fmt: skip
            if not any(_same(one, other) for other in made):
                made.append(one)
    kept = []
    for rule in rules:
        beside = [m for m in made if m.start < rule.end and rule.start < m.end]
        same = next((m for m in beside if m.fields["person"] == rule.fields["person"] and m.act == rule.act), None)
        if same is not None:
            made.remove(same)
            # A party that a rule only inferred gives way to one that the heads are sure of.
            read = rule.fields.get("party") if not (rule.doubts and not same.doubts) else None
            whose = read or same.fields.get("party") or rule.fields.get("party")
            doubts = rule.doubts if whose == rule.fields.get("party") else same.doubts
            sure = max(rule.confidence, same.confidence)
            kept.append(replace(rule, fields={**rule.fields, "party": whose}, doubts=doubts, confidence=sure))
        elif not any(m.confidence >= SURE for m in beside):
            kept.append(rule)
    return sorted(_one_holder([*kept, *made], rules), key=lambda p: (p.start, p.end, str(p.fields["person"])))


def _one_holder(found: Sequence[Proposal], rules: Sequence[Proposal]) -> list[Proposal]:
    """Without a party that another holds this very post for, as a rule reads it: a state has one president."""
    told = {_seat(r): r.fields["person"] for r in rules if r.act == "holds" and r.fields.get("party") and not r.doubts}
    kept = []
    for one in found:
        holder = told.get(_seat(one), one.fields["person"])
        if holder == one.fields["person"] or one.act != "holds" or not _SINGLE.fullmatch(str(one.fields["post"])):
            kept.append(one)
        else:
            kept.append(replace(one, fields={name: value for name, value in one.fields.items() if name != "party"}))
    return kept


def _seat(role: Proposal) -> tuple[str, object]:
    return str(role.fields["post"]).lower(), role.fields.get("party")


def _is_title(text: str, draft: Draft, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the trigger can be a post: a word that ends titles, or one that the heads are sure of; never part of a name."""
    start, end = draft.trigger
    if draft.probability < TRIGGER or any(a < end and start < b for a, b in names):
        return False
    return draft.probability >= SURE or text[start:end].lower() in title_words()[0]


def _parties(drafts: Sequence[Draft], rules: Sequence[Proposal]) -> dict[str, tuple[str, float]]:
    """Person -> party and how probable it is: as a rule read it (1.0), else the likeliest anywhere in the report."""
    table: dict[str, tuple[str, float]] = {}
    for rule in rules:
        if rule.fields.get("party") and not rule.doubts:
            table.setdefault(str(rule.fields["person"]), (str(rule.fields["party"]), 1.0))
    for draft in drafts:
        for person in _people(draft.fillers.get("person", ())):
            for party in draft.fillers.get("party", ())[:1]:
                if party.probability >= PARTY and party.entity != person.entity:
                    known = table.get(person.entity)
                    if known is None or known[1] < party.probability:
                        table[person.entity] = (party.entity, party.probability)
    return table


def _people(ranked: Sequence[Filler]) -> list[Filler]:
    """The likeliest person, and others that are likely by themselves: 'Presidents A and B'."""
    return [f for i, f in enumerate(ranked) if f.probability >= (PERSON if i == 0 else SURE)]


def _same(one: Proposal, other: Proposal) -> bool:
    def told(p: Proposal, name: str) -> object:
        return p.fields.get(name)

    near = one.start < other.end and other.start < one.end
    return near and told(one, "person") == told(other, "person") and told(one, "post") == told(other, "post")

