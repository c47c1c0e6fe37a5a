"""What the address can say: windows, places, cursors, filters; and the twins of long lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.dossier import Dossier
from dragoman.surfaces.web import charts, pages
from dragoman.surfaces.web.app import make_app
from dragoman.surfaces.web.graph import graph
from dragoman.surfaces.web.query import Query, read_query
from dragoman.surfaces.web.safety import rules_for
from dragoman.surfaces.web.shelf import Shelf
from dragoman.views import show
from tests.storyboard import build


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("web") / "talks.db")


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(make_app(path, rules_for("127.0.0.1")), base_url="http://127.0.0.1:8765")


def test_the_timeline_is_zoomed_by_its_address(client):
    whole = client.get("/timeline.json").json()
    part = client.get("/timeline.json", params={"from": "2025-05-10", "to": "2025-05-20"}).json()
    assert 0 < len(part) < len(whole) and all("2025-05-10" <= r["sort"] <= "2025-05-20" for r in part)
    html = client.get("/timeline", params={"from": "2025-05-10", "to": "2025-05-20", "party": "Norland"}).text
    assert "from=2025-05-05&amp;to=2025-05-25" in html, "wider"
    assert 'href="/positions?party=Norland"' in html, "the window is the timeline's own"
    assert "from=never" in client.get("/timeline", params={"from": "never"}).text


def test_a_word_found_leads_to_its_place(client):
    html = client.get("/search", params={"q": "delivers OR officials"}).text
    assert "<mark>officials</mark></a>" in html
    where = html.split('class="hit" href="')[1].split('"')[0].replace("&amp;", "&")
    report = client.get(where).text
    assert '<mark id="lit">officials</mark>' in report


@pytest.mark.parametrize("at", ["5", "9-2", "-1-4", "a-b", "٣-٤", "1-99999999999", "0-999999"])
def test_a_place_that_makes_no_sense_is_nowhere(client, at):
    answer = client.get("/reports/a.txt", params={"at": at})
    assert answer.status_code == 200 and 'id="lit"' not in answer.text


def test_the_open_line_is_kept_while_a_list_goes_on(client, monkeypatch):
    monkeypatch.setattr("dragoman.surfaces.web.pages.paged.__defaults__", (2,))
    row = client.get("/timeline.json").json()[0]
    html = client.get("/timeline", params={"line": row["id"]}).text
    following = html.split('rel="next" href="')[1].split('"')[0]
    assert f"line={row['id']}" in following


def test_the_csv_is_the_whole_table_and_the_json_says_where_it_goes_on(client, monkeypatch):
    whole = client.get("/timeline.json").json()
    monkeypatch.setattr("dragoman.surfaces.web.pages.paged.__defaults__", (2,))
    answer = client.get("/timeline.json")
    assert len(answer.json()) == 2 and answer.headers["link"].endswith('rel="next"')
    seen = answer.json()
    while "link" in answer.headers:
        answer = client.get(answer.headers["link"].split("<")[1].split(">")[0])
        seen += answer.json()
    assert [r["id"] for r in seen] == [r["id"] for r in whole]
    assert len(client.get("/timeline.csv").text.splitlines()) == len(whole) + 1


def test_long_lists_within_a_row_are_cut_and_counted():
    page = pages.Page("x", "", "", "", rows=[])
    assert pages.as_data(page) == []
    assert pages._cut({"ids": list(range(100)), "n": 3}) == {"ids": list(range(pages.DATA)), "n": 3, "ids_total": 100}


def test_filters_offer_what_is_known(client):
    html = client.get("/").text
    for value in ("Norland", "ceasefire", "The Gazette"):
        assert f'<option value="{value}">' in html


@pytest.mark.parametrize(
    "cut",
    [{"party": "norland"}, {"issue": "ceasefire"}, {"outlet": "wire"}, {"min_confidence": 0.9}, {"min_confidence": 0.0},
     {"as_of": "2025-06-02", "party": "Sudland", "min_confidence": 0.5}],
)  # fmt: skip
def test_what_the_shelf_filters_is_what_the_dossier_would_give(path, cut):
    shelf = Shelf(path)
    shelf.freshen()
    with Dossier.open(path, read_only=True) as dossier:
        assert shelf.material(cut) == dossier.material(**cut)


def test_the_brief_is_there_for_paper_and_as_markdown(client):
    html = client.get("/brief").text
    assert "<h2>Who wants what</h2>" in html and "Each sentence tells on whose word it stands" in html
    told = client.get("/brief.md", params={"as_of": "2025-06-02"})
    assert told.headers["content-type"].startswith("text/markdown") and told.text.startswith(
        "# talks\n\nAs of 2 Jun 2025"
    )


def test_every_thing_of_the_list_is_on_the_chart_or_counted_in_a_mark(path):
    with Dossier.open(path, read_only=True) as dossier:
        rows = show("timeline", dossier.material())
    made = charts.lanes(rows, "2025-06-03")
    assert made is not None
    lanes_of = [max(len([p for p in r.parties if p in {name for name, _, _ in made.lanes}]), 1) for r in rows]
    assert sum(m.count for m in made.marks) == sum(lanes_of)
    crowded = charts.lanes([rows[0]] * 40, "2025-06-03")
    assert crowded is not None and {m.count for m in crowded.marks} == {40}


@pytest.mark.parametrize("iso", ["", "..", "2025-13", "9999-12-31", "2025-06-01/..", "0001", "x/2025"])
def test_dates_at_the_edge_of_the_calendar_are_drawn_or_left_out(path, iso):
    from dataclasses import replace

    with Dossier.open(path, read_only=True) as dossier:
        rows = show("timeline", dossier.material())
    made = charts.lanes([replace(rows[0], date=iso, sort=iso), rows[1]], "2025-06-03")
    assert made is not None and made.marks


def test_boxes_of_the_deadlock_map_do_not_overlap_and_lines_end_at_boxes(path):
    with Dossier.open(path, read_only=True) as dossier:
        material = dossier.material()
    made = graph(show("deadlock", material), dict(material.issues))
    assert made is not None and made.left_out == 0
    for one in made.nodes:
        for other in made.nodes:
            if one is not other and one.x == other.x:
                assert one.y + one.height <= other.y or other.y + other.height <= one.y
        assert one.x >= 0 and one.x + one.width <= made.width and one.y + one.height <= made.height
    ids = {n.id for n in made.nodes}
    assert all(set(line.ends) <= ids for line in made.lines)
    assert {line.style for line in made.lines} >= {"if", "plain", "open", "order"}


def test_addresses_go_round():
    query = Query(as_of="2025-06-02", party="Côte d'Ivoire", begin="2025-01-01", end="2025-02-01", line="ab", at="1-2")
    from urllib.parse import parse_qsl, urlsplit

    address = query.address("/timeline", line=query.line, at=query.at)
    assert read_query(dict(parse_qsl(urlsplit(address).query))) == query


def test_problems_lead_into_their_reports(tmp_path):
    from dragoman.dossier import Read
    from dragoman.types import Problem, Report

    dropped = Problem("not-grounded", "a line whose words are not in the text was dropped", "a.txt", 4, 9)
    file = tmp_path / "odd.db"
    with Dossier.open(file, create=True, reader=lambda reports: [Read((), (dropped,)) for _ in reports]) as dossier:
        list(dossier.add_reports([Report("a.txt", "The talks broke off.", "2025-05-01", "Wire")]))
    client = TestClient(make_app(file, rules_for("127.0.0.1")), base_url="http://127.0.0.1")
    html = client.get("/problems").text
    assert 'href="/reports/a.txt?at=4-9#lit"' in html and "not-grounded 1" in html
    report = client.get("/reports/a.txt", params={"at": "4-9"}).text
    assert '<mark id="lit">talks</mark>' in report and "was dropped" in report
