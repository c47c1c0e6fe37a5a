"""Score the extractor on gold facts: reading, export and the shared scorer in one command.

    python -m evaluation.extraction [--sets gold gold-more gold-train] [--readers both learned rules]
                                    [--negotiation NAME ...] [--out FILE.json] [--curve FILE.svg]

Needs the research texts beside the project (`../shared`, or `--shared`). Scores are printed by set and kind; `--out` keeps
them as JSON, `--curve` draws precision over recall as the least confidence rises. Sets that the model was trained on are
marked: their figures say how well it learned, not how well it reads.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

TRAINED_ON = {"gold-more", "gold-train"}


def scorer(shared: Path) -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("facts", shared / "eval" / "facts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reports(folder: Path, negotiations: set[str]) -> Iterable[Any]:
    """The reports of a gold folder as `dragoman.types.Report`, dated as their gold file says."""
    from dragoman.types import Report

    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if negotiations and gold.get("negotiation") not in negotiations:
            continue
        text = (folder / "texts" / gold["report"]).read_bytes().decode("utf-8")
        yield Report(gold["report"], text, gold.get("published"))


def rows(found: Iterable[Any], readers: str) -> list[dict[str, Any]]:
    """Export rows of all assertions about the reports."""
    from dragoman.assertions import extract
    from dragoman.reading import ReadingOptions, read_many
    from dragoman.types import to_row

    made = []
    for reading in read_many(found, options=ReadingOptions(models=readers != "rules")):
        assertions, _ = extract(reading)
        made += [to_row(a) for a in assertions if readers != "learned" or (a.why and a.why.reader == "learned")]
    return made


def score(module: ModuleType, folder: Path, export: list[dict[str, Any]], negotiations: set[str]) -> tuple[Any, Any]:
    """The scorer's result and misses; with negotiations, only their gold files count."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "gold").mkdir()
        for path in folder.glob("*.json"):
            if not negotiations or json.loads(path.read_text(encoding="utf-8")).get("negotiation") in negotiations:
                (work / "gold" / path.name).write_bytes(path.read_bytes())
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in export)
        (work / "export.jsonl").write_text(lines, encoding="utf-8")
        result, misses = module.score(work / "gold", folder / "texts", work / "export.jsonl")
    return result, misses


def curve(
    module: ModuleType, folder: Path, export: list[dict[str, Any]], negotiations: set[str]
) -> list[dict[str, float]]:
    """Precision, recall and F1 at rising least confidence."""
    points = []
    for step in range(0, 20):
        least = step / 20
        kept = [r for r in export if r.get("confidence", 1) >= least or r["kind"] in ("role", "remark")]
        result, _ = score(module, folder, kept, negotiations)
        points.append(
            {"least": least, "precision": result["precision"], "recall": result["recall"], "f1": result["f1"]}
        )
    return points


def draw(curves: dict[str, list[dict[str, float]]]) -> str:
    """An SVG of precision (up) over recall (right), one line a set, least confidence at each fourth point."""
    colours = ("#1b6ca8", "#c0392b", "#2d8a4e", "#8e44ad", "#b8860b")

    def place(p: dict[str, float]) -> tuple[float, float]:
        return 60 + 480 * p["recall"], 440 - 400 * p["precision"]

    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 480" font-family="sans-serif" font-size="12">',
           '<rect width="720" height="480" fill="white"/>']  # fmt: skip
    for i in range(0, 11, 2):
        x, y = 60 + 48 * i, 440 - 40 * i
        out.append(f'<line x1="{x}" y1="40" x2="{x}" y2="440" stroke="#ddd"/><text x="{x - 8}" y="456">{i / 10}</text>')
        out.append(f'<line x1="60" y1="{y}" x2="540" y2="{y}" stroke="#ddd"/><text x="34" y="{y + 4}">{i / 10}</text>')
    out.append('<text x="280" y="474">recall</text><text x="12" y="30">precision</text>')
    for number, (name, points) in enumerate(curves.items()):
        colour = colours[number % len(colours)]
        points = [p for p in points if p["precision"]]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, points))
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for p in points[::4]:
            x, y = place(p)
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            out.append(f'<text x="{x + 5:.1f}" y="{y - 5:.1f}" fill="{colour}">{p["least"]:.1f}</text>')
        out.append(f'<text x="556" y="{60 + 20 * number}" fill="{colour}">{name}</text>')
    return "\n".join([*out, "</svg>", ""])


def main() -> int:
    """Read the command line, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sets", nargs="+", default=["gold", "gold-more", "gold-train"])
    parser.add_argument("--readers", nargs="+", default=["both"], choices=["both", "learned", "rules"])
    parser.add_argument("--negotiation", nargs="*", default=[])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--curve", type=Path)
    args = parser.parse_args()
    if not (args.shared / "eval" / "facts.py").exists():
        print(f"{args.shared} holds no research texts", file=sys.stderr)
        return 2
    module, only = scorer(args.shared), set(args.negotiation)
    kept: dict[str, Any] = {}
    curves = {}
    for name in args.sets:
        folder = args.shared / name
        for readers in args.readers:
            started = time.time()
            export = rows(reports(folder, only), readers)
            result, misses = score(module, folder, export, only)
            mark = " (trained on)" if name in TRAINED_ON and readers != "rules" else ""
            print(f"{name}{mark}, {readers}: {time.time() - started:.1f} s")
            for kind, row in result["kinds"].items():
                print(f"  {kind:11} gold {row['gold']:4}  recall {row['recall']:.3f}  right {row['right_share']:.3f}  "
                      f"precision {row['precision']:.3f}")  # fmt: skip
            keys = (
                "recall",
                "right_share",
                "precision",
                "f1",
                "polarity_errors",
                "source_errors",
                "ece",
                "offsets_bad",
                "bad_rows",
            )
            print("  " + "  ".join(f"{key} {result[key]}" for key in keys))
            print(f"  field errors {result['field_errors']}")
            if args.misses:
                for report, fact, why, exact in misses:
                    print(f"    {report}  {fact}  {why}: {exact[:120]!r}")
            kept[f"{name}/{readers}"] = result
            if args.curve and readers != "rules":
                curves[f"{name}{mark}, {readers}"] = curve(module, folder, export, only)
    if args.out:
        args.out.write_text(json.dumps({"scores": kept, "curves": curves}, indent=1) + "\n", encoding="utf-8")
    if args.curve:
        args.curve.write_text(draw(curves), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
