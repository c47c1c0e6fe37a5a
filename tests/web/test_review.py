"""What people decide from the pages, and that each decision shows, counts and can be undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.dossier import Dossier, Read
from dragoman.surfaces.web.app import make_app
from dragoman.surfaces.web.safety import rules_for
from dragoman.types import Report
from tests.lines import line
from tests.storyboard import build

RULES = rules_for("127.0.0.1")


def opened(path: Path) -> TestClient:
    return TestClient(make_app(path, RULES), base_url="http://127.0.0.1:8765", follow_redirects=False)


def judge(client: TestClient, **form: str):
    answer = client.post("/judge", data={"form_token": RULES.form_token, "author": "Ida", "back": "/", **form})
    assert answer.status_code == 303, answer.text
    return answer


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    return opened(build(tmp_path / "talks.db"))


@pytest.fixture
def namesakes(tmp_path: Path) -> TestClient:
    """Two spellings that are likely one person, and a meeting told twice."""
    texts = {
        "one.txt": "Sergei Kovalenko met Omar Haddad in Doha on 2 May.",
        "two.txt": "Sergei Kovalenka met Omar Haddad in Doha on 2 May.",
    }

    def reader(reports):
        return [
            Read((
                line("meeting/held", on="2025-05-03", report=r.id, exact=r.text,
                     actors=("Norland", "Sudland"), place="Doha", date="2025-05-02"),
                line("role/holds", on="2025-05-03", report=r.id, exact=r.text[:16],
                     person=r.text[:16], post="envoy", party="Norland"),
            ))
            for r in reports
        ]  # fmt: skip

    path = tmp_path / "names.db"
    with Dossier.open(path, create=True, reader=reader) as dossier:
        list(dossier.add_reports([Report(name, text, "2025-05-03", "Wire") for name, text in texts.items()]))
    return opened(path)


def names(client: TestClient) -> set[str]:
    return {row["name"] for row in client.get("/people.json").json()}


def test_names_that_may_be_one_are_asked_about_merged_and_parted_again(namesakes):
    html = namesakes.get("/people").text
    assert "1 pair of names that may be one and the same" in html and "a like surname" in html
    assert {"Sergei Kovalenko", "Sergei Kovalenka"} <= names(namesakes)
    judge(namesakes, kind="same-actor", subject="Sergei Kovalenko", object="Sergei Kovalenka")
    assert len({n for n in names(namesakes) if "Kovalenk" in n}) == 1
    assert "judged the same by Ida" in namesakes.get("/people").text
    (kept,) = namesakes.get("/judgements.json").json()
    judge(namesakes, kind="undo", subject=kept["id"])
    assert {"Sergei Kovalenko", "Sergei Kovalenka"} <= names(namesakes)
    judge(namesakes, kind="different-actor", subject="Sergei Kovalenko", object="Sergei Kovalenka")
    assert "may be one and the same" not in namesakes.get("/people").text


def test_posts_say_for_whom_and_since_when(namesakes):
    assert re.search(
        r"envoy of <b>Norland</b> <span class=\"src\">told since 3 May 2025", namesakes.get("/people").text
    )


def test_a_mention_is_split_off_a_meeting_and_merged_again(namesakes):
    (row,) = namesakes.get("/meetings.json").json()
    assert row["mentions"] == 2
    judge(namesakes, kind="different-meeting", subject=row["ids"][1], others=" ".join(row["ids"]))
    first, second = namesakes.get("/meetings.json").json()
    assert (first["mentions"], second["mentions"]) == (1, 1)
    (kept,) = namesakes.get("/judgements.json").json()
    judge(namesakes, kind="undo", subject=kept["id"])
    assert [r["mentions"] for r in namesakes.get("/meetings.json").json()] == [2]
    judge(namesakes, kind="undo", subject=namesakes.get("/judgements.json").json()[0]["id"])
    judge(namesakes, kind="undo", subject=kept["id"])
    assert [r["mentions"] for r in namesakes.get("/meetings.json").json()] == [2]


def test_other_mentions_of_a_meeting_are_in_its_evidence(namesakes):
    (row,) = namesakes.get("/meetings.json").json()
    html = namesakes.get(f"/evidence/{row['ids'][0]}").text
    assert "The same meeting" in html and row["ids"][1] in html


def test_a_mention_is_split_off_a_paper_and_back(client):
    rows = client.get("/papers.json").json()
    assert len(rows) >= 1
    lines = [i for r in rows for i in r["ids"]]
    judge(client, kind="different-paper", subject=lines[-1], others=" ".join(lines))
    assert len(client.get("/papers.json").json()) == len(rows) + 1
    for kept in client.get("/judgements.json").json():
        judge(client, kind="undo", subject=kept["id"])
    assert client.get("/papers.json").json() == rows


def test_a_judged_line_bears_its_mark_wherever_it_is_shown(client):
    row = client.get("/timeline.json").json()[0]
    assert "accepted" not in client.get("/timeline").text
    judge(client, kind="accept", subject=row["id"])
    judge(client, kind="note", subject=row["id"], value="seen by two of us")
    for where in ("/timeline", f"/evidence/{row['id']}", f"/reports/{row['ids'][0] and 'a.txt'}"):
        html = client.get(where).text
        assert "✓ accepted" in html and "1 note" in html, where
    assert "seen by two of us" in client.get(f"/evidence/{row['id']}").text


def test_the_status_of_a_disagreement_is_kept(client):
    row = client.get("/disagreements.json").json()[0]
    assert row["status"] == "open"
    judge(client, kind="status", subject=row["id"], status="explained")
    assert client.get("/disagreements.json").json()[0]["status"] == "explained"


def test_evidence_of_a_rejected_line_says_so(client):
    row = client.get("/timeline.json").json()[0]
    judge(client, kind="reject", subject=row["id"])
    assert "no longer part of the record" in client.get(f"/evidence/{row['id']}").text
