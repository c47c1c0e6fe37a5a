"""The words the record is kept in: kinds, acts, fields, modalities, links and issues, each with its definition.

The words are data in `vocabulary.toml`, read once when first asked for. `Vocabulary.with_issues` adds the issues of one
dossier. Cue words of reading are not here but beside the readers that use them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.errors import SettingsError

#: Fields that every assertion may have; the rest are own fields of its kind.
SHARED_FIELDS = (
    "id", "kind", "act", "report", "published", "outlet", "evidence", "modality", "polarity", "attribution",
    "directness", "date", "said", "extractor", "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of assertion: its acts with their definitions, and the names of its own fields."""

    name: str
    definition: str
    acts: Mapping[str, str]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a negotiation is about; `pax` is the nearest category of PA-X, `added` is true for a dossier's own."""

    name: str
    definition: str
    pax: str | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, by name, in the order in which they are shown."""

    kinds: Mapping[str, Kind]
    fields: Mapping[str, str]
    modalities: Mapping[str, str]
    polarities: Mapping[str, str]
    directness: Mapping[str, str]
    links: Mapping[str, str]
    issues: Mapping[str, Issue]
    pax: Mapping[str, str]

    def acts(self, kind: str) -> tuple[str, ...]:
        """The acts of a kind; empty for an unknown kind."""
        return tuple(self.kinds[kind].acts) if kind in self.kinds else ()

    def with_issues(self, own: Mapping[str, str | Mapping[str, str]]) -> Vocabulary:
        """A vocabulary that also holds a dossier's own issues: name to definition, or to a table with `definition`.

        Raises SettingsError for a name that is not lower case with hyphens or that the vocabulary already has.
        """
        added = {}
        for name, entry in own.items():
            table = {"definition": entry} if isinstance(entry, str) else entry
            if not name.replace("-", "").isalnum() or name != name.lower() or not name.isascii():
                raise SettingsError(f"The issue {name!r} of the dossier must be lower-case words joined by hyphens.")
            if name in self.issues:
                raise SettingsError(
                    f"The issue {name!r} of the dossier is already in the vocabulary: choose another name."
                )
            added[name] = Issue(name, table.get("definition", ""), table.get("pax"), added=True)
        return replace(self, issues=MappingProxyType({**self.issues, **added}))

    def faults(self, kind: str, act: str, own_fields: Mapping[str, object]) -> list[str]:
        """Why a kind, its act and its own fields (name to value) do not fit the vocabulary; empty when they do."""
        if kind not in self.kinds:
            return [f"unknown kind {kind!r}"]
        known, found = self.kinds[kind], []
        if act not in known.acts:
            found.append(f"{kind} has no act {act!r}")
        found += [f"{kind} has no field {name!r}" for name in own_fields if name not in (*known.fields, *SHARED_FIELDS)]
        issues = [own_fields.get("issue"), *_listed(own_fields.get("conditions"))]
        found += [f"unknown issue {name!r}" for name in issues if name is not None and name not in self.issues]
        words = {"modality": self.modalities, "polarity": self.polarities, "directness": self.directness}
        for name, choice in words.items():
            if (value := own_fields.get(name)) is not None and value not in choice:
                found.append(f"{name} {value!r} is none of {', '.join(choice)}")
        return found


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read from its file on the first call."""
    data = tomllib.loads(files("dragoman").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    kinds = {
        name: Kind(name, table["definition"], MappingProxyType(table["acts"]), tuple(table["fields"]))
        for name, table in data["kinds"].items()
    }
    issues = {name: Issue(name, table["definition"], table.get("pax")) for name, table in data["issues"].items()}
    plain = {
        name: MappingProxyType(data[name]) for name in ("fields", "modalities", "polarities", "directness", "links")
    }
    return Vocabulary(
        kinds=MappingProxyType(kinds),
        issues=MappingProxyType(issues),
        pax=MappingProxyType(data["pax"]),
        **plain,
    )
