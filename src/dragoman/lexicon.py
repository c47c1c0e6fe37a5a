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
    confidence: Mapping[str, float]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon. Raises SettingsError where a pattern or a reading in the file cannot be used."""
    data = tomllib.loads(files("dragoman").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    try:
        issues = {name: re.compile("|".join(rf"\b(?:{p})\b" for p in found)) for name, found in data["issues"].items()}
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
        confidence=MappingProxyType(data.get("confidence", {})),
    )


def _reading(text: str) -> Reading:
    what, frame = text.split(":")
    kind, act = what.split("/")
    return Reading(kind, act, frame)


_IRREGULAR = {
    "hold": ("held",), "meet": ("met",), "lead": ("led",), "speak": ("spoke", "spoken"), "begin": ("began", "begun", "beginning"),
    "give": ("gave", "given"), "send": ("sent",), "strike": ("struck", "stricken"), "shoot": ("shot",), "hit": ("hitting",),
    "put": ("putting",), "withdraw": ("withdrew", "withdrawn"), "leave": ("left",), "draw": ("drew", "drawn"),
    "seek": ("sought",), "say": ("said",), "tell": ("told",), "make": ("made",), "take": ("took", "taken"),
    "reach": ("reached",), "find": ("found",), "get": ("got", "getting"), "set": ("setting",), "do": ("did", "done", "does"),
    "have": ("had", "has", "having"), "be": ("is", "are", "was", "were", "been", "being", "am"), "go": ("went", "gone", "goes"),
    "free": ("freed", "freeing"), "agree": ("agreed", "agreeing"), "come": ("came",), "keep": ("kept",), "break": ("broke", "broken"),
    "think": ("thought",), "know": ("knew", "known"), "see": ("saw", "seen"), "bring": ("brought",), "fall": ("fell", "fallen"),
    "win": ("won", "winning"), "pay": ("paid",), "fight": ("fought",), "deny": ("denied", "denies"),
}  # fmt: skip
#: Lemmas of light and governing verbs that rules look at, beside those that assert something themselves.
_GOVERNING = (
    "say", "tell", "make", "take", "reach", "have", "be", "go", "find", "achieve", "strike", "plan", "intend", "expect", "hope",
    "want", "ask", "force", "allow", "invite", "order", "fail", "deny", "refuse", "decline", "try", "claim", "allege", "schedule",
    "get", "do", "come", "keep", "break", "stop", "cease", "carry", "conduct", "launch", "think", "believe", "know", "see", "help",
    "persuade", "aim", "consider", "prepare", "set", "manage", "avoid", "bring", "lack", "win", "secure", "sign", "pay", "fight",
)  # fmt: skip


@lru_cache(maxsize=1)
def lemmas() -> Mapping[str, str]:
    """Inflected form -> lemma of every verb that the rules know."""
    table: dict[str, str] = {}
    for lemma in (*_GOVERNING, *lexicon().verbs):
        stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
        forms = {
            lemma,
            lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"),
            stem + "ed",
            stem + "ing",
        }
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
        if len(lemma) > 2 and lemma[-1] in "bdgklmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
            forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
        for form in (*forms, *_IRREGULAR.get(lemma, ())):
            table.setdefault(form, lemma)
    table.update({"left": "leave", "led": "lead", "found": "find", "bound": "bind"})
    return MappingProxyType(table)


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
