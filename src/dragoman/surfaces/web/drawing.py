"""Templates to HTML. Everything from the material is escaped; only this package's own templates are markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from dragoman.types import Assertion
from dragoman.views.wording import cite, date_words, issue_words, link_words, say, status_of, word_of

#: Scripts written from right to left, by the first strong letter of a text.
_RTL = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC), (0x10800, 0x10FFF))


def direction(text: str) -> str:
    """`rtl` where the first letter is of a script written so, else `ltr`."""
    for c in text:
        if c.isalpha():
            return "rtl" if any(a <= ord(c) <= b for a, b in _RTL) else "ltr"
    return "ltr"


def status_class(status: str) -> str:
    """A class name for a certainty or state, from a closed set of letters."""
    return "s-" + "".join(c if c.isalnum() else "-" for c in status.casefold())[:30]


def chain_of(a: Assertion) -> list[tuple[str, str, str]]:
    """The chain of a line's attribution as name, cue and type, the report's publisher first."""
    return [(cite(a), "published", "outlet"), *((link_words(x), x.cue or "", x.type) for x in a.attribution)]


def untold(names: Iterable[str], row: Any) -> list[str]:
    """The fields of a row among `names` that are empty."""
    return [name for name in names if not getattr(row, name)]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, compiled once a process."""
    made = Environment(
        loader=PackageLoader("dragoman.surfaces.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        date=date_words, issue=issue_words, say=say, status=status_of, word=word_of, cite=cite, direction=direction,
        cls=status_class, part=lambda text: quote(text, safe="/"), chain=chain_of, untold=untold,
    )  # fmt: skip
    return made


def draw(template: str, **values: Any) -> str:
    """A page's HTML."""
    values.setdefault("evidence", None)
    values.setdefault("single", False)
    values.setdefault("layout", "bare.html" if values["single"] else "layout.html")
    return environment().get_template(template).render(**values)
