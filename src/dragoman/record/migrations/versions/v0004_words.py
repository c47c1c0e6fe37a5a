"""What the passages of each reading are compared by. Left empty here: after every upgrade `record.indexes` fills it."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE word_packs (
        extraction INTEGER NOT NULL PRIMARY KEY REFERENCES extractions (extraction),
        places TEXT NOT NULL,
        runs BLOB NOT NULL)""",
    "PRAGMA user_version = 4",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
