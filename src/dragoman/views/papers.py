"""Each paper and its fate, by whom told, with what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.record.links import Entity, link
from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.meetings import Mention, mention_of
from dragoman.views.wording import cite, date_words, link_words, names, status_of

#: The stages of a paper's life in their order, and the acts that tell of each.
STAGES = {
    "announced": ("announced", "drafted"),
    "submitted": ("submitted", "presented"),
    "received": ("received",),
    "seen": ("reviewed", "published"),
    "discussed": ("discussed",),
    "answered": ("accepted", "rejected", "signed"),
}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper. Each stage holds what is told of it in words, empty where no report tells; `gaps` names those."""

    id: str
    owner: str
    document: str
    announced: str
    submitted: str
    received: str
    seen: str
    discussed: str
    answered: str
    state: str
    gaps: tuple[str, ...]
    mentions: int
    outlets: int
    history: tuple[Mention, ...]
    ids: tuple[str, ...]
#: How many words of different certainty or source a stage shows; `show` has all.
WORDS = 6


def build(material: Material) -> tuple[PaperRow, ...]:
    """Rows by first mention."""
    return _rows(_entities(material), material)


def most_told(material: Material, most: int) -> tuple[PaperRow, ...]:
    """The papers of known owners with most mentions."""
    owned = [e for e in _entities(material) if e.owner]
    return _rows(sorted(owned, key=lambda e: (-len(e.mentions), e.id))[:most], material)


def _entities(material: Material) -> Iterable[Entity]:
    return link(material.of_kind("document", "step"), material.judgements).entities.values()


def _rows(entities: Iterable[Entity], material: Material) -> tuple[PaperRow, ...]:
    by_id = {a.id: a for a in material.assertions}
    return tuple(_row(e, [by_id[m] for m in e.mentions], material) for e in entities)


def _row(entity: Entity, mentions: list[Assertion], material: Material) -> PaperRow:
    told = {stage: _stage([a for a in mentions if a.act in acts]) for stage, acts in STAGES.items()}
    return PaperRow(
        id=entity.id,
        owner=entity.owner or "",
        document=entity.document or "paper",
        **told,
        state=_state(mentions),
        gaps=tuple(stage for stage in ("submitted", "received", "answered") if not told[stage]),
        mentions=len(mentions),
        outlets=len({a.outlet or a.report for a in mentions}),
        history=tuple(mention_of(a, material) for a in mentions),
        ids=tuple(a.id for a in mentions),
    )


def _stage(mentions: list[Assertion]) -> str:
    """`not submitted (2 Jun 2025; Volodymyr Zelensky); planned …`: the newest word of each certainty and source."""
    latest: dict[tuple[str, str, str], Assertion] = {}
    for a in mentions:
        latest[status_of(a), a.act, a.attribution[-1].name if a.attribution else ""] = a
    parts = []
    for a in sorted(latest.values(), key=lambda a: a.published or "", reverse=True)[:WORDS]:
        word = _fate(a)
        who = (
            f" by {names(a.actors)}"
            if a.actors and a.act in {"received", "reviewed", "accepted", "rejected", "signed"}
            else ""
        )
        chain = "; " + ", citing ".join(link_words(x) for x in a.attribution) if a.attribution else ""
        parts.append(f"{word}{who} ({date_words(a.date) or 'told ' + cite(a)}{chain})")
    return "; ".join(parts)


def _fate(a: Assertion) -> str:
    """What is told of the paper, its hedge kept: `submitted`, `not submitted`, `to be submitted (planned)`."""
    no = "not " if a.polarity == "negative" else ""
    match a.modality:
        case "planned" | "expected":
            return f"{no}to be {a.act} ({a.modality})"
        case "possible":
            return f"may {no}be {a.act}"
        case "conditional":
            return f"would {no}be {a.act}, on conditions"
        case "alleged":
            return f"allegedly {no}{a.act}"
        case _:
            return f"{no}{a.act}"


def _state(mentions: list[Assertion]) -> str:
    """The last thing told of the paper, with its certainty."""
    return _fate(max(mentions, key=lambda a: (a.date or a.published or "", a.published or "")))
