"""What tests of every room may ask for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.dossier import Dossier
from tests.record.material import demand_reader


@pytest.fixture
def clock() -> Callable[[], str]:
    """Instants a second apart from 1 June 2025, so that what was known when is known."""
    seconds = itertools.count()

    def tick() -> str:
        second = next(seconds)
        hours, rest = divmod(second, 3600)
        return f"2025-06-01T{hours:02}:{rest // 60:02}:{rest % 60:02}.000000Z"

    return tick


@pytest.fixture
def dossier(tmp_path: Path, clock: Callable[[], str]) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "talks.db", create=True, reader=demand_reader, clock=clock) as opened:
        yield opened
