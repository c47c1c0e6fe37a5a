"""Time expressions of a report: found, resolved against the day of publication and the dates told before.

    find_times("The talks will resume on Tuesday.", published="2025-05-30")

gives one `Timex` with value 2025-06-03. Values follow TIMEX3 as news corpora use it; `Timex.date` is what the contract
calls the date.
Recognition is a grammar over word classes (`times_words`, `times_grammar`), direction comes from the governing verb
(`times_direction`), values from `times_resolution`. No model is loaded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.reading.times_direction import Bearing, bearing
from dragoman.reading.times_forms import Form
from dragoman.reading.times_grammar import forms
from dragoman.reading.times_resolution import resolve
from dragoman.reading.times_story import Resolved, Story
from dragoman.reading.times_verbs import abbreviated
from dragoman.reading.times_words import Token, tokens
from dragoman.reading.types import Timex
from dragoman.types import Notice, Span
from dragoman.when import When

#: What later expressions may count from.
_ANCHORS = frozenset(("day", "time", "week", "month", "year", "interval"))
_PARAGRAPH = re.compile(r"\n[^\S\n]*+\n")


def find_times(
    text: str, *, published: str | None, paragraphs: Sequence[Span] | None = None, notices: Sequence[Notice] = ()
) -> tuple[Timex, ...]:
    """The time expressions of a text in order, without overlap.

    `published` is the ISO date of publication (a longer ISO timestamp is cut to its day, a partial date is no anchor);
    without it what only counts from it stays open (`XXXX-WXX-5`). `paragraphs` are spans over which a date told before
    stays an anchor; without them blank lines part paragraphs. Expressions inside `notices` are left out, but a
    dateline's date is the anchor of the text that follows.
    """
    found, line = tokens(text)
    unresolved = forms(found, line)
    day, header = _heading(text, found, unresolved, _day(published))
    starts = [p[0] for p in paragraphs] if paragraphs else [0, *(m.end() for m in _PARAGRAPH.finditer(text))]
    sentences = _sentences(found, line)
    story = Story(published=day)
    result: list[Timex] = []
    for number, form in enumerate(unresolved):
        start, end = found[form.first].start, found[form.last].end
        if start == header or any(n.start <= start < n.end for n in notices):
            continue
        story.enter(start, bisect_right(starts, start), bisect_right(sentences, start))
        told = bearing(found, line, form.first, form.last)
        bare = form.anchor == "sentence" or not (form.weekday is not None or form.month or form.day or form.span)
        if bare and (form.clock or form.part):
            form = _with_day(found, line, form, unresolved[number + 1 : number + 3])
        resolved = resolve(form, told, story)
        if resolved is None:
            continue
        start, end = _trimmed(found, line, form)
        result.append(_timex(start, end, form, told, resolved))
        if resolved.when is not None and resolved.when.precision in ("month", "quarter"):
            story.span, story.span_sentence = resolved.when, story.sentence
        if resolved.when is not None and resolved.when.precision in _ANCHORS:
            exact = form.kind == "calendar" and form.month is not None
            story.remember(resolved.when, start, exact, saying=told.said and not exact)
    return tuple(_joined(text, result))


def _with_day(found: list[Token], line: str, form: Form, following: list[Form]) -> Form:
    """A time of day with the day that its sentence tells a few words later: '2 p.m. (0500 GMT) on Wednesday'."""
    reach = 8 if form.clock else 3  # 'in morning trading on Thursday'
    for other in following:
        between = line[form.last + 1 : other.first]
        if len(between) > reach or any(letter in ".;¶!?" for letter in between):
            break
        if other.kind == "calendar" and (other.weekday is not None or (other.month and other.day)) and not other.part:
            day = replace(other, first=form.first, last=form.last, to_day=None, to_month=None)
            return replace(day, clock=form.clock, part=form.part)
    return form


def _heading(text: str, found: list[Token], unresolved: list[Form], published: date | None) -> tuple[date | None, int]:
    """(day of publication, offset of the line that tells it or -1): a full date with a line near the top for itself.

    Such a line is the report's metadata, no time of its story; where no date of publication is given it is the one.
    """
    for form in unresolved[:3]:
        start, end = found[form.first].start, found[form.last].end
        if not (form.kind == "calendar" and form.year and form.month and form.day) or start > 600:
            continue
        line_end = text.find("\n", end)
        if text[text.rfind("\n", 0, start) + 1 : start].strip() or text[
            end : line_end if line_end >= 0 else len(text)
        ].strip(" .\t"):
            continue
        try:
            told = date(form.year, form.month, form.day)
        except ValueError:
            continue
        if published is None or told == published:
            return told, start
    return published, -1


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _sentences(found: list[Token], line: str) -> list[int]:
    """Offsets at which a new sentence may start: rough, for anchors only."""
    starts = [0]
    for index, letter in enumerate(line):
        if (
            letter in ".!?¶;"
            and index + 1 < len(found)
            and not (letter == "." and index and abbreviated(found[index - 1]))
            and (letter != "." or (not found[index + 1].raw[0].islower() and found[index + 1].start > found[index].end))
        ):
            starts.append(found[index + 1].start)
    return starts


def _trimmed(found: list[Token], line: str, form: Form) -> Span:
    """The span without a full stop or possessive at its end, unless that belongs to an abbreviation."""
    last = form.last
    while last > form.first and (
        line[last] in ",-'"
        or (line[last] == "." and (len(found[last - 1].word) > 4 or found[last - 1].word in ("may", "june", "july")))
    ):
        last -= 1
    first = form.first
    while found[first].word == "than" and first < last:
        first += 1
    if first and found[first].word in ("least", "most") and found[first - 1].word == "at":
        first -= 1
    if first and found[first - 1].word in _DEGREES.get(found[first].word, ()):
        first -= 1
    # 'for over six years', 'some 30 years ago': more than, about
    if first and form.kind in ("duration", "offset") and line[first] in "and" and not form.loose:
        ago = found[last].word in ("ago", "earlier", "later")
        told = found[first - 1].word
        if (told == "over" and (ago or (first > 1 and found[first - 2].word in _BEFORE_OVER))) or (
            told == "some" and line[first] in "nd"
        ):
            first -= 1
    return found[first].start, found[last].end


_BEFORE_OVER = ("in", "for", "of", "after", "with", "than", "within", "since")
#: what belongs to a word of time: 'more recently', 'right now'
_DEGREES = {"recently": ("more", "most", "very"), "now": ("right",), "soon": ("very",)}


def _timex(start: int, end: int, form: Form, told: Bearing, resolved: Resolved) -> Timex:
    when = resolved.when
    return Timex(
        start=start,
        end=end,
        type=resolved.type,
        value=resolved.value,
        date=when.date_only() if when is not None else None,
        modifier=form.modifier or None,
        anchor=resolved.anchor,
        deadline=told.deadline,
        doubt=resolved.doubt or None,
        precision=when.precision if when is not None else None,
        direction=resolved.direction or told.way or None,
        relation=told.relation or None,
        said=told.said,
    )


_BETWEEN = re.compile(r"\s*(?:-|–|—|to|and|until|through|till)\s*")


def _joined(text: str, found: list[Timex]) -> list[Timex]:
    """Both ends of a range ('from May 19 to 21', 'between April and June') get the interval as their date."""
    for index in range(len(found) - 1):
        left, right = found[index], found[index + 1]
        if right.start - left.end > 12 or not _BETWEEN.fullmatch(text, left.end, right.start):
            continue
        if left.relation not in ("from", "between") and "and" in text[left.end : right.start]:
            continue
        first, last = When.maybe(left.date), When.maybe(right.date)
        if first and last and first.ends is None and last.ends is None and first.first < last.first:
            span = f"{left.date}/{right.date}"
            found[index], found[index + 1] = replace(left, date=span), replace(right, date=span)
    return found
