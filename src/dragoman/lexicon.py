"""The words by which rules recognise what is asserted: `lexicon.toml` read once, and the issue a stretch of text names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Reading:
    """What a verb may assert: kind, act, and the frame that says which argument fills which field."""

    kind: str
    act: str
    frame: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue words by their section in lexicon.toml; its `definitions` say what each section is."""

    definitions: Mapping[str, str]
    issues: Mapping[str, re.Pattern[str]]
    documents: frozenset[str]
    weak_documents: frozenset[str]
    verbs: Mapping[str, tuple[Reading, ...]]
    nouns: Mapping[str, tuple[str, str]]
    held: frozenset[str]
    called: frozenset[str]
    modals: Mapping[str, str]
    hedges: frozenset[str]
    conditions: tuple[str, ...]
    negators: frozenset[str]
    denials: frozenset[str]
    lacks: frozenset[str]
    affirmations: Mapping[str, frozenset[str]]
    ready: frozenset[str]
    important: frozenset[str]
    unacceptable: frozenset[str]
    parties: frozenset[str]
    both: tuple[str, ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon. Raises SettingsError where a pattern or a reading in the file cannot be used."""
    data = tomllib.loads(files("dragoman").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    try:
        issues = {name: re.compile("|".join(f"(?:{p})" for p in found)) for name, found in data["issues"].items()}
        verbs = {lemma: tuple(_reading(r) for r in found) for lemma, found in data["verbs"].items()}
    except (re.error, ValueError) as error:
        raise SettingsError(f"lexicon.toml cannot be used: {error}") from error
    nouns = {noun: (what.split("/")[0], what.split("/")[1]) for noun, what in data["nouns"].items()}
    return Lexicon(
        definitions=MappingProxyType(data["definitions"]),
        issues=MappingProxyType(issues),
        documents=frozenset(data["documents"]["nouns"]),
        weak_documents=frozenset(data["documents"]["weak"]),
        verbs=MappingProxyType(verbs),
        nouns=MappingProxyType(nouns),
        held=frozenset(data["meetings"]["held"]),
        called=frozenset(data["meetings"]["called"]),
        modals=MappingProxyType(data["modals"]),
        hedges=frozenset(data["hedges"]["words"]),
        conditions=tuple(data["conditions"]["openings"]),
        negators=frozenset(data["negators"]["words"]),
        denials=frozenset(data["negators"]["verbs"]),
        lacks=frozenset(data["negators"]["lack"]),
        affirmations=MappingProxyType({k: frozenset(v) for k, v in data["affirmations"].items()}),
        ready=frozenset(data["readiness"]["adjectives"]),
        important=frozenset(data["readiness"]["important"]),
        unacceptable=frozenset(data["readiness"]["unacceptable"]),
        parties=frozenset(data["parties"]["nouns"]),
        both=tuple(data["parties"]["both"]),
    )


def _reading(text: str) -> Reading:
    what, frame = text.split(":")
    kind, act = what.split("/")
    return Reading(kind, act, frame)


@dataclass(frozen=True, slots=True)
class IssueMention:
    """An issue named in a text, between two offsets; `weight` is the length of the words that name it."""

    issue: str
    start: int
    end: int
    weight: int


def issue_mentions(text: str, start: int = 0, end: int | None = None) -> list[IssueMention]:
    """Every issue that a stretch of text names, in order of place."""
    stop = len(text) if end is None else end
    low = text[start:stop].lower()
    if len(low) != stop - start:  # a letter whose lower case is longer would shift the offsets
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text[start:stop])
    found = [
        IssueMention(name, start + m.start(), start + m.end(), m.end() - m.start())
        for name, pattern in lexicon().issues.items()
        for m in pattern.finditer(low)
        if m.end() > m.start()
    ]
    return sorted(found, key=lambda m: (m.start, -m.weight, m.issue))


#: Issues that name the negotiation itself: they give way to any other issue in the same stretch.
GENERAL = frozenset({"talks", "trade", "territory", "borders", "elections"})


def issue_of(text: str, start: int = 0, end: int | None = None) -> str | None:
    """The issue that a stretch is about: the first specific one named, a longer naming before a shorter at one place.

    General issues (talks, trade...) count only where no specific one is named. None where nothing is named.
    """
    mentions = issue_mentions(text, start, end)
    specific = [m for m in mentions if m.issue not in GENERAL]
    for group in (specific, [m for m in mentions if m.issue != "talks"], mentions):
        if group:
            first = group[0]
            rivals = [m for m in group if m.start < first.end]
            return max(rivals, key=lambda m: (m.weight, -m.start, m.issue)).issue
    return None
