"""Who wants what: issue by party, the latest stance first, and how it moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.wording import cite, date_words, issue_words, say, status_of, word_of


@dataclass(frozen=True, slots=True)
class Stance:
    """One stance of one party as one report tells it."""

    id: str
    stance: str
    text: str
    status: str
    said: str
    source: str
    cite: str
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A party's latest stance on an issue; `history` holds every stance, oldest first, and `moved` the acts in order."""

    id: str
    issue: str
    label: str
    party: str
    stance: str
    text: str
    conditions: tuple[str, ...]
    target: str
    since: str
    moved: str
    source: str
    cite: str
    quote: str
    mentions: int
    history: tuple[Stance, ...]
    ids: tuple[str, ...]


def build(
    material: Material, *, wanted: Callable[[str, str], bool] | None = None
) -> tuple[PositionRow, ...]:
    """Rows by how much is said on the issue, then by party.

    `wanted` is asked of the issue and party of each, in this order: a row that it does not want is not made.
    """
    cells: dict[tuple[str, str], list[Assertion]] = {}
    weight: dict[str, int] = {}
    for a in material.of_kind("position"):
        for party in a.actors or ("not named",):
            cells.setdefault((a.issue or "other", party), []).append(a)
            weight[a.issue or "other"] = weight.get(a.issue or "other", 0) + 1
    ordered = sorted(cells, key=lambda k: (k[0] == "other", -weight[k[0]], k[0], -len(cells[k]), k[1]))
    chosen = ordered if wanted is None else [key for key in ordered if wanted(*key)]
    return tuple(_row(issue, party, cells[issue, party], material) for issue, party in chosen)


def stance_word(a: Assertion) -> str:
    """The act, `not` before it where denied, and its hedge."""
    word = f"not {a.act}" if a.polarity == "negative" else a.act
    return word if a.modality in {"actual", "conditional"} else f"{word} ({a.modality})"


def _when(a: Assertion) -> str:
    return a.said or a.published or ""


def _row(issue: str, party: str, found: list[Assertion], material: Material) -> PositionRow:
    found = sorted(found, key=lambda a: (_when(a), a.published or "", a.id))
    last = found[-1]
    moves: list[str] = []
    for a in found:
        if not moves or moves[-1] != stance_word(a):
            moves.append(stance_word(a))
    since = next(_when(a) for a in found if stance_word(a) == stance_word(last))
    return PositionRow(
        id=last.id,
        issue=issue,
        label=issue_words(issue, material.issues),
        party=party,
        stance=stance_word(last),
        text=say(last, material.issues),
        conditions=last.conditions,
        target=last.target or "",
        since=date_words(since),
        moved=" → ".join(moves[-4:]) if len(moves) > 1 else "",
        source=word_of(last),
        cite=cite(last),
        quote=last.evidence.exact,
        mentions=len(found),
        history=tuple(
            Stance(a.id, stance_word(a), say(a, material.issues), status_of(a), _when(a), word_of(a), cite(a),
                   a.evidence.exact, a.confidence)
            for a in found
        ),
        ids=tuple(a.id for a in found),
    )  # fmt: skip


def matrix(rows: Sequence[PositionRow], *, most: int = 6) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Rows as issue x party: the parties (the most spoken of, at most `most`) and a line of stances for each issue."""
    count: dict[str, int] = {}
    for row in rows:
        count[row.party] = count.get(row.party, 0) + row.mentions
    parties = sorted(count, key=lambda p: (-count[p], p))[:most]
    lines: dict[str, list[str]] = {}
    for row in rows:
        line = lines.setdefault(row.label, [""] * len(parties))
        if row.party in parties:
            line[parties.index(row.party)] = row.stance + (
                f"\nif: {', '.join(row.conditions)}" if row.conditions else ""
            )
    return parties, [(label, line) for label, line in lines.items() if any(line)]
