"""Score the time expressions against a corpus in TimeML.

    python evaluation/times.py --corpus ../shared/timex/meantime --scorer ../shared/eval/timex.py

Writes the predictions as the scorer wants them, runs it, and prints its figures and the reader's speed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.reading.times import find_times


def predict(texts: Path, predictions: Path) -> tuple[int, float]:
    """Read the scorer's JSON lines, write ours; (words, seconds)."""
    words, seconds = 0, 0.0
    with texts.open(encoding="utf-8") as given, predictions.open("w", encoding="utf-8") as out:
        for line in given:
            row = json.loads(line)
            begun = time.perf_counter()
            found = find_times(row["text"], published=row["dct"])
            seconds += time.perf_counter() - begun
            words += len(row["text"].split())
            timexes = [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in found]
            out.write(json.dumps({"doc": row["doc"], "timexes": timexes}, ensure_ascii=False) + "\n")
    return words, seconds


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of .tml files")
    parser.add_argument("--scorer", type=Path, required=True, help="the TimeML scorer")
    parser.add_argument("--errors", type=int, default=0, help="show so many errors")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts, predictions = Path(folder, "texts.jsonl"), Path(folder, "predictions.jsonl")
        scorer = [sys.executable, str(options.scorer), "--gold", str(options.corpus)]
        subprocess.run([*scorer, "--emit", str(texts)], check=True)
        words, seconds = predict(texts, predictions)
        subprocess.run([*scorer, "--pred", str(predictions), "--by-type", "--errors", str(options.errors)], check=True)
    sys.stdout.write(f"{words} words in {seconds:.2f} s, {words / seconds:.0f} words a second\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
