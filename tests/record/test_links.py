"""Which mentions are of one meeting or paper; where two could be, none is taken and the doubt is kept."""

from __future__ import annotations

import random

import pytest

from dragoman.record.links import link, version_of
from dragoman.types import Judgement
from tests.lines import line

BOTH = ("Norland", "Sudland")


def groups(*lines):
    links = link(lines)
    number = {a.id: i for i, a in enumerate(lines)}
    return sorted(sorted(number[m] for m in e.mentions) for e in links.entities.values())


def test_a_round_by_number_by_day_and_as_the_new_round_is_one():
    assert groups(
        line("meeting/concluded", on="2025-05-28", round=1, date="2025-05-16", place="Vienna", actors=BOTH),
        line("meeting/held", on="2025-05-28", round=2, date="2025-06-02", place="Vienna", modality="planned", actors=BOTH, at=9),
        line("meeting/held", on="2025-05-30", date="2025-06-02", place="Vienna", modality="planned", actors=BOTH),
        line("meeting/held", on="2025-05-31", place="Vienna", modality="planned", actors=BOTH),
        line("meeting/held", on="2025-06-03", round=2, actors=BOTH),
        line("meeting/held", on="2025-06-04", date="2025-05-16", actors=BOTH),
    ) == [[0, 5], [1, 2, 3, 4]]  # fmt: skip


def test_a_moved_round_stays_the_round_and_has_its_new_day():
    first = line("meeting/held", on="2025-05-20", round=2, date="2025-06-01", modality="planned", actors=BOTH)
    moved = line("meeting/held", on="2025-05-29", round=2, date="2025-06-02", modality="planned", actors=BOTH)
    (entity,) = link([first, moved]).entities.values()
    assert entity.date == "2025-06-02" and len(entity.mentions) == 2


def test_rounds_of_other_parties_and_of_another_year_are_others():
    assert groups(
        line("meeting/held", on="2025-05-20", round=1, actors=BOTH),
        line("meeting/held", on="2025-05-20", round=1, actors=("Estland", "Westland"), at=5),
        line("meeting/held", on="2022-03-20", round=1, actors=BOTH),
    ) == [[0], [1], [2]]  # fmt: skip


def test_a_call_is_no_meeting_and_another_day_another_call():
    assert groups(
        line("meeting/called", on="2025-05-20", date="2025-05-19", actors=("Ada Bell", "Carl Dane")),
        line("meeting/held", on="2025-05-20", actors=("Ada Bell", "Carl Dane"), at=5),
        line("meeting/called", on="2025-05-24", date="2025-05-23", actors=("Ada Bell", "Carl Dane")),
    ) == [[0], [1], [2]]  # fmt: skip


def test_of_two_candidates_none_is_taken_and_the_doubt_is_kept():
    lines = [
        line("meeting/held", on="2025-06-01", date="2025-06-05", place="Vienna", modality="planned", actors=BOTH),
        line("meeting/held", on="2025-06-01", date="2025-06-09", place="Vienna", modality="planned", actors=BOTH, at=9),
        line("meeting/held", on="2025-06-02", place="Vienna", modality="planned", actors=BOTH),
    ]
    links = link(lines)
    assert len(links.entities) == 3
    (doubt,) = links.doubts
    assert doubt.mention == lines[2].id and len(doubt.candidates) == 2


def test_a_paper_by_owner_by_noun_and_as_the_document():
    assert groups(
        line("document/presented", on="2025-05-28", actors="Norland", document="memorandum", modality="planned"),
        line("document/submitted", on="2025-06-02", actors="Norland", document="memorandum", polarity="negative"),
        line("document/presented", on="2025-06-02", actors="Sudland", document="roadmap", modality="planned", at=50),
        line("document/reviewed", on="2025-06-02", actors="Wire", document="document", owner="Sudland", at=90),
        line("document/received", on="2025-06-03", actors="Sudland", document="memorandum"),
        line("document/drafted", on="2025-06-04", actors="Sudland", document="memorandum"),
    ) == [[0, 1, 4], [2, 3], [5]]  # fmt: skip


def test_a_persons_word_comes_first():
    a = line("meeting/held", on="2025-05-20", date="2025-05-19", actors=BOTH)
    b = line("meeting/held", on="2025-05-21", date="2025-05-19", actors=BOTH)
    c = line("meeting/held", on="2025-07-21", actors=BOTH)
    judge = lambda kind, one, other: Judgement(id=kind, kind=kind, subject=one.id, object=other.id)  # noqa: E731
    assert len(link([a, b, c]).entities) == 2
    assert len(link([a, b, c], [judge("different-meeting", a, b)]).entities) == 3
    assert len(link([a, b, c], [judge("same-meeting", a, c)]).entities) == 1


def test_order_does_not_matter():
    lines = [
        line("meeting/held", on=f"2025-06-{d:02}", date=f"2025-06-{d - d % 3 + 1:02}", place="Vienna", actors=BOTH)
        for d in range(1, 28)
    ]
    wanted = link(lines)
    random.Random(1).shuffle(lines)
    assert link(lines) == wanted


def test_work_grows_with_the_mentions_not_with_their_square(monkeypatch):
    """Four times the mentions are compared at most some five times as often."""
    from dragoman.record import links

    def compared(days: int) -> int:
        calls = 0

        def counting(*args):
            nonlocal calls
            calls += 1
            return links._meets(*args)

        dates = [f"{2000 + d // 336}-{d // 28 % 12 + 1:02}-{d % 28 + 1:02}" for d in range(days)]
        index = links._Index(counting, "meeting")
        for day in dates:
            for outlet in "ABCD":
                index.place(links._Mention(line("meeting/held", on=day, outlet=outlet, date=day, actors=BOTH), None), set())
        assert len(index.all) == days
        return calls

    assert compared(800) < 5 * compared(200)


def test_a_meeting_put_off_without_its_number_is_the_one_that_was_to_come():
    first = line("meeting/proposed", on="2025-05-20", round=2, date="2025-06-01", place="Vienna", actors=BOTH)
    moved = line("meeting/postponed", on="2025-05-28", date="2025-06-03", actors=BOTH)
    held = line("meeting/held", on="2025-06-04", date="2025-06-03", place="Vienna", actors=BOTH)
    assert groups(first, moved, held) == [[0, 1, 2]]
    over = line("meeting/held", on="2025-05-21", date="2025-05-21", place="Vienna", actors=BOTH)
    assert groups(over, moved) == [[0], [1]]


def test_two_tracks_of_one_day_are_two_meetings():
    at = {"on": "2025-06-03", "date": "2025-06-03", "place": "Vienna", "actors": BOTH}
    assert groups(
        line("meeting/held", exact="Military talks were held in Vienna.", **at),
        line("meeting/held", exact="Technical talks were held in Vienna.", at=40, **at),
        line("meeting/held", exact="The military talks took place.", at=90, **at),
    ) == [[0, 2], [1]]  # fmt: skip


def test_a_day_told_later_makes_one_meeting_of_two():
    by_day = line("meeting/held", on="2025-05-20", date="2025-06-01", modality="planned", actors=BOTH)
    by_round = line("meeting/held", on="2025-05-24", round=2, place="Vienna", modality="planned", actors=BOTH)
    both = line("meeting/held", on="2025-06-02", round=2, date="2025-06-01", place="Vienna", actors=BOTH)
    assert groups(by_day, by_round, both) == [[0, 1, 2]]
    judge = Judgement(id="j", kind="different-meeting", subject=by_day.id, object=both.id)
    assert len(link([by_day, by_round, both], [judge]).entities) == 2


@pytest.mark.parametrize(
    ("words", "version"),
    [("a second draft of it", 2), ("its Third\nmemorandum", 3), ("the revised peace memorandums", -1), ("a new envoy, the memorandum", 0),
     ("the memorandum is new", 0), ("news of the memorandum", 0)],
)  # fmt: skip
def test_the_version_that_words_tell(words, version):
    assert version_of(line("document/submitted", document="memorandum", exact=words)) == version


def test_versions_of_a_paper_are_told_apart():
    paper = {"actors": "Norland", "document": "memorandum"}
    assert groups(
        line("document/submitted", on="2025-05-28", exact="Norland submitted its memorandum.", **paper),
        line("document/submitted", on="2025-06-02", exact="Norland sent a revised memorandum.", **paper),
        line("document/submitted", on="2025-06-04", exact="The revised memorandum of Norland came.", **paper),
        line("document/discussed", on="2025-06-05", owner="Norland", document="memorandum", exact="They spoke of its memorandum."),
        line("document/drafted", on="2025-06-09", exact="A third draft of its memorandum is ready.", **paper),
    ) == [[0], [1, 2, 3], [4]]  # fmt: skip


def test_a_plan_may_be_the_proposal_of_its_owner_and_never_two_papers_of_two_nouns():
    assert groups(
        line("document/submitted", on="2025-05-28", actors="Norland", document="proposal"),
        line("document/reviewed", on="2025-06-02", owner="Norland", document="plan"),
        line("document/submitted", on="2025-06-03", actors="Norland", document="memorandum"),
        line("document/reviewed", on="2025-06-04", owner="Sudland", document="document"),
    ) == [[0, 1], [2], [3]]  # fmt: skip


def test_a_meeting_of_another_year_is_not_what_is_planned_and_a_year_is_no_day():
    planned = line("meeting/begun", on="2025-05-21", modality="planned", actors=BOTH)
    old = line("meeting/held", on="2025-05-21", date="2022", actors=BOTH, at=9)
    year = line("meeting/held", on="2025-05-31", date="2025", actors=BOTH)
    day = line("meeting/held", on="2025-07-22", date="2025-07-23", modality="planned", actors=BOTH)
    assert groups(planned, old) == [[0], [1]]
    assert groups(year, day) == [[0], [1]]


def test_papers_without_an_owner_are_one_only_where_those_who_speak_of_them_are():
    assert groups(
        line("document/signed", on="2025-05-20", actors="Estland", document="agreement"),
        line("document/signed", on="2025-05-22", actors="Westland", document="agreement"),
        line("document/discussed", on="2025-05-24", actors="Westland", document="agreement"),
        line("document/discussed", on="2025-05-24", actors="Westland", document="document", report="other"),
        line("document/published", on="2025-05-24", actors=BOTH, document="statement", report="other", at=50),
    ) == [[0], [1, 2], [3], [4]]  # fmt: skip


def test_after_the_steps_of_a_plan_the_document_is_that_plan():
    on = {"on": "2025-06-02", "report": "a"}
    lines = [
        line("document/submitted", actors="Norland", document="memorandum", at=0, exact="Norland submitted a memorandum.", **on),
        line("document/presented", actors="Sudland", document="roadmap", at=60, exact="Sudland has a roadmap.", **on),
        line("step/proposed", owner="Sudland", order=1, issue="ceasefire", at=120, exact="First a ceasefire.", **on),
        line("document/reviewed", actors="Wire", document="document", at=180, exact="Wire saw the document.", **on),
    ]
    links = link(lines)
    assert links.of[lines[3].id] == links.of[lines[1].id] != links.of[lines[0].id]
    without = link([lines[0], lines[1], lines[3]])
    assert len(without.entities) == 3 and len(without.doubts) == 1


def test_a_meeting_told_by_its_month_is_the_one_of_that_month_with_a_day():
    assert groups(
        line("meeting/held", on="2025-05-20", date="2025-05", place="Vienna", actors=BOTH),
        line("meeting/held", on="2025-05-21", date="2025-05-16", place="Vienna", actors=BOTH),
        line("meeting/held", on="2025-05-25", date="2025-05", place="Vienna", actors=BOTH),
        line("meeting/held", on="2025-05-26", date="2025-05", place="Bern", actors=BOTH),
    ) == [[0, 1, 2], [3]]  # fmt: skip


def test_a_state_holds_its_cities_and_is_elsewhere_only_from_another_state():
    host = line("meeting/held", on="2025-05-01", date="2025-04-02", actors=("Estland", "Westland"))
    assert groups(
        line("meeting/held", on="2025-05-17", date="2025-05-16", place="Vienna", actors=BOTH),
        line("meeting/held", on="2025-05-18", date="2025-05-16", place="Estland", actors=BOTH),
        line("meeting/held", on="2025-05-18", date="2025-05-16", place="Westland", actors=BOTH, at=9),
        host,
    ) == [[0, 1], [2], [3]]  # fmt: skip


def test_an_undated_call_is_the_one_told_several_times_as_often_as_others_of_its_week():
    pair = ("Ada Bell", "Carl Dane")
    assert groups(
        *(line("meeting/called", on="2025-05-20", date="2025-05-19", actors=pair, at=9 * i) for i in range(3)),
        line("meeting/called", on="2025-05-20", date="2025-05-16", actors=pair, at=90),
        line("meeting/called", on="2025-05-21", actors=pair),
    ) == [[0, 1, 2, 4], [3]]  # fmt: skip
    assert groups(
        line("meeting/called", on="2025-05-20", date="2025-05-04", actors=pair),
        line("meeting/called", on="2025-05-20", date="2025-05-19", actors=pair, at=9),
        line("meeting/called", on="2025-05-21", actors=pair),
    ) == [[0], [1, 2]]  # fmt: skip


def test_two_parties_who_met_are_not_seven():
    seven = (*BOTH, "Estland", "Westland", "Midland", "Highland", "Lowland")
    assert groups(
        line("meeting/held", on="2025-05-20", actors=seven),
        line("meeting/held", on="2025-05-21", actors=BOTH),
    ) == [[0], [1]]  # fmt: skip


def test_papers_made_in_series_are_each_its_own():
    assert groups(
        line("document/signed", on="2025-05-20", document="decree", actors="Norland", exact="signed a decree on awarding medals"),
        line("document/signed", on="2025-05-24", document="decree", actors="Norland", exact="signed a decree on awarding medals"),
        line("document/discussed", on="2025-05-24", document="decree", actors="Norland", exact="a decree on fishing quotas", at=90),
        line("document/signed", on="2025-05-26", document="decree", actors="Norland", exact="signed the decree on fishing quotas"),
    ) == [[0], [1], [2, 3]]  # fmt: skip
