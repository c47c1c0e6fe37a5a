"""The keyboard queue: names that may be one actor, lines that the reader is unsure of. One key a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from dragoman.dossier import VIEW_FLOOR, Dossier
from dragoman.surfaces.cli.options import author_options, dossier_option, open_dossier
from dragoman.surfaces.cli.tables import console, plain
from dragoman.views.wording import cite, say, word_of

#: Key -> what it means for names, and for lines. Unsure keeps nothing: the question comes again another day.
NAMES = {"s": "same-actor", "d": "different-actor"}
LINES = {"a": "accept", "r": "reject"}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: two names, or one line (`other` empty). `told` is what a person needs to see."""

    subject: str
    other: str
    told: tuple[str, ...]

    @property
    def keys(self) -> dict[str, str]:
        """The keys that decide it."""
        return NAMES if self.other else LINES


def questions(dossier: Dossier, *, below: float) -> Iterator[Question]:
    """Names first, the likeliest first; then lines under a confidence, the least certain first
    of those that views show, then those that they leave out; none that is judged."""
    judged = {frozenset((j.subject, j.object)) for j in dossier.judgements() if j.kind in NAMES.values()}
    identity = dossier.identity(propose=True)
    lines = dossier.assertions(min_confidence=0.0)
    for proposal in sorted(identity.proposals, key=lambda p: (-p.score, p.name, p.other)):
        if frozenset((proposal.name, proposal.other)) in judged:
            continue
        shown = [f"“{proposal.name}” and “{proposal.other}”: {proposal.why} ({proposal.score:.2f})"]
        for name in (proposal.name, proposal.other):
            example = next((a for a in lines if name in a.evidence.exact), None)
            if example:
                shown.append(f"  {name}: “{example.evidence.exact}” ({cite(example)})")
        yield Question(proposal.name, proposal.other, tuple(shown))
    done = {j.subject for j in dossier.judgements() if j.kind in {"accept", "reject", "correct"}}
    for a in sorted(lines, key=lambda a: (a.confidence < VIEW_FLOOR, a.confidence, a.id)):
        if a.confidence < below and a.id not in done:
            yield Question(
                a.id,
                "",
                (say(a), f"  “{a.evidence.exact}”", f"  {word_of(a)} ({cite(a)}), certainty {a.confidence:.2f}"),
            )


@click.command("review")
@dossier_option
@author_options
@click.option(
    "--below",
    default=0.5,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Also ask for lines less certain than this.",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many questions at most.")
def review(path: Path, author: str, reason: str, below: float, limit: int) -> None:
    """Decide with one key what the record is unsure of: names that may be one actor, lines of low certainty.

    \b
    Names: s same   d different   ? unsure   u undo the last   q quit
    Lines: a accept r reject      ? unsure   u undo the last   q quit

    Each decision is kept as it is made, signed and reversible; re-reading never loses it.
    """
    out = console()
    open_dossier(path).close()
    with Dossier.open(path) as dossier:
        queue = list(questions(dossier, below=below))[:limit]
        if not queue:
            click.echo("Nothing is in doubt.", err=True)
            return
        made: list[tuple[int, str]] = []
        at = 0
        while at < len(queue):
            question = queue[at]
            out.print(f"\n[{at + 1} of {len(queue)}]")
            for text in question.told:
                out.print(plain(text))
            keys = {**question.keys, "?": "unsure", "u": "undo the last", "q": "quit"}
            key = _key(", ".join(f"{k} {name.removesuffix('-actor')}" for k, name in keys.items()), keys)
            if key == "q":
                break
            if key == "u":
                if made:
                    at, last = made.pop()
                    dossier.undo(last, author=author, reason="undone in review")
                    click.echo("undone", err=True)
                else:
                    click.echo("there is nothing to undo in this sitting", err=True)
                continue
            if key != "?":
                kept = dossier.judge(question.keys[key], question.subject, question.other, author=author, reason=reason)
                made.append((at, kept.id))
            at += 1
    click.echo(f"{len(made)} decisions kept.", err=True)


def _key(prompt: str, keys: dict[str, str]) -> str:
    """One of the keys; the end of the input quits, so that a pipe can drive the queue."""
    click.echo(f"{prompt}: ", nl=False, err=True)
    while True:
        char = click.getchar()
        if char in {"", "\x04", "\x1a"}:
            return "q"
        if char.casefold() in keys:
            click.echo(char, err=True)
            return char.casefold()


COMMANDS: dict[str, click.Command] = {"review": review}
