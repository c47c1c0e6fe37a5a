"""Confidential text is really gone: no byte of it is left in the file or beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.dossier import Dossier
from dragoman.types import Problem
from tests.record.material import wire

SECRET = "Quillonby"
TEXT = f"Envoy {SECRET} demands a ceasefire. {SECRET} offers a {SECRET.lower()}-swap. " * 40


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir())).lower()


def test_purge_leaves_no_byte(dossier: Dossier, tmp_path: Path) -> None:
    others = [wire(f"{n}.txt", f"Northland demands a ceasefire. {n}") for n in range(30)]
    secret = wire(f"{SECRET}.txt", TEXT)
    list(dossier.add_reports([*others[:15], secret, Problem("odd", f"{SECRET} is odd", secret.id), *others[15:]]))
    list(dossier.add_reports([wire(secret.id, "Changed. " + TEXT)]))
    list(dossier.reread([secret.id]))
    line = next(line for line in dossier.assertions() if SECRET in str(line.actors))
    dossier.judge("correct", line.id, data={"place": SECRET})
    dossier.undo(dossier.note(line.id, f"said {SECRET} in the corridor").id, reason=SECRET)
    dossier.judge("same-actor", f"Envoy {SECRET}", SECRET)
    dossier.note(secret.id, SECRET)
    kept = dossier.note("0.txt", "this one stays")
    dossier.add_assertion(secret.id, "Changed", kind="remark", act="said")
    assert SECRET.lower().encode() in bytes_of(tmp_path)
    assert dossier.remove(secret.id, purge=True) == 2
    dossier.close()
    assert SECRET.lower().encode() not in bytes_of(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["talks.db"]
    with Dossier.open(dossier.path) as again:
        assert len(again.assertions()) == 30
        assert again.judgements() == [kept]
        assert again.search(SECRET) == []
        assert again.check() == []


def test_remove_without_purge_keeps_the_text(dossier: Dossier, tmp_path: Path) -> None:
    list(dossier.add_reports([wire("s.txt", TEXT)]))
    dossier.remove("s.txt")
    assert dossier.assertions() == []
    assert SECRET.lower().encode() in bytes_of(tmp_path)
    assert dossier.remove("s.txt", purge=True) == 1
    assert SECRET.lower().encode() not in bytes_of(tmp_path)


@pytest.mark.parametrize("shared", [True, False])
def test_judgements_on_names_that_others_hold_stay(dossier: Dossier, shared: bool) -> None:
    reports = [wire("s.txt", f"{SECRET} demands a swap."), wire("t.txt", f"{SECRET} rejects a swap.")]
    list(dossier.add_reports(reports if shared else reports[:1]))
    dossier.judge("different-actor", SECRET, "Envoy")
    dossier.remove("s.txt", purge=True)
    assert len(dossier.judgements()) == (1 if shared else 0)
