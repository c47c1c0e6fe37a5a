"""Score what the package writes about negotiations of our own corpus that no training has seen.

    python -m evaluation.unseen [--letters cdeopqrstuvwxyz] [--floor 0.35] [--shared ../shared]

The negotiations are those that `make extractor` leaves out (`training.extractor.unseen`); needs what training needs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from evaluation.extraction import reports, rows, scorer
from training import annotations
from training.corpus_format import load_corpus
from training.extractor import unseen
from training.extractor_data import from_rows, load


def main() -> None:
    """Read the command line, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--letters", default="cdeopqrstuvwxyz")
    parser.add_argument("--floor", type=float, default=0.35)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    examples = load([args.shared / name for name in ("gold-train", "gold-more", "silver")])
    examples += from_rows([*load_corpus(), *annotations.load(args.shared)])
    left = unseen(examples, args.letters)
    with tempfile.TemporaryDirectory() as name:
        gold = Path(name)
        (gold / "texts").mkdir()
        for e in examples:
            if e.negotiation in left:
                facts = [{"id": str(i), **f.row} for i, f in enumerate(e.facts)]
                told = {"report": e.report, "published": e.published, "negotiation": e.negotiation, "facts": facts}
                (gold / f"{e.report}.json").write_text(json.dumps(told), encoding="utf-8")
                (gold / "texts" / e.report).write_bytes(e.text.encode())
        made = rows(reports(gold, set()), "both")
        kept = [r for r in made if r["kind"] in ("role", "remark") or r["confidence"] >= args.floor]
        (gold / "export.jsonl").write_text("\n".join(map(json.dumps, kept)), encoding="utf-8")
        result = scorer(args.shared).score(gold, gold / "texts", gold / "export.jsonl")[0]
    print(f"{len(left)} negotiations, {result['gold']} facts, from a confidence of {args.floor}")
    for key in ("recall", "right_share", "precision", "f1", "polarity_errors", "source_errors", "ece"):
        print(f"{key:16} {result[key]}")
    for kind, row in result["kinds"].items():
        print(f"{kind:16} recall {row['recall']:.3f}  right {row['right_share']:.3f}  precision {row['precision']:.3f}")


if __name__ == "__main__":
    main()
