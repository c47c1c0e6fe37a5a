"""Each proposal as its ordered steps, proposed and agreed."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.views.material import Material
from dragoman.views.wording import cite, duration_words, issue_words, say, status_of, word_of


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of one proposal as one report tells it. Steps told together share an `order`."""

    id: str
    owner: str
    document: str
    order: int | None
    act: str
    issue: str
    duration: str
    text: str
    status: str
    source: str
    cite: str
    quote: str
    published: str
    ids: tuple[str, ...]


def build(material: Material) -> tuple[StepRow, ...]:
    """Rows by owner and report, then order."""
    rows = [
        StepRow(
            id=a.id,
            owner=a.owner or "",
            document=a.document or ("agreement" if a.act == "agreed" else "proposal"),
            order=a.order,
            act=a.act,
            issue=issue_words(a.issue, material.issues),
            duration=duration_words(a.duration),
            text=say(a, material.issues),
            status=status_of(a),
            source=word_of(a),
            cite=cite(a),
            quote=a.evidence.exact,
            published=a.published or "",
            ids=(a.id,),
        )
        for a in material.of_kind("step")
    ]
    return tuple(sorted(rows, key=lambda r: (r.owner, r.published, r.cite, r.order or 99, r.id)))
