"""Settings: arguments before environment before file; whatever is wrong is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.dossier import Dossier
from dragoman.errors import SettingsError
from dragoman.settings import OwnIssue, Party, Settings, load
from tests.record.material import demand_reader, wire

FILE = """
title = "The harbour"
timeout = 3
workers = 2

[parties]
Northland = ["the Northern side"]
"Union of Pilots" = { type = "organisation", aliases = ["the pilots"] }

[aliases]
"Anna Berg" = ["Madam Berg"]

[issues.berths]
definition = "Which berths each side may use."
cues = ["quay"]
"""


def written(folder: Path, text: str = FILE) -> Path:
    (folder / "dossier.toml").write_text(text, encoding="utf-8")
    return folder / "d.db"


def test_the_file_beside_the_dossier_is_read(tmp_path: Path) -> None:
    made = load(written(tmp_path), environment={})
    assert (made.title, made.timeout, made.workers) == ("The harbour", 3.0, 2)
    assert made.parties == (
        Party("Northland", ("the Northern side",)),
        Party("Union of Pilots", ("the pilots",), "organisation"),
    )
    assert made.issues == (OwnIssue("berths", "Which berths each side may use.", ("quay",)),)
    assert made.all_aliases()["Anna Berg"] == ("Madam Berg",)
    assert made.file == str(tmp_path / "dossier.toml")


def test_arguments_before_environment_before_file(tmp_path: Path) -> None:
    path = written(tmp_path)
    environment = {"DRAGOMAN_TIMEOUT": "4", "DRAGOMAN_WORKERS": "5"}
    made = load(path, environment=environment, workers=6, timeout=None)
    assert (made.title, made.timeout, made.workers) == ("The harbour", 4.0, 6)


def test_without_anything_there_are_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "d.db", environment={}) == Settings()
    assert load(environment={}) == Settings()


def test_a_file_can_be_given_from_elsewhere(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("title = 'x'")
    assert load(tmp_path / "d.db", environment={"DRAGOMAN_SETTINGS": str(other)}).title == "x"
    assert load(tmp_path / "d.db", file=other, environment={}).title == "x"
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "d.db", file=tmp_path / "none.toml", environment={})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel = 'x'", "no setting 'titel'. Did you mean 'title'"),
        ("colour = 'x'", "no setting 'colour'. There are: title"),
        ("timeout = 'long'", "timeout = 'long' cannot be used; it is a number of seconds"),
        ("timeout = -1", "0 or more"),
        ("workers = 1.5", "whole number"),
        ("workers = true", "whole number"),
        ("min_confidence = 2", "from 0 to 1"),
        ("title = 3", "title = 3 cannot be used"),
        ("parties = 3", "should be a table"),
        ("[parties]\nA = 'x'", "parties.A: should be a table"),
        ("[parties]\nA = [1]", "list of names"),
        ("[parties.A]\nalias = []", "no setting 'alias'. Did you mean 'aliases'"),
        ("[parties.A]\ntype = 'city'", "none of state"),
        ("[issues.x]\ndefinition = 1", "should be text"),
        ("title = ", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text), environment={})
    assert said in str(caught.value)
    assert "dossier.toml" in str(caught.value)


def test_a_wrong_environment_is_named() -> None:
    with pytest.raises(SettingsError, match="DRAGOMAN_WORKERS: workers = 'many'"):
        load(environment={"DRAGOMAN_WORKERS": "many"})


def test_aliases_make_one_actor_of_two_names(tmp_path: Path) -> None:
    path = written(tmp_path, "[aliases]\n'Northland' = ['Tallmark']")
    with Dossier.open(path, create=True, reader=demand_reader) as dossier:
        list(dossier.add_reports([wire(text="Tallmark demands a ceasefire. Northland offers a swap.")]))
        assert [line.actors for line in dossier.assertions(party="tallmark")] == [("Northland",)] * 2
        assert "berths" not in dossier.vocabulary().issues


def test_the_manual_names_every_setting_judgement_and_check() -> None:
    from dragoman.record.checks import CHECKS
    from dragoman.record.judgements import KINDS

    manual = (Path(__file__).parents[1] / "docs" / "record.md").read_text(encoding="utf-8")
    named = [field for field in Settings.__slots__ if field != "file"]
    named += [f"`{kind}`" for kind in KINDS]
    named += [f"`{check.__name__.replace('_', '-')}`" for check in (*CHECKS,)]
    assert [name for name in named if name not in manual] == []
