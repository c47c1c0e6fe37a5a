"""The steps of reading: what each needs and gives, and whether a composition of them makes sense.

A step is a function from readings to readings, so that a learned reader can work on a batch; it fills the layers it
`gives` and may use those it `needs`. The composition is checked before any text is read, and `dragoman steps` prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from dragoman.errors import UsageError
from dragoman.reading.types import Reading


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How reports are read. `models` off keeps every learned reader out; `batch` reports are read together."""

    models: bool = True
    batch: int = 4


Run = Callable[[Sequence[Reading], ReadingOptions], list[Reading]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reading and the layers (fields of `Reading`) that it needs and gives."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    run: Run
    doc: str = ""


def check(steps: Sequence[Step]) -> None:
    """Raise UsageError unless every layer a step needs is given by an earlier one, and no layer is given twice."""
    layers = {field.name for field in fields(Reading)}
    given = {"report"}
    for step in steps:
        unknown = [layer for layer in (*step.needs, *step.gives) if layer not in layers]
        if unknown:
            raise UsageError(f"the step {step.name!r} speaks of {unknown[0]!r}, which is no layer of a reading")
        missing = [layer for layer in step.needs if layer not in given]
        if missing:
            raise UsageError(f"the step {step.name!r} needs {missing[0]!r}, which no earlier step gives")
        twice = [layer for layer in step.gives if layer in given]
        if twice:
            raise UsageError(f"the step {step.name!r} gives {twice[0]!r}, which an earlier step gives already")
        given.update(step.gives)


def _sentences(readings: Sequence[Reading], options: ReadingOptions) -> list[Reading]:
    from dragoman.reading.sentences import paragraphs, sentences

    found = []
    for reading in readings:
        spans = paragraphs(reading.report.text, reading.report.notices)
        found.append(replace(reading, paragraphs=spans, sentences=sentences(reading.report.text, spans)))
    return found


def _names(readings: Sequence[Reading], options: ReadingOptions) -> list[Reading]:
    from dragoman.reading.names import names

    return [replace(r, names=names(r.report.text, r.sentences)) for r in readings]


def _times(readings: Sequence[Reading], options: ReadingOptions) -> list[Reading]:
    from dragoman.reading.times import find_times

    return [
        replace(
            r,
            times=find_times(
                r.report.text, published=r.report.published, paragraphs=r.paragraphs, notices=r.report.notices
            ),
        )
        for r in readings
    ]


def _quotations(readings: Sequence[Reading], options: ReadingOptions) -> list[Reading]:
    from dragoman.reading.quotations import find_quotations

    return [replace(r, quotations=find_quotations(r.report.text, r.paragraphs)) for r in readings]


def _attributions(readings: Sequence[Reading], options: ReadingOptions) -> list[Reading]:
    from dragoman.reading.attributions import Material, read_attributions

    material = [Material(r.report.text, r.paragraphs, r.sentences, r.names, r.quotations) for r in readings]
    found = read_attributions(material, models=options.models)
    return [replace(r, attributions=a, signals=s) for r, (a, s) in zip(readings, found, strict=True)]


def standard_steps() -> tuple[Step, ...]:
    """The steps that `read` takes, in order."""
    return (
        Step(
            "sentences",
            ("report",),
            ("paragraphs", "sentences"),
            _sentences,
            "paragraphs and sentences, notices cut out",
        ),
        Step("names", ("report", "sentences"), ("names",), _names, "people, states, bodies, outlets, places"),
        Step("times", ("report", "paragraphs"), ("times",), _times, "dates, times, durations and sets, resolved"),
        Step(
            "quotations", ("report", "paragraphs"), ("quotations",), _quotations, "what stands between quotation marks"
        ),
        Step(
            "attributions",
            ("report", "paragraphs", "sentences", "names", "quotations"),
            ("attributions", "signals"),
            _attributions,
            "on whose word: content, cue, source and chain",
        ),
    )
