"""The way of one word: whether a verb, or a cue that stands for one, points back or ahead."""

from __future__ import annotations

from dragoman.reading import times_cues as cues
from dragoman.reading.times_words import Token


def way_of(found: list[Token], line: str, index: int) -> str:
    """past, future, proposal, infinitive or '' for the word at an index.

    `proposal` is a past verb whose date may be that of the thing proposed; `infinitive` is 'to' before a verb that
    nothing intends ('had a chance to vote'), which goes the way of the verb before it.
    """
    token = found[index]
    word = token.word
    previous = found[index - 1].word if index else ""
    following = found[index + 1].word if index + 1 < len(found) else ""
    if token.raw[0].isupper() and word != "will" and previous and line[index - 1] not in '.¶!?;:"“':
        return ""  # a name
    if word == "to":
        return _infinitive(found, line, index)
    if word.endswith(("'ll", "’ll")):
        return "future"
    if word in cues.PROPOSALS:
        return "proposal"
    if word in cues.BEFORE_HAND:
        return _beforehand(found, index, following)
    if word in cues.NOUN_OR_VERB:
        return "future" if following in ("to", "that") and previous not in cues.DETERMINERS else ""
    if word == "going":
        return "future" if following == "to" else ""
    if word in cues.AHEAD:
        if word in cues.HAVE and following == "have" and index + 2 < len(found):
            third = found[index + 2].word
            if third.endswith("ed") or third in cues.IRREGULAR_PAST or third == "not":
                return "past"
        return "" if word in ("ready", "willing", "forthcoming") and previous in ("was", "were") else "future"
    return _finite(found, line, index, previous, following)


def auxiliaries(found: list[Token], index: int) -> list[str]:
    """The three words before a verb: its auxiliaries are among them."""
    return [found[i].word for i in range(max(0, index - 3), index)]


def _beforehand(found: list[Token], index: int, following: str) -> str:
    word = found[index].word
    if "had" in auxiliaries(found, index):
        return "past"  # 'had been set for Thursday': what was to be, and came otherwise
    if word == "set" and following not in ("to", "for"):
        return "proposal"
    return "future"


def _infinitive(found: list[Token], line: str, index: int) -> str:
    previous = found[index - 1].word if index else ""
    if index + 1 >= len(found) or line[index + 1] != "_":
        return ""
    verb = found[index + 1]
    word = verb.word
    if word in cues.DETERMINERS or not word.isalpha() or not verb.raw[0].islower():
        return ""
    if word.endswith(("ing", "tion", "ed")) or (word.endswith("s") and not word.endswith("ss")):
        return ""  # a noun: 'to talks', 'to voting'
    if previous in cues.NO_INFINITIVE:
        return ""
    if previous in cues.FELL_THROUGH:
        return "past"
    if previous in cues.INTENTS:
        return "future"
    return "infinitive"


def _finite(found: list[Token], line: str, index: int, previous: str, following: str) -> str:
    token = found[index]
    word = token.word
    helper = _before_adverbs(found, index)
    if word in cues.IRREGULAR_PAST:
        if word in cues.BASE_OR_PAST and previous in ("will", "to", "would", "the", "a"):
            return ""
        return "" if helper in ("be", "being", "get") else "past"
    lower = token.raw[0].islower()
    if word.endswith("ed") and len(word) > 4 and lower and word not in cues.NOT_VERBS:
        if helper in ("be", "get", "being"):
            return ""
        # An adjective before a noun ('the disputed election') is no verb of ours.
        adjective = previous in cues.DETERMINERS and following.isalpha() and line[index + 1] == "_"
        return "" if adjective and following not in ("by", "in", "on", "at", "for") else "past"
    if word in ("is", "are", "has", "have") and (following in ("being", "been") or following.endswith("ed")):
        return ""
    if word in ("is", "are"):
        if following.endswith("ing") and following not in ("going", "being"):
            return "future"  # 'is leaving for Oman on Sunday'
        return "future" if following in ("on", "to", "at", "in", "for", "scheduled", "due", "set") else ""
    relative = previous in ("that", "which", "who") and index > 1 and found[index - 2].word.endswith("s")
    if word in cues.TIMETABLE and lower and (relative or previous not in cues.DETERMINERS):
        if previous in ("of", "in", "for", "with", "'s", "’s"):
            return ""
        if word in cues.NOUN_OR_PRESENT:
            # A verb after a noun or a pronoun, a noun after an adjective; 's' tells the two apart well enough.
            subject = previous.endswith("s") != word.endswith("s") or relative
            subject = subject or previous in ("they", "we", "who", "and")
            # 'the minister and his rival meet on Monday'
            pair = not word.endswith("s") and any(found[i].word == "and" for i in range(max(0, index - 6), index))
            subject = subject or (pair and previous.isalpha() and line[index - 1] == "_")
            return "future" if subject else ""
        return "future"
    return ""


def _before_adverbs(found: list[Token], index: int) -> str:
    """The word before a verb, adverbs skipped: 'be formally announced'."""
    index -= 1
    while index > 0 and (found[index].word.endswith("ly") or found[index].word in ("not", "never", "also", "now")):
        index -= 1
    return found[index].word if index >= 0 else ""


def abbreviated(token: Token) -> bool:
    """Whether a full stop after a word belongs to it: a title, or a name's initial."""
    return token.word in cues.TITLES or (len(token.raw) == 1 and token.raw.isupper())


def ends_sentence(found: list[Token], line: str, index: int) -> bool:
    """Whether a full stop (or the stop of an 'a.m.') at an index ends a sentence."""
    if line[index] == "p":
        follows = index + 1 < len(found) and line[index + 1] not in "MWz" and found[index + 1].raw[0].isupper()
        return found[index].word.endswith(".") and follows and not found[index + 1].raw.isupper()
    if line[index] != ".":
        return line[index] in ";¶!?"
    if index + 1 >= len(found):
        return True
    following = found[index + 1]
    if following.start == found[index].end:
        return following.raw in "\"”’)'" or following.raw.startswith("\n")
    if index and abbreviated(found[index - 1]):
        return False
    return not following.raw[0].islower()
