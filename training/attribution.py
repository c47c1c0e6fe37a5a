"""Train the learned attribution reader on PolNeAR.

    python -m training.attribution POLNEAR/train OUT [--epochs 5] [--minutes 60]

or, which is faster on a busy machine, one thread in each of two processes:

    torchrun --nproc-per-node 2 -m training.attribution POLNEAR/train OUT --threads 1 --pieces 1400

writes OUT/latest.pt and OUT/step-N.pt at each half epoch: {"reader": averaged weights, "step", "scores"}; see `load`.
One text in twelve, chosen by its name, is held out to choose the decoding by; the dev and test parts are never read.
Where several people annotated a text, each pass takes one of them at random.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.reading.encoder import SEP, Window, cut, paragraphs_of
from training.attribution_head import ROLES, AttributionHead
from training.encoder import Encoder, Masters, Reader, batches, collate, lighten, schedule, tokenizer

log = logging.getLogger("training.attribution")
Spans = list[tuple[int, int]]
Gold = dict[str, Spans]
MASK = 103


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the corpus and what each of its annotators marked: role -> spans, one dict an attribution."""

    name: str
    text: str
    annotations: tuple[tuple[Gold, ...], ...]

    @property
    def held_out(self) -> bool:
        """Whether the text belongs to the twelfth that decoding is chosen by."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 12 == 0


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its tags (3, L) and the cues in it: (first piece, last piece + 1, labels (L,))."""

    window: Window
    tags: np.ndarray
    cues: tuple[tuple[int, int, np.ndarray], ...]


def read_corpus(folder: Path) -> Iterator[Text]:
    """The texts of one part of PolNeAR (text/*.txt, attributions/*_ANNOTATOR.ann)."""
    for path in sorted((folder / "text").glob("*.txt")):
        found = sorted(p for p in (folder / "attributions").iterdir() if p.name.rpartition("_")[0] == path.stem)
        text = path.read_bytes().decode("utf-8")
        yield Text(path.stem, text, tuple(tuple(_annotations(p)) for p in found))


def _annotations(path: Path) -> Iterator[Gold]:
    where: Gold = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 1 and re.fullmatch(r"T\d+", cells[0]):
            where[cells[0]] = [(int(a), int(b)) for a, b in (p.split() for p in cells[1].partition(" ")[2].split(";"))]
        elif len(cells) > 1 and re.fullmatch(r"E\d+", cells[0]):
            events.append(cells[1].split())
    for event in events:
        gold: Gold = {role: [] for role in ROLES}
        for part in event:
            role, _, key = part.partition(":")
            role = role.rstrip("0123456789").lower()
            if role in gold:
                gold[role] += where[key]
        if gold["cue"] and gold["content"]:
            yield gold


def example(window: Window, golds: tuple[Gold, ...]) -> Example:
    """The window with the labels of the attributions whose cue begins in it."""
    starts, ends = window.offsets[:, 0], window.offsets[:, 1]
    real = ends > starts

    def pieces(spans: Spans) -> np.ndarray:
        inside = np.zeros(len(starts), dtype=bool)
        for a, b in spans:
            inside |= (starts < b) & (ends > a) & real
        return inside

    tags = np.zeros((len(ROLES), len(starts)), dtype=np.int64)
    cues = []
    for gold in sorted(golds, key=lambda g: -sum(b - a for a, b in g["content"])):
        at = {role: pieces(gold[role]) for role in ROLES}
        for row, role in enumerate(ROLES):
            for a, b in gold[role]:
                inside = np.flatnonzero(pieces([(a, b)]))
                if len(inside):
                    tags[row, inside] = 2
                    tags[row, inside[0]] = 1
        marked = np.flatnonzero(at["cue"])
        if not len(marked) or starts[marked[0]] < window.core or not window.start <= gold["cue"][0][0] < window.end:
            continue
        labels = np.zeros(len(starts), dtype=np.int64)
        labels[at["content"]] = 2
        labels[at["source"]] = 1
        cues.append((int(marked[0]), int(marked[-1]) + 1, labels))
    return Example(window, tags, tuple(cues))


def examples(texts: list[Text], words: object, rng: random.Random | None = None) -> list[Example]:
    """The texts as windows; with `rng`, of varying size and by a random annotator."""
    made = []
    for text in texts:
        limit = rng.choice((130, 180, 220, 220)) if rng else 220
        golds = rng.choice(text.annotations) if rng else text.annotations[0]
        made += [example(w, golds) for w in cut(text.text, paragraphs_of(text.text), words, limit=limit)]
    return made


def losses(reader: Reader, batch: list[Example], *, negatives: int = 2) -> dict[str, Tensor]:
    """The three parts of the loss: cue tags, aiding tags, links (gold cues, and the likeliest words that are none)."""
    head: AttributionHead = reader.heads["attribution"]
    ids, marks, mask = collate([e.window for e in batch])
    length = ids.shape[1]
    tags = torch.full((len(batch), len(ROLES), length), -100)
    paragraphs = torch.full((len(batch), length), -1)
    for row, e in enumerate(batch):
        n = len(e.window.ids)
        tags[row, :, 1 : n - 1] = torch.from_numpy(e.tags[:, 1:-1])
        tags[row, :, : int((e.window.offsets[:, 0] < e.window.core).sum())] = -100
        paragraphs[row, :n] = torch.from_numpy(e.window.paragraphs)
    if reader.training:
        # A word in twenty-five is masked, so that the reader leans on the sentence and not on who is named.
        ids = ids.masked_fill((torch.rand(ids.shape) < 0.04) & (ids > SEP), MASK)
    values = head(reader.encoder(ids, marks, mask))
    scores = values["tags"].float().view(len(batch), length, len(ROLES), 3)
    flat = [F.cross_entropy(scores[:, :, i].reshape(-1, 3), tags[:, i].reshape(-1)) for i in range(len(ROLES))]
    with torch.no_grad():
        wrong = scores[:, :, 0].softmax(-1)[..., 1].masked_fill(tags[:, 0] != 0, 0)
        likely = wrong.topk(min(negatives, length), dim=1)
    rows, cues, labels = [], [], []
    for row, e in enumerate(batch):
        for first, last, wanted in e.cues:
            rows.append(row)
            cues.append((first, last))
            labels.append(F.pad(torch.from_numpy(wanted), (0, length - len(wanted)), value=-100))
        for chance, at in zip(likely.values[row].tolist(), likely.indices[row].tolist(), strict=True):
            if chance > 0.05:
                rows.append(row)
                cues.append((at, at + 1))
                labels.append(torch.where(mask[row], 0, -100))
    link = scores.new_zeros(())
    if rows:
        pairs = head.pairs(values["link"], torch.tensor(rows), torch.tensor(cues), paragraphs, mask)
        link = F.cross_entropy(pairs.float().reshape(-1, 3), torch.stack(labels).reshape(-1))
    return {"cue": flat[0], "aid": flat[1] + flat[2], "link": link}


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum that is minimised."""
    return 2 * parts["cue"] + 0.25 * parts["aid"] + 3 * parts["link"]


@torch.no_grad()
def held_out_losses(reader: Reader, rows: list[Example]) -> dict[str, float]:
    """Mean parts of the loss over held-out windows."""
    reader.eval()
    sums: dict[str, float] = {}
    for i in range(0, len(rows), 16):
        for key, value in losses(reader, rows[i : i + 16], negatives=0).items():
            sums[key] = sums.get(key, 0.0) + float(value) / -(-len(rows) // 16)
    reader.train()
    return {key: round(value, 4) for key, value in sums.items()}


def build(seed: int = 0) -> Reader:
    """A reader with the starting weights and the attribution head."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        encoder = Encoder.pretrained()
        return Reader(encoder, {"attribution": AttributionHead(encoder.width)})


def load(path: Path) -> Reader:
    """The reader of a checkpoint. Heads that the checkpoint has beyond `attribution` are left out."""
    reader = build()
    state = torch.load(path, map_location="cpu", weights_only=True)["reader"]
    reader.load_state_dict({k: v for k, v in state.items() if k.startswith(("encoder.", "heads.attribution."))})
    return reader


def train(
    folder: Path, out: Path, *, epochs: float, minutes: float, rate: float, pieces: int, seed: int, most: int
) -> None:
    """The whole training; stops in good order, its rate fallen to nothing, when the minutes are over."""
    rank = torch.distributed.get_rank() if torch.distributed.is_initialized() else 0
    world = torch.distributed.get_world_size() if torch.distributed.is_initialized() else 1
    torch.manual_seed(seed + rank)
    rng = random.Random(seed)
    words = tokenizer()
    texts = list(read_corpus(folder))
    held = sorted((e for e in examples([t for t in texts if t.held_out], words)), key=lambda e: len(e.window.ids))
    texts = [t for t in texts if not t.held_out]
    reader = build(seed)
    reader.encoder.freeze_words()
    lighten(reader)
    masters = Masters(reader)
    optimizer = torch.optim.AdamW(masters.groups(rate, 5 * rate))
    rows = examples(texts, words, rng)
    each = len(list(batches(rows, [len(e.window.ids) for e in rows], pieces, rng)))
    each //= world
    planned = int(epochs * each)
    log.info("%d texts, %d windows held out, %d steps an epoch, %d planned", len(texts), len(held), each, planned)
    started, step, running, progress = time.time(), 0, 0.0, 0.0
    reader.train()
    out.mkdir(parents=True, exist_ok=True)
    while progress < 1:
        order = list(batches(rows, [len(e.window.ids) for e in rows], pieces, rng))
        for i in range(rank, len(order) - len(order) % world, world):
            schedule(optimizer, step, progress)
            loss = total(losses(reader, order[i]))
            loss.backward()
            step += 1
            # What ends first, the epochs or the minutes, decides how fast the rate falls.
            progress = masters.step(optimizer, max(step / planned, (time.time() - started) / 60 / minutes))
            progress = 1.0 if most and step >= most else progress
            running = float(loss.detach()) if step == 1 else 0.98 * running + 0.02 * float(loss.detach())
            if step % 25 == 0 and not rank:
                log.info(
                    "step %d of %d (%.2f), loss %.3f, %.0f s", step, planned, progress, running, time.time() - started
                )
            if (step % max(1, each // 2) == 0 or progress >= 1) and not rank:
                _save(reader, masters, out, step, held)
            if progress >= 1:
                break
        rows = examples(texts, words, rng)


def _save(reader: Reader, masters: Masters, out: Path, step: int, held: list[Example]) -> None:
    masters.give(average=True)
    scores = held_out_losses(reader, held)
    masters.give(average=False)
    log.info("saved step %d: held out %s", step, json.dumps(scores))
    for name in (f"step-{step}.pt", "latest.pt"):
        torch.save({"reader": masters.averaged(), "step": step, "scores": scores}, out / name)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=2800, help="wordpieces in a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, default=0, help="stop after so many steps (a probe)")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    if "WORLD_SIZE" in os.environ:
        torch.distributed.init_process_group("gloo")
    train(args.corpus, args.out, epochs=args.epochs, minutes=args.minutes, rate=args.rate, pieces=args.pieces,
          seed=args.seed, most=args.most)  # fmt: skip


if __name__ == "__main__":
    main()
