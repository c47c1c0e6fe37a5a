"""Where reports disagree, both sides side by side with their chains, each with a reason one can read.

Change over time is not contradiction: a later report that tells what was not so before updates it. Two lines disagree only
where they speak of the same thing at the same time, or where the later one speaks of the time of the earlier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

from dragoman.record import links as linking
from dragoman.record.claims import Claim, claims, when
from dragoman.types import Assertion
from dragoman.views.material import Material
from dragoman.views.meetings import Mention, mention_of
from dragoman.views.wording import date_words

TYPES = ("claim and denial", "certainty differs", "figures differ", "dates differ", "stances differ", "heads differ")
YES = {"accepts", "offers", "supports"}
SURE = {"actual"}
UNSURE = {"alleged", "possible"}


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One disagreement: its type, both sides, why it is one, and the status a person gave it (`open` until then)."""

    id: str
    type: str
    when: str
    about: str
    one: Mention
    other: Mention
    reason: str
    status: str
    ids: tuple[str, ...]


def build(material: Material) -> tuple[DisagreementRow, ...]:
    """Rows by date. One row a pair of words, however many outlets repeat each side (`ids` holds them all)."""
    links = linking.link(material.of_kind("meeting", "document", "step"), material.judgements)
    found: dict[str, DisagreementRow] = {}
    for claim in claims(material.assertions, links):
        for row in _within(claim, material):
            found.setdefault(row.id, row)
    by_id = {a.id: a for a in material.of_kind("meeting")}
    for entity in links.entities.values():
        if entity.kind == "meeting":
            for row in _dates(entity, by_id, material):
                found.setdefault(row.id, row)
    return tuple(sorted(found.values(), key=lambda r: (r.when, TYPES.index(r.type), r.id)))


def _within(claim: Claim, material: Material) -> Iterator[DisagreementRow]:
    lines = claim.lines
    if len(lines) < 2:
        return
    yes = [a for a in lines if a.polarity == "positive"]
    no = [a for a in lines if a.polarity == "negative"]
    if claim.key[0] == "position":
        yield from _stances(lines, material)
        return
    if claim.key[0] == "document" and claim.key[2] == "accepted":
        no = [a for a in lines if (a.act == "rejected") != (a.polarity == "negative")]
        yes = [a for a in lines if a not in no]
    told_yes = [a for a in yes if a.modality in SURE | UNSURE]
    told_no = [a for a in no if a.modality in SURE | UNSURE]
    if told_yes and told_no and (pair := _clash(told_yes, told_no)):
        yield _row(
            "claim and denial", *pair, "one says that it is so, the other that it is not", material, told_yes + told_no
        )
    sure = [a for a in yes if a.modality in SURE]
    unsure = [a for a in yes if a.modality in UNSURE]
    if sure and unsure and (pair := _clash(sure, unsure)) and _who(pair[0]) != _who(pair[1]):
        yield _row(
            "certainty differs", *pair, "one tells it as done, the other keeps its distance", material, sure + unsure
        )
    yield from _figures(yes, material)
    heads = [a for a in yes if a.head]
    for i, a in enumerate(heads):
        for b in heads[i + 1 :]:
            if a.head != b.head and when(a) == when(b):
                yield _row("heads differ", a, b, f"{a.head} or {b.head}", material, [a, b])


def _clash(one: list[Assertion], other: list[Assertion]) -> tuple[Assertion, Assertion] | None:
    """A pair that cannot both be so: told of the same day, or the denial of something told as done already.

    'Not yet submitted' on Monday and 'submitted' on Tuesday is an update, not a clash.
    """
    for a in one:
        for b in other:
            if a.report == b.report and not (a.attribution or b.attribution):
                continue
            day_a, day_b = when(a), when(b)
            if day_a == day_b or (a.date and a.date == b.date):
                return a, b
            if b.polarity == "negative" and b.modality == "actual" and day_a < day_b:
                return a, b
    return None


def _stances(lines: tuple[Assertion, ...], material: Material) -> Iterator[DisagreementRow]:
    """A yes and a no of one party on one issue, told on the same day by different words."""
    for _, day in groupby(lines, when):  # the lines of a claim come by day
        told = [(a, _who(a), yes) for a in day if (yes := _yes(a)) is not None]
        for i, (a, who, yes) in enumerate(told):
            for b, other, no in told[i + 1 :]:
                if yes != no and who != other:
                    yield _row("stances differ", a, b, "a yes and a no of one party on one day", material, [a, b])


def _yes(a: Assertion) -> bool | None:
    if a.act in YES:
        return a.polarity == "positive"
    return a.polarity == "negative" if a.act == "rejects" else None


def _figures(lines: list[Assertion], material: Material) -> Iterator[DisagreementRow]:
    told = [(q, a) for a in lines for q in a.quantities]
    for i, (p, a) in enumerate(told):
        for q, b in told[i + 1 :]:
            if a.id != b.id and p.unit == q.unit and p.value != q.value and _who(a) != _who(b) and _same_day(a, b):
                yield _row("figures differ", a, b, f"{p.value:g} or {q.value:g} {p.unit}".strip(), material, [a, b])


def _same_day(a: Assertion, b: Assertion) -> bool:
    return when(a) == when(b)


def _dates(entity: linking.Entity, by_id: dict[str, Assertion], material: Material) -> Iterator[DisagreementRow]:
    done = [
        a for a in (by_id[m] for m in entity.mentions if m in by_id)
        if a.date and len(a.date) >= 10 and "/" not in a.date and a.modality == "actual" and a.act in {"held", "concluded"}
    ]  # fmt: skip
    for i, a in enumerate(done):
        for b in done[i + 1 :]:
            if a.date[:10] != b.date[:10] and a.act == b.act and a.report != b.report:  # type: ignore[index]
                yield _row("dates differ", a, b, f"{date_words(a.date)} or {date_words(b.date)}", material, [a, b])


def _who(a: Assertion) -> tuple[str, ...]:
    return (a.outlet or a.report, *(link.name for link in a.attribution))


def _row(
    kind: str, a: Assertion, b: Assertion, reason: str, material: Material, lines: list[Assertion]
) -> DisagreementRow:
    name = blake2b("\x1f".join((kind, a.id, b.id)).encode(), digest_size=6).hexdigest()
    issue = next((x.issue for x in (a, b) if x.issue), "")
    return DisagreementRow(
        id=name,
        type=kind,
        when=max(when(a), when(b)),
        about=issue or (a.document or a.kind),
        one=mention_of(a, material),
        other=mention_of(b, material),
        reason=reason,
        status=material.status.get(name, "open"),
        ids=tuple(dict.fromkeys([a.id, b.id, *(x.id for x in lines)])),
    )
