"""The command line: results on standard output, the rest on standard error, exit statuses as promised."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.surfaces.cli import COMMANDS
from dragoman.views import VIEWS
from tests.storyboard import build


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("cli") / "talks.db")


def run(*words: str, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *words], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    assert done.returncode == status, (words, done.returncode, done.stderr[-800:])
    assert "Traceback" not in done.stderr
    return done


def invoke(*words: str, status: int = 0) -> str:
    """The same within this process, for the many cases where only the result counts."""
    from click.testing import CliRunner

    from dragoman.surfaces.cli import cli

    result = CliRunner().invoke(cli, list(words))
    assert result.exit_code == status, (words, result.output, result.exception)
    return result.stdout


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_views_in_all_formats(path, name):
    data = json.loads(invoke(name, "-d", str(path), "--format", "json"))
    assert isinstance(data, list) and data and "ids" in data[0]
    rows = list(csv.reader(io.StringIO(invoke(name, "-d", str(path), "--format", "csv"))))
    assert len(rows) == len(data) + 1 and {len(r) for r in rows} == {len(rows[0])}
    assert invoke(name, "-d", str(path), "--format", "md").startswith("| ")
    assert len(invoke(name, "-d", str(path)).splitlines()) > 2
    assert json.loads(invoke(name, "-d", str(path), "--format", "json", "--as-of", "2024-01-01")) == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name):
    text = invoke(name, "--help")
    assert len(text.splitlines()) > 4 and "Usage" in text


def test_export_is_the_contract(path):
    from dragoman.types import from_row, to_row

    rows = [json.loads(x) for x in invoke("export", "-d", str(path)).splitlines()]
    assert len(rows) == 16
    for row in rows:
        assert to_row(from_row(row)) == row
        assert not [k for k, v in row.items() if v in (None, "", [])]
    early = invoke("export", "-d", str(path), "--as-of", "2025-05-28").splitlines()
    assert len(early) == 3


def test_show_lights_the_passage_and_draws_the_chain(path):
    rows = json.loads(invoke("timeline", "-d", str(path), "--format", "json"))
    one = next(r for r in rows if "not submitted" in r["text"])
    text = invoke("show", "-d", str(path), one["id"], "--why")
    assert (
        "Norland has not submitted its memorandum" in text
        and "└─ Carl Dane [person]" in text
        and "made for a test" in text
    )
    data = json.loads(invoke("show", "-d", str(path), one["id"][:8], "--format", "json", "--why"))
    assert data["why"]["reader"] == "rules" and data["assertion"]["id"] == one["id"]


@pytest.mark.parametrize("name", sorted(n for n in VIEWS if "id" in VIEWS[n].columns))
def test_every_id_that_a_view_shows_can_be_opened(path, name):
    for row in json.loads(invoke(name, "-d", str(path), "--format", "json")):
        assert "word" in invoke("show", "-d", str(path), row["id"])
        data = json.loads(invoke("show", "-d", str(path), row["id"], "--format", "json"))
        shown = data if isinstance(data, list) else [data]
        assert {one["assertion"]["id"] for one in shown} <= set(row["ids"])


def test_what_a_judgement_cannot_mean_is_refused_and_not_kept(path, tmp_path):
    copy = tmp_path / "t.db"
    run("backup", "-d", str(path), str(copy))
    line = json.loads(invoke("meetings", "-d", str(copy), "--format", "json"))[0]["ids"][0]
    by = ("-d", str(copy), "--author", "Ida")
    for words, why in (
        (("correct", *by, line, "modality=maybe"), "actual, planned"),
        (("correct", *by, line, "date=yesterday"), "no date"),
        (("correct", *by, line, "act=signed"), "has no act"),
        (("same", *by, "actor", "Ada Bel", "Carl Dane"), "Ada Bell"),
        (("different", *by, "meeting", line, "ffffffffffffffff"), "no assertion"),
        (("note", *by, "nothing-of-the-kind", "text"), "nothing on record"),
    ):
        assert why in run(*words, status=2).stderr
    assert json.loads(invoke("judgements", "-d", str(copy), "--format", "json")) == []
    run("correct", *by, line, "date=2025-05-16/2025-05-17", "place=", "modality=planned")
    run("note", *by, "Ada Bell", "text")
    one, other = (row["id"] for row in json.loads(invoke("meetings", "-d", str(copy), "--format", "json"))[:2])
    run("different", *by, "meeting", one, other)


def test_csv_runs_nothing_in_a_spreadsheet():
    from dragoman.surfaces.cli.tables import as_csv

    assert as_csv([{"a": "=cmd|' /C calc'!A0", "b": "-3"}], ["a", "b"]).splitlines()[1].startswith("'=cmd")


def test_brief_and_changes(path):
    text = invoke("brief", "-d", str(path), "--as-of", "2025-06-03")
    assert "## Who wants what" in text and "only if: mobilization" in text
    rows = json.loads(
        invoke("changes", "-d", str(path), "--since", "2025-05-28", "--until", "2025-06-02", "--format", "json")
    )
    assert {r["type"] for r in rows} >= {"new"}
    assert all("2025-05-28" < r["published"] <= "2025-06-02" for r in rows)


def test_deadlock_formats_and_supposition(path):
    assert invoke("deadlock", "-d", str(path), "--format", "dot").startswith("digraph")
    assert "<graphml" in invoke("deadlock", "-d", str(path), "--format", "graphml")
    done = run("deadlock", "-d", str(path), "--if", "Norland=ceasefire")
    assert "If Norland accepted ceasefire" in done.stderr


def test_a_name_that_is_not_on_record_is_said_with_one_that_is_near(path):
    done = run("positions", "-d", str(path), "--party", "Norlnd")
    assert "No party 'Norlnd' is on record. Did you mean Norland?" in done.stderr
    assert "Did you mean ceasefire?" in run("timeline", "-d", str(path), "--issue", "cease-fire").stderr
    assert "No outlet 'Nowhere Times' is on record." in run("brief", "-d", str(path), "--outlet", "Nowhere Times").stderr
    assert "No party 'Nobody'" in run("deadlock", "-d", str(path), "--if", "Nobody=ceasefire").stderr
    assert "is on record" not in run("positions", "-d", str(path), "--party", "norland").stderr


def test_judging_from_the_command_line(tmp_path):
    path = build(tmp_path / "talks.db")
    one = json.loads(invoke("delegations", "-d", str(path), "--format", "json"))[0]["id"]
    invoke("reject", "-d", str(path), one, "--author", "Ida", "--reason", "not told")
    assert json.loads(invoke("delegations", "-d", str(path), "--format", "json")) == []
    kept = json.loads(invoke("judgements", "-d", str(path), "--format", "json"))[0]
    assert (kept["kind"], kept["author"], kept["reason"]) == ("reject", "Ida", "not told")
    invoke("undo", "-d", str(path), kept["id"], "--author", "Ida")
    assert json.loads(invoke("delegations", "-d", str(path), "--format", "json"))[0]["id"] == one
    invoke("correct", "-d", str(path), one, "actors=Sudland;Norland", "--author", "Ida")
    assert json.loads(invoke("delegations", "-d", str(path), "--format", "json"))[0]["party"] == "Sudland, Norland"
    invoke(
        "assert",
        "-d",
        str(path),
        "--author",
        "Ida",
        "--report",
        "b.txt",
        "--exact",
        "and left",
        "delegation/left",
        "actors=Norland",
    )
    assert "hand" in invoke("export", "-d", str(path))
    gold = [json.loads(x) for x in invoke("export", "-d", str(path), "--format", "gold").splitlines()]
    assert {g["report"] for g in gold} == {"b.txt", "folder/c.txt"}


def test_exit_statuses(path, tmp_path):
    assert "Did you mean 'timeline'" in run("timelime", status=2).stderr
    assert "no dossier at" in run("timeline", "-d", str(tmp_path / "none.db"), status=2).stderr
    assert "is no date" in run("timeline", "-d", str(path), "--as-of", "yesterday", status=2).stderr
    assert run("check", "-d", str(path)).stdout == ""
    (tmp_path / "other.db").write_text("not a dossier", encoding="utf-8")
    run("timeline", "-d", str(tmp_path / "other.db"), status=2)
    assert run("show", "-d", str(path), "ffffffffffff", status=2).stdout == ""
    assert run("--version").stdout.startswith("dragoman")


def test_a_closed_pipe_is_no_error(path):
    done = subprocess.run(
        f"{sys.executable} -m dragoman export -d {path} | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr and done.stdout.startswith("{")


def test_control_characters_never_reach_the_terminal():
    from dragoman.surfaces.cli.tables import cell

    assert cell("a\x1b[31mred\x07\x9b\u202edesrever") == "a�[31mred���desrever"
    kept = "10\u00a0000 prisoners, می\u200cخواهم, co\u00adoperate"
    assert cell(kept) == kept


def test_no_output_of_hostile_material_commands_the_terminal(tmp_path):
    rows = [
        {"id": "one\x1b]0;own\x07", "text": "Norway and Peru met in Geneva. \x1b[31mOslo agreed, Ann Lee\x1b[5m said.",
         "published": "2025-06-02", "outlet": "Wi\x1b[31mre", "title": "T\x1b[5mitle"},
        {"id": "two\x1b]0;own\x07", "text": "no date"},
    ]  # fmt: skip
    source, path = tmp_path / "b.jsonl", tmp_path / "t.db"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    told = [run("add", "-d", str(path), str(source), "--no-models")]
    line = json.loads(invoke("export", "-d", str(path)).splitlines()[0])["id"]
    told += [run("show", "-d", str(path), line, "--why"), run("brief", "-d", str(path)), run("sources", "-d", str(path))]
    told += [run("read", str(source), "--no-models", "--layer", "attributions", "--format", "text")]
    assert not [one.args for one in told if "\x1b" in one.stdout + one.stderr or "\x07" in one.stdout + one.stderr]


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_narrow_terminal_cuts_no_word(path, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = invoke(name, "-d", str(path))
    assert max(len(x) for x in shown.splitlines()) <= 80
    words = set(shown.replace("│", " ").split())
    for row in json.loads(invoke(name, "-d", str(path), "--format", "json")):
        for column in ("text", "about", "party", "stance", "state", "source", "id"):
            if column in VIEWS[name].columns and isinstance(row[column], str):
                assert {w for w in row[column].split() if len(w) < 17 and w.isalnum()} <= words
