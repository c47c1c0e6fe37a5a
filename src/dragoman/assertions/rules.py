"""What rules propose for a report: roles, then clause by clause over the syntax of the sentences that have a cue.

Without spaCy and its model (the `syntax` extra) only what needs no parse is proposed. Confidence is the share of a rule's
proposals that were true on texts with known facts, kept in lexicon.toml; a rule below the floor there is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dragoman.assertions import delegations, documents, events, meetings, positions, roles, steps
from dragoman.assertions.clauses import clause_of, hedged, is_verb, lemma_of
from dragoman.assertions.context import Context, context
from dragoman.assertions.grounding import Proposal, attribution_of
from dragoman.assertions.remarks import remarks as left_over
from dragoman.lexicon import lemmas, lexicon
from dragoman.reading import syntax
from dragoman.reading.syntax import Tree, Word
from dragoman.reading.types import Reading

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
_FAMILIES = {
    "position": positions.from_verb,
    "event": events.from_verb,
    "meeting": meetings.from_verb,
    "delegation": delegations.from_verb,
    "document": documents.from_verb,
}
_CLAIMING = re.compile(r"\b(?:claim|alleg)", re.IGNORECASE)


def propose(reading: Reading, *, floor: float = 0.25) -> list[Proposal]:
    """All proposals of the rules for one reading, remarks included, in the order of the rules."""
    around = context(reading)
    found = roles.proposals(reading, around.roles)
    found += [_weighed(p) for p in _over_syntax(around) if _confidence(p) >= floor]
    found = [_distanced(reading, p) for p in found]
    spoken = [
        (p.start, p.end)
        for p in found
        if p.kind != "role" and attribution_of(reading, p.start, p.end, p.trigger) is not None
    ]
    return found + list(left_over(reading, spoken))


def _over_syntax(around: Context) -> Iterator[Proposal]:
    reading, cues = around.reading, _cues()
    text = reading.report.text
    yield from steps.proposals(around)
    if not syntax.available():
        return
    spans = [
        (s.start, s.end)
        for s in reading.sentences
        if any(w.lower() in cues for w in _WORD.findall(text[s.start : s.end]))
    ]
    for tree in syntax.parse(text, spans):
        for word in tree.words:
            yield from _at(tree, word, around)


def _at(tree: Tree, word: Word, around: Context) -> Iterator[Proposal]:
    words = lexicon()
    if is_verb(word):
        readings = words.verbs.get(lemma_of(word), ())
        clause = clause_of(tree, word, around.reading) if readings else None
        for reading in readings:
            if clause is not None:
                yield from _FAMILIES[reading.kind](clause, reading, around)
        yield from positions.from_modal(tree, word, around)
        if not readings or lemma_of(word) == "agree":
            yield from positions.from_would(tree, word, around)
    elif word.tag in ("NN", "NNS", "NNP", "NNPS"):
        yield from meetings.from_noun(tree, word, around)
        yield from positions.from_noun(tree, word, around)
        entry = (
            words.nouns.get(word.low)
            or words.nouns.get(word.low.removesuffix("s"))
            or words.nouns.get(word.low.removesuffix("es"))
        )
        if entry and entry[0] == "event" and word.dep not in ("compound", "amod"):
            yield from events.from_noun(tree, word, *entry, around)
        if word.low in ("favour", "favor"):
            yield from positions.from_adjective(tree, word, around)
    elif word.tag.startswith("JJ") or word.tag == "VBN":
        yield from positions.from_adjective(tree, word, around)
        yield from positions.from_important(tree, word, around)


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    """Every word form that makes a sentence worth a parse."""
    words = lexicon()
    verbs = {form for form, lemma in lemmas().items() if words.verbs.get(lemma)}
    nouns = {form for noun in words.nouns for form in (noun, noun + "s", noun + "es")}
    stances = {noun for found in words.affirmations.values() for noun in found} | words.important | words.unacceptable
    return frozenset(
        stances
        | verbs
        | nouns
        | words.held
        | words.called
        | words.ready
        | {"must", "should", "favour", "favor", "if", "opposed", "unwilling"}
    )


def _confidence(proposal: Proposal) -> float:
    table = lexicon().confidence
    kind = proposal.rule.split(":")[0]
    return table.get(proposal.rule, table.get(f"{proposal.kind}:{proposal.act}", table.get(kind, 0.5)))


def _weighed(proposal: Proposal) -> Proposal:
    return replace(proposal, confidence=_confidence(proposal))


def _distanced(reading: Reading, proposal: Proposal) -> Proposal:
    """Told at a distance: by 'allegedly' in the passage, or on the word of one who is said to claim."""
    if proposal.kind in ("role", "step") or proposal.fields.get("modality", "actual") != "actual":
        return proposal
    text = reading.report.text
    found = attribution_of(reading, proposal.start, proposal.end, proposal.trigger)
    claimed = found is not None and any(_CLAIMING.search(text[s:e]) for s, e in found.cue)
    if claimed or hedged(text, proposal.start, proposal.end):
        return replace(proposal, fields={**proposal.fields, "modality": "alleged"})
    return proposal
