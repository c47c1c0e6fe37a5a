"""Work spread over processes, with the results in the order of the work.

One mapping for all that can be cut in pieces. A piece whose process dies is done again item by item, so that only the
item that kills its process is lost. Does not know what the work is.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[Sequence[Item]], list[Result]],
    items: Iterable[Item],
    *,
    workers: int,
    lost: Callable[[Item], Result],
    piece: int = 8,
) -> Iterator[Result]:
    """The results of `work` on pieces of `items`, one for each item, in the order of the items.

    `work` runs in `workers` processes, so it is a function of a module; `lost` gives the result for an item whose
    process died. At most two pieces a worker are under way, so an endless stream of items is never held in memory.
    """
    stream = iter(items)
    pool = _pool(workers)
    waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    try:
        while True:
            while len(waiting) < 2 * workers and (taken := list(islice(stream, piece))):
                waiting.append((taken, pool.submit(work, taken)))
            if not waiting:
                return
            taken, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one(work, taken, lost)
                pool = _pool(workers)
                waiting = deque((rest, pool.submit(work, rest)) for rest, _ in waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], lost: Callable[[Item], Result]
) -> Iterator[Result]:
    for item in items:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            try:
                yield from pool.submit(work, [item]).result()
            except BrokenProcessPool:
                yield lost(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: the parent may hold threads and an open database, which a forked child must not inherit
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
