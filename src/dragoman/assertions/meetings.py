"""Rounds, places and hosts of meetings: pure functions over a reading and a span."""

from __future__ import annotations

import re

from dragoman.reading.gazetteer import gazetteer
from dragoman.reading.numbers import ORDINALS
from dragoman.reading.types import Name, Reading

_ORDINAL = "|".join(ORDINALS)
_NOUN = r"(?:round|meeting|session|stage|phase|set|cycle)"
_ROUND = re.compile(
    rf"\b(?:(?P<word>(?i:{_ORDINAL}))|(?P<figure>\d{{1,2}})(?:st|nd|rd|th))(?:[\s-](?:and\s\w+\s)?(?:new|direct|formal|face-to-face|latest))?[\s-]"
    rf"(?:such\s)?round\b|\bround\s(?:number\s)?(?:(?P<number>\d{{1,2}})|(?P<name>one|two|three|four|five|six|seven|eight|nine|ten))\b"
)
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
