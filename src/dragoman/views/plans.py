"""Each planned thing and what became of it, as far as reports tell: kept, late, dropped, overdue, open or unknown."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.record import links as linking
from dragoman.record.claims import claims
from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.wording import cite, date_words, say, word_of

AHEAD = {"planned", "expected"}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan. `became` is kept, late, moved, dropped, overdue, open (its date is still to come, or it is told as not
    done yet) or unknown (it had no date and nothing more is told)."""

    id: str
    due: str
    when: str
    text: str
    became: str
    how: str
    source: str
    cite: str
    quote: str
    ids: tuple[str, ...]


def build(material: Material) -> tuple[PlanRow, ...]:
    """Plans by their date, those without one by publication."""
    links = linking.link(material.of_kind("meeting", "document", "step"), material.judgements)
    rows = []
    for claim in claims(material.assertions, links):
        plans = [a for a in claim.lines if a.modality in AHEAD and a.polarity == "positive" and a.kind != "position"]
        if plans:
            rows.append(_row(plans, list(claim.lines), material))
    return tuple(sorted(rows, key=lambda r: (r.due or "9999", r.id)))


def _row(plans: list[Assertion], lines: list[Assertion], material: Material) -> PlanRow:
    first = plans[0]
    due = max((a.date.split("/")[-1] for a in plans if a.date), default="")
    later = [a for a in lines if a.modality == "actual" and (a.published or "") >= (first.published or "")]
    done = next(
        (a for a in later if a.polarity == "positive" and a.act not in {"cancelled", "postponed", "proposed"}), None
    )
    refused = [
        a for a in lines
        if a.modality in AHEAD and a.polarity == "negative" and (a.published or "") >= (first.published or "")
    ]  # fmt: skip
    off = next((a for a in [*later, *refused] if a.polarity == "negative" or a.act in {"cancelled", "postponed"}), None)
    today = material.today
    passed = bool(due) and due < today[: len(due)]
    if done:
        on = (done.date or done.published or "").split("/")[0]
        became = "late" if due and on and len(on) >= 10 and on[: len(due)] > due else "kept"
    elif off and off.act == "postponed":
        became = "moved"
    elif off and not (off.kind == "document" and off.polarity == "negative" and off.modality == "actual"):
        became = "dropped"
    elif due or off:  # 'has not submitted it' is not yet, and no word that it will not
        became = "overdue" if passed else "open"
    else:
        became = "unknown"
    told = done or off
    return PlanRow(
        id=first.id,
        due=due,
        when=date_words(due) or f"told {date_words(first.published)}",
        text=say(first, material.issues),
        became=became,
        how=f"{say(told, material.issues)} ({cite(told)})" if told else "no report in the record says more",
        source=word_of(first),
        cite=cite(first),
        quote=first.evidence.exact,
        ids=tuple(dict.fromkeys([*(a.id for a in plans), *([told.id] if told else [])])),
    )
