"""Papers: the noun that names one, whose it is, and what is done with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.assertions.clauses import Clause, prep_objects
from dragoman.assertions.context import Context
from dragoman.assertions.dates import date_of, said_of
from dragoman.assertions.grounding import Proposal
from dragoman.lexicon import Reading as Lexical
from dragoman.lexicon import lexicon
from dragoman.reading.syntax import Word
from dragoman.reading.types import Name, Reading
from dragoman.types import Span

_OWNED_BY = re.compile(
    r"^\s(?:drawn\sup|drafted|proposed|put\sforward|prepared|submitted|presented|offered|tabled|written|outlined|made)\sby\s(?:the\s)?$"
)


#: Words after which 'plan' before 'to' is a verb; words after which it is a noun even with a capital.
_PLANNERS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "who", "which", "also", "now", "still", "both", "all", "not", "sides", "officials",
     "parties", "negotiators", "mediators", "ministers", "leaders", "delegations", "envoys", "advisors", "advisers", "diplomats")
)  # fmt: skip
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "any", "no", "these", "such", "new", "peace"))
#: Nouns for a copy of a paper: 'a copy of the memorandum' is the memorandum.
_GIVES = frozenset(("provide", "present", "furnish", "supply"))
_PRESS = frozenset(("agency", "outlet"))
_COPIES = frozenset(("copy", "copies", "text", "version", "draft", "excerpt", "excerpts", "parts", "page", "pages", "contents"))


@lru_cache(maxsize=1)
def _papers() -> re.Pattern[str]:
    nouns = sorted(lexicon().documents, key=len, reverse=True)
    return re.compile(r"\b(?P<noun>" + "|".join(re.escape(n) for n in nouns) + r")(?:s|es)?\b", re.IGNORECASE)


def documents_in(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Every paper named in a passage: its head noun in the singular, start, end. 'A draft memorandum' is a memorandum."""
    found: list[tuple[str, int, int]] = []
    for match in _papers().finditer(text, start, end):
        if plans_to(text, match.start(), match.end()):
            continue
        noun = match["noun"].lower()
        noun = {"road map": "roadmap", "communiqué": "communique", "counter-proposal": "counterproposal"}.get(
            noun, noun
        )
        previous = found[-1] if found else None
        if previous and text[previous[2] : match.start()] in (" ", "-"):
            found[-1] = (noun, previous[1], match.end())  # 'peace plan document', 'draft resolution'
        elif (
            previous
            and previous[0] in lexicon().weak_documents
            and re.fullmatch(r"\sof\s(?:the|a|an)\s(?:\w+\s){0,2}", text[previous[2] : match.start()])
        ):
            found[-1] = (noun, previous[1], match.end())
        else:
            found.append((noun, match.start(), match.end()))
    return found


def plans_to(text: str, start: int, end: int) -> bool:
    """Whether 'plan' or 'plans' is a verb: 'Kenya plans to present', 'they also plan to attend'. 'Its plan to' is a paper."""
    if text[start:end].lower() not in ("plan", "plans") or not re.match(r"\s(?:to\s[a-z]|on\s[a-z]+ing\b)", text[end : end + 20]):
        return False
    before = re.search(r"([\w’'-]+)\s$", text[max(0, start - 30) : start])
    if before is None:
        return False
    word = before[1]
    if word.lower() in _PLANNERS:
        return True
    return text[start:end] == "plans" and word[0].isupper() and not re.search(r"['’]s?$", word) and word.lower() not in _DETERMINERS


def document_of(text: str, start: int, end: int, near: int | None = None) -> tuple[str, Span] | None:
    """The paper a passage is about: the first after `near` (the verb), else the nearest before it."""
    papers = documents_in(text, start, end)
    if not papers:
        return None
    if near is not None:
        after = [p for p in papers if p[1] >= near]
        papers = after or papers[::-1]
    noun, first, last = papers[0]
    return noun, (first, last)


def owner_of(reading: Reading, paper: Span) -> Name | None:
    """Whose paper it is: the name before it ('Kenya's plan', 'the Kenyan proposal'), or after 'drafted by', 'from', 'of'."""
    text = reading.report.text
    for name in reading.names:
        if name.type in ("place", "outlet", "agency"):
            continue
        if name.end <= paper[0] and paper[0] - name.end < 40:
            gap = text[name.end : paper[0]]
            if re.fullmatch(r"(?:['’]s?)?\s(?:(?!and\b|to\b|of\b|in\b|with\b|the\b|a\b|for\b|on\b)[\w-]+\s){0,3}", gap):
                return name
        elif name.start >= paper[1] and name.start - paper[1] < 40:
            gap = text[paper[1] : name.start]
            if _OWNED_BY.match(gap):
                return name
    return None


def _press(clause: Clause, context: Context) -> Iterator[str]:
    for word in clause.subjects:
        if (name := context.name_at(word)) and name.type in _PRESS:
            yield name.canonical


def from_verb(clause: Clause, reading: Lexical, context: Context) -> Iterator[Proposal]:
    """What is done with a paper: drafted, handed over, presented, published, signed."""
    tree, verb, text = clause.tree, clause.verb, context.reading.report.text
    if verb.dep == "amod":
        return
    if clause.lemma in ("put", "hand", "draw", "give", "deliver", "provide", "send", "open"):
        particles = {w.low for w in tree.of(verb, "prt", "advmod", "prep")}
        needed = {"put": {"forward"}, "hand": {"over", "in", "to"}, "draw": {"up"}}.get(clause.lemma)
        if needed and not particles & needed:
            return
    given: tuple[Word, ...] = ()
    objects = clause.objects
    if clause.lemma in _GIVES and not any(document_of(text, w.start, w.end) for w in objects):
        # 'provide the other side with a memorandum': the object receives, the paper stands after 'with'
        given, objects = objects, tuple(prep_objects(tree, verb, "with"))
    elif reading.act == "reviewed":
        objects = tuple(p for w in objects for p in ((*prep_objects(tree, w, "of"), w) if w.low in _COPIES else (w,)))
    found = next((f for w in objects if (f := document_of(text, w.start, w.end))), None)
    if found is None:
        return
    noun, place = found
    if noun in (
        "list",
        "order",
        "law",
        "report",
        "statement",
        "letter",
        "note",
        "map",
        "agenda",
        "offer",
        "principle",
        "schedule",
    ) and reading.act in ("accepted",):
        return
    if noun in ("offer", "mandate", "contract") and clause.lemma in ("give", "receive", "have"):
        return
    head = next(w for w in objects if place[0] <= w.start < place[1] or w.start <= place[0] < w.end)
    if noun == "statement" and reading.act != "published":
        return
    actors = tuple(dict.fromkeys(n for s in clause.subjects for n in context.actors(tree, s)))
    if reading.act == "reviewed":
        actors = actors or tuple(dict.fromkeys(_press(clause, context)))
    copied = any(w.low in _COPIES for w in clause.objects)
    if clause.lemma in ("see", "obtain") and not (copied or any(_press(clause, context))):
        return
    receivers = [*given, *prep_objects(tree, verb, "to"), *tree.of(verb, "dative"), *prep_objects(tree, head, "to")]
    recipient = tuple(dict.fromkeys(n for w in receivers for n in context.actors(tree, w) if n not in actors))
    owner = owner_of(context.reading, place)
    own = any(p.low in ("its", "their", "his", "her", "our") for p in tree.of(head, "poss"))
    if not actors and not clause.passive:
        return
    fields: dict[str, object] = {
        "actors": actors, "document": noun, "recipient": recipient,
        "owner": owner.canonical if owner else actors[0] if own and actors else None,
        "date": date_of(context.reading, *clause.span, near=verb.start),
        "said": said_of(context.reading, *clause.span),
    }  # fmt: skip
    act = reading.act
    ahead = [t for t in context.reading.times if clause.span[0] <= t.start < clause.span[1] and t.direction == "future"]
    if act == "announced" and ahead and verb.tag in ("VBZ", "VBP", "VBD") and not tree.of(verb, "aux"):
        fields["date"] = None  # what is announced lies ahead, its announcement does not
    elif clause.modality != "actual":
        fields["modality"] = clause.modality
    if clause.negative:
        fields["polarity"] = "negative"
    kept = {k: v for k, v in fields.items() if v not in (None, ())}
    yield Proposal("document", act, *clause.span, kept, trigger=(verb.start, verb.end), rule=f"document:{act}")
