"""Reports through the steps, a batch ahead of whoever takes the readings.

`read(report)` reads one report, `read_many(reports)` a stream of them in batches; the result does not depend on the batch.
One report that a step cannot read never stops the others: it comes back with a problem and the layers it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

from dragoman.errors import DragomanError
from dragoman.reading.steps import ReadingOptions, Step, check, standard_steps
from dragoman.reading.types import Reading, Timex
from dragoman.types import Problem, Report


def read(report: Report, *, options: ReadingOptions | None = None) -> Reading:
    """All layers of one report."""
    return next(iter(read_many([report], options=options)))


def read_times(report: Report) -> tuple[Timex, ...]:
    """The time expressions of one report alone, those of its notices (datelines, captions) among them."""
    from dragoman.reading.times import find_times

    return find_times(report.text, published=report.published)


def read_many(
    reports: Iterable[Report], *, options: ReadingOptions | None = None, steps: Sequence[Step] | None = None
) -> Iterator[Reading]:
    """The readings of `reports`, in their order.

    Raises UsageError, before anything is read, where the steps do not fit together.
    """
    options = options or ReadingOptions()
    steps = tuple(steps if steps is not None else standard_steps())
    check(steps)
    return _stream(iter(reports), options, steps)


def _stream(reports: Iterator[Report], options: ReadingOptions, steps: Sequence[Step]) -> Iterator[Reading]:
    """Batches one ahead of whoever takes the readings: the encoder works outside the interpreter's lock, so what is read
    next and what is made of the last batch share the machine. Order and result are those of one batch after another."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading") as ahead:
        coming = ahead.submit(_batch, reports, options, steps)
        while batch := coming.result():
            coming = ahead.submit(_batch, reports, options, steps)
            yield from batch


def _batch(reports: Iterator[Report], options: ReadingOptions, steps: Sequence[Step]) -> list[Reading]:
    batch = [Reading(report) for report in islice(reports, max(1, options.batch))]
    for step in steps:
        batch = _take(step, batch, options) if batch else batch
    return batch


def _take(step: Step, batch: list[Reading], options: ReadingOptions) -> list[Reading]:
    """One step over a batch; where it fails, over each reading alone, so that only the odd one is left without it."""
    try:
        return step.run(batch, options)
    except DragomanError:
        raise
    except Exception as error:
        if len(batch) == 1:
            odd = batch[0]
            message = f"the step {step.name!r} could not read this report: {type(error).__name__}: {error}"
            return [replace(odd, problems=(*odd.problems, Problem("reading-failed", message, odd.report.id)))]
        return [one for reading in batch for one in _take(step, [reading], options)]
