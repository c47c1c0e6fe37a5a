"""Builders of what is counted in units: this and last week, N days later, durations, sets, and words like 'now'."""

from __future__ import annotations

from dragoman.reading.times_forms import Form, Words, modifier_of, number, ordinal_of, texts, year_of
from dragoman.reading.times_words import MONTHS, PARTS, REFERENCES, SEASONS, SETS, UNITS, WEEKDAYS, word_set


def _unit(words: Words, letters: str = "uU") -> str:
    for index in range(words.last, words.first - 1, -1):
        if words.line[index] in letters:
            word = words.tokens[index].word
            return UNITS.get(word) or UNITS.get(word.rstrip("s")) or "D"
    return "D"


def shift(words: Words) -> Form | None:
    """'this week', 'last month', 'the end of next year', 'earlier this year', 'the following day'."""
    unit = _unit(words)
    if words.letters[0] in "brmv" and not words.has("earlier", "later", "early", "late"):
        return None  # 'before next year' is next year
    if unit in ("S", "MIN", "H"):
        if unit == "H" and words.one("lx"):
            return Form("duration", value="PT1H")
        return None
    if unit == "WE":
        return Form("calendar", span="weekend", shift=-1 if words.one("l") else 1 if words.one("x") else 0)
    shift = -1 if words.one("l") else 1 if words.one("x") else 0
    if words.one("l") in ("last", "latest") and "the" in (words.before, words.at(words.first)):
        owned = words.after == "of" and words.at(words.last + 2) in ("the", "a", "its", "his", "her", "their", "our")
        if unit == "D" or owned:
            return None  # 'the last day', 'the last week of the talks'
    if shift == 1 and unit in ("10Y", "100Y", "1000Y"):
        return Form("duration", value=period(1, unit), shift=shift, unit=unit, count=1)
    anchor = "published"
    if words.has("following", "previous", "preceding", "ensuing", "subsequent") or words.one("sk"):
        anchor = "text"
    elif words.one("h") and words.one("lx") and not words.one("m"):
        # 'the next day' follows a date told before; 'the past year', 'the last week' are stretches up to now.
        if words.has("past", "last", "coming") and not (unit in ("D", "Q") and words.has("last")):
            return Form("duration", value=period(1, unit), shift=shift, unit=unit, count=1)
        if words.has("upcoming", "forthcoming"):
            return None
        anchor = "ask" if unit != "D" else "text"
    elif words.one("h") and not words.one("clxm"):
        anchor = "ask"
    if words.has("past") and words.one("l") == "past" and unit != "D":
        return Form("duration", value=period(1, unit), shift=shift, unit=unit, count=1)
    if shift == 1 and words.has("coming") and words.one("h"):
        return Form("duration", value=period(1, unit), shift=shift, unit=unit, count=1)
    if unit == "D" and words.one("c") and words.before in ("to",) and words.has("day"):
        return Form("reference", value="PRESENT_REF")
    if unit == "D" and shift and anchor == "published" and words.one("l"):
        return None if words.one("l") == "last" else Form("shift", unit=unit, shift=shift, anchor="text")
    return Form("shift", unit=unit, shift=shift, anchor=anchor, modifier=modifier_of(words))


def unit_previous(words: Words) -> Form | None:
    """'the year previous'."""
    if words.one("l") not in ("previous", "prior") or words.after == "to" or words.letter(words.last + 1) in "uU":
        return None
    return Form("shift", unit=_unit(words), shift=-1, anchor="text")


def the_unit(words: Words) -> Form | None:
    """'the week', 'for the year': the current one, only where nothing defines another."""
    if words.letters[0] != "h" or words.at(words.first) != "the":
        return None
    unit = _unit(words)
    if unit in ("S", "MIN", "H", "10Y", "100Y", "1000Y", "2W", "6M"):
        return None
    if words.after in ("ended", "ending") and unit != "WE":
        return Form("duration", value=period(1, unit), unit=unit, count=1)
    whole = unit == "D" and words.before in _SPENT
    if not whole and (words.before not in _BEFORE_UNIT or words.after in _DEFINES or words.letter(words.last + 1) in "ydn"):
        return None
    if unit == "WE":
        return Form("calendar", span="weekend")
    if words.before in ("of", "in", "at") and unit in ("D", "W", "M") and words.letter(words.last + 1) == "_":
        return None
    return Form("shift", unit=unit, shift=0, anchor="ask")


def the_units(words: Words) -> Form | None:
    """'over the years': many of them."""
    if words.before not in ("over", "through", "throughout", "down") or words.after in _DEFINES - {"-"}:
        return None
    unit = _unit(words)
    return Form("duration", value=period(None, unit), unit=unit, loose=True)


_SPENT = word_set("end ended ending ends finish finished finishing close closed closing began begin started start")
_BEFORE_UNIT = word_set("for during in of on over through throughout at")
_DEFINES = {"of", "that", "when", "since", "to", "after", "before", "in", "he", "she", "they", "we", "i", "-"}


def end_of(words: Words) -> Form | None:
    """'the end of the week', 'the start of next month', 'later in the day', "year's end"."""
    unit = _unit(words)
    if unit in ("S", "MIN", "H") or (words.letters.endswith(("um", "u-m")) and words.tokens[words.last].word != "end"):
        return None
    if words.letters[0] == "m" and words.letters[1:2] in tuple("lxc") and not words.has("early", "late", "mid"):
        return None  # 'will end this year'
    shift = -1 if words.one("l") else 1 if words.one("x") else 0
    return Form(
        "shift", unit=unit, shift=shift, anchor="published" if words.one("clx") else "ask", modifier=modifier_of(words)
    )


def _count(words: Words) -> tuple[float | None, bool]:
    """(how many, whether that is vague) of the units covered."""
    texts: list[str] = []
    vague = False
    for index in range(words.first, words.last + 1):
        letter = words.line[index]
        if letter in "uU":
            break
        if letter in "nd4y":
            texts.append(words.tokens[index].word)
        elif letter in ">&" and texts and words.letter(index + 1) in "nd":
            texts = []  # 'three to five years': the last figure
        elif letter == "-" and texts and texts[-1][0].isdigit() and words.letter(index + 1) in "nd":
            texts = []  # '10-15 minutes'
        elif letter == "q":
            vague = True
        elif letter == "o" and texts:
            return None, False
    value = number(texts)
    if value is None and len(texts) > 1:
        return None, False
    if value is None and not vague and words.one("u") == "quarter":
        return None, False  # 'about a quarter of them'
    if value is None:
        if words.has("couple"):
            return 2, True
        if vague:
            return None, True
        if "&" in words.letters and words.letters.rstrip("agbr").endswith("j"):
            return 1.5, False  # 'a year and a half'
        if words.has("another", "one") or "U" not in words.letters:
            return (0.5 if words.one("j") else 1), False
        return None, True
    if words.one("j"):
        value += 0.5
    return value, vague


def period(count: float | None, unit: str) -> str:
    """ISO 8601 duration of a count of units, `PXW` for several weeks; half of one is told in smaller units."""
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    scale = {
        "2W": (2, "W"),
        "10Y": (10, "Y"),
        "100Y": (100, "Y"),
        "1000Y": (1000, "Y"),
        "6M": (6, "M"),
        "WE": (1, "WE"),
    }
    if unit in scale and count is not None:
        count, unit = count * scale[unit][0], scale[unit][1]
    elif unit in scale:
        unit = {"10Y": "10Y", "100Y": "100Y"}.get(unit, scale[unit][1])
        if unit in ("10Y", "100Y"):
            return "PXDE" if unit == "10Y" else "PXCE"
    if unit in ("S", "MIN", "H"):
        mark = {"S": "S", "MIN": "M", "H": "H"}[unit]
        return f"PT{_plain(count)}{mark}"
    return f"P{_plain(count)}{unit}"


#: half an hour is thirty minutes
_HALVES = {"MIN": "PT30S", "H": "PT30M", "D": "PT12H", "Y": "P6M"}


def _plain(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if float(count).is_integer() else f"{count:g}"


def duration(words: Words) -> Form | None:
    unit = _unit(words)
    count, vague = _count(words)
    if (count is None and not vague) or (words.before == "as" and words.one("q")) or _of_age(words):
        return None
    if words.before == "between" and ("&n" in words.letters or "&d" in words.letters):
        return None  # see `between_count`
    if _named(words) or (words.letters == "au" and _speed(words)):
        return None
    if words.letters[0] == "a" and words.letter(words.last + 1) == "-" and words.at(words.last + 2) == "long":
        return None  # 'an hour-long call' is 'hour-long'
    if unit == "Q" and "u" in words.letters and count == 1 and words.before not in ("for", "in", "within", "over"):
        return None  # 'about a quarter' is a share
    if ("yv" in words.letters and words.has("calendar", "business", "trading")) or (
        "y" in words.letters and unit in ("10Y", "100Y", "1000Y")
    ):
        return None  # 'the 2012 calendar year', 'the 2010 decade'
    if unit == "D" and words.letters == "au" and words.after in ("when", "that", "of", "for"):
        return None
    if unit == "D" and words.has("some") and "u" in words.letters:
        return Form("reference", value="FUTURE_REF")
    if unit == "S" and not words.one("ndq"):
        return None
    if words.one("q") == "couple":
        return Form("duration", value=period(2, unit), unit=unit, count=2, loose=True)
    return Form(
        "duration", value=period(count, unit), unit=unit, count=count, loose=vague, modifier=modifier_of(words),
        shift=-1 if words.one("l") else 1 if words.one("x") else None,
    )  # fmt: skip


def _of_age(words: Words) -> bool:
    """Whether 'old' or 'younger' follows: an age is no time."""
    place = words.last + 1
    if words.letter(place) == "-":
        place += 1
    return words.letter(place) == "!"


def between_count(words: Words) -> Form | None:
    """The first of 'between 60 and 90 days', which are two lengths."""
    if words.before != "between":
        return None
    index = next(i for i in range(words.last + 1, words.last + 5) if words.letter(i) in "uU")
    count = number(texts(words))
    unit = _unit(words.part(0, index - words.first + 1))
    return Form("duration", value=period(count, unit), unit=unit, count=count) if count is not None else None


def _named(words: Words) -> bool:
    """'60 Minutes', 'the Six Day War', 'the Hundred Years War': names."""
    if not words.capital(words.last):
        return False
    index = words.last + 1
    while words.letter(index) == "'":
        index += 1
    return words.at(index) == "war" or (words.at(words.first), words.at(words.last)) in (("60", "minutes"), ("48", "hours"))


_DISTANCES = word_set(
    """
    mile miles km kilometer kilometers kilometre kilometres meter meters metre metres foot feet knots beats frames
    revolutions bits megabits gigabits
    """
)


def _speed(words: Words) -> bool:
    """'60 miles an hour' is a speed, no time."""
    return words.before in _DISTANCES and words.has("second", "minute", "hour")


def long_adjective(words: Words) -> Form | None:
    """'the months-long siege', 'a two-week-long drill'."""
    if words.tokens[words.last].word != "long" or not words.glued(words.last):
        return None
    unit = _unit(words)
    count, vague = _count(words)
    if (count is None and not vague) or words.letters[0] == "a":
        return None
    return Form("duration", value=period(count, unit), unit=unit, count=count, loose=vague)


def ahead(words: Words) -> Form | None:
    """'the weeks ahead'."""
    if words.tokens[words.last].word != "ahead" or words.after == "of":
        return None
    return Form("duration", value=period(None, _unit(words)), unit=_unit(words), shift=1, loose=True)


def quarter_century(words: Words) -> Form | None:
    if words.tokens[words.last - words.letters.endswith("g")].word != "century" or not words.has("quarter"):
        return None
    if words.letters.endswith("g"):
        return Form("offset", unit="Y", count=25, shift=-1)
    return Form("duration", value="P25Y", unit="Y", count=25)


def one_unit(words: Words) -> Form | None:
    """'a day', 'a year': a rate after a price or a count, a length otherwise."""
    unit = _unit(words)
    after, before = words.after, words.letter(words.first - 1)
    if (unit == "Q" and (after in ("of", "-", "point") or before in "_n")) or (
        after in ("of",) and unit in ("S", "MIN")
    ):
        return None
    if unit in ("WE",) or _of_age(words) or _speed(words):
        return None
    if words.letter(words.last + 1) == "-" and words.at(words.last + 2) == "long":
        return None
    if unit == "Q" and words.before not in ("for", "in", "within", "over", "once", "twice", "times"):
        return None
    if words.letters[1] == "-":
        if not words.glued(words.first + 2) or before != "-":
            return None
        return Form("set", value=period(1, unit), unit=unit, count=1)  # '$12-an-hour'
    if (before in "ndUuy4OX" and words.before not in ("one",)) or words.before in _RATES or _rate(words):
        return Form("set", value=period(1, unit), unit=unit, count=1)
    if unit == "D" and words.after in ("when", "that", "of", "for"):
        return None
    return Form("duration", value=period(1, unit), unit=unit, count=1)


def _rate(words: Words) -> bool:
    """'300 tons of coal a year': a noun before, and a figure not far before that."""
    before = words.before
    if words.letter(words.first - 1) != "_" or before.endswith(("ed", "ing", "ly")) or before in _NO_RATE:
        return False
    return any(words.letter(i) in "ndy4$" for i in range(words.first - 6, words.first - 1))


_NO_RATE = word_set("is was were took take takes spent spend spends be than within nearly about almost just only quite")
#: After these, a unit with an article is a rate.
_RATES = word_set(
    """
    million billion trillion thousand percent % times dollars euros pounds barrels people tons tonnes
    hours days once twice bpd m bn
    """
)


def plural_alone(words: Words) -> Form | None:
    unit = _unit(words)
    if unit == "WE" and words.before in ("on", "over", "during", "at", "and"):
        return Form("set", value="XXXX-WXX-WE")
    if unit in ("S", "Q", "WE") or _of_age(words) or (words.before not in _BEFORE_PLURAL and words.after not in _AFTER_PLURAL):
        return None
    if words.before in ("working", "business", "office", "opening", "voting", "light", "man") or words.at(
        words.last + 1
    ) in ("sheet",):
        return None
    return Form("duration", value=period(None, unit), unit=unit, loose=True)


_BEFORE_PLURAL = word_set(
    """
    for in within over after through during by of took take takes taking lasted last lasts spent spend just only mere
    about nearly almost until throughout than
    """
)
_AFTER_PLURAL = word_set("of in after before later ago earlier long - since into")


def recent(words: Words) -> Form | None:
    """'recent weeks', 'the coming months', 'the past few days', 'these days'."""
    unit = _unit(words)
    if words.one("k") == "these" and unit == "D":
        return Form("reference", value="PRESENT_REF")
    if words.one("k") == "those":
        return Form("reference", value="PAST_REF")
    shift = 1 if words.one("x") else -1
    return Form("duration", value=period(None, unit), unit=unit, shift=shift, loose=True)


def offset(words: Words) -> Form | None:
    """'two weeks ago', 'three days later', 'a year earlier', 'a week from now'."""
    unit = _unit(words)
    count, vague = _count(words)
    if count is None and not vague:
        return None
    words_after = {words.tokens[i].word for i in range(words.first, words.last + 1)}
    if "ago" in words_after:
        sign, anchor = -1, "published"
    elif "now" in words_after or "today" in words_after or "hence" in words_after:
        sign, anchor = 1, "published"
    elif words_after & {"later", "afterwards", "afterward", "thereafter", "after"}:
        sign, anchor = 1, "text"
    else:
        sign, anchor = -1, "text"
    last = words.tokens[words.last].word
    if last in ("after", "before") and (
        words.letter(words.last + 1) not in ".,;¶)"
        or (words.glued(words.last + 1) and words.letter(words.last + 1) == "-")
    ):
        # 'a day after the talks' is a length before an event; a date may follow it.
        return None
    return Form("offset", unit=unit, count=count, shift=sign, anchor=anchor, loose=vague, modifier=modifier_of(words))


def vague_ago(words: Words) -> Form | None:
    """'years ago', 'long ago', 'some time ago': no date, but behind."""
    if "X" in words.letters and not words.has("long", "time", "while"):
        return None
    return Form("reference", value="PAST_REF")


def whole(words: Words) -> Form | None:
    """'another year' is a length; 'the whole year' is this one."""
    unit = _unit(words)
    if unit in ("S", "MIN") and not words.has("another"):
        return None
    if words.has("another", "full", "additional"):
        return Form("duration", value=period(1, unit), unit=unit, count=1)
    if words.has("whole", "entire") and words.one("h") and unit in ("D", "W", "M", "Y", "Q"):
        return Form("shift", unit=unit, shift=0, anchor="ask")
    return None


def earlier_unit(words: Words) -> Form | None:
    """'the year-earlier quarter', 'year-ago': one unit before the day of publication."""
    return Form("offset", unit=_unit(words), count=1, shift=-1)


def year_ago_unit(words: Words) -> Form | None:
    """'the year-ago quarter', 'the year-earlier period', 'the year-earlier third quarter'."""
    if words.one("u") != "year":
        return None
    if words.one("o") and words.tokens[words.last].word == "quarter":
        return Form("same", unit="Q", quarter=ordinal_of(words.one("o")), count=1, shift=-1)
    if words.letters.endswith("X") and not words.has("period", "time"):
        return None
    return Form("same", unit=_unit(words) if words.letters.endswith("u") else "", count=1, shift=-1)


def same_of(words: Words) -> Form | None:
    """'the same month last year', 'the same period of 2012', 'the same quarter a year earlier'."""
    span = words.tokens[words.first + 2].word
    if words.line[words.first + 2] == "X" and span not in ("period", "time", "date", "point"):
        return None
    unit = UNITS.get(span, "") if span not in ("period", "time", "date", "point") else ""
    if words.one("y"):
        return Form("same", unit=unit, year=int(words.one("y")))
    if words.tokens[words.last if words.line[words.last] == "u" else words.last - 1].word not in ("year", "-"):
        return None
    if words.one("bg"):
        return Form("same", unit=unit, count=1, shift=-1)
    return Form("same", unit=unit, shift=-1 if words.one("l") else 1 if words.one("x") else 0)


def day_before(words: Words) -> Form | None:
    """'the day before', 'the week after', 'the night before': counted from the date told before."""
    if words.letter(words.last + 1) not in ".,;¶)&" and words.after not in _FINITE:
        return None
    sign = 1 if words.one("r") else -1
    if words.one("P"):
        return Form("calendar", span="day", shift=sign, part=PARTS[words.one("P")], anchor="text")
    return Form("offset", unit=_unit(words), count=1, shift=sign, anchor="text")


_FINITE = word_set("was were had is has that did")


# --- sets and references --------------------------------------------------------------------------------------------


def every(words: Words) -> Form | None:
    unit = _unit(words)
    if _speed(words):
        return None
    if words.one("W"):
        return Form(
            "set",
            value=f"XXXX-WXX-{WEEKDAYS[words.one('W')] + 1}" + ("T" + PARTS[words.one("P")] if words.one("P") else ""),
        )
    if words.one("M"):
        return Form("set", value=f"XXXX-{MONTHS[words.one('M')]:02d}")
    if words.one("Z"):
        return Form("set", value=f"XXXX-{SEASONS[words.one('Z')]}")
    if words.one("P"):
        return Form("set", value=f"XXXX-XX-XXT{PARTS[words.one('P')]}")
    count, _ = _count(words)
    if words.has("other") or words.one("o") in ("second",):
        count = 2
    elif words.one("o"):
        count = ordinal_of(words.one("o"))
    if unit == "WE":
        return Form("set", value="XXXX-WXX-WE")
    if words.one("q") and not words.one("o"):
        return Form("set", value=period(2 if words.has("couple") else None, unit), unit=unit)
    return Form("set", value=period(count or 1, unit), unit=unit, count=count or 1)


def weekdays(words: Words) -> Form | None:
    day = words.one("w")[:-1]
    if words.letter(words.last + 1) == "g":
        return None  # 'two Sundays ago'
    return Form("set", value=f"XXXX-WXX-{WEEKDAYS[day] + 1}")


def adverb(words: Words) -> Form | None:
    word = words.one("A")
    raw = words.tokens[words.first].raw
    if (raw[0].isupper() and words.first and words.letter(words.first - 1) not in ".¶_") or (
        words.glued(words.first) and words.first
    ):
        return None
    if (
        raw[0].isupper()
        and words.tokens[words.first + 1 : words.first + 2]
        and words.tokens[words.first + 1].raw[:1].isupper()
    ):
        return None  # the Daily Telegraph
    return Form("set", value=SETS[word])


def reference(words: Words) -> Form | None:
    word = words.one("R") or words.one("c")
    if word not in REFERENCES:
        return None
    if word in ("current", "recent") and (
        (words.tokens[words.first].raw[0].isupper() and words.letter(words.first - 1) not in ".¶") or words.before in ("most", "more")
    ):
        return None
    if word == "recently" and words.before == "as":
        return None
    if word == "soon" and (words.before in ("as", "too", "how", "so") or words.after in ("as", "after", "enough")):
        return None
    if words.letter(words.last + 1) == "-" and words.glued(words.last + 1):
        return None  # 'the now-cancelled deal'
    return Form("reference", value=REFERENCES[word])


def _phrase(words: Words) -> Form | None:
    """'at the moment', 'for the time being', 'in the future', 'the past': references of several words."""
    text = " ".join(texts(words))
    for value, endings in _PHRASES.items():
        if any(text == ending or text.endswith(" " + ending) for ending in endings):
            return Form("reference", value=value)
    return None


_PHRASES = {
    "PRESENT_REF": ("the moment", "this moment", "the time being", "the present", "present", "this time", "this point"),
    "FUTURE_REF": (
        "near future", "immediate future", "the future", "future", "the long term", "near term", "short term",
        "medium term",
    ),
    "PAST_REF": ("the past", "long ago", "that time", "recent past", "distant past"),
}


def moment(words: Words) -> Form | None:
    found = _phrase(words)
    if found is None:
        return None
    before = words.before
    last = words.tokens[words.last].word
    if last == "time" and words.after in ("of", "around", "when", "last", "next"):
        return None  # 'at this time of year'
    if last == "term" and before != "in" and words.first and words.letters[0] != "h":
        return None
    if last in ("moment", "point", "time", "present") and before not in ("at", "for", "until", "to", "by", "up"):
        return None
    if (
        last == "past"
        and words.letter(words.last + 1) not in ".,;¶&)"
        and words.after not in ("when", "been", "with", "as", "for", "he", "but")
    ):
        return None
    if last == "future" and before not in ("in", "for", "of", "about", "into", "the", "near", "foreseeable"):
        return None
    if last == "future" and (before in ("of", "about", "for", "on", "the") or words.after in ("of",)):
        return None
    return found


def holiday(words: Words) -> Form | None:
    weekend = words.has("weekend")
    shift = -1 if words.one("l") else 1 if words.one("x") else None
    name = " ".join(words.one("Q").split())
    return Form("calendar", holiday=name, year=year_of(words.one("y")), span="weekend" if weekend else "", shift=shift)


def unit_long(words: Words) -> Form | None:
    unit = UNITS[words.one("L").removesuffix("long")]
    return Form("duration", value=period(1, unit), unit=unit, count=1)


def age(words: Words) -> Form | None:
    """'the 30-year-old dispute' has lasted so long; the age of a person is no time."""
    if words.tokens[words.last].word != "old" or not any(words.at(words.last + k) in _ENDURING for k in (1, 2)):
        return None
    unit = _unit(words)
    count, vague = _count(words)
    if count is None and not vague:
        return None
    return Form("duration", value=period(count, unit), unit=unit, count=count, loose=vague)


#: what goes on, so that its age is a length of time
_ENDURING = word_set(
    """
    dispute conflict war truce ceasefire strike siege blockade embargo standoff stalemate struggle feud row insurgency
    uprising rebellion crisis campaign fight lawsuit ban ordeal boycott
    """
)
