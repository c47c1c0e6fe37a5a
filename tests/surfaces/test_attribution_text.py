"""Attributions as a terminal shows them."""

from __future__ import annotations

import io

from rich.console import Console

from dragoman.reading import ReadingOptions, read
from dragoman.surfaces.cli.attribution_text import colour, print_attributions
from dragoman.types import Report

TEXT = "Anna Berg said that the talks would go on. Two diplomats said that the list was ready."


def _shown(text: str, **options: object) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200, **options)  # type: ignore[arg-type]
    print_attributions(console, read(Report("talks.txt", text), options=ReadingOptions(models=False)))
    return out.getvalue()


def test_the_text_and_a_line_for_each_attribution() -> None:
    shown = _shown(TEXT)
    assert TEXT in shown
    assert "1 Anna Berg said (indirect) that the talks would go on" in shown
    assert "2 Two diplomats (unnamed) said (indirect) that the list was ready" in shown


def test_source_cue_and_content_have_colours_of_their_own() -> None:
    reading = read(Report("talks.txt", TEXT), options=ReadingOptions(models=False))
    styles = {TEXT[s.start : s.end]: str(s.style) for s in colour(reading).spans}
    assert (styles["Anna Berg"], styles["said"]) == ("bold cyan", "bold yellow")
    assert styles["that the talks would go on"] == "green"
    assert "\x1b[" in _shown(TEXT, force_terminal=True, color_system="standard")


def test_a_report_without_speech_says_so() -> None:
    assert "nothing is on anybody's word" in _shown("The harbour was closed.")
