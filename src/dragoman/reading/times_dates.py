"""Builders of dates with parts missing: days, months, years, weekdays, parts of day, seasons, quarters, clock times."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.reading.times_forms import Form, Words, century_of, modifier_of, ordinal_of, texts, year_of
from dragoman.reading.times_words import DAYS, MONTHS, PARTS, SEASONS, WEEKDAYS, word_set


def calendar(words: Words) -> Form | None:
    """Weekday, day, month, year in any of their orders, with the last ones optional."""
    days = [w for w, c in zip(texts(words), words.letters, strict=True) if c in "do"]
    months = [w for w, c in zip(texts(words), words.letters, strict=True) if c == "M"]
    numbers = [ordinal_of(d) for d in days]
    if any(not 1 <= n <= 31 for n in numbers):
        return None
    weekday = WEEKDAYS.get(words.one("W"))
    year = year_of(words.one("y") or words.one("Y"))
    shift, unit = None, ""
    if year is None and (words.one("u") == "year" or (words.one("lxc") and not numbers)):
        shift = -1 if words.one("l") else 1 if words.one("x") else 0
        unit = "Y" if words.one("u") else "M"
    if months and words.tokens[words.first].word in ("following", "previous"):
        return None  # a preposition: 'following the May 3 attack'
    month = MONTHS[months[0]] if months else None
    if year is None and month == 9 and numbers == [11] and _TERROR & {words.at(words.last + k) for k in (1, 2, 3)}:
        year = 2001
    form = Form(
        "calendar",
        year=year,
        month=month,
        weekday=weekday,
        shift=shift,
        unit=unit,
        part=PARTS.get(words.one("P"), ""),
        modifier=modifier_of(words),
    )
    if numbers and month:
        form = replace(form, day=numbers[0])
        if len(numbers) > 1:
            form = replace(form, to_day=numbers[1], to_month=MONTHS[months[1]] if len(months) > 1 else month)
    if form.day and form.day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    return form


_TERROR = frozenset(("attack", "attacks", "terror", "terrorist", "hijackings", "hijackers"))


def week_of(words: Words) -> Form | None:
    """'the week of May 12', 'the weekend of 7-8 June': a week named by one of its days."""
    unit = words.one("u")
    dated = calendar(words.part(words.letters.index("u") + 2, len(words.letters)))
    if unit not in ("week", "weekend") or dated is None:
        return None
    return replace(dated, unit=unit, to_day=None, to_month=None)


def iso(words: Words) -> Form | None:
    raw = words.tokens[words.first].raw
    year, month, day = (int(p) for p in raw[:10].split("-"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Form("calendar", year=year, month=month, day=day, clock=raw[10:])


def slashed(words: Words) -> Form | None:
    """`03/04/2025`: month first, as American papers write; where day first is possible too the doubt is kept."""
    parts = [int(p) for p in re.split(r"[./-]", words.tokens[words.first].raw)]
    mark = "." if "." in words.tokens[words.first].raw else "/"
    if len(words.tokens[words.first].raw.split(mark)[0]) == 4 or parts[0] > 31:
        year, month, day = parts
    else:
        month, day, year = parts
        # Dots are European: the day first.
        if month > 12 >= day or (mark == "." and day <= 12):
            month, day = day, month
    if year < 100:
        year = century_of(year)
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2199):
        return None
    doubt = ""
    if mark != "." and parts[0] <= 12 and parts[1] <= 12 and parts[0] != parts[1] and parts[0] != year:
        doubt = f"day first: {year:04d}-{day:02d}-{month:02d}"
    return Form("calendar", year=year, month=month, day=day, doubt=doubt)


def _month_alone(words: Words) -> Form | None:
    return calendar(words)


def year_alone(words: Words) -> Form | None:
    word = words.one("y")
    year = int(word)
    before, after, letter = words.before, words.after, words.letter(words.first - 1)
    if words.one("u"):
        return Form("calendar", year=year, modifier=modifier_of(words)) if words.one("u") == "year" else None
    if words.has("fiscal", "financial") or before == "fy":
        return Form("calendar", year=year, span="fiscal")
    if (
        (letter in "$n_" and before in _NOT_BEFORE_YEAR)
        or after in _NOT_AFTER_YEAR
        or words.letter(words.last + 1) in "uU"
    ):
        return None
    if after == "of" and before not in ("in", "since", "until", "by"):
        return None  # '1991 of them'
    listed = letter in "&-" and words.letter(words.first - 2) == "y"
    told = listed or before in _BEFORE_YEAR or letter in "<>@m" or words.has(*_END_WORDS)
    if not told and not 1900 <= year <= 2050:
        return None
    # '2000 soldiers': a count, where nothing says that it is a year.
    if (
        letter not in "h"
        and not listed
        and not (told and before in ("in", "since", "until", "of", "by"))
        and _counted(words)
    ):
        return None
    if (
        words.letter(words.last + 1) == "-"
        and words.letter(words.last + 2) in "_"
        and words.glued(words.last + 1)
        and year < 1900
    ):
        return None
    return Form("calendar", year=year, modifier=modifier_of(words))


def _counted(words: Words) -> bool:
    index = words.last + 1
    following = words.tokens[index].raw if index < len(words.tokens) else ""
    return (
        following[:1].islower() and (following.endswith("s") or following in _COUNTED) and following not in _AFTER_YEAR
    )


_COUNTED = {
    "people",
    "men",
    "women",
    "children",
    "percent",
    "million",
    "billion",
    "km",
    "miles",
    "kilometers",
    "metres",
    "meters",
}
_AFTER_YEAR = {"was", "is", "as", "has", "talks", "elections", "negotiations"}
_NOT_BEFORE_YEAR = word_set(
    """
    resolution no number article flight room page than us$ € £ $ some order
    """
)
_NOT_AFTER_YEAR = {
    "percent",
    "%",
    "km",
    "miles",
    "people",
    "euros",
    "dollars",
    "million",
    "billion",
    "points",
    "troops",
    "pages",
    "index",
}
_BEFORE_YEAR = {"in", "since", "until", "of", "by", "from", "to", "before", "after", "early", "late", "the", "around", "about",
                "during", "through", "till", "between", "and", "circa", "year", "for"}  # fmt: skip
_END_WORDS = ("end", "beginning", "start", "early", "late", "mid", "middle")


def short_year(words: Words) -> Form | None:
    year = year_of(words.one("Y"))
    return (
        Form("calendar", year=year)
        if words.before in ("in", "since", "until", "of", "from", "early", "late", "by")
        else None
    )


def years(words: Words) -> Form | None:
    """`2014-15`: from one year to another."""
    first = int(words.one("y"))
    second = words.tokens[words.last].word
    if not second.isdecimal() or len(second) == 4:
        return None  # '2014-2016' are two years
    last = first // 100 * 100 + int(second)
    if not (1900 <= first < last <= 2100) or not words.glued(words.first + 1):
        return None
    return Form("calendar", year=first, to_day=last, span="years")


def decade(words: Words) -> Form | None:
    digits = _DECADES.get(words.one("D")) or re.sub(r"\D", "", words.one("D"))
    if digits[-1] != "0":
        return None
    if words.one("D") in _DECADES and words.letters[0] != "h":
        return None  # 'in his sixties'
    if words.letter(words.first - 1) == "$":
        return None
    if len(digits) == 2:
        if digits < "60" and "'" not in words.one("D").replace("’", "'") and words.one("D") not in _DECADES:
            return None  # 'in the mid-30s' are years of age or degrees
        year = 1900 + int(digits)
        if words.before in ("her", "his", "their", "my"):
            return None
    else:
        year = int(digits)
    return Form("calendar", year=year, span="decade", modifier=modifier_of(words))


_DECADES = {"twenties": "20", "thirties": "30", "forties": "40", "fifties": "50", "sixties": "60", "seventies": "70",
            "eighties": "80", "nineties": "90"}  # fmt: skip


def century(words: Words) -> Form | None:
    if words.tokens[words.last].word not in ("century", "centuries") or words.after in ("bc", "bce", "b"):
        return None
    return Form("calendar", year=(ordinal_of(words.one("o")) - 1) * 100, span="century", modifier=modifier_of(words))


_PAPERS = word_set("times telegraph mirror herald mail express post")


def weekday(words: Words) -> Form | None:
    day = words.one("W")
    if words.letters[0] in "br" and not words.has("earlier", "later"):
        return None  # 'before Tuesday' is Tuesday
    if words.one("P").endswith("s"):
        return Form("set", value=f"XXXX-WXX-{WEEKDAYS[day] + 1}T{PARTS[words.one('P')]}")
    if "m" in words.letters and not words.has("early", "late", "mid"):
        return None
    if words.before in ("black", "bloody", "super", "cyber") or words.after in _PAPERS:
        return None  # a day with a name of its own, or a newspaper
    if words.tokens[words.first].word in ("following", "previous"):
        return None  # 'following Monday's debate'
    shift = -1 if words.one("l") else 1 if words.one("x") else 0 if words.one("c") else None
    week = "week" if words.one("u") == "week" else ""
    return Form(
        "calendar",
        weekday=WEEKDAYS[day],
        part=PARTS.get(words.one("P"), ""),
        clock=_clock_of(words),
        shift=shift,
        unit=week,
        modifier=modifier_of(words),
    )


def small_hours(words: Words) -> Form | None:
    """'the early hours of Sunday': its morning."""
    if not words.has("hours") or not words.has("early"):
        return None
    day = weekday(words.part(words.letters.index("f") + 1, len(words.letters)))
    return day and replace(day, part="MO", modifier="START")


def nth_of(words: Words) -> Form | None:
    """'the last week of March', 'the first day of May 2012': a day or a week counted within a month."""
    unit, place = words.one("u"), words.letters.index("u")
    count = -1 if words.one("l") else ordinal_of(words.one("o"))
    if unit not in ("day", "week") or words.has("past", "latest") or not -1 <= count <= (5 if unit == "week" else 31):
        return None
    month = calendar(words.part(place + 2, len(words.letters)))
    return month and replace(month, count=count, span=f"nth {unit}", modifier="")


def _clock_of(words: Words) -> str:
    """`T14:30`, with `Z` for UTC, from the clock words covered; '' where there are none."""
    if words.one("N"):
        return "T12:00" if words.one("N") == "noon" else "T24:00"
    word = words.one("K") or words.one("4") or (words.one("d") if words.one("pC") else "")
    if not word:
        return ""
    if len(word) == 4 and word.isdecimal():
        word = f"{word[:2]}:{word[2:]}"
    hour, _, rest = word.replace(".", ":").partition(":")
    value = int(hour)
    half = words.one("p")
    if half.startswith("p") and value < 12:
        value += 12
    if half.startswith("a") and value == 12:
        value = 0
    if value > 24:
        return ""
    return f"T{value:02d}:{rest or '00'}" + ("Z" if words.one("z") in ("gmt", "utc") else "")


_CLOCK_PART = re.compile(r"(?:dp(?:zX?)?|dC|Kp?(?:zX?)?|4z?|N)")


def clock(words: Words) -> Form | None:
    """A clock time, before or after its date or alone: '10 a.m. on Wednesday', 'May 5 at 9 pm', '14:30 GMT'."""
    told = _CLOCK_PART.search(words.letters)
    if told is None:
        return None
    time = words.part(told.start(), told.end())
    value = _clock_of(time)
    alone = told.end() - told.start() == len(words.letters)
    if not value or ("4" in time.letters and not time.one("z")):
        return None
    if "K" in time.letters and alone and not time.one("pz") and words.before not in _BEFORE_CLOCK:
        return None
    if alone:
        return Form("calendar", clock=value)
    dated = words.part(0, told.start()) if told.start() else words.part(told.end(), len(words.letters))
    if dated.one("T"):
        day = today(dated)
        return day and replace(day, clock=value, part="")
    if dated.one("t"):
        return replace(tonight(dated), clock=value, part="")
    form = weekday(dated) if dated.one("W") and not dated.one("M") else calendar(dated)
    return form and replace(form, clock=value, part="")


_BEFORE_CLOCK = word_set("at by until from around about before after to and till")


def today(words: Words) -> Form | None:
    if words.letters == "T" and words.one("T") == "today" and _in_a_name(words):
        return None
    shift = DAYS[words.one("T")]
    if words.has("after", "before"):
        shift += 1 if words.has("after") else -1
    return Form(
        "calendar",
        span="day",
        shift=shift,
        part=PARTS.get(words.one("P"), ""),
        clock=_clock_of(words),
        modifier=modifier_of(words),
    )


def _in_a_name(words: Words) -> bool:
    """'USA Today', 'the Today programme'."""
    earlier = words.tokens[words.first - 1].raw if words.first else ""
    named = words.letter(words.first - 1) == "_" and earlier[:1].isupper()
    return words.tokens[words.first].raw[0].isupper() and (named or earlier.lower() == "the")


def tonight(words: Words) -> Form:
    return Form("calendar", span="day", shift=0, part="NI", clock=_clock_of(words))


def part(words: Words) -> Form | None:
    """'this morning', 'last night', 'the morning of May 5' without its date, 'overnight'."""
    word = words.one("P")
    if word in ("mornings", "afternoons", "evenings", "nights") or words.before == "good":
        return None
    if words.letters == "P" and word != "overnight":
        if words.capital(words.first) and words.first and (words.letter(words.first - 1) == "_" or words.capital(words.last + 1)):
            return None  # the Morning Show
        if words.before in _SOME or words.after == "of" or (words.before == "-" and words.glued(words.first)):
            return None  # 'one night', 'the pre-dawn raid'
        return Form("calendar", span="day", shift=0, part=PARTS[word], anchor="sentence")
    if words.letters == "hP" and (words.after == "of" or (words.capital(words.last) and words.capital(words.last + 1))):
        return None  # 'the night of the attack', 'the Morning Herald'
    if (words.one("k") and words.one("lxc")) or (word == "dawn" and words.after == "of"):
        return None
    shift = -1 if words.one("l") else 1 if words.one("x") else 0
    if words.one("k") or words.one("s") or (words.one("h") and not words.one("lx")):
        return Form("calendar", span="day", shift=0, part=PARTS[word], anchor="text")
    if words.has("following", "previous"):
        return Form("calendar", span="day", shift=shift, part=PARTS[word], anchor="text")
    return Form("calendar", span="day", shift=shift, part=PARTS[word])


_SOME = word_set("one a an any no all another some each every")


def season(words: Words) -> Form | None:
    word = words.one("Z")
    raw = next(words.tokens[i].raw for i in range(words.first, words.last + 1) if words.tokens[i].word == word)
    index = words.letters.index("Z") + words.first
    earlier = words.tokens[index - 1].raw if index else ""
    if raw[0].isupper() and (
        earlier[:1].isupper() and earlier.lower() not in ("in", "last", "next", "this", "the", "early", "late")
    ):
        return None
    bare = words.letters == "Z"
    if bare and words.before not in (
        "in",
        "by",
        "since",
        "until",
        "during",
        "of",
        "before",
        "after",
        "and",
        "or",
        "from",
        "to",
        "for",
        "through",
    ):
        return None
    if (
        words.letters in ("Z", "hZ")
        and words.letter(words.last + 1) == "_"
        and words.after not in _AFTER_SEASON
        and words.before not in ("in", "by")
    ):
        return None
    shift = -1 if words.one("l") else 1 if words.one("x") else 0 if words.one("c") else None
    year = year_of(words.one("y"))
    unit = words.one("u")
    if unit == "year" and year is None:
        return Form("calendar", season=SEASONS[word], span="year", shift=shift or 0)
    anchor = "text" if words.has("previous", "preceding", "following") or words.one("k") else "published"
    return Form("calendar", season=SEASONS[word], year=year, shift=shift, modifier=modifier_of(words), anchor=anchor)


_AFTER_SEASON = {
    "but",
    "when",
    "while",
    "as",
    "that",
    "which",
    "would",
    "will",
    "was",
    "were",
    "has",
    "had",
    "said",
    "at",
    "if",
}


def quarter(words: Words) -> Form | None:
    word = words.one("B")
    if word:
        quarter, kind = int(word[1]), word[0]
        if kind == "h" and quarter > 2:
            return None
    else:
        kind = "h" if words.one("j") else "q"
        if kind == "q" and not words.has("quarter"):
            return None
        quarter = ordinal_of(words.one("o")) if words.one("o") else 4 if words.one("l") else 0
        if not 1 <= quarter <= (2 if kind == "h" else 4):
            return None
    year = year_of(words.one("y"))
    tail = [words.tokens[i].word for i in range(words.first, words.last + 1) if words.line[i] in "uU"]
    shift = None
    told = words.letters.partition("f")[2] if "f" in words.letters else words.letters
    if year is None and ((tail and tail[-1] in ("year", "month", "decade")) or set(told) & set("clx")):
        shift = -1 if "l" in told else 1 if "x" in told else 0 if "c" in told or tail[-1:] == ["year"] else None
    if kind == "h" and tail and tail[-1] != "year":
        return None
    if kind == "h" and words.one("M"):
        return replace(calendar(words) or Form("calendar"), day=None, to_day=None)
    if kind == "h" and year is None and shift is None:
        return None
    return Form(
        "calendar",
        year=year,
        quarter=quarter if kind == "q" else None,
        half=quarter if kind == "h" else None,
        shift=shift,
    )


def half_month(words: Words) -> Form | None:
    form = calendar(words)
    return form and replace(form, day=None, to_day=None, modifier="START" if words.has("first") else "END")


def weekend(words: Words) -> Form | None:
    if words.one("u") != "weekend":
        return None
    shift = -1 if words.one("l") else 1 if words.one("x") else 0
    return Form("calendar", span="weekend", shift=shift if words.one("lxc") else None)


def day_of_month(words: Words) -> Form | None:
    """'on the 15th': a day without its month, only where nothing is counted by it."""
    word = words.one("o")
    if not word[0].isdigit() or words.before not in ("on", "until", "by", "before", "since", "from", "to"):
        return None
    following = words.letter(words.last + 1)
    if (
        words.letters[-1] == "o"
        and following == "_"
        and words.after not in ("at", "for", "the", "with", "he", "she", "we", "they", "it")
    ):
        return None
    if following in "uUPMW":
        return None
    return Form("calendar", day=ordinal_of(word), shift=-1 if words.one("l") else 1 if words.one("x") else None)
