"""Saved HTML pages -> their article. The text that is stored, and that offsets count, is what is extracted here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.errors import MissingExtra


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page and what the page says about it; `text` is empty where no article was found."""

    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None


def is_html(data: bytes) -> bool:
    """Whether bytes look like a page: a doctype or an html tag near the start."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start)


def article(data: bytes, url: str | None = None) -> Page:
    """The article of a page. Raises MissingExtra where trafilatura is not installed.

    The headline is read like a sentence, so it opens the text where the article does not begin with it.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtra("Reading saved web pages", "web") from None

    found: Any = trafilatura.bare_extraction(
        data, url=url, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False
    )
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        return Page("")
    title = getattr(found, "title", None) or None
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return Page(
        text=text,
        title=title,
        date=found.date or None,
        outlet=found.sitename or found.hostname or None,
        url=found.url or url,
        language=found.language or None,
        author=found.author or None,
    )
