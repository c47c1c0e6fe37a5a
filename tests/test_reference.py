"""Nothing that a person can call goes undocumented."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.surfaces.cli import COMMANDS
from dragoman.surfaces.web.pages import TITLES
from dragoman.views import VIEWS, row_type

REFERENCE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_stands_in_the_reference(name):
    assert f"### dragoman {name}\n" in REFERENCE


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_view_is_a_command_a_page_and_in_the_reference(name):
    assert name in COMMANDS and name in TITLES
    assert f"### {name} rows\n" in REFERENCE
    assert len((row_type(name).__doc__ or "").split()) >= 4
    for field in VIEWS[name].columns:
        assert field in row_type(name).__dataclass_fields__
