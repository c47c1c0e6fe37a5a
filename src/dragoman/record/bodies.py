"""The rules by which names of organisations become one: word order, acronyms that a text defines or that initials fit.

A part of a longer name is never enough ('the Military Council' of two movements): that is proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dragoman.record.gathering import Groups, letters
from dragoman.record.personal_names import form

_SMALL = frozenset(("of", "the", "for", "and", "on", "in", "to", "de", "des", "du", "la", "le", "a"))


def gather(groups: Groups, *, propose: bool = False) -> None:
    """Join names of organisations that differ in word order, and acronyms with what they stand for."""
    names = [name for name in groups.names if name not in groups.seen.people]
    _same_words(groups, names)
    _acronyms(groups, names, _definitions(groups), propose=propose)
    if propose:
        _parts(groups, names)


def _same_words(groups: Groups, names: Iterable[str]) -> None:
    """'Norland Foreign Ministry', 'the Foreign Ministry of Norland', 'Norland's Foreign Ministry'."""
    first: dict[tuple[str, ...], str] = {}
    for name in names:
        parts = form(name)
        words = tuple(sorted(word for word in parts.words if word not in _SMALL))
        if len(words) < 2 or parts.post or name in groups.seen.states:
            continue
        if words in first:
            groups.join(first[words], name, 0.97, "the same words in another order")
        else:
            first[words] = name


def _definitions(groups: Groups) -> dict[str, dict[str, set[str]]]:
    """Acronym to the names that a passage tells right before it in brackets, each with the reports that do."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    if not groups.seen.brackets:
        return found
    known = {" ".join(form(name).words): name for name in groups.names if len(form(name).words) > 1}
    for report, short, before in groups.seen.brackets:
        words = form(before).words
        for size in range(min(len(words), 9), 1, -1):
            full = known.get(" ".join(words[-size:]))
            if full and full not in groups.seen.people:
                found[short][full].add(report)
                break
    return found


def _acronyms(
    groups: Groups, names: Iterable[str], defined: Mapping[str, Mapping[str, set[str]]], *, propose: bool
) -> None:
    by_initials: dict[str, list[str]] = defaultdict(list)
    short = []
    for name in names:
        if name in groups.seen.states:
            continue
        words = form(name).words
        if len(words) == 1 and letters(name):
            short.append(name)
        elif len(words) > 1 and not form(name).post:
            by_initials["".join(word[0] for word in words if word not in _SMALL)].append(name)
    together: dict[str, set[str]] = defaultdict(set)
    if short:
        wanted = set(short)
        for report, told in groups.seen.by_report.items():
            for name in wanted.intersection(told):
                together[name].add(report)
    for name in short:
        own = form(name).words[0]
        meant = {groups.root(full): full for key, fulls in defined.items() if letters(key) == own for full in fulls}
        if len(meant) == 1:
            groups.join(next(iter(meant.values())), name, 0.98, "an acronym that a report defines so")
            continue
        if meant:
            _as_defined_here(groups, name, own, defined)
            continue
        fitting = {groups.root(full): full for full in by_initials.get(own, ())} if len(own) > 2 else {}
        for full in fitting.values():
            beside = any(full in groups.seen.by_report[report] for report in together[name])
            if len(fitting) == 1 and beside:
                groups.join(full, name, 0.94, "its letters are the initials of this name alone, told in one report")
            elif propose:
                groups.propose(full, name, 0.6, "its letters are the initials of this name")


def _as_defined_here(groups: Groups, name: str, own: str, defined: Mapping[str, Mapping[str, set[str]]]) -> None:
    """An acronym that reports define in two ways stands for what its own report says."""
    for key, fulls in defined.items():
        if letters(key) == own:
            for full, reports in fulls.items():
                for report in sorted(reports):
                    groups.join_here(report, name, full, 0.98, "an acronym that this report defines so")


def _parts(groups: Groups, names: Iterable[str]) -> None:
    """'The Mediation Board' beside 'the National Mediation Board': likely, and for a person to say."""
    by_end: dict[tuple[str, ...], list[str]] = defaultdict(list)
    several = [name for name in names if len(form(name).words) > 1 and name not in groups.seen.states]
    for name in several:
        by_end[form(name).words[1:]].append(name)
    for name in several:
        longer = {groups.root(one): one for one in by_end.get(form(name).words, ())}
        if len(longer) == 1:
            groups.propose(next(iter(longer.values())), name, 0.55, "the end of this name")
