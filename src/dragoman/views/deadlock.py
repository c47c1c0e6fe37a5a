"""The deadlock map: which demand of which party stands before which step, who accepts what, what nobody has answered.

A graph of parties and issues. Every edge rests on assertions and quotes them; an edge that no single passage states (a
step before the next one of the same proposal, a demand that the record holds no answer to) is marked `inferred`. The map
shows and does not advise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from dragoman.record.days import days_apart
from dragoman.types import Assertion
from dragoman.views.agreement import answers
from dragoman.views.material import Material
from dragoman.views.wording import cite, issue_words, say, word_of

RELATIONS = ("demands", "rejects", "accepts", "offers", "supports", "stands before", "comes before", "unanswered by")

#: How many days after a party's conditions its refusal of the same thing leaves them standing.
CLOSE = 14


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge. `from_` and `to` are `party:NAME` or `issue:ID`; `party` is whose demand, stance or condition it is."""

    id: str
    source: str
    relation: str
    target: str
    party: str
    issue: str
    text: str
    quote: str
    word: str
    cite: str
    inferred: bool
    ids: tuple[str, ...]


def build(material: Material, *, supposing: Sequence[tuple[str, str]] = ()) -> tuple[Edge, ...]:
    """The edges, latest stance of each party on each issue only. `supposing` holds (party, issue) pairs taken as
    accepted: their refusals are left out and an `accepts` edge marked inferred stands instead."""
    latest = stances(material)
    edges: list[Edge] = []
    for (party, issue, _), group in sorted(latest.items()):
        a = group[-1]
        if (party, issue) in supposing and a.act in {"rejects", "conditions"}:
            continue
        relation = (
            a.act
            if a.polarity == "positive"
            else {"rejects": "accepts", "accepts": "rejects"}.get(a.act, f"not {a.act}")
        )
        if a.act == "conditions":
            for condition in a.conditions or ("other",):
                edges.append(
                    _edge(f"issue:{condition}", "stands before", f"issue:{issue}", party, issue, group, material)
                )
        else:
            edges.append(_edge(f"party:{party}", relation, f"issue:{issue}", party, issue, group, material))
        if a.act == "demands" and a.target and answers(_voices(latest, a.target, issue)) is None:
            edges.append(
                _edge(
                    f"issue:{issue}", "unanswered by", f"party:{a.target}", party, issue, group, material, inferred=True
                )
            )
    edges += _orders(material)
    for party, issue in supposing:
        edges.append(Edge(f"supposed-{party}-{issue}", f"party:{party}", "accepts", f"issue:{issue}", party, issue,
                          f"supposed: {party} accepts {issue_words(issue, material.issues)}", "", "", "", True, ()))  # fmt: skip
    return tuple(edges)


def stances(material: Material) -> dict[tuple[str, str, str], list[Assertion]]:
    """(party, issue, act) -> its lines, oldest first, cut to what the party's latest answer leaves standing."""
    found: dict[tuple[str, str, str], list[Assertion]] = {}
    for a in sorted(material.of_kind("position"), key=lambda a: (a.said or a.published or "", a.published or "", a.id)):
        if not a.issue or a.issue == "other":
            continue
        for party in a.actors:
            if a.act in {"accepts", "rejects", "conditions"}:
                for other in {"accepts", "rejects", "conditions"} - {a.act}:
                    earlier = found.get((party, a.issue, other))
                    if not earlier or ((a.act, other) == ("rejects", "conditions") and _close(earlier[-1], a)):
                        continue  # no to a thing as it is asked and yes under conditions go together
                    if (earlier[-1].said or earlier[-1].published or "") < (a.said or a.published or ""):
                        del found[party, a.issue, other]
            found.setdefault((party, a.issue, a.act), []).append(a)
    return found


def _close(one: Assertion, other: Assertion) -> bool:
    return days_apart(one.said or one.published, other.said or other.published) <= CLOSE


def free_steps(material: Material, *, supposing: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Issues somebody demands, offers or proposes as a step against which no refusal and no open condition is recorded."""
    edges = build(material, supposing=supposing)
    wanted = {e.issue for e in edges if e.relation in {"demands", "offers", "supports", "accepts", "comes before"}}
    wanted |= {a.issue for a in material.of_kind("step") if a.issue and a.issue != "other"}
    refused = {e.issue for e in edges if e.relation == "rejects"}
    accepted = {(e.party, e.issue) for e in edges if e.relation in {"accepts", "offers", "supports"}}
    held_up = {
        e.issue for e in edges
        if e.relation == "stands before" and not any(i == e.source.removeprefix("issue:") for _, i in accepted)
    }  # fmt: skip
    return tuple(sorted(wanted - refused - held_up))


def what_if(material: Material, party: str, issue: str) -> tuple[str, ...]:
    """Issues that would be free of recorded objections if the party accepted this one, and are not now."""
    before = set(free_steps(material))
    return tuple(i for i in free_steps(material, supposing=[(party, issue)]) if i not in before)


def _voices(latest: dict[tuple[str, str, str], list[Assertion]], party: str, issue: str) -> dict[str, Assertion]:
    made = {}
    for act in ("demands", "supports", "offers", "accepts", "rejects"):
        if group := latest.get((party, issue, act)):
            made["demand" if act == "demands" else "answer"] = group[-1]
    return made


def _orders(material: Material) -> list[Edge]:
    proposals: dict[tuple[str, str], list[Assertion]] = {}
    for a in material.of_kind("step"):
        if a.order and a.issue and a.issue != "other":
            proposals.setdefault((a.report, a.owner or a.document or ""), []).append(a)
    made: dict[tuple[str, str, str], list[Assertion]] = {}
    for steps in proposals.values():
        steps.sort(key=lambda a: (a.order or 0, a.evidence.start))
        for a in steps:
            following = [b for b in steps if b.order == (a.order or 0) + 1 and b.issue != a.issue]
            for b in following:
                made.setdefault((a.issue or "", b.issue or "", a.owner or ""), []).extend((a, b))
    return [
        _edge(f"issue:{first}", "comes before", f"issue:{second}", owner, second, lines, material, inferred=True)
        for (first, second, owner), lines in sorted(made.items())
    ]


def _edge(
    source: str, relation: str, target: str, party: str, issue: str, lines: Sequence[Assertion], material: Material,
    *, inferred: bool = False,
) -> Edge:  # fmt: skip
    a = lines[-1]
    return Edge(
        id=f"{source}|{relation}|{target}|{party}",
        source=source,
        relation=relation,
        target=target,
        party=party,
        issue=issue,
        text=say(a, material.issues),
        quote=a.evidence.exact,
        word=word_of(a),
        cite=cite(a),
        inferred=inferred,
        ids=tuple(dict.fromkeys(b.id for b in lines)),
    )


def dot(edges: Iterable[Edge], labels: dict[str, str] | None = None) -> str:
    """The map for Graphviz: parties as boxes, issues as ellipses, inferred edges dashed, quotations as tooltips."""
    edges = list(edges)
    lines = [
        "digraph deadlock {",
        "  rankdir=LR;",
        '  node [fontname="sans-serif"]; edge [fontname="sans-serif", fontsize=10];',
    ]
    for node in _nodes(edges):
        shape = "box" if node.startswith("party:") else "ellipse"
        lines.append(f"  {_q(node)} [label={_q(_label(node, labels))}, shape={shape}];")
    colours = {
        "rejects": "firebrick",
        "accepts": "forestgreen",
        "offers": "forestgreen",
        "supports": "forestgreen",
        "stands before": "darkorange",
    }
    for e in edges:
        style = "dashed" if e.inferred else "solid"
        label = e.relation + (f" ({e.party})" if e.relation in {"stands before", "comes before"} and e.party else "")
        lines.append(f"  {_q(e.source)} -> {_q(e.target)} [label={_q(label)}, style={style}, "
                     f"color={colours.get(e.relation, 'gray30')}, tooltip={_q(e.quote)}];")  # fmt: skip
    return "\n".join([*lines, "}", ""])


def graphml(edges: Iterable[Edge], labels: dict[str, str] | None = None) -> str:
    """The map as GraphML, with label and type on nodes and relation, party, quotation, ids and inferred on edges."""
    edges = list(edges)
    keys = [("d0", "node", "label", "string"), ("d1", "node", "type", "string"), ("d2", "edge", "relation", "string"),
            ("d3", "edge", "party", "string"), ("d4", "edge", "quote", "string"), ("d5", "edge", "ids", "string"),
            ("d6", "edge", "inferred", "boolean")]  # fmt: skip
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    out += [f'  <key id="{k}" for="{f}" attr.name="{n}" attr.type="{t}"/>' for k, f, n, t in keys]
    out.append('  <graph edgedefault="directed">')
    for node in _nodes(edges):
        out.append(
            f"    <node id={quoteattr(node)}>{_data('d0', _label(node, labels))}{_data('d1', node.split(':')[0])}</node>"
        )
    for e in edges:
        data = "".join((_data("d2", e.relation), _data("d3", e.party), _data("d4", e.quote), _data("d5", " ".join(e.ids)),
                        _data("d6", str(e.inferred).lower())))  # fmt: skip
        out.append(f"    <edge source={quoteattr(e.source)} target={quoteattr(e.target)}>{data}</edge>")
    return "\n".join([*out, "  </graph>", "</graphml>", ""])


def _nodes(edges: Iterable[Edge]) -> list[str]:
    return sorted({end for e in edges for end in (e.source, e.target)})


def _label(node: str, labels: dict[str, str] | None) -> str:
    kind, _, name = node.partition(":")
    return issue_words(name, labels) if kind == "issue" else name


def _q(text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _data(key: str, text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text)
    return f'<data key="{key}">{escape(clean)}</data>'
