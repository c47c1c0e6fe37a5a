"""Who is who: merged only where one candidate remains, with a reason; else proposed."""

from __future__ import annotations

import pytest

from dragoman.record.identity import Identity, resolve_actors
from dragoman.record.personal_names import spelling
from dragoman.types import Assertion, Judgement, Link, Passage


def line(*people: str, actors: tuple[str, ...] = (), by: str = "") -> Assertion:
    chain = (Link(by, "person", "said"),) if by else ()
    return Assertion(
        kind="delegation", act="attended", report="a.txt", evidence=Passage(0, 1, "x"), members=people, actors=actors,
        attribution=chain,
    )  # fmt: skip


def judged(kind: str, one: str, other: str, number: int = 0) -> Judgement:
    return Judgement(id=f"{kind}{number}", kind=kind, subject=one, object=other, author="Ann")


def resolve(*people: str, judgements: tuple[Judgement, ...] = (), **more: object) -> Identity:
    return resolve_actors([line(*people)], judgements, propose=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (("Osip Marenko", "Marenko"), "Osip Marenko"),
        (("Osip Marenko", "O. Marenko"), "Osip Marenko"),
        (("Osip Rodionovich Marenko", "O.R. Marenko", "Osip Marenko"), "Osip Rodionovich Marenko"),
        (("Yuri Tselenskyy", "Yuriy Zelenskij", "Yury Tselenskiy")[::2], "Yuri Tselenskyy"),
        (("Осип Маренко", "Osip Marenko"), "Osip Marenko"),
        (("President Marenko", "Osip Marenko"), "Osip Marenko"),
        (("José Núñez", "Jose Nunez"), "Jose Nunez"),
        (("OSIP MARENKO", "Osip Marenko"), "OSIP MARENKO"),
    ],
)
def test_these_are_one(names: tuple[str, ...], full: str) -> None:
    identity = resolve(*names)
    assert {identity.name(name) for name in names} == {full}
    assert all(reason.why and 0.9 <= reason.score <= 1 for reason in identity.reasons)
    assert len(identity.reasons) == len(names) - 1


@pytest.mark.parametrize(
    "names",
    [
        ("Osip Marenko", "Lada Marenko"),
        ("Osip Marenko", "Lada Marenko", "Marenko"),
        ("Osip Marenko", "Oleg Marenko", "O. Marenko"),
        ("Osip Marenko", "Osip Marchuk"),
        ("Anna Berg", "Bergen"),
        ("Osip A. Marenko", "Osip B. Marenko"),
    ],
)
def test_these_are_not(names: tuple[str, ...]) -> None:
    assert len({resolve(*names).name(name) for name in names}) == len(names)


def test_two_people_told_together_are_neither_of_them() -> None:
    who = resolve("Osip Marenko", "Ana Rojas and Osip Marenko", "Marenko")
    assert who.name("Osip Marenko") == who.name("Marenko") == "Osip Marenko"
    assert who.name("Ana Rojas and Osip Marenko") == "Ana Rojas and Osip Marenko"


def test_what_fits_several_is_proposed() -> None:
    identity = resolve("Osip Marenko", "Lada Marenko", "Marenko")
    assert {(one.other, one.name) for one in identity.proposals} == {
        ("Marenko", "Osip Marenko"),
        ("Marenko", "Lada Marenko"),
    }
    near = resolve("Osip Marenko", "Osip Marrenka")
    assert [(one.name, one.other) for one in near.proposals] == [("Osip Marenko", "Osip Marrenka")]


def test_states_are_never_merged_by_likeness() -> None:
    lines = [line("Ann Jordan", "Ann Chad"), line(actors=("Jordan", "Chad"))]
    identity = resolve_actors(lines, states=("Jordan", "Chad"))
    assert (identity.name("Jordan"), identity.name("Chad")) == ("Jordan", "Chad")
    actor = identity.actor("Jordan")
    assert actor is not None and actor.type == "state"


def test_people_decide() -> None:
    names = ("Osip Marenko", "Marenko", "The Fox")
    joined = resolve(*names, judgements=(judged("same-actor", "The Fox", "Osip Marenko"),))
    assert joined.name("The Fox") == "Osip Marenko"
    apart = resolve(*names, judgements=(judged("different-actor", "Marenko", "Osip Marenko"),))
    assert apart.name("Marenko") == "Marenko"
    again = resolve(
        *names,
        judgements=(
            judged("different-actor", "Marenko", "Osip Marenko"),
            judged("same-actor", "Osip Marenko", "Marenko", 1),
        ),
    )
    assert again.name("Marenko") == "Osip Marenko"


def test_different_holds_by_whatever_way() -> None:
    """Two kept apart do not meet through a third name that fits both."""
    identity = resolve(
        "Osip Marenko", "Osip Rodionovich Marenko", "O.R. Marenko",
        judgements=(judged("different-actor", "Osip Marenko", "Osip Rodionovich Marenko"),),
    )  # fmt: skip
    assert identity.name("Osip Marenko") != identity.name("Osip Rodionovich Marenko")


def test_aliases_name_the_actor() -> None:
    identity = resolve("Osip Marenko", "The Fox", aliases={"The Fox": ["Osip Marenko", "never seen"]})
    assert identity.name("Osip Marenko") == "The Fox"


def test_sources_are_actors_and_unnamed_ones_are_not() -> None:
    identity = resolve_actors([line("Osip Marenko", by="Marenko"), line(by="Osip Marenko")])
    applied = identity.apply(line("Osip Marenko", by="Marenko"))
    assert applied.attribution[0].name == "Osip Marenko"
    assert [actor.name for actor in identity.actors] == ["Osip Marenko"]
    unnamed = Assertion(
        kind="remark", act="said", report="a", evidence=Passage(0, 1, "x"), attribution=(Link("an official", "unnamed", None, False),)
    )  # fmt: skip
    assert resolve_actors([unnamed]).actors == ()


def test_the_order_of_the_lines_changes_nothing() -> None:
    lines = [line(name) for name in ("Marenko", "Osip Marenko", "O. Marenko", "Lada Berg", "Berg", "L. Berg")]
    assert resolve_actors(lines) == resolve_actors(lines[::-1])


def test_spellings() -> None:
    one = {spelling(word) for word in ("zelensky", "zelenskyy", "zelenskiy", "zelenskij", "zelenski")}
    assert len(one) == 1
    assert spelling("khalil") == spelling("halil")
    assert spelling("marenko") != spelling("marchenko")
