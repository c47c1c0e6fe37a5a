"""Lines and names of each reading packed for views. Left empty here: after every upgrade `record.indexes` fills them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE line_packs (
        extraction INTEGER NOT NULL REFERENCES extractions (extraction),
        kind TEXT NOT NULL,
        lines TEXT NOT NULL,
        PRIMARY KEY (extraction, kind))""",
    """CREATE TABLE name_packs (
        extraction INTEGER NOT NULL PRIMARY KEY REFERENCES extractions (extraction),
        names TEXT NOT NULL)""",
    "PRAGMA user_version = 3",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
