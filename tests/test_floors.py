"""The floors of quality may rise and never fall, and a run that falls short fails."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def floors():
    spec = importlib.util.spec_from_file_location("check_floors", ROOT / "evaluation/check_floors.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path):
    """A project with git, one run that prints recall 0.5, and a way to commit floors."""

    def git(*words):
        subprocess.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *words], cwd=tmp_path, check=True)

    def write(
        *floors, commit=True, needs=(), score='print(\'{"recall": 0.5, "kinds": {"step": {"f1": 0.2}}, "bad": 0}\')'
    ):
        (tmp_path / "evaluation").mkdir(exist_ok=True)
        run = {
            "needs": list(needs),
            "steps": [["{python}", "-c", "print(1)", ">", "{out}/x"]],
            "score": ["{python}", "-c", score],
        }
        (tmp_path / "evaluation/floors.json").write_text(json.dumps({"runs": {"r": run}, "floors": list(floors)}))
        if commit:
            git("add", "-A")
            git("commit", "-qm", "floors")

    git("init", "-q")
    return SimpleNamespace(root=tmp_path, write=write)


def floor(metric="recall", **side):
    return {"run": "r", "metric": metric, **side}


def test_held(project, floors, capsys):
    project.write(floor(at_least=0.4), floor("kinds.step.f1", at_least=0.2), floor("bad", at_most=0))
    assert floors.main([], project.root) == 0
    assert capsys.readouterr().out.count("  ok  ") == 3


def test_below_the_floor(project, floors, capsys):
    project.write(floor(at_least=0.6))
    assert floors.main([], project.root) == 1 and "FAIL recall 0.5000" in capsys.readouterr().out
    project.write(floor(at_least=0.4), floor(at_most=0.45))
    assert floors.main([], project.root) == 2


def test_a_command_that_fails_fails(project, floors, capsys):
    project.write(floor(at_least=0.4), score="raise SystemExit('no such thing')")
    assert floors.main([], project.root) == 1 and "no such thing" in capsys.readouterr().out


def test_floors_may_rise_and_not_fall(project, floors, capsys):
    project.write(floor(at_least=0.3), floor("bad", at_most=2))
    project.write(floor(at_least=0.5), floor("bad", at_most=0), commit=False)
    assert floors.main([], project.root) == 0
    project.write(floor(at_least=0.5), floor("bad", at_most=0))
    project.write(floor(at_least=0.4), floor("bad", at_most=1))
    capsys.readouterr()
    assert floors.main([], project.root) == 2
    said = capsys.readouterr().out
    assert (
        "r recall: the floor was at least 0.5 and is 0.4" in said
        and "r bad: the floor was at most 0.0 and is 1.0" in said
    )


def test_a_floor_may_not_be_removed(project, floors, capsys):
    project.write(floor(at_least=0.3), floor("bad", at_most=0))
    project.write(floor(at_least=0.3), commit=False)
    assert floors.main([], project.root) == 2 and "was removed" in capsys.readouterr().out


def test_what_is_not_here_is_skipped_with_a_message(project, floors, capsys):
    project.write(floor(at_least=0.9), needs=["../nowhere"])
    assert floors.main([], project.root) == 0 and "skipped, ../nowhere is not here" in capsys.readouterr().out


def test_without_git_it_says_so(tmp_path, floors, capsys, monkeypatch):
    monkeypatch.setattr(floors, "committed", lambda _: None)
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation/floors.json").write_text('{"runs": {}, "floors": []}')
    assert floors.main([], tmp_path) == 0 and "no git history" in capsys.readouterr().out


def test_the_project_s_own_floors_are_well_formed_and_not_lowered():
    """Every floor belongs to a run; the whole history is asked."""
    data = json.loads((ROOT / "evaluation/floors.json").read_text())
    assert {f["run"] for f in data["floors"]} == set(data["runs"])
    done = subprocess.run(
        [sys.executable, "evaluation/check_floors.py", "no-such-run"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
