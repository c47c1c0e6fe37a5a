"""Who holds, takes or leaves which post for whom, read from apposition without a parse.

Names are replaced by marks, so that 'the Norwegian Foreign Minister, Kari Dahl' becomes 'the <0> Foreign Minister, <1>' and
a few patterns over titles read it. `parties_of_people` is the table that others use to know for whom a person acts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.assertions.grounding import Proposal
from dragoman.reading.gazetteer import gazetteer, home_state, name_words, state_names
from dragoman.reading.types import Name, Reading, Sentence

_OPEN, _CLOSE = "\ue000", "\ue001"
#: Set after words that can end a title, or stand inside one: patterns need no list of words then, and stay fast.
_HEAD, _MODIFIER = "\ue002", "\ue003"
_TAGS = str.maketrans("", "", _HEAD + _MODIFIER)
_MARK = f"{_OPEN}(\\d+){_CLOSE}"
_WORD = re.compile(r"[^\W\d_][\w-]*")
_SPACES = {ord(c): " " for c in "\n\t\u00a0\u2009\u202f"}
_OF = r"(?:of|to|for|at|in|with)"
_OFFICES = frozenset(
    {
        "Office",
        "Bureau",
        "Directorate",
        "Department",
        "Chancellery",
        "Staff",
        "Cabinet",
        "Administration",
        "Secretariat",
    }
)
#: Posts that are held in somebody's stead or in one talk only; 'counterpart' and the like name no post.
_NO_POST = frozenset(
    ["rival", "opponent", "wife", "husband", "son", "daughter", "brother", "predecessor", "successor", "counterpart",
     "official", "boss", "candidate", "billionaire", "businessman", "dissident", "politician", "expert", "analyst",
     "activist", "journalist", "lawyer", "professor"]
)  # fmt: skip
_PRESS = re.compile(r"(?i)correspondent|editor|reporter|director|chief|chair|head|analyst")
#: Posts that are held with or to somebody: 'envoy to Kenya' is not Kenya's.
_ABROAD = re.compile(r"(?i)envoy|ambassador|representative|delegate|rapporteur")
#: A state is not what a report is about alone where another is named at least one time for so many of its own.
SECOND = 4
_STATE_POST = re.compile(
    r"(?i)\b(?:president|prime minister|premier|chancellor|minister|king|queen|emir|amir|opposition leader|ruler|crown prince|"
    r"secretary of state|security advis[eo]r|first lady|presidential|head of the (?:president|office))"
)


_ON_WORD = re.compile(r"\b[Aa]ccording\sto\s(?:the\s|its\s|their\s)?$")
#: Posts that are 'for' a matter: the envoy for Kenya does not act for Kenya.
_MATTER = re.compile(r"(?i)envoy|rapporteur|mediator|coordinator")


@dataclass(frozen=True, slots=True)
class Role:
    """A post as read: the span of the phrase, the person, the post, the party (None where not told) and the act."""

    start: int
    end: int
    person: Name
    post: str
    party: str | None
    act: str


@lru_cache(maxsize=1)
def title_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that end a title, and words that stand before such a word inside it; lower case."""
    titles = name_words()["titles"]
    plain = {
        "member", "members", "co-leader", "co-chair", "vice-president", "moderator", "broker", "commander-in-chief", "mp", "ruler",
    }  # fmt: skip
    heads = ({h.lower() for h in titles["heads"]} | set(titles["nouns"]) | plain) - _NO_POST
    extra = {
        "human", "rights", "opposition", "main", "new", "longtime", "veteran", "relief", "refugee", "union", "deputy",
        "foreign", "ministry", "department", "war", "cabinet", "nuclear", "army", "police", "rebel", "faction", "regional",
        "international", "trade", "climate", "aid", "policy", "agency", "team", "delegation", "government", "court",
        "office", "committee", "council", "peace", "stability",
    }  # fmt: skip
    return frozenset(heads), frozenset({m.lower() for m in titles["modifiers"]} | extra)


def _title() -> str:
    """The pattern of one title over a masked sentence."""
    objects = "|".join(re.escape(o) for o in sorted(name_words()["titles"]["objects"], key=len, reverse=True))
    inner = rf"[\w-]+[{_HEAD}{_MODIFIER}][ -]"
    return rf"(?:(?:{inner})*[\w-]+{_HEAD}(?:\s(?:of|for)\s(?:the\s)?(?:{objects})\b[{_MODIFIER}{_HEAD}]?)?)"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    title = _title()
    party = rf"(?:{_MARK}(?:['’]s?)?(?:[-–]{_MARK})?\s)"
    style = r"(?:(?:[A-Z][a-z]+\s)?(?:Republic|State|Kingdom|Federation|Emirate|Commonwealth)\sof\s(?:the\s)?)?"
    body = rf"{style}{_MARK}(?:\s(?:Republic|Federation|Kingdom|side))?"
    chain = rf"(?:\s{_OF}\s(?:the\s|its\s|their\s|his\s|her\s)?(?:{title}(?:['’]s\s{_MARK})?|{body}))"
    honorifics = "|".join(sorted((re.escape(h) for h in name_words()["titles"]["honorifics"]), key=len, reverse=True))
    honorific = rf"(?:(?:{honorifics}|Ambassador|General|Colonel|Secretary)[{_HEAD}{_MODIFIER}]?\s)*"
    former = rf"(?P<former>(?:[Ff]ormer|[Ee]x|[Oo]ne-time|previously|then|outgoing)[{_MODIFIER}{_HEAD}]?[- ])?"
    before = (
        rf"(?<![\w-])(?P<whole>(?P<its>[Ii]ts\s)?(?P<party>{party})?{former}(?P<inner>{party})?(?P<post>{title}(?P<chain>{chain}*))"
        rf"(?:\s(?:and|,)\s{title}[^,.;{_OPEN}]{{0,30}})?(?:,)?\s{honorific}(?P<person>{_MARK}))(?P<of>\sof\s(?:the\s)?{_MARK}(?!\s[A-Z]))?"
    )
    after = (
        rf"(?P<whole>(?P<person>{_MARK}),?\s(?:who\sis\s|who\swas\s|is\s|now\s)?(?:the\s|a\s|an\s|its\s|their\s|his\s|her\s)?"
        rf"(?P<party>{party})?{former}(?P<inner>{party})?(?P<post>{title}(?P<chain>{chain}*)))(?=[\s,.;:)—–-]|$)"
    )
    taken = (
        rf"(?P<whole>(?P<person>{_MARK})[^.;{_OPEN}]{{0,25}}\b(?:appointed|named|elected|sworn\sin|inaugurated|installed|nominated|become|becomes|became)"
        rf"\s(?:as\s)?(?:the\s|a\s|an\s|its\s)?(?P<party>{party})?(?:new\s|next\s)?(?P<post>{title}(?P<chain>{chain}*)))"
    )
    left = (
        rf"(?P<whole>(?P<person>{_MARK})[^.;{_OPEN}]{{0,25}}\b(?:resigned|resigns|steps\sdown|stepped\sdown|dismissed|sacked|fired|removed|ousted)"
        rf"\sas\s(?:the\s|a\s)?(?P<party>{party})?(?P<post>{title}(?P<chain>{chain}*)))"
    )
    return tuple(
        (re.compile(p), act) for p, act in ((taken, "appointed"), (left, "left"), (before, "holds"), (after, "holds"))
    )


def roles(reading: Reading) -> list[Role]:
    """The posts that a report tells, in order; the same post of a person is told once for each passage that tells it."""
    return [role for sentence in reading.sentences for role in _of_sentence(reading, sentence)]


def proposals(reading: Reading, found: Sequence[Role]) -> list[Proposal]:
    """The roles `found` in a reading as proposals: the first passage of each that tells a party, else the first."""
    best: dict[tuple[str, str, str], Role] = {}
    known = parties_of_people(found)
    likely = likely_parties(reading, found)
    for role in found:
        key = (role.person.canonical, role.post.lower(), role.act)
        if key not in best or (role.party and not best[key].party):
            best[key] = role
    return [
        Proposal(
            "role",
            r.act,
            r.start,
            r.end,
            {
                "person": r.person.canonical,
                "post": r.post,
                "party": r.party or known.get(r.person.canonical) or likely.get(r.person.canonical),
            },
            trigger=(r.start, r.end),
            fillers=(("person", r.person.start, r.person.end),),
            doubts=()
            if r.party or r.person.canonical in known or r.person.canonical not in likely
            else ("party inferred",),
            confidence=0.85 if r.party else 0.65,
            own_voice=True,
            rule="role",
        )
        for r in best.values()
    ]


def parties_of_people(found: Sequence[Role]) -> dict[str, str]:
    """Canonical name of a person -> the party they act for: the first one told with a post they hold now, else any."""
    table: dict[str, str] = {}
    for role in sorted(found, key=lambda r: r.act == "left"):
        if role.party:
            table.setdefault(role.person.canonical, role.party)
    return table


def likely_parties(reading: Reading, found: Sequence[Role]) -> dict[str, str]:
    """For people whose report names a post of state but no state: whose it is where little else can be meant.

    A government's own outlet speaks of its own president and ministers; another report of those of the state that makes up
    most of its mentions of states, unless it speaks of a second one too: where two states talk, their ministers are of
    either. One holder a post: the one told with that state, else the first named. An inference, and marked
    as a doubt where it is used; with several states and no word of whose, nothing is said.
    """
    told = parties_of_people(found)
    home = home_state(reading.report.outlet or "") or _leading_state(reading)
    if home is None:
        return {}
    holder = {role.post.lower(): role.person.canonical for role in found if told.get(role.person.canonical) == home}
    for role in found:
        if role.person.canonical not in told and _STATE_POST.search(role.post):
            holder.setdefault(role.post.lower(), role.person.canonical)  # the first named is the one at home
    return {person: home for person in holder.values() if person not in told}


def _leading_state(reading: Reading) -> str | None:
    counts = Counter(name.canonical for name in reading.names if name.type == "state")
    if not counts:
        return None
    (state, most), *others = counts.most_common(2)
    if 2 * most <= counts.total() or most < 2 or (others and others[0][1] * SECOND > most):
        return None
    return state


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[Role]:
    names = [n for n in reading.names if sentence.start <= n.start and n.end <= sentence.end]
    if not any(n.type == "person" for n in names):
        return
    masked, places = _masked(reading.report.text, sentence, names)
    if _HEAD not in masked:
        return
    taken: set[tuple[int, str]] = set()
    for pattern, act in _patterns():
        for match in pattern.finditer(masked):
            role = _role(match, act, names, places, masked)
            if role is None or any(role.person.start == start and _alike(role.post, post) for start, post in taken):
                continue
            taken.add((role.person.start, role.post))
            yield role


def _alike(one: str, other: str) -> bool:
    a, b = one.lower(), other.lower()
    return a in b or b in a


def _masked(text: str, sentence: Sentence, names: list[Name]) -> tuple[str, list[int]]:
    """The sentence with names as marks and title words tagged, and for each of its characters the offset it stands for."""
    pieces: list[str] = []
    places: list[int] = []
    at = sentence.start
    for number, name in enumerate(names):
        _tagged(text, at, name.start, pieces, places)
        mark = f"{_OPEN}{number}{_CLOSE}"
        pieces.append(mark)
        places.extend([name.start] * (len(mark) - 1) + [name.end - 1])
        at = name.end
    _tagged(text, at, sentence.end, pieces, places)
    return "".join(pieces), places


def _tagged(text: str, start: int, end: int, pieces: list[str], places: list[int]) -> None:
    heads, modifiers = title_words()
    at = start
    for match in _WORD.finditer(text, start, end):
        low = match.group().lower()
        tag = _HEAD if low in heads else _MODIFIER if low in modifiers else ""
        if tag:
            pieces += [text[at : match.end()].translate(_SPACES), tag]
            places += [*range(at, match.end()), match.end() - 1]
            at = match.end()
    pieces.append(text[at:end].translate(_SPACES))
    places += range(at, end)


def _named(fragment: str | None, names: list[Name]) -> list[Name]:
    return [names[int(n)] for n in re.findall(_MARK, fragment or "")]


def _role(match: re.Match[str], act: str, names: list[Name], places: list[int], masked: str) -> Role | None:
    person = _named(match["person"], names)[0]
    groups = match.groupdict()
    if person.type != "person":
        return None
    front = [n for n in _named(groups.get("party"), names) + _named(groups.get("inner"), names) if n.type != "person"]
    if any(n.type in ("outlet", "agency") for n in front) and not _PRESS.search(match["post"].translate(_TAGS)):
        return None
    behind = [n for n in _named(groups.get("chain"), names) if n.type != "person"]
    if any(n.type == "person" for n in _named(groups.get("inner"), names)):
        return None
    apart = masked[: match.start("person")].endswith(", ") and not re.match(r"\s?[,.;:]", masked[match.end("person") :])
    if apart and _ON_WORD.search(masked[: match.start("whole")]):
        return None  # 'According to the Kenyan leader, Low asked ...': two people
    after = [n for n in _named(groups.get("of"), names) if n.type in ("state", "organisation", "group")]
    post, party = _post(match["post"], behind, names)
    post = re.sub(r"\sof\s(?:the\s)?(?:\w+\s)?(?:Republic|State|Kingdom)$", "", post.translate(_TAGS))
    party = party or (_party(after[0]) if after else None)
    party = party or (_party(front[-1]) if front else None)
    if len(front) > 1 and front[0].type in ("state", "outlet") and front[1].type in ("organisation", "seat"):
        party, post = _party(front[0]), f"{front[1].text} {post}"  # 'Kenyan UN envoy'
    elif front and front[-1].type == "organisation" and party == front[-1].canonical:
        party, post = _ministry(front[-1], post)
    if party is None and match.re.groupindex.get("its") and groups.get("its"):
        party = _its(match, names, masked)
    if not post:
        return None
    if groups.get("former"):
        act = "left" if act == "holds" else act
    start = places[match.start("whole")]
    end = places[match.end("whole") - 1] + 1
    return Role(start, end, person, post, party, act)


def _post(raw: str, behind: list[Name], names: list[Name]) -> tuple[str, str | None]:
    """The fewest words that name the post, and the party where the words after the title tell it."""
    party: str | None = None
    first = re.split(rf"\s{_OF}\s(?=(?:the\s|its\s|their\s|his\s|her\s)?{_OPEN})", raw, maxsplit=1)[0]
    post = re.sub(_MARK, lambda m: names[int(m.group(1))].text, first)
    if behind and _ABROAD.search(first.translate(_TAGS)) and re.search(rf"\sto\s(?:the\s)?{_OPEN}", raw):
        post = f"{post} to {behind[0].canonical}"
    elif behind and _MATTER.search(first.translate(_TAGS)) and re.search(rf"\s(?:for|on)\s(?:the\s)?{_OPEN}", raw):
        pass
    elif behind:
        body = behind[0]
        party = _party(body)
        if body.type == "organisation" and body.text.split()[0] in _OFFICES:
            office, _, state = body.text.rpartition(" of ")
            post = f"{post} of the {office if state in state_names() else body.text}"
            party = state if state in state_names() else None
    return " ".join(post.split()), party


def _ministry(body: Name, post: str) -> tuple[str, str]:
    """'Kenyan Foreign Ministry spokesman' is Kenya's Foreign Ministry spokesman."""
    nation, _, rest = body.text.partition(" ")
    match = gazetteer().match([nation], 0)
    if rest and match and match[1].sort in ("state", "nationality"):
        return match[1].canonical, f"{rest} {post}"
    return body.canonical, post


def _its(match: re.Match[str], names: list[Name], masked: str) -> str | None:
    """Whose leader 'its leader' is: the body or state named last before it in the sentence."""
    before = _named(masked[: match.start()], names)
    bodies = [n for n in before if n.type in ("organisation", "group", "state")]
    return bodies[-1].canonical if bodies else None


def _party(name: Name) -> str:
    return name.canonical
