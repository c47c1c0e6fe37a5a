"""Time expressions: what is found, what it is worth, and what is no date at all."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from dragoman.reading.times import find_times
from dragoman.reading.times_clauses import clause_time, dateline, said_time


def values(text: str, published: str | None = "2025-05-30") -> list[str]:
    return [t.value for t in find_times(text, published=published)]


@pytest.mark.parametrize(
    "text",
    [
        "Some 34% of the members voted.",
        "Both may accept, and they may 3 times refuse.",
        "Protesters march 5 abreast under the sun.",
        "It was the second offer, for 2,000 soldiers and 1500 tents.",
        "Prices fall and hopes spring up.",
        "Resolution 2231 was adopted by 15 votes to 0.",
        "The minister sat with the team in room 2010.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


def test_offsets_say_what_they_claim() -> None:
    text = "“Nous—” the envoy’s note said on\xa0Friday, 9\xa0May 2025, and then at 3 p.m. on May 12."
    found = find_times(text, published="2025-05-30")
    assert [text[t.start : t.end] for t in found] == ["Friday, 9\xa0May 2025", "3 p.m. on May 12"]
    assert [t.date for t in found] == ["2025-05-09", "2025-05-12"]


def test_two_orders_of_a_date_leave_a_doubt() -> None:
    found = find_times("Signed on 03/04/2025 and 25/04/2025.", published="2025-05-30")
    assert [(t.value, t.doubt) for t in found] == [("2025-03-04", "day first: 2025-04-03"), ("2025-04-25", None)]


def test_without_a_day_of_publication_nothing_is_invented() -> None:
    assert values("They met on Friday and again on 4 May.", None) == ["XXXX-WXX-5", "XXXX-05-04"]
    assert all(t.date is None for t in find_times("They met on Friday.", published=None))


def test_the_time_of_a_passage_and_of_its_saying() -> None:
    text = "The minister said on Friday that the delegations would meet in Doha on June 4."
    times = find_times(text, published="2025-05-30")
    passage = (text.index("the delegations"), len(text) - 1)
    told = clause_time(times, passage, text=text)
    said = said_time(times, passage, text=text)
    assert told is not None and told.date == "2025-06-04"
    assert said is not None and said.date == "2025-05-30"


def test_an_opening_phrase_governs_its_clause() -> None:
    text = "On Tuesday, the envoys met in Oman, but no paper was signed."
    times = find_times(text, published="2025-05-30")
    met = clause_time(times, (text.index("the envoys"), text.index(", but")), text=text)
    assert met is not None and met.date == "2025-05-27"
    assert clause_time(times, (text.index("no paper"), len(text) - 1), text=text) is None


def test_dateline() -> None:
    text = "GENEVA, May 26. /ABC/ - The talks go on.\n"
    assert dateline(text, published="2025-05-27") == ((8, 14), "2025-05-26")
    assert dateline("The talks of May 26 go on.", published="2025-05-27") is None


def test_long_strings_are_read_in_linear_time() -> None:
    rng = random.Random(5)
    pieces = [
        "12",
        "May ",
        "/",
        "-",
        "2025",
        " ",
        "of the ",
        "first ",
        "1,",
        ".",
        "'",
        "s",
        "twenty-",
        "every ",
        "last ",
        "week ",
    ]
    for unit in ["1" * 50, "May ", "1/", "2025-", "12:", "the first ", "last ", "1,", "a few ", "early "]:
        find_times(unit * 2000, published="2025-05-30")
    short = "".join(rng.choice(pieces) for _ in range(4000))
    begun = time.perf_counter()
    find_times(short, published="2025-05-30")
    middle = time.perf_counter()
    find_times(short * 8, published="2025-05-30")
    assert time.perf_counter() - middle < 30 * (middle - begun) + 0.5


def test_reading_times_loads_no_model_and_no_library() -> None:
    code = (
        "import sys, dragoman.reading.times; "
        "print([m for m in ('spacy', 'onnxruntime', 'holidays', 'dateutil') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
