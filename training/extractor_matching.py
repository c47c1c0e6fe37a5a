"""Which extracted rows serve an annotated fact, by the benchmark's rule for `found`: what confidence is fitted to.

A short form of that rule: kind, act or an alternative, polarity, a passage that covers half of the shorter one, and the
key fields. Calls and meetings held are taken for each other, and for talks without a date or a place.
"""

from __future__ import annotations

from typing import Any

from training.extractor_data import as_list, same

KEYS = {
    "meeting": ("actors", "round"),
    "delegation": ("actors", "head"),
    "document": ("actors", "document"),
    "step": ("issue", "order"),
    "position": ("actors", "issue"),
    "event": ("actors",),
    "remark": ("source",),
}
TALKS = {("meeting", "held"), ("meeting", "called"), ("event", "consult")}


def _holds(name: str, fact: dict[str, Any], row: dict[str, Any]) -> bool:
    gold, got = fact.get(name), row.get(name)
    if gold is None:
        return True
    if name == "actors":
        names = as_list(got)
        if len(names) > len(gold) + 1:
            return False
        hits = [any(same(g, x) for x in names) for g in gold]
        return any(hits) if fact.get("actors_any") else all(hits)
    if name == "source":
        chain = [link.get("name", "") for link in as_list(row.get("attribution"))]
        return len(chain) >= len(gold) and all(same(g, c) for g, c in zip(gold, chain[-len(gold) :], strict=True))
    if name == "date":
        return any(str(got or "").startswith(str(g)) for g in as_list(gold))
    if name in ("head", "place"):
        return all(any(same(str(g), str(x)) for x in as_list(got)) for g in as_list(gold))
    if name == "document":
        return any(same(str(g).rstrip("s"), str(got or "").rstrip("s")) for g in as_list(gold))
    return got in as_list(gold)


def found(fact: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether a row is the fact."""
    a, b = fact["evidence"], row["evidence"]
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    if shared <= 0:
        return False
    if "remark" in (fact["kind"], row["kind"]):
        return fact["kind"] == row["kind"] and shared * 2 >= a["end"] - a["start"] and _holds("source", fact, row)
    union = max(a["end"], b["end"]) - min(a["start"], b["start"])
    if shared * 2 < min(a["end"] - a["start"], b["end"] - b["start"]) or shared * 20 < union:
        return False
    if fact.get("polarity", "positive") != row.get("polarity", "positive"):
        return False
    if fact["kind"] != row["kind"]:
        both = {(fact["kind"], fact["act"]), (row["kind"], row["act"])}
        bare = fact["kind"] == "event" or not any(k in fact for k in ("round", "place", "date"))
        return both <= TALKS and bare and _holds("actors", fact, row)
    acts = {fact["act"], *fact.get("act_any", ())}
    if acts & {"held", "called"}:
        acts |= {"held", "called"}
    keys = KEYS.get(fact["kind"], ())
    if fact["kind"] == "meeting" and "round" not in fact:
        keys += ("place", "date")
    return row["act"] in acts and all(_holds(k, fact, row) for k in keys)


def served(facts: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[bool]:
    """For each row whether it serves a fact of its own; each fact is served once, the nearest pairs first."""
    pairs = sorted(
        (abs(f["evidence"]["start"] - r["evidence"]["start"]), i, j)
        for i, f in enumerate(facts)
        for j, r in enumerate(rows)
        if found(f, r)
    )
    facts_left, right = set(range(len(facts))), [False] * len(rows)
    for _, i, j in pairs:
        if i in facts_left and not right[j]:
            facts_left.discard(i)
            right[j] = True
    return right
