"""Figures in a text: cardinals, ordinals and what they count. Parse-free; offsets are code points into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.types import Quantity

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALE = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "m": 10**6,
    "mn": 10**6, "k": 1000, "tn": 10**12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_WORDS = "|".join(sorted([*_SMALL, "hundred", "thousand", "million", "billion", "trillion"], key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<money>US\$|C\$|A\$|[$€£₽¥])?\s?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<percent>\s?%|\s(?:percent|per\scent))|(?:\s|-)?(?P<scale>(?i:hundred|thousand|million|billion|trillion)|bn|mn|tn|m|k)\b)?(?![\w])"
    rf"|\b(?P<words>(?i:(?:a\s)?(?:{_WORDS})(?:(?:\s|-|\sand\s)(?:{_WORDS}))*))\b"
)
_ORDINAL = re.compile(r"\b(?:(?P<word>(?i:" + "|".join(ORDINALS) + r"))|(?P<figure>\d{1,2})(?:st|nd|rd|th))\b")
#: Words between a figure and the noun it counts that are passed over.
_BETWEEN = re.compile(r"(?:[\s-]+(?:of|the|more|additional|other|further|about|full|new|all|such)\b)*[\s-]+")
_NOUN = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_NOT_UNIT = frozenset(
    [
        "and",
        "or",
        "but",
        "to",
        "in",
        "on",
        "at",
        "by",
        "from",
        "with",
        "for",
        "as",
        "that",
        "which",
        "who",
        "were",
        "was",
        "are",
        "is",
        "be",
        "been",
        "has",
        "have",
        "had",
        "a",
        "an",
        "the",
        "this",
        "those",
        "these",
        "their",
        "its",
        "his",
        "her",
        "per",
        "after",
        "before",
        "during",
        "until",
        "since",
        "when",
        "while",
        "than",
        "not",
        "will",
        "would",
        "could",
        "may",
        "might",
        "said",
        "says",
        "including",
        "between",
        "into",
        "out",
        "up",
        "over",
        "under",
        "also",
        "since",
        "ago",
        "later",
        "earlier",
        "according",
    ]
)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure at its place: its value, what it counts (a noun in the text's words, `%` or a currency) and where both end."""

    start: int
    end: int
    value: float
    unit: str = ""
    unit_end: int = 0


def numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Cardinal figures between two offsets, dates and times included: the caller drops those that a time expression holds."""
    stop = len(text) if end is None else end
    found = []
    for match in _NUMBER.finditer(text, start, stop):
        value = _value(match)
        if value is None:
            continue
        first, last = match.start() + (len(match.group()) - len(match.group().lstrip())), match.end()
        if match["money"]:
            found.append(Number(first, last, value, match["money"], last))
        elif match["percent"]:
            found.append(Number(first, last, value, "%", last))
        else:
            unit, unit_end = _unit(text, last, stop)
            found.append(Number(first, last, value, unit, unit_end))
    return found


def ordinals(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, int]]:
    """Ordinal words and figures between two offsets: start, end, value."""
    stop = len(text) if end is None else end
    return [
        (m.start(), m.end(), ORDINALS[m["word"].lower()] if m["word"] else int(m["figure"]))
        for m in _ORDINAL.finditer(text, start, stop)
    ]


def quantities(
    text: str, start: int, end: int, without: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[Quantity, int, int], ...]:
    """The figures of a passage with what they count, those inside `without` (time expressions) left out.

    A bare year, an article number ('Article 5') and 'one' without a counted noun are no quantities.
    """
    found = []
    for number in numbers(text, start, end):
        if any(s < number.end and number.start < e for s, e in without):
            continue
        if not number.unit and ((number.value.is_integer() and 1900 <= number.value <= 2100) or number.value <= 1):
            continue
        if not number.unit and re.search(
            r"\b(?:Article|Section|Chapter|Resolution|No\.?|Annex|Part)\s$", text[: number.start]
        ):
            continue
        if number.value == 1 and text[number.start : number.end].lower() == "one":
            continue
        found.append((Quantity(number.value, number.unit), number.start, max(number.end, number.unit_end)))
    return tuple(found)


def _value(match: re.Match[str]) -> float | None:
    if match["figure"]:
        return float(match["figure"].replace(",", "")) * _SCALE.get((match["scale"] or "").lower(), 1)
    words = re.split(r"[\s-]+", match["words"].lower())
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
            seen = True
        elif word in _SCALE:
            if not seen and word != words[-1] and words[0] != "a":
                return None
            current = (current or 1) * _SCALE[word]
            if _SCALE[word] >= 1000:
                total, current = total + current, 0.0
            seen = seen or words[0] == "a"
    return total + current if seen else None


def _unit(text: str, at: int, stop: int) -> tuple[str, int]:
    """The noun phrase's words after a figure, at most three, up to a word that cannot belong to it."""
    gap = _BETWEEN.match(text, at, stop)
    if not gap:
        return "", at
    words: list[str] = []
    at, last = gap.end(), at
    while len(words) < 3:
        match = _NOUN.match(text, at, stop)
        if not match or match.group().lower() in _NOT_UNIT or (words and match.group().endswith(("ed", "ing"))):
            break
        words.append(match.group())
        last = at = match.end()
        if text[at : at + 1] != " ":
            break
        at += 1
        if match.group().endswith("s") and not match.group().endswith("ss"):
            break
    return " ".join(words), last


@lru_cache(maxsize=256)
def number_word(word: str) -> Any:
    """The value of a single number word or figure, None for another word."""
    low = word.lower()
    if low in _SMALL:
        return _SMALL[low]
    return int(low.replace(",", "")) if low.replace(",", "").isdigit() else None
