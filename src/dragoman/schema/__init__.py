"""The JSON Schema of an exported assertion, made from the types and the vocabulary.

`assertion.schema.json` beside this file is what `assertion_schema()` returns, shipped so that other programs can check an
export without this package. A test fails when the two differ.
"""

from __future__ import annotations

import types
from dataclasses import fields
from typing import Any, Union, get_args, get_origin, get_type_hints

from dragoman.types import EXPORT_ORDER, Assertion, Link, Passage, Quantity
from dragoman.vocabulary import Vocabulary, vocabulary

#: Fields that every exported assertion has.
REQUIRED = (
    "id", "kind", "act", "report", "evidence", "modality", "polarity", "directness", "extractor", "confidence",
)  # fmt: skip

# Precision is never invented: a year, a month, a week or a day, with an hour where the text has one; an interval by `/`.
_DAY = r"[0-9]{4}(-(W[0-9]{2}|[0-9]{2}(-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+)?)?)?))?"
_DATE = rf"^({_DAY}|\.\.)(/({_DAY}|\.\.))?$"


def assertion_schema(words: Vocabulary | None = None) -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) as plain data. Issues are examples, as a dossier may add its own."""
    words = words or vocabulary()
    hints = get_type_hints(Assertion)
    properties = {name: {**_shape(hints[name]), "description": words.fields[name]} for name in EXPORT_ORDER}
    issue = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    refined: dict[str, dict[str, Any]] = {
        "id": {"minLength": 1},
        "kind": {"enum": list(words.kinds)},
        "modality": {"enum": list(words.modalities)},
        "polarity": {"enum": list(words.polarities)},
        "directness": {"enum": list(words.directness)},
        "published": {"pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "date": {"pattern": _DATE},
        "said": {"pattern": _DATE},
        "duration": {"pattern": "^P[0-9TYMWDHS.,]+$"},
        "confidence": {"minimum": 0, "maximum": 1},
        "issue": {**issue, "examples": list(words.issues)},
        "conditions": {"items": issue},
        "order": {"minimum": 1},
        "round": {"minimum": 1},
        "size": {"minimum": 1},
    }
    for name, extra in refined.items():
        properties[name].update(extra)
    link = _record(Link, {"type": {"enum": list(words.links)}}, required=("name", "type", "named"))
    passage = _record(Passage, {"start": {"minimum": 0}, "end": {"minimum": 1}, "exact": {"minLength": 1}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:dragoman:assertion",
        "title": "An assertion exported by Dragoman",
        "description": "One thing that one report says, where it says it, and on whose word. Fields that do not apply are "
        "absent, never null or empty. Newer versions may add optional fields.",
        "type": "object",
        "properties": properties,
        "required": list(REQUIRED),
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind.name}}},
                "then": {"properties": {"act": {"enum": list(kind.acts)}}},
            }
            for kind in words.kinds.values()
        ],
        "$defs": {"Link": link, "Passage": passage, "Quantity": _record(Quantity, {}, required=("value",))},
    }


def _record(cls: type, extra: dict[str, dict[str, Any]], required: tuple[str, ...] | None = None) -> dict[str, Any]:
    hints = get_type_hints(cls)
    names = [field.name for field in fields(cls)]
    return {
        "type": "object",
        "properties": {name: {**_shape(hints[name]), **extra.get(name, {})} for name in names},
        "required": list(required if required is not None else names),
    }


def _shape(hint: Any) -> dict[str, Any]:
    """The schema of one annotation; optional is the same as required here, as absent fields are not written."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return _shape(next(arg for arg in args if arg is not type(None)))
    if origin is tuple and args[-1] is Ellipsis:
        return {"type": "array", "minItems": 1, "items": _shape(args[0])}
    if origin is tuple:
        return {"type": "array", "prefixItems": [_shape(arg) for arg in args], "minItems": len(args), "items": False}
    named = {Link: "Link", Passage: "Passage", Quantity: "Quantity"}
    if hint in named:
        return {"$ref": f"#/$defs/{named[hint]}"}
    plain = {str: "string", int: "integer", float: "number", bool: "boolean"}
    shape: dict[str, Any] = {"type": plain[hint]}
    if hint is str:
        shape["minLength"] = 1
    return shape
