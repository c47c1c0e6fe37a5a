"""When a question names a party, an issue or an outlet that the record has never heard of: said, with names that are near."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from dragoman.dossier import Dossier
from dragoman.surfaces.cli.options import Cut
from dragoman.surfaces.cli.tables import plain


def warn_of_strangers(dossier: Dossier, cut: Cut) -> None:
    """Say on the error stream which of the names in `cut` are not on record, and what they may be meant for."""
    if cut.party:
        actors = dossier.identity(as_of=cut.as_of, known_at=cut.known_at).actors
        _check("party", cut.party, (name for actor in actors for name in (actor.name, *actor.aliases)))
    if cut.issue:
        _check("issue", cut.issue, dossier.vocabulary().issues)
    if cut.outlet:
        _check("outlet", cut.outlet, (report.outlet or "" for report in dossier.reports(cut.as_of, cut.known_at)))


def warn_of_strange_supposition(dossier: Dossier, party: str, issue: str) -> None:
    """The same for what a 'what if' supposes."""
    actors = dossier.identity().actors
    _check("party", party, (name for actor in actors for name in (actor.name, *actor.aliases)))
    _check("issue", issue, dossier.vocabulary().issues)


def _check(what: str, given: str, known: Iterable[str]) -> None:
    names = {name.casefold(): name for name in known if name}
    if given.casefold() in names:
        return
    near = [names[n] for n in get_close_matches(given.casefold(), names, n=3, cutoff=0.7)]
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    click.echo(plain(f"No {what} {given!r} is on record.{meant}"), err=True)
