"""Whether a meeting that is named still lies ahead where it is named: by what governs it and what is said of it.

A noun ('the talks') tells no time of its own, so that a reader takes for held what is only spoken of. Structure tells:
'arrived for talks', 'ahead of the talks', 'the talks, which are scheduled for ...', 'will meet'. Pure over the text.
"""

from __future__ import annotations

import re

from dragoman.types import Span
from dragoman.when import When

_HELD = r"(?:be\sheld|take\splace|begin|start|open|resume|meet|hold|convene|gather|continue|go\son|be\sginning|happen|follow)"
#: Within the passage, before or at the noun.
_WITHIN = re.compile(
    rf"\b(?:will|shall|would|(?:is|are)\s(?:due|set|expected|scheduled|supposed)?\s?to|[’']ll)\s(?:\w+\s){{0,2}}?{_HELD}\b|"
    r"\b(?:upcoming|forthcoming|scheduled|planned|coming)\s(?:\w+\s){0,3}(?:talks|meetings?|rounds?|negotiations|summit|session)\b|"
    r"\b(?:is|are|was|were|been)\s(?:scheduled|slated|set|due|planned)\s(?:for|to|on)\b|"
    r"^to\s(?:\w+\s){0,2}?(?:hold|meet|continue|resume|begin|start|host|convene|attend|have)\b",
    re.IGNORECASE,
)
#: Right after the passage: a relative clause or a predicate that puts it ahead.
_AFTER = re.compile(
    r"^(?:\s(?:between|in|with|on|of|at|for)\s[^.;:!?,\n]{0,40}?)?,?\s(?:(?:which|that)\s)?(?:is|are|was|were|has\sbeen|have\sbeen|will|would)\s(?:now\s|also\s|currently\s|only\s)?"
    r"(?:scheduled|slated|set|due|planned|expected|to\s(?:be\sheld|take\splace|begin|start)|be\sheld|take\splace|begin|start|resume|continue)\b",
    re.IGNORECASE,
)
#: Right before the passage, or at its head: what a thing still to come governs.
_AHEAD = re.compile(
    r"\b(?:(?P<sure>ahead\sof|in\sthe\srun-?up\sto|on\sthe\seve\sof|in\spreparation\sfor|prepar(?:e|es|ed|ing|ations?)\sfor)|before|prior\sto)"
    r"\s(?:the\s|a\s|an\s|these\s|their\s|its\s|this\s)?(?:[\w.’'-]+\s){0,6}$",
    re.IGNORECASE,
)
#: Travel whose purpose is the meeting.
_FOR = re.compile(
    r"\b(?:arriv(?:e|es|ed|ing)|travel(?:s|led|ed|ling|ing)?|fl(?:y|ies|ew|own|ying)|head(?:s|ed|ing)?|c(?:ome|omes|ame|oming)|g(?:o|oes|oing)|"
    r"went|gather(?:s|ed|ing)?|land(?:s|ed)|left|leave(?:s)?|depart(?:s|ed)?|set\sout)\b[^.;:!?\n]{0,60}?\sfor\s(?:the\s|a\s|an\s|new\s|further\s|more\s|another\s)?"
    r"(?:[\w.’'-]+\s){0,5}$",
    re.IGNORECASE,
)
#: What says that it took place after all, within the passage.
_DONE = re.compile(
    r"\b(?:held|took\splace|met|ended|concluded|began|started|lasted|hosted|attended|visited|discussed|follow(?:s|ed|ing))\b",
    re.IGNORECASE,
)
_REACH = 90
_NOUN = re.compile(
    r"\b(?:talks|meetings?|rounds?|negotiations?|summits?|sessions?|consultations|conference|discussions?)\b", re.IGNORECASE
)


def to_come(text: str, passage: Span, sentence: Span, date: str | None, published: str | None) -> bool:
    """Whether the meeting of a passage lies ahead of the telling; never so where its day lies before the report."""
    day, issued = When.maybe(date), When.maybe(published)
    if day is not None and issued is not None and day.last < issued.first:
        return False
    start, end = passage
    words = text[start:end]
    if _WITHIN.search(words):
        return True
    if _DONE.search(words):
        return False
    after = text[end : min(sentence[1], end + _REACH)]
    if _AFTER.match(after):
        return True
    noun = _NOUN.search(words)
    if noun is None:
        return False
    before = text[max(sentence[0], start - _REACH) : start + noun.start()]
    ahead = _AHEAD.search(before)
    if ahead and ahead["sure"]:
        return True
    # 'before the talks' and 'came for talks' are also told of what is over: only where the day itself is not past
    return day is not None and issued is not None and bool(ahead or _FOR.search(before))
