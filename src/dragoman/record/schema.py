"""The tables of a dossier as they are today, for SQLAlchemy Core.

One SQLite file is one dossier. `APPLICATION_ID` and `SCHEMA` stand in the file's header, so a foreign, older or newer
file is known before any table is touched. How a file comes to these tables is told by the frozen migrations, which
never import this module; a test compares the two.

    versions ──< extractions ──< assertions ──< assertion_parties, assertion_issues
        │            └──< line_packs, name_packs, word_packs
        └── fulltext (FTS5 over title and text)         judgements, problems, meta

Rows are added, not changed: a changed report is a new version, a re-reading a new extraction. `learned`, `replaced`,
`superseded` and `removed` are UTC instants (ISO 8601 with `Z`), so that the record can be asked what it knew when.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from dragoman.record.database import APPLICATION_ID, SCHEMA

__all__ = ["APPLICATION_ID", "SCHEMA", "metadata"]

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("report", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("url", Text),
    Column("language", Text),
    Column("path", Text),
    Column("notices", Text, nullable=False),
    Column("meta", Text, nullable=False),
    Column("learned", Text, nullable=False),
    Column("replaced", Text),
    Column("removed", Text),
    Column("text", Text, nullable=False),  # last: listing reports then never reads the pages that hold texts
    UniqueConstraint("report", "number"),
    Index("versions_order", "report", "published", "number"),
    Index("versions_published", "published"),
    Index("versions_path", "path"),
)

extractions = Table(
    "extractions",
    metadata,
    Column("extraction", Integer, primary_key=True),
    Column("version", Integer, ForeignKey("versions.version"), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("hand", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("learned", Text, nullable=False),
    Column("superseded", Text),
    Index("extractions_version", "version"),
)

assertions = Table(
    "assertions",
    metadata,
    Column("assertion", Integer, primary_key=True),
    Column("extraction", Integer, ForeignKey("extractions.extraction"), nullable=False),
    Column("version", Integer, ForeignKey("versions.version"), nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", REAL, nullable=False),
    Column("row", Text, nullable=False),
    Column("why", Text),
    Index("assertions_id", "id"),
    Index("assertions_version", "version"),
    Index("assertions_extraction", "extraction"),
    Index("assertions_kind", "kind", "act"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("judgements_subject", "subject"),
)

problems = Table(
    "problems",
    metadata,
    Column("problem", Integer, primary_key=True),
    Column("version", Integer, ForeignKey("versions.version")),
    Column("extraction", Integer, ForeignKey("extractions.extraction")),
    Column("report", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("severity", Text, nullable=False),
    Column("learned", Text, nullable=False),
    Column("superseded", Text),
    Index("problems_report", "report"),
    Index("problems_version", "version"),
)

assertion_parties = Table(
    "assertion_parties",
    metadata,
    Column("party", Text, primary_key=True),
    Column("assertion", Integer, ForeignKey("assertions.assertion"), primary_key=True),
    Index("assertion_parties_assertion", "assertion"),
)

assertion_issues = Table(
    "assertion_issues",
    metadata,
    Column("issue", Text, primary_key=True),
    Column("assertion", Integer, ForeignKey("assertions.assertion"), primary_key=True),
    Index("assertion_issues_assertion", "assertion"),
)

line_packs = Table(
    "line_packs",
    metadata,
    Column("extraction", Integer, ForeignKey("extractions.extraction"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("lines", Text, nullable=False),
)

name_packs = Table(
    "name_packs",
    metadata,
    Column("extraction", Integer, ForeignKey("extractions.extraction"), primary_key=True),
    Column("names", Text, nullable=False),
)

word_packs = Table(
    "word_packs",
    metadata,
    Column("extraction", Integer, ForeignKey("extractions.extraction"), primary_key=True),
    Column("places", Text, nullable=False),
    Column("runs", LargeBinary, nullable=False),
)
