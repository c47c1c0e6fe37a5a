"""Unresolved time expressions, and the view of the words that the builders of them look through."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.reading.times_words import NUMBERS, ORDINALS, Token


@dataclass(frozen=True, slots=True)
class Form:
    """A time expression as the words put it: what they fix, what they leave to the context, and where they stand.

    `kind` is calendar (a date with parts missing), shift (this, last, next unit), offset (a count of units from an
    anchor), duration, set or reference. `first` and `last` are the indexes of its tokens, the last one included.
    `anchor` is `published`, `text` (the date told before) or `ask` (the sentence decides).
    """

    kind: str
    first: int = 0
    last: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to_month: int | None = None
    to_day: int | None = None
    weekday: int | None = None
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    span: str = ""  # decade, century, weekend, fiscal: what sort of period the year stands for
    part: str = ""
    clock: str = ""
    unit: str = ""
    count: float | None = None
    shift: int | None = None  # -1 last, 0 this, 1 next
    anchor: str = "published"
    value: str = ""
    modifier: str = ""
    doubt: str = ""
    holiday: str = ""
    loose: bool = False  # the count is vague: several weeks


class Words:
    """The tokens that a rule covered, and how to ask for one by its class letter."""

    __slots__ = ("first", "last", "letters", "line", "tokens")

    def __init__(self, found: list[Token], line: str, first: int, last: int) -> None:
        self.tokens = found
        self.line = line
        self.first = first
        self.last = last
        self.letters = line[first : last + 1]

    def part(self, start: int, end: int) -> Words:
        """The covered words from one place to another, counted from the first one."""
        return Words(self.tokens, self.line, self.first + start, self.first + end - 1)

    def at(self, index: int) -> str:
        """The lower-case word at an index of the text, '' outside it."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def letter(self, index: int) -> str:
        """The class letter at an index of the text, '¶' outside it."""
        return self.line[index] if 0 <= index < len(self.line) else "¶"

    def one(self, letters: str, skip: int = 0) -> str:
        """The word of the first covered token whose class is among `letters`, '' where there is none."""
        for offset, letter in enumerate(self.letters):
            if letter in letters:
                if not skip:
                    return self.tokens[self.first + offset].word
                skip -= 1
        return ""

    def has(self, *words: str) -> bool:
        """Whether one of the words is covered."""
        return any(self.tokens[i].word in words for i in range(self.first, self.last + 1))

    @property
    def before(self) -> str:
        """The word before the first one covered."""
        return self.at(self.first - 1)

    @property
    def after(self) -> str:
        """The word after the last one covered."""
        return self.at(self.last + 1)

    def capital(self, index: int) -> bool:
        """Whether the word at an index begins with a capital letter."""
        return 0 <= index < len(self.tokens) and self.tokens[index].raw[0].isupper()

    def glued(self, index: int) -> bool:
        """Whether the token at an index follows the one before it without white space."""
        return 0 < index < len(self.tokens) and self.tokens[index].start == self.tokens[index - 1].end


Builder = Callable[[Words], Form | None]


def number(words: list[str]) -> float | None:
    """What a run of number words and digits counts: `['twenty', '-', 'four']` is 24, `['2', 'dozen']` 24."""
    total, some = 0.0, False
    last = 100.0
    for word in words:
        if word in NUMBERS:
            if some and not (last >= 20 > 10 > NUMBERS[word]):
                return None  # 'two four-year terms' are no six years
            last = NUMBERS[word]
            total += last
        elif word in _SCALES:
            total = (total or 1) * _SCALES[word]
            last = 100.0
        elif word[:1].isdigit():
            try:
                total += float(word.replace(",", "")) if len(word) < 12 else 0
            except ValueError:
                return None
        elif word in ("a", "an"):
            total += 0
            continue
        else:
            continue
        some = True
    return total if some else None


_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}


def year_of(word: str) -> int | None:
    if word.isdecimal() and len(word) == 4:
        return int(word)
    short = word.lstrip("'’")
    if short.isdecimal() and len(short) == 2:
        return century_of(int(short))
    return None


def century_of(short: int) -> int:
    """Two digits as a year: POSIX' pivot."""
    return 2000 + short if short < 69 else 1900 + short


def ordinal_of(word: str) -> int:
    return ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)


def modifier_of(words: Words) -> str:
    for index in range(words.first, words.last + 1):
        found = _MODIFIERS.get(words.tokens[index].word)
        if found:
            return found
    return ""


_MODIFIERS = {
    "early": "START", "beginning": "START", "start": "START", "outset": "START", "late": "END", "end": "END",
    "close": "END", "mid": "MID", "middle": "MID", "midst": "MID", "earlier": "START", "later": "END",
    "about": "APPROX", "around": "APPROX", "nearly": "LESS_THAN", "almost": "LESS_THAN", "roughly": "APPROX",
    "approximately": "APPROX", "least": "EQUAL_OR_MORE", "most": "EQUAL_OR_LESS", "more": "MORE_THAN",
    "less": "LESS_THAN", "over": "MORE_THAN", "under": "LESS_THAN",
}  # fmt: skip


def texts(words: Words) -> list[str]:
    return [words.tokens[i].word for i in range(words.first, words.last + 1)]
