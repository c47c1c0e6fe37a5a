"""The issues that one negotiation has of its own: lines about `other` that speak of them by their cue words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.types import Assertion

OTHER = "other"


def with_own_issues(lines: Iterable[Assertion], cues: Mapping[str, Sequence[str]]) -> list[Assertion]:
    """The lines, those about `other` with the one own issue whose cue words stand in their evidence.

    `cues` maps an issue's name to words or phrases, matched whole and without regard to case; the name itself, its hyphens
    read as spaces, is one of them. Where the words of two issues stand there, the line stays as it is.
    """
    patterns = {
        name: re.compile(
            "|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in (name.replace("-", " "), *phrases)), re.IGNORECASE
        )
        for name, phrases in cues.items()
    }
    return [_about(line, patterns) for line in lines] if patterns else list(lines)


def _about(line: Assertion, patterns: Mapping[str, re.Pattern[str]]) -> Assertion:
    if line.issue != OTHER and OTHER not in line.conditions:
        return line
    found = [name for name, pattern in patterns.items() if pattern.search(line.evidence.exact)]
    if len(found) != 1:
        return line
    if line.issue == OTHER:
        return replace(line, issue=found[0])
    return replace(line, conditions=tuple(found[0] if name == OTHER else name for name in line.conditions))
