"""Quotations with straight and curly marks, nested, split, unclosed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.encoder import paragraphs_of
from dragoman.reading.quotations import find_quotations, quoted

CASES = {
    "She said, “We will sign.”": ["“We will sign.”"],
    'She said, "We will sign."': ['"We will sign."'],
    "“We will,” she said, “if they do.”": ["“We will,”", "“if they do.”"],
    "‘We will talk,’ the minister’s aide said": ["‘We will talk,’"],
    "'We will talk,' the minister's aide said": ["'We will talk,'"],
    "He called it ‘final’ and left": ["‘final’"],
    "“He told us ‘never again’ twice,” she said": ["“He told us ‘never again’ twice,”", "‘never again’"],
    "\"He said 'no' to me,\" she said": ["\"He said 'no' to me,\"", "'no'"],
    "«Мы готовы», he said": ["«Мы готовы»"],
    "„Wir sind bereit“, he said": ["„Wir sind bereit“"],
    "the ministers’ talks and the parties' offers": [],
    "It isn't, they don't, we can’t": [],
    "rock ’n’ roll": [],
}


@pytest.mark.parametrize("text", CASES)
def test_marks(text: str) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text, [(0, len(text))])] == CASES[text]


def test_an_unclosed_quotation_ends_with_its_paragraph_and_says_so() -> None:
    text = "“We began early.\n“We went on late,” he said."
    first, second = find_quotations(text, paragraphs_of(text))
    assert (text[first.start : first.end], first.closed) == ("“We began early.", False)
    assert (text[second.start : second.end], second.closed) == ("“We went on late,”", True)


def test_how_much_of_a_stretch_is_quoted() -> None:
    text = "“One ‘two’ three” four"
    quotations = find_quotations(text, [(0, len(text))])
    assert quoted(quotations, 0, len(text)) == len("“One ‘two’ three”")


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„", max_size=60))
def test_spans_lie_in_the_text_and_nest(text: str) -> None:
    found = find_quotations(text, paragraphs_of(text))
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        assert all(o.end <= q.start or o.start >= q.end or (o.start <= q.start and q.end <= o.end)
                   or (q.start <= o.start and o.end <= q.end) for o in found)  # fmt: skip
