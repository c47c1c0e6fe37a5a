"""From files, folders and JSON lines to reports: ids, dates, offsets, and what odd material gives."""

from __future__ import annotations

import codecs
import json
import os
import tracemalloc

import pytest

from dragoman.errors import UsageError
from dragoman.sources import count, is_english, load
from dragoman.sources.limits import LARGEST_FILE, LONGEST_TEXT
from dragoman.types import Problem, Report

NEWS = "The two delegations met in the port town on Monday, the mediator said, and agreed to meet again in two weeks."


def split(items):
    items = list(items)
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Problem)]


def only(items):
    reports, problems = split(items)
    assert len(reports) == 1, problems
    return reports[0], [problem.code for problem in problems]


def lines(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_text_file(tmp_path):
    path = tmp_path / "2031-05-02_talks.txt"
    path.write_text(NEWS, encoding="utf-8")
    report, problems = only(load([path]))
    assert (report.id, report.text, report.published, report.language) == (path.name, NEWS, "2031-05-02", "en")
    assert report.path == str(path) and problems == []


def test_the_order_of_dates(tmp_path):
    """--published, JSON line, reports.tsv, first line, file name: taken away one by one."""
    path = tmp_path / "2031-01-05_a.txt"
    path.write_text("date 2031-01-04 A headline\n\n" + NEWS)
    table = tmp_path / "reports.tsv"
    table.write_text("file\tdate\toutlet\ttitle\tkind\n2031-01-05_a.txt\t2031-01-03\tGazette\tFrom the table\tnews\n")
    row = lines(tmp_path / "2031-01-05_b.jsonl", {"id": "j", "text": path.read_text(), "published": "2031-01-02"})
    assert {r.published for r in split(load([tmp_path], published="2031-01-01"))[0]} == {"2031-01-01"}
    assert only(load([row]))[0].published == "2031-01-02"
    report, _ = only(load([path]))
    assert (report.published, report.outlet, report.title) == ("2031-01-03", "Gazette", "From the table")
    assert ("kind", "news") in report.meta
    table.unlink()
    report, _ = only(load([path]))
    assert (report.published, report.title) == ("2031-01-04", "A headline")
    path.write_text(NEWS)
    assert only(load([path]))[0].published == "2031-01-05"


def test_a_first_line_with_a_date_is_a_notice_and_its_title_is_not(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(" date 2031-05-02 Talks to resume in spring\n\n" + NEWS)
    report, _ = only(load([path]))
    (notice,) = report.notices
    assert report.text[notice.start : notice.end] == " date 2031-05-02" and notice.kind == "header"
    assert report.title == "Talks to resume in spring" and report.published == "2031-05-02"


def test_a_notice_in_the_first_line_is_no_title(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(" date 2031-05-02 This audio is created with AI assistance\n\n" + NEWS)
    report, _ = only(load([path]))
    assert report.title is None
    assert [n.kind for n in report.notices] == ["header", "notice"]


@pytest.mark.parametrize("year", ["20025-06-01", "2031-13-01", "0205-06-01", "2031-02-30"])
def test_a_date_that_is_none(tmp_path, year):
    path = tmp_path / "a.txt"
    path.write_text(f"date {year} Headline\n\n{NEWS}")
    report, problems = only(load([path], need_date=False))
    assert report.published is None and problems == ["bad-date"]
    (problem,) = load([path])
    assert (problem.code, problem.severity) == ("no-date", "refused") and year in problem.message
    with pytest.raises(UsageError):
        list(load([path], published=year))


def test_a_bad_date_gives_way_to_the_next_place(tmp_path):
    path = lines(tmp_path / "a.jsonl", {"id": 7, "published": "soon", "text": f"date 2031-05-02\n{NEWS}"})
    report, problems = only(load([path]))
    assert (report.id, report.published, problems) == ("7", "2031-05-02", ["bad-date"])


def test_an_instant_gives_its_day(tmp_path):
    path = lines(tmp_path / "a.jsonl", {"id": "x", "dct": "2031-05-02T23:10:00+02:00", "text": NEWS})
    assert only(load([path]))[0].published == "2031-05-02"


def test_json_lines(tmp_path):
    full = {
        "doc": "n1",
        "text": NEWS,
        "published": "2031-05-02",
        "title": "T",
        "outlet": "O",
        "url": "u",
        "language": "en",
    }
    path = lines(tmp_path / "a.jsonl", full, {"text": NEWS, "published": "2031-05-03", "desk": "east"})
    with path.open("a") as stream:
        stream.write('\n{"id": "broken"\n[1, 2]\n{"id": "no text"}\n')
    reports, problems = split(load([path]))
    first, second = reports
    assert (first.id, first.title, first.outlet, first.url) == ("n1", "T", "O", "u") and first.meta == ()
    assert (second.id, second.meta) == ("a.jsonl:2", (("desk", "east"),))
    assert [(p.code, p.severity) for p in problems] == [("bad-line", "refused")] * 3
    assert [p.report for p in problems] == ["a.jsonl:4", "a.jsonl:5", "a.jsonl:6"]


def test_two_files_of_one_name(tmp_path):
    for folder in ("east", "west", "north/east"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "note.txt").write_text(f"date 2031-05-02\n{NEWS} {folder}")
    reports, _ = split(load([tmp_path]))
    assert [r.id for r in reports] == ["note.txt", "east/note.txt", "west/note.txt"]
    assert len({r.path for r in reports}) == 3
    known = {r.id: r.path for r in reports}
    again, _ = split(load([tmp_path / "west", tmp_path / "east"], known=known))
    assert {r.id: r.path for r in again} == {i: p for i, p in known.items() if "north" not in p}


def test_a_moved_folder_keeps_its_ids(tmp_path):
    (tmp_path / "old/east").mkdir(parents=True)
    (tmp_path / "old/east/note.txt").write_text(f"date 2031-05-02\n{NEWS}")
    known = {r.id: r.path for r in split(load([tmp_path]))[0]}
    (tmp_path / "old").rename(tmp_path / "new")
    assert [r.id for r in split(load([tmp_path], known=known))[0]] == ["note.txt"]


def test_a_file_named_twice_is_read_once(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"date 2031-05-02\n{NEWS}")
    (tmp_path / "link.txt").symlink_to(path)
    assert len(split(load([path, tmp_path, path]))[0]) == 1
    assert count([path, tmp_path]) == 1


def test_offsets_count_the_file_as_it_is(tmp_path):
    """Carriage returns, a byte order mark and wide characters all stay and count one each."""
    given = "\ufeffdate 2031-05-02\r\n\r\nOne line.\rAnother 😀 — line.\r\n" + NEWS
    path = tmp_path / "a.txt"
    path.write_bytes(given.encode())
    report, problems = only(load([path]))
    assert report.text == given and report.published == "2031-05-02" and problems == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (f"date 2031-05-02\n{NEWS} Café“".encode("cp1252"), "encoding"),
        (f"date 2031-05-02\n{NEWS} Café\x81".encode("latin-1"), "encoding"),
        (f"date 2031-05-02\n{NEWS} Café".encode("utf-16"), "encoding"),
        (f"date 2031-05-02\n{NEWS} Café".encode("utf-16-le"), "encoding"),
        (f"date 2031-05-02\n{NEWS} Café".encode("utf-16-be"), "encoding"),
        (codecs.BOM_UTF32_LE + f"date 2031-05-02\n{NEWS} Café".encode("utf-32-le"), "encoding"),
        (f"date 2031-05-02\n{NEWS} Café déjà là".encode() + b"\xff", "encoding"),
    ],
)
def test_other_encodings_are_read_and_noted(tmp_path, data, problem):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    report, problems = only(load([path]))
    assert "Café" in report.text and report.published == "2031-05-02" and problems == [problem]


def test_nul_and_lone_surrogates_are_replaced_one_for_one(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(f"date 2031-05-02\n{NEWS}".encode().replace(b"port", b"po\0t"))
    report, problems = only(load([path]))
    assert report.text.index("two weeks") == f"date 2031-05-02\n{NEWS}".index("two weeks") and problems == ["encoding"]
    path = tmp_path / "b.jsonl"
    row = '{"id": "s\\ud800", "title": "t\\udc00", "published": "2031-05-02", "text": "\\ud83d ' + NEWS + '"}\n'
    path.write_text(row)
    report, problems = only(load([path]))
    assert problems == ["encoding"] and report.text.startswith("\ufffd The")
    (report.id + report.text + (report.title or "")).encode()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", codecs.BOM_UTF8 + b"\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"%PDF-1.7 and so on", "binary"),
        ("a.txt", b"x" * (LARGEST_FILE + 1), "too-large"),
        ("a.txt", b"word " * (LONGEST_TEXT // 5 + 1), "too-large"),
        ("a.html", b"<html><body></body></html>", "no-article"),
    ],
)
def test_refused(tmp_path, name, data, code):
    pytest.importorskip("trafilatura")
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(f"date 2031-05-02\n{NEWS}")
    reports, problems = split(load([tmp_path]))
    assert [r.id for r in reports] == ["z.txt"]
    assert [(p.code, p.severity, p.report) for p in problems] == [(code, "refused", name)]
    assert str(tmp_path / name) in problems[0].message


def test_a_line_of_50_mb_is_passed_over_without_being_held(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"id": "long", "text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n' + json.dumps({"id": "ok", "text": NEWS, "published": "2031-05-02"}).encode() + b"\n")
    tracemalloc.start()
    reports, problems = split(load([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [r.id for r in reports] == ["ok"] and [p.code for p in problems] == ["bad-line"]
    assert peak < 30_000_000


def test_it_streams(tmp_path):
    """The first report comes out before the second is looked at."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "1", "text": NEWS, "published": "2031-05-02"}) + "\nnot json\n")
    stream = load([path])
    assert isinstance(next(stream), Report)
    path.unlink()
    assert [p.code for p in stream] == ["bad-line"]


def test_a_link_out_of_a_folder_is_not_followed_unless_named(tmp_path):
    given, elsewhere = tmp_path / "given", tmp_path / "private"
    for folder in (given / "inner", elsewhere):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(f"date 2031-05-02\n{folder.name} {NEWS}")
    (given / "one.txt").symlink_to(elsewhere / "a.txt")
    (given / "all").symlink_to(elsewhere)
    (given / "within").symlink_to(given / "inner")
    reports, problems = split(load([given]))
    assert len(reports) == 1 and "inner" in reports[0].text
    assert {(p.report.rsplit("/")[-1], p.code, p.severity) for p in problems} == {
        ("one.txt", "link-out", "info"), ("all", "link-out", "info"),
    }  # fmt: skip
    assert "private" in split(load([given / "one.txt"]))[0][0].text


def test_paths_that_lead_nowhere(tmp_path):
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "knot").symlink_to(tmp_path / "knot")
    (tmp_path / "picture.svg").write_text("<svg/>")
    (tmp_path / ".hidden.txt").write_text(NEWS)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(f"date 2031-05-02\n{NEWS}")
    reports, problems = split(load([tmp_path, tmp_path / "missing"]))
    assert [r.id for r in reports] == ["a.txt"]
    assert {p.report.rsplit("/")[-1]: (p.code, p.severity) for p in problems} == {
        "dangling.txt": ("no-such-file", "info"),
        "knot": ("unreadable", "refused"),
        "pipe.txt": ("not-a-file", "refused"),
        "picture.svg": ("skipped-file", "info"),
        "missing": ("no-such-file", "refused"),
    }


def test_without_rights(tmp_path, monkeypatch):
    """A folder and a file that may not be read; the right is taken in the call, as the tests may run as root."""
    from pathlib import Path

    (tmp_path / "shut").mkdir()
    (tmp_path / "shut.txt").write_text(NEWS)
    (tmp_path / "open.txt").write_text(f"date 2031-05-02\n{NEWS}")
    listing, reading = Path.iterdir, Path.read_bytes

    def refuse(call):
        def inner(self):
            if self.name.startswith("shut"):
                raise PermissionError(13, "Permission denied", str(self))
            return call(self)

        return inner

    monkeypatch.setattr(Path, "iterdir", refuse(listing))
    monkeypatch.setattr(Path, "read_bytes", refuse(reading))
    reports, problems = split(load([tmp_path]))
    assert [r.id for r in reports] == ["open.txt"]
    assert [(p.code, p.severity) for p in problems] == [("unreadable", "refused")] * 2
    assert all("Permission denied" in p.message for p in problems)


def test_a_table_that_cannot_be_used_is_a_problem(tmp_path):
    (tmp_path / "reports.tsv").write_text("name\tday\n")
    (tmp_path / "a.txt").write_text(f"date 2031-05-02\n{NEWS}")
    reports, problems = split(load([tmp_path]))
    assert reports[0].published == "2031-05-02" and [p.code for p in problems] == ["bad-table"]


def test_a_file_name_that_is_no_text_does_not_cost_the_report(tmp_path):
    path = tmp_path / os.fsdecode(b"2025-06-02_b\xffd.txt")
    try:
        path.write_text(NEWS)
    except OSError:
        pytest.skip("this file system has no such names")
    report, problems = only(load([path]))
    assert problems == [] and report.published == "2025-06-02"
    assert f"{report.id}{report.path}".isprintable() and "�" in report.id
    (item,) = load([f"{path}\udcff"])
    assert "\udcff" not in item.message + item.report


def test_a_refused_line_of_json_is_named_by_its_number(tmp_path):
    path = lines(tmp_path / "a.jsonl", {"text": NEWS, "published": "2025-06-02"}, {"text": NEWS})
    _, (problem,) = split(load([path]))
    assert f"{path}:2: no date" in problem.message


def test_a_report_without_a_date_says_what_to_do(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(NEWS)
    reports, (problem,) = split(load([path]))
    assert reports == [] and (problem.code, problem.severity) == ("no-date", "refused")
    assert "--published" in problem.message and "reports.tsv" in problem.message
    report, problems = only(load([path], need_date=False))
    assert report.published is None and problems == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "de",
            "Die beiden Delegationen trafen sich am Montag in der Hafenstadt und wollen in zwei Wochen weiter verhandeln.",
        ),
        (
            "ru",
            "Делегации встретились в понедельник в портовом городе и договорились встретиться снова через две недели.",
        ),
        (
            "fr",
            "Les deux délégations se sont réunies lundi dans la ville portuaire et se retrouveront dans deux semaines.",
        ),
        (
            "tr",
            "İki heyet pazartesi günü liman kentinde bir araya geldi ve iki hafta sonra yeniden görüşmeye karar verdi.",
        ),
        (
            "es",
            "Las dos delegaciones se reunieron el lunes en la ciudad portuaria y volverán a verse dentro de dos semanas.",
        ),
    ],
)
def test_other_languages_are_handed_on_with_a_problem(tmp_path, code, text):
    path = tmp_path / "2031-05-02.txt"
    path.write_text(text, encoding="utf-8")
    report, problems = only(load([path]))
    assert report.language == code and not is_english(report) and problems == ["not-english"]


def test_short_and_odd_english_is_english(tmp_path):
    """Headlines without function words, names in other scripts, and a wrong declaration."""
    rows = [
        {"text": "Talks postponed", "language": None},
        {"text": "Envoys: talks off", "language": "en-GB"},
        {"text": NEWS + " “Мы готовы к переговорам”, he said.", "language": "ru"},
        {
            "text": "Seven envoys attended Monday session; no statement issued; next meeting Friday, venue unknown, host says"
        },
    ]
    path = lines(tmp_path / "a.jsonl", *({**row, "published": "2031-05-02"} for row in rows))
    reports, problems = split(load([path]))
    assert all(is_english(r) for r in reports), [r.language for r in reports]
    assert [p.code for p in problems] == ["language"]


def test_a_saved_page(tmp_path):
    pytest.importorskip("trafilatura")
    page = f"""<!doctype html><html lang="en"><head><title>Talks resume | Harbour Post</title>
    <meta property="og:title" content="Talks resume"><meta property="og:site_name" content="Harbour Post">
    <meta property="article:published_time" content="2021-05-02T08:00:00Z"></head><body><nav>Home Sport</nav>
    <article><h1>Talks resume</h1><p>{NEWS}</p><p>A third party said it was &ldquo;hopeful&rdquo; that the two would sign a paper
    before the summer, and offered to host them again.</p></article><footer>Imprint</footer></body></html>"""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    report, problems = only(load([tmp_path]))
    assert report.published == "2021-05-02" and report.outlet == "Harbour Post" and problems == []
    assert report.text.startswith("Talks resume") and "“hopeful”" in report.text and "Imprint" not in report.text


def test_a_page_without_the_extra_names_the_install_line(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "page.html").write_text(f"<html><p>{NEWS}</p></html>")
    _, (problem,) = split(load([tmp_path]))
    assert problem.code == "missing-extra" and "dragoman[web]" in problem.message
