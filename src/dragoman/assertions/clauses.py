"""A clause around the verb that tells an act: who, whom, what, under which sign and modality, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.lexicon import lemmas, lexicon
from dragoman.reading.syntax import Tree, Word
from dragoman.reading.types import Reading
from dragoman.types import Span

_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Verbs whose object does what their infinitive says.
_OBJECT_CONTROL = frozenset(
    {
        "urge",
        "ask",
        "force",
        "allow",
        "invite",
        "order",
        "persuade",
        "press",
        "pressure",
        "require",
        "want",
        "warn",
        "tell",
        "help",
        "expect",
        "call",
        "push",
    }
)
_NEGATIVE = frozenset({"not", "n't", "n’t", "never", "hardly", "barely", "scarcely", "neither", "nor"})
_TURNING = frozenset({"fail", "refuse", "decline", "deny", "avoid", "stop", "cease"})
_PLANNED = frozenset(
    {
        "plan",
        "intend",
        "agree",
        "promise",
        "pledge",
        "vow",
        "offer",
        "schedule",
        "prepare",
        "set",
        "aim",
        "expect",
        "decide",
    }
)
_EXPECTED = frozenset(
    {
        "want",
        "hope",
        "urge",
        "ask",
        "demand",
        "call",
        "seek",
        "request",
        "press",
        "push",
        "require",
        "order",
        "insist",
        "invite",
        "propose",
        "suggest",
        "need",
        "appeal",
    }
)
_CARRYING = frozenset(
    ["continue", "begin", "start", "plan", "intend", "decide", "be", "have", "go", "agree", "come", "seem", "appear", "use", "schedule",
     "set", "expect", "manage", "fail"]
)  # fmt: skip
_VERB = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and its arguments. `subjects`, `objects` are heads of noun phrases; `content` is what follows the verb."""

    tree: Tree
    verb: Word
    lemma: str
    subjects: tuple[Word, ...]
    objects: tuple[Word, ...]
    passive: bool
    negative: bool
    modality: str
    span: Span
    content: Span


def lemma_of(word: Word) -> str:
    """The lemma of a verb that the rules know, else the word in lower case."""
    return lemmas().get(word.low, word.low)


def is_verb(word: Word) -> bool:
    """Whether a word is tagged as a verb."""
    return word.tag in _VERB


def clause_of(tree: Tree, verb: Word, reading: Reading) -> Clause:
    """The clause of a verb."""
    passive = bool(tree.of(verb, "auxpass", "nsubjpass")) or (verb.dep == "acl" and verb.tag == "VBN")
    subjects, objects = _subjects(tree, verb), tree.of(verb, "dobj", "dative", "oprd")
    if passive:
        agents = [o for a in tree.of(verb, "agent") for o in tree.of(a, "pobj")]
        subjects, objects = agents, subjects
    span, content = _span(tree, verb)
    modality = modality_of(tree, verb)
    if (
        modality == "actual"
        and not passive
        and any(t.direction == "future" and span[0] <= t.start < span[1] and not t.said for t in reading.times)
        and verb.tag in ("VBP", "VBZ", "VB", "VBG")
    ):
        modality = "planned"
    return Clause(
        tree,
        verb,
        lemma_of(verb),
        tuple(subjects),
        tuple(objects),
        passive,
        is_negative(tree, verb),
        modality,
        span,
        content,
    )


def _subjects(tree: Tree, verb: Word, depth: int = 0) -> list[Word]:
    own = tree.of(verb, "nsubj", "nsubjpass")
    head = tree.head(verb)
    if own:
        if own[0].low in _RELATIVE and verb.dep == "relcl" and head is not None:
            return [head]
        return own
    if head is None or depth > 6:
        return []
    if verb.dep == "acl":
        if verb.tag == "VBG":
            return [head]
        if verb.tag == "VBN":
            return [head]  # the object: `clause_of` turns a passive round
        owner = tree.of(head, "poss")
        return (
            owner or _subjects(tree, _verb_above(tree, head) or verb, depth + 1) if _verb_above(tree, head) else owner
        )
    if verb.dep == "xcomp" and is_verb(head):
        if lemma_of(head) in _OBJECT_CONTROL:
            objects = tree.of(head, "dobj") or [
                o for p in tree.of(head, "prep") if p.low in ("on", "upon", "for") for o in tree.of(p, "pobj")
            ]
            if objects:
                return objects
        return _subjects(tree, head, depth + 1)
    if verb.dep == "xcomp" and head.tag.startswith("JJ"):
        above = _verb_above(tree, head)  # 'Kenya is ready to present it'
        return _subjects(tree, above, depth + 1) if above else []
    if verb.dep in ("conj", "advcl", "xcomp", "ccomp", "aux") and head.i != verb.i:
        return _subjects(tree, head, depth + 1)
    if verb.dep in ("pcomp", "prep"):
        above = _verb_above(tree, head)
        return _subjects(tree, above, depth + 1) if above else []
    return []


def _verb_above(tree: Tree, word: Word) -> Word | None:
    at: Word | None = word
    for _ in range(6):
        at = tree.head(at) if at else None
        if at is None or is_verb(at):
            return at
    return None


def is_negative(tree: Tree, verb: Word) -> bool:
    """Whether the sign of a verb is turned, by a word of its own or by the verb that governs it."""
    turned = any(w.low in _NEGATIVE or w.dep == "neg" for w in tree.of(verb))
    for noun in tree.of(verb, "dobj", "nsubj", "nsubjpass", "attr"):
        turned = turned or any(d.low in ("no", "neither") for d in tree.of(noun, "det"))
    head = tree.head(verb)
    if head is not None:
        if verb.dep in ("xcomp", "ccomp") and lemma_of(head) in _TURNING and is_verb(head):
            turned = not turned
        elif (
            (verb.dep == "xcomp" and not turned and any(w.dep == "neg" for w in tree.of(head)))
            or (
                verb.dep == "conj"
                and not tree.of(verb, "nsubj", "nsubjpass")
                and any(w.dep == "neg" for w in tree.of(head))
                and any(w.low in ("or", "nor") for w in tree.of(head, "cc"))
            )
            or (verb.dep == "pcomp" and head.low == "without")
        ):
            turned = True
    return turned


def modality_of(tree: Tree, verb: Word, depth: int = 0) -> str:
    """The modality of a verb by its auxiliaries, adverbs, condition, and the verb or adjective that governs it."""
    words = tree.of(verb)
    low = {w.low for w in words if w.dep in ("aux", "advmod", "auxpass")}
    if any(w.dep == "advcl" and any(m.low in ("if", "unless") for m in tree.of(w, "mark")) for w in words) and low & {
        "would",
        "will",
        "could",
        "can",
        "'d",
    }:
        return "conditional"
    if low & {"may", "might", "could", "possibly", "perhaps"}:
        return "possible"
    if low & lexicon().hedges:
        return "alleged"
    if low & {"should", "must"}:
        return "expected"
    if low & {"will", "would", "shall", "'ll", "’ll", "wo"}:
        return "planned"
    head = tree.head(verb)
    if head is None or depth > 3:
        return "actual"
    if verb.dep in ("xcomp", "advcl", "ccomp", "acl") and ("to" in low or verb.dep == "ccomp"):
        lemma = lemma_of(head)
        infinitive = "to" in low
        if lemma in _PLANNED and infinitive:
            return "planned"
        if lemma in _EXPECTED:
            return "expected"
        if infinitive and head.low in (
            "ready",
            "prepared",
            "willing",
            "due",
            "set",
            "scheduled",
            "plan",
            "plans",
            "intention",
            "going",
            "promise",
            "pledge",
            "readiness",
            "agreement",
            "decision",
        ):
            return "planned"
        if infinitive and head.low in (
            "need",
            "needs",
            "important",
            "necessary",
            "essential",
            "demand",
            "call",
            "calls",
            "proposal",
            "desire",
            "hope",
            "opportunity",
        ):
            return "expected"
        if infinitive and verb.dep == "xcomp" and lemma in ("fail", "manage", "begin", "continue", "start", "stop"):
            return modality_of(tree, head, depth + 1)
        if infinitive and verb.dep in ("advcl", "xcomp"):
            return "planned"
    if verb.dep == "conj" and is_verb(head) and not tree.of(verb, "aux", "nsubj", "nsubjpass"):
        return modality_of(tree, head, depth + 1) if verb.tag in ("VB", "VBN") else "actual"
    return "actual"


def _span(tree: Tree, verb: Word) -> tuple[Span, Span]:
    """Where the clause stands, and what of it follows the verb; verbs coordinated with it and comments are left out."""
    keep = [verb]
    stack = list(tree.of(verb))
    while stack:
        word = stack.pop()
        if word.dep in ("conj", "parataxis") and is_verb(word) and tree.head(word) is verb:
            continue
        if word.dep in ("cc", "punct") and tree.head(word) is verb:
            continue
        if word.dep == "advcl" and tree.head(word) is verb and word.i < verb.i:
            continue
        if word.dep == "ccomp" and word.i < verb.i:
            continue
        keep += tree.subtree(word)
    start, end = min(w.start for w in keep), max(w.end for w in keep)
    return (start, end), (verb.end, max(end, verb.end))


def noun_span(tree: Tree, noun: Word) -> Span:
    """Where a noun phrase stands, with all that depends on it except clauses."""
    words = tree.subtree(noun, frozenset({"relcl", "appos", "punct", "cc", "conj", "parataxis"}))
    return min(w.start for w in words), max(w.end for w in words)


def prep_objects(tree: Tree, word: Word, *preps: str) -> list[Word]:
    """The objects of a word's prepositions."""
    found = []
    for prep in tree.of(word, "prep", "agent", "dative"):
        if not preps or prep.low in preps:
            found += tree.of(prep, "pobj", "pcomp")
            for inner in tree.of(prep, "prep"):
                found += tree.of(inner, "pobj")
    return found


def embedded(clause: Clause) -> bool:
    """An infinitive that says what somebody else should do, or what something is for: it tells no act of its own."""
    if not any(w.low == "to" for w in clause.tree.of(clause.verb, "aux")):
        return False
    head = clause.tree.head(clause.verb)
    return head is not None and not (is_verb(head) and lemma_of(head) in _CARRYING)


def hedged(text: str, start: int, end: int) -> bool:
    """Whether a stretch keeps its distance by a word of its own."""
    return bool(re.search(r"\b(?:allegedly|reportedly|purportedly|supposedly)\b", text[start:end]))
