"""Score what was extracted from negotiations that training left out, with the shared scorer.

    python -m evaluation.left_out TRAINED [--shared ../shared] [--out FILE.json]

TRAINED is the output folder of `python -m training.extractor`: it holds the readings and, for each fold of negotiations,
what a model trained on the other folds proposed. Confidence is fitted without the negotiation that is scored. Reports of
our own corpus are scored as one group of their own; their negotiations are left out in the same way.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from evaluation.extraction import scorer
from training.extractor import fitted, key, weigh, words_of

from dragoman.assertions import fusion, rules
from dragoman.assertions.grounding import attribution_of, ground, ground_all
from dragoman.assertions.remarks import remarks
from dragoman.types import Assertion, to_row

KEYS = ("recall", "right_share", "precision", "f1", "polarity_errors", "source_errors", "ece")


def rows_of(held: Any, arrays: Any, classes: list[str], floor: float) -> list[dict[str, Any]]:
    """The export of one report: both readers weighed, roles and remarks by rules."""
    reading = held.row.example.extra["reading"]
    both = fusion.fuse(held.learned, held.rules, arrays, classes, floor)
    spoken = [
        (p.start, p.end)
        for p in both
        if p.confidence >= 0.5 and attribution_of(reading, p.start, p.end, p.trigger) is not None
    ]
    both += held.roles
    both += remarks(reading, spoken)
    made = [ground(reading, p, extractor="left out") for p in both]
    return [to_row(a) for a in made if isinstance(a, Assertion)]


def score(module: Any, group: list[Any], export: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The scorer's result on these reports."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for folder in ("gold", "texts"):
            (work / folder).mkdir()
        lines = []
        for held in group:
            example = held.row.example
            facts = [{"id": str(i), **f.row} for i, f in enumerate(example.facts)]
            (work / "gold" / f"{example.report}.json").write_text(json.dumps({"report": example.report, "facts": facts}))
            (work / "texts" / example.report).write_bytes(example.text.encode())
            lines += [json.dumps(row) for row in export[example.report]]
        (work / "export.jsonl").write_text("\n".join(lines), encoding="utf-8")
        result: dict[str, Any] = module.score(work / "gold", work / "texts", work / "export.jsonl")[0]
    return result


def main() -> None:
    """Read the command line, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("trained", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--floor", type=float)
    parser.add_argument("--rules", action="store_true", help="score the rules alone on the same reports")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    examples = pickle.loads((args.trained / "examples.pickle").read_bytes())
    known = {key(e): e for e in examples}
    words = words_of(examples)
    floor = args.floor
    if floor is None:
        floor = json.loads((args.trained / "extractor.json").read_text(encoding="utf-8"))["floor"]
    held = []
    for path in sorted(args.trained.glob("fold-*.pickle")):
        for name, drafts in pickle.loads(path.read_bytes()):
            if name in known:  # a report that was changed since is another one
                held.append(weigh(SimpleNamespace(example=known[name]), drafts, words))  # type: ignore[arg-type]
    groups: dict[str, list[Any]] = {}
    export = {}
    # Confidence is fitted without the negotiation that is scored; our own many small ones go in six parts.
    own = sorted({h.row.example.negotiation for h in held if h.own})
    parts = [{h.row.example.negotiation} for h in held if not h.own] + [set(own[i::6]) for i in range(6)]
    for names in {tuple(sorted(part)): part for part in parts}.values():
        arrays = fitted([h for h in held if h.row.example.negotiation not in names])
        for h in held:
            if h.row.example.negotiation not in names or h.row.example.report in export:
                continue
            reading = h.row.example.extra["reading"]
            export[h.row.example.report] = (
                [to_row(a) for a in ground_all(reading, rules.propose(reading), extractor="rules")[0]]
                if args.rules
                else rows_of(h, arrays, words[0], floor)
            )
            groups.setdefault("own corpus" if h.own else h.row.example.negotiation, []).append(h)
    module, kept = scorer(args.shared), {}
    for name, group in groups.items():
        kept[name] = score(module, group, export)
        figures = "  ".join(f"{key} {kept[name][key]}" for key in KEYS)
        print(f"{name:22} {len(group):3} reports {kept[name]['gold']:5} facts  {figures}")
        for kind, row in kept[name]["kinds"].items():
            print(f"    {kind:11} gold {row['gold']:4}  recall {row['recall']:.3f}  right {row['right_share']:.3f}  "
                  f"precision {row['precision']:.3f}")  # fmt: skip
    real = [result for name, result in kept.items() if name != "own corpus"]
    if real:
        means = {key: round(sum(r[key] or 0 for r in real) / len(real), 3) for key in KEYS}
        print(f"mean over {len(real)} negotiations: {means}")
    if args.out:
        args.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
