"""Names of people: taken apart, compared, and settled report by report where a surname fits several."""

from __future__ import annotations

import pytest
from hypothesis import given as every
from hypothesis import strategies
from rapidfuzz.distance import Levenshtein

from dragoman.record.identity import resolve_actors
from dragoman.record.personal_names import edits, form, given_likeness
from tests.lines import line


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Foreign Minister Ada Bell", ("ada",), "bell"),
        ("Norland Foreign Minister Ada Bell", ("ada",), "bell"),
        ("Secretary of State Ada Bell", ("ada",), "bell"),
        ("A.B. Bell", ("a", "b"), "bell"),
        ("Badr al-Hadid", ("badr",), "hadid"),
        ("Renata De Luna", ("renata",), "luna"),
        ("von Stern", (), "stern"),
        ("De Luna", (), "luna"),
        ("Al Stern", ("al",), "stern"),
        ("Carl Dane Jr.", ("carl",), "dane"),
        ("Ann King", ("ann",), "king"),
        ("the Foreign Minister of Norland", (), ""),
        ("Foreign Minister", (), ""),
        ("Norland Foreign Minister", (), ""),
        ("Norland Foreign Ministry", (), ""),
        ("Prime Minister's Office", (), ""),
    ],
)
def test_a_name_is_taken_apart(name, given, surname):
    assert (form(name).given, form(name).surname) == (given, surname)


@pytest.mark.parametrize(
    ("one", "other"),
    [("vladimir", "volodymyr"), ("tim", "timothy"), ("bill", "william"), ("aleksandr", "alexander"), ("hossein", "hussein"),
     ("yusuf", "yousuf"), ("oleksandr", "aleksandr"), ("sergei", "serhii")],
)  # fmt: skip
def test_given_names_that_are_one(one, other):
    assert given_likeness(one, other) >= 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [("alexander", "alexandra"), ("hassan", "hussein"), ("mahmoud", "mohammed"), ("marko", "mirko"), ("daniel", "daniela"),
     ("ivan", "ivana"), ("paul", "paula"), ("ann", "ian")],
)  # fmt: skip
def test_given_names_that_are_two(one, other):
    assert given_likeness(one, other) == 0


WORDS = strategies.text("abei", max_size=8)


@every(WORDS, WORDS)
def test_edits_are_counted_as_a_library_does(one, other):
    assert edits(one, other) == Levenshtein.distance(one, other)


def named(report, *people, actors=(), on="2025-05-20", **more):
    return line("delegation/attended", report=report, members=people, actors=actors, on=on, **more)


def test_a_surname_of_two_people_is_settled_by_its_report():
    lines = [named("a", "Osip Marenko", "Marenko"), named("b", "Lada Marenko", "Marenko"), named("c", "Marenko")]
    identity = resolve_actors(lines)
    assert [identity.name("Marenko", report) for report in "abc"] == ["Osip Marenko", "Lada Marenko", "Marenko"]
    assert identity.apply(lines[1]).members == ("Lada Marenko",)
    assert {reason.report for reason in identity.reasons} == {"a", "b"}
    assert identity.surfaces("osip marenko") == ("Marenko", "Osip Marenko")


def test_a_surname_is_settled_by_a_title_that_one_is_told_to_have():
    lines = [
        named("a", "Osip Marenko"),
        named("b", "Lada Marenko"),
        line("role/holds", person="Lada Marenko", post="Defence Minister", party="Norland", report="b"),
        named("c", "Minister Marenko"),
        named("d", "General Marenko"),
        named("e", "Minister Marenko", on="2027-01-01"),
    ]
    identity = resolve_actors(lines)
    assert identity.name("Minister Marenko", "c") == "Lada Marenko"
    assert identity.name("General Marenko", "d") == "General Marenko"
    assert identity.name("Minister Marenko", "e") == "Minister Marenko"


def test_a_surname_means_the_one_who_is_always_meant():
    lines = [named(f"{n}", "Osip Marenko", actors=("Norland",)) for n in range(40)]
    lines += [named("x", "Lada Marenko"), named("y", "Marenko"), named("x2", "Lada Marenko", "Marenko")]
    identity = resolve_actors(lines)
    assert identity.name("Marenko", "y") == "Osip Marenko"
    assert identity.name("Marenko", "x2") == "Lada Marenko"


def test_a_given_name_alone_is_nobody_beyond_its_report():
    lines = [named("a", "Osip Marenko", "Osip"), named("b", "Marenko", "Osip"), named("c", "Osip")]
    identity = resolve_actors(lines)
    assert [identity.name("Osip", report) for report in "abc"] == ["Osip Marenko", "Osip Marenko", "Osip"]


def test_a_given_name_with_a_post_is_who_holds_it():
    lines = [
        line("role/holds", person="Osip Marenko", post="President", party="Norland", report="a"),
        line("role/holds", person="Osip Berg", post="President", party="Sudland", report="a"),
        line("role/holds", person="Osip", post="President", party="Norland", report="b"),
        named("b", "Osip Marenko", "Osip Berg"),
    ]
    assert resolve_actors(lines).name("Osip", "b") == "Osip Marenko"


def test_the_name_shown_is_the_fullest_and_no_headline():
    assert resolve_actors([named("a", "Bell", "AJ Bell")]).name("Bell") == "AJ Bell"
    identity = resolve_actors([named("a", "Ada Bell", "OFFICIAL Ada Bell")])
    assert identity.name("OFFICIAL Ada Bell") == "Ada Bell"


def test_a_post_is_who_is_told_to_hold_it_at_the_time():
    lines = [
        line("role/holds", person="Ilya Stern", post="Foreign Minister", party="Norland", on="2023-04-10"),
        line("role/holds", person="Nora Falk", post="Foreign Minister", party="Norland", on="2025-05-10"),
        line("remark/said", by="Norland's Foreign Minister", on="2023-04-20", report="old"),
        line("remark/said", by="the Foreign Minister of Norland", on="2025-05-20", report="new"),
        line("remark/said", by="Foreign Minister", on="2025-05-20", report="open"),
        line("remark/said", by="Norland's Foreign Minister", on="2024-05-20", report="between"),
    ]
    identity = resolve_actors(lines)
    assert identity.name("Norland's Foreign Minister", "old") == "Ilya Stern"
    assert identity.name("the Foreign Minister of Norland", "new") == "Nora Falk"
    assert identity.name("Foreign Minister", "open") == "Foreign Minister"
    assert identity.name("Norland's Foreign Minister", "between") not in {"Ilya Stern", "Nora Falk"}


def test_a_name_that_fits_two_who_differ_joins_them_not():
    identity = resolve_actors([named("a", "Osip Marenko", "Osip A. Marenko", "Osip B. Marenko")], propose=True)
    assert len({identity.name(name) for name in ("Osip Marenko", "Osip A. Marenko", "Osip B. Marenko")}) == 3
    assert len(identity.proposals) == 2


def test_a_ministry_is_not_its_minister_nor_the_state():
    names = ("Norland", "Norland Foreign Minister", "Norland Foreign Ministry", "Norland President")
    identity = resolve_actors([line("event/consult", actors=names)], states=("Norland",))
    assert len({identity.name(name) for name in names}) == 4


def test_acronyms_stand_for_what_a_text_defines():
    lines = [
        line("event/consult", actors=("Border Watch Group", "Better Wages Guild"), report="a"),
        line("event/aid", actors="Border Watch Group", report="b", exact="The Border Watch Group (BWG) came."),
        line("event/aid", actors="BWG", report="c"),
    ]
    identity = resolve_actors(lines)
    assert identity.name("BWG", "c") == "Border Watch Group"
    two = [*lines, line("event/aid", actors="Better Wages Guild", report="d", exact="The Better Wages Guild (BWG) came.")]
    two += [line("event/aid", actors="BWG", report="d", at=99), line("event/aid", actors="BWG", report="b", at=99)]
    identity = resolve_actors(two)
    assert [identity.name("BWG", report) for report in "bcd"] == ["Border Watch Group", "BWG", "Better Wages Guild"]
    assert resolve_actors(lines[::2]).name("BWG") == "BWG"


def test_work_on_posts_grows_with_the_reports_not_with_their_square(monkeypatch):
    """Four times the reports ask at most some five times as often who holds a post."""
    from dragoman.record import people

    def asked(reports: int) -> int:
        calls = 0
        near = people._near

        def counting(*args):
            nonlocal calls
            calls += 1
            return near(*args)

        lines = [named(f"{n}", "Osip Marenko" if n % 2 else "Lada Marenko") for n in range(2)]
        for n in range(reports):
            role = {"post": "President", "party": "Norland", "report": f"r{n}", "on": "2025-05-20"}
            lines += [line("role/holds", person=f"Ada Bell{n}", **role), line("role/holds", person="Marenko", at=9, **role)]
        monkeypatch.setattr(people, "_near", counting)
        resolve_actors(lines)
        monkeypatch.setattr(people, "_near", near)
        return calls

    assert 0 < asked(200) < 5 * asked(50)


def test_a_surname_told_first_is_the_same_person():
    lines = [line("remark/said", by="Ada Bell", exact="yes"), line("remark/said", by="Bell Ada", exact="no", at=50)]
    identity = resolve_actors(lines)
    assert identity.name("Bell Ada") == identity.name("Ada Bell")
