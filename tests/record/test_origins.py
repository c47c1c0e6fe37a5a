"""Copies of a wording: within a week, in different reports, whole or with small edits."""

from __future__ import annotations

import random

from hypothesis import given, strategies
from rapidfuzz.distance import LCSseq

from dragoman.record.origins import COMMON, copies, in_order
from dragoman.record.wordings import worded
from tests.lines import line

WORDS = "the two delegations agreed to exchange all prisoners under the age of twenty five within ten days"


def told(report: str, exact: str, on: str):
    return line("remark/said", report=report, on=on, exact=exact)


def test_a_copy_is_of_the_week_of_another_report_and_of_the_first():
    first = told("a", WORDS, "2025-05-01")
    same = told("a", WORDS + " or so", "2025-05-01")
    later = told("b", WORDS.upper() + ", they said", "2025-05-08")
    chain = told("c", WORDS, "2025-05-15")
    late = told("d", WORDS, "2025-05-30")
    lines = [first, same, later, chain, late]
    random.Random(1).shuffle(lines)
    assert copies(worded(lines)) == {later.id: first.id, chain.id: first.id}


def test_a_date_that_is_no_day_is_near_to_all():
    month, day = told("a", WORDS, "2025-05"), told("b", WORDS, "2025-05-30")
    older = told("c", WORDS, "2025-05-01")
    assert copies(worded([month, day, older])) == {older.id: month.id, day.id: month.id}


def test_small_edits_leave_it_a_copy_and_few_shared_words_do_not():
    words = WORDS.split()
    edited = " ".join([*words[:8], "captives", *words[9:]])
    other = " ".join([*words[:5], *reversed(words[5:])])
    lines = [told("a", WORDS, "2025-05-01"), told("b", edited, "2025-05-02"), told("c", other, "2025-05-02")]
    assert copies(worded(lines)) == {lines[1].id: lines[0].id}
    short = [told(name, "they agreed to talk again", "2025-05-01") for name in "ab"]
    assert copies(worded(short)) == {}


def test_a_formula_is_compared_with_so_many_and_no_more():
    lines = [told(f"{n:03}", f"{WORDS} {n}", f"2025-05-0{1 + n // 50}") for n in range(COMMON * 3)]
    found = copies(worded(lines))
    assert set(found.values()) == {lines[0].id} and len(found) == len(lines) - 1


SOME = strategies.lists(strategies.sampled_from(["the", "two", "sides", "agreed"]), max_size=90)


@given(SOME, SOME)
def test_words_in_order_are_counted_as_a_library_does(one, other):
    assert in_order(one, other) == LCSseq.similarity(one, other)
