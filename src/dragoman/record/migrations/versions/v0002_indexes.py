"""Full text over title and text, and which assertions name a party or an issue; filled from what is already there."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: Where a party of an assertion is named: single names, then lists of names.
SINGLE = ("person", "party", "host", "head", "owner", "target")
LISTS = ("actors", "members", "recipient")

STATEMENTS = (
    """CREATE TABLE assertion_parties (
        party TEXT NOT NULL,
        assertion INTEGER NOT NULL REFERENCES assertions (assertion),
        PRIMARY KEY (party, assertion))""",
    "CREATE INDEX assertion_parties_assertion ON assertion_parties (assertion)",
    """CREATE TABLE assertion_issues (
        issue TEXT NOT NULL,
        assertion INTEGER NOT NULL REFERENCES assertions (assertion),
        PRIMARY KEY (issue, assertion))""",
    "CREATE INDEX assertion_issues_assertion ON assertion_issues (assertion)",
    *(
        f"""INSERT OR IGNORE INTO assertion_parties (party, assertion)
        SELECT json_extract(row, '$.{name}'), assertion FROM assertions
        WHERE json_extract(row, '$.{name}') IS NOT NULL"""
        for name in SINGLE
    ),
    *(
        f"""INSERT OR IGNORE INTO assertion_parties (party, assertion)
        SELECT item.value, assertion FROM assertions, json_each(assertions.row, '$.{name}') AS item"""
        for name in LISTS
    ),
    """INSERT OR IGNORE INTO assertion_issues (issue, assertion)
        SELECT json_extract(row, '$.issue'), assertion FROM assertions
        WHERE json_extract(row, '$.issue') IS NOT
        NULL""",
    """INSERT OR IGNORE INTO assertion_issues (issue, assertion)
        SELECT item.value, assertion FROM assertions, json_each(assertions.row, '$.conditions') AS item""",
    """CREATE VIRTUAL TABLE fulltext USING fts5(title, text, content='versions', content_rowid='version',
        tokenize="porter unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER fulltext_added AFTER INSERT ON versions BEGIN
        INSERT INTO fulltext (rowid, title, text) VALUES (new.version, new.title, new.text); END""",
    """CREATE TRIGGER fulltext_removed AFTER DELETE ON versions BEGIN
        INSERT INTO fulltext (fulltext, rowid, title, text)
        VALUES ('delete', old.version, old.title, old.text); END""",
    "INSERT INTO fulltext (fulltext) VALUES ('rebuild')",
    "PRAGMA user_version = 2",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
