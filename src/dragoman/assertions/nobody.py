# ruff: noqa: SIM905
"""Phrases that stand where a party should and name none: 'the delegation', 'leaders', 'these countries', 'delegations of Kenya'.

A phrase around the name of one state or body means that party; a bare noun of this list means nobody that a record could keep.
"""

from __future__ import annotations

import re

from dragoman.reading.types import Name

#: Nouns that tell no party by themselves.
NOBODY = frozenset(
    """delegation delegations team teams group groups side sides party parties leader leaders minister ministers president presidents
    representative representatives delegate delegates counterpart counterparts partner partners member members country countries state
    states nation nations government governments leadership authorities official officials diplomat diplomats expert experts people men
    women persons citizens journalist journalists reporter reporters media press adviser advisers advisor advisors head heads
    envoy envoys negotiator negotiators participants everyone others students staff family families friend friends""".split()
)
_SMALL = frozenset(("the", "these", "those", "this", "that", "other", "others", "such", "all", "both", "many", "some", "several", "two",
                    "three", "four", "five", "six", "its", "their", "our", "his", "her", "of", "and", "different", "various", "certain",
                    "top", "senior", "high-ranking", "influential", "regular", "first", "new", "friendly"))  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PARTIES = frozenset({"state", "organisation", "group", "agency"})


def nobody(phrase: str) -> bool:
    """Whether a phrase holds nothing but nouns that tell no party and small words around them."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    return not words or (any(word in NOBODY for word in words) and all(word in NOBODY or word in _SMALL for word in words))


def party_in(phrase: str, names: list[Name]) -> str | None:
    """The party that a phrase with a common noun means, given the names inside it: 'delegations of Kenya' is Kenya."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    parties = dict.fromkeys(name.canonical for name in names if name.type in _PARTIES)
    if len(parties) != 1 or not (words and (words[0] in NOBODY or words[-1] in NOBODY)):
        return None
    return next(iter(parties))
