"""Bytes of a file -> its text, changed as little as can be.

Line ends stay as they are, and so does a UTF-8 byte order mark: offsets count the code points of the file as decoded.
Only characters that no record can hold (NUL, lone surrogates) are replaced, one for one, so that offsets keep.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_SAMPLE = 8192


def binary(data: bytes) -> str | None:
    """What sort of binary file the bytes are ('a PDF file'), or None where they can be text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    sample = data[:_SAMPLE]
    if any(sample.startswith(bom) for bom, _ in _BOMS) or _bare_utf16(sample):
        return None
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return "a binary file" if control > len(sample) * 0.05 else None


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of a file and, where it was not plain UTF-8, what was done about that."""
    text, doubt = _decoded(data)
    if _UNSTORABLE.search(text):
        text, count = _UNSTORABLE.subn("�", text)
        doubt = f"{doubt + '; ' if doubt else ''}{count} NUL or unpaired surrogate characters were replaced by U+FFFD"
    return text, doubt


def storable(text: str) -> tuple[str, str | None]:
    """As `decode` for text that is already decoded, such as a JSON string with an escaped lone surrogate."""
    if not _UNSTORABLE.search(text):
        return text, None
    text, count = _UNSTORABLE.subn("�", text)
    return text, f"{count} NUL or unpaired surrogate characters were replaced by U+FFFD"


def _decoded(data: bytes) -> tuple[str, str | None]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), f"read as {name.upper()} by its byte order mark"
            except UnicodeDecodeError:
                return data.decode(name, "replace"), f"broken {name.upper()}: unreadable bytes became U+FFFD"
    order = _bare_utf16(data[:_SAMPLE])
    if order is not None:
        return data.decode(order, "replace"), f"read as {order.upper()}, guessed as it has no byte order mark"
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    patched = data.decode("utf-8", "replace")
    broken = patched.count("�")
    # A UTF-8 text with a few broken bytes still has many whole sequences; one in Latin-1 has next to none.
    if len(patched) - len(patched.encode("ascii", "ignore")) > 2 * broken:
        return patched, f"broken UTF-8: {broken} unreadable places became U+FFFD"
    try:
        return data.decode("cp1252"), "not UTF-8: read as Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8: read as Latin-1"


def _bare_utf16(sample: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: Western text has a NUL in every other byte."""
    half = len(sample) // 2
    if half < 8:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None
