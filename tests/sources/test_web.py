"""Fetching asks public addresses only, and little. A server on the loopback address shows that it is not even asked."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.errors import SourceError
from dragoman.sources import load, web
from dragoman.types import Problem, Report

NEWS = "date 2031-05-02\nThe two delegations met in the port town on Monday, and agreed to meet again in two weeks."


@pytest.fixture
def server():
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if self.path.startswith("/to"):
                self.send_response(302)
                self.send_header("Location", self.path.split("?", 1)[1])
                self.end_headers()
                return
            body = b"x" * 5000 if self.path == "/big" else NEWS.encode()
            self.send_response(404 if self.path == "/gone" else 200)
            self.send_header("Content-Type", "image/png" if self.path == "/image" else "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    running.asked = asked
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def allowed(server, monkeypatch):
    """The server's own port passes for public; every other address is checked as ever."""
    real = web.public_address

    def address(host, port):
        return "127.0.0.1" if (host, port) == ("news.example", server.server_port) else real(host, port)

    monkeypatch.setattr(web, "public_address", address)
    return f"http://news.example:{server.server_port}"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1"]
)
def test_the_loopback_address_is_refused_before_a_connection(server, host):
    with pytest.raises(SourceError, match=r"not a public address|cannot be found"):
        web.fetch(f"http://{host}:{server.server_port}/")
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255"),
        *("fe80::1%eth0", "fc00::1", "::", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:10.0.0.1"),
    ],
)
def test_addresses_that_are_not_public(address, monkeypatch):
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 80))])
    with pytest.raises(SourceError, match="not a public address"):
        web.public_address("name.example", 80)


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    found = [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(SourceError, match=r"10\.0\.0\.1"):
        web.public_address("name.example", 80)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/", "http://", "http://u:p@news.example/", "http://[/"]
)
def test_what_is_no_web_address(url):
    with pytest.raises(SourceError):
        web.fetch(url)


def test_a_page_is_fetched_and_loaded(server, allowed):
    report, *problems = load([f"{allowed}/a"])
    assert isinstance(report, Report) and report.published == "2031-05-02" and problems == []
    assert report.id == report.url == f"{allowed}/a" and server.asked == ["/a"]


def test_redirects_are_checked_and_few(server, allowed):
    assert web.fetch(f"{allowed}/to?/a").url == f"{allowed}/a"
    with pytest.raises(SourceError, match="not a public address"):
        web.fetch(f"{allowed}/to?http://127.0.0.1:{server.server_port}/secret")
    with pytest.raises(SourceError, match="only http"):
        web.fetch(f"{allowed}/to?file:///etc/passwd")
    server.asked.clear()
    with pytest.raises(SourceError, match="redirects"):
        web.fetch(f"{allowed}/to?/to?/to?/to?/to?/to?/a")
    assert len(server.asked) == web.REDIRECTS + 1


def test_size_type_and_status(server, allowed):
    with pytest.raises(SourceError, match="larger than"):
        web.fetch(f"{allowed}/big", limit=1000)
    with pytest.raises(SourceError, match="image/png"):
        web.fetch(f"{allowed}/image")
    with pytest.raises(SourceError, match="404"):
        web.fetch(f"{allowed}/gone")
    with pytest.raises(SourceError, match="too long"):
        web.fetch(f"{allowed}/a", seconds=0)


def test_an_address_in_a_report_is_never_fetched(server, tmp_path):
    (tmp_path / "a.jsonl").write_text(
        f'{{"id": "a", "text": "Short.", "url": "http://127.0.0.1:{server.server_port}/"}}\n'
    )
    list(load([tmp_path]))
    assert server.asked == []


def test_a_refusal_is_a_problem_and_the_rest_goes_on(server, tmp_path):
    (tmp_path / "a.txt").write_text(NEWS)
    problem, report = load([f"http://127.0.0.1:{server.server_port}/", tmp_path])
    assert isinstance(problem, Problem) and (problem.code, problem.severity) == ("not-fetched", "refused")
    assert isinstance(report, Report) and server.asked == []
