#!/usr/bin/env python3
"""How the record, the views and the pages do over ten thousand reports.

    python evaluation/scale.py [--reports 10000] [--keep PATH]

Makes up reports with their assertions (a fixed seed, no reader), fills a dossier, and prints JSON: seconds to fill it, to add
one report more, to link and resolve at two sizes (so that growth can be seen), the median server time of each page after
the first call, the first call's time, and the size of each page.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from dragoman.dossier import Dossier, Read
from dragoman.record.claims import claims
from dragoman.record.links import link
from dragoman.surfaces.web.app import make_app
from dragoman.surfaces.web.pages import TITLES
from dragoman.surfaces.web.safety import rules_for
from dragoman.types import Assertion, Link, Passage, Report, assertion_id

PARTIES = ("Norland", "Sudland", "Estland", "Westland", "Union of Isles", "Coast Movement")
PEOPLE = tuple(
    f"{first} {last}"
    for first in ("Ada", "Carl", "Ida", "Omar", "Lena")
    for last in ("Bell", "Dane", "Rask", "Haddad", "Voss")
)
OUTLETS = tuple(f"Outlet {n}" for n in range(25))
ISSUES = (
    "ceasefire",
    "prisoner-exchange",
    "territory",
    "sanctions",
    "talks",
    "security-guarantees",
    "humanitarian-aid",
)
PLACES = ("Vienna", "Geneva", "Doha", "Istanbul")
SENTENCE = "{who} {verb} {what} on {when}, {by} said in {place}."


def reports(count: int, seed: int = 0) -> Iterator[tuple[Report, list[Assertion]]]:
    """Reports of twenty sentences over three years, with one assertion a sentence."""
    rng = random.Random(seed)
    for number in range(count):
        day = date(2023, 1, 1) + timedelta(days=number * 1000 // count)
        outlet = rng.choice(OUTLETS)
        lines, text = [], ""
        for _ in range(20):
            start = len(text)
            who, other = rng.sample(PARTIES, 2)
            issue, place, by = rng.choice(ISSUES), rng.choice(PLACES), rng.choice(PEOPLE)
            near = (day + timedelta(days=rng.randint(-5, 5))).isoformat()
            what, fields = rng.choice([
                ("meeting/held", {"actors": (who, other), "place": place, "date": near}),
                ("document/submitted", {"actors": (who,), "document": rng.choice(("memorandum", "roadmap", "proposal"))}),
                ("position/demands", {"actors": (who,), "issue": issue, "target": other}),
                ("position/rejects", {"actors": (who,), "issue": issue}),
                ("position/supports", {"actors": (who,), "issue": issue}),
                ("event/assault", {"actors": (who,), "recipient": (other,), "date": near}),
                ("event/agree", {"actors": (who, other), "issue": issue}),
                ("role/holds", {"person": by, "post": "envoy", "party": who}),
                ("remark/said", {}),
            ])  # fmt: skip
            text += SENTENCE.format(who=who, verb=what.split("/")[1], what=issue, when=near, by=by, place=place) + "\n"
            kind, act = what.split("/")
            chain = (Link(by, "person", "said"),) if rng.random() < 0.6 else ()
            lines.append(Assertion(
                kind=kind, act=act, report="", evidence=Passage(start, len(text) - 1, text[start:-1]), attribution=chain,
                modality=rng.choice(("actual", "actual", "planned")), polarity=rng.choice(("positive",) * 8 + ("negative",)),
                extractor="made up", confidence=rng.random(), published=day.isoformat(), outlet=outlet, **fields,
            ))  # fmt: skip
        report = Report(f"{number:05}.txt", text, day.isoformat(), outlet, f"Report {number}")
        made = [replace(a, report=report.id) for a in lines]
        yield report, [replace(a, id=assertion_id(a, report.text_hash)) for a in made]


def seconds(work: object) -> float:
    assert callable(work)
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 4)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="keep the dossier at this path")
    arguments = parser.parse_args()
    told: dict[str, list[Assertion]] = {}

    def reader(items: list[Report]) -> list[Read]:
        return [Read(tuple(told.pop(one.id))) for one in items]

    def stream(pairs: Iterator[tuple[Report, list[Assertion]]]) -> Iterator[Report]:
        for one, lines in pairs:
            told[one.id] = lines
            yield one

    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "scale.db"
        result: dict[str, object] = {"reports": arguments.reports}
        with Dossier.open(path, create=True, reader=reader) as dossier:
            if not dossier.reports():
                result["fill_s"] = seconds(
                    lambda: [None for _ in dossier.add_reports(stream(reports(arguments.reports)))]
                )
            extra = next(reports(1, seed=7))
            told["extra.txt"] = [replace(a, report="extra.txt", id="e" + a.id[1:]) for a in extra[1]]
            one = replace(extra[0], id="extra.txt", published="2025-12-01")
            result["add_one_s"] = seconds(lambda: list(dossier.add_reports([one])))
            lines = dossier.assertions()
            result["assertions"] = len(lines)
            for share in (4, 1):
                some = lines[::share]
                made = link(a for a in some if a.kind in {"meeting", "document"})
                result[f"link_{len(some)}_s"] = seconds(
                    lambda some=some: link(a for a in some if a.kind in {"meeting", "document"})
                )
                result[f"claims_{len(some)}_s"] = seconds(lambda some=some, made=made: claims(some, made))
        client = TestClient(make_app(path, rules_for("127.0.0.1")), base_url="http://127.0.0.1")
        pages = {}
        for name in TITLES:
            where = ("/" if name == "overview" else f"/{name}") + "?since=2025-09-01&as_of=2025-09-26&q=ceasefire"
            first = seconds(lambda where=where: client.get(where))
            again = [seconds(lambda where=where: client.get(where)) for _ in range(5)]
            pages[name] = {"first_s": first, "median_ms": round(statistics.median(again) * 1000, 1),
                           "kB": round(len(client.get(where).content) / 1000, 1)}  # fmt: skip
        result["pages"] = pages
        result["median_ms_over_pages"] = statistics.median(p["median_ms"] for p in pages.values())
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
