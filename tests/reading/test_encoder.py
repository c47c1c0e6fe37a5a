"""Cutting into windows: nothing lost, nothing read twice, offsets of the text as given."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.reading import encoder


class _Words:
    """A tokeniser of words and signs with the interface of `tokenizers.Tokenizer` that `cut` uses."""

    class _Encoding:
        def __init__(self, text: str) -> None:
            import re

            self.offsets = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
            self.ids = [1000 + len(text[a:b]) for a, b in self.offsets]

    def encode_batch(self, texts: list[str], add_special_tokens: bool = True) -> list[_Encoding]:
        assert not add_special_tokens
        return [self._Encoding(text) for text in texts]


def _cut(text: str, **options: int) -> list[encoder.Window]:
    return encoder.cut(text, encoder.paragraphs_of(text), _Words(), **options)  # type: ignore[arg-type]


def _read(text: str, windows: list[encoder.Window]) -> list[str]:
    """The words of all windows, each window's lead left out."""
    return [
        text[a:b] for w in windows for (a, b) in w.offsets.tolist() if b > a and a >= w.core
    ]  # fmt: skip


def test_whole_paragraphs_are_packed_up_to_the_limit() -> None:
    text = "One two three.\n\nFour five.\nSix seven eight nine ten."
    windows = _cut(text, limit=8)
    assert [text[w.start : w.end] for w in windows] == ["One two three.\n\nFour five.", "Six seven eight nine ten."]
    assert windows[0].paragraphs.tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 1]


def test_a_long_paragraph_is_cut_at_sentence_ends_and_led_by_the_sentence_before() -> None:
    text = " ".join(f"The envoy spoke again about point {n}." for n in range(30))
    windows = _cut(text, limit=40, longest=50)
    assert len(windows) > 3
    assert all(len(w.ids) <= 42 for w in windows)
    assert text[windows[1].start : windows[1].core].strip().endswith(".")
    assert _read(text, windows) == [text[a:b] for a, b in _Words._Encoding(text).offsets]


def test_a_paragraph_without_sentences_is_still_cut() -> None:
    text = "word " * 500
    windows = _cut(text, limit=40, longest=50)
    assert len(_read(text, windows)) == 500


def test_marks_tell_quotation_paragraph_and_case() -> None:
    text = 'He said "NATO must Go 3" now'
    marks = dict(zip((text[a:b] for a, b in _cut(text)[0].offsets.tolist()), _cut(text)[0].marks.tolist(), strict=True))
    assert (marks["He"], marks["said"], marks["NATO"], marks["must"], marks["Go"], marks["3"], marks["now"]) == (
        5, 0, 10, 8, 9, 11, 0,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "   \n\t", "."])
def test_odd_texts(text: str) -> None:
    assert len(_cut(text)) == (1 if text == "." else 0)


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    assert encoder.inside_quotation('a "b') == [False, False, False, True]
    windows = _cut('a "b\nc')
    assert windows[0].marks.tolist()[4] == 4


def test_a_lone_surrogate_keeps_its_place() -> None:
    text = "a \ud800 b"
    window = _cut(text)[0]
    assert np.array_equal(window.offsets[1:-1], [(0, 1), (2, 3), (4, 5)])
