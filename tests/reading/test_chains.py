"""The table of chains: sentences of our own, with the exact links that the last attribution marked in each must get."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.reading.chains import Piece, chain_all
from dragoman.reading.names import names
from dragoman.reading.sentences import paragraphs, sentences
from dragoman.reading.speakers import Speakers
from dragoman.types import Link

TABLE = Path(__file__).parents[1] / "cases" / "chains.txt"
_ROLE = {"{": "source", "<": "cue", "[": "content"}
_OPEN = re.compile(r"[{<\[](?:(\d):)?|[}>\]]")


def cases() -> list[tuple[str, str]]:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(rows[i], rows[i + 1].removeprefix("=> ")) for i in range(0, len(rows), 2)]


def parse(marked: str) -> tuple[str, list[Piece]]:
    """The bare text and the attributions marked in it, by number."""
    text, at = "", 0
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    open_: list[tuple[str, str, int]] = []
    for match in _OPEN.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group()[0] in _ROLE:
            open_.append((match.group(1) or "1", _ROLE[match.group()[0]], len(text)))
        else:
            number, role, start = open_.pop()
            found.setdefault(number, {}).setdefault(role, []).append((start, len(text)))
    text += marked[at:]
    return text, [
        Piece(*(tuple(sorted(found[n].get(role, []))) for role in ("content", "cue", "source"))) for n in sorted(found)
    ]


def written(link: Link) -> str:
    return f'{link.type} {link.name if link.named else f"({link.name})"} "{link.cue}"'


@pytest.mark.parametrize(("marked", "wanted"), cases())
def test_the_chain_is_exactly_this(marked: str, wanted: str) -> None:
    text, pieces = parse(marked)
    spans = paragraphs(text)
    found = sentences(text, spans)
    mentions = names(text, found)
    chain = chain_all(pieces, text, mentions, found, Speakers(text, mentions, found))[-1].chain
    assert " > ".join(written(link) for link in chain) == wanted


def test_the_table_is_as_long_as_promised() -> None:
    assert len(cases()) >= 60


def test_spans_of_links_hold_the_words() -> None:
    for marked, _ in cases():
        text, pieces = parse(marked)
        found = sentences(text, paragraphs(text))
        mentions = names(text, found)
        for made in chain_all(pieces, text, mentions, found, Speakers(text, mentions, found)):
            for link in made.chain:
                assert link.cue_span is None or text[slice(*link.cue_span)] == link.cue
                assert link.span is None or link.span[0] < link.span[1] <= len(text)
