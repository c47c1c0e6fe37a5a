"""How a person's name is made, and when two names can be one person's: titles, particles, initials, transliterations.

Pure comparison of words: knows no dossier and decides no identity. Names of languages that are not written in Latin letters
are compared by their transliteration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

#: Words before a name that are no part of it.
TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "prime", "pm",
     "premier", "minister", "foreign", "vice", "deputy", "first", "secretary", "general", "director", "gen", "lt", "col",
     "colonel", "major", "admiral", "captain", "ambassador", "senator", "sen", "congressman", "congresswoman", "governor",
     "mayor", "judge", "chancellor", "king", "queen", "prince", "princess", "emir", "sultan", "sheikh", "ayatollah",
     "imam", "mullah", "pope", "archbishop", "bishop", "cardinal", "father", "reverend", "envoy", "spokesman",
     "spokeswoman", "spokesperson", "chairman", "chairwoman", "chair", "chief", "commander", "adviser", "advisor", "aide",
     "commissioner", "speaker", "leader", "negotiator", "the", "former", "special", "acting", "then")
)  # fmt: skip
#: Titles that end a longer one before a name: 'Trade Secretary Ann Low'. Words that are surnames too are left out.
_POSTS = frozenset(
    ("president", "minister", "secretary", "ambassador", "senator", "chancellor", "envoy", "spokesman", "spokeswoman",
     "spokesperson", "chairman", "chairwoman", "premier", "commissioner", "adviser", "advisor", "aide", "negotiator",
     "governor", "general", "colonel", "admiral", "director", "leader", "commander")
)  # fmt: skip
#: Words that make a name one of a body, whatever titles stand in it: 'the Prime Minister's Office'.
_BODIES = frozenset(
    ("office", "ministry", "department", "council", "committee", "agency", "administration", "cabinet", "government",
     "party", "bureau", "service", "staff", "secretariat", "commission", "court", "assembly", "parliament", "foundation",
     "federation", "association", "union", "bank", "fund", "organisation", "organization", "movement", "army", "forum",
     "senate", "congress", "delegation", "mission", "university", "institute", "board", "league", "group", "embassy")
)  # fmt: skip
_PERSONAL = (
    _POSTS | {"mr", "mrs", "ms", "dr", "sir", "sheikh", "ayatollah", "spokesman", "pm", "prince", "princess"}
) - {"general"}
_JOINTS = frozenset(("of", "for", "to", "and", "in", "on"))
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_PARTICLES = frozenset(
    ("von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "zu", "al", "el",
     "ul", "bin", "ibn", "bint", "y")
)  # fmt: skip
#: Particles that begin a surname also where they are written large: 'De Luca', but not 'Al Low' or 'Van Low'.
_LEADING = frozenset(("von", "de", "del", "della", "di", "da", "du", "le", "bin", "ibn"))
_ARTICLE = re.compile(r"^(?:al|el|ul|ar|as|ash|at|an|ad|az|ed|es)-(?=\w{3})")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*\.?")
#: Letters that transliterations write in different ways; longest first.
_SPELLINGS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("dzh", "j"), ("kh", "h"), ("zh", "j"), ("sh", "s"),
    ("ch", "c"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("yo", "o"), ("io", "o"), ("ye", "e"), ("ie", "e"), ("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u"), ("ks", "x"),
    ("w", "v"), ("q", "k"), ("y", "i"), ("j", "i"),
)  # fmt: skip
#: Short forms of given names that do not begin like the name.
_SHORT = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "dick": "richard", "rick": "richard",
    "jim": "james", "jimmy": "james", "joe": "joseph", "jack": "john", "mike": "michael", "mick": "michael",
    "steve": "stephen", "steven": "stephen", "tony": "anthony", "antony": "anthony", "tom": "thomas", "tim": "timothy",
    "dave": "david", "ted": "edward", "ed": "edward", "kate": "katherine", "liz": "elizabeth", "dan": "daniel",
    "ben": "benjamin", "alex": "alexander", "chris": "christopher", "matt": "matthew", "greg": "gregory",
    "jeff": "jeffrey", "ken": "kenneth", "ron": "ronald", "don": "donald", "sam": "samuel", "nick": "nicholas",
    "pete": "peter", "andy": "andrew", "phil": "philip",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A name taken apart: `titles` and all `words` in plain lower-case letters, initials single letters.

    `given` are the words before the surname, without particles; empty for a bare surname. A `post` is a name that is
    nothing but titles: 'the Foreign Minister of Norland'. The name of a body, or of several people, has neither surname nor
    post.
    """

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    surname: str = ""
    suffix: str = ""
    post: bool = False

    @property
    def titled(self) -> bool:
        """Whether a title before it says that it is a person's name: 'General Electric' and 'the Hague' are none."""
        return bool(self.surname) and not _PERSONAL.isdisjoint(self.titles)

    @property
    def bare(self) -> bool:
        """Whether it is a surname alone."""
        return bool(self.surname) and not self.given

    @property
    def key(self) -> str:
        """The same for every writing of the same words, titles and articles left out."""
        return "".join(self.words).replace("-", "") + ("|" + self.suffix if self.suffix else "")


@cache
def form(name: str) -> Form:
    """A name taken apart."""
    plain = name if name.isascii() else _ascii(name)
    tokens = [
        token.rstrip(".").replace("’", "'") for token in _TOKEN.findall(plain.replace("'s ", " ").replace("’s ", " "))
    ]
    tokens = [token.replace("'", "") for token in tokens if token]
    lower = [token.lower() for token in tokens]
    if not lower:
        return Form(())
    if not _BODIES.isdisjoint(lower):
        return Form(_plain(lower))
    start = _titles_end(lower)
    titles = tuple(word for word in lower[:start] if word != "the")
    if start and lower[start - 1] in _POSTS and start < len(lower) and lower[start] in _JOINTS:
        return Form(_plain(lower), titles, post=True)
    if start == len(lower) or (lower[-1] in _POSTS - {"general"} and _JOINTS.isdisjoint(lower)):
        return Form(_plain(lower), titles or tuple(lower), post=True)
    words, shown = lower[start:], tokens[start:]
    if "and" in words:
        return Form(_plain(lower))  # 'Ann Low and Ben Rae' are two people, and neither of them
    suffix = _SUFFIXES.get(words[-1], "") if len(words) > 1 else ""
    if suffix:
        words, shown = words[:-1], shown[:-1]
    words = [_ARTICLE.sub("", word) for word in words]
    kept = [
        word
        for position, word in enumerate(words)
        if position == len(words) - 1 or not _particle(shown, words, position)
    ]
    return Form(tuple(kept), titles, tuple(kept[:-1]), kept[-1], suffix)


def _titles_end(lower: Sequence[str]) -> int:
    start = 0
    while start < len(lower) - 1 and lower[start] in TITLES:
        start += 1
    if lower[start - 1 : start + 1] == ["secretary", "of"] and len(lower) > start + 2:
        return start + 2  # 'Secretary of State Ann Low'
    for position in range(min(len(lower) - 2, 4), start - 1, -1):
        if lower[position] in _POSTS and lower[position + 1] not in _SUFFIXES and position > 0:
            return position + 1
    if lower[start] in TITLES and start == len(lower) - 1:
        # 'Ann King' is a name, 'Prime Minister' is none
        return len(lower) if start == 0 or all(word in TITLES for word in lower) else start
    return start


def _particle(shown: Sequence[str], words: Sequence[str], position: int) -> bool:
    word = words[position]
    if word not in _PARTICLES:
        return False
    if position or shown[position][0].islower():
        return True
    return (len(words) == 2 and word in _LEADING) or (len(words) == 3 and words[1] in _PARTICLES)


def _plain(lower: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(word for word in lower if word != "the")
    return kept or tuple(lower)


def _ascii(name: str) -> str:
    from anyascii import anyascii

    return anyascii(name)


@cache
def spelling(word: str) -> str:
    """One spelling for all the usual transliterations of a word: Zelensky, Zelenskyy, Zelenskiy, Selenskyj differ
    not."""
    plain = word
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    # within a word 'g' and 'h' stand for one letter of several alphabets; at its head they tell names apart
    plain = re.sub(r"(.)\1+", r"\1", plain[:1] + plain[1:].replace("g", "h"))
    return plain[:-1] + "i" if plain.endswith(("ii", "i")) else plain


def likeness(one: Form, other: Form) -> float:
    """How sure it is that two full names are one person's: 0 where they cannot be, 0.92 to 0.99 otherwise."""
    if one.suffix != other.suffix:
        return 0.0
    short, long = sorted((one.words, other.words), key=len)
    if len(short) >= 2 and len(long) > len(short) and long[-len(short) :] == short:
        return 0.95
    if spelling(one.surname) != spelling(other.surname):
        # a second surname that one of them leaves away: 'Juan Gomez' and 'Juan Gomez Ibarra'
        return 0.92 if len(short) >= 2 and len(long) == len(short) + 1 and long[: len(short)] == short else 0.0
    first, second = one.given[0], other.given[0]
    if len(first) == 1 or len(second) == 1:
        return 0.93 if _initials_fit(one.given, other.given) else 0.0
    if not all(a[0] == b[0] for a, b in zip(one.given[1:], other.given[1:], strict=False)):
        return 0.0
    if first == second:
        return 0.99
    return given_likeness(first, second)


def given_likeness(first: str, second: str) -> float:
    """How sure it is that two given names are one, written otherwise: 0.96 for transliterations and short forms, 0.93
    for forms of one name in two languages, else 0."""
    one, other = spelling(_SHORT.get(first, first)), spelling(_SHORT.get(second, second))
    if min(len(first), len(second)) < 4 and first not in _SHORT and second not in _SHORT:
        return 0.0  # too short to be told from another name: Ann, Ian
    if one == other or _vowels(one) == _vowels(other):
        return 0.96
    if one.endswith("a") != other.endswith("a"):
        return 0.0
    bones, others = _bones(one), _bones(other)
    if bones != others or len(bones) < 4 or not (one[0] == other[0] or (one[0] in "aeiou" and other[0] in "aeiou")):
        return 0.0
    return 0.93 if 1 - edits(one, other) / max(len(one), len(other)) >= 0.7 else 0.0


def edits(one: str, other: str) -> int:
    """How many letters must be put in, left out or changed to make one word of the other.

    For the few pairs of short words that come here; importing rapidfuzz took every view longer than all of them together.
    """
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]


def _initials_fit(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(a[0] == b[0] or spelling(a)[0] == spelling(b)[0] for a, b in zip(one, other, strict=False))


def _vowels(word: str) -> str:
    """The word with o and u, e and i, h and g as one letter."""
    return re.sub(r"(.)\1+", r"\1", word.translate(str.maketrans("uig", "oeh")))


def _bones(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)
