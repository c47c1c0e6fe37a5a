"""What is derived from the rows of each reading, so that views need not read them: packed lines, names and words.

A reading's rows are written once and never changed, so what is derived from them is right for as long as the reading is
there: adding, re-reading, judging and undoing leave it alone, a purge deletes both. It is written with the rows, in
their transaction. How it looks may change with the program: then a migration is due, and after every upgrade all of it is
made anew (`rebuild`). `checks` compares it with the rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from dragoman.record import rows, wordings
from dragoman.record.gathering import telling
from dragoman.record.packs import pack

_LINES = text("INSERT INTO line_packs (extraction, kind, lines) VALUES (:extraction, :kind, :lines)")
_NAMES = text("INSERT INTO name_packs (extraction, names) VALUES (:extraction, :names)")
_WORDS = text("INSERT INTO word_packs (extraction, places, runs) VALUES (:extraction, :places, :runs)")


def derived(stored: Sequence[str]) -> tuple[dict[str, str], str, tuple[str, bytes]]:
    """The packs of one reading's stored rows: of its lines by kind, of its names, of the words of its passages."""
    read: list[Mapping[str, Any]] = [json.loads(row) for row in stored]
    read.sort(key=lambda row: (row["evidence"]["start"], row["evidence"]["end"], row["id"]))
    lines = rows.assertions_of(stored)
    lines.sort(key=lambda line: (line.evidence.start, line.evidence.end, line.id))
    return pack(read), telling("", lines).packed(), wordings.pack(read)


def write(connection: Connection, extraction: int, stored: Sequence[str]) -> None:
    """Keep what is derived of a reading."""
    if not stored:
        return
    lines, names, (places, runs) = derived(stored)
    connection.execute(_LINES, [{"extraction": extraction, "kind": kind, "lines": one} for kind, one in lines.items()])
    connection.execute(_NAMES, {"extraction": extraction, "names": names})
    connection.execute(_WORDS, {"extraction": extraction, "places": places, "runs": runs})


def rebuild(connection: Connection) -> None:
    """Make all of it anew from the rows."""
    for table in ("line_packs", "name_packs", "word_packs"):
        connection.execute(text(f"DELETE FROM {table}"))
    for extraction in (
        connection.execute(text("SELECT extraction FROM extractions ORDER BY extraction")).scalars().all()
    ):
        write(connection, extraction, stored_rows(connection, extraction))


def stored_rows(connection: Connection, extraction: int) -> Sequence[str]:
    """The rows of one reading."""
    query = text("SELECT row FROM assertions WHERE extraction = :extraction ORDER BY assertion")
    return connection.execute(query, {"extraction": extraction}).scalars().all()
