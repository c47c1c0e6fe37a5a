"""Which proposals of the learned heads are kept, and how parties stand apart."""

from __future__ import annotations

from dataclasses import replace

from dragoman.assertions.learned_decisions import Choices, decide
from dragoman.assertions.learned_mentions import Mention
from dragoman.assertions.learned_proposals import Filler, Proposal

CHOICES = Choices(keep_default=0.3)


def filler(name: str, probability: float, kind: str = "state") -> Filler:
    start = 10 * len(name)  # each name at a place of its own
    return Filler(name, probability, Mention(start, start + len(name), name, kind))


def proposal(kind: str, act: str, probability: float, *actors: Filler, start: int = 0, end: int = 40) -> Proposal:
    return Proposal(
        kind=kind, act=act, probability=probability, trigger=(start + 5, start + 9), start=start, end=end, sentence=0,
        fillers={"actors": list(actors)} if actors else {}, issues=[("ceasefire", 0.8), ("other", 0.1)], modality="actual",
        modality_probability=0.9, negative=0.1,
    )  # fmt: skip


def test_the_likelier_of_two_readings_of_one_passage_stays() -> None:
    made = decide([proposal("event", "consult", 0.4), proposal("meeting", "held", 0.8)], {}, CHOICES)
    assert [(d.proposal.kind, d.proposal.act) for d in made] == [("meeting", "held")]


def test_what_is_less_likely_than_the_least_is_dropped() -> None:
    assert decide([proposal("event", "agree", 0.2)], {}, CHOICES) == []


def test_positions_of_two_parties_are_two_decisions() -> None:
    one = proposal("position", "demands", 0.9, filler("Peru", 0.9), filler("Ecuador", 0.8))
    assert [[f.entity for f in d.actors] for d in decide([one], {}, CHOICES)] == [["Peru"], ["Ecuador"]]


def test_an_official_stays_with_the_party_spoken_for() -> None:
    one = proposal("position", "demands", 0.9, filler("Peru", 0.9), filler("Ana Rojas", 0.8, "person"))
    made = decide([one], {"Ana Rojas": "Peru"}, CHOICES)
    assert [[f.entity for f in d.actors] for d in made] == [["Peru", "Ana Rojas"]]


def test_a_denial_is_negative() -> None:
    one = replace(proposal("document", "submitted", 0.9, filler("Peru", 0.9)), negative=0.8)
    assert decide([one], {}, CHOICES)[0].negative


def test_a_part_of_a_phrase_is_no_second_actor() -> None:
    whole, part = Mention(10, 30, "main rebel alliance", "group"), Mention(15, 20, "rebel", "group")
    one = replace(proposal("event", "agree", 0.9), fillers={"actors": [Filler(whole.entity, 0.9, whole), Filler(part.entity, 0.8, part)]})
    assert [f.entity for f in decide([one], {}, CHOICES)[0].actors] == ["main rebel alliance"]


def test_who_meets_is_two_where_a_second_is_probable() -> None:
    one = proposal("meeting", "held", 0.9, filler("Peru", 0.9), filler("Ecuador", 0.35))
    two = proposal("event", "accuse", 0.9, filler("Peru", 0.9), filler("Ecuador", 0.35))
    assert [[f.entity for f in decide([p], {}, CHOICES)[0].actors] for p in (one, two)] == [["Peru", "Ecuador"], ["Peru"]]
