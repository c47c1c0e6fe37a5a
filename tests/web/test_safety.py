"""Who may ask: each rule has a test that tries to break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.surfaces.web.app import make_app
from dragoman.surfaces.web.safety import host_of, is_loopback, rules_for
from tests.storyboard import build


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("web") / "talks.db")


def test_a_foreign_host_header_is_refused(path):
    """A page of another site that points its own name at this address (DNS rebinding) gets nothing."""
    client = TestClient(make_app(path, rules_for("127.0.0.1")), base_url="http://evil.example")
    assert client.get("/").status_code == 421
    for header in ("evil.example:80", "127.0.0.1.evil.example", "", "[::1]evil"):
        assert client.get("/", headers={"host": header}).status_code == (200 if host_of(header) == "[::1]" else 421), (
            header
        )


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST:99"])
def test_own_names_are_served(path, name):
    client = TestClient(make_app(path, rules_for("127.0.0.1")), base_url="http://127.0.0.1")
    assert client.get("/", headers={"host": name}).status_code == 200


def test_loopback_is_told_from_the_rest():
    assert [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "127.8.8.8")] == [True] * 4
    assert [is_loopback(h) for h in ("0.0.0.0", "10.0.0.1", "::", "example.org")] == [False] * 4
    assert rules_for("127.0.0.1").token is None


def test_beyond_loopback_a_token_is_wanted(path):
    rules = rules_for("0.0.0.0", ("desk.example",))
    assert rules.token and len(rules.token) >= 24
    client = TestClient(make_app(path, rules), base_url="http://desk.example", follow_redirects=False)
    for where in ("/", "/timeline.json", "/static/dragoman.css", "/reports/a.txt"):
        assert client.get(where).status_code == 401, where
    assert client.get("/", params={"token": "wrong"}).status_code == 401
    answer = client.get("/timeline", params={"token": rules.token, "as_of": "2025-06-02"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/timeline?as_of=2025-06-02")
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=strict" in answer.headers["set-cookie"]
    assert client.get("/timeline").status_code == 200
    bare = TestClient(make_app(path, rules), base_url="http://desk.example")
    assert bare.get("/", headers={"authorization": f"Bearer {rules.token}"}).status_code == 200


def test_writes_need_the_form_token_and_our_origin(path):
    rules = rules_for("127.0.0.1")
    client = TestClient(make_app(path, rules), base_url="http://127.0.0.1", follow_redirects=False)
    row = client.get("/timeline.json").json()[0]["id"]
    good = {"form_token": rules.form_token, "kind": "accept", "subject": row, "author": "Ida", "back": "/"}
    assert client.post("/judge", data={**good, "form_token": "guess"}).status_code == 403
    assert client.post("/judge", data={k: v for k, v in good.items() if k != "form_token"}).status_code == 403
    assert client.post("/judge", data=good, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/judge", data=good, headers={"origin": "null"}).status_code == 403
    assert client.get("/judge").status_code == 405
    assert client.get("/judgements.json").json() == []
    assert client.post("/judge", data=good, headers={"origin": "http://127.0.0.1"}).status_code == 303
    assert len(client.get("/judgements.json").json()) == 1
    assert client.post("/judge", data={**good, "author": " "}).status_code == 400
    assert client.post("/judge", data={**good, "kind": "drop table"}).status_code == 400
    assert client.post("/judge", data={**good, "reason": "x" * 70_000}).status_code == 413


def test_a_reading_server_refuses_writes(path):
    rules = rules_for("127.0.0.1")
    client = TestClient(make_app(path, rules, writable=False), base_url="http://127.0.0.1")
    assert client.post("/judge", data={"form_token": rules.form_token}).status_code == 403
    assert 'action="/judge"' not in client.get("/judgements").text


def test_the_way_back_leads_nowhere_else(path):
    rules = rules_for("127.0.0.1")
    client = TestClient(make_app(path, rules), base_url="http://127.0.0.1", follow_redirects=False)
    row = client.get("/timeline.json").json()[0]["id"]
    for back in ("https://evil.example", "//evil.example", "/\\evil.example"):
        form = {
            "form_token": rules.form_token,
            "kind": "note",
            "subject": row,
            "value": "x",
            "author": "Ida",
            "back": back,
        }
        assert client.post("/judge", data=form).headers["location"] == "/"
        assert "evil.example" not in client.get(f"/evidence/{row}", params={"back": back}).text


@pytest.mark.parametrize(
    "where",
    ["/reports/../../../../etc/passwd", "/reports/%2e%2e/%2e%2e/etc/passwd", "/static/../app.py", "/static/%2e%2e/app.py",
     "/static/..%2f..%2fapp.py", "/reports//etc/passwd", "/reports/talks.db", "/static//etc/passwd"],
)  # fmt: skip
def test_no_path_leads_to_a_file_outside(path, where):
    client = TestClient(make_app(path, rules_for("127.0.0.1")), base_url="http://127.0.0.1")
    answer = client.get(where)
    assert answer.status_code == 404, where
    assert "root:" not in answer.text and "make_app" not in answer.text


def test_every_answer_has_the_headers(path):
    client = TestClient(make_app(path, rules_for("127.0.0.1")), base_url="http://127.0.0.1")
    for where in ("/", "/timeline.json", "/static/dragoman.js", "/nowhere", "/reports/none"):
        headers = client.get(where).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), where
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin"), where
