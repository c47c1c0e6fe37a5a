"""The grammar of time expressions: class letters -> forms that are not resolved yet.

A rule is a pattern over the class letters of `times_words` (one letter a word) and a builder that makes a `Form` of the
words it covered, or None where the words only look like a time. At each word the longest reading that its builder takes
wins. No repetition in a pattern is unbounded, so reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dragoman.reading import times_dates as dates
from dragoman.reading import times_spans as spans
from dragoman.reading.times_forms import Builder, Form, Words
from dragoman.reading.times_words import Token

# Reading the patterns: each letter is a class of times_words; spaces only separate.
_DAYNO = "[do]"
_YEARTAIL = "(?:,?y|,?f?(?:h?[lxc])u|Y|,Y)"
_MONTHDAY = f"M\\.?{_DAYNO}(?:-{_DAYNO}|-M\\.?{_DAYNO}|[>&]{_DAYNO}(?![uUM]))?"
_DAYMONTH = f"h?{_DAYNO}(?:[->]{_DAYNO}|[&]{_DAYNO})?f?M\\.?"
_HALF = "(?:-?&-?a-?j)"
_N = f"(?:[v@]?v?v?(?:n{{1,3}}(?:-n)?|dn?|y|4|q|aqf?|av?|aqv){_HALF}?(?:(?:-?[>&]|-)(?:n|d))?v?)"
_AT = "(?:,?@?(?:v)?(?:dp(?:zX?)?|Kp?(?:zX?)?|N))"

RULES: tuple[tuple[str, str, Builder], ...] = (
    ("iso", "I", dates.iso),
    ("slashed", "S", dates.slashed),
    ("clock_date", f"(?:dp|Kp?|N)(?:zX?)?,?@?(?:W,?)?(?:{_MONTHDAY}|{_DAYMONTH}){_YEARTAIL}?", dates.clock),
    ("date_clock", f"(?:[hxlc]*W\\.?,?)?(?:{_MONTHDAY}|{_DAYMONTH}){_YEARTAIL}?{_AT}", dates.clock),
    ("monthday", f"(?:h?m-?f?)?(?:h?Pf?,?@?)?(?:[hxlc]*W\\.?P?,?@?)?(?:h?x)?h?{_MONTHDAY}{_YEARTAIL}?", dates.calendar),
    ("daymonth", f"(?:h?m-?f?)?(?:h?Pf?,?@?)?(?:[hxlc]*W\\.?P?,?@?)?{_DAYMONTH}{_YEARTAIL}?", dates.calendar),
    ("week_of", f"h?u(?:f|m)(?:{_MONTHDAY}|{_DAYMONTH}){_YEARTAIL}?", dates.week_of),
    ("half_month", "h?ojf?M\\.?,?f?y?", dates.half_month),
    ("monthyear", "(?:h?m(?:-|f)?)?h?(?:M\\.?(?:,?f?y|Y|,?f?[lxc]u)|yM)", dates.calendar),
    ("clock_weekday", "(?:dp|Kp?|N)(?:zX?)?,?@?W(?:P)?", dates.clock),
    ("clock_today", "(?:dp|Kp?|N)(?:zX?)?,?TP?", dates.clock),
    ("weekday_clock", f"[lxc]?WP?{_AT}", dates.clock),
    ("weekday_week", "W(?:P)?,?f?h?[lxc]u", dates.weekday),
    ("part_weekday", "(?:h?m)?h?P(?:f|@)?[lxc]?W", dates.weekday),
    ("small_hours", "h?mUf[lxc]?W", dates.small_hours),
    ("nth_of", "h?[ol]uf(?:M\\.?(?:,?f?y)?)", dates.nth_of),
    ("weekday", "(?:[br]@?)?(?:h|c)?(?:[lxc]|m@?)?(?:x)?WP?", dates.weekday),
    ("every", "e(?:o|v|_|q)?(?:n{1,2}|d)?[uU]", spans.every),
    ("every_day", "e(?:[ou_]?W P?|M|Z|P)", spans.every),
    ("weekdays", "w", spans.weekdays),
    ("day_after", "hu[rb]T", dates.today),
    ("offset_far", f"{_N}-?[uU]{_HALF}?'?(?:g|rk?|b|v?<R|<T)", spans.offset),
    ("vague_ago", "[Uu]g|[aqv]?XX?g", spans.vague_ago),
    ("same_of", "hs(?:X|u),?f?(?:h?[lxc]u|au-?[bg]|y)", spans.same_of),
    ("year_ago_unit", "h?u-[gb](?:X|u|oF?-?u)", spans.year_ago_unit),
    ("quarter_century", "a?u-ug?|a_faug?", spans.quarter_century),
    ("long_adjective", f"{_N}?-?[uU]-X", spans.long_adjective),
    ("ahead", "h?q?UX", spans.ahead),
    ("another", "h?v-?u", spans.whole),
    ("more", "n[v][uU]|q[v]?[U]", spans.duration),
    ("earlier_year", "h?u-[gb]", spans.earlier_unit),
    ("day_before", "h[uP][rb]", spans.day_before),
    ("today", "[brm]?TP?", dates.today),
    ("today_clock", f"[Tt]{_AT}", dates.clock),
    ("tonight", "[brm]?t", dates.tonight),
    ("quarter", "(?:h?[mb](?:f)?)?h?(?:oF?-?u|Fou|B|o-?j)(?:,?f?(?:F?y|F?h?[lxc]?F?u|Fy)|y)?", dates.quarter),
    ("year_quarter", "h?(?:y|[lxc]u)'?(?:oF?-?u|o-?j)", dates.quarter),
    ("last_quarter", "h?luf(?:y|h?[lxc]?u)", dates.quarter),
    ("quarter_shift", "h?[lxc]u(?:f[lxc]u)", spans.shift),
    ("end_of", "h?v?m(?:f(?:h?[lxc]|h)?|-|[lxc])?u", spans.end_of),
    ("earlier", "[brm]ih?[cx]?[u](?!')", spans.end_of),
    ("earlier_this", "[brmv]?(?:h|c)?[lxc]u", spans.shift),
    ("years_end", "h?u'm|u-?m", spans.end_of),
    ("season", "(?:h?m-?f?)?(?:h|k|[lxc]|hl|hx)?Z(?:,?f?(?:y|h?[lxc]u|hu))?", dates.season),
    ("age", f"{_N}-?[uU]-?!", spans.age),
    ("past_count", f"(?:h|[ck])?[lx]{_N}-?[uU]", spans.duration),
    ("past_units", "h?[lx]q?f?[U]", spans.recent),
    ("recent", "h?Rq?[U]|k[U]", spans.recent),
    ("half", "ja[uU]|aj-?[uU]|j-u", spans.duration),
    ("set_one", "a-?u", spans.one_unit),
    ("part", "(?:m-?|h|s|hs|k)?[lxc]?P", dates.part),
    ("decade", "(?:h?m-?f?)?h?D", dates.decade),
    ("century", "(?:h?m-?f?)?h?o-?u", dates.century),
    ("between_count", "(?:n|dn?)(?=&(?:n|dn?)[uU])", spans.between_count),
    ("length", f"{_N}-?v?-?[uU]{_HALF}?", spans.duration),
    ("year_previous", "hul", spans.unit_previous),
    ("same", "[br]?(?:hs|k|ks|hk)[u]", spans.shift),
    ("weekend", "h?c?[lxc]?u", dates.weekend),
    ("the_units", "hU", spans.the_units),
    ("the_unit", "hu", spans.the_unit),
    ("fiscal", "F(?:u)?y", dates.year_alone),
    ("years", "y[-/](?:y|d|n)", dates.years),
    ("year", "(?:h?m-?f?)?(?:hu)?y", dates.year_alone),
    ("short_year", "Y", dates.short_year),
    ("month", "(?:h?m(?:-|f)?)?h?[lxc]?M(?:\\.(?![¶_]))?", dates.calendar),
    ("clock", "(?:dp|Kp?|4|N|dC)(?:zX?)?", dates.clock),
    ("day_of_month", "ho(?:f[clx]u)?", dates.day_of_month),
    ("holiday", "[lxc]?Q(?:u|,?y)?", spans.holiday),
    ("long", "L", spans.unit_long),
    ("plural", "U", spans.plural_alone),
    ("adverb", "A", spans.adverb),
    ("moment", "(?:h|c|k)?_?X X?|hl", spans.moment),
    ("reference", "R|c", spans.reference),
)  # fmt: skip


_COMPILED = tuple((re.compile(pattern.replace(" ", "")), build) for _, pattern, build in RULES)
_STARTS = frozenset("ISMWwuUPZNTtKDdyoARQXBF4nahlxcskebmqvjrYL")
# What a rule can see from a word: no rule reaches past the second word that has nothing to do with time. Windows are
# short and few, so that what matches them is remembered.
_WINDOW = re.compile(r"[^_¶]{0,24}+.?[^_¶]{0,5}+", re.DOTALL)
_CORE = re.compile("[MWwuUPZNTtISKDdyoARQXBFln4xcYLv]")


def forms(found: list[Token], line: str) -> list[Form]:
    """The unresolved time expressions of a text, in order, without overlap: the longest reading at each word wins."""
    result: list[Form] = []
    index, size = 0, len(line)
    while index < size:
        core = _CORE.search(line, index)
        if core is None:
            break
        # A phrase starts at most eight words before its core.
        index = max(index, core.start() - 8)
        best: Form | None = None
        if line[index] in _STARTS:
            best = _longest(found, line, index)
        if best is None:
            index += 1
        else:
            result.append(best)
            index = best.last + 1
    return result


def _longest(found: list[Token], line: str, index: int) -> Form | None:
    window = _WINDOW.match(line, index)
    for length, build in _candidates(window.group() if window else ""):
        form = build(Words(found, line, index, index + length - 1))
        if form is not None:
            return replace(form, first=index, last=index + length - 1)
    return None


@lru_cache(maxsize=20_000)
def _candidates(letters: str) -> tuple[tuple[int, Builder], ...]:
    """(length, builder) of the rules that match at the start of some letters, the longest first, then in rule order."""
    reach = []
    for order, (pattern, build) in enumerate(_COMPILED):
        match = pattern.match(letters)
        if match and match.end():
            reach.append((-match.end(), order, build))
    return tuple((-length, build) for length, _, build in sorted(reach, key=lambda r: r[:2]))
