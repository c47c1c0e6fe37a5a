"""Every check finds what breaks it, and finds nothing in a record that is whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dragoman.dossier import Dossier
from tests.record.material import demand_reader, wire

BREAKS = {
    "every-text-has-its-hash": "UPDATE versions SET outlet = 'Another'",
    "every-passage-matches-its-text": "UPDATE assertions SET row = json_set(row, '$.evidence.exact', 'Other words')",
    "every-id-is-its-content": "UPDATE assertions SET row = json_set(row, '$.issue', 'swap')",
    "every-row-is-the-contract": "UPDATE assertions SET kind = 'event'",
    "every-line-is-indexed": "DELETE FROM assertion_parties",
    "every-reading-is-packed": "UPDATE name_packs SET names = replace(names, 'Northland', 'Southland')",
    "the-full-text-is-in-step": "UPDATE versions SET text = 'Harbour' || substr(text, 8)",
    "one-reading-is-in-force": "UPDATE extractions SET superseded = '2025-06-01'",
    "every-row-has-its-parent": "INSERT INTO assertion_issues VALUES ('swap', 999)",
    "every-judgement-can-be-applied": (
        "INSERT INTO judgements VALUES (9, 'x', 'correct', 'y', '', '[[\"colour\", \"red\"]]', '', '2025', '')"
    ),
}


@pytest.mark.parametrize(("code", "sql"), BREAKS.items())
def test_each_check_finds_what_breaks_it(tmp_path: Path, code: str, sql: str) -> None:
    path = tmp_path / "d.db"
    with Dossier.open(path, create=True, reader=demand_reader) as dossier:
        list(dossier.add_reports([wire(), wire("b.txt", "Southland rejects an amnesty.")]))
        assert dossier.check() == []
    file = sqlite3.connect(path)
    file.execute(sql)
    file.commit()
    file.close()
    with Dossier.open(path, read_only=True) as dossier:
        assert code in {problem.code for problem in dossier.check()}


@pytest.mark.parametrize("sql", [
    "DELETE FROM line_packs", "DELETE FROM name_packs", "DELETE FROM word_packs", "INSERT INTO line_packs VALUES (1, 'event', '')",
    "UPDATE line_packs SET lines = replace(lines, 'ceasefire', 'swap')", "UPDATE word_packs SET runs = x'0000000000000000'",
])  # fmt: skip
def test_packs_that_are_out_of_step_are_found(tmp_path: Path, sql: str) -> None:
    test_each_check_finds_what_breaks_it(tmp_path, "every-reading-is-packed", sql)


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Dossier.open(path, create=True, reader=demand_reader) as dossier:
        list(dossier.add_reports([wire(f"{n}.txt", f"Northland demands a ceasefire. {n} " * 50) for n in range(20)]))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 2000] = bytes(2000)
    path.write_bytes(data)
    with Dossier.open(path, read_only=True) as dossier:
        assert "file-is-whole" in {problem.code for problem in dossier.check()}
