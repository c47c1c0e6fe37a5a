"""Which way an expression points: back or ahead of the day of publication, and whether it is a deadline.

Decided by the verb that governs it and by the words before it. 'Will return to Geneva on Tuesday' is next Tuesday,
'said on Tuesday' the last one, 'extended until July 9' lies ahead although its verb is past.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reading import times_cues as cues
from dragoman.reading.times_verbs import auxiliaries, ends_sentence, way_of
from dragoman.reading.times_words import Token


@dataclass(frozen=True, slots=True)
class Bearing:
    """`way` is past, future or '' (nothing tells); `relation` the preposition that matters (since, until, by, before,
    after, from, to, within, in); `deadline` whether something ends or is due then; `said` whether it dates a saying; `basis`
    what tells that it lies ahead: an auxiliary, a present tense, or a past verb whose content is ahead."""

    way: str = ""
    relation: str = ""
    deadline: bool = False
    said: bool = False
    basis: str = ""


def bearing(found: list[Token], line: str, first: int, last: int) -> Bearing:
    """How the expression made of tokens `first` to `last` stands in its sentence."""
    relation, head = _relation(found, line, first)
    if last + 1 < len(found) and found[last + 1].word == ":" and (head < 1 or ends_sentence(found, line, head - 1)):
        return Bearing()  # a chronology ('April 2: ...') tells what was in the present tense
    left, distance, spot, basis = _left(found, line, head)
    before = found[spot].word if spot >= 0 else ""
    deadline = relation in ("until", "by") or any(found[i].word in cues.DUE for i in range(max(0, first - 6), first))
    if relation == "since" or (head >= 1 and found[head].word in ("in", "on", "at") and found[head - 1].word in ("as", "like", "unlike")):
        return Bearing("past", relation)  # 'will be held at the palace, as in June': what is compared with has been
    if relation == "ahead":
        return Bearing("future", "before")
    if relation in ("until", "by", "deadline"):
        way = _until(relation, left, before, found, spot)
        if not left and relation != "deadline" and _opens_what_was(found, line, last):
            return Bearing("past", relation)
        return Bearing(way, "until" if relation == "deadline" else relation, deadline=True)
    if (relation == "of" and not _looks_ahead(found, head)) or _modifies_event(found, line, first, last):
        # 'will speak of the attack of May 3', 'the May 3 attack': the date is the noun's.
        return Bearing("past" if left != "future" or relation != "of" else "", relation, deadline)
    if relation == "from" and last + 1 < len(found) and found[last + 1].word in ("'s", "’s"):
        return Bearing("past", relation, deadline)  # 'hopes to recover from Monday's talks'
    aimed = left == "past" and (relation == "for" or _noun_ahead(found, spot, head))
    if aimed and "had" not in auxiliaries(found, spot):
        # 'called a strike for Thursday', 'gave notice of a walkout on Thursday'
        return Bearing("future", relation, deadline)
    if _takes_right(found, line, first, last, left, before, spot):
        right, where = _right(found, line, last)
        if right:
            verb = found[where].word
            said = right == "past" and verb in cues.SAY and _opens_saying(found, first, last, where)
            basis = "auxiliary" if right == "future" and verb in cues.AHEAD else "present"
            return Bearing(right, relation, deadline and right == "future", said, basis)
    after = [found[i].word for i in range(last + 1, min(len(found), last + 4))]
    if "deadline" in after and after[0] in ("deadline", "as", "a", "the"):
        return Bearing("past" if left == "past" and before in cues.MISSED else "future", relation, deadline=True)
    if left == "proposal":
        return _proposed(found, line, first, head, relation, distance, spot, deadline)
    said = left == "past" and before in cues.SAY and _dates_saying(found, spot, distance, first, last)
    return Bearing(left, relation, deadline and left != "past", said, basis)


def _proposed(
    found: list[Token], line: str, first: int, head: int, relation: str, distance: int, spot: int, deadline: bool
) -> Bearing:
    """'Proposed June 2', 'proposed a meeting on June 2' look ahead; 'proposed on Monday' tells when."""
    noun = found[head - 1].word if head else ""
    told = (relation == "on" or (not relation and line[first] == "W")) and (
        distance == 0 or noun not in cues.GATHERINGS
    )
    told = told or "had" in auxiliaries(found, spot)
    way = "past" if told else "future"
    return Bearing(way, relation, deadline and not told, told and found[spot].word in cues.SAY, "past")


def _noun_ahead(found: list[Token], spot: int, head: int) -> bool:
    """Whether a noun between the verb and the date looks ahead: 'plans for', 'notice of', 'the threat of'."""
    return any(
        found[i].word in cues.NOUNS_AHEAD and found[i + 1].word in ("of", "for", "to")
        for i in range(max(spot + 1, head - 40), head - 1)
    )


def _looks_ahead(found: list[Token], head: int) -> bool:
    noun = found[head - 1].word if head > 0 else ""
    return (
        noun in cues.GATHERINGS
        or noun in cues.DUE
        or noun in ("start", "beginning", "week", "evening", "morning", "night")
    )


def _modifies_event(found: list[Token], line: str, first: int, last: int) -> bool:
    """'the October 7 attack', 'a May 3-like attack': a day that names an event, where that is none still to be held."""
    if "M" not in line[first : last + 1] or not set("do") & set(line[first : last + 1]) or last + 2 >= len(found):
        return False
    article = found[first].word == "the" or (first > 0 and found[first - 1].word in ("a", "the"))
    noun = found[last + 2] if found[last + 1].word == "-" else found[last + 1]
    if not article or noun.word in cues.NO_NOUN or not noun.raw[0].islower():
        return False
    return noun.word not in cues.GATHERINGS and noun.word not in cues.DUE


def _content_begins(found: list[Token], after: int, until: int) -> bool:
    """Whether what is said begins between two tokens: a date beyond 'that', a colon or a quotation is not the saying's."""
    return any(found[i].word in ("that", ":", '"', "“", "”", "‘") for i in range(after + 1, until))


def _dates_saying(found: list[Token], spot: int, distance: int, first: int, last: int) -> bool:
    """Whether a date after a verb of saying is the saying's: 'told the crowd in the square on Friday that'."""
    if _content_begins(found, spot, first):
        return False
    if distance <= 3:
        return True
    following = found[last + 1].word if last + 1 < len(found) else ""
    opening = found[spot + 1].word
    return following == "that" or (
        following in (",", ".", ":", "") and opening in ("in", "at", "after", "during", "following", "on", "to", "from")
    )


def _opens_saying(found: list[Token], first: int, last: int, where: int) -> bool:
    """Whether a date before the verb of saying is the saying's: not in 'after meeting him on Monday, he said'."""
    near = [found[i].word for i in range(max(0, first - 10), first)]
    for stop in (".", ",", ";", "and"):
        if stop in near:
            near = near[len(near) - near[::-1].index(stop) :]
    return not any(w.endswith("ing") for w in near) and not _content_begins(found, last, where)


def _relation(found: list[Token], line: str, first: int) -> tuple[str, int]:
    """(the preposition that governs the expression, index of the first token of the whole phrase)."""
    index = first - 1
    while index >= 0 and (
        found[index].word in ("the", "early", "late", "about", "around", "least") or line[index] in "-("
    ):
        index -= 1
    word = found[index].word if index >= 0 else ""
    previous = found[index - 1].word if index >= 1 else ""
    if word in ("until", "till"):
        return "until", index
    if word == "to" and previous == "prior":
        return "before", index - 1
    if word == "than" and previous == "later":
        return "by", max(0, index - 3)
    if word == "of" and previous in ("ahead", "deadline"):
        return previous, index - 1
    if word in cues.PREPOSITIONS:
        return word, index
    return "", index + 1


def _left(found: list[Token], line: str, head: int) -> tuple[str, int, int, str]:
    """(way, tokens between, index, basis) of the nearest verb before the phrase in its sentence."""
    pending: tuple[int, int] | None = None
    commas = 0
    for index in range(head - 1, max(-1, head - 41), -1):
        if ends_sentence(found, line, index):
            break
        if line[index] == ",":
            commas += 1
            if commas > 2:
                break
        way = "future" if found[index].word == "ahead" else way_of(found, line, index)
        if way == "infinitive" and pending is None:
            pending = (head - 1 - index, index)
        elif way and way != "infinitive":
            if pending is None:
                return way, head - 1 - index, index, _basis(found, index)
            # 'lined up to vote on Sunday' is past, 'asked them to vote on Sunday' is not.
            ahead = way != "past" or found[index].word in cues.INTENTS
            return "future" if ahead else "past", *pending, "auxiliary" if way == "future" else "past"
    if pending is not None:
        return "future", *pending, "auxiliary"
    return "", 0, -1, ""


def _basis(found: list[Token], index: int) -> str:
    """What tells that something lies ahead: see `Bearing`."""
    helper = found[index - 1].word if index else ""
    if found[index].word == "to":
        return "past" if helper.endswith("ed") and helper not in cues.BEFORE_HAND else "auxiliary"
    told = any(
        w in cues.AHEAD or w in cues.BEFORE_HAND or w == "to" or w.endswith("ll") for w in (found[index].word, helper)
    )
    return "auxiliary" if told else "present"


def _right(found: list[Token], line: str, last: int) -> tuple[str, int]:
    """(way, index) of the first verb after the expression in its sentence."""
    for index in range(last + 1, min(len(found), last + 25)):
        if ends_sentence(found, line, index):
            break
        way = way_of(found, line, index)
        if way and way != "infinitive":
            return "past" if way == "proposal" else way, index
    return "", -1


def _until(relation: str, left: str, before: str, found: list[Token], spot: int) -> str:
    if left == "past" and before in cues.LASTED and not (before in ("held", "kept") and relation == "by"):
        helper = found[spot + 1].word if spot + 1 < len(found) else ""
        ahead = helper in ("to", "given", "due") or (helper == "until" and before in ("was", "were", "had"))
        return "future" if ahead else "past"
    return "future"


def _opens_what_was(found: list[Token], line: str, last: int) -> bool:
    """'By Sunday the square was full': a state or an act of the past, none that looks ahead as 'agreed' does."""
    right, where = _right(found, line, last)
    if right != "past":
        return False
    verb = found[where].word
    return verb not in cues.SAY and verb not in cues.INTENTS - {"was", "were"} and verb not in cues.PROPOSALS


def _takes_right(found: list[Token], line: str, first: int, last: int, left: str, before: str, spot: int) -> bool:
    """Whether the verb after the expression governs it rather than the one before."""
    if not left:
        return True
    possessive = last + 1 < len(found) and found[last + 1].word in ("'s", "’s")
    index = last + 1
    following = found[index].word if index < len(found) else ""
    gap = [found[i].word for i in range(spot + 1, first)]
    if "," in gap and gap and gap[-1] in (",", "on") and _clause_start(found, line, first):
        return True
    if possessive and before in cues.SAY and len(gap) <= 6:
        return True
    helper = following in (
        "will",
        "would",
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "could",
        "may",
        "might",
        "should",
        "must",
        "failed",
        "ended",
    )
    # 'said the meeting on Tuesday would': the meeting's verb, not the saying's.
    return helper and before in cues.SAY and bool(gap) and gap[0] in cues.DETERMINERS | {"that"} and len(gap) >= 2


def _clause_start(found: list[Token], line: str, first: int) -> bool:
    """Whether the phrase opens a clause: a comma before it (and its preposition) and none of a list's."""
    index = first - 1
    while index >= 0 and (
        found[index].word in ("on", "in", "at", "by", "the", "from", "after", "before", "and", "but", "that")
    ):
        index -= 1
    return index >= 0 and line[index] == ","
