"""The vocabulary is complete, and what is generated from it is current."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import SettingsError
from dragoman.types import EXPORT_ORDER, Assertion, Link, Passage, Quantity, from_row, to_row
from dragoman.vocabulary import SHARED_FIELDS, vocabulary

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT.parent / "shared/CONTRACT.md"


def test_every_field_of_an_assertion_is_defined_and_belongs_to_a_kind():
    words = vocabulary()
    assert set(words.fields) == set(EXPORT_ORDER)
    own = {name for kind in words.kinds.values() for name in kind.fields}
    assert own | set(SHARED_FIELDS) == set(EXPORT_ORDER)


def test_every_word_has_a_definition_and_every_pax_category_a_name():
    words = vocabulary()
    for table in (words.modalities, words.polarities, words.directness, words.links, words.fields):
        assert all(text.endswith(".") for text in table.values())
    for kind in words.kinds.values():
        assert kind.definition.endswith(".") and all(text.endswith(".") for text in kind.acts.values())
    assert all(issue.definition.endswith(".") for issue in words.issues.values())
    assert {issue.pax for issue in words.issues.values() if issue.pax} == set(words.pax)


@pytest.mark.shared
@pytest.mark.skipif(not CONTRACT.exists(), reason="../shared is not here")
def test_the_words_are_those_of_the_contract():
    """Kinds with their acts, and issues, read from the contract's own page."""
    text, words = CONTRACT.read_text(encoding="utf-8"), vocabulary()
    issues = text.split("## Issues")[1].split("A dossier may add")[0]
    assert re.findall(r"`([a-z-]+)`", issues) == list(words.issues)
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| .+\|$", text.split("## Kinds")[1], re.M)
    assert [name for name, _ in rows] == list(words.kinds)
    for name, acts in rows:
        assert re.findall(r"`(\w+)`", acts) == list(words.kinds[name].acts)


def test_an_unknown_kind_has_no_acts():
    assert vocabulary().acts("nonsense") == ()


def test_a_dossier_adds_issues_and_cannot_replace_one():
    words = vocabulary().with_issues(
        {"fishing-quotas": "Who may catch how much.", "airspace": {"definition": "Flights."}}
    )
    assert words.issues["fishing-quotas"].added and words.issues["airspace"].definition == "Flights."
    assert "fishing-quotas" not in vocabulary().issues
    for bad in ("ceasefire", "Fishing Quotas", "", "péage"):
        with pytest.raises(SettingsError):
            vocabulary().with_issues({bad: "…"})


def test_faults_are_named():
    words = vocabulary()
    assert words.faults("position", "demands", {"issue": "ceasefire", "conditions": ("mobilization",)}) == []
    assert words.faults("wish", "demands", {}) == ["unknown kind 'wish'"]
    assert words.faults("position", "wants", {"issue": "snow", "round": 2, "conditions": ["hail"]}) == [
        "position has no act 'wants'",
        "position has no field 'round'",
        "unknown issue 'snow'",
        "unknown issue 'hail'",
    ]


def test_generated_files_are_current():
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


TEXT = 'The premier said the two sides had "agreed" on 12 buses.'
FULL = Assertion(
    id="0123456789abcdef",
    kind="event",
    act="agree",
    report="a.txt",
    published="2031-02-03",
    evidence=Passage(0, len(TEXT), TEXT),
    attribution=(Link("the premier", "person", cue="said", named=False, span=(0, 11), cue_span=(12, 16)),),
    directness="mixed",
    date="2031-02/2031-03-01",
    actors=("North", "South"),
    issue="humanitarian-aid",
    quantities=(Quantity(12.0, "buses"), Quantity(0.5)),
    extractor="rules 1",
    confidence=0.75,
)


def _schema():
    return json.loads((ROOT / "src/dragoman/schema/assertion.schema.json").read_text(encoding="utf-8"))


def test_an_exported_assertion_is_valid_and_survives_the_round_trip():
    jsonschema = pytest.importorskip("jsonschema")
    check = jsonschema.Draft202012Validator(_schema())
    check.check_schema(check.schema)
    row = json.loads(json.dumps(to_row(FULL)))
    check.validate(row)
    assert from_row(row) == FULL


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "wish"}, "no such kind"),
        ({"act": "signed"}, "an act of another kind"),
        ({"modality": None}, "null"),
        ({"actors": []}, "empty list"),
        ({"outlet": ""}, "empty string"),
        ({"published": "2 June"}, "no ISO date"),
        ({"date": "2031-2"}, "no ISO date"),
        ({"round": "2"}, "a string for a number"),
        ({"size": 1.5}, "half a member"),
        ({"confidence": 1.2}, "more than sure"),
        ({"quantities": [{"unit": "buses"}]}, "no value"),
        ({"evidence": {"start": 0, "end": 4}}, "no words"),
        ({"attribution": [{"name": "x", "type": "rumour", "named": True}]}, "no such link"),
        ({"attribution": [{"name": "x", "type": "person", "named": True, "span": [1]}]}, "half a span"),
    ],
)
def test_the_schema_refuses(change, why):
    jsonschema = pytest.importorskip("jsonschema")
    row = {**to_row(FULL), **change}
    assert list(jsonschema.Draft202012Validator(_schema()).iter_errors(row)), why


def test_the_vocabulary_is_light():
    code = (
        "import sys, dragoman.vocabulary as v; v.vocabulary(); "
        "print([m for m in sys.modules if m in ('spacy', 'sqlalchemy', 'numpy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
