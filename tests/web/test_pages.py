"""Every page, its twins, the evidence, and judgements, through the application as a server runs it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.dossier import Dossier
from dragoman.surfaces.web.app import make_app
from dragoman.surfaces.web.pages import TITLES
from dragoman.surfaces.web.safety import rules_for
from tests.storyboard import HOSTILE, build

PATHS = ["/" if name == "overview" else f"/{name}" for name in TITLES]
RULES = rules_for("127.0.0.1")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("web") / "talks.db")


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(make_app(path, RULES), base_url="http://127.0.0.1:8765", follow_redirects=False)


class Page(HTMLParser):
    """Tags, their attributes, and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("where", PATHS)
def test_page_shows_and_asks_no_other_host(client, where):
    answer = client.get(where, params={"since": "2025-05-28", "q": "memorandum"})
    assert answer.status_code == 200
    page = Page(answer.text)
    for tag, attrs in page.tags:
        for name in ("src", "href", "action"):
            assert not (attrs.get(name) or "").startswith(("http:", "https:", "//")), (tag, attrs)
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        assert "style" not in attrs, "the policy would refuse it"
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    assert [tag for tag, attrs in page.tags if tag == "script" and "src" not in attrs] == []
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("where", PATHS)
def test_page_has_a_json_and_a_csv_twin(client, where):
    stem = "/overview" if where == "/" else where
    twin = client.get(f"{stem}.json", params={"since": "2025-05-28", "q": "memorandum"})
    assert isinstance(twin.json(), list)
    table = client.get(f"{stem}.csv", params={"since": "2025-05-28", "q": "memorandum"})
    assert table.headers["content-type"].startswith("text/csv") and "," in table.text.splitlines()[0]
    if where not in {"/problems", "/judgements"}:
        assert len(twin.json()) >= 1 and len(table.text.splitlines()) >= 2


def test_markup_in_titles_names_and_texts_stays_text(client):
    for where in [*PATHS, "/reports/a.txt", "/reports/b.txt"]:
        html = client.get(where).text
        assert "<script>alert" not in html and "<img src=x" not in html
    assert HOSTILE in Page(client.get("/reports/b.txt").text).text
    assert HOSTILE in Page(client.get("/reports/a.txt").text).text


def test_evidence_opens_beside_the_line_without_scripts(client):
    rows = client.get("/timeline.json").json()
    row = next(r for r in rows if "not submitted" in r["text"])
    html = client.get("/timeline", params={"line": row["id"]}).text
    lit = html.split('id="passage">')[1].split("</mark>")[0]
    assert lit == "Norland has not submitted its memorandum"
    assert "Carl Dane" in html.split('class="chain"')[1].split("</ol>")[0]
    fragment = client.get(f"/evidence/{row['id']}")
    assert fragment.status_code == 200 and "<html" not in fragment.text and "made for a test" in fragment.text
    assert client.get(f"/evidence/{row['id']}.json").json()["evidence"]["exact"] == lit


def test_as_of_cuts_the_whole_site(client):
    early = client.get("/papers.json", params={"as_of": "2025-05-28"}).json()
    assert [r["state"] for r in early] == ["to be presented (planned)"]
    assert "Herald" not in client.get("/reports", params={"as_of": "2025-06-02"}).text
    assert 'href="/positions?as_of=2025-06-02"' in client.get("/timeline", params={"as_of": "2025-06-02"}).text


def test_a_date_that_makes_no_sense_is_named_not_an_error(client):
    answer = client.get("/timeline", params={"as_of": "20025-13-99", "certainty": "much"})
    assert answer.status_code == 200 and "20025-13-99" in answer.text


def test_filters(client):
    rows = client.get("/positions.json", params={"party": "Sudland", "issue": "ceasefire"}).json()
    assert {r["party"] for r in rows} == {"Sudland"}
    assert client.get("/timeline.json", params={"certainty": "0.95"}).json() == []


def test_report_page_marks_passages_and_has_its_twin(client):
    answer = client.get("/reports/folder/c.txt")
    assert answer.status_code == 200 and "Norland submitted its memorandum on June 2" in answer.text
    twin = client.get("/reports/folder/c.txt.json").json()
    assert all(
        twin["text"][a["evidence"]["start"] : a["evidence"]["end"]] == a["evidence"]["exact"]
        for a in twin["assertions"]
    )
    assert len(twin["assertions"]) == 6
    assert client.get("/reports/none.txt").status_code == 404


def test_right_to_left_text_says_so(client):
    html = client.get("/search", params={"q": "memorandum"}).text
    assert "Меморандум: نص عربي" in html
    from dragoman.surfaces.web.drawing import direction

    assert (direction("نص عربي"), direction("«Меморандум»"), direction("12")) == ("rtl", "ltr", "ltr")


def test_long_lists_are_paged_by_cursor(client, monkeypatch):
    monkeypatch.setattr("dragoman.surfaces.web.pages.paged.__defaults__", (2,))
    whole = [r["id"] for r in client.get("/timeline.json").json()]
    seen, after = [], ""
    for _ in range(20):
        part = [r["id"] for r in client.get("/timeline.json", params={"after": after}).json()]
        if not part:
            break
        seen += part
        if len(part) < 2:
            break
        after = part[-1]
        if 'rel="next"' not in client.get("/timeline", params={"after": seen[-3] if len(seen) > 2 else ""}).text:
            break
    assert seen[: len(whole)] == list(dict.fromkeys(seen))[: len(whole)] and len(seen) >= 5


def test_supposing_an_acceptance_names_what_it_frees(client):
    html = client.get("/deadlock", params={"suppose": "Norland=ceasefire"}).text
    assert "Supposing that Norland accepts ceasefire" in html


def judge(client: TestClient, **form: str):
    form = {"form_token": RULES.form_token, "author": "Ida", "back": "/timeline", **form}
    return client.post("/judge", data=form)


def test_a_correction_and_its_undo(path):
    client = TestClient(make_app(path, RULES), base_url="http://127.0.0.1:8765", follow_redirects=False)
    row = next(r for r in client.get("/timeline.json").json() if "plan to hold round 2" in r["text"])
    answer = judge(client, kind="correct", subject=row["id"], field="modality", value="possible", reason="it reads so")
    assert (answer.status_code, answer.headers["location"]) == (303, "/timeline")
    changed = next(r for r in client.get("/timeline.json").json() if "round 2" in r["text"])
    assert changed["status"] == "possible"
    (kept,) = [j for j in client.get("/judgements.json").json() if j["kind"] == "correct"]
    assert (kept["author"], kept["reason"]) == ("Ida", "it reads so")
    judge(client, kind="undo", subject=kept["id"])
    assert row["text"] in {r["text"] for r in client.get("/timeline.json").json()}


def test_a_rejected_line_is_gone_and_returns(path):
    client = TestClient(make_app(path, RULES), base_url="http://127.0.0.1:8765", follow_redirects=False)
    row = client.get("/delegations.json").json()[0]
    judge(client, kind="reject", subject=row["id"])
    assert client.get("/delegations.json").json() == []
    with Dossier.open(path) as dossier:
        dossier.undo(next(j.id for j in dossier.judgements() if j.kind == "reject"), author="Ida")
    assert len(client.get("/delegations.json").json()) == 1


def test_one_page_export_holds_every_passage_and_loads_nothing(path):
    from dragoman.surfaces.export.page import one_page

    with Dossier.open(path, read_only=True) as dossier:
        html = one_page(dossier, title="talks")
        ids = [a.id for a in dossier.assertions()]
    page = Page(html)
    assert "<script>alert" not in html
    targets = {attrs["id"] for _, attrs in page.tags if attrs.get("id")}
    assert all(f"line-{i}" in targets for i in ids)
    assert not [a for t, a in page.tags if t in {"link", "img", "iframe"} or (t == "script" and a.get("src"))]
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv"))
    assert policy is not None and policy.startswith("default-src 'none'") and "sha256-" in policy
    assert json.loads(json.dumps(html)) == html
