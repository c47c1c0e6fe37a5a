"""The site as a person meets it: pages, evidence, as-of, judgements, the mailed page, contrast and structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.dossier import Dossier
from dragoman.surfaces.export.page import one_page
from dragoman.surfaces.web.pages import TITLES

pytestmark = pytest.mark.browser
PATHS = ["/?since=2025-05-28" if name == "overview" else f"/{name}" for name in TITLES]


def follow(page, element):
    """Click what leads to another page, and wait until that page has come: reading at once may meet the old one."""
    with page.expect_navigation():
        element.click()


SHOWN = [*PATHS, "/reports/b.txt", "/changes?since=2025-05-28", "/search?q=memorandum", "/positions?line=LINE",
         "/timeline?from=2025-05-01&to=2025-06-30", "/reports/b.txt?at=0-7"]  # fmt: skip


@pytest.mark.parametrize("where", SHOWN)
def test_page_is_shown_without_trouble_and_is_accessible(page, address, where, dossier_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # each page in one scheme, in turn: both are the same rules of colour
    scheme = ("light", "dark")[SHOWN.index(where) % 2]
    page.emulate_media(color_scheme=scheme)
    if "LINE" in where:
        with Dossier.open(dossier_path, read_only=True) as dossier:
            where = where.replace("LINE", next(a.id for a in dossier.assertions() if a.kind == "position"))
    page.goto(address + where)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.querySelectorAll('script:not([src])').length") == 0
    # axe is put in by the test; the page's own policy would refuse an inline script, so it is run as an evaluation
    found = axe.run(page)
    bad = [v["id"] for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
    assert bad == [], (scheme, where, found.generate_report())


def test_markup_in_the_material_never_runs(page, address):
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for where in ("/reports/a.txt", "/reports/b.txt", "/timeline", "/reports", "/outlets"):
        page.goto(address + where)
    assert dialogs == []


def test_evidence_opens_beside_the_line_and_closes(page, address):
    page.goto(f"{address}/timeline")
    page.get_by_role("link", name="passage").first.click()
    page.wait_for_selector("#evidence mark#passage")
    assert "line=" in page.url
    lit = page.locator("#evidence mark#passage").inner_text()
    assert lit in page.locator("#evidence blockquote").inner_text()
    assert page.locator("#evidence .chain li").count() >= 1
    box = page.locator("#evidence mark#passage").bounding_box()
    assert box is not None and 0 <= box["y"] < page.viewport_size["height"]
    page.keyboard.press("Escape")
    assert page.locator("#evidence .panel").count() == 0 and "line=" not in page.url


def test_without_scripts_the_same_link_shows_the_same_evidence(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/timeline")
    follow(page, page.get_by_role("link", name="passage").first)
    assert page.locator("#evidence mark#passage").count() == 1
    context.close()


def test_as_of_holds_over_the_whole_site(page, address):
    page.goto(f"{address}/")
    page.get_by_label("As of").fill("2025-05-28")
    follow(page, page.get_by_role("button", name="Show").first)
    assert "as_of=2025-05-28" in page.url
    follow(page, page.get_by_role("link", name="Papers"))
    assert "as_of=2025-05-28" in page.url
    assert "to be presented (planned)" in page.locator("main").inner_text()
    assert "not submitted" not in page.locator("main").inner_text()


def test_keyboard_goes_through_the_lines(page, address):
    page.goto(f"{address}/papers")
    page.locator("main").click(position={"x": 2, "y": 2})
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.dataset.line")
    page.keyboard.press("j")
    assert first and page.evaluate("document.activeElement.dataset.line") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.line") == first


def test_a_correction_and_its_undo(page, address, dossier_path):
    with Dossier.open(dossier_path, read_only=True) as dossier:
        line = next(a for a in dossier.assertions() if a.round == 1)
    page.goto(f"{address}/meetings?line={line.id}")
    page.locator("#evidence input[name=author]").fill("Ida")
    page.locator("#evidence select[name=field]").select_option("place")
    page.locator("#evidence input[name=value]").fill("Geneva")
    follow(page, page.get_by_role("button", name="Correct"))
    assert "Geneva" in page.locator("main").inner_text()
    page.goto(f"{address}/judgements")
    page.get_by_role("row", name="correct").locator("input[name=author]").fill("Ida")
    follow(page, page.get_by_role("button", name="Undo").first)
    page.goto(f"{address}/meetings")
    assert "Geneva" not in page.locator("main").inner_text() and "Vienna" in page.locator("main").inner_text()


def test_the_mailed_page_opens_from_disk_without_a_network(browser, dossier_path, tmp_path: Path):
    with Dossier.open(dossier_path, read_only=True) as dossier:
        (tmp_path / "talks.html").write_text(one_page(dossier, title="talks"), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    page.goto((tmp_path / "talks.html").as_uri())
    page.locator("#timeline a.ev").first.click()
    assert page.locator("#evidence mark.now").count() == 1
    lit = page.locator("#evidence mark.now").inner_text()
    assert lit and page.locator("#evidence .text").inner_text().count(lit) >= 1
    page.keyboard.press("Escape")
    assert page.locator("#evidence mark.now").count() == 0
    assert trouble == []
    context.close()


def test_a_narrow_screen_does_not_scroll_sideways(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    for where in (
        "/",
        "/timeline",
        "/positions",
        "/papers",
        "/disagreements",
        "/people",
        "/sources",
        "/deadlock",
        "/outlets",
    ):
        page.goto(address + where)
        assert page.evaluate("document.documentElement.scrollWidth") <= 392, where
    context.close()


def test_the_timeline_is_zoomed_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/timeline")
    before = page.locator("ol.time > li").count()
    page.get_by_label("from", exact=True).fill("2025-05-10")
    page.get_by_label("to", exact=True).fill("2025-05-20")
    follow(page, page.get_by_role("button", name="Show").nth(1))
    assert "from=2025-05-10&to=2025-05-20" in page.url
    assert 0 < page.locator("ol.time > li").count() < before
    follow(page, page.get_by_role("link", name="everything"))
    assert page.locator("ol.time > li").count() == before
    context.close()


def test_a_party_on_the_map_lights_what_touches_it(page, address):
    page.goto(f"{address}/deadlock")
    box = page.locator('[data-node="party:Sudland"]')
    box.focus()
    lit = page.locator("[data-map].lit .link.on")
    assert 0 < lit.count() < page.locator("[data-map] .link").count()
    assert all("party:Sudland" in ends for ends in lit.evaluate_all("found => found.map(e => e.dataset.ends)"))
    page.locator("[data-map] a.link").first.dispatch_event("click")
    page.wait_for_selector("#evidence mark#passage")


def test_a_word_found_is_lit_in_its_report(page, address):
    page.goto(f"{address}/search?q=roadmap")
    follow(page, page.locator("a.hit").first)
    lit = page.locator("mark#lit")
    assert lit.inner_text() == "roadmap"
    box = lit.bounding_box()
    assert box is not None and 0 <= box["y"] < page.viewport_size["height"]


def test_a_mention_is_split_off_from_the_page_and_the_review_undoes_it(page, address):
    page.goto(f"{address}/papers")
    whole = page.locator("main article.card").count()
    page.get_by_text("Merge or split").first.click()
    form = page.locator("form:has(button:text('Split off'))").first
    form.locator("select[name=subject]").select_option(index=1)
    form.locator("input[name=author]").fill("Ida")
    follow(page, form.get_by_role("button", name="Split off"))
    page.goto(f"{address}/papers")
    assert page.locator("main article.card").count() == whole + 1
    page.goto(f"{address}/judgements")
    while (undo := page.get_by_role("row", name="different-paper").get_by_role("button", name="Undo")).count():
        undo.first.locator("xpath=ancestor::form").locator("input[name=author]").fill("Ida")
        follow(page, undo.first)
    page.goto(f"{address}/papers")
    assert page.locator("main article.card").count() == whole


def test_the_brief_on_paper_has_no_controls(page, address):
    page.goto(f"{address}/brief")
    page.emulate_media(media="print")
    assert page.locator("article.brief h1").is_visible() and page.locator("article.brief li").first.is_visible()
    assert not page.locator("nav.tabs").is_visible() and not page.locator("article.brief a.ev").first.is_visible()
