"""Which way an expression points: back or ahead of the day of publication, and whether it is a deadline.

Decided by the verb that governs it and by the words before it. 'Will return to Geneva on Tuesday' is next Tuesday,
'said on Tuesday' the last one, 'extended until July 9' lies ahead although its verb is past.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.reading import times_verbs as verbs
from dragoman.reading.times_words import Token


@dataclass(frozen=True, slots=True)
class Bearing:
    """`way` is past, future or '' (nothing tells); `relation` the preposition that matters (since, until, by, before,
    after, from, to, within, in); `deadline` whether something ends or is due then; `said` whether it dates a saying; `sure`
    whether the way is told by an auxiliary, not by a present tense alone."""

    way: str = ""
    relation: str = ""
    deadline: bool = False
    said: bool = False
    sure: bool = False


def bearing(found: list[Token], line: str, first: int, last: int) -> Bearing:
    """How the expression made of tokens `first` to `last` stands in its sentence."""
    relation, head = _relation(found, line, first)
    left, distance, spot = _left(found, line, head)
    before = found[spot].word if spot >= 0 else ""
    deadline = relation in ("until", "by") or any(found[i].word in verbs.DUE for i in range(max(0, first - 6), first))
    said = left == "past" and before in verbs.SAY and _dates_saying(found, spot, distance, first, last)
    if relation == "of" and not _looks_ahead(found, head):
        # 'will speak of the attack of May 3': the date is the noun's.
        return Bearing("past" if left != "future" else "", relation, deadline, False)
    if relation == "since":
        return Bearing("past", relation, False, False)
    if relation == "ahead":
        return Bearing("future", "before", False, False)
    if relation in ("until", "by", "deadline"):
        return Bearing(
            _until(relation, left, before, found, spot), "until" if relation == "deadline" else relation, True, False
        )
    ahead_noun = _noun_ahead(found, spot, head)
    if left == "past" and (relation == "for" or ahead_noun) and "had" not in _helpers(found, spot):
        # 'called a strike for Thursday', 'gave notice of a walkout on Thursday'
        return Bearing("future", relation, deadline, False)
    if _takes_right(found, line, first, last, left, before, spot):
        right, where = _right(found, line, last)
        if right:
            said = right == "past" and found[where].word in verbs.SAY and _opens_saying(found, first, last, where)
            if right == "past" and found[where].word in verbs.PROPOSALS:
                return Bearing("past", relation, False, said)
            sure = right == "future" and found[where].word in verbs.AHEAD
            return Bearing(right, relation, deadline and right == "future", said, sure)
    after = [found[i].word for i in range(last + 1, min(len(found), last + 4))]
    if "deadline" in after and after[0] in ("deadline", "as", "a", "the"):
        missed = left == "past" and before in verbs.MISSED
        return Bearing("past" if missed else "future", relation, True, False)
    if left == "proposal" and "had" in _helpers(found, spot):
        left = "past"
    if left == "proposal":
        # 'proposed June 2', 'proposed a meeting on June 2' look ahead; 'proposed on Monday' tells when.
        noun = found[head - 1].word if head else ""
        told = (relation == "on" or (not relation and line[first] == "W")) and (
            distance == 0 or noun not in verbs.GATHERINGS
        )
        way = "past" if told else "future"
        return Bearing(way, relation, deadline and way == "future", told and before in verbs.SAY)
    helper = found[spot - 1].word if spot > 0 else ""
    sure = left == "future" and any(w in verbs.AHEAD or w == "to" or w.endswith("ll") for w in (before, helper))
    return Bearing(left, relation, deadline and left != "past", said, sure)


def _helpers(found: list[Token], spot: int) -> list[str]:
    """The three words before a verb: its auxiliaries are among them."""
    return [found[i].word for i in range(max(0, spot - 3), spot)]


def _noun_ahead(found: list[Token], spot: int, head: int) -> bool:
    """Whether a noun between the verb and the date looks ahead: 'plans for', 'notice of', 'the threat of'."""
    return any(
        found[i].word in verbs.NOUNS_AHEAD and found[i + 1].word in ("of", "for", "to")
        for i in range(max(spot + 1, head - 40), head - 1)
    )


def _looks_ahead(found: list[Token], head: int) -> bool:
    noun = found[head - 1].word if head > 0 else ""
    return (
        noun in verbs.GATHERINGS
        or noun in verbs.DUE
        or noun in ("deadline", "date", "end", "start", "beginning", "week", "evening", "morning", "night")
    )


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


def _content_begins(found: list[Token], after: int, until: int) -> bool:
    """Whether what is said begins between two tokens: a date beyond 'that', a colon or a quotation mark is not the saying's."""
    return any(found[i].word in ("that", ":", '"', "“", "”", "‘") for i in range(after + 1, until))


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
    if word == "to" and previous in ("prior",):
        return "before", index - 1
    if word == "than" and previous == "later":
        return "by", index - 3 if index >= 3 else 0
    if word == "of" and previous in ("ahead", "deadline"):
        return ("ahead", index - 1) if previous == "ahead" else ("deadline", index - 1)
    if word in (
        "since",
        "by",
        "before",
        "after",
        "from",
        "to",
        "within",
        "in",
        "on",
        "at",
        "for",
        "during",
        "between",
        "through",
        "till",
        "of",
        "over",
        "following",
    ):
        return word, index
    return "", index + 1


def _left(found: list[Token], line: str, head: int) -> tuple[str, int, int]:
    """(way, tokens between, index) of the nearest verb before the phrase in its sentence."""
    index = head - 1
    low = max(0, head - 40)
    commas = 0
    while index >= low:
        word = found[index].word
        if line[index] in ";¶!?" or (line[index] == "." and _ends_sentence(found, index)):
            break
        if line[index] == ",":
            commas += 1
            if commas > 2:
                break
        way = _verb(found, line, index)
        if way:
            return way, head - 1 - index, index
        if word in ("ahead",):
            return "future", head - 1 - index, index
        index -= 1
    return "", 0, -1


def _right(found: list[Token], line: str, last: int) -> tuple[str, int]:
    index = last + 1
    top = min(len(found), last + 25)
    while index < top:
        if line[index] in ";¶!?" or (line[index] == "." and _ends_sentence(found, index)):
            break
        way = _verb(found, line, index)
        if way:
            if way == "proposal":
                way = "past"
            return way, index
        index += 1
    return "", -1


def _ends_sentence(found: list[Token], index: int) -> bool:
    if index + 1 >= len(found):
        return True
    following = found[index + 1]
    if following.start == found[index].end:
        return following.raw in "\"”’)'" or following.raw == "¶" or following.raw.startswith("\n")
    if index and found[index - 1].raw in (
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Gen",
        "Sen",
        "Rep",
        "St",
        "Gov",
        "Lt",
        "Col",
        "Jan",
        "Feb",
        "Aug",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
    ):
        return False
    return not following.raw[0].islower()


def _past_adverbs(found: list[Token], index: int) -> str:
    """The word before a verb, adverbs skipped: 'be formally announced'."""
    index -= 1
    while index > 0 and (found[index].word.endswith("ly") or found[index].word in ("not", "never", "also", "now")):
        index -= 1
    return found[index].word if index >= 0 else ""


def _verb(found: list[Token], line: str, index: int) -> str:
    """past, future or proposal where the word at an index is a verb (or a cue) that tells the way, else ''."""
    token = found[index]
    word = token.word
    following = found[index + 1].word if index + 1 < len(found) else ""
    previous = found[index - 1].word if index else ""
    if token.raw[0].isupper() and previous and line[index - 1] not in '.¶!?;:"“' and word not in ("will",):
        return ""
    if word == "to":
        if following in verbs.DETERMINERS or not following.isalpha() or not found[index + 1].raw[0].islower():
            return ""
        if (
            line[index + 1] != "_"
            or following.endswith(("ing", "tion", "talks", "ed", "ly"))
            or (following.endswith("s") and not following.endswith("ss"))
        ):
            return ""
        if previous in (
            "due",
            "according",
            "prior",
            "from",
            "thanks",
            "close",
            "back",
            "up",
            "response",
            "access",
            "return",
            "committed",
        ):
            return ""
        # 'failed to meet on Monday' tells what happened; 'plans to meet on Monday' does not.
        if previous in (
            "failed",
            "refused",
            "managed",
            "had",
            "continued",
            "began",
            "started",
            "used",
            "declined",
            "helped",
            "forced",
            "able",
            "came",
            "went",
        ):
            return "past"
        return "future"
    if word.endswith(("'ll", "’ll")):
        return "future"
    if word in verbs.PROPOSALS:
        return "proposal"
    if word in verbs.AHEAD:
        if word.endswith(("ed", "set", "due")) and "had" in _helpers(found, index):
            return "past"  # 'had been set for Thursday': what was to be, and came otherwise
        if word == "set" and following not in ("to", "for"):
            return "proposal"
        if word in ("about",) and following != "to":
            return ""
        if word in ("can", "could", "may", "might", "would", "should", "must") and following == "have":
            return "past"
        if word == "going" and following != "to":
            return ""
        if word in ("plan", "promise", "pledge", "hope", "aim") and previous in verbs.DETERMINERS:
            return ""
        if word in (
            "ready",
            "willing",
            "ahead",
            "next",
            "future",
            "likely",
            "expect",
            "let",
            "deadline",
            "ultimatum",
            "upcoming",
            "forthcoming",
        ) and previous in ("was", "were"):
            return ""
        if word in ("future", "next", "likely"):
            return ""
        return "future"
    if word in verbs.IRREGULAR_PAST:
        if word in (
            "read",
            "put",
            "cut",
            "hit",
            "let",
            "set",
            "spread",
            "shut",
            "hurt",
            "found",
            "left",
            "ground",
            "lay",
        ) and previous in ("will", "to", "would", "the", "a"):
            return ""
        if word in ("been", "done", "given", "taken", "held", "sent") and previous == "be":
            return ""
        if word in ("left", "met", "held") and previous == "be":
            return ""
        return "past"
    if word.endswith("ed") and len(word) > 4 and token.raw[0].islower() and word not in verbs.NOT_VERBS:
        if _past_adverbs(found, index) in ("be", "get", "being"):
            return ""
        # An adjective before a noun ('the proposed meeting') is no verb of ours.
        if (
            previous in verbs.DETERMINERS
            and following.isalpha()
            and line[index + 1] == "_"
            and following not in ("by", "in", "on", "at", "for")
        ):
            return ""
        return "past"
    if (word in ("is", "are") and following.endswith("ed")) or (
        word in ("is", "are", "has", "have") and following in ("being", "been")
    ):
        return ""
    if (
        word in verbs.TIMETABLE
        and previous not in verbs.DETERMINERS
        and previous not in ("of", "in", "for", "with", "'s", "’s")
        and token.raw[0].islower()
    ):
        if word in (
            "end",
            "vote",
            "visit",
            "start",
            "head",
            "host",
            "return",
            "run",
            "hold",
            "close",
            "stay",
            "meet",
            "rules",
            "face",
            "last",
            "stands",
            "marks",
            "launch",
            "sit",
        ):
            # Nouns and verbs alike: a verb after a plural or a pronoun only.
            return "future" if previous.endswith("s") or previous in ("they", "we", "who", "and", "that") else ""
        if word in ("is", "are"):
            return "future" if following in ("on", "to", "at", "in", "for", "scheduled", "due", "set") else ""
        return "future"
    return ""


def _until(relation: str, left: str, before: str, found: list[Token], spot: int) -> str:
    if left == "past" and before in verbs.LASTED and not (before in ("held", "kept") and relation == "by"):
        helper = found[spot + 1].word if spot + 1 < len(found) else ""
        ahead = helper in ("to", "given", "due") or (helper == "until" and before in ("was", "were", "had"))
        return "future" if ahead else "past"
    return "future"


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
    if possessive and before in verbs.SAY and len(gap) <= 6:
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
    return helper and before in verbs.SAY and bool(gap) and gap[0] in verbs.DETERMINERS | {"that"} and len(gap) >= 2


def _clause_start(found: list[Token], line: str, first: int) -> bool:
    """Whether the phrase opens a clause: a comma before it (and its preposition) and none of a list's."""
    index = first - 1
    while index >= 0 and (
        found[index].word in ("on", "in", "at", "by", "the", "from", "after", "before", "and", "but", "that")
    ):
        index -= 1
    return index >= 0 and line[index] == ","
