"""Positions read from clauses: demands, offers, rejections, acceptances, support, and what hangs on a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.assertions.clauses import Clause, clause_of, embedded, is_verb, lemma_of, noun_span, prep_objects
from dragoman.assertions.conditional_clauses import conditions_in
from dragoman.assertions.context import Context, groups
from dragoman.assertions.dates import said_of
from dragoman.assertions.documents import document_of, owner_of
from dragoman.assertions.grounding import Proposal
from dragoman.lexicon import Reading, issue_of, lexicon
from dragoman.reading.syntax import Tree, Word

_CONDITION = re.compile(
    r"\b(?:only\s(?:if|when|after|once)|unless|provided(?:\sthat)?|on\s(?:the\s)?condition\s(?:that|of)|as\slong\sas|in\s(?:exchange|return)\sfor|"
    r"conditional\s(?:on|upon)|contingent\s(?:on|upon)|not\suntil|until)\b|\bif\b",
    re.IGNORECASE,
)
_STANCE_OF = {"rejects": "rejected", "accepts": "accepted", "supports": "accepted"}
_STANCE_NOUNS = frozenset(
    {
        "support",
        "commitment",
        "readiness",
        "willingness",
        "opposition",
        "determination",
        "interest",
        "desire",
        "adherence",
    }
)
_OWNING = frozenset({"state", "person", "organisation", "group"})
#: A content shorter than this ('it', 'the idea', 'such a step') points back to something said before.
POINTING = 28
_SILENT = frozenset(
    {
        "say",
        "comment",
        "give",
        "elaborate",
        "answer",
        "speculate",
        "confirm",
        "name",
        "disclose",
        "specify",
        "speak",
        "discuss",
    }
)


def from_verb(clause: Clause, reading: Reading, context: Context) -> Iterator[Proposal]:
    """The positions of the parties that are subject of a verb of stance."""
    actors = _owners(clause, context) or _actors(clause, context)
    if not actors or _own_noun(clause) or embedded(clause) or _keeps_silent(clause):
        return
    act, rule = reading.act, f"position:{clause.lemma}"
    text = context.reading.report.text
    if reading.frame == "affirm":
        affirmed = _affirmed(clause)
        if affirmed is None or _stance_nouns(clause):
            return
        act, rule = affirmed, f"position:affirm-{affirmed}"
    elif reading.frame == "rule" and not any(
        w.low == "out" for w in clause.tree.of(clause.verb, "prt", "prep", "advmod")
    ):
        return
    elif reading.frame == "call":
        if not prep_objects(clause.tree, clause.verb, "for", "on", "upon"):
            return
    elif reading.frame == "propose":
        if clause.modality == "possible":
            return
        act = "supports" if clause.lemma == "suggest" else "offers"
    elif reading.frame == "want":
        targets = [w for c in clause.tree.of(clause.verb, "ccomp", "xcomp") for w in clause.tree.of(c, "nsubj")]
        act = "demands" if targets else "supports"
    if (
        act == "demands"
        and clause.lemma in ("require", "press", "push")
        and not clause.objects
        and clause.lemma == "require"
    ):
        return
    if act in _STANCE_OF and clause.objects:
        paper = _paper(clause, context)
        if paper is not None:
            yield _document(clause, _STANCE_OF[act], actors, paper, context)
            return
    fields: dict[str, object] = {"actors": actors}
    content = clause.content
    if clause.lemma == "commit" and not prep_objects(clause.tree, clause.verb, "to"):
        return
    if any(w.low in ("what", "whatever", "how") for w in clause.objects):
        return
    fields["issue"] = _issue(clause, context)
    condition = _condition(text, content)
    if condition is not None and act in ("offers", "supports", "accepts", "rejects"):
        act, rule = "conditions", "position:conditions"
        fields["modality"] = "conditional"
        fields["conditions"] = conditions_in(text, (condition, content[1]))
        fields["issue"] = context.issue_at((content[0], condition), clause.span) or "other"
    if act in ("demands", "conditions"):
        target = target_of(clause, context, actors) if act == "demands" else None
        if condition is not None and target is None:
            target = _first_other(context, condition, content[1], actors)
        fields["target"] = target
    negative = clause.negative
    if negative and act in ("accepts", "supports", "offers"):
        act, negative, rule = "rejects", False, f"position:not-{act}"
    if negative:
        fields["polarity"] = "negative"
    fields["said"] = said_of(context.reading, *clause.span)
    for group in groups(actors, context):
        yield _proposal(clause, "position", act, {**fields, "actors": group}, rule)


def from_modal(tree: Tree, verb: Word, context: Context) -> Iterator[Proposal]:
    """What a speaker says that another party must do: a demand of the speaker's party."""
    low = {w.low for w in tree.of(verb, "aux")}
    if not low & {"must", "should"} and not ("have" in low and "to" in low):
        return
    speaker = context.speaker(verb.start, verb.end)
    if speaker is None or speaker.type not in ("person", "organisation"):
        return
    clause = clause_of(tree, verb, context.reading)
    party = context.party(speaker.name) or (speaker.name if speaker.named else None)
    owners = tuple(n for n in (party, speaker.name) if n)
    subjects = [name for s in clause.subjects for name in context.actors(tree, s)]
    if not party or not (clause.subjects or clause.passive):
        return
    target = next((s for s in subjects if s not in owners), None)
    issue = context.issue_at(clause.span)
    if issue is None or (subjects and target is None):
        return
    fields: dict[str, object] = {"actors": tuple(dict.fromkeys(owners)), "issue": issue, "target": target}
    if clause.negative:
        fields["polarity"] = "positive"
    yield _proposal(clause, "position", "demands" if target or clause.passive else "supports", fields, "position:must")


def from_adjective(tree: Tree, word: Word, context: Context) -> Iterator[Proposal]:
    """'is ready to', 'is opposed to', 'is in favour of': a position of the subject."""
    words, head = lexicon(), tree.head(word)
    if head is None:
        return
    if word.low in words.ready and word.dep in ("acomp", "conj", "oprd", "xcomp", "amod"):
        act = "offers"
    elif word.low in ("opposed", "unwilling", "reluctant") and word.dep in ("acomp", "ROOT", "conj", "xcomp"):
        act = "rejects"
    elif word.low in ("favour", "favor") and word.dep == "pobj" and head.low == "in":
        act = "supports"
        head = tree.head(head) or head
    else:
        return
    verb = head if is_verb(head) or head.tag == "MD" else word
    clause = clause_of(tree, verb, context.reading)
    actors = _actors(clause, context)
    if not actors:
        return
    content = (word.end, max(clause.span[1], word.end))
    fields: dict[str, object] = {"actors": actors, "issue": context.issue_at(content, clause.span) or "other"}
    text = context.reading.report.text
    negative = clause.negative
    condition = _condition(text, content)
    if act == "offers" and negative:
        act = "rejects"
    elif condition is not None and act == "offers":
        act = "conditions"
        fields |= {"modality": "conditional", "conditions": conditions_in(text, (condition, content[1]))}
    fields["said"] = said_of(context.reading, *clause.span)
    for group in groups(actors, context):
        yield _proposal(clause, "position", act, {**fields, "actors": group}, f"position:{act}-adjective")


def from_noun(tree: Tree, noun: Word, context: Context) -> Iterator[Proposal]:
    """'the need to ...', 'their support for ...', 'his demand that ...': a position told by its noun."""
    act = noun_act(noun.low)
    goes_on = tree.of(noun, "prep", "acl", "ccomp", "relcl")
    if act is None or noun.dep in ("compound", "amod") or not goes_on:
        return
    if any(d.low in ("no", "any", "little") for d in tree.of(noun, "det", "amod")):
        return
    start, end = noun_span(tree, noun)
    owners = [
        n.canonical
        for w in tree.of(noun, "poss", "compound", "nmod", "amod")
        if (n := context.name_at(w)) and n.type in _OWNING
    ]
    verb = governor(tree, noun)
    if not owners and verb is not None:
        clause = clause_of(tree, verb, context.reading)
        if clause.negative:
            return
        if noun.dep in ("dobj", "conj", "pobj"):
            owners = [n for s in clause.subjects for n in context.actors(tree, s)]
    if not owners:
        speaker = context.speaker(noun.start, noun.end)
        owners = [n for n in (speaker.name, context.party(speaker.name)) if n] if speaker and speaker.named else []
    if not owners:
        return
    text = context.reading.report.text
    reach = max(w.end for w in tree.subtree(noun))
    issue = issue_of(text, noun.end, end) or issue_of(text, noun.end, reach) or "other"
    fields: dict[str, object] = {"issue": issue, "said": said_of(context.reading, start, end)}
    rule = f"position:noun-{noun.low}"
    for group in groups(owners, context):
        if act == "demands":
            fields["target"] = _first_other(context, noun.end, end, group)
        kept = {**fields, "actors": group}
        yield Proposal("position", act, start, end, kept, trigger=(noun.start, noun.end), rule=rule)


def noun_act(word: str) -> str | None:
    """The position that a noun tells; None for one that tells none."""
    table = lexicon().affirmations
    if word in ("demand", "demands", "calls", "insistence", "appeal", "ultimatum", "requirement"):
        return "demands"
    if word in table["rejects"] or word in ("refusal",):
        return "rejects"
    return "supports" if word in table["supports"] and word not in ("hope", "satisfaction", "value") else None


def governor(tree: Tree, word: Word) -> Word | None:
    """The nearest verb above a word."""
    at: Word | None = word
    for _ in range(5):
        at = tree.head(at) if at is not None else None
        if at is None or is_verb(at):
            return at
    return None


def from_important(tree: Tree, word: Word, context: Context) -> Iterator[Proposal]:
    """'it is important that ...', 'X is unacceptable' in somebody's words: what the speaker is for, demands or rejects."""
    words = lexicon()
    if (word.low not in words.important and word.low not in ("unacceptable", "inadmissible")) or word.dep not in (
        "acomp",
        "oprd",
        "xcomp",
        "ccomp",
        "conj",
        "ROOT",
    ):
        return
    verb = governor(tree, word) or word
    clause = clause_of(tree, verb, context.reading)
    speaker = context.speaker(word.start, word.end)
    owners = [n for n in (speaker.name, context.party(speaker.name)) if n] if speaker and speaker.named else []
    if lemma_of(verb) in ("find", "consider", "deem"):
        owners = [n for s in clause.subjects for n in context.actors(tree, s)]
    if not owners:
        return
    target = next(
        (n for w in prep_objects(tree, word, "for") for n in context.actors(tree, w) if n not in owners), None
    )
    act = "rejects" if word.low not in words.important else "demands" if target else "supports"
    fields: dict[str, object] = {"issue": context.issue_at(clause.span) or "other", "target": target}
    for group in groups(owners, context):
        yield _proposal(clause, "position", act, {**fields, "actors": group}, "position:important")


def _stance_nouns(clause: Clause) -> bool:
    """Whether an object already tells the stance by itself, with what it is about."""
    return any(noun_act(o.low) and clause.tree.of(o, "prep", "acl", "ccomp", "relcl") for o in clause.objects)


def from_would(tree: Tree, verb: Word, context: Context) -> Iterator[Proposal]:
    """'would do it only if ...': a position that hangs on a condition."""
    clause = clause_of(tree, verb, context.reading)
    text = context.reading.report.text
    low = {w.low for w in tree.of(verb, "aux")}
    if not low & {"would", "will", "can", "could"} or lemma_of(verb) in ("be", "have"):
        return
    condition = _condition(text, clause.content)
    actors = _actors(clause, context)
    if condition is None or not actors or (text[condition : condition + 2].lower() == "if" and "would" not in low):
        return
    issue = context.issue_at((clause.span[0], condition))
    conditions = conditions_in(text, (condition, clause.span[1]))
    if issue is None or not conditions:
        return
    fields: dict[str, object] = {
        "actors": actors, "issue": issue, "conditions": conditions, "modality": "conditional",
        "target": _first_other(context, condition, clause.span[1], actors), "said": said_of(context.reading, *clause.span),
    }  # fmt: skip
    yield _proposal(clause, "position", "conditions", fields, "position:would-if")


def target_of(clause: Clause, context: Context, actors: tuple[str, ...]) -> str | None:
    """On whom a demand falls: the object of the verb, or the subject of what is demanded."""
    tree = clause.tree
    candidates = [*clause.objects, *prep_objects(tree, clause.verb, "on", "upon", "from", "of", "to")]
    for complement in tree.of(clause.verb, "ccomp", "xcomp", "advcl"):
        candidates += tree.of(complement, "nsubj", "nsubjpass")
    for word in candidates:
        for name in context.actors(tree, word):
            if name not in actors:
                return name
    return None


def _first_other(context: Context, start: int, end: int, actors: tuple[str, ...]) -> str | None:
    names = context.names_in(start, end)
    return next(
        (
            n.canonical
            for n in names
            if n.type in ("state", "group", "organisation", "person") and n.canonical not in actors
        ),
        None,
    )


def _actors(clause: Clause, context: Context) -> tuple[str, ...]:
    found: list[str] = []
    for subject in clause.subjects:
        found += context.actors(clause.tree, subject)
    return tuple(dict.fromkeys(found))


def _owners(clause: Clause, context: Context) -> tuple[str, ...]:
    """Whose support or readiness is affirmed, where the noun says: 'affirmed Kenya's commitment'."""
    words = [
        w
        for o in clause.objects
        if o.low in _STANCE_NOUNS
        for w in clause.tree.of(o, "poss", "compound", "nmod", "amod")
    ]
    found = [
        n.canonical
        for w in words
        if (n := context.name_at(w)) and n.type in ("state", "person", "organisation", "group")
    ]
    return tuple(dict.fromkeys(found))


def _issue(clause: Clause, context: Context) -> str:
    """What a stance is about: named in the clause; else, where the content only points back, in what stands before."""
    start, end = clause.content
    told = issue_of(context.reading.report.text, start, end) or issue_of(context.reading.report.text, *clause.span)
    if told:
        return told
    return (context.issue_at(clause.content) or "other") if end - start < POINTING else "other"


def _keeps_silent(clause: Clause) -> bool:
    """'declined to comment' is no position."""
    return any(lemma_of(w) in _SILENT for w in clause.tree.of(clause.verb, "xcomp"))


def _own_noun(clause: Clause) -> bool:
    """'the proposed talks', 'a planned meeting': a participle before a noun asserts no stance."""
    return clause.verb.dep == "amod"


def _affirmed(clause: Clause) -> str | None:
    """The act behind 'express support', 'reaffirmed its readiness', 'stressed the need'; None where nothing is affirmed."""
    table = lexicon().affirmations
    words = [*clause.objects, *(w for o in clause.objects for w in clause.tree.of(o, "conj"))]
    for complement in clause.tree.of(clause.verb, "ccomp"):
        words += clause.tree.of(complement, "acomp", "attr")
    for word in words:
        if word.low in table["rejects"]:
            return "rejects"
        if word.low in table["offers"]:
            return "offers"
        if word.low in table["supports"] or word.low in lexicon().important:
            return "supports"
    return None


def _condition(text: str, span: tuple[int, int]) -> int | None:
    match = _CONDITION.search(text, *span)
    return match.start() if match else None


def _paper(clause: Clause, context: Context) -> tuple[str, tuple[int, int]] | None:
    """The paper that is the object of a verb of stance; None where the object is something else."""
    text = context.reading.report.text
    for word in clause.objects:
        found = document_of(text, word.start, word.end)
        if found:
            return found
    for word in prep_objects(clause.tree, clause.verb, "to"):
        found = document_of(text, word.start, word.end)
        if found and clause.lemma == "agree":
            return found
    return None


def _document(
    clause: Clause, act: str, actors: tuple[str, ...], paper: tuple[str, tuple[int, int]], context: Context
) -> Proposal:
    owner = owner_of(context.reading, paper[1])
    fields: dict[str, object] = {
        "actors": actors, "document": paper[0], "owner": owner.canonical if owner and owner.canonical not in actors else None,
        "said": said_of(context.reading, *clause.span),
    }  # fmt: skip
    if clause.modality != "actual":
        fields["modality"] = clause.modality
    if clause.negative:
        fields["polarity"] = "negative"
    return _proposal(clause, "document", act, fields, f"document:{act}-stance")


def _proposal(clause: Clause, kind: str, act: str, fields: dict[str, object], rule: str) -> Proposal:
    return Proposal(kind, act, *clause.span, fields, trigger=(clause.verb.start, clause.verb.end), rule=rule)
