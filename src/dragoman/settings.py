"""What can be set: by argument, by environment, by `dossier.toml` beside the dossier; the first that speaks counts.

    title = "Talks on the harbour"          # author, timeout (s), workers, min_confidence (0..1)

    [parties]                               # who negotiates, in the order that tables show them
    Northland = ["the Northern delegation"]
    "Union of Pilots" = { type = "organisation", aliases = ["the pilots"] }

    [aliases]                               # other actors and the names they go by
    "Anna Berg" = ["Madam Berg", "the chief negotiator"]

    [issues.berths]                         # issues of this negotiation's own
    definition = "Which berths each side may use."
    cues = ["berths", "quay"]

Each plain setting has an environment variable: DRAGOMAN_AUTHOR, DRAGOMAN_TIMEOUT, DRAGOMAN_WORKERS,
DRAGOMAN_MIN_CONFIDENCE; DRAGOMAN_SETTINGS names the file. Unknown keys are errors. Nothing is read at import.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import SettingsError

PREFIX = "DRAGOMAN_"
FILE = "dossier.toml"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody at the table. `type` is state, organisation, person or group; empty where the record is to find out."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue that this negotiation has beside those of the vocabulary. `cues` are words that speak of it."""

    name: str
    definition: str = ""
    cues: tuple[str, ...] = ()
    pax: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, checked. `timeout` is seconds to wait for another writer, `file` where it came
    from."""

    title: str = ""
    author: str = ""
    timeout: float = 10.0
    workers: int = 1
    min_confidence: float = 0.0
    parties: tuple[Party, ...] = ()
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    issues: tuple[OwnIssue, ...] = ()
    file: str = ""

    def all_aliases(self) -> dict[str, tuple[str, ...]]:
        """The name to show and the others it goes by, of parties and of other actors."""
        return {**{party.name: party.aliases for party in self.parties}, **dict(self.aliases)}


def load(
    dossier: str | Path | None = None,
    *,
    file: str | Path | None = None,
    environment: Mapping[str, str] | None = None,
    **arguments: Any,
) -> Settings:
    """The settings for a dossier. `file` is the TOML file, where not `dossier.toml` beside the dossier.

    An argument that is None was not given. Raises SettingsError, naming the key, the value and where it stands.
    """
    environ = os.environ if environment is None else environment
    given = file or environ.get(PREFIX + "SETTINGS")
    path = Path(given) if given else Path(dossier).parent / FILE if dossier is not None else None
    values: dict[str, Any] = {}
    if path is not None and (given or path.is_file()):
        values.update(_from_file(path))
        values["file"] = str(path)
    for name in _PLAIN:
        variable = PREFIX + name.upper()
        if variable in environ:
            values[name] = _checked(name, environ[variable], f"environment variable {variable}", text=True)
    for name, value in arguments.items():
        if value is not None:
            _known(name, (*_PLAIN, *_TABLES), "arguments")
            values[name] = _checked(name, value, "argument") if name in _PLAIN else value
    return Settings(**values)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = tomllib.load(stream)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not valid TOML ({error}).") from error
    where = str(path)
    values: dict[str, Any] = {}
    for name, value in data.items():
        _known(name, (*_PLAIN, *_TABLES), where)
        values[name] = _TABLES[name](value, where) if name in _TABLES else _checked(name, value, where)
    return values


def _known(name: str, known: Iterable[str], where: str) -> None:
    names = list(known)
    if name not in names:
        near = difflib.get_close_matches(name, names, 1)
        hint = f" Did you mean '{near[0]}'?" if near else f" There are: {', '.join(names)}."
        raise SettingsError(f"{where}: there is no setting '{name}'.{hint}")


def _checked(name: str, value: Any, where: str, *, text: bool = False) -> Any:
    kind, holds, what = _PLAIN[name]
    try:
        if kind is str and not isinstance(value, str):
            raise ValueError
        if isinstance(value, bool) or (isinstance(value, str) and kind is not str and not text):
            raise ValueError
        if kind is int and isinstance(value, float) and not value.is_integer():
            raise ValueError
        converted = kind(value)
        if not holds(converted):
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise SettingsError(f"{where}: {name} = {value!r} cannot be used; it is {what}.") from None
    return converted


def _names(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise SettingsError(f"{where}: {value!r} should be a list of names.")
    return tuple(item.strip() for item in value)


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: should be a table, not {value!r}.")
    return value


def _parties(value: Any, where: str) -> tuple[Party, ...]:
    found = []
    for name, row in _table(value, f"{where}: parties").items():
        at = f"{where}: parties.{name}"
        if isinstance(row, list):
            found.append(Party(name, _names(row, at)))
            continue
        for key in _table(row, at):
            _known(key, ("type", "aliases"), at)
        kind = row.get("type", "")
        if kind not in ("", "state", "organisation", "person", "group"):
            raise SettingsError(f"{at}: type {kind!r} is none of state, organisation, person, group.")
        found.append(Party(name, _names(row.get("aliases", []), at), kind))
    return tuple(found)


def _aliases(value: Any, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = _table(value, f"{where}: aliases")
    return tuple((name, _names(row, f"{where}: aliases.{name}")) for name, row in table.items())


def _issues(value: Any, where: str) -> tuple[OwnIssue, ...]:
    found = []
    for name, row in _table(value, f"{where}: issues").items():
        at = f"{where}: issues.{name}"
        for key, item in _table(row, at).items():
            _known(key, ("definition", "cues", "pax"), at)
            if key != "cues" and not isinstance(item, str):
                raise SettingsError(f"{at}: {key} = {item!r} should be text.")
        cues = _names(row.get("cues", []), at)
        found.append(OwnIssue(name, row.get("definition", ""), cues, row.get("pax", "")))
    return tuple(found)


_PLAIN: dict[str, tuple[type, Callable[[Any], bool], str]] = {
    "title": (str, lambda value: True, "a text"),
    "author": (str, lambda value: True, "a text"),
    "timeout": (float, lambda value: 0 <= value < 1e6, "a number of seconds, 0 or more"),
    "workers": (int, lambda value: 1 <= value <= 256, "a whole number from 1 to 256"),
    "min_confidence": (float, lambda value: 0 <= value <= 1, "a number from 0 to 1"),
}
_TABLES: dict[str, Callable[[Any, str], Any]] = {"parties": _parties, "aliases": _aliases, "issues": _issues}
