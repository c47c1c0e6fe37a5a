"""The queue asks what is in doubt, keeps each decision as it is made, and takes the last one back."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dragoman.dossier import VIEW_FLOOR, Dossier
from dragoman.surfaces.cli import cli
from dragoman.surfaces.cli.review import questions
from tests.storyboard import build


@pytest.fixture
def path(tmp_path):
    return build(tmp_path / "talks.db")


def review(path, keys: str, *more: str):
    result = CliRunner().invoke(
        cli, ["review", "-d", str(path), "--author", "Ida", "--below", "0.9", *more], input=keys
    )
    assert result.exit_code == 0, result.output
    with Dossier.open(path, read_only=True) as dossier:
        return [(j.kind, j.subject) for j in dossier.judgements()], result


def test_keys_accept_reject_leave_open_and_undo(path):
    with Dossier.open(path, read_only=True) as dossier:
        asked = [q.subject for q in questions(dossier, below=0.9)]
    assert len(asked) == 16
    made, _ = review(path, "ar?aurq")
    assert [kind for kind, _ in made] == ["accept", "reject", "accept", "undo", "reject"]
    assert made[0][1] == asked[0] and made[2][1] == made[4][1] == asked[3]


def test_what_was_decided_is_not_asked_again(path):
    review(path, "arq")
    with Dossier.open(path, read_only=True) as dossier:
        assert len(list(questions(dossier, below=0.9))) == 14


def test_nothing_in_doubt(path):
    result = CliRunner().invoke(cli, ["review", "-d", str(path), "--author", "Ida", "--below", "0.1"])
    assert result.exit_code == 0 and "Nothing is in doubt" in result.stderr


def test_what_views_leave_out_is_asked_last(path):
    with Dossier.open(path, read_only=True) as dossier:
        sure = {a.id: a.confidence for a in dossier.assertions(min_confidence=0.0)}
        asked = [sure[q.subject] for q in questions(dossier, below=1) if not q.other]
    shown = [c for c in asked if c >= VIEW_FLOOR]
    assert asked == sorted(shown) + sorted(c for c in asked if c < VIEW_FLOOR)


def test_names_that_are_likely_one_are_asked(tmp_path):
    text = "Peter Saunder met Petra Low. Peter Saunter left Oslo, Peter Saunter said. Peter Saunder agreed, Peter Saunder said."
    (tmp_path / "2025-06-02_wire.txt").write_text(text)
    with Dossier.open(tmp_path / "t.db", create=True, models=False) as dossier:
        list(dossier.add([tmp_path / "2025-06-02_wire.txt"]))
        assert any({q.subject, q.other} == {"Peter Saunder", "Peter Saunter"} for q in questions(dossier, below=0.0))
