"""What is claimed, by how many outlets and from how many origins: seven outlets may have it from one unnamed official."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record import links as linking
from dragoman.record.claims import Claim, claims
from dragoman.record.origins import Origin, copies, origins
from dragoman.record.wordings import worded
from dragoman.views.material import Material
from dragoman.views.wording import date_words, say, status_of


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim. `origins` are the roots of its chains and wordings; `standing` tells them in words."""

    id: str
    when: str
    text: str
    status: str
    outlets: int
    origin_count: int
    unnamed: int
    standing: str
    origins: tuple[Origin, ...]
    quote: str
    ids: tuple[str, ...]


def build(material: Material) -> tuple[ClaimRow, ...]:
    """Claims by date; those with most outlets first within a day."""
    found = claims(
        material.assertions, linking.link(material.of_kind("meeting", "document", "step"), material.judgements)
    )
    copied = copies(material.wordings if material.wordings is not None else worded(material.assertions))
    rows = [_row(claim, copied, material) for claim in found]
    return tuple(sorted(rows, key=lambda r: (r.when, -r.outlets, r.id)))


def standing(found: tuple[Origin, ...], outlets: int) -> str:
    """`7 outlets, 2 origins, both unnamed`: in words, singular and plural right."""
    hidden = sum(o.type == "unnamed" for o in found)
    text = f"{outlets} outlet{'s' if outlets != 1 else ''}, {len(found)} origin{'s' if len(found) != 1 else ''}"
    if hidden == len(found) and hidden:
        return text + (", unnamed" if hidden == 1 else ", all unnamed")
    return text + (f", {hidden} of them unnamed" if hidden else "")


def _row(claim: Claim, copied: dict[str, str], material: Material) -> ClaimRow:
    first = claim.lines[0]
    found = origins(claim.lines, copied)
    outlets = len({a.outlet or a.report for a in claim.lines})
    return ClaimRow(
        id=claim.id,
        when=(first.date or first.said or first.published or "").split("/")[0],
        text=f"{date_words(first.date) + ': ' if first.date and first.kind == 'event' else ''}{say(first, material.issues)}",
        status=status_of(first) if len({status_of(a) for a in claim.lines}) == 1 else "told differently",
        outlets=outlets,
        origin_count=len(found),
        unnamed=sum(o.type == "unnamed" for o in found),
        standing=standing(found, outlets),
        origins=found,
        quote=first.evidence.exact,
        ids=tuple(a.id for a in claim.lines),
    )
