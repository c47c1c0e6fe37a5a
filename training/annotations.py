"""Facts that were marked in texts which are not ours: kept as offsets and fields, without a word of the texts.

    python -m training.annotations FACTS TEXTS LIST.json     add to annotations.jsonl from facts in the corpus format

A row of `annotations.jsonl` is one report: {"report", "folder", "published", "negotiation", "outlet", "sha256", "length",
"facts"}. `folder` is where the text lies below `../shared`; `length` code points of it were marked, and `sha256` is the hash of
these with white space folded. A fact holds `start` and `end` and its fields. `load` joins rows and texts again, and leaves out
what has no text here or another one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpus_format import read_fact
from training.extractor_data import digest

ROWS = Path(__file__).parent / "annotations.jsonl"
_CLAUSE_END = re.compile(r"[,.;:!?\n]")


def load(shared: Path, rows: Path = ROWS) -> Iterator[dict[str, Any]]:
    """Reports in the form of the gold files, each with its `text`, as `extractor_data.from_rows` takes them."""
    for line in rows.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = shared / row["folder"] / row["report"]
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8")[: row["length"]]
        if digest(text) != row["sha256"]:
            continue
        facts = []
        for number, fact in enumerate(row["facts"]):
            start, end = fact["start"], fact["end"]
            fields = {k: v for k, v in fact.items() if k not in ("start", "end")}
            facts.append({"id": str(number), **fields, "evidence": {"start": start, "end": end, "exact": text[start:end]}})
        yield {**row, "text": text, "facts": facts}


def widened(text: str, start: int, end: int) -> int:
    """The end of evidence that a hard line break cut short: the end of its clause on the next line."""
    cut_short = end < len(text) - 1 and text[end] == "\n" and text[end + 1] not in "\n \t" and text[end - 1] not in ".!?;:”\""
    if not cut_short or not 50 <= end - text.rfind("\n", 0, end) <= 110:
        return end
    stop = _CLAUSE_END.search(text, end + 1)
    return stop.start() if stop else len(text)


def made(facts: Path, texts: Path, listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows for `annotations.jsonl` from `NAME.facts` files; `listed` gives folder, date, outlet and negotiation."""
    for known in sorted(listed, key=lambda k: (k["folder"], k["report"])):
        source = facts / (known["report"].removesuffix(".txt") + ".facts")
        if not source.is_file():
            continue
        text = (texts / known["report"]).read_bytes().decode("utf-8")
        rows = []
        for line in source.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            fact = read_fact(line, text)
            place = fact.pop("evidence")
            end = widened(text, place["start"], place["end"])
            rows.append({"kind": fact.pop("kind"), "act": fact.pop("act"), "start": place["start"], "end": end, **fact})
        yield {**known, "sha256": digest(text), "length": len(text), "facts": rows}


def main() -> None:
    """Read the command line and add the rows to those that are there; a report that is there already is replaced."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("facts", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("list", type=Path)
    parser.add_argument("--out", type=Path, default=ROWS)
    args = parser.parse_args()
    rows = list(made(args.facts, args.texts, json.loads(args.list.read_text(encoding="utf-8"))))
    new = {(row["folder"], row["report"]) for row in rows}
    before = args.out.read_text(encoding="utf-8").splitlines() if args.out.is_file() else []
    lines = [line for line in before if (json.loads(line)["folder"], json.loads(line)["report"]) not in new]
    lines += [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} reports, {sum(len(row['facts']) for row in rows)} facts")


if __name__ == "__main__":
    main()
