"""Invented reports with told lines and the entities that they speak of: what identity is measured on, apart from reading.

A file (`tests/cases/coreference/*.txt`) is one negotiation. Its head gives `states: A; B`, `alias: Name = other; other` (as
dossier.toml does) and, a line each, `actor ID: name; name`, the names by which one actor is told. Then the reports:

    == 2025-05-19 | Harbour Post
    The first round ended in Lakeside on May 16, Bell said.
    > meeting/concluded | actors=Norland;Sudland | round=1 | date=2025-05-16 | by=Bell | @round-1 | ^wire-1

A line `> kind/act` tells what the sentence above it says; the sentence is its passage. `by` is the chain, outermost first:
`Name` (a person), `Name:agency`, `?an official`. `@` names the meeting or paper meant, `^` the origin, and `Name{ID}` says whom
a name means here where the names of the head leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman.types import Assertion, Link, Passage, Quantity, assertion_id

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "coreference"
LISTS = ("actors", "recipient", "members", "conditions")
NUMBERS = ("round", "size", "order")
#: Fields whose names are actors.
NAMED = ("person", "head", "party", "owner", "target", "host", "actors", "members", "recipient")
MEANT = re.compile(r"^(?P<name>.*?)\{(?P<id>[\w-]+)\}$")


class CaseError(ValueError):
    """A case file that does not keep the format; the message names the file and the line."""


@dataclass(slots=True)
class Case:
    """One negotiation: its lines as told, and the truth about them.

    `actors` maps (report, name as told) to the actor meant, `entities` an assertion's id to the meeting or paper, `origins` an
    assertion's id to where its words come from. `texts` holds each report's text.
    """

    name: str
    states: frozenset[str] = frozenset()
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    lines: list[Assertion] = field(default_factory=list)
    actors: dict[tuple[str, str], str] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def load_cases(folder: Path = CASES) -> Iterator[Case]:
    """Every case of the folder, by file name. Raises CaseError."""
    for path in sorted(folder.glob("*.txt")):
        yield read_case(path)


def read_case(path: Path) -> Case:
    """One file as a case."""
    case = Case(path.stem)
    known: dict[str, str] = {}
    head: dict[str, str] = {}
    sentences: list[str] = []
    told: list[tuple[int, str, int, int]] = []

    def close() -> None:
        if head:
            _finish(case, head, sentences, told, known, path)
        sentences.clear()
        told.clear()

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("== "):
            close()
            day, _, outlet = line[3:].partition(" | ")
            head = {"published": day.strip(), "outlet": outlet.strip()}
        elif not head:
            key, _, value = line.partition(":")
            names = tuple(part.strip() for part in value.split(";"))
            if key == "states":
                case.states = frozenset(names)
            elif key == "alias":
                full, _, others = value.partition("=")
                case.aliases[full.strip()] = tuple(part.strip() for part in others.split(";"))
            elif key.startswith("actor "):
                known.update(dict.fromkeys(names, key.removeprefix("actor ").strip()))
            else:
                raise CaseError(f"{path.name}:{number}: what is {key!r}?")
        elif line.startswith("> "):
            start = sum(len(one) + 1 for one in sentences[:-1])
            told.append((number, line[2:], start, start + len(sentences[-1])))
        else:
            sentences.append(line.strip())
    close()
    return case


def _finish(
    case: Case,
    head: dict[str, str],
    sentences: list[str],
    told: list[tuple[int, str, int, int]],
    known: dict[str, str],
    path: Path,
) -> None:
    text = "\n".join(sentences)
    report = f"{head['published']}-{head['outlet'].lower().replace(' ', '-')}.txt"
    if report in case.texts:
        raise CaseError(f"{path.name}: two reports of one outlet on {head['published']}")
    case.texts[report] = text
    for number, words, start, end in told:
        fields: dict[str, Any] = {}
        meant: dict[str, str] = {}
        entity = origin = None
        kind, *cells = (cell.strip() for cell in words.split(" | "))
        for cell in cells:
            if cell.startswith("@"):
                entity = cell[1:]
            elif cell.startswith("^"):
                origin = cell[1:]
            else:
                key, equals, value = cell.partition("=")
                if not equals:
                    raise CaseError(f"{path.name}:{number}: bad cell {cell!r}")
                fields[key] = _value(key, value, meant)
        what, _, act = kind.partition("/")
        chain = fields.pop("by", ())
        passage = Passage(start, end, text[start:end])
        made = Assertion(
            kind=what, act=act, report=report, evidence=passage, published=head["published"], outlet=head["outlet"],
            attribution=chain, directness="indirect" if chain else "none", extractor="told", **fields,
        )  # fmt: skip
        made = replace(made, id=assertion_id(made, text))
        case.lines.append(made)
        for name in actor_names(made):
            one = meant.get(name) or known.get(name)
            if one is None:
                raise CaseError(f"{path.name}:{number}: who is {name!r}?")
            if case.actors.setdefault((report, name), one) != one:
                raise CaseError(f"{path.name}:{number}: {name!r} means two actors in one report")
        if entity:
            case.entities[made.id] = entity
        elif what in {"meeting", "document"}:
            raise CaseError(f"{path.name}:{number}: which {what}?")
        if origin:
            case.origins[made.id] = origin


def _value(key: str, value: str, meant: dict[str, str]) -> Any:
    parts = [part.strip() for part in value.split(";")]
    if key in NAMED or key == "by":
        for position, part in enumerate(parts):
            if match := MEANT.match(part):
                parts[position] = match["name"]
                meant[match["name"].partition(":")[0]] = match["id"]
    if key == "by":
        return tuple(_link(part) for part in parts)
    if key in NUMBERS:
        return int(value)
    if key == "quantities":
        return tuple(Quantity(float(part)) for part in parts)
    return tuple(parts) if key in LISTS else parts[0]


def _link(words: str) -> Link:
    if words.startswith("?"):
        return Link(words[1:], "unnamed", "said", False)
    name, _, kind = words.partition(":")
    return Link(name, kind or "person", "said")


def actor_names(line: Assertion) -> list[str]:
    """The names of actors and named sources in a line, in order, one for each time it is told."""
    names: list[str] = []
    for key in NAMED:
        value = getattr(line, key)
        names += value if isinstance(value, tuple) else [value] if value else []
    return names + [x.name for x in line.attribution if x.named and x.type in {"person", "organisation"}]
