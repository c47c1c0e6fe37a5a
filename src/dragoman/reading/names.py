"""Who and what a report names, without a parse: people, states, organisations, outlets, places.

A run of capitalised words is cut at titles and known names; what remains is a person, an organisation or a place by its
head noun, the words around it and the other mentions in the same report. Nationalities and capitals stand for states.
Precision goes before reach: a capitalised word that only opens a sentence is a name only where the report shows it
elsewhere. What this does not do: decide who 'he' is (speakers), or merge people across reports (the record's identity).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.reading.gazetteer import TYPES, WORD, Entry, gazetteer, name_words
from dragoman.reading.types import Name, Sentence

_JOIN = frozenset({"of", "for", "on", "against", "and", "&", "to", "in"})
_ARTICLE = frozenset({"the", "The"})
_PARTICLE_START = re.compile(r"^(?:al|el|an|as|ash|ad|ar|at|bin)-[A-ZÀ-Þ]")
_POSSESSIVE = re.compile(r"[’']s$")
_PLACE_OF = frozenset({"city", "outskirts", "streets", "north", "south", "east", "west", "capital"})
#: What may stand within a name: also the bracket of words that an editor put in ('[President Kari] Dahl').
_GAP = re.compile(r"^[ \t\u00a0]$|^\n$|^\][ \u00a0]$")
#: A title that lost the space before it: 'Kari DahlMinister of Justice'.
_GLUED = re.compile(r"([A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?)([A-Z][a-z]{3,})")
#: What is addressed by 'His' or 'Your': a title and no name.
_STYLES = frozenset({"Holiness", "Majesty", "Excellency", "Highness", "Eminence", "Beatitude", "Honour", "Honor", "Grace", "Lordship"})
_STYLED = frozenset({"His", "Her", "Your", "Their"})
_GIVEN = frozenset({"Jan", "May", "April", "June", "August"})
_TEAMS = frozenset({"Group", "Groups", "Team", "Teams", "Panel", "Panels"})
_INITIAL = re.compile(r"^(?:[A-Z]\.?)+$")
_DEFINED = re.compile(r"^\s?\((?:the\s)?[“\"]?([A-Z][\w&/-]{1,11})[”\"]?[,;)]")


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    word: str
    cap: bool


@dataclass(slots=True)
class _Chunk:
    """A candidate: words first..last of a sentence, what is known of it, and the evidence around it."""

    start: int
    end: int
    words: tuple[str, ...]
    type: str = ""  # '' while open
    canonical: str = ""
    titled: bool = False
    opener: bool = False
    located: bool = False
    article: bool = False
    heading: bool = False
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists of names.toml as sets."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    objects: frozenset[tuple[str, ...]]
    honorifics: frozenset[str]
    nouns: frozenset[str]
    organisation: frozenset[str]
    group: frozenset[str]
    outlet: frozenset[str]
    place: frozenset[str]
    thing: frozenset[str]
    particles: frozenset[str]
    locative: frozenset[str]
    motion: frozenset[str]
    place_nouns: frozenset[str]
    calendar: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The word lists, read once."""
    data = name_words()
    titles, heads, words = data["titles"], data["heads"], data["words"]
    return Lists(
        heads=frozenset(titles["heads"]), modifiers=frozenset(titles["modifiers"]),
        objects=frozenset(tuple(o.split()) for o in titles["objects"]), honorifics=frozenset(titles["honorifics"]),
        nouns=frozenset(titles["nouns"]),
        organisation=frozenset(heads["organisation"]), group=frozenset(heads["group"]),
        outlet=frozenset(heads["outlet"]), place=frozenset(heads["place"]), thing=frozenset(heads["thing"]),
        particles=frozenset(words["particles"]), locative=frozenset(words["locative"]),
        motion=frozenset(words["motion"]),
        place_nouns=frozenset(words["place_nouns"]), calendar=frozenset(words["months_days"]),
        openers=frozenset(words["openers"].split()),
    )  # fmt: skip


def names(text: str, sentences: Iterable[Sentence]) -> tuple[Name, ...]:
    """The names of a report in order of their place; none overlaps another."""
    chunks: list[_Chunk] = []
    lower: set[str] = set()
    for sentence in sentences:
        tokens = _tokens(text, sentence.start, sentence.end)
        lower.update(t.word for t in tokens if not t.cap)
        heading = _heading(text, sentence, tokens)
        chunks.extend(_chunks(text, tokens, heading))
    acronyms = _defined(text, chunks)
    _settle(chunks, lower, acronyms)
    return tuple(
        Name(c.start, c.end, text[c.start : c.end], c.type, c.canonical)
        for c in sorted(chunks, key=lambda c: c.start)
        if c.type not in ("", "none")
    )


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found = []
    for match in WORD.finditer(text, start, end):
        word = match.group()
        stop = match.end()
        cut = _POSSESSIVE.search(word)
        if cut:
            word, stop = word[: cut.start()], match.start() + cut.start()
        if not word:
            continue
        dotted = text[stop : stop + 1] == "." and len(word) <= 5 and word + "." in lists().honorifics
        if (dotted or (len(word) == 1 and word.isupper() and text[stop : stop + 1] == ".")) and stop < end:
            word, stop = word + ".", stop + 1
        glued = _GLUED.fullmatch(word)
        if glued and glued[2] in lists().heads | lists().modifiers:
            cut_at = match.start() + glued.end(1)
            found.append(_Token(match.start(), cut_at, glued[1], True))
            found.append(_Token(cut_at, stop, glued[2], True))
            continue
        found.append(_Token(match.start(), stop, word, word[0].isupper() or bool(_PARTICLE_START.match(word))))
    return found


def _heading(text: str, sentence: Sentence, tokens: list[_Token]) -> bool:
    """Whether a sentence is a headline in capitals or title case, where capitals say nothing."""
    words = [t for t in tokens if len(t.word) > 3 and t.word.isalpha() and t.word not in lists().calendar]
    if len(words) < 4 or text[sentence.end - 1] in '."”':
        return False
    return sum(t.cap for t in words) >= 0.75 * len(words)


def _adjacent(text: str, a: _Token, b: _Token) -> bool:
    return bool(_GAP.match(text[a.end : b.start]))


def _chunks(text: str, tokens: list[_Token], heading: bool) -> list[_Chunk]:
    found: list[_Chunk] = []
    words = [t.word for t in tokens]
    at = 0
    while at < len(tokens):
        if not tokens[at].cap:
            at += 1
            continue
        last = _run(text, tokens, at)
        more, at = _cut_run(text, tokens, words, at, last, heading)
        found.extend(more)
    return found


def _run(text: str, tokens: list[_Token], at: int) -> int:
    """The last token of the run of capitalised words that starts at `at`, particles and numerals inside it included."""
    rules = lists()
    last = at
    while last + 1 < len(tokens) and _adjacent(text, tokens[last], tokens[last + 1]):
        following = tokens[last + 1]
        if following.cap or (following.word.isdigit() and len(following.word) < 3 and last > at):
            last += 1
        elif following.word in rules.particles and (more := _particled(text, tokens, last + 1)):
            last = more
        else:
            break
    while last > at and tokens[last].word.isdigit():
        last -= 1
    return last


def _particled(text: str, tokens: list[_Token], at: int) -> int:
    """The capitalised token after the particles that start at `at` ('von der Heide'); 0 where none follows."""
    end = at
    while end + 1 < len(tokens) and end < at + 3 and _adjacent(text, tokens[end], tokens[end + 1]):
        end += 1
        if tokens[end].cap:
            return end
        if tokens[end].word not in lists().particles:
            return 0
    return 0


def _cut_run(
    text: str, tokens: list[_Token], words: list[str], first: int, last: int, heading: bool
) -> tuple[list[_Chunk], int]:
    """The chunks of a run and the token after it: names and titles may grow past the run ('Ministry of Defence')."""
    rules, known = lists(), gazetteer()
    found: list[_Chunk] = []
    at, titled = first, _noun_before(text, tokens, first)
    while at <= last:
        word = words[at]
        opens = at == 0
        if _calendar(words, at, last):
            at += 1
            continue
        if word in _STYLED and at < last and words[at + 1] in _STYLES:
            titled, at = True, at + 2
            continue
        honorific = word in rules.honorifics
        if honorific or (not heading and word in rules.heads and not _org_here(words, at, last)):
            titled, at = True, at + 1
            skip = _object(text, tokens, words, at)
            if skip:
                at += skip
                if at > last:  # 'Secretary of State Jane Roe': the run ended before 'of'
                    more = at < len(tokens) and tokens[at].cap and _adjacent(text, tokens[at - 1], tokens[at])
                    last = _run(text, tokens, at) if more else at - 1
            continue
        if opens and (word.lower() in rules.openers or word.endswith("ing")) and not known.match(words, at):
            at += 1
            continue
        pieces = _compound(tokens[at]) if "-" in word or "–" in word else []
        if pieces and not known.match(words, at):
            found.extend(pieces)
            at += 1
            continue
        match = known.match(words, at)
        if match and at + match[0] - 1 > last and not all(tokens[at + k].cap for k in range(match[0])):
            match = match if _adjacent_all(text, tokens, at, match[0]) else None
        size = _organisation(text, tokens, words, at, last, heading)
        if size and (not match or size > match[0]):
            found.append(_chunk(text, tokens, at, size, heading))
            at += size
            last = max(last, at - 1)
            titled = False
            continue
        if match and (match[1].sort != "none" or match[0] > 0):
            count, entry = match
            chunk = _chunk(text, tokens, at, count, heading)
            chunk.type, chunk.canonical = _known_type(text, tokens, words, at, count, entry)
            found.append(chunk)
            at += count
            last = max(last, at - 1)
            continue
        if not heading and word in rules.modifiers and _title_follows(words, at, last):
            at += 1
            continue
        if word == "Republic" and at < last:
            titled, at = True, at + 1
            continue
        stop = at
        while stop + 1 <= last and not _stops(words, stop + 1, last, heading, titled):
            stop += 1
        chunk = _chunk(text, tokens, at, stop - at + 1, heading)
        chunk.titled = titled
        found.append(chunk)
        titled = False
        at = stop + 1
    return found, max(at, last + 1)


def _chunk(text: str, tokens: list[_Token], at: int, count: int, heading: bool) -> _Chunk:
    previous = tokens[at - 1].word if at and _adjacent(text, tokens[at - 1], tokens[at]) else ""
    chunk = _Chunk(
        tokens[at].start, tokens[at + count - 1].end, tuple(t.word for t in tokens[at : at + count]), heading=heading
    )
    chunk.parts = tuple((t.start, t.end) for t in tokens[at : at + count]) if heading else ()
    chunk.opener = at == 0
    chunk.located = previous in lists().locative
    chunk.article = previous in _ARTICLE
    if text[chunk.end - 1] == "." and len(chunk.words[-1]) == 1:
        chunk.end -= 1
    return chunk


def _compound(token: _Token) -> list[_Chunk]:
    """The states in a hyphened word: 'Russian-Turkish' names two, 'Iranian-backed' one."""
    found = []
    at = token.start
    for part in re.split(r"[-–]", token.word):
        match = gazetteer().match([part], 0) if part else None
        if match and match[1].sort in ("state", "nationality", "capital") and part[0].isupper():
            chunk = _Chunk(at, at + len(part), (part,), TYPES[match[1].sort], match[1].canonical)
            found.append(chunk)
        at += len(part) + 1
    return found


def _noun_before(text: str, tokens: list[_Token], at: int) -> bool:
    """Whether a lower-case title stands right before: 'the envoy X', 'its leader, X'."""
    if not at:
        return False
    gap = text[tokens[at - 1].end : tokens[at].start]
    return gap in (" ", ", ") and tokens[at - 1].word in lists().nouns


def _object(text: str, tokens: list[_Token], words: list[str], at: int) -> int:
    """How many words go on with a title from `at`: 'of State', 'of Foreign Affairs', 'for Strategic Affairs'."""
    if at + 1 >= len(words) or words[at] not in ("of", "for") or not _adjacent(text, tokens[at - 1], tokens[at]):
        return 0
    for size in (2, 1):
        if tuple(words[at + 1 : at + 1 + size]) in lists().objects and _adjacent_all(text, tokens, at, size + 1):
            return size + 1
    return 0


def _adjacent_all(text: str, tokens: list[_Token], at: int, count: int) -> bool:
    if at + count > len(tokens):
        return False
    return all(_adjacent(text, tokens[k], tokens[k + 1]) for k in range(at, at + count - 1))


def _title_follows(words: list[str], at: int, last: int) -> bool:
    rules = lists()
    while at <= last and words[at] in rules.modifiers:
        at += 1
    return at <= last and words[at] in rules.heads


def _org_here(words: list[str], at: int, last: int) -> bool:
    """Whether a title word is the start of a body's name: 'General Assembly', 'Chief Directorate', 'Expert Groups'."""
    if at + 1 > last:
        return False
    return (words[at] in ("General", "Chief", "Head", "Deputy") and words[at + 1] in lists().organisation) or (
        words[at + 1] in _TEAMS
    )


def _calendar(words: list[str], at: int, last: int) -> bool:
    """Whether a word is a month or day, and not a first name such as Jan, May or April before a surname."""
    if words[at] not in lists().calendar:
        return False
    return not (
        words[at] in _GIVEN and at + 1 <= last and words[at + 1][0].isupper() and words[at + 1] not in lists().calendar
    )


def _stops(words: list[str], at: int, last: int, heading: bool, titled: bool) -> bool:
    rules = lists()
    word = words[at]
    if _calendar(words, at, last) or word in rules.honorifics:
        return True
    if word == words[at - 1] and len(word) > 3:
        return True  # 'Kari Dahl Dahl Kari': a page that tells every speaker twice
    if not heading and (word in rules.heads or (word in rules.modifiers and _title_follows(words, at, last))):
        return True
    match = gazetteer().match(words, at)
    # A person may be called France or Jordan: after a title, or a first name, a state's name is a surname.
    return bool(match and not (titled and match[1].sort in ("state", "capital", "city")))


def _organisation(text: str, tokens: list[_Token], words: list[str], at: int, last: int, heading: bool) -> int:
    """How many words from `at` make the name of a body with a head noun; 0 if none does."""
    rules = lists()
    head = -1
    for k in range(at, last + 1):
        word = words[k]
        if word in rules.calendar or word in rules.honorifics:
            break
        if k > at and word in rules.heads and not _org_here(words, k, last):
            break
        inside = gazetteer().match(words, k) if k > at else None
        if inside and inside[1].sort in ("agency", "outlet"):
            break
        if word in rules.organisation or word in rules.group or (word in rules.outlet and k > at):
            head = k
            if not heading and k + 1 <= last and _title_follows(words, k + 1, last):
                break
        elif word in rules.thing and k > at:
            return 0
    if head < 0 or (head == at and heading):
        return 0
    size = head - at + 1
    if heading:
        return size if size > 1 else 0
    return _extended(text, tokens, words, at, size)


def _extended(text: str, tokens: list[_Token], words: list[str], at: int, size: int) -> int:
    """Grow a body's name over 'of', 'for', 'and' and what is capitalised after them."""
    rules = lists()
    if words[at + size - 1] in rules.outlet:
        return size
    while at + size + 1 < len(words):
        joint = at + size
        if words[joint] not in _JOIN or not _adjacent(text, tokens[joint - 1], tokens[joint]):
            return size
        step = 1 + (words[joint + 1] in _ARTICLE)
        here = joint + step
        if here >= len(words) or not tokens[here].cap or not _adjacent_all(text, tokens, joint, step + 1):
            return size
        if words[joint] in ("and", "&", "in", "to", "on", "against") and not (
            words[joint] == "&"
            or (words[joint] in ("and", "in") and _in_of(words, at, joint))
            or (words[joint] == "on" and words[joint - 1] in ("Commission", "Committee", "Agency", "Council"))
        ):  # fmt: skip
            return size
        if words[here] in rules.calendar or words[here] in rules.honorifics:
            return size
        state = gazetteer().match(words, here)
        end = here + (state[0] - 1 if state else 0)
        if state and state[1].sort == "state":
            return end - at + 1
        while end + 1 < len(words) and tokens[end + 1].cap and _adjacent(text, tokens[end], tokens[end + 1]):
            if words[end + 1] in rules.heads or words[end + 1] in rules.calendar or gazetteer().match(words, end + 1):
                break
            end += 1
        if words[joint] == "and" and gazetteer().match(words, here):
            return size
        size = end - at + 1
    return size


def _in_of(words: list[str], at: int, joint: int) -> bool:
    """Whether 'of' or 'for' already stands in the name: only then may 'and' or 'in' go on with it."""
    recent = words[max(at, joint - 6) : joint]
    return ("of" in recent or "for" in recent) and not any(gazetteer().match(words, k) for k in range(joint - 1, joint))


def _known_type(
    text: str, tokens: list[_Token], words: list[str], at: int, count: int, entry: Entry
) -> tuple[str, str]:
    if entry.sort == "none":
        return "none", entry.canonical
    if entry.sort in ("capital", "seat", "city") and _is_place(text, tokens, words, at, count, entry.sort):
        return "place", " ".join(text[tokens[at].start : tokens[at + count - 1].end].split())
    return TYPES[entry.sort], entry.canonical


def _is_place(text: str, tokens: list[_Token], words: list[str], at: int, count: int, sort: str) -> bool:
    rules = lists()
    if sort == "city":
        return True
    before = at - 1
    if before >= 0 and words[before] in _ARTICLE:
        before -= 1
    # 'in Kyiv and Moscow', 'in Vienna or Geneva': a list is in one place with its first.
    while before > 0 and words[before] in ("and", "or", ",") and tokens[before - 1].cap:
        before -= 1
        while before >= 0 and tokens[before].cap:
            before -= 1
    previous = words[before] if before >= 0 else ""
    if previous in rules.locative:
        return True
    if previous in ("to", "from", "for", "of") and before > 0:
        earlier = words[max(0, before - 3) : before]
        if previous in ("to", "from", "for") and any(w in rules.motion for w in earlier):
            return True
        if previous == "of" and earlier[-1] in _PLACE_OF:
            return True
    if previous in ("visit", "visited", "visiting", "visits", "left", "leaving", "capital"):
        return True
    after = at + count
    if after < len(words) and _adjacent(text, tokens[after - 1], tokens[after]):
        noun = words[after].lower()
        if noun in rules.place_nouns or (tokens[after].cap and words[after] in rules.thing | rules.organisation):
            return sort != "seat"
    rest = text[tokens[after - 1].end : tokens[after - 1].end + 2]
    if at == 0 and (words[at].isupper() and len(words[at]) > 3):
        return True
    following = gazetteer().match(words, after) if sort == "capital" and rest == ", " and after < len(words) else None
    return following is not None and following[1].sort == "state"  # 'Ankara, Turkey'


def _defined(text: str, chunks: list[_Chunk]) -> dict[str, str]:
    """Acronyms the report explains: 'Movement for X (MX)' -> {'MX': 'Movement for X'}."""
    found: dict[str, str] = {}
    for chunk in chunks:
        match = _DEFINED.match(text[chunk.end : chunk.end + 18])
        if not match or len(chunk.words) < 2:
            continue
        acronym = match.group(1)
        initials = "".join(w[0] for w in chunk.words if w[0].isalpha()).upper()
        capitals = "".join(w[0] for w in chunk.words if w[0].isupper())
        letters = re.sub(r"[^A-Za-z]", "", acronym).upper()
        if letters in (initials, capitals) or (len(letters) > 2 and set(letters) <= set("".join(chunk.words).upper())):
            found[acronym] = " ".join(chunk.words)
            if not chunk.type:
                chunk.type = "organisation"
    return found


def _settle(chunks: list[_Chunk], lower: set[str], acronyms: dict[str, str]) -> None:
    """Give every open chunk a type and a canonical name from the evidence of the whole report."""
    seen = Counter(c.words for c in chunks if not c.opener and not c.heading)
    located = {c.words for c in chunks if c.located}
    for chunk in chunks:
        if not chunk.type:
            chunk.type = _first_type(chunk, acronyms)
        if chunk.type == "person" and not chunk.titled and len(chunk.words) > 1 and _plain(chunk.words, lower):
            chunk.type = ""
    _split_headings(chunks)
    _turn_round(chunks)
    people = {c.words for c in chunks if c.type == "person" and not c.heading}
    surnames: dict[str, set[tuple[str, ...]]] = {}
    for words in people:
        surnames.setdefault(_fold(words[-1]), set()).add(words)
    bodies = {" ".join(c.words) for c in chunks if c.type in ("organisation", "group") and len(c.words) > 1}
    for chunk in chunks:
        if chunk.type == "open":
            _settle_open(chunk, surnames, seen, lower)
            if chunk.type == "organisation" and chunk.words in located and not chunk.words[0].isupper():
                chunk.type = "place"
        elif chunk.heading and not chunk.canonical and not _shown(chunk, surnames, seen):
            chunk.type = ""
        if chunk.type == "person":
            chunk.canonical = _fullest(chunk.words, surnames.get(_fold(chunk.words[-1]), set()))
        elif chunk.type not in ("", "none", "open") and not chunk.canonical:
            chunk.canonical = _body(chunk, acronyms, bodies)
        if chunk.words[0] in acronyms and len(chunk.words) == 1:
            chunk.canonical = acronyms[chunk.words[0]]
        if chunk.type == "open":
            chunk.type = ""


def _plain(words: tuple[str, ...], lower: set[str]) -> bool:
    """Whether the report also writes every word of a seeming name small: 'Day One', 'State Sovereignty'."""
    return all(word.lower() in lower for word in words)


def _turn_round(chunks: list[_Chunk]) -> None:
    """Give a name whose surname stands first the order in which the report tells it elsewhere."""
    told: Counter[tuple[str, ...]] = Counter(c.words for c in chunks if c.type == "person" and len(c.words) == 2)
    for chunk in chunks:
        if chunk.type == "person" and told[chunk.words] < told[chunk.words[::-1]]:
            chunk.words = chunk.words[::-1]


def _shown(chunk: _Chunk, surnames: dict[str, set[tuple[str, ...]]], seen: Counter[tuple[str, ...]]) -> bool:
    """Whether the body of the report shows what a headline seems to name."""
    if chunk.type == "person":
        return _fold(chunk.words[-1]) in surnames
    return chunk.type not in ("organisation", "group", "outlet") or seen[chunk.words] > 0


def _split_headings(chunks: list[_Chunk]) -> None:
    """In a headline every word is capitalised: keep of each run the names that the rest of the report knows."""
    known: dict[tuple[str, ...], _Chunk] = {}
    for chunk in chunks:
        if not chunk.heading and chunk.type not in ("", "none"):
            known.setdefault(chunk.words, chunk)
            if chunk.type == "person":
                known.setdefault(chunk.words[-1:], chunk)
    kept: list[_Chunk] = []
    for chunk in chunks:
        if not chunk.heading or chunk.canonical or len(chunk.words) == 1:
            kept.append(chunk)
            continue
        at = 0
        while at < len(chunk.words):
            size = next((n for n in range(len(chunk.words) - at, 0, -1) if chunk.words[at : at + n] in known), 0)
            if size:
                like = known[chunk.words[at : at + size]]
                piece = _Chunk(
                    chunk.parts[at][0], chunk.parts[at + size - 1][1], chunk.words[at : at + size], like.type
                )
                kept.append(piece)
            at += size or 1
    chunks[:] = kept


def _first_type(chunk: _Chunk, acronyms: dict[str, str]) -> str:
    """The type by the words of the mention itself; `open` where only other mentions can tell, '' for no name."""
    rules, words = lists(), chunk.words
    head = words[-1]
    if (words[0] in rules.calendar and len(words) == 1) or (
        head in rules.thing and not any(w in rules.group | rules.organisation for w in words[:-1])
    ):
        return ""
    if "War" in words:
        return ""
    if words[0] in acronyms:
        return "organisation"
    if head in rules.group:
        return "group"
    if len(words) > 1 and all(w.isupper() for w in words if len(w) > 2):
        return ""
    if any(w in rules.group for w in words):
        return "organisation"
    if any(w in rules.organisation for w in words) and not chunk.titled:
        return "organisation"
    if head in rules.outlet and len(words) > 1:
        return "outlet"
    if head in rules.place and len(words) > 1:
        return "place"
    if chunk.titled:
        return "person"
    if len(words) == 1 and (words[0].isupper() or sum(c.isupper() for c in words[0]) > 1) and 2 <= len(words[0]) <= 8:
        return "organisation" if words[0].isupper() or "-" not in words[0] else "open"
    if 2 <= len(words) <= 5 and not chunk.article and not chunk.located and all(_personal(w) for w in words):
        return "open" if chunk.heading else "person"
    return "open"


def _personal(word: str) -> bool:
    if word in lists().particles or _INITIAL.match(word) or word in ("Jr", "Jr.", "Sr.", "II", "III"):
        return True
    return word[0].isalpha() and not word.isupper() and not any(c.isdigit() for c in word)


def _settle_open(
    chunk: _Chunk, surnames: dict[str, set[tuple[str, ...]]], seen: Counter[tuple[str, ...]], lower: set[str]
) -> None:
    rules, words = lists(), chunk.words
    if _fold(words[-1]) in surnames and (
        len(words) == 1 or any(_compatible(words, full) for full in surnames[_fold(words[-1])])
    ):
        chunk.type = "person"
        return
    first = {full[0] for fulls in surnames.values() for full in fulls if len(full) > 1}
    if len(words) == 1 and words[0] in first and not chunk.opener and not chunk.heading:
        chunk.type = "person"
        whole = [full for fulls in surnames.values() for full in fulls if full[0] == words[0]]
        if len({_fold(" ".join(w)) for w in whole}) == 1:
            chunk.words = whole[0]
        return
    trusted = seen[words] > 0 and words[0].lower() not in rules.openers
    plain = words[0].lower() in lower
    if chunk.heading or (chunk.opener and len(words) == 1):
        chunk.type = "organisation" if trusted and not (chunk.opener and plain) else ""
    elif len(words) == 1 and (plain or words[0].lower() in rules.openers or len(words[0]) < 3):
        chunk.type = ""
    else:
        chunk.type = "organisation"


def _body(chunk: _Chunk, acronyms: dict[str, str], bodies: set[str]) -> str:
    name = " ".join(chunk.words)
    if name in acronyms:
        return acronyms[name]
    if len(chunk.words) == 1 and chunk.type in ("organisation", "group"):
        longer = {b for b in bodies if b.split()[-1] == name}
        if len(longer) == 1 and name in lists().organisation:
            return longer.pop()
    return name


def _fold(word: str) -> str:
    """A surname for comparison: without case, a closing stop and the Arabic article."""
    return re.sub(r"^(?:al|el|an|as|ash|ad|ar)-", "", word.casefold().replace("’", "'").removesuffix("."))


def _compatible(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    while len(short) > 1 and short[0] in lists().particles:
        short = short[1:]  # 'von der Heide' is a surname alone
    if len(short) == 1 or len(full) == 1:
        return True
    a, b = short[0], full[0]
    return a[0] == b[0] if _INITIAL.match(a) or _INITIAL.match(b) else _fold(a)[:4] == _fold(b)[:4]


def _fullest(words: tuple[str, ...], forms: set[tuple[str, ...]]) -> str:
    """The fullest form of a person's name in the report; the mention as it is where two people could be meant."""
    fits = [f for f in forms if _compatible(words, f) and len(f) > 1]
    if not fits:
        return " ".join(words)
    best = max(fits, key=lambda f: (sum(len(w) > 2 for w in f), -sum(bool(_INITIAL.match(w)) for w in f), f))
    if len(words) == 1 and any(not _compatible(f, best) for f in fits):
        return " ".join(words)
    return " ".join(best)
