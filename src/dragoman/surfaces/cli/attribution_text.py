"""Attributions on a terminal: the report's text with source, cue and content coloured, and the chain of each below.

Contents are underlined, the deeper the attribution the brighter; sources are cyan, cues yellow. Without colour the numbers in
the margin and the list of chains still tell the same.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dragoman.reading.types import Attribution, Reading
from dragoman.surfaces.cli.tables import plain
from dragoman.types import Link

STYLES = {"content": "green", "source": "bold cyan", "cue": "bold yellow"}


def print_attributions(console: Console, reading: Reading) -> None:
    """Print one report: its id, its paragraphs coloured, and a numbered line for each attribution."""
    console.print(Text(plain(reading.report.id), style="bold"))
    if not reading.attributions:
        console.print(Text("nothing is on anybody's word", style="dim"))
        return
    console.print()
    coloured = colour(reading)
    for start, end in reading.paragraphs:
        console.print(coloured[start:end])
        console.print()
    for number, attribution in enumerate(reading.attributions, 1):
        console.print(line(number, attribution, reading.report.text))
    console.print()


def colour(reading: Reading) -> Text:
    """The whole text, styled; inner pieces lie over outer ones, cues and sources over contents."""
    text = Text(plain(reading.report.text))
    for role in ("content", "source", "cue"):
        for attribution in reading.attributions:
            for start, end in getattr(attribution, role):
                text.stylize(STYLES[role], start, end)
    return text


def line(number: int, attribution: Attribution, text: str) -> Text:
    """One attribution: its number, chain, cue, directness, the first words of its content, and what remained open."""
    made = Text(f"{number:>3} ", style="dim")
    made.append(plain(chain_words(attribution.chain)) or "nobody named", style=STYLES["source"])
    cue = " … ".join(text[a:b] for a, b in attribution.cue)
    if cue:
        made.append(f" {plain(' '.join(cue.split()))}", style=STYLES["cue"])
    made.append(f" ({attribution.directness}) ", style="dim")
    words = " ".join(" … ".join(text[a:b] for a, b in attribution.content).split())
    words = plain(words)
    made.append(words if len(words) <= 90 else f"{words[:89]}…", style=STYLES["content"])
    for doubt in attribution.doubts:
        made.append(f"  ? {plain(doubt)}", style="magenta")
    return made


def chain_words(chain: tuple[Link, ...]) -> str:
    """The chain as words, outermost first: 'Interfax > its sources (unnamed)'."""
    return " > ".join(link.name if link.named else f"{link.name} (unnamed)" for link in chain)
