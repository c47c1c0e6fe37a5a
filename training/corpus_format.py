"""The training corpus: reports of our own making with the assertions that they hold, in a format for writing by hand.

A source file (`training/corpus/src/*.txt`) is a header of `key: value` lines (`published`, `outlet`, `negotiation`, and
for a text to be broken into lines `wrap`, their width), an empty line, the report's text, a line `---`, then one fact
a line:

    position/conditions | Iran would ... are lifted | actors=Iran | issue=missiles | conditions=sanctions

- The second cell is the evidence: words of the text, exactly. `first words ... last words` stands for the passage from
  the first to the nearest last within one line of the text. It must be found exactly once, unless a number such as `#2`
  after it says which of several places is meant.
- Lists (`actors`, `source`, ...) are separated by `;`. `neg` is short for `polarity=negative`, `any` for `actors_any`
  (one of the names is enough). `modality` is `actual` unless given (`conditional` for the act `conditions`); roles and
  remarks carry none then.

`load_corpus` yields dicts in the form of the gold files: {"report", "published", "outlet", "negotiation", "text",
"facts": [{"id", "kind", "act", "evidence": {"start", "end", "exact"}, ...}]}. Offsets count code points of `text`, and
`text[start:end] == exact`. Every fault raises `CorpusError` with the file and the line.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus" / "src"
HEADER = ("published", "outlet", "negotiation")


def _terms(words: str) -> frozenset[str]:
    return frozenset(words.split())


ACTS: dict[str, frozenset[str]] = {
    kind: _terms(acts)
    for kind, acts in {
        "role": "holds appointed left",
        "meeting": "proposed held begun concluded postponed cancelled called",
        "delegation": "led named arrived left attended",
        "document": "drafted announced submitted received presented reviewed published discussed accepted rejected "
        "signed",
        "step": "proposed agreed",
        "position": "demands offers accepts rejects conditions supports",
        "event": "agree consult support concede cooperate aid retreat request accuse reject threaten protest sanction "
        "mobilize coerce assault",
        "remark": "said",
    }.items()
}
EVERY = _terms("source said polarity modality act_any")
FIELDS: dict[str, frozenset[str]] = {
    kind: EVERY | _terms(fields)
    for kind, fields in {
        "role": "person post party date",
        "meeting": "actors actors_any round place host date",
        "delegation": "actors actors_any head members size place date",
        "document": "document actors actors_any owner recipient place date",
        "step": "order issue owner document duration quantities date",
        "position": "actors actors_any issue conditions target date quantities",
        "event": "actors actors_any recipient place date issue quantities",
        "remark": "",
    }.items()
}
NEEDED: dict[str, frozenset[str]] = {
    kind: _terms(fields)
    for kind, fields in {
        "role": "person",
        "delegation": "actors",
        "document": "document",
        "step": "order issue",
        "position": "actors issue",
    }.items()
}
ISSUES = _terms(
    "talks ceasefire leaders-meeting prisoner-exchange hostages deportees-return refugees missing-persons "
    "humanitarian-access humanitarian-aid troop-withdrawal territory territory-recognition borders peacekeeping "
    "monitoring security-guarantees alliance-membership neutrality disarmament mobilization military-aid sanctions "
    "frozen-assets reparations reconstruction elections power-sharing leadership-change constitution autonomy "
    "minority-rights accountability amnesty energy-infrastructure navigation nuclear-enrichment nuclear-inspections "
    "missiles terrorism trade tariffs pay working-conditions other"
)
MODALITIES = _terms("actual planned expected possible conditional alleged")
LISTS = _terms("actors recipient members conditions source quantities act_any")
NUMBERS = _terms("round size order")
# The contract writes a state by its short name, never by its letters.
LETTERS = _terms("US U.S. USA UK U.K. UN U.N. EU E.U. UAE DPRK ROK DRC")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
PERIOD = re.compile(r"P(\d+[YMWD])*(T(\d+[HMS])+)?")
OCCURRENCE = re.compile(r"\s*#(\d+)$")


class CorpusError(ValueError):
    """A source file that does not keep the format; the message names the file and the line."""


def find_evidence(text: str, wanted: str) -> tuple[int, int]:
    """The offsets of `wanted` (the second cell of a fact) in `text`; `CorpusError` unless it is exactly one."""
    which = 0
    if match := OCCURRENCE.search(wanted):
        which, wanted = int(match[1]), wanted[: match.start()]
    first, gap, last = (part.strip() for part in wanted.partition(" ... "))
    if not first or (gap and not last):
        raise CorpusError(f"empty evidence {wanted!r}")
    pattern = re.escape(first) + (rf"[^\n]*?{re.escape(last)}" if last else "")
    # Whole words only: a last word must not end within a longer one.
    before = r"(?<!\w)" if first[0].isalnum() else ""
    after = r"(?!\w)" if (last or first)[-1].isalnum() else ""
    pattern = before + pattern + after
    spans = [match.span() for match in re.finditer(pattern, text)]
    if which > len(spans) or not spans or (len(spans) > 1 and not which):
        raise CorpusError(f"{len(spans)} places for {wanted!r}" + (f" #{which}" if which else ""))
    return spans[which - 1 if which else 0]


def _value(key: str, raw: str) -> Any:
    if key in NUMBERS:
        return int(raw)
    if key not in LISTS:
        if ";" in raw:
            raise CorpusError(f"{key} takes one value: {raw}")
        return raw
    parts = [part.strip() for part in raw.split(";")]
    if not all(parts):
        raise CorpusError(f"empty item in {key}={raw}")
    return [float(part) if "." in part else int(part) for part in parts] if key == "quantities" else parts


def read_fact(line: str, text: str) -> dict[str, Any]:
    """One fact line read against its report's text; the dict has the gold's form, without an `id`."""
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) < 2:
        raise CorpusError("a fact needs a kind and its evidence")
    kind, _, act = cells[0].partition("/")
    start, end = find_evidence(text, cells[1])
    evidence = {"start": start, "end": end, "exact": text[start:end]}
    fact: dict[str, Any] = {"kind": kind, "act": act, "evidence": evidence}
    for cell in cells[2:]:
        if cell == "neg":
            fact["polarity"] = "negative"
        elif cell == "any":
            fact["actors_any"] = True
        else:
            key, equals, raw = (part.strip() for part in cell.partition("="))
            if not equals or not raw or key in fact:
                raise CorpusError(f"bad or repeated field {cell!r}")
            try:
                fact[key] = _value(key, raw)
            except ValueError as err:
                raise CorpusError(f"{key}={raw}: {err}") from err
    if kind not in ("role", "remark"):
        fact.setdefault("modality", "conditional" if act == "conditions" else "actual")
    _check(fact)
    return fact


def _check(fact: dict[str, Any]) -> None:
    kind, act = fact["kind"], fact["act"]
    if act not in ACTS.get(kind, frozenset()):
        raise CorpusError(f"no such act: {kind}/{act}")
    own = set(fact) - {"kind", "act", "evidence"}
    if unknown := own - FIELDS[kind]:
        raise CorpusError(f"{kind} has no {sorted(unknown)}")
    if missing := NEEDED.get(kind, frozenset()) - own:
        raise CorpusError(f"{kind} needs {sorted(missing)}")
    wrong = [
        *(f"issue {i}" for i in [fact.get("issue"), *fact.get("conditions", [])] if i is not None and i not in ISSUES),
        *(f"act {a}" for a in fact.get("act_any", []) if a not in ACTS[kind] or a == act),
        *(f"{k} {fact[k]}" for k in ("date", "said") if k in fact and not _is_date(fact[k])),
        *(f"name {n}" for k in ("actors", "recipient", "source") for n in fact.get(k, []) if n in LETTERS),
        *(f"name {fact[k]}" for k in ("party", "target", "owner", "host") if fact.get(k) in LETTERS),
    ]
    if fact.get("modality", "actual") not in MODALITIES:
        wrong.append(f"modality {fact['modality']}")
    if fact.get("polarity", "negative") != "negative":
        wrong.append(f"polarity {fact['polarity']}")
    if fact.get("duration") is not None and not (PERIOD.fullmatch(fact["duration"]) and fact["duration"] != "P"):
        wrong.append(f"duration {fact['duration']}")
    if wrong:
        raise CorpusError("; ".join(wrong))


def _is_date(value: str) -> bool:
    if not DAY.fullmatch(value):
        return False
    try:
        for part in value.split("/"):
            date.fromisoformat(part + "-01" * ((10 - len(part)) // 3))
    except ValueError:
        return False
    return True


def read_report(path: Path) -> dict[str, Any]:
    """One source file as a dict in the gold's form. Raises `CorpusError` with every fault of the file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    try:
        rule = lines.index("---")
        blank = lines.index("")
    except ValueError as err:
        raise CorpusError(f"{path.name}: needs an empty line after the header and a line '---' after the text") from err
    header = _header(path, lines[:blank])
    text = "\n".join(lines[blank + 1 : rule]).strip()
    facts: list[dict[str, Any]] = []
    faults: list[str] = []
    for number, line in enumerate(lines[rule + 1 :], start=rule + 2):
        if not line.strip():
            continue
        try:
            fact = read_fact(line, text)
            if any({**fact, "id": old["id"]} == old for old in facts):
                raise CorpusError("the same fact twice")
        except CorpusError as err:
            faults.append(f"{path.name}:{number}: {err}")
            continue
        facts.append({"id": f"{path.stem}-{len(facts) + 1:02d}", **fact})
    if faults:
        raise CorpusError("\n".join(faults))
    if width := header.pop("wrap", None):
        text = wrap(text, int(width))
        for fact in facts:
            evidence = fact["evidence"]
            evidence["exact"] = text[evidence["start"] : evidence["end"]]
    return {"report": path.name, **header, "text": text, "facts": facts}


def wrap(text: str, width: int) -> str:
    """`text` in lines of at most `width` characters where its words allow; spaces become line ends, so offsets stay."""
    out = list(text)
    start, space = 0, -1
    for i, char in enumerate(text):
        if char == "\n":
            start, space = i + 1, -1
        elif char == " ":
            space = i
        if i - start >= width and space >= start:
            out[space] = "\n"
            start, space = space + 1, -1
    return "".join(out)


def _header(path: Path, lines: list[str]) -> dict[str, str]:
    header = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    if set(header) - {"wrap"} != set(HEADER) or not all(header.values()) or len(header["published"]) != 10:
        raise CorpusError(f"{path.name}: the header needs {', '.join(HEADER)}")
    if not header.get("wrap", "72").isdecimal():
        raise CorpusError(f"{path.name}: no such width: {header['wrap']}")
    if not _is_date(header["published"]):
        raise CorpusError(f"{path.name}: no such date: {header['published']}")
    return header


def load_corpus(folder: Path = CORPUS) -> Iterator[dict[str, Any]]:
    """Every report of the corpus, by file name. Raises `CorpusError` at the first fault."""
    for path in sorted(folder.glob("*.txt")):
        yield read_report(path)


def main(argv: list[str] | None = None) -> int:
    """Check the corpus, count it, and write it as JSON with `--json-out`. Exit status 1 if any file is at fault."""
    parser = argparse.ArgumentParser(description="Check and count the training corpus.")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--only", default="*", help="pattern of file names without their ending")
    parser.add_argument("--json-out", type=Path, help="write one JSON file a report here")
    args = parser.parse_args(argv)
    kinds: Counter[str] = Counter()
    words, faults, reports = 0, 0, 0
    for path in sorted(args.corpus.glob(f"{args.only}.txt")):
        try:
            report = read_report(path)
        except CorpusError as err:
            print(err, file=sys.stderr)
            faults += 1
            continue
        reports += 1
        words += len(report["text"].split())
        kinds.update(fact["kind"] for fact in report["facts"])
        if args.json_out:
            args.json_out.mkdir(parents=True, exist_ok=True)
            target = args.json_out / f"{path.stem}.json"
            target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    facts = sum(kinds.values())
    print(f"{reports} reports, {words} words, {facts} facts, {words / max(facts, 1):.1f} words a fact, {faults} faults")
    print("  ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
