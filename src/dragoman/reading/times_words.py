"""The words of time: text -> tokens, each with a one-letter class that the grammar is written over.

A text becomes a string with one letter a token (`_` for a word that has nothing to do with time), so that the grammar
is a few patterns over short strings and reading stays linear. Words that are dates only in company ('may', 'march',
'second', 'sun', 'spring', 'fall') get their class here, from their neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    """The words of a text: for lists that are easier to read as one."""
    return frozenset(text.split())


# Digits are bounded by possessive quantifiers: a mile of digits is one token and is looked at once.
_TOKEN = re.compile(
    r"(?P<link>\bhttps?://\S++|\bwww\.\S++)"
    r"|(?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))"
    r"|(?P<slash>(?<![\d./-])\d{1,4}(?P<between>[./-])\d{1,2}(?P=between)\d{2,4}(?![\d/-]|\.\d))"
    r"|(?P<clock>(?<![\d.:])\d{1,2}(?::[0-5]\d(?::[0-5]\d)?|\.[0-5]\d(?=\s?[ap]\.?m\b))(?![\d:]))"
    r"|(?P<decade>(?<!\d)(?:\d{4}|['’]?\d\d)s\b)"
    r"|(?P<ordinal>(?<![\d.,])\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<feast>\b(?:New\sYear(?:['’]s)?(?:\s(?:Eve|Day))?|(?:Good|Palm|Easter|Whit)\s(?:Friday|Sunday|Monday)"
    r"|(?:Ash|Maundy)\s(?:Wednesday|Thursday)|(?:Orthodox\s)?(?:Easter|Christmas)(?:\s(?:Eve|Day))?|May\sDay"
    r"|Thanksgiving(?:\sDay)?|Lab(?:or|our)\sDay|Memorial\sDay|Columbus\sDay|Veterans\sDay|Juneteenth|Halloween"
    r"|Martin\sLuther\sKing(?:\sJr\.?)?\sDay|Presidents['’]\sDay|Valentine['’]s\sDay|Epiphany|Pentecost"
    r"|Eid\sal-Fitr|Eid\sal-Adha|Ashura|Yom\sKippur|Rosh\sHashanah?|Passover|Sukkot|Hanukkah|Nowruz)\b)"
    r"|(?P<quarter>\b[QH][1-4]\b)"
    r"|(?P<short>(?<!\w)['’]\d\d\b)"
    r"|(?P<number>\d++(?:[.,]\d++)*+)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<abbreviation>\b(?:[apAP]\.[mM]\.|U\.S\.|U\.N\.|U\.K\.|E\.U\.))"
    r"|(?P<word>[^\W\d_]++(?:['’](?!s\b)[^\W\d_]++)*+)"
    r"|(?P<break>\n[^\S\n]*+\n\s*+)"
    r"|(?P<mark>[^\w\s])"
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS = {
    "second": "S", "minute": "MIN", "min": "MIN", "hour": "H", "hr": "H", "day": "D", "week": "W", "fortnight": "2W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "10Y", "century": "100Y", "centurie": "100Y", "weekend": "WE",
    "yr": "Y", "mo": "M", "millennium": "1000Y", "semester": "6M",
}  # fmt: skip
PARTS = {
    "morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV", "evenings": "EV",
    "night": "NI", "nights": "NI", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV",
    "lunchtime": "MI", "midday": "MI", "midmorning": "MO", "midafternoon": "AF", "overnight": "NI",
}  # fmt: skip
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
NUMBERS = {word: value for value, word in enumerate(_CARDINALS.split())}
NUMBERS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)} | {"single": 1}
#: 'the final quarter' is the fourth
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), 1)} | {"final": 4}
SETS = {
    "hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "quarterly": "P1Q",
    "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y", "biweekly": "P2W", "bimonthly": "P2M", "biannual": "P6M",
    "semiannual": "P6M", "nightly": "XXXX-XX-XXTNI", "biennial": "P2Y",
}  # fmt: skip
DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
REFERENCES = {
    "now": "PRESENT_REF", "nowadays": "PRESENT_REF", "currently": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "recent": "PAST_REF", "current": "PRESENT_REF",
    "soon": "FUTURE_REF",
}  # fmt: skip

#: class letter -> the words that have it wherever they stand
_CLASSES = {
    "M": " ".join(m for m in MONTHS if m not in ("may", "march", "mar", "sep", "dec", "jan", "jun")),
    "W": " ".join(d for d in WEEKDAYS if d.endswith("day")),
    "w": " ".join(d + "s" for d in WEEKDAYS if d.endswith("day")),
    "u": "day week month year decade century fortnight weekend hour minute quarter semester millennium",
    "U": ("days weeks months years decades centuries fortnights weekends hours minutes quarters seconds yrs hrs mins"),
    "P": " ".join(PARTS),
    "Z": "spring summer autumn winter",
    "N": "noon midnight",
    "T": " ".join(DAYS),
    "t": "tonight",
    "n": " ".join([w for w in NUMBERS if w != "zero"] + ["dozen", "hundred", "thousand", "million", "billion"]),
    "o": " ".join([*ORDINALS, "final"]),
    "a": "a an",
    "h": "the",
    "l": "last latest past previous preceding prior",
    "x": "next coming following upcoming subsequent forthcoming ensuing",
    "c": "this current",
    "s": "same",
    "k": "that those these",
    "g": "ago",
    "r": "later after afterwards afterward thereafter hence",
    "b": "earlier before previously beforehand",
    "e": "every each per",
    "f": "of",
    "i": "in within during over for through throughout",
    "q": "several few some many couple various numerous multiple",
    "m": "early late mid beginning start end middle close midst eve mid- outset",
    "v": (
        "about around nearly almost roughly approximately some least most than only just over under more less "
        "another full whole entire straight consecutive additional trading working business calendar "
        "successive"
    ),
    "A": " ".join(SETS),
    "R": " ".join(REFERENCES),
    "j": "half",
    "&": "and or",
    "<": "from between since",
    ">": "to until till",
    "@": "at on by",
    "z": "gmt utc est edt cet cest bst pst pdt eet eest msk ist et ct pt local",
    "O": "once twice thrice",
    "F": "fiscal financial",
    "X": "time times moment period date point term future present being long era generation stage ahead while",
    "!": "old older young younger",
    "D": "twenties thirties forties fifties sixties seventies eighties nineties",
    "L": "hourlong daylong weeklong monthlong yearlong decadelong",
    "C": "o'clock o’clock hrs",
    "p": "am pm a.m. p.m. noon",
}
CLASS = {word: letter for letter, words in _CLASSES.items() for word in words.split()}
# Some words stand in two lists above; what they are by default is said here.
CLASS |= {"over": "i", "some": "q", "current": "c", "noon": "N", "before": "b", "after": "r", "hrs": "U", "more": "v"}
_MARKS = {
    ",": ",",
    ".": ".",
    "-": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "'": "'",
    "’": "'",
    "(": "(",
    ")": ")",
    "/": "/",
    "$": "$",
}
_CAPITAL_MONTHS = {"may": 5, "march": 3, "mar": 3, "sep": 9, "dec": 12, "jan": 1, "jun": 6}
_SHORT_DAYS = {d for d in WEEKDAYS if not d.endswith("day")}
_STOP = set(".;!?:¶")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark: its span, its lower-case text and its class letter."""

    start: int
    end: int
    word: str
    raw: str


def tokens(text: str) -> tuple[list[Token], str]:
    """The tokens of a text and the string of their classes, one letter each (`¶` is a paragraph's end)."""
    found: list[Token] = []
    letters: list[str] = []
    ambiguous: list[int] = []
    short = 0.7 * min(100, max(map(len, text.split("\n")), default=0))
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        raw = match.group()
        word = raw.lower()
        letter = "_"
        if found and "\n" in text[found[-1].end : match.start()] and not raw[0].islower() and letters[-1] != "¶":
            # A short line before a capital is a heading or a date of its own, not a wrapped line.
            begun = text.rfind("\n", 0, found[-1].start) + 1
            if found[-1].end - begun < short and letters[-1] != ",":
                found.append(Token(found[-1].end, match.start(), "\n", "\n"))
                letters.append("¶")
        if kind == "word":
            letter = CLASS.get(word, "_")
            if letter == "_":
                if word in _AMBIGUOUS:
                    ambiguous.append(len(found))
                elif raw[0].isupper() and word in ("mr", "mrs", "dr", "gen", "st", "no"):
                    letter = "~"
            elif word in _AMBIGUOUS:
                ambiguous.append(len(found))
        elif kind == "number":
            letter = _number_letter(raw)
        elif kind == "mark":
            letter = _MARKS.get(raw, "_" if raw not in _STOP else raw)
        elif kind == "abbreviation":
            letter = "p" if word in ("a.m.", "p.m.") else "_"
        else:
            letter = _KIND_LETTERS[kind or "mark"]
        if letter == "z" and letters and letters[-1] == "y" and found[-1].word[2:] < "60":
            letters[-1] = "4"  # '1200 GMT' is no year
        found.append(Token(match.start(), match.end(), word, raw))
        letters.append(letter)
    for index in ambiguous:
        letters[index] = _in_company(found, letters, index)
    return found, "".join(letters)


_KIND_LETTERS = {
    "iso": "I", "slash": "S", "clock": "K", "decade": "D", "ordinal": "o", "short": "Y", "possessive": "'",
    "break": "¶", "quarter": "B", "link": "_", "feast": "Q", "mark": "_",
}  # fmt: skip
_AMBIGUOUS = set(_CAPITAL_MONTHS) | _SHORT_DAYS | {
    "second", "fall", "spring", "seconds", "am", "pm", "et", "ct", "pt", "ist", "local", "past", "present", "august",
    "quarter", "quarters", "winter", "summer", "final", "minute", "last",
}  # fmt: skip


def _number_letter(raw: str) -> str:
    if raw.isdecimal() and len(raw) <= 4 and raw.isascii():
        value = int(raw)
        if len(raw) <= 2:
            return "d" if 1 <= value <= 31 else "n"
        if len(raw) == 4 and 1000 <= value <= 2199:
            return "y"
        if len(raw) == 4 and raw[:2] < "24" and raw[2:] < "60":
            return "4"
    return "n"


def _in_company(found: list[Token], letters: list[str], index: int) -> str:
    """The class of a word that is a date only in company."""
    token = found[index]
    word = token.word
    after = letters[index + 1] if index + 1 < len(letters) else ""
    before = letters[index - 1] if index else ""
    gap = found[index + 1].start - token.end if index + 1 < len(found) else 9
    following = found[index + 1].word if index + 1 < len(found) else ""
    previous = found[index - 1].word if index else ""
    dotted = after == "." and gap == 0 and index + 2 < len(letters)
    after_dot = letters[index + 2] if dotted else after
    capital = token.raw[0].isupper()
    if word in _CAPITAL_MONTHS:
        if not capital or (token.raw.isupper() and len(word) < 4 and word != "may"):
            return "_"
        dated = (
            (after_dot in "dyo" and after_dot != "")
            or before in "do"
            or (before == "f" and index > 1 and letters[index - 2] in "odm")
        )
        if word in ("mar", "sep", "dec", "jan", "jun"):
            return "M" if dated else "_"
        if dated or (after == "," and index + 2 < len(letters) and letters[index + 2] == "y"):
            return "M"
        if previous in _BEFORE_MONTH or (before in "lxcm-<" and before != ""):
            return "M"
        if word == "march":
            return "_"
        # 'May' opens a sentence as a verb, or is somebody's name; a preposition or a verb's end tells the month.
        return (
            "M"
            if following in ("'s", "’s") and previous not in ("theresa", "mrs", "ms", "minister") and before != "_"
            else "_"
        )
    if word == "august":
        return "M" if capital else "_"
    if word in _SHORT_DAYS:
        if not capital or (token.raw.isupper() and len(token.raw) > 1 and word in ("sat", "sun", "mon", "wed", "fri")):
            return "_"
        if after_dot in "dMK" and after_dot != "":
            return "W"
        return "W" if after == "," and index + 2 < len(letters) and letters[index + 2] in "dMKI" else "_"
    if word in ("second", "seconds"):
        if word == "seconds":
            return "U" if before in "dnqajU" and before else "_"
        return "u" if before in "dna-" and before and previous not in ("a", "an") and after not in "uWM" else "o"
    if word == "minute":
        return "u" if before in "dnaoelxhc-" and previous not in ("last",) else "_"
    if word == "fall":
        return (
            "Z"
            if (before in "lxcmh" and before and after not in "f_")
            or (previous in ("in", "this", "last", "next") and after in "fy.,_" and previous != "in")
            or after == "y"
            else "_"
        )
    if word in ("spring", "winter", "summer"):
        if word == "spring" and (previous == "to" or following in ("up", "from", "back")):
            return "_"
        return "Z"
    if word in ("am", "pm"):
        return "p" if before in "dKn4" and before else "_"
    if word in ("et", "ct", "pt", "ist", "local"):
        return "z" if before in "pK4N" and before and (word == "local" or token.raw.isupper()) else "_"
    if word in ("quarter", "quarters"):
        if (previous in ("a", "three") and following in ("of", "past", "to", "century")) or previous in (
            "head",
            "living",
            "close",
        ):
            return "_"
        return "u" if word == "quarter" else "U" if before in "dnqalxUv" and before else "_"
    if word == "last":
        return "_" if previous in _BEFORE_VERB and after not in "uMW" else "l"
    if word == "final":
        return "o" if following == "quarter" else "_"
    if word == "present":
        return "X" if previous in ("the", "at") else "_"
    return letters[index]


_BEFORE_VERB = word_set("to will would could can may might must should not they talks did")
_BEFORE_MONTH = word_set(
    """
    in since until till by of early late mid last next this from to and through during before after
    every each for between on coming previous following as
    """
)
