"""What the words of passages are compared by: runs of four words as numbers, packed beside the lines of a reading.

Cutting all passages of a record into runs is most of what it takes to find copies, and a passage's runs never change. So they are
kept for each reading, as its lines are; `indexes` writes, rebuilds and compares them. Pure: nothing here sees the database.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from zlib import crc32

from dragoman.types import Assertion

WORD = re.compile(r"\w+")
#: A passage of fewer words is too short to tell a copy by.
LEAST_WORDS = 8
#: Words of 32 bits are spread over 64 by an odd number.
_SPREAD, _MASK = 0x9E3779B97F4A7C15, 2**64 - 1


class Worded(NamedTuple):
    """The passage of a line as it is compared with others: `runs` has each run of four words once, as a number of 64 bits.

    A tuple and no dataclass, as a view of a large record makes tens of thousands and reads each once or twice.
    """

    published: str
    report: str
    start: int
    id: str
    exact: str
    runs: Collection[int]


class PackedWords(NamedTuple):
    """The packed passages of one reading, with the report, date and text of the version that was read."""

    report: str
    published: str
    text: str
    places: str
    runs: bytes


def words(text: str) -> list[str]:
    """The words of a text, case folded."""
    if text.isascii():
        return WORD.findall(text.lower())
    folded = text.casefold()
    if len(folded) == len(text) and "\u0345" not in text:  # letter for letter, so that every word keeps its ends
        return WORD.findall(folded)
    return [word.casefold() for word in WORD.findall(text)]


def runs(text: str) -> frozenset[int]:
    """The runs of four words; empty for a passage too short to tell a copy by. The same on every machine."""
    if len(text) < 4 * LEAST_WORDS:
        return frozenset()
    told = words(text)
    if len(told) < LEAST_WORDS:
        return frozenset()
    codes = [_code(word) for word in told]
    pairs = [(one * _SPREAD + other) & _MASK for one, other in pairwise(codes)]
    return frozenset([(one * _SPREAD ^ other) & _MASK for one, other in zip(pairs, pairs[2:], strict=False)])


@lru_cache(maxsize=65536)
def _code(word: str) -> int:
    return crc32(word.encode())


def worded(lines: Iterable[Assertion]) -> Iterator[Worded]:
    """The passages of lines that are long enough."""
    known: dict[str, frozenset[int]] = {}
    for line in lines:
        exact = line.evidence.exact
        if (mine := known.get(exact)) is None:
            mine = known[exact] = runs(exact)
        if mine:
            yield Worded(line.published or "", line.report, line.evidence.start, line.id, exact, mine)


def pack(rows: Iterable[Mapping[str, Any]]) -> tuple[str, bytes]:
    """The passages of stored rows: place, id, confidence and number of runs of each, then the runs of all in that order."""
    places: list[list[Any]] = []
    numbers = array("Q")
    for row in rows:
        place = row["evidence"]
        if mine := runs(place["exact"]):
            places.append([place["start"], place["end"], row["id"], row.get("confidence", 1.0), len(mine)])
            numbers.extend(sorted(mine))
    return json.dumps(places, separators=(",", ":")), _little(numbers).tobytes()


def unpack(
    packed: Iterable[PackedWords], *, floor: float = 0.0, without: Collection[str] = frozenset()
) -> Iterator[Worded]:
    """The passages of readings, those under a confidence of `floor` and those of lines in `without` left out."""
    for one in packed:
        numbers = array("Q")
        numbers.frombytes(one.runs)
        numbers = _little(numbers)
        at = 0
        for start, end, id, confidence, count in json.loads(one.places):
            if confidence >= floor and id not in without:
                yield Worded(one.published, one.report, start, id, one.text[start:end], numbers[at : at + count])
            at += count


def _little(numbers: array[int]) -> array[int]:
    """The numbers as they are stored, the lowest byte first, and back."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
