"""Posts of the learned extractor, and what becomes of a rule's reading beside them."""

from __future__ import annotations

from dragoman.assertions import rules
from dragoman.assertions.grounding import ground
from dragoman.assertions.learned_mentions import Mention
from dragoman.assertions.learned_proposals import Filler, Proposal
from dragoman.assertions.learned_roles import post_at, roles
from dragoman.reading import Reading, ReadingOptions, read
from dragoman.types import Assertion, Report

TEXT = "The dockers' union and its veteran deputy chief negotiator Ruta Balode met Minister of Trade Olaf Strand of Norway."


def reading_of(text: str) -> Reading:
    return read(Report("r", text, "2024-03-05"), options=ReadingOptions(models=False))


def draft(text: str, noun: str, person: str, party: str | None, chance: float = 0.9, *, sure: float = 0.9) -> Proposal:
    def mention(words: str, type: str) -> Mention:
        return Mention(text.index(words), text.index(words) + len(words), words, type)

    fillers = {"person": [Filler(person, sure, mention(person, "person"))]}
    if party:
        fillers["party"] = [Filler(party, 0.8, mention(party, "organisation"))]
    at = text.index(noun)
    return Proposal(
        "role", "holds", chance, (at, at + len(noun)), at, text.index(person) + len(person), 0, fillers, [("other", 1.0)],
        "actual", 1.0, 0.0,
    )  # fmt: skip


def words(text: str, noun: str) -> str:
    at = text.index(noun)
    first, last = post_at(text, at, at + len(noun))
    return text[first:last]


def test_the_words_of_a_post_are_read_around_its_noun() -> None:
    assert words(TEXT, "negotiator") == "veteran deputy chief negotiator"
    assert words(TEXT, "Minister") == "Minister of Trade"
    assert words("a former vice-president said", "vice-president") == "former vice-president"
    assert words("said the spokesman for the rebels", "spokesman") == "spokesman"


def test_what_the_heads_read_is_a_role_with_a_passage_of_its_own() -> None:
    reading = reading_of(TEXT)
    (one,) = roles(reading, [draft(TEXT, "negotiator", "Ruta Balode", "dockers' union")], [])
    made = ground(reading, one, extractor="test")
    assert isinstance(made, Assertion)
    assert (made.person, made.post, made.party) == ("Ruta Balode", "veteran deputy chief negotiator", "dockers' union")
    assert made.evidence.exact == "veteran deputy chief negotiator Ruta Balode"


def test_what_is_less_than_likely_is_left_out() -> None:
    reading = reading_of(TEXT)
    assert roles(reading, [draft(TEXT, "negotiator", "Ruta Balode", None, chance=0.15)], []) == []
    assert roles(reading, [draft(TEXT, "negotiator", "Ruta Balode", None, sure=0.15)], []) == []


def test_no_part_of_a_name_and_no_other_word_is_a_post_unless_the_heads_are_sure() -> None:
    reading = reading_of(TEXT)
    assert roles(reading, [draft(TEXT, "Balode", "Ruta Balode", None)], []) == []
    assert roles(reading, [draft(TEXT, "met", "Ruta Balode", None, chance=0.5)], []) == []
    assert len(roles(reading, [draft(TEXT, "met", "Ruta Balode", None, chance=0.7)], [])) == 1


def test_a_party_is_taken_from_anywhere_in_the_report_and_is_a_doubt_where_it_is_not_sure() -> None:
    reading = reading_of(TEXT)
    told = draft(TEXT, "negotiator", "Ruta Balode", "dockers' union")
    bare = draft(TEXT, "negotiator", "Ruta Balode", None)
    bare.start = bare.trigger[0]
    (one,) = roles(reading, [bare, told], [])
    assert one.fields["party"] == "dockers' union" and one.doubts == ()
    told.fillers["party"] = [Filler("dockers' union", 0.4, told.fillers["party"][0].mention)]
    (one,) = roles(reading, [told], [])
    assert one.fields["party"] == "dockers' union" and one.doubts == ("party uncertain (0.40)",)


def test_a_rule_beside_the_heads_keeps_its_words_and_takes_a_party() -> None:
    reading = reading_of(TEXT)
    (rule,) = [r for r in rules.propose(reading) if r.kind == "role" and r.fields["person"] == "Olaf Strand"]
    assert rule.rule == "role"
    (one,) = roles(reading, [draft(TEXT, "Minister", "Olaf Strand", None)], [rule])
    assert one.rule == "role" and one.fields["party"] == "Norway" and one.fields["post"] == rule.fields["post"]


def test_a_rule_that_took_another_person_gives_way_to_sure_heads() -> None:
    reading = reading_of(TEXT)
    (rule,) = [r for r in rules.propose(reading) if r.kind == "role" and r.fields["person"] == "Olaf Strand"]
    sure = draft(TEXT, "Minister", "Ruta Balode", None)
    assert [p.fields["person"] for p in roles(reading, [sure], [rule])] == ["Ruta Balode"]
    unsure = draft(TEXT, "Minister", "Ruta Balode", None, chance=0.45)
    assert [p.fields["person"] for p in roles(reading, [unsure], [rule])] == ["Ruta Balode", "Olaf Strand"]


def test_a_state_has_one_president() -> None:
    text = "President Olaf Strand met Kenyan President Ruta Balode. They were glad of the President of Kenya."
    reading = reading_of(text)
    found = rules.propose(reading)
    mine = [r for r in found if r.kind == "role"]
    made = roles(reading, [draft(text, "President", "Olaf Strand", "Kenya", 0.95, sure=0.95)], mine)
    told = {str(r.fields["person"]): r.fields.get("party") for r in made if r.fields["post"] == "President"}
    assert told == {"Olaf Strand": None, "Ruta Balode": "Kenya"}
