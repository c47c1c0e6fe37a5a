"""Each view over a handful of made-up lines, and what holds for all of them."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass

import pytest

from dragoman.errors import UsageError
from dragoman.types import Quantity
from dragoman.views import VIEWS, brief, changes, deadlock, show, to_dicts, to_frame
from tests.lines import line, material

STORY = (
    line("meeting/concluded", on="2025-05-28", actors=("Norland", "Sudland"), round=1, place="Vienna", date="2025-05-16"),
    line("meeting/held", on="2025-05-28", actors=("Norland", "Sudland"), round=2, place="Vienna", date="2025-06-02",
         modality="planned", by="Ada Bell", at=80),
    line("document/presented", on="2025-05-28", actors="Norland", owner="Norland", document="memorandum", modality="planned", at=200),
    line("document/submitted", on="2025-06-02", outlet="Wire", actors="Norland", document="memorandum", polarity="negative"),
    line("document/submitted", on="2025-06-02", outlet="Wire", actors="Norland", document="memorandum", polarity="negative",
         by="Carl Dane", at=120),
    line("step/proposed", on="2025-06-02", outlet="Wire", owner="Sudland", document="roadmap", order=1, issue="ceasefire", at=300),
    line("step/proposed", on="2025-06-02", outlet="Wire", owner="Sudland", document="roadmap", order=2, issue="prisoner-exchange", at=400),
    line("position/demands", on="2025-06-02", outlet="Wire", actors="Sudland", issue="ceasefire", target="Norland", at=500),
    line("position/rejects", on="2025-06-02", outlet="Wire", actors="Norland", issue="ceasefire", at=600),
    line("position/conditions", on="2025-06-03", actors="Norland", issue="ceasefire", conditions=("mobilization",),
         modality="conditional", by="Ada Bell"),
    line("role/holds", on="2025-06-03", person="Ada Bell", post="Foreign Minister", party="Norland", at=90),
    line("delegation/arrived", on="2025-06-03", actors="Sudland", place="Vienna", size=14, at=150),
    line("event/agree", on="2025-06-03", actors=("Norland", "Sudland"), issue="prisoner-exchange", at=220),
    line("remark/said", on="2025-06-03", by="Carl Dane", exact="we will try", at=300),
    line("event/agree", on="2025-06-03", outlet="Herald", actors=("Norland", "Sudland"), issue="prisoner-exchange"),
    line("event/assault", on="2025-06-02", outlet="Wire", actors="Sudland", date="2025-06-01", quantities=(Quantity(41,
     "aircraft"),), at=700),
    line("event/assault", on="2025-06-02", outlet="Herald", actors="Sudland", date="2025-06-01", quantities=(Quantity(12, "aircraft"),)),
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_rows_are_frozen_named_and_rest_on_lines_of_the_material(name):
    whole = material(*STORY)
    rows = show(name, whole)
    assert rows, name
    known = {a.id for a in STORY}
    for row in rows:
        assert is_dataclass(row) and row.__dataclass_params__.frozen
        assert set(row.ids) <= known and row.ids
        assert set(VIEWS[name].columns) <= {f.name for f in fields(row)}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_order_of_reports_does_not_matter(name):
    """A view is a function of what is on record, not of the order in which it came."""
    shuffled = list(STORY)
    random.Random(3).shuffle(shuffled)
    assert show(name, material(*shuffled)) == show(name, material(*STORY))


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_as_of_equals_a_record_of_only_what_was_published(name):
    early = [a for a in STORY if a.published <= "2025-06-02"]
    assert show(name, material(*STORY, as_of="2025-06-02")) == show(name, material(*early, as_of="2025-06-02"))


def test_unknown_view_says_which_there_are():
    with pytest.raises(UsageError, match="timeline"):
        show("horoscope", material())


def test_timeline_joins_mentions_and_marks_the_overdue():
    rows = show("timeline", material(*STORY, as_of="2025-06-20"))
    told = {r.text: r for r in rows}
    paper = told["Norland has not submitted a memorandum"]
    assert (paper.mentions, paper.outlets, paper.status) == (2, 1, "did not happen")
    second = next(r for r in rows if "round 2" in r.text)
    assert second.status == "overdue" and second.overdue
    assert (
        next(r for r in show("timeline", material(*STORY, as_of="2025-05-30")) if "round 2" in r.text).status
        == "planned"
    )


def test_meetings_link_rounds_and_never_call_a_plan_held():
    rows = show("meetings", material(*STORY, as_of="2025-05-28"))
    assert [(r.round, r.date, r.state) for r in rows] == [(1, "2025-05-16", "concluded"), (2, "2025-06-02", "planned")]


def test_paper_ledger_tells_promise_failure_and_gap():
    rows = show("papers", material(*STORY))
    paper = next(r for r in rows if r.document == "memorandum")
    assert paper.owner == "Norland"
    assert (
        "not submitted" in paper.submitted
        and "to be presented (planned)" in paper.submitted
        and "Carl Dane" in paper.submitted
    )
    assert paper.gaps == ("received", "answered")


def test_positions_show_the_latest_stance_and_the_way_to_it():
    rows = {(r.issue, r.party): r for r in show("positions", material(*STORY))}
    norland = rows["ceasefire", "Norland"]
    assert norland.stance == "conditions" and norland.conditions == ("mobilization",)
    assert norland.moved == "rejects → conditions"
    assert rows["ceasefire", "Sudland"].target == "Norland"


def test_filters_by_party_and_issue():
    assert {r.party for r in show("positions", material(*STORY).only(issue="ceasefire", party="sudland"))} == {
        "Sudland"
    }


def test_disagreement_is_not_change_over_time():
    """'Not submitted' today and 'submitted' tomorrow is an update; both on one day is a clash."""
    no = line("document/submitted", on="2025-06-02", actors="Norland", document="memorandum", polarity="negative")
    later = line("document/submitted", on="2025-06-04", outlet="Wire", actors="Norland", document="memorandum")
    same_day = line(
        "document/submitted", on="2025-06-02", outlet="Wire", actors="Norland", document="memorandum", by="Ada Bell"
    )
    assert show("disagreements", material(no, later)) == ()
    (row,) = show("disagreements", material(no, same_day))
    assert row.type == "claim and denial" and {row.one.id, row.other.id} == {no.id, same_day.id}


def test_denial_after_the_fact_is_a_disagreement():
    done = line("document/accepted", on="2025-06-02", actors="Norland", document="proposal")
    denied = line(
        "document/accepted",
        on="2025-06-03",
        outlet="Wire",
        actors="Norland",
        document="proposal",
        polarity="negative",
        by="Ada Bell",
    )
    assert [r.type for r in show("disagreements", material(done, denied))] == ["claim and denial"]


def test_figures_that_differ_are_laid_side_by_side():
    a = line(
        "event/cooperate", actors=("Norland", "Sudland"), date="2025-06-09", quantities=(Quantity(1200, "prisoners"),)
    )
    b = line(
        "event/cooperate",
        actors=("Norland", "Sudland"),
        date="2025-06-09",
        outlet="Wire",
        quantities=(Quantity(1000, "prisoners"),),
    )
    (row,) = show("disagreements", material(a, b))
    assert row.type == "figures differ" and "1000" in row.reason and "1200" in row.reason


def test_a_persons_status_is_shown():
    no = line("document/submitted", on="2025-06-02", actors="Norland", document="memorandum", polarity="negative")
    yes = line("document/submitted", on="2025-06-02", outlet="Wire", actors="Norland", document="memorandum")
    (row,) = show("disagreements", material(no, yes))
    (again,) = show("disagreements", material(no, yes, status={row.id: "explained"}))
    assert (row.status, again.status) == ("open", "explained")


def test_origins_count_wire_copy_once():
    words = "the two delegations agreed to exchange all prisoners under the age of twenty five within ten days"
    a = line("event/agree", actors=("Norland", "Sudland"), issue="prisoner-exchange", exact=words, by="?an official")
    b = line(
        "event/agree", actors=("Norland", "Sudland"), issue="prisoner-exchange", exact=words + " or so", outlet="Wire"
    )
    c = line(
        "event/agree",
        actors=("Norland", "Sudland"),
        issue="prisoner-exchange",
        outlet="Herald",
        exact="They found common ground on captives",
    )
    (row,) = show("claims", material(a, b, c))
    assert (row.outlets, row.origin_count, row.unnamed) == (3, 2, 1)
    assert row.standing == "3 outlets, 2 origins, 1 of them unnamed"


def test_tellings_lay_outlets_side_by_side_and_name_the_silent():
    a = line("event/agree", actors=("Norland", "Sudland"), issue="ceasefire", by="?an official")
    b = line("event/agree", actors=("Norland", "Sudland"), issue="ceasefire", outlet="Wire", modality="alleged")
    c = line("event/protest", actors="Norland", outlet="Herald")
    rows = show("tellings", material(a, b, c))
    assert [(r.outlet, r.status, r.silent) for r in rows] == [
        ("The Gazette", "happened", "Herald"),
        ("Wire", "alleged", "Herald"),
    ]
    assert show("tellings", material(a, b, c), of=c.id[:6])[0].outlet == "Herald"


def test_plans_are_kept_late_overdue_or_open():
    plan = line(
        "document/submitted",
        on="2025-05-20",
        actors="Norland",
        document="memorandum",
        modality="planned",
        date="2025-05-25",
    )
    done = line(
        "document/submitted", on="2025-05-29", actors="Norland", document="memorandum", date="2025-05-28", outlet="Wire"
    )
    assert [r.became for r in show("plans", material(plan, done))] == ["late"]
    assert [r.became for r in show("plans", material(plan, as_of="2025-05-21"))] == ["open"]
    assert [
        r.became
        for r in show("plans", material(plan, line("role/holds", person="X", on="2025-06-01"), as_of="2025-06-01"))
    ] == ["overdue"]


def test_deadlock_edges_quote_and_say_what_is_inferred():
    edges = deadlock.build(material(*STORY))
    told = {(e.source, e.relation, e.target): e for e in edges}
    assert told["issue:mobilization", "stands before", "issue:ceasefire"].party == "Norland"
    assert told["issue:ceasefire", "comes before", "issue:prisoner-exchange"].inferred
    assert not told["party:Sudland", "demands", "issue:ceasefire"].inferred
    assert all(e.quote and e.ids for e in edges)


def test_what_if_frees_what_only_a_refusal_held_up():
    wants = line("position/demands", actors="Sudland", issue="monitoring", target="Norland")
    refuses = line("position/rejects", actors="Norland", issue="monitoring", at=90)
    whole = material(wants, refuses)
    assert deadlock.free_steps(whole) == ()
    assert deadlock.what_if(whole, "Norland", "monitoring") == ("monitoring",)


def test_graph_formats_are_well_formed():
    from xml.etree import ElementTree

    hostile = line(
        "position/demands", actors='Nor"land <b>', issue="ceasefire", target="Sud\\land", exact='he "said" <script>'
    )
    edges = deadlock.build(material(hostile))
    root = ElementTree.fromstring(deadlock.graphml(edges))
    assert len(root.findall(".//{http://graphml.graphdrawing.org/xmlns}edge")) == len(edges) == 2
    assert '\\"land' in deadlock.dot(edges)


def test_agreement_tells_agreed_contested_and_unanswered():
    rows = {r.issue: r for r in show("agreement", material(*STORY))}
    assert rows["prisoner-exchange"].state == "agreed"
    assert rows["ceasefire"].state == "contested"
    lone = show("agreement", material(line("position/demands", actors="Sudland", issue="amnesty", target="Norland")))
    assert lone[0].state == "unanswered" and lone[0].unanswered == "Norland"


def test_an_agreement_told_both_ways_on_its_last_day_is_disputed_and_not_agreed():
    """Which of the two lines has the greater id decides nothing."""
    for parties in (("Norland", "Sudland"), ("Norland",), ("Sudland",)):
        yes = line("event/agree", actors=parties, issue="ceasefire", confidence=0.9)
        no = line("event/agree", actors=("Norland", "Sudland"), issue="ceasefire", polarity="negative", confidence=0.9)
        (row,) = show("agreement", material(yes, no))
        assert (row.state, row.agreed) == ("disputed", "agreement and no agreement told 20 May 2025")
        told = brief.markdown(material(yes, no))
        assert told.count("(also told the other way round)") == 2
    later = line("event/agree", on="2025-05-21", actors="Norland", issue="ceasefire")
    assert show("agreement", material(no, later))[0].state == "agreed"


def test_the_brief_marks_readings_more_likely_wrong_than_right():
    sure = line("meeting/held", actors=("Norland", "Sudland"), date="2025-05-20", confidence=0.6)
    unsure = line("document/signed", actors="Norland", document="treaty", confidence=0.4)
    told = brief.markdown(material(sure, unsure)).splitlines()
    assert "*unsure reading*" not in next(x for x in told if "held a meeting" in x)
    assert "*unsure reading*" in next(x for x in told if "signed a treaty" in x)
    assert any(x.startswith("Unsure reading: ") for x in told)


def test_the_brief_tells_a_date_once_and_says_when_there_is_nothing():
    held = line("meeting/held", actors=("Norland", "Sudland"), date="2025-05-20", confidence=0.9)
    assert "- 20 May 2025: Norland and Sudland have held a meeting. " in brief.markdown(material(held))
    assert "Nothing on record for this cut." in brief.markdown(material()) and "As of ." not in brief.markdown(material())


def test_a_stance_of_a_party_and_its_speaker_is_one_sentence_of_the_brief():
    before = line("position/demands", on="2025-05-18", actors="Norland", issue="ceasefire", confidence=0.9)
    both = line("position/rejects", actors=("Norland", "Ann Low"), issue="ceasefire", confidence=0.9)
    assert {row.party for row in show("positions", material(before, both))} == {"Norland", "Ann Low"}
    assert sum(both.id in told for told in brief.markdown(material(before, both)).splitlines()) == 1


def test_outlets_show_loaded_words_with_their_passage():
    a = line("event/accuse", actors="Norland", exact="the so-called regime of Sudland")
    (row,) = show("outlets", material(a))
    assert {w.word for w in row.loaded_words} == {"so-called", "regime"} and row.loaded_words[
        0
    ].quote == a.evidence.exact


def test_changes_are_typed():
    before = material(*STORY, as_of="2025-05-28")
    after = material(*STORY, as_of="2025-06-02")
    rows = {r.text: r for r in changes.build(after, before=before)}
    assert rows["Sudland demands ceasefire (of Norland)"].type == "new"
    held = line(
        "meeting/held", on="2025-06-02", outlet="Wire", actors=("Norland", "Sudland"), round=2, date="2025-06-02"
    )
    moved = changes.build(material(*STORY[:3], held), before=before)
    assert [(r.type, r.reason) for r in moved] == [("moved on", "it was planned")]


def test_brief_keeps_source_and_id_in_every_sentence():
    text = brief.markdown(material(*STORY, as_of="2025-06-03"))
    lines = [x for x in text.splitlines() if x.startswith("- ")]
    assert len(lines) >= 6
    assert all(x.endswith("`") and "— *" in x for x in lines)
    assert "Norland sets conditions for ceasefire only if: mobilization" in text
    assert "round 2" in text


def test_rows_become_plain_data_and_frames():
    rows = show("people", material(*STORY))
    assert to_dicts(rows)[0]["name"] in {"Ada Bell", "Carl Dane"}
    pandas = pytest.importorskip("pandas")
    assert isinstance(to_frame(rows), pandas.DataFrame)


def test_a_meeting_of_today_or_tomorrow_is_imminent():
    coming = line("meeting/held", on="2025-06-01", actors=("Norland", "Sudland"), date="2025-06-03", modality="planned")
    states = [show("meetings", material(coming, as_of=day))[0].state for day in ("2025-06-01", "2025-06-02", "2025-06-03", "2025-06-04")]
    assert states == ["planned", "imminent", "imminent", "overdue"]


def test_whom_hardly_any_line_names_is_not_told_to_have_met():
    lines = [line("meeting/held", on="2025-06-01", actors=("Norland", "Sudland"), date="2025-06-01", at=9 * i) for i in range(5)]
    lines.append(line("meeting/held", on="2025-06-01", actors=("Norland", "Sudland", "Estland"), date="2025-06-01", at=90))
    (row,) = show("meetings", material(*lines))
    assert row.parties == ("Norland", "Sudland") and row.mentions == 6


def test_two_who_speak_together_are_each_of_them():
    rows = show("people", material(line("remark/said", on="2025-06-01", by="Ada Bell and Carl Dane", exact="we agree")))
    assert sorted((row.name, row.quoted) for row in rows) == [("Ada Bell", 1), ("Carl Dane", 1)]


def test_a_delegation_of_nobody_is_left_out():
    assert show("delegations", material(line("delegation/arrived", on="2025-06-01", place="Vienna"))) == ()


def test_what_was_to_be_presented_and_is_not_submitted_has_moved_on():
    before = material(line("document/presented", on="2025-05-28", actors="Norland", document="memorandum", modality="planned"))
    no = line("document/submitted", on="2025-06-02", actors="Norland", document="memorandum", polarity="negative")
    (row,) = changes.build(material(*before.assertions, no), before=before)
    assert row.type == "moved on" and row.id == no.id
