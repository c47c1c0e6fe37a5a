#!/usr/bin/env python3
"""Measure what evaluation/floors.json names, and fail where a figure is on the wrong side of its floor.

    python evaluation/check_floors.py [RUN ...]     exit status 1 below a floor, 2 where a floor was lowered or removed

floors.json holds `runs` and `floors`. A run has `needs` (paths; where one is absent the run is skipped with a message),
`steps` (commands, with `>` and a file where their output goes) and `score` (a command that prints one JSON object). A
floor names a run, a metric (`kinds.meeting.recall` goes down into the object) and `at_least` or `at_most`. `{python}` is
this interpreter, `{out}` a folder for the run. Floors may only rise: every committed version of the file is compared.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = "evaluation/floors.json"
Key = tuple[str, str, str]


def by_key(data: dict[str, Any]) -> dict[Key, float]:
    """(run, metric, at_least or at_most) -> the figure."""
    return {
        (floor["run"], floor["metric"], side): float(floor[side])
        for floor in data["floors"]
        for side in ("at_least", "at_most")
        if side in floor
    }


def lowered(now: dict[Key, float], before: dict[Key, float]) -> list[str]:
    """What is weaker now than it was, in words."""
    found = []
    for (run, metric, side), was in sorted(before.items()):
        name, value = f"{run} {metric}", now.get((run, metric, side))
        if value is None:
            found.append(f"{name}: the floor of {was} was removed")
        elif (value < was) if side == "at_least" else (value > was):
            found.append(f"{name}: the floor was {side.replace('_', ' ')} {was} and is {value}")
    return found


def committed(root: Path) -> list[dict[str, Any]] | None:
    """Every version of the floors in git's history; None where there is no history to ask."""
    try:
        log = subprocess.run(
            ["git", "log", "--format=%H", "--", FLOORS], cwd=root, capture_output=True, text=True, check=True
        )
        versions = []
        for commit in log.stdout.split():
            shown = subprocess.run(["git", "show", f"{commit}:{FLOORS}"], cwd=root, capture_output=True, text=True)
            if shown.returncode == 0:
                versions.append(json.loads(shown.stdout))
        return versions
    except (OSError, subprocess.CalledProcessError):
        return None


def measure(run: dict[str, Any], root: Path) -> dict[str, Any]:
    """Run the steps of one run and give what its score command prints. Raises CalledProcessError where one fails."""
    with tempfile.TemporaryDirectory() as out:

        def fill(words: list[str]) -> list[str]:
            return [word.replace("{python}", sys.executable).replace("{out}", out) for word in words]

        for step in run.get("steps", []):
            words = fill(step)
            target = None
            if ">" in words:
                at = words.index(">")
                words, target = words[:at], words[at + 1]
            done = subprocess.run(words, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, check=True)
            if target:
                Path(target).write_bytes(done.stdout)
        score = subprocess.run(
            fill(run["score"]), cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
        )
        result: dict[str, Any] = json.loads(score.stdout)
        return result


def metric(result: Any, name: str) -> float:
    """A figure by its path: `kinds.meeting.recall`."""
    for part in name.split("."):
        result = result[part]
    return float(result)


def main(wanted: list[str], root: Path = ROOT) -> int:
    data = json.loads((root / FLOORS).read_text(encoding="utf-8"))
    now, history = by_key(data), committed(root)
    if history is None:
        print("floors: no git history here, so whether one was lowered is not known")
    weaker = sorted({line for version in history or [] for line in lowered(now, by_key(version))})
    if weaker:
        print("\n".join(f"floors: {line}" for line in weaker) + "\nFloors may only rise.")
        return 2
    failed = False
    for name, run in data["runs"].items():
        if wanted and name not in wanted:
            continue
        absent = [path for path in run.get("needs", []) if not (root / path).exists()]
        if absent:
            print(f"{name}: skipped, {', '.join(absent)} is not here")
            continue
        start = time.monotonic()
        try:
            result = measure(run, root)
        except subprocess.CalledProcessError as error:
            words = error.stderr.decode() if isinstance(error.stderr, bytes) else error.stderr or ""
            print(f"{name}: FAILED, {' '.join(map(str, error.cmd))}\n{words[-2000:]}")
            failed = True
            continue
        print(f"{name}: measured in {time.monotonic() - start:.0f} s")
        for (owner, what, side), floor in now.items():
            if owner == name:
                got = metric(result, what)
                holds = got >= floor if side == "at_least" else got <= floor
                print(f"  {'ok  ' if holds else 'FAIL'} {what} {got:.4f} ({side.replace('_', ' ')} {floor})")
                failed |= not holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
