"""Work spread over processes comes back in order, and one item that kills its process costs only itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from dragoman.workers import in_order


def squares(items: Sequence[int]) -> list[int]:
    return [item * item for item in items]


def deadly(items: Sequence[int]) -> list[int]:
    if 5 in items:
        os._exit(9)
    return squares(items)


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(in_order(squares, range(30), workers=2, lost=lambda item: -1, piece=4)) == squares(range(30))


def test_only_the_item_that_kills_its_process_is_lost() -> None:
    expected = [-1 if item == 5 else item * item for item in range(12)]
    assert list(in_order(deadly, range(12), workers=2, lost=lambda item: -1, piece=3)) == expected


def test_the_stream_is_taken_as_it_is_needed() -> None:
    taken = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            taken.append(number)
            yield number
            number += 1

    results = in_order(squares, endless(), workers=1, lost=lambda item: -1, piece=2)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    results.close()
    assert len(taken) <= 8
