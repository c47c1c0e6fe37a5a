"""Is a report English? Function words answer for nearly every report; a language identifier is loaded for the rest."""

from __future__ import annotations

import re

from dragoman.types import Report

_WORD = re.compile(r"[^\W\d_]+")
# Words that are frequent in English and rare or absent in its neighbours ('in', 'was', 'is', 'on' are not).
_FREQUENT = (
    "the of and to that with for from has had have been were would will which this they their by said after between "
    "but not are its be it as at his he she her who about could"
)
_ENGLISH = frozenset(_FREQUENT.split())
_SAMPLE = 6000
_SHORT = 12


def language(text: str, declared: str | None = None) -> tuple[str | None, str | None]:
    """(code, doubt): an ISO 639 code, or None where the text is too short to tell and nothing was declared.

    What the words show goes before what was declared; `doubt` says so where the two differ.
    """
    code = (declared or "").strip().replace("_", "-").split("-")[0].lower() or None
    # A page may open with a menu or a notice in another language, so the sample is taken from the middle on.
    start = max(0, (len(text) - _SAMPLE) // 2)
    words = _WORD.findall(text[start : start + _SAMPLE].lower())
    if len(words) < _SHORT:
        return code, None
    share = sum(word in _ENGLISH for word in words) / len(words)
    if share >= 0.2:
        found = "en"
    elif share < 0.04 and _letters_outside_latin(text[start : start + _SAMPLE]):
        found = code if code and code != "en" else _identify(text[start : start + _SAMPLE])
    else:
        found = _identify(text[start : start + _SAMPLE])
    if code and code != found:
        return found, f"declared to be in {code!r}, but its words are those of {found!r}"
    return found, None


def is_english(report: Report) -> bool:
    """Whether the report can be read; a report of unknown language is."""
    return report.language is None or report.language.split("-")[0].lower() == "en"


def _letters_outside_latin(text: str) -> bool:
    letters = [c for c in text[:1000] if c.isalpha()]
    return sum(ord(c) > 0x24F for c in letters) > len(letters) / 2


def _identify(text: str) -> str:
    from py3langid import classify

    return str(classify(text)[0])
