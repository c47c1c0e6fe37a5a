"""What a report told so far while its times are read: the anchors of what comes next, and what a form came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.when import When


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a form comes to: TIMEX3 type and value, its period if it is one, and what it was counted from."""

    type: str
    value: str
    when: When | None = None
    anchor: int | None = None
    doubt: str = ""
    direction: str = ""


@dataclass(slots=True)
class Story:
    """What was told before, while a text is read from left to right.

    `published` is the day of publication (None if unknown); `told` is the last date and the offset of its expression;
    `told_sentence` and `told_paragraph` where that stood; `span` is the month or quarter told last, which 'the same period
    a year earlier' takes up, `span_sentence` its sentence; `years` has the year of each month and day told before, as
    a report seldom means another 7 October the second time.
    """

    published: date | None = None
    told: When | None = None
    told_at: int = 0
    told_paragraph: int = -1
    told_sentence: int = -1
    paragraph: int = 0
    sentence: int = 0
    offset: int = 0
    explicit: bool = False
    span: When | None = None
    span_sentence: int = -1
    years: dict[tuple[int, int], int] = field(default_factory=dict)

    aside: tuple[When, int, int, int, bool] | None = None
    before: list[tuple[When, int, int]] = field(default_factory=list)

    def enter(self, offset: int, paragraph: int, sentence: int) -> None:
        """Go on to an expression's place; a date of a mere saying is forgotten with its sentence."""
        if self.aside is not None and sentence != self.sentence:
            self.told, self.told_at, self.told_paragraph, self.told_sentence, self.explicit = self.aside
            self.aside = None
        self.offset, self.paragraph, self.sentence = offset, paragraph, sentence

    def anchor(self) -> When | None:
        """What 'a day later' counts from: the date told last, not more than two paragraphs before."""
        return self.told if self.told is not None and self.paragraph - self.told_paragraph <= 2 else None

    def anchors(self) -> list[tuple[When, int]]:
        """Dates told in this paragraph and the two before, with the offsets of their expressions, the last one first."""
        if self.told is None:
            return []
        told = [*self.before, (self.told, self.told_at, self.told_paragraph)]
        return [(when, offset) for when, offset, paragraph in reversed(told) if self.paragraph - paragraph <= 2]

    def remember(self, when: When, offset: int, explicit: bool, *, saying: bool = False) -> None:
        """Keep a date as what the next 'a day later' counts from; that of a saying in its own sentence only."""
        if not saying:
            self.aside = None
        elif self.aside is None and self.told is not None:
            self.aside = (self.told, self.told_at, self.told_paragraph, self.told_sentence, self.explicit)
        if self.told is not None and not saying:
            self.before = [*self.before[-3:], (self.told, self.told_at, self.told_paragraph)]
        self.told, self.told_at, self.explicit = when, offset, explicit
        self.told_paragraph, self.told_sentence = self.paragraph, self.sentence
        if explicit and when.precision in ("day", "time"):
            self.years[when.first.month, when.first.day] = when.first.year


def way_of(when: When, story: Story) -> str:
    """Where a period lies as seen from the day of publication; '' without one."""
    if story.published is None:
        return ""
    if when.last < story.published:
        return "past"
    return "future" if when.first > story.published else "present"
