"""One thing as each outlet tells it, side by side: its words, its certainty, whom it quotes, and who does not tell it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record import links as linking
from dragoman.record.claims import Claim, claims
from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.outlets import LOADED
from dragoman.views.wording import date_words, say, status_of, word_of


@dataclass(frozen=True, slots=True)
class TellingRow:
    """One outlet's telling of a thing that at least two outlets tell. `silent` names outlets that reported on the same
    days and do not tell it, as far as the reader found."""

    id: str
    thing: str
    about: str
    outlet: str
    when: str
    text: str
    status: str
    source: str
    loaded: str
    quote: str
    silent: str
    ids: tuple[str, ...]


def build(material: Material, *, of: str = "") -> tuple[TellingRow, ...]:
    """Rows by thing, then outlet. `of` cuts to the thing that a line (by its id or the beginning of it) speaks of."""
    links = linking.link(material.of_kind("meeting", "document", "step"), material.judgements)
    days: dict[str, set[str]] = {}
    for info in material.reports:
        days.setdefault(info.outlet or info.id, set()).add(info.published)
    rows: list[TellingRow] = []
    for claim in claims(material.assertions, links):
        if of and not any(a.id.startswith(of) for a in claim.lines):
            continue
        by_outlet: dict[str, list[Assertion]] = {}
        for a in claim.lines:
            by_outlet.setdefault(a.outlet or a.report, []).append(a)
        if len(by_outlet) > 1 or of:
            rows += _rows(claim, by_outlet, days, material)
    return tuple(rows)


def _rows(
    claim: Claim, by_outlet: dict[str, list[Assertion]], days: dict[str, set[str]], material: Material
) -> list[TellingRow]:
    told = {a.published or "" for a in claim.lines}
    silent = sorted(outlet for outlet, on in days.items() if outlet not in by_outlet and on & told)
    about = say(claim.lines[0], material.issues)
    return [
        TellingRow(
            id=lines[0].id,
            thing=claim.id,
            about=about,
            outlet=outlet,
            when=date_words(lines[0].published),
            text="; ".join(dict.fromkeys(say(a, material.issues) for a in lines)),
            status=", ".join(dict.fromkeys(status_of(a) for a in lines)),
            source="; ".join(dict.fromkeys(word_of(a) for a in lines)),
            loaded=", ".join(sorted({m.group().casefold() for a in lines for m in LOADED.finditer(a.evidence.exact)})),
            quote=lines[0].evidence.exact,
            silent=", ".join(silent),
            ids=tuple(a.id for a in lines),
        )
        for outlet, lines in sorted(by_outlet.items())
    ]
