"""A real server and a real headless Chromium. Skipped, with the reason, where there is none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storyboard import build

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium for the whole session."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine; .ci/run installs it from Debian's packages")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def dossier_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("browser") / "talks.db")


@pytest.fixture(scope="session")
def address(dossier_path: Path) -> Iterator[str]:
    """A running `dragoman serve` on a free port."""
    done = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "serve", "-d", str(dossier_path), "--port", "0"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert done.stderr is not None
    line = done.stderr.readline()
    found = re.search(r"http://\S+:\d+", line)
    assert found, line
    deadline = time.monotonic() + 20
    yield found[0] if time.monotonic() < deadline else ""
    done.terminate()
    done.wait(10)


@pytest.fixture
def page(browser, address):
    """A page that notes console errors and requests to other hosts, and fails the test on either."""
    context = browser.new_context()
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on(
        "request",
        lambda request: None if request.url.startswith((address, "file:", "data:")) else trouble.append(request.url),
    )
    yield opened
    context.close()
    assert trouble == []
