"""The learned reader, where its weights are: the same text reads the same in any company, and what it must find."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.reading import encoder, read, read_many
from dragoman.reading.types import Reading
from dragoman.types import Report

pytestmark = pytest.mark.skipif(not encoder.available(), reason="the weights are not here")

TEXTS = [
    "Northland plans to present its list only on Monday, Interfax reported, citing its sources.",
    "“We will not sign,” Foreign Minister Anna Berg told reporters on the quay. “Not this year.”",
    "Karl Lund denounced the blockade of the port and vowed to lift it.\n\nHe said that nobody had asked the fishermen.",
    "The harbour has nine berths. " * 60,
    "According to two diplomats familiar with the talks, the envoys agreed that the "
    + "long and winding " * 120
    + "road is open.",
]


def _cores(reading: Reading) -> list[tuple[str, str]]:
    text = reading.report.text
    return [
        (" ".join(text[a:b] for a, b in x.source), " ".join(text[a:b] for a, b in x.content))
        for x in reading.attributions
    ]


def test_a_text_reads_the_same_in_every_batch() -> None:
    alone = [read(Report(str(i), text)).attributions for i, text in enumerate(TEXTS)]
    together = [r.attributions for r in read_many([Report(str(i), text) for i, text in enumerate(TEXTS)])]
    backwards = [r.attributions for r in read_many([Report(str(i), text) for i, text in enumerate(TEXTS[::-1])])]
    assert alone == together == backwards[::-1]


def test_the_numbers_are_the_same_to_the_last_bit() -> None:
    learned = encoder.load_encoder()
    texts = [(text, encoder.paragraphs_of(text)) for text in TEXTS]
    for (text, spans), together in zip(texts, learned.read(texts), strict=True):
        alone = learned.read([(text, spans)])[0]
        assert all(np.array_equal(a[k], b[k]) for a, b in zip(alone.values, together.values, strict=True) for k in a)


def test_speech_verbs_quotations_and_noun_phrases() -> None:
    first, second, third = (_cores(read(Report("r", text))) for text in TEXTS[:3])
    assert first[0][0] in ("Interfax", "its sources")
    assert "Northland plans to present its list only on Monday" in first[0][1]
    assert any(source.endswith("Anna Berg") and "We will not sign" in content for source, content in second)
    assert ("Karl Lund", "the blockade of the port") in third
    assert any(source == "He" and "nobody had asked the fishermen" in content for source, content in third)


def test_he_is_the_speaker_before() -> None:
    last = read(Report("r", TEXTS[2])).attributions[-1]
    assert last.chain[-1].name == "Karl Lund"


def test_a_chain_of_an_agency_and_its_sources() -> None:
    names = [link.name for link in read(Report("r", TEXTS[0])).attributions[0].chain]
    assert names == ["Interfax", "its sources"]


def test_signals_cover_the_whole_text() -> None:
    reading = read(Report("r", TEXTS[4]))
    signals = reading.signals
    assert isinstance(signals, encoder.Signals)
    assert signals.windows[0].start == 0
    assert signals.windows[-1].end == len(TEXTS[4])
