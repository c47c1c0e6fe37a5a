"""Meetings read from verbs and nouns; their rounds, places and hosts as pure functions over a reading and a span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.assertions.clauses import Clause, clause_of, embedded, is_verb, lemma_of, noun_span, prep_objects
from dragoman.assertions.context import Context, without_parties
from dragoman.assertions.dates import date_of
from dragoman.assertions.grounding import Proposal
from dragoman.lexicon import Reading as Lexical
from dragoman.lexicon import lexicon
from dragoman.reading.gazetteer import gazetteer
from dragoman.reading.numbers import ORDINALS
from dragoman.reading.syntax import Tree, Word
from dragoman.reading.types import Name, Reading

_ORDINAL = "|".join(ORDINALS)
_NOUN = r"(?:round|meeting|session|stage|phase|set|cycle)"
_ROUND = re.compile(
    rf"\b(?:(?P<word>(?i:{_ORDINAL}))|(?P<figure>\d{{1,2}})(?:st|nd|rd|th))(?:[\s-](?:and\s\w+\s)?(?:new|direct|formal|face-to-face|latest))?[\s-]"
    rf"(?:such\s)?round\b|\bround\s(?:number\s)?(?:(?P<number>\d{{1,2}})|(?P<name>one|two|three|four|five|six|seven|eight|nine|ten))\b"
)
_OF_SIDES = frozenset({"talks", "negotiations", "round", "rounds", "consultations", "negotiation"})
_NAMES = {
    w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|to|into|across|inside)\s(?:the\s|his\s|her\s|its\s|"
    r"(?:\w+\s){0,3}(?:city|capital|town|port|village|suburb|region|district|province)(?:\sof|,)?\s)?$"
)
_HOST = re.compile(r"\b(?:hosted|organi[sz]ed|convened|chaired)\sby\s(?:the\s)?$")
_HOSTS = re.compile(
    r"^(?:['’]s)?(?:\s\w+){0,2}\s(?:hosts?|hosted|will\shost|would\shost|is\shosting|was\shosting|to\shost|hosting)\b"
)


def round_of(text: str, start: int, end: int) -> int | None:
    """The number of the round that a passage names: 'the second round of talks' is 2. None for none or for several."""
    found = set()
    for match in _ROUND.finditer(text, start, end):
        if match["word"]:
            found.add(ORDINALS[match["word"].lower()])
        elif match["figure"] or match["number"]:
            found.add(int(match["figure"] or match["number"]))
        elif match["name"]:
            found.add(_NAMES[match["name"]])
    return found.pop() if len(found) == 1 else None


def place_of(reading: Reading, start: int, end: int) -> str | None:
    """Where a passage's act takes place: a place, or a state named with 'in'; the most exact of 'in Oslo, Norway'."""
    text = reading.report.text
    for name in _within(reading, start, end):
        if name.type not in ("place", "state", "organisation"):
            continue
        match = gazetteer().match(name.text.split(), 0)
        if match and match[1].sort == "nationality":
            continue
        before = text[max(start, name.start - 40) : name.start]
        if not _PLACE_BEFORE.search(before):
            continue
        if before.rstrip().endswith(("to", "into")) and name.type != "place":
            continue
        if name.type == "organisation" and not re.search(r"\bat\s(?:the\s)?$", before):
            continue
        return name.canonical
    for name in _within(reading, start, end):
        following = text[name.end : min(end, name.end + 14)]
        if name.type == "place" and re.match(
            r"['’]?s?\s(?:talks|meeting|round|summit|negotiations|conference)\b", following
        ):
            return name.canonical
    return None


def host_of(reading: Reading, start: int, end: int) -> str | None:
    """Who hosts the meeting that a passage tells, where the text says so."""
    text = reading.report.text
    for name in _within(reading, start, end):
        if name.type == "place":
            continue
        if _HOST.search(text[max(start, name.start - 30) : name.start]) or _HOSTS.match(
            text[name.end : min(end, name.end + 30)]
        ):
            return name.canonical
    return None


def _within(reading: Reading, start: int, end: int) -> list[Name]:
    return [n for n in reading.names if start <= n.start and n.end <= end]


def from_verb(clause: Clause, reading: Lexical, context: Context) -> Iterator[Proposal]:
    """The meeting that a verb tells: 'X met Y', 'X will hold talks with Y', 'the talks resumed'."""
    tree, verb, words = clause.tree, clause.verb, lexicon()
    if verb.dep == "amod" or embedded(clause):
        return
    act, rule = reading.act, f"meeting:{clause.lemma}"
    actors = _names(clause, clause.subjects, context)
    others = [*clause.objects, *prep_objects(tree, verb, "with", "between")]
    if reading.frame == "p":
        actors = (*actors, *(n for w in others for n in context.actors(tree, w)))
        plural = any(s.tag in ("NNS", "NNPS") or tree.of(s, "conj") or s.low == "they" for s in clause.subjects)
        if len(set(actors)) < 2 or not (others or plural):
            return
        if any(
            w.low in ("conditions", "demands", "demand", "criteria", "needs", "deadline", "requirements", "terms")
            for w in clause.objects
        ):
            return
    elif reading.frame == "speak":
        others = prep_objects(tree, verb, "with", "to")
        actors = (*actors, *(n for w in others for n in context.actors(tree, w)))
        by_phone = any(w.low in ("phone", "telephone") for w in prep_objects(tree, verb, "by", "on", "over"))
        if (
            len(set(actors)) < 2
            or not others
            or (any(w.low in ("reporters", "journalists") for w in others))
            or not (by_phone or clause.lemma == "speak")
        ):
            return
    elif reading.frame == "host":
        nouns = [o for o in clause.objects if _meeting_noun(o)]
        if not nouns:
            return
        host = actors[0] if actors else None
        actors = tuple(n for o in nouns for n in _participants(tree, o, context))
        yield _proposal(clause, "held", actors, context, rule, host)
        return
    elif reading.frame in ("hold", "engage"):
        objects = clause.objects if reading.frame == "hold" else prep_objects(tree, verb, "in")
        nouns = [o for o in objects if _meeting_noun(o)]
        if not nouns:
            return
        inner = [n for o in nouns for n in _participants(tree, o, context)]
        with_ = [n for w in prep_objects(tree, verb, "with", "between") for n in context.actors(tree, w)]
        actors = (*actors, *inner, *with_)
        if any(
            o.low in words.called or any(c.low in words.called for c in tree.of(o, "compound", "amod")) for o in nouns
        ):
            act = "called"
    else:
        nouns = [w for w in (*clause.subjects, *clause.objects) if _meeting_noun(w)]
        if not nouns:
            return
        by = [] if clause.passive or nouns[0] in clause.subjects else list(actors)
        actors = (*(n for o in nouns for n in _participants(tree, o, context)), *by)
        if act == "postponed" and clause.lemma == "delay" and not clause.passive and not clause.objects:
            return
    yield _proposal(clause, act, tuple(dict.fromkeys(actors)), context, rule)


def from_noun(tree: Tree, noun: Word, context: Context) -> Iterator[Proposal]:
    """A meeting told by its noun alone: with participants, a date, a place or the number of its round."""
    if noun.dep in ("compound", "amod", "nmod") or not _meeting_noun(noun) or _governed(tree, noun):
        return
    if noun.low.startswith("round") and any(not _meeting_noun(w) for w in prep_objects(tree, noun, "of")):
        return
    start, end = noun_span(tree, noun)
    reading = context.reading
    told = without_parties(_participants(tree, noun, context), context)
    actors = _filled(told, noun.low, noun.start, context)
    number = round_of(reading.report.text, start, end)
    date = date_of(reading, start, end, near=noun.start) if noun.low != "visit" else None
    inside = any(t.date == date and start <= t.start and t.end <= end for t in reading.times)
    place = place_of(reading, start, end)
    called = noun.low in lexicon().called
    if noun.low in ("contact", "contacts", "phone", "round", "session", "visit", "dialogue") and not (
        number or (len(told) > 1 and place)
    ):
        return
    if not (number or (inside and date) or len(told) > 1 or (place and told)):
        return
    head = tree.head(noun)
    modality = "actual"
    verb = head
    for _ in range(3):
        if verb is None or is_verb(verb):
            break
        verb = tree.head(verb)
    if verb is not None and is_verb(verb) and noun.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
        modality = clause_of(tree, verb, reading).modality
        modality = modality if modality in ("planned", "possible", "expected") and noun.dep != "pobj" else "actual"
    if any(
        w.low in ("upcoming", "planned", "forthcoming", "scheduled", "next", "future", "possible", "proposed")
        for w in tree.of(noun, "amod")
    ):
        modality = "planned"
    if any(t.direction == "future" and start <= t.start and t.end <= end for t in reading.times):
        modality = "planned"
    fields: dict[str, object] = {
        "actors": actors,
        "round": number,
        "date": date,
        "place": place,
        "host": host_of(reading, start, end),
    }
    if modality != "actual":
        fields["modality"] = modality
    yield Proposal(
        "meeting", "called" if called else "held", start, end, {k: v for k, v in fields.items() if v not in (None, ())},
        trigger=(noun.start, noun.end),
        rule="meeting:noun-" + ("round" if number else "actors" if len(told) > 1 else "date"),
    )  # fmt: skip


def _proposal(
    clause: Clause, act: str, actors: tuple[str, ...], context: Context, rule: str, host: str | None = None
) -> Proposal:
    reading, text, (start, end) = context.reading, context.reading.report.text, clause.span
    who = _filled(actors, "" if act == "called" else "talks", start, context)
    fields: dict[str, object] = {
        "actors": without_parties(who, context), "round": round_of(text, start, end), "place": place_of(reading, start, end),
        "host": host or host_of(reading, start, end), "date": date_of(reading, start, end, near=clause.verb.start),
    }  # fmt: skip
    if clause.modality != "actual":
        fields["modality"] = clause.modality
    if clause.negative:
        fields["polarity"] = "negative"
    kept = {k: v for k, v in fields.items() if v not in (None, ())}
    return Proposal("meeting", act, start, end, kept, trigger=(clause.verb.start, clause.verb.end), rule=rule)


def _governed(tree: Tree, noun: Word) -> bool:
    """Whether a verb that tells the meeting already governs the noun: 'held talks', 'the talks resumed'."""
    head = tree.head(noun)
    while head is not None and head.dep in ("conj", "prep") and not is_verb(head):
        head = tree.head(head)
    if head is None or not is_verb(head) or noun.dep not in ("dobj", "nsubj", "nsubjpass"):
        return False
    return any(
        r.kind == "meeting" and r.frame in ("hold", "host", "talks") for r in lexicon().verbs.get(lemma_of(head), ())
    )


def _filled(actors: Sequence[str], noun: str, at: int, context: Context) -> tuple[str, ...]:
    """The participants, with the sides of the negotiation where the text leaves them out or names only one of them."""
    if len(actors) > 1 or noun not in _OF_SIDES:
        return tuple(actors)
    sides = context.sides(at)
    return sides if len(sides) == 2 and (not actors or actors[0] in sides) else tuple(actors)


def _meeting_noun(word: Word) -> bool:
    return word.tag in ("NN", "NNS", "NNP", "NNPS") and (word.low in lexicon().held or word.low in lexicon().called)


def _participants(tree: Tree, noun: Word, context: Context) -> list[str]:
    """Who meets, by what stands around the noun: 'between A and B', 'A-B talks', 'their talks with C'."""
    found: list[str] = []
    for word in prep_objects(tree, noun, "between", "with", "of", "among"):
        if not _meeting_noun(word):
            found += context.actors(tree, word)
        else:
            found += _participants(tree, word, context)
    start, _end = noun_span(tree, noun)
    for name in context.names_in(start, noun.end):
        if name.type == "state" and name.end <= noun.start:
            found.append(name.canonical)
    for poss in tree.of(noun, "poss"):
        found += context.actors(tree, poss)
    return list(dict.fromkeys(found))


def _names(clause: Clause, words: tuple[Word, ...], context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for w in words if not _meeting_noun(w) for name in context.actors(clause.tree, w)))
