"""Who came for whom, led by whom, with whom, how many."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.views.material import Material
from dragoman.views.wording import cite, date_words, say, status_of, word_of


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One statement about a delegation."""

    id: str
    party: str
    act: str
    status: str
    head: str
    members: tuple[str, ...]
    size: int | None
    place: str
    date: str
    when: str
    text: str
    source: str
    cite: str
    quote: str
    ids: tuple[str, ...]


def build(material: Material) -> tuple[DelegationRow, ...]:
    """Rows by party, then by publication; what names neither a party nor a person says nothing about a delegation."""
    rows = [
        DelegationRow(
            id=a.id,
            party=", ".join(a.actors),
            act=a.act,
            status=status_of(a),
            head=a.head or "",
            members=a.members,
            size=a.size,
            place=a.place or "",
            date=a.date or "",
            when=date_words(a.date) or f"told {date_words(a.published)}",
            text=say(a, material.issues),
            source=word_of(a),
            cite=cite(a),
            quote=a.evidence.exact,
            ids=(a.id,),
        )
        for a in material.of_kind("delegation")
        if a.actors or a.head or a.members
    ]
    return tuple(sorted(rows, key=lambda r: r.party))
