"""Reports in versions, extractions, assertions, judgements and problems."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    "PRAGMA application_id = 1146241351",
    """CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)""",
    """CREATE TABLE versions (
        version INTEGER NOT NULL PRIMARY KEY,
        report TEXT NOT NULL,
        number INTEGER NOT NULL,
        text_hash TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        published TEXT NOT NULL,
        outlet TEXT,
        title TEXT,
        url TEXT,
        language TEXT,
        path TEXT,
        notices TEXT NOT NULL,
        meta TEXT NOT NULL,
        learned TEXT NOT NULL,
        replaced TEXT,
        removed TEXT,
        text TEXT NOT NULL,
        UNIQUE (report, number))""",
    "CREATE INDEX versions_order ON versions (report, published, number)",
    "CREATE INDEX versions_published ON versions (published)",
    "CREATE INDEX versions_path ON versions (path)",
    """CREATE TABLE extractions (
        extraction INTEGER NOT NULL PRIMARY KEY,
        version INTEGER NOT NULL REFERENCES versions (version),
        extractor TEXT NOT NULL,
        hand INTEGER NOT NULL,
        author TEXT NOT NULL,
        learned TEXT NOT NULL,
        superseded TEXT)""",
    "CREATE INDEX extractions_version ON extractions (version)",
    """CREATE TABLE assertions (
        assertion INTEGER NOT NULL PRIMARY KEY,
        extraction INTEGER NOT NULL REFERENCES extractions (extraction),
        version INTEGER NOT NULL REFERENCES versions (version),
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        act TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        confidence REAL NOT NULL,
        row TEXT NOT NULL,
        why TEXT)""",
    "CREATE INDEX assertions_id ON assertions (id)",
    "CREATE INDEX assertions_version ON assertions (version)",
    "CREATE INDEX assertions_extraction ON assertions (extraction)",
    "CREATE INDEX assertions_kind ON assertions (kind, act)",
    """CREATE TABLE judgements (
        seq INTEGER NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        object TEXT NOT NULL,
        data TEXT NOT NULL,
        author TEXT NOT NULL,
        made TEXT NOT NULL,
        reason TEXT NOT NULL)""",
    "CREATE INDEX judgements_subject ON judgements (subject)",
    """CREATE TABLE problems (
        problem INTEGER NOT NULL PRIMARY KEY,
        version INTEGER REFERENCES versions (version),
        extraction INTEGER REFERENCES extractions (extraction),
        report TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        start INTEGER,
        "end" INTEGER,
        severity TEXT NOT NULL,
        learned TEXT NOT NULL,
        superseded TEXT)""",
    "CREATE INDEX problems_report ON problems (report)",
    "CREATE INDEX problems_version ON problems (version)",
    "INSERT INTO meta (key, value) VALUES ('revision', '0')",
    "PRAGMA user_version = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
