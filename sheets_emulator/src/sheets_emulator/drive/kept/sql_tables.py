"""The tables of Drive, in the same database as the spreadsheets."""

TABLES = """
CREATE TABLE IF NOT EXISTS drive_file (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    owner TEXT NOT NULL,
    created REAL NOT NULL,
    modified REAL NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    shown_modified REAL NOT NULL,
    shown_version INTEGER NOT NULL DEFAULT 1,
    last_user TEXT NOT NULL,
    trashed INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    description TEXT NOT NULL DEFAULT '',
    properties TEXT NOT NULL DEFAULT '{}',
    app_properties TEXT NOT NULL DEFAULT '{}',
    drive_id TEXT,
    content BLOB
) STRICT;
CREATE INDEX IF NOT EXISTS drive_file_by_time ON drive_file (created);
CREATE TABLE IF NOT EXISTS drive_parent (
    file_id TEXT NOT NULL,
    parent_id TEXT NOT NULL,
    PRIMARY KEY (file_id, parent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS drive_parent_by_parent ON drive_parent (parent_id, file_id);
CREATE TABLE IF NOT EXISTS drive_permission (
    file_id TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    role TEXT NOT NULL,
    grantee TEXT NOT NULL DEFAULT '',
    discoverable INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (file_id, id)
) STRICT;
CREATE INDEX IF NOT EXISTS drive_permission_by_grantee ON drive_permission (grantee, file_id);
CREATE TABLE IF NOT EXISTS drive_comment (
    file_id TEXT NOT NULL,
    id TEXT NOT NULL,
    author TEXT NOT NULL,
    content TEXT NOT NULL,
    anchor TEXT,
    created REAL NOT NULL,
    modified REAL NOT NULL,
    resolved INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (file_id, id)
) STRICT;
CREATE TABLE IF NOT EXISTS drive_change (
    file_id TEXT PRIMARY KEY,
    number INTEGER,
    time REAL NOT NULL,
    due REAL,
    published REAL,
    state TEXT NOT NULL,
    changed TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS drive_change_by_number ON drive_change (number);
CREATE INDEX IF NOT EXISTS drive_change_by_due ON drive_change (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS drive_counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drive_channel (
    id TEXT PRIMARY KEY,
    resource TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    resource_uri TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL DEFAULT '',
    user TEXT NOT NULL,
    expires REAL NOT NULL,
    told INTEGER NOT NULL,
    message INTEGER NOT NULL DEFAULT 0
) STRICT;
"""
TABLE_NAMES = tuple(
    line.split()[5] for line in TABLES.splitlines() if line.startswith("CREATE TABLE")
)
