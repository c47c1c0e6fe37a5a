# ruff: noqa: SIM905 - long word lists read better as one string
"""Candidates for the fields of an assertion: every mention in a report that could fill one, and whom it stands for.

Names and time expressions come from the reading. Added here, because a field is more often filled by a word than by a
name: pronouns and definite phrases with the entities they can stand for, groups without a name ('members of parliament'),
papers ('the draft'), and figures. No mention decides anything: the learned reader scores them against a trigger.
Offsets are code points of the report's text, end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.assertions.documents import plans_to
from dragoman.reading.types import Name, Reading

#: What a mention is. The order is the order of a one-hot feature in the weights: only append.
TYPES = ("state", "person", "organisation", "agency", "outlet", "place", "group", "time", "document", "number", "other")
#: How a mention names its entity. Only append.
WAYS = ("name", "singular", "plural", "speaker", "possessive", "definite", "pair")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that can fill a field. `entity` is the filler's value, `type` one of `TYPES`, `way` one of `WAYS`.

    A phrase that can stand for several entities gives a mention for each; `rank` tells how many are likelier.
    """

    start: int
    end: int
    entity: str
    type: str
    way: str = "name"
    sentence: int = 0
    rank: int = 0


GROUP_HEADS = frozenset(
    """activists administration aides alliance allies ambassadors analysts army authorities battalion bloc brigade
    campaigners capitals captors civilians clerics coalition command commanders commission committee community companies
    company conservatives coordinators council countries court critics cabinet delegates delegation delegations demonstrators
    departments diplomats directors dissidents employers envoys executives exiles experts faction factions farmers fighters
    firms forces government governments group groups guards guerrillas gunmen industry insurgents intermediaries islamists
    journalists judges junta kidnappers lawmakers lawyers leaders leadership legislators loyalists management managers
    mediators media members militants militia militias ministers ministries ministry monitors movement mps nations
    nationalists negotiators neighbours observers officers officials operators opponents opposition organisation
    organisations organization organizations parliament parliamentarians parties party partners peacekeepers people police
    politicians powers president press prisoners producers protesters protestors publishers rebels rebel refugees regime
    regulators reporters representatives republicans democrats residents retailers rivals secretariat senators
    separatists side sides soldiers source sources specialists spokesmen staff states strikers students supporters
    teachers teams team terrorists troops union unions veterans victims villagers volunteers voters warlords witnesses
    workers mourners marchers bloggers commentators studios airlines carriers unionists dockers nurses doctors pilots drivers
    academics scientists families gangs elements units deserters crowd residents shopkeepers banks creditors lenders
    investors shareholders contractors ships tribes elders monks priests islands miners fishermen truckers writers artists""".split()
)
PAPERS = frozenset(
    """accord act affidavit agenda agreement amendment annex appeal armistice arrangement bill blueprint charter circular
    communique communiqué concept constitution contract convention deal decision declaration decree document draft email
    formula framework guarantee initiative invitation invoice language law letter list manifesto map mandate memo memorandum
    message motion note offer order outline package pact paper passage permit petition plan point principle procedure
    proclamation programme program proposal protocol recommendation report request resolution response result road-map
    roadmap ruling settlement statement statute submission summary term text timetable treaty truce ultimatum verdict
    version vision warrant""".split()
)
SINGULAR = frozenset("he she him her his himself herself hers".split())
NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves".split())
SPEAKER = frozenset("i we us our ours my me myself ourselves".split())
POSSESSIVE = frozenset("his her its their our my".split())
NOT_MODIFIERS = frozenset(
    """a about above after again against all along also although always among an and any are as at be because been before
    being below between both but by can could did do does down during each either even ever every few for from had has
    have he her here him his how i if in into is it its just like may me might more most much must my near never no nor
    not now of off on once one only or other our out over own per said same say says several shall she should since so
    some such than that the their them then there these they this those through to told too toward under until up upon
    us very was we were what when where whether which while who whom whose why will with within without would yet you
    your meet meets met held hold urge urged accused accuse blamed blame killed kill let make made call called calling
    say saying tell telling asked ask""".split()
)
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*", re.UNICODE)
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.,:])\d+(?:\.\d+)?(?![\w:])")
NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "dozen": 12, "thousand": 1000}
PAIR = re.compile(
    r"\b(?:(?:the|both|these|two|other|our|all)\s+){1,3}(?:(?:warring|opposing|rival|negotiating|political|main)\s+)?"
    r"(?:sides|parties|leaders|presidents|countries|states|nations|delegations|governments|ministers|heads of state|"
    r"men|rivals|interlocutors|officials|negotiators|teams|leaders of [a-z]+ (?:states|countries))\b|\bboth\b|\beach other\b",
    re.IGNORECASE,
)
DEFINITE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:(?:Russian|former|outgoing|opposition|ruling|head of the)\s+)?"
    r"(president|prime minister|premier|minister|foreign minister|secretary|secretary general|ambassador|envoy|chancellor|"
    r"leader|spokesman|spokeswoman|spokesperson|official|head of state|negotiator|diplomat|adviser|advisor|chairman|"
    r"general|king|crown prince|mediator|country|party|movement|regime|government|union|bloc|company|organisation|"
    r"organization|state|republic|kremlin|group|agency|ministry|alliance|association|federation|council|commission|coalition|front|opposition|company|firm|airline|bank|court|side|team|delegation|army|military|"
    r"administration|leadership|faction|authorities|head of the office)\b",
    re.IGNORECASE,
)
PERSONAL = frozenset(
    """president minister premier secretary ambassador envoy chancellor leader spokesman spokeswoman spokesperson official
    negotiator diplomat adviser advisor chairman general king prince mediator state office""".split()
)
COLLECTIVE = ("state", "organisation", "group", "agency")
REACH = 6  # sentences back that an antecedent may lie
BESIDE = 40  # characters around a name in which a noun speaks of its bearer


def mentions(reading: Reading) -> list[Mention]:
    """Every mention that could fill a field, by start; a phrase that stands for several entities gives one for each."""
    text = reading.report.text
    starts = [s.start for s in reading.sentences]

    def sentence_of(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    found: list[Mention] = []
    taken = bytearray(len(text) + 1)
    names = sorted(reading.names, key=lambda n: (n.start, -n.end))
    for name in names:
        kind = name.type if name.type in TYPES else "other"
        found.append(Mention(name.start, name.end, name.canonical, kind, "name", sentence_of(name.start)))
        taken[name.start : name.end] = b"\1" * (name.end - name.start)
    for time in reading.times:
        value = time.date or (time.value if time.type == "DURATION" else "")
        if value:
            found.append(Mention(time.start, time.end, value, "time", "name", sentence_of(time.start)))
            taken[time.start : time.end] = b"\1" * (time.end - time.start)
    found += _figures(text, taken, sentence_of)
    known = _Known(text, names, sentence_of)
    speakers = _speakers(reading)
    words = list(WORD.finditer(text))
    found += _groups(text, words, taken, sentence_of)
    for match in PAIR.finditer(text):
        for entity, kind in known.pair(match.start()):
            found.append(Mention(match.start(), match.end(), entity, kind, "pair", sentence_of(match.start())))
    for match in DEFINITE.finditer(text):
        head = match.group(1).lower().split()[-1]
        kinds = ("person",) if head in PERSONAL else COLLECTIVE
        for rank, (entity, kind) in enumerate(known.resolve(match.start(), kinds, head)):
            where = sentence_of(match.start())
            found.append(Mention(match.start(), match.end(), entity, kind, "definite", where, rank))
    for word in words:
        low = word.group().lower().replace("’", "'").split("'")[0]
        start, end = word.start(), word.start() + len(low)
        where = sentence_of(start)
        if low in SINGULAR or low in NEUTER:
            kinds = ("person",) if low in SINGULAR else COLLECTIVE
            for rank, (entity, kind) in enumerate(known.resolve(start, kinds)):
                found.append(Mention(start, end, entity, kind, _way(low, "singular"), where, rank))
        elif low in PLURAL:
            for entity, kind in known.pair(start):
                found.append(Mention(start, end, entity, kind, "pair", where, 1))
            for rank, (entity, kind) in enumerate(known.resolve(start, COLLECTIVE)):
                found.append(Mention(start, end, entity, kind, "plural", where, rank))
        elif low in SPEAKER:
            for entity, kind in speakers(start):
                found.append(Mention(start, end, entity, kind, "speaker", where))
    unique = sorted(set(found), key=lambda m: (m.start, m.end, m.rank, m.entity, m.way))
    return [m for m in unique if m.entity]


def _way(word: str, otherwise: str) -> str:
    return "possessive" if word in POSSESSIVE else otherwise


class _Known:
    """The names read so far, to resolve what is not a name."""

    def __init__(self, text: str, names: list[Name], sentence_of: Callable[[int], int]) -> None:
        self.names = names
        self.starts = [n.start for n in names]
        self.sentence_of = sentence_of
        self.beside: dict[str, set[str]] = {}
        for name in names:
            before = re.split(r"[.;:!?\n]\s", text[max(0, name.start - BESIDE) : name.start])[-1]
            after = re.split(r"[.;:!?\n]\s", text[name.end : name.end + BESIDE])[0] if name.type == "person" else ""
            words = self.beside.setdefault(name.canonical, set())
            words.update(w.lower() for w in WORD.findall(before + " " + after))

    def before(self, offset: int) -> list[Name]:
        """Names that start before `offset`, nearest first, at most `REACH` sentences back."""
        here = self.sentence_of(offset)
        near = []
        for name in reversed(self.names[: bisect_right(self.starts, offset - 1)]):
            if here - self.sentence_of(name.start) > REACH:
                break
            near.append(name)
        return near

    def resolve(self, offset: int, kinds: tuple[str, ...], noun: str = "") -> list[tuple[str, str]]:
        """At most two entities that a singular phrase at `offset` can stand for, the likelier first.

        A phrase with a noun ('the association') goes first to the last entity that the report names with that noun.
        Otherwise the nearest name of its own sentence is the antecedent, and in an earlier sentence the first name,
        which is most often the subject.
        """
        here = self.sentence_of(offset)
        ranked: dict[tuple[str, str], None] = {}
        if noun:
            earlier = [n for n in reversed(self.names[: bisect_right(self.starts, offset - 1)]) if n.type in kinds]
            bearing = [n for n in earlier if n.type != "person" and noun in n.canonical.lower().split()]
            bearing += [n for n in earlier if noun in self.beside[n.canonical]]
            for name in bearing[:1]:
                ranked[(name.canonical, name.type)] = None
        candidates = [n for n in self.before(offset) if n.type in kinds]
        own = [n for n in candidates if self.sentence_of(n.start) == here]
        order = own[:1] + own[-1:] if "person" in kinds else own[-1:] + own[:1]
        earlier = [n for n in candidates if self.sentence_of(n.start) < here]
        if earlier:
            nearest = self.sentence_of(earlier[0].start)
            order += [n for n in earlier if self.sentence_of(n.start) == nearest][::-1]
        for name in order:
            ranked.setdefault((name.canonical, name.type))
        return list(ranked)[:2]

    def pair(self, offset: int) -> list[tuple[str, str]]:
        """The two entities of one kind that the last sentence with two of them names: persons first, then states."""
        by_sentence: dict[int, list[Name]] = {}
        for name in self.before(offset):
            by_sentence.setdefault(self.sentence_of(name.start), []).append(name)
        for number in sorted(by_sentence, reverse=True):
            for kinds in (("person",), ("state",), ("state", "organisation", "group")):
                seen = dict.fromkeys((n.canonical, n.type) for n in reversed(by_sentence[number]) if n.type in kinds)
                if len(seen) >= 2:
                    return list(seen)[:2] if len(seen) > 3 else list(seen)
        return []


def _speakers(reading: Reading):  # type: ignore[no-untyped-def]
    """A function from an offset to those on whose word the text there stands, last link first."""
    spans = sorted((a, b, i) for i, att in enumerate(reading.attributions) for a, b in att.content)

    def at(offset: int) -> list[tuple[str, str]]:
        best: list[tuple[str, str]] = []
        width = 1 << 30
        for a, b, i in spans:
            if a > offset:
                break
            if offset < b and b - a < width and reading.attributions[i].chain:
                link = reading.attributions[i].chain[-1]
                best, width = [(link.name, link.type if link.type in TYPES else "group")], b - a
        return best

    return at


def _figures(text: str, taken: bytearray, sentence_of: Callable[[int], int]) -> list[Mention]:
    found = []
    for match in NUMBER.finditer(text):
        if not taken[match.start()]:
            value = match.group().replace(",", "")
            found.append(Mention(match.start(), match.end(), value, "number", "name", sentence_of(match.start())))
    for match in WORD.finditer(text):
        value_of = NUMBER_WORDS.get(match.group().lower())
        if value_of is not None and not taken[match.start()]:
            found.append(
                Mention(match.start(), match.end(), str(value_of), "number", "name", sentence_of(match.start()))
            )
    return found


def _groups(
    text: str, words: list[re.Match[str]], taken: bytearray, sentence_of: Callable[[int], int]
) -> list[Mention]:
    """Nameless groups and papers: a head noun and the modifiers before it."""
    found = []
    for i, word in enumerate(words):
        low = word.group().lower()
        paper, group = singular(low) in PAPERS, low in GROUP_HEADS
        if not (paper or group) or (taken[word.start()] and not paper):
            continue
        if paper and plans_to(text, word.start(), word.end()):
            continue
        if paper:
            found.append(
                Mention(word.start(), word.end(), singular(low), "document", "name", sentence_of(word.start()))
            )
        if not group or taken[word.start()]:
            continue
        first = i
        while first > 0 and i - first < 4:
            before = words[first - 1]
            gap = text[before.end() : words[first].start()]
            if gap.strip(" ") or before.group().lower() in NOT_MODIFIERS:
                break
            first -= 1
        end = word.end()
        if i + 2 < len(words) and words[i + 1].group().lower() == "of" and text[end : words[i + 1].start()] == " ":
            following = words[i + 2]
            step = 3 if following.group().lower() == "the" and i + 3 < len(words) else 2
            if not re.search(r"[^\w\s]", text[end : words[i + step].start()]):
                end = words[i + step].end()
        start = words[first].start()
        found.append(Mention(start, end, text[start:end], "group", "name", sentence_of(start)))
        if end != word.end() or first != i:
            found.append(Mention(word.start(), word.end(), word.group(), "group", "name", sentence_of(start)))
    return found


def singular(noun: str) -> str:
    """The head noun of a paper in the singular, as the contract's `document` field has it."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun == "memoranda":
        return "memorandum"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
