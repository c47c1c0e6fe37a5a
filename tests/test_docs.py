"""What the pages tell people to type exists, and what they link to is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from dragoman.surfaces.cli import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "evaluation/README.md"])
COMMAND = re.compile(r"^ {4}dragoman (.+?)(?:\s{2,}#.*|\s*>.*)?$", re.M)


def commands(path):
    return COMMAND.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("page", "line"), [(p.name, line) for p in PAGES for line in commands(p)])
def test_every_command_on_a_page_exists_with_its_options(page, line):
    words = shlex.split(line, comments=True)
    context = click.Context(cli)
    command = cli.get_command(context, words[0])
    assert command, f"{page}: no command {words[0]}"
    known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
    used = {word.split("=")[0] for word in words[1:] if word.startswith("-")}
    assert used <= known, f"{page}: {words[0]} has no {used - known}"


def test_pages_show_commands():
    """The test above looks at something."""
    assert sum(len(commands(page)) for page in PAGES) >= 15


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not (page.parent / t).exists()]
    assert missing == []


def test_every_command_says_what_it_does():
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command and command.help, name
