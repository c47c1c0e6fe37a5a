# ruff: noqa: SIM905 - long word lists read better as one string
"""Annotated reports as training examples of the extractor: facts, their triggers, and who fills their fields.

Three forms are read: gold files (`facts`, sources as names, alternatives in `act_any` and `actors_any`), silver files
(`assertions` in the form of the export), and corpus files that carry their text (`text` and `facts`). A text of
`../shared/gold` is never an example: `load` leaves it out by the hash of its white-space-folded text.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """One annotated fact; `start` and `end` are its evidence. Empty lists mean that the annotator gave nothing."""

    kind: str
    act: str
    other_acts: frozenset[str]
    start: int
    end: int
    polarity: str
    modality: tuple[str, ...]
    issues: tuple[str, ...]
    fillers: dict[str, list[str]]
    any_actor: bool
    source: str | None
    row: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)


@dataclass(slots=True)
class Example:
    """One annotated report. `weight` scales its part in the loss."""

    report: str
    text: str
    published: str | None
    negotiation: str
    facts: list[Fact]
    weight: float = 1.0
    outlet: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


FIELDS = ("actors", "recipient", "head", "members", "owner", "place", "host", "target", "date", "said", "document",
          "quantities", "size", "person", "party")  # fmt: skip


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def digest(text: str) -> str:
    """A hash of a text that white space does not change."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def fact_of(row: dict[str, Any]) -> Fact:
    """A row of a gold or silver file as a Fact."""
    fillers = {}
    for name in FIELDS:
        values = as_list(row.get(name))
        if name == "quantities":
            values = [q["value"] if isinstance(q, dict) else q for q in values]
        if values:
            fillers[name] = [str(v) for v in values]
    chain = as_list(row.get("attribution"))
    source = row["source"][-1] if row.get("source") else chain[-1].get("name") if chain else None
    return Fact(
        kind=row["kind"],
        act=row["act"],
        other_acts=frozenset(row.get("act_any", ())),
        start=row["evidence"]["start"],
        end=row["evidence"]["end"],
        polarity=row.get("polarity", "positive"),
        modality=tuple(as_list(row.get("modality"))),
        issues=tuple(as_list(row.get("issue"))),
        fillers=fillers,
        any_actor=bool(row.get("actors_any")),
        source=source,
        row=row,
    )


def load(folders: Iterable[Path], *, held_out: Iterable[Path] = (), silver_weight: float = 0.5) -> list[Example]:
    """Examples of all folders, by report name; texts found in `held_out` folders and repeated texts are left out."""
    banned = {digest(p.read_text(encoding="utf-8")) for folder in held_out for p in sorted(folder.glob("*.txt"))}
    seen: set[str] = set()
    examples = []
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(data, dict) or not ("facts" in data or "assertions" in data):
                continue
            text = data.get("text") or (folder / "texts" / data["report"]).read_bytes().decode("utf-8")
            key = digest(text)
            if key in banned or key in seen:
                continue
            seen.add(key)
            rows = data.get("facts") or data.get("assertions") or []
            rows = [r for r in rows if r.get("evidence") and r["evidence"]["end"] <= len(text)]
            weight = silver_weight if "assertions" in data else 1.0
            example = Example(
                data["report"], text, data.get("published"), data.get("negotiation") or "none", [], weight
            )
            example.outlet = data.get("outlet")
            example.facts = [fact_of(r) for r in rows]
            examples.append(example)
    return examples


def opening(text: str) -> str:
    """The first 200 characters of a text with white space folded: what a shortened text still has."""
    return " ".join(text.split())[:200]


def from_rows(
    rows: Iterable[dict[str, Any]], *, held_out: Iterable[Path] = (), weight: float = 1.0
) -> list[Example]:
    """Examples of reports given as dicts with their text, as `corpus_format.load_corpus` and `annotations.load` yield them.

    What begins like a text of `held_out` is left out. A text may come twice, read by two people: what one alone marked counts less.
    """
    banned = {opening(p.read_text(encoding="utf-8")) for folder in held_out for p in sorted(folder.glob("*.txt"))}
    made = []
    for data in rows:
        if opening(data["text"]) in banned:
            continue
        example = Example(
            data["report"], data["text"], data.get("published"), data.get("negotiation") or "none", [], weight
        )
        example.outlet = data.get("outlet")
        example.facts = [fact_of(r) for r in data["facts"]]
        made.append(example)
    return made


SHARED_LAST = frozenset(
    "korea sudan guinea congo ireland macedonia samoa cyprus ministry minister president states union nations council "
    "party agency government army".split()
)


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold()
    text = re.sub(r"[^\w\s]", " ", "".join(c for c in text if not unicodedata.combining(c)))
    words = [w for w in text.split() if w not in {"the", "a", "an", "its", "his", "her", "their"}]
    return re.sub(r"(yy|iy|yi)\b", "y", " ".join(words))


@lru_cache(maxsize=1 << 18)
def same(gold: str, got: str) -> bool:
    """Whether two names can be one actor's: equal, one within the other, or one surname with agreeing initials."""
    a, b = folded(gold), folded(got)
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if short.split()[-1] not in SHARED_LAST and re.search(rf"\b{re.escape(short)}\b", long):
        return True
    x, y = a.split(), b.split()
    return (
        x[-1] == y[-1]
        and len(x[-1]) > 3
        and x[-1] not in SHARED_LAST
        and (len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0])
    )


def title_head(text: str, fact: Fact) -> int | None:
    """The offset of the head noun of a role's post in its evidence: the last word before 'of', 'for', 'to'."""
    post = re.split(r"\s(?:of|for|to|at|in)\s", str(fact.row.get("post", "")).strip())[0]
    words = re.findall(r"[\w-]+", post)
    if not words:
        return None
    found = [m.start() for m in re.finditer(rf"\b{re.escape(words[-1])}", text[fact.start : fact.end], re.IGNORECASE)]
    return fact.start + found[0] if found else None


def triggers(text: str, facts: list[Fact], parsed: Any) -> list[int]:
    """The offset of the word that each fact hangs on: the syntactic head of its evidence in a spaCy parse.

    A copula or auxiliary gives way to what it says ('was *necessary*', 'is *ready*'), a verb that takes a noun of its
    own meaning keeps its place. Evidence without a word gives its start.
    """
    offsets = []
    for fact in facts:
        if fact.kind == "role" and (place := title_head(text, fact)) is not None:
            offsets.append(place)
            continue
        words = [t for t in parsed if t.idx < fact.end and t.idx + len(t) > fact.start and not t.is_space]
        inside = {t.i for t in words}
        heads = [t for t in words if (t.head.i not in inside or t.head.i == t.i) and not t.is_punct]
        if not heads:
            offsets.append(words[0].idx if words else fact.start)
            continue
        verbal = [t for t in heads if t.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}]
        head = (verbal or heads)[0]
        for _ in range(2):
            if head.lemma_ in {"be", "have", "do", "will"} and head.pos_ in {"AUX", "VERB"}:
                below = [c for c in head.children if c.dep_ in {"attr", "acomp", "dobj", "prep", "xcomp", "oprd"}
                         and c.i in inside and not c.is_punct]  # fmt: skip
                if below:
                    head = below[0]
        offsets.append(head.idx)
    return offsets
