"""How large things may be. A report is read by people: what is larger is a dump, and is refused with a message."""

from __future__ import annotations

#: Bytes of one file that holds one report, and of one fetched page.
LARGEST_FILE = 8_000_000
#: Characters of one report's text.
LONGEST_TEXT = 1_000_000
#: Bytes of one line of a JSON lines file.
LONGEST_LINE = 8_000_000
#: Bytes of one reports.tsv.
LARGEST_TABLE = 64_000_000
