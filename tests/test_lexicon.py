"""The lexicon: only words of the vocabulary, and the issue that a stretch of text names."""

from __future__ import annotations

import pytest

from dragoman.lexicon import issue_mentions, issue_of, lexicon
from dragoman.vocabulary import vocabulary


def test_every_reading_and_issue_is_in_the_vocabulary() -> None:
    words, known = lexicon(), vocabulary()
    assert set(words.issues) <= set(known.issues)
    for readings in words.verbs.values():
        assert all(r.act in known.acts(r.kind) for r in readings)
    assert all(act in known.acts(kind) for kind, act in words.nouns.values())
    assert set(words.modals.values()) <= set(known.modalities)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("an unconditional ceasefire within a week", "ceasefire"),
        ("talks on a swap of all prisoners", "prisoner-exchange"),
        ("the negotiations", "talks"),
        ("a pay rise for nurses", "pay"),
        ("the withdrawal of all troops from the valley", "troop-withdrawal"),
        ("a government of national unity", "power-sharing"),
        ("membership in NATO", "alliance-membership"),
        ("the weather was fine", None),
    ],
)
def test_issue_of(text: str, issue: str | None) -> None:
    assert issue_of(text) == issue


def test_mentions_stand_where_they_say() -> None:
    text = "İn Oslo: tariffs, then a truce."
    assert [(m.issue, text[m.start : m.end]) for m in issue_mentions(text)] == [
        ("tariffs", "tariffs"),
        ("ceasefire", "truce"),
    ]
