#!/usr/bin/env python3
"""How long each view takes as a command, by processor time.

    python evaluation/views.py DOSSIER [--runs 5] [--since DATE]

Runs every view as JSON, and `import sqlalchemy` alone beside them, in turns, each in a process of its own; prints a table of the
best time of each in milliseconds (user and system), and what is left beyond the import. Byte code is kept for the run in a
temporary folder, so that a first run, or an install without byte code, is not what is measured.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

VIEWS = (
    "timeline", "meetings", "delegations", "papers", "proposals", "positions", "plans", "people", "sources", "deadlock",
    "agreement", "disagreements", "claims", "outlets", "tellings", "brief", "changes",
)  # fmt: skip


def milliseconds(command: list[str], environment: dict[str, str]) -> float:
    """Processor time of a process, its own and the system's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--since", default="2025-05-20", help="the earlier date of `changes`")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {"import sqlalchemy": [sys.executable, "-c", "import sqlalchemy"]}
        for name in VIEWS:
            command = [sys.executable, "-m", "dragoman", name, "--dossier", str(arguments.dossier), "--format", "json"]
            commands[name] = [*command, "--since", arguments.since] if name == "changes" else command
        best = {name: milliseconds(command, environment) for name, command in commands.items()}
        for _ in range(arguments.runs):
            for name, command in commands.items():
                best[name] = min(best[name], milliseconds(command, environment))
    alone = best["import sqlalchemy"]
    lines = ["| view | ms | beyond the import |", "| --- | --- | --- |"]
    lines += [f"| {name} | {time:.0f} | {time - alone:.0f} |" for name, time in best.items()]
    sys.stdout.write("\n".join([*lines, ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
