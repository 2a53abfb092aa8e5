"""Who may do what with a file: its own permissions and those of the folders it lies in."""

import base64
import hashlib
import sqlite3

ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")

# The file itself and the folders above it.
ABOVE = """
WITH RECURSIVE above (id) AS (
    VALUES (:file)
    UNION SELECT parent_id FROM drive_parent JOIN above ON file_id = above.id
)
"""
# Permissions that speak of a person; files open to anybody with the link are not listed.
MINE = """ended = 0 AND (
    (type IN ('user', 'group') AND grantee = :email)
    OR (type = 'domain' AND grantee = :domain AND (discoverable OR :by_link))
    OR (type = 'anyone' AND (discoverable OR :by_link)))
"""
BELOW = f"""
WITH RECURSIVE below (id) AS (
    SELECT file_id FROM drive_permission WHERE {MINE}
    UNION SELECT file_id FROM drive_parent JOIN below ON parent_id = below.id
)
SELECT id FROM below
"""
HERE = f"{ABOVE} SELECT {{}} FROM above CROSS JOIN drive_permission ON file_id = above.id WHERE "
MY_ROLES = HERE.format("role") + MINE
EVER_MINE = HERE.format("1") + "grantee = :email"


def permission_id(grantee: str) -> str:
    """The id that stands for one person or domain in every file's permissions."""
    digest = hashlib.sha256(grantee.encode()).digest()
    return f"{int.from_bytes(digest[:8]):020d}"


def root_id(owner: str) -> str:
    """The id of somebody's My Drive, which is the folder of files that lie in no other."""
    digest = hashlib.sha256(owner.encode()).digest()
    return f"0A{base64.urlsafe_b64encode(digest)[:11].decode()}Uk9PVA"


def rank(role: str | None) -> int:
    """A number that grows with what a role may do; 0 for no role."""
    return 0 if role is None else ROLES.index(role) + 1


def role_of(db: sqlite3.Connection, file_id: str, email: str, by_link: bool = True) -> str | None:
    """The strongest role that a person has on a file, or None.

    `by_link`: counting files that anybody with the link may open.
    """
    rows = db.execute(MY_ROLES, {"file": file_id, **_person(email, by_link)})
    return max((role for (role,) in rows), key=rank, default=None)


def may(db: sqlite3.Connection, file_id: str, email: str, role: str) -> bool:
    """Whether a person has at least that role on a file."""
    return rank(role_of(db, file_id, email)) >= rank(role)


def sees(db: sqlite3.Connection, file_id: str, email: str) -> bool:
    """Whether the file is in a person's Drive."""
    return role_of(db, file_id, email, by_link=False) is not None


def visible_files(db: sqlite3.Connection, email: str) -> set[str]:
    """The ids of all files in a person's Drive, deleted ones too."""
    return {file_id for (file_id,) in db.execute(BELOW, _person(email, by_link=False))}


def was_shared(db: sqlite3.Connection, file_id: str, email: str) -> bool:
    """Whether a person ever had a permission on the file, ended ones and folders' included."""
    place = {"file": file_id, "email": email}
    return db.execute(EVER_MINE, place).fetchone() is not None


def grant(db: sqlite3.Connection, file_id: str, kind: str, role: str, grantee: str = "") -> str:
    """Give a role; the same grantee again keeps the id and takes the new role. The id."""
    given = permission_id(grantee)
    if kind == "anyone":
        given = "anyoneWithLink"
    db.execute(
        "INSERT INTO drive_permission (file_id, id, type, role, grantee) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (file_id, id) DO UPDATE SET role = excluded.role, ended = 0",
        (file_id, given, kind, role, grantee),
    )
    return given


def revoke(db: sqlite3.Connection, file_id: str, given: str) -> bool:
    """End a permission; False when there was none. The row stays, for the feed's `removed`."""
    ended = "UPDATE drive_permission SET ended = 1 WHERE file_id = ? AND id = ? AND ended = 0"
    return db.execute(ended, (file_id, given)).rowcount > 0


def _person(email: str, by_link: bool) -> dict[str, str | bool]:
    return {"email": email, "domain": email.rpartition("@")[2], "by_link": by_link}
