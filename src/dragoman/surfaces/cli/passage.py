"""A line and the passage it rests on, lit in its paragraph, with the chain drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from dragoman.surfaces.cli.tables import plain
from dragoman.types import Assertion, Judgement, Report, to_row
from dragoman.views.wording import cite, date_words, link_words, say, status_of, word_of


def as_data(assertion: Assertion, report: Report, notes: Sequence[Judgement], *, why: bool) -> dict[str, Any]:
    """The line as JSON data: the contract's row, its paragraph, and with `why` how it came about."""
    start, end = paragraph_of(report.text, assertion.evidence.start, assertion.evidence.end)
    data = {
        "assertion": to_row(assertion),
        "text": say(assertion),
        "source": word_of(assertion),
        "paragraph": {"start": start, "end": end, "exact": report.text[start:end]},
        "judgements": [
            {"id": j.id, "kind": j.kind, "author": j.author, "made": j.made, "reason": j.reason} for j in notes
        ],
    }
    if why and assertion.why:
        w = assertion.why
        data["why"] = {
            "reader": w.reader,
            "trigger": list(w.trigger) if w.trigger else None,
            "trigger_words": report.text[slice(*w.trigger)] if w.trigger else "",
            "fillers": [{"field": f, "start": s, "end": e, "exact": report.text[s:e]} for f, s, e in w.fillers],
            "doubts": list(w.doubts),
        }
    return data


def paragraph_of(text: str, start: int, end: int, most: int = 1200) -> tuple[int, int]:
    """The paragraph around a passage, cut to about `most` characters where a report is one long line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    return max(first, start - most // 2), min(last, end + most // 2)


def _text(words: str, style: str = "") -> Text:
    return Text(plain(words), style=style)


def print_passage(out: Console, assertion: Assertion, report: Report, notes: Sequence[Judgement], *, why: bool) -> None:
    """Print the line for a reader."""
    a = assertion
    out.print(_text(say(a), style="bold"))
    facts = [f"{a.kind}/{a.act}", status_of(a), f"confidence {a.confidence:.2f}", a.extractor, a.id]
    out.print(_text(" · ".join(f for f in facts if f), style="dim"))
    if a.date or a.said:
        told = [f"when: {date_words(a.date)}" if a.date else "", f"said: {date_words(a.said)}" if a.said else ""]
        out.print(_text("  ".join(t for t in told if t)))
    out.print()
    start, end = paragraph_of(report.text, a.evidence.start, a.evidence.end)
    body = _text(report.text[start:end])
    body.stylize("reverse", a.evidence.start - start, a.evidence.end - start)
    for link in a.attribution:
        if link.span and start <= link.span[0] < end:
            body.stylize("bold green", link.span[0] - start, link.span[1] - start)
        if link.cue_span and start <= link.cue_span[0] < end:
            body.stylize("underline", link.cue_span[0] - start, link.cue_span[1] - start)
    out.print(body)
    out.print()
    out.print(_text(f"On whose word ({a.directness})" if a.attribution else "On the report's own word"))
    chain = [(cite(a), "published")] + [
        (f"{link_words(x)} [{x.type}]", f"“{x.cue}”" if x.cue else "") for x in a.attribution
    ]
    for depth, (who, cue) in enumerate(chain):
        out.print(_text("   " * depth + ("└─ " if depth else "") + who + (f"  {cue}" if cue and depth else "")))
    if report.title or report.url:
        out.print(_text(" ".join(part for part in (report.title, report.url) if part), style="dim"))
    for j in notes:
        out.print(_text(
                f"{j.kind} by {j.author} on {j.made[:10]}{': ' + j.reason if j.reason else ''}  {j.id}", style="yellow"
            )
        )
    if why:
        _print_why(out, a, report)


def _print_why(out: Console, a: Assertion, report: Report) -> None:
    out.print()
    if not a.why:
        out.print(_text("How it came about is not stored for this line."))
        return
    out.print(_text(f"Proposed by the reader: {a.why.reader or a.extractor}"))
    if a.why.trigger:
        out.print(_text(f"  trigger: {report.text[slice(*a.why.trigger)]!r}"))
    for name, first, last in a.why.fillers:
        out.print(_text(f"  {name}: {report.text[first:last]!r}"))
    for doubt in a.why.doubts:
        out.print(_text(f"  doubt: {doubt}", style="yellow"))
