"""Time expressions: what is found, what it is worth, and what is no date at all."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.times import find_times
from dragoman.reading.times_clauses import clause_time, dateline, said_time
from dragoman.reading.times_words import CLASS
from dragoman.when import PRECISIONS, When

WORDS = [
    "May",
    "March",
    "12",
    "2025",
    "03/04/2025",
    "12:30",
    "1990s",
    "22nd",
    "-",
    ",",
    ".",
    "'s",
    "Q3",
    "\n\n",
    "31",
    "will",
]
DAYS = ["2025-05-30", "0001-01-01", "9999-12-31", "2024-02-29", "2025-05", None]


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


UNITS = [
    "1" * 50,
    "May ",
    "1/",
    "2025-",
    "12:",
    "the first ",
    "last ",
    "1,",
    "a few ",
    "\n1",
    "said Monday ",
    "'",
    "twenty-",
]


@pytest.mark.parametrize("unit", UNITS)
def test_long_strings_are_read_in_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        find_times(unit * count, published="2025-05-30")
        return time.process_time() - begun

    # Ten times the text: tenfold time with room for noise; a quadratic reader would take a hundred times as long.
    assert seconds(10_000) < 40 * seconds(1_000) + 0.2


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(sorted(CLASS) + WORDS), max_size=30), st.sampled_from(DAYS))
def test_any_string_of_time_words_is_read(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    found = find_times(text, published=published)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for time_expression in found:
        exact = text[time_expression.start : time_expression.end]
        assert exact and exact == exact.strip() and time_expression.value
        assert time_expression.type in ("DATE", "TIME", "DURATION", "SET")
        if time_expression.date is not None:
            assert When.parse(time_expression.date).precision in PRECISIONS


def test_reading_times_loads_no_model_and_no_library() -> None:
    code = (
        "import sys, dragoman.reading.times; "
        "print([m for m in ('spacy', 'onnxruntime', 'holidays', 'dateutil') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


MARK = re.compile(r"\[([^\]=]+)=([^\]]*)\]")


def cases() -> list[tuple[str, str, str]]:
    """(day of publication, marked text, where it stands) of each line of the case file."""
    found, published = [], ""
    lines = (Path(__file__).parent.parent / "cases" / "times.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("@"):
            published = line[2:]
        elif line and not line.startswith("#"):
            found.append((published, line, f"line {number}"))
    return found


@pytest.mark.parametrize(("published", "marked"), [c[:2] for c in cases()], ids=[c[2] for c in cases()])
def test_case(published: str, marked: str) -> None:
    marked = marked.replace("¶", "\n\n")
    text, want, position = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        want.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        position = mark.end()
    text += marked[position:]
    assert [(t.start, t.end, t.value) for t in find_times(text, published=published)] == want


def test_the_case_file_is_as_large_as_it_says() -> None:
    marks = [mark for _, line, _ in cases() for mark in MARK.findall(line)]
    assert len(cases()) >= 200 and len(marks) >= 250


def test_speed_on_plain_prose() -> None:
    text = "\n".join(MARK.sub(r"\1", line) for _, line, _ in cases()) * 5
    begun = time.process_time()
    find_times(text, published="2025-05-30")
    # Dense with dates as no report is, and with half the bar of the measured speed to spare a slow machine.
    assert len(text.split()) / (time.process_time() - begun) > 5_000
