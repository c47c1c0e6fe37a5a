"""How often each rule of the rule-based extractor is right, and the confidence that follows from it.

    python -m evaluation.rules [--shared ../shared] [--sets gold-train gold-more] [--write]

Prints rule, proposals and the share that served a gold fact. `--write` puts the shares, drawn towards what is unknown where a
rule fired seldom, into the `[confidence]` section of `src/dragoman/lexicon.toml`. `gold` itself is never used here.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.extraction import scorer

LEXICON = Path(__file__).parent.parent / "src" / "dragoman" / "lexicon.toml"
#: What a rule is worth before it was seen, and how many proposals that counts for.
PRIOR, WEIGHT = 0.42, 3
HEAD = (
    "[confidence]\n# The share of a rule's proposals that were true on texts with known facts (gold-train and gold-more), drawn\n"
    "# towards 0.42 where it fired seldom. Written by `python -m evaluation.rules --write`; not for tuning by hand.\n"
)


def counts(shared: Path, sets: list[str]) -> dict[str, tuple[int, int]]:
    """Rule -> proposals made and proposals that serve a gold fact, every rule speaking."""
    from dragoman.assertions import rules
    from dragoman.assertions.grounding import ground_all
    from dragoman.reading import ReadingOptions, read
    from dragoman.types import Report, to_row

    facts = scorer(shared)
    made: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for folder in (shared / name for name in sets):
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = (folder / "texts" / gold["report"]).read_bytes().decode("utf-8")
            reading = read(Report(gold["report"], text, gold.get("published")), options=ReadingOptions(models=False))
            proposals = rules.propose(reading, floor=0.0)
            rule_of = {(p.kind, p.act, p.trigger): p.rule for p in proposals if p.rule}
            lines, _ = ground_all(reading, proposals, extractor="rules")
            rows = [to_row(line) for line in lines]
            served = _served(facts, gold["facts"], rows)
            for number, line in enumerate(lines):
                rule = rule_of.get((line.kind, line.act, line.why.trigger if line.why else None))
                if rule and line.kind in facts.STRUCTURED:
                    made[rule] += 1
                    true[rule] += number in served
    return {rule: (made[rule], true[rule]) for rule in sorted(made)}


def _served(facts: Any, gold: list[dict[str, Any]], rows: list[dict[str, Any]]) -> set[int]:
    """The rows that serve a gold fact, each fact one row, as the shared scorer pairs them."""
    pairs = sorted(
        (len(facts.wrong_fields(fact, row)), i, j)
        for i, fact in enumerate(gold)
        for j, row in enumerate(rows)
        if facts.found(fact, row)
    )
    used: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in used and j not in used.values():
            used[i] = j
    return set(used.values())


def section(found: dict[str, tuple[int, int]]) -> str:
    """The `[confidence]` section: one line a kind, and one a rule that fired twice or more."""
    kinds: dict[str, list[int]] = {}
    for rule, (n, t) in found.items():
        total = kinds.setdefault(rule.split(":")[0], [0, 0])
        total[0] += n
        total[1] += t
    shares = {kind: max(PRIOR, round(t / n, 2)) for kind, (n, t) in sorted(kinds.items())}
    lines = [f"{kind} = {share}" for kind, share in shares.items()]
    for rule, (n, t) in found.items():
        if n > 1:
            lines.append(f'"{rule}" = {round((t + WEIGHT * shares[rule.split(":")[0]]) / (n + WEIGHT), 2)}')
    return HEAD + "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--sets", nargs="+", default=["gold-train", "gold-more"])
    parser.add_argument("--write", action="store_true", help="put the shares into the lexicon")
    args = parser.parse_args(argv)
    found = counts(args.shared, args.sets)
    for rule, (n, t) in sorted(found.items(), key=lambda item: -item[1][0]):
        sys.stdout.write(f"{rule:40} {n:4} {t / n:.2f}\n")
    if args.write:
        text = re.sub(r"\n+\[confidence\].*\Z", "\n", LEXICON.read_text(encoding="utf-8"), flags=re.DOTALL)
        LEXICON.write_text(text.rstrip() + "\n\n" + section(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
