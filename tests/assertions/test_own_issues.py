"""A dossier's own issues are found by their cue words, where the vocabulary has none."""

from __future__ import annotations

import pytest

from dragoman.assertions.own_issues import with_own_issues
from dragoman.types import Assertion, Passage

CUES = {"harbour-berths": ["quay", "Pier 9"], "fishing": ["trawlers"]}


def line(exact: str, **fields: object) -> Assertion:
    given = {"issue": "other", **fields}
    return Assertion(kind="position", act="demands", report="a", evidence=Passage(0, len(exact), exact), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("exact", "issue"),
    [
        ("Northland wants the Quay", "harbour-berths"),
        ("Northland wants its harbour berths", "harbour-berths"),
        ("Northland wants pier 9 back", "harbour-berths"),
        ("Northland wants pier 99 back", "other"),
        ("Northland wants a quayside inn", "other"),
        ("Trawlers at the quay", "other"),
    ],
)
def test_the_issue_whose_words_stand_there(exact: str, issue: str) -> None:
    (found,) = with_own_issues([line(exact)], CUES)
    assert found.issue == issue


def test_an_issue_of_the_vocabulary_stays() -> None:
    (found,) = with_own_issues([line("A ceasefire at the quay", issue="ceasefire", conditions=("other",))], CUES)
    assert (found.issue, found.conditions) == ("ceasefire", ("harbour-berths",))


def test_without_own_issues_nothing_changes() -> None:
    lines = [line("Northland wants the quay")]
    assert with_own_issues(lines, {}) == lines
